"""Matching the columns of a glossary as people keep it: proposed by headings and contents, decided by a person."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from conference.files.tables import HEADINGS_WITHIN, RawSheet
from conference.imports.matching import (
    NO_HEADINGS,
    Choices,
    ColumnMatcher,
    ColumnOfFile,
    Matching,
    folded,
    is_running,
    language_of_script,
    share,
)
from conference.languages import LANGUAGES, official
from conference.languages.names import language_name
from conference.models import Conference, ImportFile
from translation.glossary.file_checks import MOST_TERMS
from translation.glossary.headings import meaning_of, status_of
from translation.glossary.tables import CONCEPT, DEFINITION, NAME, STATUS, TERM_FIELDS, field_of, terms_in
from translation.glossary.terms import PREFERRED
from translation.models import glossary

_MOST = 0.6  # the share of texts that decides what a column holds
_LONGEST_TERM = 80  # characters of a text that is likely to be a term
_LATIN = ("en", "fr", "es")


class GlossaryMatcher(ColumnMatcher):
    """The columns of glossaries of a conference, or uploaded there for all conferences."""

    kind = ImportFile.Kind.GLOSSARY
    most_rows = MOST_TERMS

    def __init__(self, conference: Conference) -> None:
        self.conference = conference

    def is_known(self, heading: str) -> bool:
        return bool(field_of(heading) or meaning_of(heading))

    def heading_row(self, sheet: RawSheet) -> int:
        """The row that probably has the headings; none in text for OmegaT, of two columns or three without any."""
        first = sheet.rows[:HEADINGS_WITHIN]
        is_bare = all({"A", "B"} <= set(cells) <= {"A", "B", "C"} for _number, cells in first)
        if is_bare and not any(map(self._known, first)):
            return NO_HEADINGS
        return super().heading_row(sheet)

    def choices(self) -> Choices:
        """The fields in no language, then the terms of each language, the original one first."""
        names = dict(glossary.Term.Status.choices)
        groups: list[tuple[str, str | Sequence[tuple[str, str]]]] = [
            ("", _("Leave out")),
            (
                _("In no language"),
                [
                    (CONCEPT, _("Concept: number or short name")),
                    (DEFINITION, _("Definition")),
                    (STATUS, _("Status of the terms of the row")),
                ],
            ),
        ]
        original = self.conference.original_language
        for language in sorted(LANGUAGES, key=lambda language: language.code != original):
            some = [(field, status) for field, (code, status) in TERM_FIELDS.items() if code == language.code]
            words = _("%(language)s: %(status)s")
            labels = [
                (field, words % {"language": language_name(language.code), "status": names[status]})
                for field, status in some
            ]
            groups.append((language_name(language.code), labels))
        return groups

    def propose(self, columns: Sequence[ColumnOfFile]) -> dict[str, str]:
        remembered = self.remembered_fields()
        found: dict[str, str] = {}
        for column in sorted(columns, key=lambda column: not column.heading):  # those without a heading last
            heading = folded(column.heading)
            field = remembered[heading] if heading in remembered else self._proposed(column)
            is_free = field not in found.values() or (heading in remembered and field in TERM_FIELDS)
            found[column.place] = field if is_free else ""
        return {column.place: found[column.place] for column in columns}

    def _proposed(self, column: ColumnOfFile) -> str:
        """Return what a column is by its heading and its texts; empty where they do not decide it."""
        own = field_of(column.heading)
        if own and own != NAME:
            return own
        if not column.heading:
            is_short = share(column.texts, lambda text: len(text) <= _LONGEST_TERM) > _MOST
            language = language_of_script(column.texts)
            return official(language).exchange if language and is_short and not _is_repeated(column.texts) else ""
        meaning = meaning_of(column.heading)
        if meaning is None or is_running(column.texts):
            return ""
        if meaning.subject == STATUS:
            return STATUS if share(column.texts, lambda text: bool(status_of(text))) > _MOST else ""
        if meaning.subject != "term":
            return meaning.subject
        language = self._language(meaning.codes, column.texts)
        if not language or _is_repeated(column.texts):
            return ""
        exchange = official(language).exchange
        return exchange if meaning.status == PREFERRED else f"{exchange} {meaning.status}"

    def _language(self, codes: frozenset[str], texts: Sequence[str]) -> str:
        """The language that a heading names; where it names none, that of the script, else the original one."""
        if codes:
            return next(iter(codes)) if len(codes) == 1 else ""
        original = self.conference.original_language
        return language_of_script(texts) or (original if original in _LATIN or not texts else "en")

    def doubled(self, fields: Sequence[str]) -> list[str]:
        """Concept, definition and status are one cell each; terms of a language may be in several columns."""
        return [field for field in (CONCEPT, DEFINITION, STATUS) if list(fields).count(field) > 1]

    def missing(self, fields: Sequence[str]) -> str:
        if any(field in TERM_FIELDS for field in fields):
            return ""
        return _("No column has terms in one of the six languages.")

    def check(self, format: str, sheets: Sequence[RawSheet], matching: Matching) -> int:
        return len(terms_in(format, sheets, matching))


def _is_repeated(texts: Sequence[str]) -> bool:
    """Whether the texts are one or two words again and again, such as "yes" and "no", so that they are no terms."""
    return len(texts) > 3 and len(set(map(folded, texts))) <= 2
