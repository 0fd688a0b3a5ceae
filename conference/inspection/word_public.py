"""Writing a Word document anew without what tells who made it: properties, and the names at changes and comments."""

import base64
import zipfile
from io import BytesIO

from lxml import etree

from conference.inspection import word_parts
from conference.inspection.findings import Found
from conference.inspection.word import DAMAGE, TYPES

_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"/>'
)
_NAMES = {"author", "initials", "userId", "providerId"}  # of comments, of changes, of the list of people
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def inspect(content, title=""):
    """{"file": the document in base64, with this title alone}."""
    out = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(content)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
            types = word_parts.content_types(package.read(TYPES))
            for part in package.infolist():
                if not part.is_dir():
                    body = _cleaned(part.filename, types.of(part.filename), package.read(part), title)
                    written.writestr(zipfile.ZipInfo(part.filename, _EARLIEST), body, zipfile.ZIP_DEFLATED)
    except (*DAMAGE, KeyError, etree.XMLSyntaxError):
        raise Found("damaged") from None
    return {"file": base64.b64encode(out.getvalue()).decode("ascii")}


def _cleaned(name, kind, body, title):
    if kind.endswith("core-properties+xml"):
        return _core(title)
    if kind.endswith(("extended-properties+xml", "custom-properties+xml")):
        return _emptied(body)
    if name.casefold().startswith("word/") and kind.endswith("xml") and not name.casefold().endswith(".rels"):
        return _without_names(body)
    return body


def _parsed(body):
    return etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _core(title):
    root = _parsed(_CORE.encode())
    if title:
        etree.SubElement(root, "{http://purl.org/dc/elements/1.1/}title").text = title
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _emptied(body):
    root = _parsed(body)
    for child in list(root):
        root.remove(child)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _without_names(body):
    root, found = _parsed(body), False
    for element in root.iter(etree.Element):
        for key in [key for key in element.attrib if etree.QName(key).localname in _NAMES]:
            element.attrib[key], found = "", True
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if found else body
