"""The marks that people type before paragraphs, parts and headings, in six languages: "12.", "(a)", "II.", "أولا -"."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from summary.text.numbering import part_mark, section_mark

NUMBER, LETTER, ROMAN, BULLET = "number", "letter", "roman", "bullet"
CAPITAL_ROMAN, CAPITAL_LETTER = "capital roman", "capital letter"
_MOST = 40  # marks of a kind that are known

_ARABIC_TEXT = re.compile(r"[\u0600-\u06ff]")
_BULLET = re.compile(r"[•·▪◦‣●○■□–—\uf0b7\uf0a7\-*](?:\s+)(?=\S)")
_NUMBER = re.compile(r"(?P<mark>\d{1,3})(?:\s*[.．、)）]\s+|[、．](?=\S)|\.(?=[^\W\d]))")
_ARABIC_NUMBER = re.compile(r"(?P<mark>\d{1,3})\s*[-–.]\s+")
_PART = re.compile(r"[(（]?(?P<mark>[^\W\d_]{1,4}|[一二三四五六七八九十]{1,3}|هـ)[)）]\s*(?=\S)")
_QUOTED = re.compile(r"['‘’](?P<mark>\d{1,2})['‘’]\s*(?=\S)")
_CAPITAL = re.compile(r"(?P<mark>[A-ZА-Я]{1,6})(?:\.|\s+[-–—])\s+(?=\S)")
_CHINESE = re.compile(r"(?P<mark>[一二三四五六七八九十]{1,3})(?:[、．.])\s*(?=\S)")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True)
class TypedMark:
    """A mark: which number it is of each kind that it may be ("(i)": {"letter": 9, "roman": 1}), and what follows."""

    values: dict[str, int]
    rest: str


def _marks(make: Callable[[int], str]) -> dict[str, int]:
    return {make(number): number for number in range(_MOST, 0, -1)}


def _words_before_dash(level: int) -> dict[str, int]:
    return _marks(lambda number: section_mark(level, number, "ar").rstrip(" -"))


_ARABIC_HEADINGS = {CAPITAL_ROMAN: _words_before_dash(1), CAPITAL_LETTER: _words_before_dash(2)}
_ARABIC_LETTERS = _marks(lambda number: part_mark(1, number, "ar").strip("()"))
_CHINESE_NUMBERS = _marks(lambda number: part_mark(2, number, "zh-hans").strip("()"))
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"


def typed_mark(text: str) -> TypedMark | None:
    """Return the mark with which a text begins; None if it has none."""
    for read in (_heading, _part, _number, _bullet):
        if found := read(text):
            return found
    return None


def _heading(text: str) -> TypedMark | None:
    for kind, words in _ARABIC_HEADINGS.items():
        for word, number in words.items():
            match = (
                re.match(rf"{word}ً?\s*[-–:.]\s+(?=\S)", text) if word[0] == text[:1] and not word.isdigit() else None
            )
            if match:
                return TypedMark({kind: number}, text[match.end() :])
    if match := _CHINESE.match(text):
        return _known({CAPITAL_ROMAN: _CHINESE_NUMBERS.get(match["mark"])}, text, match)
    if match := _CAPITAL.match(text):
        mark = match["mark"]
        letter = _place(mark.lower(), _LATIN) or _place(mark.lower(), _CYRILLIC) if len(mark) == 1 else None
        return _known({CAPITAL_ROMAN: roman_value(mark), CAPITAL_LETTER: letter}, text, match)
    return None


def _part(text: str) -> TypedMark | None:
    if match := _PART.match(text):
        mark = match["mark"]
        chinese = _CHINESE_NUMBERS.get(mark)
        letter = _place(mark, _LATIN) or _place(mark, _CYRILLIC) or _ARABIC_LETTERS.get(mark)
        roman = roman_value(mark.upper()) if mark.islower() else None
        return _known({LETTER: letter, ROMAN: roman or chinese}, text, match)
    match = _QUOTED.match(text)
    return TypedMark({ROMAN: int(match["mark"])}, text[match.end() :]) if match else None


def _number(text: str) -> TypedMark | None:
    match = _NUMBER.match(text) or (_ARABIC_NUMBER.match(text) if _ARABIC_TEXT.search(text) else None)
    return TypedMark({NUMBER: int(match["mark"])}, text[match.end() :]) if match else None


def _bullet(text: str) -> TypedMark | None:
    match = _BULLET.match(text)
    return TypedMark({BULLET: 0}, text[match.end() :]) if match else None


def _known(values: dict[str, int | None], text: str, match: re.Match[str]) -> TypedMark | None:
    found = {kind: value for kind, value in values.items() if value}
    return TypedMark(found, text[match.end() :]) if found else None


def _place(mark: str, alphabet: str) -> int | None:
    """Return which letter it is, 27 for a doubled first one; None if it is none."""
    if len(set(mark)) != 1 or mark[0] not in alphabet:
        return None
    return alphabet.index(mark[0]) + 1 + len(alphabet) * (len(mark) - 1) if len(mark) <= 2 else None


def roman_value(mark: str) -> int | None:
    """Return the number of a Roman numeral of capitals, to 199; None for what is none."""
    if not re.fullmatch(r"C?(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", mark) or not mark:
        return None
    total = 0
    for digit, following in zip(mark, [*mark[1:], ""], strict=True):
        value = _ROMAN_DIGITS[digit]
        total += -value if following and _ROMAN_DIGITS[following] > value else value
    return total
