"""Searches what a conference shows in public, in one language: what the apps supply as sources (`items`).

Nothing is read of tables here. The items of a release are made once and kept; a text that is missing in the language
is searched and shown in the original one.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from conference.caches import Cache
from conference.languages.folding import fold
from programme.search.items import SearchItem, kinds, sources
from programme.search.query import SearchTerm
from programme.search.snippets import SearchPassage, marked, passage

SHOWN = 30  # of each group

LINES = {"title", "name", "courtesy_title", "function", "affiliation", "room", "delegation", "symbol"}
LINES |= {"session", "amount"}


@dataclass(frozen=True)
class SearchHit:
    """An item that was found, with the terms of the query."""

    item: SearchItem
    terms: tuple = field(repr=False)
    code: str

    @property
    def row(self) -> dict[str, Any]:
        return self.item.row

    @property
    def lines(self) -> dict[str, SearchPassage]:
        """The one-line texts by field, with matches marked."""
        return {
            name: self._shown(name, marked(words, self.terms))
            for name, (words, __) in self.item.texts.items()
            if words and name in LINES
        }

    @property
    def passages(self) -> list[SearchPassage]:
        """The first two passages of the longer texts that have a match."""
        found: list[SearchPassage] = []
        for name, (words, language) in self.item.texts.items():
            if name in LINES or len(found) == 2:
                continue
            if any(term.is_in(fold(words)) for term in self.terms):
                found.append(self._shown(name, passage(words, self.terms, language.code == "zh-hans")))
        return found

    def _shown(self, name: str, pieces: list[tuple[str, bool]]) -> SearchPassage:
        language = self.item.texts[name][1]
        return SearchPassage(pieces, language, is_other=language.code != self.code)


@dataclass(frozen=True)
class SearchGroup:
    """The hits of one kind, the first `SHOWN` of them."""

    group: str
    name: str | Promise
    number: int
    hits: list

    @property
    def is_cut(self) -> bool:
        return self.number > len(self.hits)


class SearchIndex:
    """What a conference shows in one language, normalized so that one pass finds all matches."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._kept: dict[int, tuple[Hashable, dict[str, list[SearchItem]]]] = {}

    def find(self, edition: Any, terms: tuple[SearchTerm, ...]) -> list[SearchGroup]:
        """Return the items with all the terms by kind; kinds of which none is found are left out.

        Matches in title or name come first, then those in the texts, then those in what stands around them.
        """
        found = []
        for kind, items in zip(kinds(), self.items(edition), strict=True):
            hits = [item for item in items if all(item.has(term) for term in terms)]
            hits.sort(key=lambda item: _place(item, terms))
            if hits:
                shown = [SearchHit(item, terms, self.code) for item in hits[:SHOWN]]
                found.append(SearchGroup(kind.key, kind.name, len(hits), shown))
        return found

    def items(self, edition: Any) -> list[list[SearchItem]]:
        """Return the items of each kind, made anew where they have changed."""
        found = []
        for place, source in enumerate(sources()):
            version = source.version(edition)
            kept = self._kept.get(place)
            if kept is None or kept[0] != version:
                kept = self._kept[place] = version, source.items(edition, self.code)
            found += [kept[1].get(kind.key, []) for kind in source.kinds]
        return found


def _place(item: SearchItem, terms: tuple[SearchTerm, ...]) -> int:
    places = (item.folded_heading, item.folded)
    return next((place for place, text in enumerate(places) if all(term.is_in(text) for term in terms)), len(places))


KEPT = 12
_kept: Cache[tuple[int, str], SearchIndex] = Cache(KEPT)


def index_of(edition: Any, code: str) -> SearchIndex:
    """Return the index of a release in a language. A cache holds the last `KEPT`: a release never changes."""
    key = edition.release.pk, code
    index = _kept.get(key)
    if index is None:
        index = _kept[key] = SearchIndex(code)
    return index
