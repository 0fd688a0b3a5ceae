"""Matching the columns of a list as people keep it to fields: proposed by headings and contents, decided by a person.

The proposal never decides for them where two readings are possible: such a column is left out until somebody chooses.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from conference.files.tables import RawSheet
from conference.imports.matching import (
    Choices,
    ColumnMatcher,
    ColumnOfFile,
    Matching,
    folded,
    is_running,
    language_of_script,
    share,
)
from conference.languages import CODES, LANGUAGES, official
from conference.languages.names import language_name
from conference.models import Conference
from speakers.courtesy_titles import split_name
from speakers.imports.cells import Column
from speakers.imports.columns import TableKind
from speakers.imports.field_names import subjects_of
from speakers.imports.names import comparable_name, delegations_by_name, states_by_name
from speakers.imports.parse import table_from
from speakers.imports.parts import PartRecogniser
from speakers.models import Delegation, State

_MOST, _SOME = 0.6, 0.2  # the share of texts that decides what a column holds, and whether names have titles
_LATIN = ("en", "fr", "es")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")  # likely enough to tell a column; each cell is checked later


_FIRST = ("full_name", "name", "given_name", "family_name")  # of the fields of a language


class PeopleMatcher(ColumnMatcher):
    """The columns of lists of speakers or of delegations."""

    def __init__(self, table_kind: TableKind, conference: Conference) -> None:
        self.conference, self.kind, self._table_kind = conference, table_kind.key, table_kind

    def is_known(self, heading: str) -> bool:
        return folded(heading) in self._table_kind.headings or bool(subjects_of(heading))

    def choices(self) -> Choices:
        """The fields in no language, then those of each language, the original one first, beginning with names."""
        of_parts = {column.heading for part in self._table_kind.parts for column in part.columns}
        fields = [each for each in self._table_kind.fields.values() if each.heading not in of_parts]
        in_none = [(each.heading, each.label) for each in fields if not each.language]
        groups: list[tuple[str, str | Sequence[tuple[str, str]]]] = [
            ("", _("Leave out")),
            (_("In no language"), in_none),
            *((part.name, part.choices(self.conference)) for part in self._table_kind.parts),
        ]
        for language in sorted(LANGUAGES, key=lambda language: language.code != self.conference.original_language):
            some = sorted((each for each in fields if each.language == language.code), key=_rank)
            groups.append((language_name(language.code), [(each.heading, each.label) for each in some]))
        return groups

    def propose(self, columns: Sequence[ColumnOfFile]) -> dict[str, str]:
        names, original = known_names(self.conference), self.conference.original_language
        parts = [part.recogniser(self.conference) for part in self._table_kind.parts]
        return Proposer(self._table_kind, original, names, self.remembered_fields(), parts).propose(columns)

    def doubled(self, fields: Sequence[str]) -> list[str]:
        return overlapping(self._table_kind, fields)

    def missing(self, fields: Sequence[str]) -> str:
        held = {heading for field in fields for heading in self._table_kind.field(field).headings}
        language = official(self.conference.original_language)
        if {self._table_kind.columns[0].heading, f"name_{language.exchange}"} & held:
            return ""
        words = _("No column is the name of the person (%(language)s, the original language).")
        if self._table_kind.model is Delegation:
            words = _("No column is the State or the name of the delegation (%(language)s).")
        return words % {"language": language_name(language.code)}

    def check(self, format: str, sheets: Sequence[RawSheet], matching: Matching) -> int:
        return len(table_from(format, sheets, self._table_kind, matching).rows)


def _rank(column: Column) -> int:
    subject = column.heading.rpartition("_")[0]
    return _FIRST.index(subject) if subject in _FIRST else len(_FIRST)


def known_names(conference: Conference) -> set[str]:
    """All names and three-letter codes of States and of the delegations of a conference, as they are compared."""
    states = list(State.objects.prefetch_related("former_names"))
    delegations = Delegation.objects.filter(conference=conference).select_related("state")
    codes = {comparable_name(state.iso3) for state in states}  # two letters are words too: "no", "is"
    return codes | {*states_by_name(states), *delegations_by_name(delegations.prefetch_related("state__former_names"))}


class Proposer:
    """Proposes fields for the columns of a list. `known_names` are those of States and delegations, comparable.

    `remembered` is {folded heading: field} of lists that were matched before at this conference; `parts` know the
    columns of other apps.
    """

    def __init__(
        self,
        kind: TableKind,
        original: str,
        known_names: Collection[str],
        remembered: Mapping[str, str] | None = None,
        parts: Sequence[PartRecogniser] = (),
    ) -> None:
        self._kind, self._original, self._parts = kind, original, parts
        self._known_names, self._remembered = known_names, remembered or {}

    def propose(self, columns: Sequence[ColumnOfFile]) -> dict[str, str]:
        """Return {letters: field} for all columns, "" where a column is left out; no field is proposed twice."""
        subjects = {column.place: self._subjects(column) for column in columns}
        half = _half_that_is_called_name({subject for some in subjects.values() for subject in some})
        found: dict[str, str] = {}
        for column in columns:
            options = self._options(column, subjects[column.place], half)
            found[column.place] = next((key for key in options if not key or self._is_free(key, found)), "")
        return found

    def _is_free(self, key: str, found: Mapping[str, str]) -> bool:
        return self._kind.has_field(key) and not overlapping(self._kind, [*filter(None, found.values()), key])

    def _options(self, column: ColumnOfFile, subjects: Mapping[str, Collection[str]], half: str) -> list[str]:
        """The fields that a column may be, most likely first."""
        heading = folded(column.heading)
        if heading in self._kind.headings:
            return [self._kind.headings[heading].heading]
        if heading in self._remembered:
            return [self._remembered[heading]]
        of_parts = [field for part in self._parts for field in part.fields_of(column)]
        return of_parts or [
            self._field(half if subject == "name" and half else subject, codes, column.texts)
            for subject, codes in subjects.items()
        ]

    def _subjects(self, column: ColumnOfFile) -> dict[str, set[str]]:
        """What a column may be by its heading, or what its texts are where they decide it: {subject: languages}."""
        named = subjects_of(column.heading)
        by_texts = self._subject_of_texts(column.texts, set(named))
        return {by_texts: named.get(by_texts, set())} if by_texts else named

    def _subject_of_texts(self, texts: Sequence[str], named: set[str]) -> str:
        if share(texts, _is_email) > _MOST:
            return "email"
        if not named and is_running(texts):
            return "running_number"
        if named & {"function", "courtesy_title"} and share(texts, _is_title) > _MOST:
            return "courtesy_title"
        if named <= {"name", "affiliation"} and share(texts, self._is_known_name) > _MOST:
            return "delegation"
        return ""

    def _is_known_name(self, text: str) -> bool:
        return comparable_name(text) in self._known_names

    def _field(self, subject: str, codes: Collection[str], texts: Sequence[str]) -> str:
        if subject == "running_number":
            return ""
        if self._kind.model is Delegation and subject in ("delegation", "affiliation", "name"):
            subject = "key" if share(texts, self._is_known_name) > _MOST else "name"
        if subject in self._kind.fields:
            return subject
        exchange = official(self._language(subject, codes, texts)).exchange
        if subject == "name" and f"full_name_{exchange}" in self._kind.fields and share(texts, _has_title) > _SOME:
            subject = "full_name"
        return f"{subject}_{exchange}"

    def _language(self, subject: str, codes: Collection[str], texts: Sequence[str]) -> str:
        """The language of the texts: that of their script; in Latin script names are in the original language."""
        script = language_of_script(texts)
        original = self._original if self._original in _LATIN else "en"
        if script or not texts:
            return script or next((code for code in codes if self._original not in codes), self._original)
        if "name" in subject or original in codes:
            return original
        return next((code for code in _LATIN if code in codes), original)


def overlapping(kind: TableKind, keys: Sequence[str]) -> list[str]:
    """The fields that hold the same as another one does; a given and a family name make one name together."""
    holders: dict[str, list[str]] = {}
    for key in keys:
        for heading in kind.field(key).headings:
            holders.setdefault(heading, []).append(key)
    together = [some for some in holders.values() if len(some) > 1 and not _is_one_name(some)]
    return list(dict.fromkeys(key for some in together for key in some))


def _is_one_name(keys: Sequence[str]) -> bool:
    return sorted(key.rpartition("_")[0] for key in keys) == ["family_name", "given_name"]


def _half_that_is_called_name(subjects: Collection[str]) -> str:
    """The half of a name that a list calls "Nom" or "Имя" because it has the other half in a column of its own."""
    if "family_name" in subjects and "given_name" not in subjects:
        return "given_name"
    return "family_name" if "given_name" in subjects and "family_name" not in subjects else ""


def _is_email(text: str) -> bool:
    return bool(_EMAIL.fullmatch(text.strip()))


def _has_title(text: str) -> bool:
    return any(split_name(" ".join(text.split()), code)[0] for code in CODES)


def _is_title(text: str) -> bool:
    """Whether a text is a courtesy title alone. A title is only split from a name, so one is put to it."""
    words = " ".join(text.split())
    return any(split_name(one, code) == (words, "N") for code in CODES for one in (f"{words} N", f"N{words}"))
