"""What people write about words of a text in their tools, beside the notes of XLIFF.

Trados Studio defines its comments at the head of the file and marks the words that they are about; memoQ keeps them in
the text. XLIFF 1.2 lets a mark carry a comment, and 2.0 has an annotation for it.
"""

from collections.abc import Mapping, Sequence

from lxml import etree

from translation.exchange.vendor_states import MEMOQ, TRADOS

DEFINITION = f"{{{TRADOS}}}cmt-def"
_XLIFF12 = "{urn:oasis:names:tc:xliff:document:1.2}"


def defined_in(definition: etree._Element) -> list[str]:
    """Returns the words of a comment of Trados Studio, and of the answers to it."""
    found = [each for each in definition.iter() if etree.QName(each).localname == "Comment"]
    return [words for each in found if (words := "".join(each.itertext()).strip())]


def comments_in(unit: etree._Element, definitions: Mapping[str, Sequence[str]]) -> list[str]:
    """Returns the comments on a `trans-unit` of XLIFF 1.2, each once; `definitions` are those of Trados by key."""
    found = ["".join(each.itertext()) for each in unit.iter(f"{{{MEMOQ}}}comment")]
    for mark in unit.iter(f"{_XLIFF12}mrk"):
        found += definitions.get(mark.get(f"{{{TRADOS}}}cid", ""), ())
        found.append(mark.get("comment", ""))
    return [words for words in dict.fromkeys(found) if words.strip()]


def annotations_in(unit: etree._Element, mark: str) -> list[str]:
    """Returns the comments on words of a `unit` of XLIFF 2.0, by the name of its marks; notes have their own words."""
    found = (each for each in unit.iter(mark) if each.get("type") == "comment")
    return [words for words in dict.fromkeys(each.get("value", "") for each in found) if words.strip()]
