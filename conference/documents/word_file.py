"""The package of a Word file: its parts and metadata, with the same bytes each time."""

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document

from conference.documents.characters import fit
from conference.documents.word_styles import ARABIC, CHINESE, LATIN, PROOFING, W, styles_of, twips

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = ("styles", "settings", "fontTable")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name


def blank(document):
    """Return an empty Word file; that of python-docx comes with an author, a picture and five hundred styles."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            (f"{_OFFICE}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _properties(document),
        "word/document.xml": _body(document.language),
        "word/_rels/document.xml.rels": _relationships(*((f"{_OFFICE}/{part}", f"{part}.xml") for part in _PARTS)),
        "word/styles.xml": styles_of(document.language),
        "word/settings.xml": _settings(document.language),
        "word/fontTable.xml": _fonts(),
    }
    return Document(BytesIO(_zipped(parts)))


def bytes_of(docx):
    """The bytes of a Word file, with its parts in a fixed order and with a fixed time."""
    saved = BytesIO()
    docx.save(saved)
    with ZipFile(saved) as package:
        return _zipped({name: package.read(name) for name in sorted(package.namelist())})


def _zipped(parts):
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for name, content in parts.items():
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0  # a fixed system, whichever it is made on
            package.writestr(info, content)
    return out.getvalue()


def _content_types():
    parts = [("document", "document.main"), *((part, part) for part in _PARTS)]
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}.{kind}+xml"/>' for part, kind in parts
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relationships(*targets):
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _properties(document):
    """The metadata: title, language, date, and the symbol if there is one."""
    head = document.masthead
    texts = {
        "dc:title": document.title,
        "dc:subject": document.subtitle,
        "dc:creator": head.organization if head else "",
        "dc:identifier": head.symbol if head else "",
        "dc:language": document.language.html,
    }
    elements = "".join(f"<{name}>{escape(fit(text))}</{name}>" for name, text in texts.items() if text)
    moment = f"{document.dated.isoformat()}T00:00:00Z"
    moments = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{elements}{moments}</cp:coreProperties>'
    )


def _body(language):
    """The body for A4; the first page has no header, because it has the masthead."""
    width, height, margin, edge = twips(210), twips(297), twips(20), twips(12)
    return (
        f'<w:document xmlns:w="{W}" xmlns:r="{_OFFICE}"><w:body><w:sectPr><w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar w:top="{twips(26)}" w:right="{margin}" w:bottom="{twips(24)}" w:left="{margin}"'
        f' w:header="{edge}" w:footer="{edge}" w:gutter="0"/><w:titlePg/>'
        f"{'<w:bidi/>' if language.direction == 'rtl' else ''}</w:sectPr></w:body></w:document>"
    )


def _settings(language):
    latin = PROOFING["en"] if language.code in ("ar", "zh-hans") else PROOFING[language.code]
    return (
        f'<w:settings xmlns:w="{W}"><w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{latin}" w:eastAsia="{PROOFING["zh-hans"]}" w:bidi="{PROOFING["ar"]}"/></w:settings>'
    )


def _fonts():
    """The fonts, each with its substitute."""
    others = {LATIN: "Liberation Serif", ARABIC: "Arabic Typesetting,Arial", CHINESE: "宋体"}
    fonts = "".join(f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>' for name, other in others.items())
    return f'<w:fonts xmlns:w="{W}">{fonts}</w:fonts>'
