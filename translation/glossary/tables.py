"""A glossary as a table: a CSV file or an Excel workbook with a row for each concept.

It is read by the headings of the export, such as "fr avoid", or as a person matched its columns.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

from django.utils.translation import gettext_lazy as _

from conference.files.formula_injection import neutral
from conference.files.safe_open import FileRefused
from conference.files.tables import NOT_TEXT, XLSX, NumberedRow, RawSheet
from conference.imports.columns import not_empty
from conference.imports.corrections import Corrections
from conference.imports.matching import Matching
from conference.imports.merged_cells import filled_down
from conference.languages import LANGUAGES
from translation.glossary.file_checks import MOST_TERMS, GlossaryFileError, checked, countable, marked
from translation.glossary.headings import status_of
from translation.glossary.terms import PREFERRED, STATUSES, ConceptTerms, TermVariant

CONCEPT, DEFINITION, NAME, STATUS = "concept", "definition", "name", "status"
REASON = "reason"  # the heading of a column that tells why a row was not imported; no import reads it
LANGUAGE_CODES = {
    name.casefold(): each.code for each in LANGUAGES for name in (each.code, each.html, each.exchange, each.akn)
}
TERM_FIELDS = {  # {"fr avoid": ("fr", "avoid")}
    each.exchange if status == PREFERRED else f"{each.exchange} {status}": (each.code, status)
    for each in LANGUAGES
    for status in STATUSES
}
_FIELDS_OF_TERMS = {of: field for field, of in TERM_FIELDS.items()}
_LINE_BREAK = re.compile(r"\r\n?|\n")


class NoLanguageNamed(GlossaryFileError):
    """Raised for a table that names no language as the export does: a person says which column is what."""


def sheets_in(content: bytes) -> tuple[str, list[RawSheet]]:
    """Returns the format and the sheets of a table; raises GlossaryFileError."""
    try:
        return not_empty(BytesIO(content), MOST_TERMS)
    except FileRefused as refusal:
        raise GlossaryFileError(str(refusal)) from None


@dataclass(frozen=True)
class GlossaryTable:
    """A table as it is read: {letters: field} of its columns, and the rows that have a cell in one of them."""

    is_excel: bool
    fields: Mapping[str, str]
    rows: Sequence[NumberedRow]

    def terms(self, corrections: Corrections) -> list[ConceptTerms]:
        """Returns the concept of each row as corrected, by letters of columns; one that cannot be kept says why.

        Where no column has the number of a concept, rows that begin with the same term are one concept.
        """
        terms = [self._term(number, cells, corrections) for number, cells in self.rows]
        terms = marked(terms if CONCEPT in self.fields.values() else _joined(terms))
        return terms if corrections else countable(terms)

    def _term(self, number: int, cells: Mapping[str, str], corrections: Corrections) -> ConceptTerms:
        corrected = corrections.get(number, {})
        term = ConceptTerms(concept="", row=number, is_left_out=corrected is None)
        corrected = corrected or {}
        cells = {place: text for place, text in cells.items() if place not in corrected}
        cells |= {place: text for place, text in corrected.items() if text.strip()}
        try:
            self.read(number, cells, term)
        except GlossaryFileError as fault:
            if not term.is_left_out:
                term.problem, term.place = str(fault), str(fault.detail.get("place", ""))
        term.concept = term.concept or next((each.text for some in term.variants.values() for each in some), "")
        return term

    def read(self, number: int, cells: Mapping[str, str], term: ConceptTerms) -> None:
        """Puts what a row holds to a concept; raises GlossaryFileError, with what could be read put there."""
        texts = {place: cells[place] for place in self.fields if place in cells}
        self._read_terms(texts, term)
        for place, text in texts.items():
            if self.is_excel and type(text) in NOT_TEXT:  # what looks like a formula in CSV is text
                message = _("Row %(row)d, column %(place)s: %(fault)s")
                raise GlossaryFileError(message, row=number, place=place, fault=NOT_TEXT[type(text)])
            if self.fields[place] == STATUS:
                _put_status(number, place, text.strip(), term)
        if not term.variants:
            raise GlossaryFileError(_("Row %(row)d has no term in any of the six languages."), row=number)

    def _read_terms(self, texts: Mapping[str, str], term: ConceptTerms) -> None:
        for place, text in texts.items():
            field, text = self.fields[place], text.strip()
            if field in TERM_FIELDS:
                code, status = TERM_FIELDS[field]
                lines = [line.strip() for line in _LINE_BREAK.split(text) if line.strip()]
                term.variants.setdefault(code, []).extend(TermVariant(line, status) for line in lines)
            elif field == NAME:
                term.is_name = bool(text)
            elif field in (CONCEPT, DEFINITION):
                setattr(term, field, text)


def table_in(format: str, sheets: Sequence[RawSheet], matching: Matching | None = None) -> GlossaryTable:
    """Returns the table of a file by a matching of its columns, else by the headings of the export.

    Raises NoLanguageNamed where no sheet names a language in its first row.
    """
    matching = matching or own_matching(sheets)
    if matching is None:
        raise NoLanguageNamed(
            _("The first row names no language; it must have columns such as “en”, “fr” and “fr avoid”.")
        )
    fields = {place: field for place, field in matching.fields.items() if field}
    return GlossaryTable(format == XLSX, fields, list(_rows(sheets[matching.sheet], matching)))


def terms_in(format: str, sheets: Sequence[RawSheet], matching: Matching | None = None) -> list[ConceptTerms]:
    """Returns the concepts of a table; raises GlossaryFileError.

    In a table that a person matched, a row that cannot be read says why; in one of the product's own, it is an error
    of the file.
    """
    table = table_in(format, sheets, matching)
    if matching:
        return table.terms({})
    terms = []
    for number, cells in table.rows:
        term = ConceptTerms(concept="", row=number)
        table.read(number, cells, term)
        terms.append(term)
    return checked(terms)


def own_matching(sheets: Sequence[RawSheet]) -> Matching | None:
    """Returns the matching of the first sheet that names a language in its first row, as the export does."""
    for number, sheet in enumerate(sheets):
        if sheet.rows:
            row, headings = sheet.rows[0]
            fields = {place: field_of(heading) for place, heading in headings.items()}
            if any(field in TERM_FIELDS for field in fields.values()):
                return Matching(number, row, fields)
    return None


def is_own(sheets: Sequence[RawSheet], matching: Matching) -> bool:
    """Whether a table has no other columns than those that the product writes."""
    headings = sheets[matching.sheet].rows[0][1]
    return all(field or headings[place].strip().casefold() == REASON for place, field in matching.fields.items())


def field_of(heading: str) -> str:
    """Returns the field that a heading of the export names: "concept", "fr", "fr avoid"; empty for any other."""
    language, *status = heading.strip().casefold().split() or [""]
    if language in (CONCEPT, DEFINITION, NAME) and not status:
        return language
    code = LANGUAGE_CODES.get(language, "")
    return _FIELDS_OF_TERMS.get((code, " ".join(status) or PREFERRED), "")


def _rows(sheet: RawSheet, matching: Matching) -> Iterator[NumberedRow]:
    """Yields the rows below the headings that have a cell in a column that is read."""
    read = {place for place, field in matching.fields.items() if field}
    below = [row for row in sheet.rows if row[0] > matching.row]
    aside = {place for _number, cells in below for place in cells} - read
    for number, cells in filled_down(below, sheet.merged, spread=(), aside=aside):
        if not aside or read & set(cells):
            yield number, cells


def _joined(terms: Iterable[ConceptTerms]) -> list[ConceptTerms]:
    """Returns concepts with all that rows of the same key say of them."""
    found: list[ConceptTerms] = []
    first: dict[str, ConceptTerms] = {}
    for term in terms:
        known = None if term.problem or term.is_left_out else first.setdefault(term.concept, term)
        if known is None or known is term:
            found.append(term)
            continue
        for code, variants in term.variants.items():
            there = known.variants.setdefault(code, [])
            there.extend(each for each in variants if each.text not in {variant.text for variant in there})
        definitions = dict.fromkeys([*known.definition.split("\n"), *term.definition.split("\n")])
        known.definition = "\n".join(filter(None, definitions))
    return found


def _put_status(number: int, place: str, text: str, term: ConceptTerms) -> None:
    """Gives the terms of a row the status that one of its columns names, except those whose columns name another."""
    status = status_of(text)
    if not status:
        message = _("Row %(row)d: “%(text)s” is not known as a status of a term.")
        raise GlossaryFileError(message, row=number, place=place, text=text[:80])
    for variants in term.variants.values():
        variants[:] = [TermVariant(each.text, status) if each.status == PREFERRED else each for each in variants]


def headings() -> list[str]:
    """Returns the headings of the columns that are written."""
    return [CONCEPT, DEFINITION, NAME, *TERM_FIELDS]


def row_of(term: ConceptTerms) -> list[str]:
    """Returns the cells of a concept below these headings; several terms of a cell are on lines of their own."""
    cells = [_in_cell(term.variants.get(code, ()), status) for code, status in TERM_FIELDS.values()]
    return [term.concept, term.definition, "yes" if term.is_name else "", *cells]


def write_csv(terms: Iterable[ConceptTerms], reasons: Iterable[str] = ()) -> bytes:
    """Returns a CSV file with a row for each concept and a column for each language and status.

    `reasons`, one of each concept, are a column that no import reads.
    """
    out = StringIO()
    writer = csv.writer(out)
    reasons = list(reasons)
    writer.writerow([*headings(), *([REASON] if reasons else [])])
    for place, term in enumerate(terms):
        writer.writerow([neutral(cell) for cell in [*row_of(term), *reasons[place : place + 1]]])
    return out.getvalue().encode("utf-8-sig")


def _in_cell(variants: Iterable[TermVariant], status: str) -> str:
    return "\n".join(variant.text for variant in variants if variant.status == status)
