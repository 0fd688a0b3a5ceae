"""Searches a released programme: sessions, speakers, delegations and documents, in one language.

A text that is missing in that language is searched and shown in the original one. Nothing outside the release is found.
"""

from dataclasses import dataclass, field
from typing import Any, Protocol

from conference.caches import Cache
from conference.languages import OfficialLanguage, official
from conference.languages.folding import fold
from programme.search.query import SearchTerm
from programme.search.snippets import SearchPassage, marked, passage

SHOWN = 30  # of each group


@dataclass(frozen=True)
class SearchItem:
    """A row of the programme that can be found, with its texts as the page shows them.

    `heading` is the field of its title or name; `texts` are {field: (text, language)}.
    """

    row: dict
    heading: str
    texts: dict
    folded_heading: str
    folded: str


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
        return {name: self._shown(name, marked(words, self.terms)) for name, (words, __) in self._found_in(LINES)}

    @property
    def passages(self) -> list[SearchPassage]:
        """The first two passages of the longer texts that have a match."""
        found: list[SearchPassage] = []
        for name, (words, language) in self._found_in(PASSAGES):
            if len(found) < 2 and any(term.is_in(fold(words)) for term in self.terms):
                found.append(self._shown(name, passage(words, self.terms, language.code == "zh-hans")))
        return found

    def _found_in(self, kind: tuple[str, ...]) -> list[tuple[str, tuple[str, OfficialLanguage]]]:
        return [(name, text) for name, text in self.item.texts.items() if name.partition(" ")[0] in kind and text[0]]

    def _shown(self, name: str, pieces: list[tuple[str, bool]]) -> SearchPassage:
        language = self.item.texts[name][1]
        return SearchPassage(pieces, language, is_other=language.code != self.code)


LINES = ("title", "name", "courtesy_title", "function", "affiliation", "room", "delegation", "symbol")
PASSAGES = ("theme", "question", "description", "after_presentations", "biography")


@dataclass(frozen=True)
class SearchGroup:
    """The hits of one group, the first `SHOWN` of them."""

    group: str
    number: int
    hits: list

    @property
    def is_cut(self) -> bool:
        return self.number > len(self.hits)


class SearchableProgramme(Protocol):
    """What the index reads of a programme (`programme.release.programme`, which is above this room)."""

    conference: dict[str, Any]
    sessions: list[dict[str, Any]]
    documents: list[dict[str, Any]]

    def speakers_in_order(self, code: str) -> list[dict[str, Any]]: ...

    def delegations_by_kind(self, code: str) -> list[tuple[str, list[dict[str, Any]]]]: ...


class SearchIndex:
    """A programme in one language, normalized so that one pass finds all matches."""

    def __init__(self, programme: SearchableProgramme, code: str) -> None:
        self.code = code
        self.original = programme.conference["original_language"]
        delegations = [row for __, rows in programme.delegations_by_kind(code) for row in rows]
        self.groups = {
            "sessions": [self._session(row) for row in programme.sessions],
            "speakers": [self._speaker(row) for row in programme.speakers_in_order(code)],
            "delegations": [self._item(row, "name", name=row["name"]) for row in delegations],
            "documents": [self._document(row) for row in programme.documents],
        }

    def find(self, terms: tuple[SearchTerm, ...]) -> list[SearchGroup]:
        """Return the items with all the terms by group, matches in title or name first; empty groups are left out."""
        found = []
        for group, items in self.groups.items():
            hits = [item for item in items if all(term.is_in(item.folded) for term in terms)]
            hits.sort(key=lambda item: not all(term.is_in(item.folded_heading) for term in terms))
            if hits:
                found.append(
                    SearchGroup(group, len(hits), [SearchHit(item, terms, self.code) for item in hits[:SHOWN]])
                )
        return found

    def _session(self, row: dict[str, Any]) -> SearchItem:
        themes = {f"theme {place}": theme["text"] for place, theme in enumerate(row["themes"])}
        questions = {f"question {place}": question["text"] for place, question in enumerate(row["questions"])}
        others = {name: row[name] for name in ("description", "after_presentations")}
        return self._item(row, "title", title=row["title"], **themes, **questions, **others, room=row["room"] or {})

    def _speaker(self, row: dict[str, Any]) -> SearchItem:
        names = ("name", "courtesy_title", "function", "affiliation", "biography")
        delegation = row["delegation"]["name"] if row["delegation"] else {}
        return self._item(row, "name", **{name: row[name] for name in names}, delegation=delegation)

    def _document(self, row: dict[str, Any]) -> SearchItem:
        symbol = {self.code: row["symbol"]}
        return self._item(row, "title", title=row["title"], symbol=symbol, description=row["description"])

    def _item(self, row: dict[str, Any], heading: str, **texts: dict[str, str]) -> SearchItem:
        shown = {name: self._words(by_language) for name, by_language in texts.items()}
        folded = "\n".join(fold(words) for words, __ in shown.values())
        return SearchItem(row, heading, shown, fold(shown[heading][0]), folded)

    def _words(self, texts: dict[str, str]) -> tuple[str, OfficialLanguage]:
        """Return (text, language) as every page shows it: the page's language, else the original one, else any."""
        for code in (self.code, self.original, *texts):
            if texts.get(code):
                return texts[code], official(code)
        return "", official(self.code)


KEPT = 12
_kept: Cache[tuple[int, str], SearchIndex] = Cache(KEPT)


def index_of(edition: Any, code: str) -> SearchIndex:
    """Return the index of a release in a language. A cache holds the last `KEPT`: a release never changes."""
    key = edition.release.pk, code
    index = _kept.get(key)
    if index is None:
        index = _kept[key] = SearchIndex(edition.programme, code)
    return index
