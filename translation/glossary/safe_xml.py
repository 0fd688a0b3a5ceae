"""Reading the XML of a glossary that somebody sent: nothing is fetched, and no entity is resolved."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from lxml import etree

from translation.glossary.file_checks import GlossaryFileError
from translation.glossary.tables import LANGUAGE_CODES

MOST_MARKS = 1_000_000  # of XML: a tree of them takes a hundred times their length, and a file of 20 MB has fewer
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def parsed(content: bytes) -> etree._Element:
    """Returns the root of an XML file; raises GlossaryFileError."""
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
    return root


def name_of(element: etree._Element) -> str:
    return etree.QName(element).localname


def below(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Returns the elements below one that have these names in any namespace, in the order of the file."""
    return element.iter(*(f"{{*}}{name}" for name in names))


def text_of(element: etree._Element) -> str:
    """Returns the words of an element and of all below it, on one line."""
    return " ".join("".join(element.itertext(etree.Element)).split())


def official_code(name: str) -> str | None:
    """Returns our code for a language tag; None for a language that is not official, and for traditional Chinese."""
    parts = name.casefold().replace("_", "-").split("-")
    if parts[0] in ("zh", "zho") and {"hant", "tw", "hk", "mo"} & set(parts):
        return None
    return LANGUAGE_CODES.get(parts[0])
