"""Which messages were read in a language and found right. Who marks one says so of the wording that the page showed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from conference.models import User
from operations.models import WordingReading
from operations.wording.catalogue import catalogue


@dataclass(frozen=True)
class Readings:
    """The marks of a language: {key of the message: the digest of what was read}."""

    code: str
    read: Mapping[str, str]

    def is_read(self, key: str) -> bool:
        """Whether a message was read as it is now."""
        return key in self.read and self.read[key] == catalogue().digests[self.code].get(key)

    def has_changed(self, key: str) -> bool:
        """Whether a message was read, and has changed since."""
        return key in self.read and not self.is_read(key)

    @property
    def done(self) -> int:
        """Returns how many messages are read as they are now."""
        return sum(self.is_read(key) for key in self.read)


def readings_in(code: str) -> Readings:
    return Readings(code, dict(WordingReading.objects.filter(language=code).values_list("message", "digest")))


@transaction.atomic
def mark_read(code: str, seen: Iterable[str], *, by: User, at: datetime) -> tuple[int, int]:
    """Marks messages as read, each given as `key:digest`; returns how many are, and how many have changed since.

    A message that is no longer what the page showed is not marked, because nobody has read what it is now.
    """
    digests = catalogue().digests[code]
    shown = dict(each.split(":", 1) for each in seen if ":" in each)
    current = {key: digest for key, digest in shown.items() if digests.get(key) == digest}
    rows = [WordingReading(message=key, language=code, digest=digest, by=by, at=at) for key, digest in current.items()]
    WordingReading.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["language", "message"], update_fields=["digest", "by", "at"]
    )
    return len(current), len(shown) - len(current)


def mark_unread(code: str, keys: Iterable[str]) -> None:
    WordingReading.objects.filter(language=code, message__in=list(keys)).delete()
