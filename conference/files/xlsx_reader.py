"""Reading the cells of an Excel workbook as texts.

The parts are read with lxml and not with openpyxl, which changes texts that look like its escapes.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO
from zipfile import ZipFile

from lxml import etree

from conference.files.ooxml import unescaped
from conference.files.safe_open import Budget, elements, package_of, part_of, refusing_damage

WORKBOOK = "xl/workbook.xml"
_STRINGS = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_N = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_COLUMN = re.compile("[A-Z]{1,3}")
_DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}  # built-in formats of dates, times
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class Formula(str):
    """The formula of a cell, with its equals sign; its value is never read."""


class Moment(str):
    """The number of days since 1900 in a cell that Excel shows as a date or time."""


class Fault(str):
    """The error that a cell shows, such as `#REF!`."""


@dataclass
class Sheet:
    """A sheet as it is read: rows of (number, {letters of the column: text}). `merged` is complete after the last."""

    rows: Iterable[tuple[int, dict[str, str]]] = ()
    merged: list[str] = field(default_factory=list)


def sheets(file: IO[bytes], on_progress: Callable[[int, int], object] | None = None) -> Iterator[Sheet]:
    """Yield the sheets of a workbook; each has to be read to its end before the next is requested."""
    package, budget = package_of(file), Budget()
    with refusing_damage(), package:
        strings, days = _shared_strings(package, budget), _styles_of_days(package, budget)
        for name in sorted(filter(_SHEET.fullmatch, package.namelist()), key=lambda name: (len(name), name)):
            with part_of(package, name) as (part, size):
                sheet = Sheet()
                found = elements(part, (f"{_N}row", f"{_N}mergeCell"), size, on_progress, budget=budget)
                sheet.rows = _rows(sheet, found, strings, days)
                yield sheet


def _rows(
    sheet: Sheet, found: Iterable[tuple[str, etree._Element]], strings: Sequence[str], days: Collection[int]
) -> Iterator[tuple[int, dict[str, str]]]:
    number = 0
    for __, element in found:
        if element.tag == f"{_N}mergeCell":
            sheet.merged.append(element.get("ref") or "")
            continue
        with refusing_damage():  # here too, because the caller reads the rows
            reference = element.get("r") or ""
            number = int(reference) if reference.isdecimal() else number + 1
            cells = _cells(element, strings, days)
        yield number, cells


def _shared_strings(package: ZipFile, budget: Budget) -> list[str]:
    if _STRINGS not in package.namelist():
        return []
    with part_of(package, _STRINGS) as (part, size):
        return [_text(item) for __, item in elements(part, (f"{_N}si",), size, budget=budget)]


def _styles_of_days(package: ZipFile, budget: Budget) -> Collection[int]:
    """The numbers of the styles that show a number as a date or time."""
    if _STYLES not in package.namelist():
        return frozenset()
    own, styles = set(_DAYS), set[int]()
    with part_of(package, _STYLES) as (part, size):
        for __, element in elements(part, (f"{_N}numFmt", f"{_N}cellXfs"), size, budget=budget):
            if element.tag == f"{_N}numFmt":
                if re.search("[ymdhs]", _QUOTED.sub("", element.get("formatCode") or ""), re.IGNORECASE):
                    own.add(int(element.get("numFmtId") or 0))
                continue
            formats = [int(style.get("numFmtId") or 0) for style in element.iterfind(f"{_N}xf")]
            styles.update(place for place, number in enumerate(formats) if number in own)
    return styles


def _text(item: etree._Element) -> str:
    """The text of a string with its runs, without phonetic hints."""
    texts = [each.text or "" for each in item.iterfind(f"{_N}t")]
    texts += [each.text or "" for each in item.iterfind(f"{_N}r/{_N}t")]
    return unescaped("".join(texts))


def _cells(row: etree._Element, strings: Sequence[str], days: Collection[int]) -> dict[str, str]:
    """The texts of a row: {letters of the column: text}."""
    found: dict[str, str] = {}
    place = 0
    for cell in row.iterfind(f"{_N}c"):
        letters = _COLUMN.match(cell.get("r") or "")
        place = number_of(letters[0]) if letters else place + 1
        found[letters_of(place)] = _value(cell, strings, days)
    return found


def letters_of(number: int) -> str:
    """The letters of a column by its number: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _value(cell: etree._Element, strings: Sequence[str], days: Collection[int]) -> str:
    formula = cell.find(f"{_N}f")
    if formula is not None:
        return Formula(f"={formula.text or ''}")
    kind, value = cell.get("t", "n"), cell.findtext(f"{_N}v") or ""
    if kind == "inlineStr":
        inline = cell.find(f"{_N}is")
        return "" if inline is None else _text(inline)
    if kind == "s":
        return strings[int(value)] if value else ""
    if kind == "e":
        return Fault(value)
    if value and (kind == "d" or (kind == "n" and int(cell.get("s") or 0) in days)):
        return Moment(value)
    return unescaped(value) if kind == "str" else value
