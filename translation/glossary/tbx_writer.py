"""Writing TBX-Basic (ISO 30042): the second edition of 2019, and the first, which older tools read alone.

Categories of data are attributes (DCA). A definition of several lines is written as several, so that its lines stay.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from conference.languages import LANGUAGES
from translation.glossary.safe_xml import LANGUAGE
from translation.glossary.terms import ADMITTED, AVOID, PREFERRED, ConceptTerms
from translation.glossary.xml_ids import as_xml_id

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_STATUSES = {PREFERRED: "preferredTerm-admn-sts", ADMITTED: "admittedTerm-admn-sts", AVOID: "deprecatedTerm-admn-sts"}
_EXCHANGE = {each.code: each.exchange for each in LANGUAGES}


class _Edition(NamedTuple):
    """What an edition calls a concept, the terms of a language, and one of them."""

    entry: str
    section: str
    part: str


_FIRST, _SECOND = _Edition("termEntry", "langSet", "tig"), _Edition("conceptEntry", "langSec", "termSec")


def write_tbx(terms: Iterable[ConceptTerms]) -> bytes:
    """Returns a file of the second edition."""
    about = {"type": "TBX-Basic", "style": "dca", LANGUAGE: "en"}
    root = etree.Element(f"{{{_NAMESPACE}}}tbx", about, {None: _NAMESPACE})
    file = _child(_child(root, "tbxHeader"), "fileDesc")
    _child(_child(file, "sourceDesc"), "p", "Rostrum")
    return _written(root, _SECOND, terms)


def write_martif(terms: Iterable[ConceptTerms]) -> bytes:
    """Returns a file of the first edition, without a document type, which some tools would fetch."""
    root = etree.Element("martif", {"type": "TBX-Basic", LANGUAGE: "en"})
    header = _child(root, "martifHeader")
    _child(_child(_child(header, "fileDesc"), "sourceDesc"), "p", "Rostrum")
    _child(_child(header, "encodingDesc"), "p", "TBXBasicXCSV02.xcs", type="XCSURI")
    return _written(root, _FIRST, terms)


def _written(root: etree._Element, edition: _Edition, terms: Iterable[ConceptTerms]) -> bytes:
    body = _child(_child(root, "text"), "body")
    for term in terms:
        _add_entry(body, edition, term)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _add_entry(body: etree._Element, edition: _Edition, term: ConceptTerms) -> None:
    entry = _child(body, edition.entry, id=as_xml_id(term.concept))
    for line in _lines(term.definition):
        _child(entry, "descrip", line, type="definition")
    for code, variants in term.variants.items():
        section = _child(entry, edition.section, **{LANGUAGE: _EXCHANGE[code]})
        for variant in variants:
            part = _child(section, edition.part)
            _child(part, "term", variant.text)
            if term.is_name:
                _child(part, "termNote", "properNoun", type="partOfSpeech")
            _child(part, "termNote", _STATUSES[variant.status], type="administrativeStatus")


def _lines(text: str) -> Iterator[str]:
    return filter(str.strip, text.split("\n"))


def _child(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, etree.QName(etree.QName(parent).namespace, name), attributes)
    child.text = text
    return child
