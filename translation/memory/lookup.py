"""Earlier texts of all conferences that are like the one at hand, with their translations.

Each process keeps the sources of each language in a `Memory`, made when it is first asked for. The list of texts tells
cheaply whether any changed since, in whichever process; the next question then reads the changes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from django.db.models import Count, Max

from conference.caches import Cache
from conference.languages import CODES
from conference.models import Conference, User
from conference.text_diff import DiffPart, difference
from translation.memory.fuzzy_index import LEAST_SCORE, Match, Memory, MemoryPassage, likeness
from translation.models import Text, Translation
from translation.texts.loading import words_of
from translation.texts.states import FINAL

CANDIDATES = 60  # sources that are looked at for translations; most of a conference may have none yet
OFFERED = 9  # as many as there are keys that use one
UNSURE = 15  # what a translation that nobody vouches for is put behind, in per cent
_OVERLAP = timedelta(minutes=10)  # a transaction that began earlier may end later


@dataclass(frozen=True)
class Offer:
    """An earlier text that is like the one at hand, with its translation; `others` more texts have the same one."""

    translation: Translation
    source: str
    words: str
    score: int
    parts: tuple[DiffPart, ...] = ()
    others: int = 0

    @property
    def is_sure(self) -> bool:
        """Whether a person has vouched for the translation: it is translated or revised."""
        return self.translation.state in FINAL

    @property
    def is_of_rehearsal(self) -> bool:
        return _is_rehearsed(self.translation.text)

    @property
    def rank(self) -> tuple[int, bool, int]:
        """The order of offers: by score, less a deduction for drafts; rehearsals after real conferences."""
        return self.score - (0 if self.is_sure else UNSURE), not self.is_of_rehearsal, -self.translation.pk


class SourceMemory:
    """The sources of one language, kept in step with the list of texts."""

    def __init__(self, language: str) -> None:
        self.lock = Lock()
        self._memory = Memory(language)
        self._language = language
        self._digests: dict[int, str] = {}
        self._stamp: dict[str, Any] | None = None
        self._newest: datetime | None = None

    def similar(self, text: str, most: int) -> list[Match]:
        with self.lock:
            self._refresh()
            return self._memory.similar(text, most=most)

    def concordance(self, query: str, most: int) -> list[MemoryPassage]:
        with self.lock:
            self._refresh()
            return self._memory.concordance(query, most=most)

    def _refresh(self) -> None:
        texts = Text.objects.filter(source_language=self._language).order_by()
        stamp = texts.aggregate(count=Count("pk"), newest=Max("changed_at"), last=Max("pk"))
        if stamp == self._stamp:
            return
        changed = texts.filter(changed_at__gt=self._newest - _OVERLAP) if self._newest else texts
        self._read_changed(changed.only("subject_type", "subject_id", "field", "source_language", "source_digest"))
        if len(self._digests) != stamp["count"]:
            self._drop(set(self._digests) - set(texts.values_list("pk", flat=True)))
        self._stamp, self._newest = stamp, stamp["newest"]

    def _read_changed(self, texts: Iterable[Text]) -> None:
        fresh = [text for text in texts if self._digests.get(text.pk) != text.source_digest]
        words = words_of(fresh, [self._language])
        for text in fresh:
            self._memory.put(text.pk, words.get(text.pk, {}).get(self._language, ""))
            self._digests[text.pk] = text.source_digest

    def _drop(self, keys: Iterable[int]) -> None:
        for key in keys:
            self._memory.forget(key)
            del self._digests[key]


_memories: Cache[str, SourceMemory] = Cache(len(CODES))
_making = Lock()


def sources_in(language: str) -> SourceMemory:
    """Returns the memory of the sources of a language, which is made when it is first asked for."""
    with _making:
        if language not in _memories:
            _memories[language] = SourceMemory(language)
        return _memories[language]


def offers(text: Text, source: str, code: str, user: User, most: int = OFFERED) -> list[Offer]:
    """Returns the translations of earlier texts like this one into a language, the best first."""
    matches = {match.key: match for match in sources_in(text.source_language).similar(source, CANDIDATES)}
    found = []
    for translation, words, current in _translated(set(matches) - {text.pk}, text.source_language, code, user):
        # What was translated is offered, which an outdated translation's source no longer is.
        made_from = translation.source_text or current
        same = made_from == matches[translation.text_id].text
        score = matches[translation.text_id].score if same else likeness(made_from, source)
        if score >= LEAST_SCORE:
            found.append(Offer(translation, made_from, words, score))
    return [_compared(offer, source) for offer in _best(found)[:most]]


def _translated(
    keys: Iterable[int], source_language: str, code: str, user: User
) -> Iterator[tuple[Translation, str, str]]:
    """Yields (translation, its words, the current source) of the texts that the user may read."""
    rows = Translation.objects.filter(text__in=keys, language=code, text__source_language=source_language)
    rows = rows.exclude(state=Translation.State.MISSING)
    # A conference has eighty columns: each is read once, not beside every text.
    found = list(rows.select_related("text", "by").prefetch_related("text__conference"))
    words = words_of([row.text for row in found], [source_language, code], user)
    for row in found:
        own = words.get(row.text_id, {})
        if own.get(code):
            yield row, own[code], own[source_language]


def _best(found: list[Offer]) -> list[Offer]:
    """Returns the best offers, each translation once; those of rehearsals only where no real text reads the same."""
    real = {" ".join(offer.source.split()).casefold() for offer in found if not offer.is_of_rehearsal}
    kept: dict[str, Offer] = {}
    for offer in sorted(found, key=lambda offer: offer.rank, reverse=True):
        if offer.is_of_rehearsal and " ".join(offer.source.split()).casefold() in real:
            continue
        if offer.words in kept:
            kept[offer.words] = replace(kept[offer.words], others=kept[offer.words].others + 1)
        else:
            kept[offer.words] = offer
    return sorted(kept.values(), key=lambda offer: offer.rank, reverse=True)


def _compared(offer: Offer, source: str) -> Offer:
    return replace(offer, parts=tuple(difference(offer.source, source)))


@dataclass(frozen=True)
class ConcordanceHit:
    """A text that holds the words sought, beside its translation; `spans` are the places of the words.

    `others` more texts read the same in both languages.
    """

    translation: Translation
    source: str
    words: str
    spans: tuple[tuple[int, int], ...]
    others: int = 0


def concordance(query: str, source_language: str, code: str, user: User, most: int = 50) -> list[ConcordanceHit]:
    """Returns the texts that hold the words sought and are translated into a language, the shortest first."""
    passages = {each.key: each for each in sources_in(source_language).concordance(query, most * 4)}
    found: dict[tuple[str, str], ConcordanceHit] = {}
    rows = _translated(passages, source_language, code, user)
    for translation, words, current in sorted(rows, key=lambda row: (_is_rehearsed(row[0].text), row[0].pk)):
        if current != passages[translation.text_id].text:
            continue
        if (current, words) in found:
            found[current, words] = replace(found[current, words], others=found[current, words].others + 1)
        else:
            found[current, words] = ConcordanceHit(translation, current, words, passages[translation.text_id].spans)
    return sorted(found.values(), key=lambda each: (len(each.source), each.translation.pk))[:most]


def _is_rehearsed(text: Text) -> bool:
    return text.conference.purpose == Conference.Purpose.REHEARSAL
