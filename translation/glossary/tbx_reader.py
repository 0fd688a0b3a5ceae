"""Reading TBX (ISO 30042): the second edition in both of its styles, and the first edition, whose root is `martif`.

A data category is the attribute `type` of an element in the style DCA and in the first edition, and the name of an
element of a module's own namespace in the style DCT: `<descrip type="definition">` and `<basic:definition>`.
"""

from collections.abc import Iterator

from lxml import etree

from translation.glossary.headings import status_of
from translation.glossary.safe_xml import LANGUAGE, below, name_of, official_code, text_of
from translation.glossary.terms import ADMITTED, AVOID, PREFERRED, ConceptTerms, TermVariant
from translation.glossary.xml_ids import from_xml_id

_SECTIONS = ("langSec", "langSet")
# Also of `normativeAuthorization`, by which a standard, a law or an authority says which term is to be used.
_STATUSES = {
    "preferredterm": PREFERRED,
    "standardizedterm": PREFERRED,
    "legalterm": PREFERRED,
    "regulatedterm": PREFERRED,
    "admittedterm": ADMITTED,
    "deprecatedterm": AVOID,
    "supersededterm": AVOID,
}


def read(root: etree._Element) -> Iterator[ConceptTerms]:
    """Yields the concepts below the root of a file, also those without a term in an official language."""
    for entry in below(root, "conceptEntry", "termEntry"):
        term = ConceptTerms(from_xml_id(entry.get("id", "")), definition=_definition(entry))
        for section in below(entry, *_SECTIONS):
            code = official_code(section.get(LANGUAGE) or section.get("lang", ""))
            if code:
                for part in below(section, "termSec", "tig", "ntig"):
                    _add_variant(term, code, part)
        yield term


def _definition(entry: etree._Element) -> str:
    """Returns the definitions of a concept, each on a line: those of all languages, or else those of each."""
    found = [part for part in entry.iter(etree.Element) if _category(part) == "definition"]
    in_section = {part for section in below(entry, *_SECTIONS) for part in section.iter(etree.Element)}
    chosen = [part for part in found if part not in in_section] or found
    return "\n".join(dict.fromkeys(filter(None, map(text_of, chosen))))


def _category(element: etree._Element) -> str:
    return element.get("type") or name_of(element)


def _add_variant(term: ConceptTerms, code: str, part: etree._Element) -> None:
    notes = {_category(note): text_of(note) for note in part.iter(etree.Element)}
    text = next((text_of(each) for each in below(part, "term")), "")
    term.is_name = term.is_name or notes.get("partOfSpeech") == "properNoun"
    if text:
        variants = term.variants.setdefault(code, [])
        usual = ADMITTED if variants else PREFERRED
        named = notes.get("administrativeStatus") or notes.get("normativeAuthorization") or ""
        variants.append(TermVariant(text, _status(named) or usual))


def _status(named: str) -> str:
    return _STATUSES.get(named.casefold().removesuffix("-admn-sts")) or status_of(named)
