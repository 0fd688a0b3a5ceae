"""A glossary as a file: CSV for spreadsheets, TBX-Basic (ISO 30042) for translators' tools.

GlossaryFileError tells in one sentence what is wrong with a file. Nothing is fetched, and no entity is resolved.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from lxml import etree

from conference.fields import validate_characters
from conference.files.csv_reader import decoded, rows_of
from conference.files.formula_injection import as_meant, neutral
from conference.files.safe_open import FileRefused
from conference.languages import LANGUAGES
from conference.refusals import Refusal
from translation.glossary.terms import ADMITTED, AVOID, PREFERRED, STATUSES, ConceptTerms, TermVariant

CSV, TBX = "csv", "tbx"
_FORMATS = {"csv": CSV, "tsv": CSV, "txt": CSV, "tbx": TBX, "xml": TBX}
LARGEST = 20 * 2**20
MOST_MARKS = 1_000_000  # of XML: a tree of them takes a hundred times their length, and a file of 20 MB has fewer
MOST_TERMS = 50_000
LONGEST_VARIANT, LONGEST_DEFINITION = 1_000, 10_000
_CODES = {name.casefold(): each.code for each in LANGUAGES for name in (each.code, each.html, each.exchange, each.akn)}
_EXCHANGE = {each.code: each.exchange for each in LANGUAGES}


class GlossaryFileError(Refusal):
    """Raised when a file cannot be read as a glossary. The message is shown to the person who uploaded it."""

    def __init__(self, message: str | Promise, **detail: object) -> None:
        super().__init__(message)
        self.detail = detail

    def __str__(self) -> str:
        return str(self.message) % self.detail


def read_glossary(name: str, content: bytes) -> list[ConceptTerms]:
    """Returns the concepts of a file, read by the ending of its name; raises GlossaryFileError."""
    if len(content) > LARGEST:
        raise GlossaryFileError(_("The file is larger than %(most)d megabytes."), most=LARGEST // 2**20)
    return _checked(_read_csv(content) if format_of(name) == CSV else _read_tbx(content))


def format_of(name: str) -> str:
    """Returns the format of a file by the ending of its name; raises GlossaryFileError for any other ending."""
    format = _FORMATS.get(name.rpartition(".")[2].casefold())
    if format is None:
        raise GlossaryFileError(_("A glossary is a CSV or a TBX file; the name of this one ends otherwise."))
    return format


def _checked(terms: list[ConceptTerms]) -> list[ConceptTerms]:
    """Returns the concepts as they can be kept: with keys of their own, short enough, without control characters."""
    if not terms:
        raise GlossaryFileError(_("The file has no terms in any of the six languages."))
    if len(terms) > MOST_TERMS:
        raise GlossaryFileError(_("The file has more than %(most)d concepts."), most=MOST_TERMS)
    concepts = set()
    for term in terms:
        variants = [variant for each in term.variants.values() for variant in each]
        term.concept = term.concept or variants[0].text
        if term.concept in concepts:
            raise GlossaryFileError(_("The concept “%(concept)s” is twice in the file."), concept=term.concept[:80])
        concepts.add(term.concept)
        for text, longest in [
            (term.concept, LONGEST_VARIANT),
            (term.definition, LONGEST_DEFINITION),
            *((variant.text, LONGEST_VARIANT) for variant in variants),
        ]:
            _check_text(text, longest, term.concept[:80])
    return terms


def _check_text(text: str, longest: int, concept: str) -> None:
    if len(text) > longest:
        message = _("A text of “%(concept)s” has more than %(most)d characters.")
        raise GlossaryFileError(message, concept=concept, most=longest)
    try:
        validate_characters(text)
    except ValidationError:
        raise GlossaryFileError(_("A text of “%(concept)s” has a control character."), concept=concept) from None


def write_csv(terms: Iterable[ConceptTerms], reasons: Iterable[str] = ()) -> bytes:
    """Returns a CSV file with a row for each concept and a column for each language and status.

    Several terms of a cell are on lines of their own. `reasons`, one of each concept, are a column that no
    import reads.
    """
    out = StringIO()
    writer = csv.writer(out)
    reasons = list(reasons)
    more = ["reason"] if reasons else []
    writer.writerow(["concept", "definition", "name", *(heading for heading, _code, _status in _columns()), *more])
    for place, term in enumerate(terms):
        cells = [_in_cell(term.variants.get(code, ()), status) for _heading, code, status in _columns()]
        row = [term.concept, term.definition, "yes" if term.is_name else "", *cells, *reasons[place : place + 1]]
        writer.writerow([neutral(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _columns() -> Iterator[tuple[str, str, str]]:
    """Yields (heading, code, status) of each column of terms: "fr", "fr admitted", "fr avoid"."""
    for code, name in _EXCHANGE.items():
        for status in STATUSES:
            yield name if status == PREFERRED else f"{name} {status}", code, status


def _in_cell(variants: Iterable[TermVariant], status: str) -> str:
    return "\n".join(variant.text for variant in variants if variant.status == status)


_LINE_BREAK = re.compile(r"\r\n?|\n")


def _read_csv(content: bytes) -> list[ConceptTerms]:
    """Reads the concepts of a table whose cells are separated by commas, semicolons or tabs."""
    try:
        rows = list(rows_of(decoded(content)))
    except FileRefused as refusal:
        raise GlossaryFileError(str(refusal)) from None
    if not rows:
        raise GlossaryFileError(_("The file is empty."))
    columns = _read_headings(rows[0])
    terms = []
    for number, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row):
            terms.append(_term_of_row(row, columns, number))
    return terms


def _read_headings(headings: list[str]) -> dict[int, str | tuple[str, str]]:
    """Returns {place: "concept", "definition", "name" or (code, status)} of the columns that are known."""
    columns: dict[int, str | tuple[str, str]] = {}
    for place, heading in enumerate(headings):
        words = heading.strip().casefold().split()
        if words in (["concept"], ["definition"], ["name"]):
            columns[place] = words[0]
        elif words and words[0] in _CODES and (words[1:] or [PREFERRED])[0] in STATUSES and len(words) <= 2:
            columns[place] = _CODES[words[0]], (words[1:] or [PREFERRED])[0]
    if not any(isinstance(column, tuple) for column in columns.values()):
        raise GlossaryFileError(
            _("The first row names no language; it must have columns such as “en”, “fr” and “fr avoid”.")
        )
    return columns


def _term_of_row(row: list[str], columns: dict[int, str | tuple[str, str]], number: int) -> ConceptTerms:
    term = ConceptTerms(concept="")
    for place, cell in enumerate(row):
        cell, column = as_meant(cell).strip(), columns.get(place)
        if isinstance(column, tuple):
            code, status = column
            lines = [line.strip() for line in _LINE_BREAK.split(cell) if line.strip()]
            if lines:
                term.variants.setdefault(code, []).extend(TermVariant(line, status) for line in lines)
        elif column == "name":
            term.is_name = bool(cell)
        elif column:
            setattr(term, column, cell)
    if not term.variants:
        raise GlossaryFileError(_("Row %(row)d has no term in any of the six languages."), row=number)
    return term


_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_TBX_STATUS = {PREFERRED: "preferredTerm-admn-sts", ADMITTED: "admittedTerm-admn-sts", AVOID: "deprecatedTerm-admn-sts"}
_FROM_TBX = {name: status for status, name in _TBX_STATUS.items()} | {"supersededTerm-admn-sts": AVOID}


def write_tbx(terms: Iterable[ConceptTerms]) -> bytes:
    """Returns a TBX-Basic file of the standard's second edition (2019), with data categories as attributes (DCA)."""
    about = {"type": "TBX-Basic", "style": "dca", f"{_XML}lang": "en"}
    root = etree.Element(f"{{{_NAMESPACE}}}tbx", about, {None: _NAMESPACE})
    file = _child(_child(root, "tbxHeader"), "fileDesc")
    _child(_child(file, "sourceDesc"), "p", "Rostrum")
    body = _child(_child(root, "text"), "body")
    for term in terms:
        entry = _child(body, "conceptEntry", id=_as_xml_id(term.concept))
        if term.definition:
            _child(entry, "descrip", term.definition, type="definition")
        for code, variants in term.variants.items():
            section = _child(entry, "langSec", **{f"{_XML}lang": _EXCHANGE[code]})
            for variant in variants:
                part = _child(section, "termSec")
                _child(part, "term", variant.text)
                if term.is_name:
                    _child(part, "termNote", "properNoun", type="partOfSpeech")
                _child(part, "termNote", _TBX_STATUS[variant.status], type="administrativeStatus")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _child(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}", attributes)
    child.text = text
    return child


def _as_xml_id(concept: str) -> str:
    """Returns an identifier that XML allows, with `_x0020_` for a character that it does not."""
    return re.sub(r"_(?=x[0-9A-F]{4,6}_)|[^A-Za-z0-9._-]|^[^A-Za-z_]", lambda found: f"_x{ord(found[0]):04X}_", concept)


def _from_xml_id(identifier: str) -> str:
    return re.sub(r"_x([0-9A-F]{4,6})_", lambda found: chr(int(found[1], 16)), identifier)


def _read_tbx(content: bytes) -> list[ConceptTerms]:
    """Reads the concepts of a TBX file of the second edition of the standard or the first."""
    if content.count(b"<") > MOST_MARKS:
        raise GlossaryFileError(_("The file is too large when it is unpacked; make it smaller."))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise GlossaryFileError(_("The file is not well-formed XML, so it is no TBX.")) from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _entity in declared.iterentities()):
        raise GlossaryFileError(_("The file declares entities, which a glossary does not need; it is not read."))
    if _name(root) not in ("tbx", "martif"):
        raise GlossaryFileError(_("The file is XML and no TBX: its root is “%(root)s”."), root=_name(root)[:80])
    terms = (_term_of_entry(entry) for entry in _all(root, "conceptEntry", "termEntry"))
    return [term for term in terms if term.variants]


def _term_of_entry(entry: etree._Element) -> ConceptTerms:
    term = ConceptTerms(_from_xml_id(entry.get("id", "")))
    for part in _all(entry, "descrip"):
        if part.get("type") == "definition" and not term.definition:
            term.definition = _text(part)
    for section in _all(entry, "langSec", "langSet"):
        code = _official_code(section.get(f"{_XML}lang", ""))
        if code:
            for part in _all(section, "termSec", "tig", "ntig"):
                _add_variant(term, code, part)
    return term


def _add_variant(term: ConceptTerms, code: str, part: etree._Element) -> None:
    notes = {note.get("type"): _text(note) for note in _all(part, "termNote")}
    text = next((_text(each) for each in _all(part, "term")), "")
    variants = term.variants.setdefault(code, [])
    if text:
        usual = ADMITTED if variants else PREFERRED
        variants.append(TermVariant(text, _FROM_TBX.get(notes.get("administrativeStatus", ""), usual)))
    if not variants:
        del term.variants[code]
    term.is_name = term.is_name or notes.get("partOfSpeech") == "properNoun"


def _official_code(name: str) -> str | None:
    """Returns our code for a language tag; None for a language that is not official, and for traditional Chinese."""
    parts = name.casefold().split("-")
    if parts[0] in ("zh", "zho") and {"hant", "tw", "hk", "mo"} & set(parts):
        return None
    return _CODES.get(parts[0])


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _all(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Returns the elements below one that have these names in any namespace, in the order of the file."""
    return element.iter(*(f"{{*}}{name}" for name in names))


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext(etree.Element)).split())
