"""Reading an Excel sheet back, by what its hidden first row says of the columns; rows and columns may have moved.

The parts are read with lxml and not with openpyxl, which changes texts that look like its escapes.
"""

import re

from django.utils.translation import gettext as _

from conference.languages import official
from translation.exchange.opening import elements, package_of, part_of, refusing_damage
from translation.exchange.packing import HEADING, read_key, read_mark, unescaped
from translation.exchange.units import ExchangeRefused, Gathering, language_of

WORKBOOK = "xl/workbook.xml"
_STRINGS = "xl/sharedStrings.xml"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_N = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_COLUMN = re.compile("[A-Z]{1,3}")


def read(file, *, target_language=None, on_progress=None):
    """The parcel in a workbook; the first sheet that has our headings counts."""
    package = package_of(file)
    gathering = Gathering("xlsx", target_language)
    with refusing_damage(), package:
        strings = _shared_strings(package)
        for name in sorted(filter(_SHEET.fullmatch, package.namelist())):
            with part_of(package, name) as (part, size):
                if _read_sheet(part, size, strings, gathering, on_progress):
                    return gathering.parcel()
    raise ExchangeRefused(_("The workbook lacks the first row, which is hidden and names the columns; export it anew."))


def _shared_strings(package):
    if _STRINGS not in package.namelist():
        return []
    with part_of(package, _STRINGS) as (part, size):
        return [_text(item) for __, item in elements(part, (f"{_N}si",), size)]


def _text(item):
    """The text of a string with its runs, without what tells how to pronounce it."""
    texts = [each.text or "" for each in item.iterfind(f"{_N}t")]
    texts += [each.text or "" for each in item.iterfind(f"{_N}r/{_N}t")]
    return unescaped("".join(texts))


def _read_sheet(part, size, strings, gathering, on_progress):
    """Gather a sheet's rows; whether it was ours."""
    columns, languages = {}, {}
    for __, row in elements(part, (f"{_N}row",), size, on_progress):
        cells = _cells(row, strings)
        if not cells:
            continue
        if columns:
            _gather(gathering, {column: cells.get(place, "") for column, place in columns.items()}, languages["source"])
            continue
        marks = {place: HEADING.fullmatch(text.strip()) for place, text in cells.items()}
        found = {mark["column"]: place for place, mark in marks.items() if mark}
        if {"key", "source", "target"} <= found.keys():
            columns, languages = found, {mark["column"]: mark["language"] for mark in marks.values() if mark}
            gathering.expect(languages["target"])
    return bool(columns)


def _cells(row, strings):
    """The texts of a row by the letters of their columns."""
    found = {}
    for number, cell in enumerate(row.iterfind(f"{_N}c")):
        letters = _COLUMN.match(cell.get("r") or "")
        found[letters[0] if letters else number] = _value(cell, strings)
    return found


def _value(cell, strings):
    formula = cell.find(f"{_N}f")
    if formula is not None:
        return f"={formula.text or ''}"
    kind, value = cell.get("t", "n"), cell.findtext(f"{_N}v") or ""
    if kind == "inlineStr":
        inline = cell.find(f"{_N}is")
        return "" if inline is None else _text(inline)
    if kind == "s":
        return strings[int(value)] if value else ""
    return unescaped(value) if kind == "str" else value


def _gather(gathering, row, source_language):
    """Take a row; the second one, which names the columns for people, has the language's name as its source."""
    key, source = read_key(row["key"]), row["source"]
    if key is None and source == official(language_of(source_language)).name:
        return
    own, state, digests = read_mark(row.get("mark", ""))
    gathering.add(
        key,
        source,
        row["target"],
        source_language=language_of(own or source_language),
        state=row.get("state", "").strip().lower() or state,
        note=row.get("note", ""),
        digests=digests,
    )
