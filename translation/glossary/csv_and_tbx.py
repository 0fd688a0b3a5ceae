"""A glossary as a file: a table for spreadsheets, TBX-Basic (ISO 30042) for translators' tools.

GlossaryFileError tells in one sentence what is wrong with a file. Nothing is fetched, and no entity is resolved.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from lxml import etree

from conference.files.tables import CSV, XLSX
from conference.imports.corrections import Corrections
from conference.imports.matching import Matching
from conference.languages import LANGUAGES
from translation.glossary.file_checks import GlossaryFileError, checked
from translation.glossary.tables import LANGUAGE_CODES, GlossaryTable, sheets_in, table_in, terms_in
from translation.glossary.terms import ADMITTED, AVOID, PREFERRED, ConceptTerms, TermVariant

TBX = "tbx"
_FORMATS = {"xlsx": XLSX, "csv": CSV, "tsv": CSV, "txt": CSV, "tbx": TBX, "xml": TBX}
LARGEST = 20 * 2**20
MOST_MARKS = 1_000_000  # of XML: a tree of them takes a hundred times their length, and a file of 20 MB has fewer
_EXCHANGE = {each.code: each.exchange for each in LANGUAGES}


@dataclass(frozen=True)
class GlossaryFile:
    """The concepts of an uploaded file, and the table that they are from, None for TBX."""

    terms: list[ConceptTerms]
    table: GlossaryTable | None


def read_file(format: str, content: bytes, matching: Matching | None, corrections: Corrections) -> GlossaryFile:
    """Returns what an uploaded file holds, with its rows as corrected; a row that cannot be kept says why.

    `matching` says what the columns of a table are, where they are not those of the export.
    """
    if format == TBX:
        return GlossaryFile(checked(_read_tbx(content)), None)
    table = table_in(*sheets_in(content), matching)
    return GlossaryFile(table.terms(corrections), table)


def read_glossary(name: str, content: bytes) -> list[ConceptTerms]:
    """Returns the concepts of a file, by the ending of its name a table or TBX; raises GlossaryFileError."""
    if len(content) > LARGEST:
        raise GlossaryFileError(_("The file is larger than %(most)d megabytes."), most=LARGEST // 2**20)
    if format_of(name) == TBX:
        return checked(_read_tbx(content))
    return terms_in(*sheets_in(content))


def format_of(name: str) -> str:
    """Returns the format of a file by the ending of its name; raises GlossaryFileError for any other ending."""
    format = _FORMATS.get(name.rpartition(".")[2].casefold())
    if format is None:
        raise GlossaryFileError(
            _("A glossary is an Excel (.xlsx), CSV or TBX file; the name of this one ends otherwise.")
        )
    return format


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
        raise GlossaryFileError(_("The file is not well-formed XML, so it is not a TBX file.")) from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _entity in declared.iterentities()):
        raise GlossaryFileError(_("The file declares entities, which a glossary does not need; it is not read."))
    if _name(root) not in ("tbx", "martif"):
        raise GlossaryFileError(_("The file is XML, but not TBX: its root is “%(root)s”."), root=_name(root)[:80])
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
    return LANGUAGE_CODES.get(parts[0])


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _all(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Returns the elements below one that have these names in any namespace, in the order of the file."""
    return element.iter(*(f"{{*}}{name}" for name in names))


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext(etree.Element)).split())
