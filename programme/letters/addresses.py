"""Where a letter goes: to the person's own addresses, with copies to the assistant and to the mission.

A protected speaker's mission gets no copy, for it would learn who the person is.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.fields import addresses_in
from programme.models.letter import Letter
from programme.models.letter_placeholders import secrets_in
from speakers.models import Speaker


class Copy(models.TextChoices):
    """To whom copies of letters go."""

    MISSION = "mission", _("the mission of the delegation")
    ASSISTANT = "assistant", _("the assistant")


@dataclass(frozen=True)
class Addresses:
    """The addresses of a letter, each once: `to` the person, with `copies`."""

    to: list[str]
    copies: list[str]


def is_address(text: str) -> bool:
    """Whether a text is a valid e-mail address; rows may have been written without validation."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def addresses_of(speaker: Speaker, copies: Collection[str] = ()) -> Addresses:
    """Return where a letter to a speaker goes, with these copies."""
    own = [speaker.email, *addresses_in(speaker.further_emails)]
    others: list[str] = []
    if Copy.ASSISTANT in copies:
        others += addresses_in(speaker.assistant_emails)
    if Copy.MISSION in copies and speaker.delegation and not speaker.protected:
        others += addresses_in(speaker.delegation.mission_emails)
    found = _each_once([*own, *others])
    count = len(_each_once(own))
    return Addresses(found[:count], found[count:])


def _each_once(addresses: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for each in addresses:
        if is_address(each):
            found.setdefault(each.casefold(), each)
    return list(found.values())


def has_address(speaker: Speaker) -> bool:
    """Whether a letter to a speaker has a valid address to go to."""
    return any(is_address(address) for address in (speaker.email, *addresses_in(speaker.further_emails)))


def copies_of(letter: Letter) -> list[str]:
    """To whom copies of a letter were asked for when it was written."""
    found: list[str] = letter.detail.get("copies", [])
    return found


def copies_now(letter: Letter) -> list[str]:
    """To whom copies of a letter go as it reads: one with a secret, such as a private link, goes to nobody else."""
    return [] if secrets_in(letter.body) else copies_of(letter)


def address(letter: Letter, speaker: Speaker) -> None:
    """Write the addresses of a speaker into a letter; `has_address` tells that there is one."""
    found = addresses_of(speaker, copies_now(letter))
    letter.address = found.to[0]
    letter.further_addresses, letter.copies = ", ".join(found.to[1:]), ", ".join(found.copies)


def is_addressed_as_now(letter: Letter, speaker: Speaker) -> bool:
    """Whether a letter goes where a new one to the speaker would."""
    now = addresses_of(speaker, copies_now(letter))
    return (letter.recipients, addresses_in(letter.copies)) == (now.to, now.copies)
