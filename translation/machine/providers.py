"""What suggests translations by machine: none, unless the installation names a server (ROSTRUM_MACHINE_TRANSLATION).

A provider of another kind is another class with these two members.
"""

from collections.abc import Sequence
from typing import Protocol

from django.conf import settings

from translation.machine.libretranslate import LibreTranslate


class Provider(Protocol):
    """Another system that translates."""

    @property
    def name(self) -> str:
        """What the desk and the audit trail call it: the host to which texts go."""

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Returns translations of texts, in their order; the languages are given by our codes.

        Raises Refusal, which says in one sentence why there is none. Takes at most a quarter of a minute.
        """


def provider() -> Provider | None:
    """Returns the provider of this installation; None where it has none."""
    if not settings.MACHINE_TRANSLATION:
        return None
    return LibreTranslate(settings.MACHINE_TRANSLATION, settings.MACHINE_TRANSLATION_KEY)
