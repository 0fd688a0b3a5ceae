"""Reading a TMX of any tool as a reference memory: all official languages that its units have, whatever their keys."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import BinaryIO

from django.core.files import File
from django.utils.translation import gettext as _
from lxml import etree

from conference.caches import constant
from conference.files.safe_open import FileRefused, elements, root_of, size_of
from conference.languages import CODES
from translation.exchange.xml_stream import XML_LANGUAGE, text_of_segment
from translation.units import OnProgress, fit, language_of

MOST_UNITS = 50_000
LONGEST = 20_000  # characters of a text

Texts = tuple[tuple[str, str], ...]  # (code, text) in the order of the official languages


class UnitFate(StrEnum):
    """What becomes of a unit of the file."""

    NEW = "new"
    DOUBLE = "double"
    ONE_LANGUAGE = "one language"
    TOO_LONG = "too long"
    DOUBTFUL = "doubtful"  # of two documents that were aligned, as the next one
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class MemoryUnit:
    """A unit of the file, with its place there, counted from one."""

    number: int
    texts: Texts
    fate: UnitFate


@dataclass(frozen=True)
class MemoryFile:
    """What a file holds. `languages` counts units by language; `others` names languages that are not official."""

    units: tuple[MemoryUnit, ...]
    others: tuple[str, ...]

    @property
    def new(self) -> list[MemoryUnit]:
        return [unit for unit in self.units if unit.fate == UnitFate.NEW]

    def languages(self) -> list[str]:
        """Returns the codes of the languages of what can be imported, in their order."""
        found = {code for unit in self.new for code, __ in unit.texts}
        return [code for code in CODES if code in found]

    def pairs(self) -> Counter[tuple[str, str]]:
        """Returns how many units have both languages: {(code, code): number}."""
        return Counter(pair for unit in self.new for pair in combinations((code for code, __ in unit.texts), 2))


def read_memory(file: BinaryIO | File, on_progress: OnProgress | None = None) -> MemoryFile:
    """Returns what a TMX holds; raises FileRefused, which says what is wrong with it."""
    size = size_of(file)
    if root_of(file)[1] != "tmx":
        raise FileRefused(_("This is no TMX file; export the memory of your tool as TMX."))
    units, others, seen = list[MemoryUnit](), dict[str, None](), set[Texts]()
    for number, (__, element) in enumerate(elements(file, ("tu",), size, on_progress), start=1):
        if number > MOST_UNITS:
            raise FileRefused(_("The file has more than %(most)d texts.") % {"most": MOST_UNITS})
        texts = _texts(element, others)
        units.append(MemoryUnit(number, texts, _fate(texts, seen)))
        seen.add(texts)
    return MemoryFile(tuple(units), tuple(others))


def _texts(element: etree._Element, others: dict[str, None]) -> Texts:
    found: dict[str, str] = {}
    for variant in element.iterfind("tuv"):
        named = variant.get(XML_LANGUAGE) or variant.get("lang") or ""
        segment = variant.find("seg")
        code = _official(named)
        if not code:
            others[fit(named)[:35]] = None
        elif segment is not None and (text := fit(text_of_segment(segment)).strip()):
            found.setdefault(code, text)
    return tuple((code, found[code]) for code in CODES if code in found)


@constant(1000)
def _official(named: str) -> str:
    try:
        return language_of(named)
    except FileRefused:
        return ""


def _fate(texts: Texts, seen: set[Texts]) -> UnitFate:
    if len(texts) < 2:
        return UnitFate.ONE_LANGUAGE
    if any(len(text) > LONGEST for __, text in texts):
        return UnitFate.TOO_LONG
    return UnitFate.DOUBLE if texts in seen else UnitFate.NEW
