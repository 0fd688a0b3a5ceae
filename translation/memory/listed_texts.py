"""The texts of all conferences, as the memory is fed with them.

The list of texts tells cheaply whether any changed since, in whichever process; the next question then reads the
changes.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max
from django.urls import reverse

from conference.models import Conference, User
from translation.memory.known_pairs import KnownPair
from translation.models import Text, Translation
from translation.texts.loading import words_of

_OVERLAP = timedelta(minutes=10)  # a transaction that began earlier may end later


class ListedTextsReader:
    """Follows the sources of one language in the list of texts."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._digests: dict[int, str] = {}
        self._stamp: dict[str, Any] | None = None
        self._newest: datetime | None = None

    def changes(self) -> Iterable[tuple[int, str]]:
        """See `SourceReader.changes`."""
        texts = Text.objects.filter(source_language=self._language).order_by()
        stamp = texts.aggregate(count=Count("pk"), newest=Max("changed_at"), last=Max("pk"))
        if stamp == self._stamp:
            return []
        changed = texts.filter(changed_at__gt=self._newest - _OVERLAP) if self._newest else texts
        found = self._read(changed.only("subject_type", "subject_id", "field", "source_language", "source_digest"))
        if len(self._digests) != stamp["count"]:
            found += self._gone(set(self._digests) - set(texts.values_list("pk", flat=True)))
        self._stamp, self._newest = stamp, stamp["newest"]
        return found

    def _read(self, texts: Iterable[Text]) -> list[tuple[int, str]]:
        fresh = [text for text in texts if self._digests.get(text.pk) != text.source_digest]
        words = words_of(fresh, [self._language])
        self._digests |= {text.pk: text.source_digest for text in fresh}
        return [(text.pk, words.get(text.pk, {}).get(self._language, "")) for text in fresh]

    def _gone(self, keys: Iterable[int]) -> list[tuple[int, str]]:
        gone = list(keys)
        for key in gone:
            del self._digests[key]
        return [(key, "") for key in gone]


class ListedTexts:
    """The texts of all conferences with what is translated of them."""

    name = "texts"

    def reader(self, language: str) -> ListedTextsReader:
        """See `Feed.reader`."""
        return ListedTextsReader(language)

    def pairs(self, keys: Collection[int], source_language: str, code: str, user: User) -> Iterator[KnownPair]:
        """See `Feed.pairs`."""
        rows = Translation.objects.filter(text__in=keys, language=code, text__source_language=source_language)
        rows = rows.exclude(state=Translation.State.MISSING)
        # A conference has eighty columns: each is read once, not beside every text.
        found = list(rows.select_related("text", "by").prefetch_related("text__conference"))
        words = words_of([row.text for row in found], [source_language, code], user)
        for row in found:
            own = words.get(row.text_id, {})
            if own.get(code):
                yield self._pair(row, own[source_language], own[code])

    def _pair(self, row: Translation, current: str, words: str) -> KnownPair:
        conference = row.text.conference
        return KnownPair(
            key=(self.name, row.text_id),
            # What was translated is offered, which an outdated translation's source no longer is.
            source=row.source_text or current,
            words=words,
            current=current,
            place=str(conference),
            address=reverse("translation:text", args=[conference.slug, row.text_id, row.language]),
            state=row.state,
            at=row.at,
            by=row.by,
            is_of_rehearsal=conference.purpose == Conference.Purpose.REHEARSAL,
        )
