"""Reading a Word table back: the column of the target, as if all tracked changes were accepted."""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _
from lxml import etree

from conference.files.ooxml import unescaped
from conference.files.safe_open import FileRefused, elements, package_of, part_of, refusing_damage
from translation.exchange.markers import read_key, read_mark
from translation.exchange.table_columns import columns_in, marked_columns
from translation.units import OnProgress, ParsedFile, UnitCollector, digest, language_of

DOCUMENT = "word/document.xml"
_N = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ROW, _CELL, _PARAGRAPH, _TEXT = (f"{_N}{name}" for name in ("tr", "tc", "p", "t"))
_LETTERS = {
    f"{_N}tab": "\t",
    f"{_N}ptab": "\t",
    f"{_N}br": "\n",
    f"{_N}cr": "\n",
    f"{_N}noBreakHyphen": "\u2011",
    f"{_N}softHyphen": "\u00ad",
}
# What is not there any more, or is no text of ours.
_GONE = {_FALLBACK, *(f"{_N}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "drawing", "pict", "rt"))}
_WRAPPING = {f"{_N}{name}" for name in ("sdt", "sdtContent", "customXml", "ins")}
_DELETED_MARKS = [f"{_N}pPr/{_N}rPr/{_N}{name}" for name in ("del", "moveFrom")]
_DELETED_ROW = f"{_N}trPr/{_N}del"


def read(file: BinaryIO, *, target_language: str | None = None, on_progress: OnProgress | None = None) -> ParsedFile:
    """Returns what a document holds. Rows may have moved; other tables and other text are passed over."""
    package = package_of(file)
    collector = UnitCollector("docx", target_language)
    columns = None
    with refusing_damage(), package, part_of(package, DOCUMENT) as (part, size):
        for __, row in elements(part, (_ROW,), size, on_progress):
            if row.find(_DELETED_ROW) is not None:
                continue
            texts = [_cell_text(cell) for cell in _cells(row)]
            cells = dict(enumerate(texts))
            if headings := marked_columns(cells) if columns else columns_in(cells, collector.wanted):
                columns = headings
                collector.expect(columns.target)
            elif columns and len(texts) > max(columns.places.values()):
                places = columns.places
                key = texts[places["key"]] if "key" in places else ""
                _collect(collector, key, texts[places["source"]], texts[places["target"]], columns.source)
    if columns is None:
        raise FileRefused(
            _(
                "No table of the document has a first row that names its columns. Export it again, or name two columns"
                " by their languages, such as English and French."
            )
        )
    return collector.parsed_file()


def _collect(collector: UnitCollector, first: str, source: str, target: str, source_language: str) -> None:
    key_line, __, note = first.partition("\n\n")
    own, state, digests = read_mark(key_line)
    if digest(target) != digests[1]:
        # Somebody wrote here. Empty lines at the end are the Enter key's, and Word cannot say how far the work is.
        state = "draft"
        if not source.endswith("\n"):
            target = target.rstrip("\n")
    collector.add(
        read_key(key_line),
        source,
        target,
        source_language=language_of(own or source_language),
        state=state,
        note=note,
        digests=digests,
    )


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    """Yields the cells of a row, also those within content controls."""
    for child in row:
        if child.tag == _CELL:
            yield child
        elif child.tag in _WRAPPING:
            yield from _cells(child)


def _cell_text(cell: etree._Element) -> str:
    parts = []
    for paragraph in _paragraphs(cell):
        parts += [_text(paragraph), "" if _is_joined(paragraph) else "\n\n"]
    return "".join(parts[:-1])


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == _PARAGRAPH:
            yield child
        elif child.tag not in _GONE:
            yield from _paragraphs(child)


def _is_joined(paragraph: etree._Element) -> bool:
    """Returns whether the end of a paragraph was deleted under tracked changes, so that the next one continues it."""
    return any(paragraph.find(path) is not None for path in _DELETED_MARKS)


def _text(element: etree._Element) -> str:
    """Returns the text of a paragraph or of a part of it, however Word split it into runs."""
    parts = []
    for child in element:
        if child.tag == _TEXT:
            text = unescaped(child.text or "")
            parts.append(text if child.get(_SPACE) == "preserve" else text.strip(" \t\r\n"))
        elif child.tag in _LETTERS:
            parts.append(_LETTERS[child.tag])
        elif child.tag not in _GONE:
            parts.append(_text(child))
    return "".join(parts)
