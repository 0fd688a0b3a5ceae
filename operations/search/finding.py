"""Finds what has all the words that were asked for, grouped by kind."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy

from conference.languages import official
from conference.languages.folding import fold
from conference.models import Conference
from conference.templatetags.languages import in_language
from operations.search.candidates import KINDS, Candidate, StaffSearchedKind
from operations.search.texts import FoundText, find_texts
from programme.search.query import SearchTerm
from programme.search.snippets import SearchPassage, marked

SHOWN = 20  # of each kind


@dataclass(frozen=True)
class StaffHit:
    """A row that was found, as the page shows it, with what matches marked."""

    name: SearchPassage
    about: list[SearchPassage]
    address: str


@dataclass(frozen=True)
class StaffGroup:
    """What was found of a kind: how much, and the first of it."""

    key: str
    name: str | Promise
    number: int
    hits: list[StaffHit] = field(default_factory=list)
    texts: list[FoundText] = field(default_factory=list)

    @property
    def shown(self) -> int:
        return len(self.hits) + len(self.texts)

    @property
    def is_cut(self) -> bool:
        return self.number > self.shown


def find(conference: Conference, user: Any, terms: tuple[SearchTerm, ...]) -> list[StaffGroup]:
    """Returns what a user may open and what has all the terms, matches in names first; empty groups are left out."""
    kinds = [kind for kind in KINDS if kind.is_for(user, conference)]
    groups = [_group(kind, conference, user, terms) for kind in kinds]
    number, found = find_texts(conference, user, terms, SHOWN)
    groups.insert(2, StaffGroup("texts", pgettext_lazy("section of a conference", "Texts"), number, texts=found))
    return [group for group in groups if group.shown]


def _group(kind: StaffSearchedKind, conference: Conference, user: Any, terms: tuple[SearchTerm, ...]) -> StaffGroup:
    by_name, others = [], []
    for candidate in kind.candidates(conference, user):
        heading = fold("\n".join(candidate.heading))
        if all(term.is_in(heading) for term in terms):
            by_name.append(candidate)
        elif all(term.is_in(f"{heading}\n{fold(chr(10).join(candidate.words))}") for term in terms):
            others.append(candidate)
    found = by_name + others
    hits = [_hit(candidate, conference, terms) for candidate in found[:SHOWN]]
    return StaffGroup(kind.key, kind.name, len(found), hits)


def _hit(candidate: Candidate, conference: Conference, terms: tuple[SearchTerm, ...]) -> StaffHit:
    about = [part for part in candidate.about if (any(part.values()) if isinstance(part, dict) else part)]
    shown = [_shown(part, conference, terms) for part in about]
    return StaffHit(_shown(candidate.name, conference, terms), shown, candidate.opens())


def _shown(part: dict[str, str] | str, conference: Conference, terms: tuple[SearchTerm, ...]) -> SearchPassage:
    code = get_language() or conference.original_language
    if isinstance(part, str):
        return SearchPassage(marked(part, terms), official(code), is_other=False)
    words, language = in_language(part, conference.original_language)
    return SearchPassage(marked(words, terms), language, is_other=language.code != code)
