"""What a Word document may consist of: kinds of parts, of relations, of fields, and pictures known by their content."""

import re

from conference.inspection.findings import Found

RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_MICROSOFT = "application/vnd.ms-office."
_WORDS = (
    "document.main document.glossary styles settings webSettings fontTable numbering footnotes endnotes header footer "
    "comments commentsExtended commentsIds commentsExtensible people"
)
MAIN = f"{_OFFICE}wordprocessingml.document.main+xml"
PART_KINDS = {
    RELATIONSHIPS,
    "application/xml",
    "text/xml",
    "application/vnd.openxmlformats-package.core-properties+xml",
    *(f"{_OFFICE}wordprocessingml.{word}+xml" for word in _WORDS.split()),
    *(f"{_OFFICE}{word}+xml" for word in "theme themeOverride extended-properties custom-properties".split()),
    *(f"{_OFFICE}{word}+xml" for word in "customXmlProperties drawingml.chart drawingml.chartshapes".split()),
    *(f"{_OFFICE}drawingml.diagram{word}+xml" for word in "Data Layout Style Colors".split()),
    *(f"{_MICROSOFT}{word}+xml" for word in "chartstyle chartcolorstyle drawingml.diagramDrawing".split()),
    *(f"{_MICROSOFT}{word}+xml" for word in "classificationlabels intelligence2 documenttasks".split()),
    "application/vnd.ms-word.stylesWithEffects+xml",
    f"{_OFFICE}obfuscatedFont",
    "application/x-font-ttf",
    f"{_OFFICE}wordprocessingml.printerSettings",
}
PART_KINDS = {kind.casefold() for kind in PART_KINDS}

_MACROS = re.compile("macroenabled|vba|activex|control", re.IGNORECASE)
_FILES = re.compile("ole|embed|package|altchunk|afchunk|subdocument", re.IGNORECASE)

RELATIONS = set(
    "officeDocument extended-properties custom-properties extendedProperties customProperties core-properties "
    "thumbnail styles stylesWithEffects settings webSettings fontTable font numbering footnotes endnotes header footer "
    "comments commentsExtended commentsIds commentsExtensible people theme themeOverride image hyperlink customXml "
    "customXmlProps glossaryDocument printerSettings chart chartUserShapes chartStyle chartColorStyle diagramData "
    "diagramLayout diagramQuickStyle diagramColors diagramDrawing classificationlabels intelligence "
    "documenttasks".split()
)
_RELATION = re.compile(
    r"http://(?:schemas\.openxmlformats\.org/(?:officeDocument|package)/2006/relationships/(?:metadata/)?"
    r"|purl\.oclc\.org/ooxml/officeDocument/relationships/(?:metadata/)?"
    r"|schemas\.microsoft\.com/office/20[0-9]{2}/(?:[0-9]{2}/)?relationships/)([A-Za-z-]+)"
)

# What only counts, shows or points to what the document itself holds; HYPERLINK leads to an address on a click.
FIELDS = set(
    "ADDIN ADVANCE AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT BIBLIOGRAPHY BIDIOUTLINE CITATION COMMENTS CREATEDATE DATE "
    "DOCPROPERTY EDITTIME EQ FILENAME FILESIZE FORMCHECKBOX FORMDROPDOWN FORMTEXT HYPERLINK INDEX KEYWORDS "
    "LASTSAVEDBY LISTNUM NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE REF REVNUM SAVEDATE SECTION "
    "SECTIONPAGES SEQ SHAPE STYLEREF SUBJECT SYMBOL TA TC TIME TITLE TOA TOC XE".split()
)
_TOKEN = re.compile(r'"[^"]*"?|[^\s"]+')
_SWITCH_WITH_ARGUMENT = {"\\l", "\\o", "\\t", "\\s"}

_LINK = re.compile("(?:https?|mailto):", re.IGNORECASE)

# How the content of a picture begins; a picture is shown by its content, whatever it is called.
_PICTURES = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/jpg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/bmp": (b"BM",),
    "image/tiff": (b"II*\x00", b"MM\x00*"),
    "image/x-emf": (b"\x01\x00\x00\x00",),
    "image/emf": (b"\x01\x00\x00\x00",),
}


def check_declared(kind):
    """Refuse a kind that the package only declares, without a part of it."""
    if _MACROS.search(kind):
        raise Found("macros", kind)


def check_part(name, kind):
    """Refuse a part by the kind that the package declares for it."""
    if kind in PART_KINDS or kind in _PICTURES:
        return
    if kind.startswith("image/"):
        raise Found("picture", kind)
    raise Found(_code_of(f"{name} {kind}"), name)


def _code_of(name):
    """The code for something that is not allowed, by what its name tells."""
    return "macros" if _MACROS.search(name) else "embedded" if _FILES.search(name) else "part"


def check_picture(content, kind):
    if not content.startswith(_PICTURES[kind]):
        raise Found("picture", kind)


def check_relation(kind, target, is_external):
    """Refuse a relation by its type, and by where it leads."""
    known = _RELATION.fullmatch(kind)
    name = known[1] if known else kind.rpartition("/")[2]
    if name.casefold() == "attachedtemplate":
        raise Found("template", target)
    if not known or name not in RELATIONS:
        raise Found("external", target) if is_external else Found(_code_of(name), name)
    if is_external and name != "hyperlink":
        raise Found("external", target)
    if is_external:
        check_link(target)
    elif leads_elsewhere(target):
        raise Found("external", target)


def check_link(target):
    """Refuse an address to which a click leads, unless it is of the web or of mail."""
    if target and not target.startswith("#") and not _LINK.match(target):
        raise Found("link", target)


def leads_elsewhere(target):
    """Whether what should name a part of the package may name something outside it."""
    return ":" in target or "\\" in target or target.startswith("//")


def check_field(code):
    """Refuse a field by the first word of its code, and a link by its address."""
    tokens = [token.strip('"') for token in _TOKEN.findall(code)]
    word = tokens[0].upper() if tokens else ""
    if not word or word.startswith("="):
        return
    if word not in FIELDS:
        raise Found("field", word)
    if word == "HYPERLINK":
        _check_hyperlink(tokens[1:])


def _check_hyperlink(tokens):
    tokens = iter(tokens)
    for token in tokens:
        if token in _SWITCH_WITH_ARGUMENT:
            next(tokens, None)
        elif token not in ("\\m", "\\n", "\\h", "\\*", "MERGEFORMAT"):
            check_link(token)
