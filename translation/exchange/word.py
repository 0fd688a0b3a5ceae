"""Writing a Word table: key, source, target. Translators write in the third column; the first row names the columns.

A blank line between paragraphs becomes the end of a paragraph in Word, a line break a line break. Word does not keep
which characters broke the lines, so these are not compared.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from conference.files.ooxml import escaped, repack
from conference.languages import CODES, official
from conference.on_demand import on_demand
from translation.exchange.markers import mark_of, mark_of_count
from translation.exchange.word_reader import DOCUMENT, read
from translation.units import OnProgress, Unit, comparable, exchange_code, fit, to_write

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

docx = on_demand("docx")

__all__ = ["DOCUMENT", "FORMAT", "read", "write"]

FORMAT = "docx"
_ROWS = "the rows stand here"
_MARKER = f"<w:p><w:r><w:t>{_ROWS}</w:t></w:r></w:p>".encode()
_WIDTHS = (2400, 5800, 5800)  # twentieths of a point, of a page of A4 that lies on its side
_HIDDEN = '<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve"> %s</w:t></w:r>'
_REGIONS = {"ar": "ar-EG", "zh-hans": "zh-CN", "en": "en-GB", "fr": "fr-FR", "ru": "ru-RU", "es": "es-ES"}
_FONTS = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="SimSun" w:cs="Arial"/>'
_SMALL = '<w:color w:val="595959"/><w:sz w:val="16"/><w:szCs w:val="16"/>'
_ELEMENTS = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_BOLD = "<w:b/><w:bCs/>"


def write(
    units: Iterable[Unit],
    file: BinaryIO,
    *,
    target_language: str,
    source_language: str = "en",
    name: str = "Rostrum",
    on_progress: OnProgress | None = None,
) -> None:
    """Writes units as a document with one table; its columns run right to left for Arabic."""
    units = list(units)
    prepared = to_write(units, target_language, on_progress)
    package = _frame(fit(name))
    with ZipFile(package) as parts:
        before, __, after = parts.read(DOCUMENT).rpartition(_MARKER)
    rows = _table(prepared, source_language, target_language, len(units))
    repack(package, file, {DOCUMENT: chain([before], (each.encode() for each in rows), [after])})


def _frame(name: str) -> BytesIO:
    """Returns a document with a title, an instruction, and a paragraph in whose place the table goes."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = docx.enum.section.WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = docx.shared.Mm(297), docx.shared.Mm(210)
    section.left_margin = section.right_margin = docx.shared.Mm(20)
    document.core_properties.title, document.core_properties.author = name, "Rostrum"
    document.core_properties.comments = ""
    end = document.element.body.sectPr
    language = get_language() if get_language() in CODES else "en"
    what = _("Write the translations in the third column. The first column says where each text belongs; leave it.")
    for words, properties in ((name, _BOLD), (what, "")):
        end.addprevious(_parsed(_paragraphs(comparable(words).replace("\n", " "), language, properties)))
    end.addprevious(_parsed(_MARKER.decode()))
    package = BytesIO()
    document.save(package)
    return package


def _parsed(paragraph: str) -> "BaseOxmlElement":
    return docx.oxml.parse_xml(paragraph.replace("<w:p>", f"<w:p {docx.oxml.ns.nsdecls('w')}>", 1))


def _table(units: Iterable[Unit], source_language: str, target_language: str, number: int) -> Iterator[str]:
    """Yields the table as XML, piece by piece."""
    source, target = official(source_language), official(target_language)
    visual = "<w:bidiVisual/>" if target.direction == "rtl" else ""
    yield f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>{visual}<w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/>'
    yield '<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
    yield "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS) + "</w:tblGrid>"
    yield _row(
        _name(pgettext("of a text", "Key"), get_language(), f"[rostrum:key] {mark_of_count(number)}"),
        _name(source.name, source.code, f"[rostrum:source:{source.exchange}]"),
        _name(target.name, target.code, f"[rostrum:target:{target.exchange}]"),
        is_heading=True,
    )
    for unit in units:
        yield _row(
            _key(unit), _paragraphs(unit.source, unit.source_language), _paragraphs(unit.target, unit.target_language)
        )
    yield "</w:tbl>"


def _row(*cells: str, is_heading: bool = False) -> str:
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if is_heading else ""
    parts = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(_WIDTHS, cells, strict=True)
    )
    return f"<w:tr>{properties}{''.join(parts)}</w:tr>"


def _name(words: str, code: str, mark: str) -> str:
    """Returns the heading of a column, with its mark out of sight."""
    return _paragraphs(words, code, _BOLD).removesuffix("</w:p>") + _HIDDEN % mark + "</w:p>"


def _key(unit: Unit) -> str:
    """Returns the key with its mark out of sight, and the note below."""
    key = _paragraphs(unit.key, "en", _SMALL).removesuffix("</w:p>")
    note = _paragraphs(unit.note, "en", _SMALL) if unit.note else ""
    return f"{key}{_HIDDEN % mark_of(unit, exchange_code(unit.source_language))}</w:p>{note}"


def _paragraphs(text: str, code: str, properties: str = "") -> str:
    """Returns a text as paragraphs of Word in its language and direction."""
    right = code in CODES and official(code).direction == "rtl"
    before = f"<w:p>{'<w:pPr><w:bidi/></w:pPr>' if right else ''}"
    run = f"<w:r><w:rPr>{_FONTS}{properties}{'<w:rtl/>' if right else ''}{_language(code)}</w:rPr>"
    return "".join(
        f"{before}{f'{run}{_letters(part)}</w:r>' if part else ''}</w:p>" for part in comparable(text).split("\n\n")
    )


def _language(code: str) -> str:
    region = _REGIONS.get(code, _REGIONS["en"])
    attribute = {"ar": "w:bidi", "zh-hans": "w:eastAsia"}.get(code, "w:val")
    return f'<w:lang {attribute}="{region}"/>'


def _letters(text: str) -> str:
    """Returns the text of a run: what Word has elements for, and the rest."""
    pieces = re.split("([\n\t])", text)
    return "".join(
        _ELEMENTS.get(piece) or f'<w:t xml:space="preserve">{escape(escaped(piece))}</w:t>' for piece in pieces if piece
    )
