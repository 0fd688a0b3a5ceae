"""Numbers in any digits and any grouping: 1,000, 1 000 and 1.000 are one number, and 100万 is 1 million."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from conference.caches import constant
from translation.checks.finding import Finding
from translation.texts.tokens import folded

if TYPE_CHECKING:
    from translation.checks.pair import CheckedPair, CheckedText

_NUMBER = re.compile(
    r"(?<!\d)\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)(?:[.,٫]\d+)?"  # grouped by spaces
    r"|\d+(?:[.,٫٬]\d+)*"
)
_NEXT_WORD = re.compile(r"[\s-]?([^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f])*)")
_SCALES = {
    "en": {"thousand": 3, "million": 6, "billion": 9, "trillion": 12},
    "fr": {"mille$": 3, "million": 6, "milliard": 9, "billion": 12},
    "es": {"mil$": 3, "millon": 6, "billon": 12},
    "ru": {"тыс": 3, "млн": 6, "миллион": 6, "млрд": 9, "миллиард": 9, "трлн": 12, "триллион": 12},
    "ar": {"الف": 3, "الاف": 3, "مليون": 6, "ملايين": 6, "مليار": 9, "بليون": 9, "بلايين": 9, "تريليون": 12},
}
_SCALE_WORDS = {
    code: re.compile("|".join(f"(?P<p{n}>{word})" for n, word in enumerate(scales))) for code, scales in _SCALES.items()
}
_CHINESE_SCALE = re.compile(r"\s?([十百千万亿]+)(?![米克瓦卡分])")
_CHINESE_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}


Value = int | Decimal | str  # a string where the digits have separators that no rule explains


class Number(NamedTuple):
    """A number in a text: the values that it may have (1.000 is a thousand or one), and its place."""

    values: frozenset[Value]
    start: int
    end: int


def numbers_in(text: str, language: str) -> list[Number]:
    """Returns the numbers that are written in digits."""
    found = []
    for match in _NUMBER.finditer(text):
        values, end = _values(match[0], language in ("en", "zh-hans")), match.end()
        power, end = _scale(text, end, language)
        if power:
            values = frozenset(value * 10**power for value in values if not isinstance(value, str))
        elif text[end : end + 1] == "s" and len(match[0]) == 4:  # "1990s" is "années 90"
            values |= {value % 100 for value in values}
        found.append(Number(values, match.start(), end))
    return found


@constant(10_000)
def _values(written: str, is_english: bool) -> frozenset[Value]:
    """Returns the values that digits with separators may have; English and Chinese have one notation, others two."""
    plain = re.sub("[ \u00a0\u2009\u202f٬]", "", written).replace("٫", ".")
    parts = re.split("[.,]", plain)
    if len(parts) == 1:
        return frozenset([int(plain)])
    signs = re.findall("[.,]", plain)
    whole = int("".join(parts))
    is_grouped = 0 < len(parts[0]) <= 3 and parts[0] != "0" and all(len(part) == 3 for part in parts[1:])
    if len(set(signs)) > 1:
        return frozenset(
            [Decimal("".join(str(int(part)) for part in parts[:1]) + "".join(parts[1:-1]) + "." + parts[-1])]
        )
    values: set[Value] = {whole} if is_grouped and not (is_english and signs[0] == ".") else set()
    if len(parts) == 2 and not (is_english and is_grouped and signs[0] == ","):
        values.add(Decimal(f"{int(parts[0])}.{parts[1]}"))
    return frozenset(values or [plain])


def _scale(text: str, end: int, language: str) -> tuple[int, int]:
    """Returns the power of ten that the words after a number give it, and where these words end."""
    if language == "zh-hans":
        match = _CHINESE_SCALE.match(text, end)
        return (sum(_CHINESE_POWERS[sign] for sign in match[1]), match.end()) if match else (0, end)
    power = 0
    while match := _NEXT_WORD.match(text, end):
        word = _SCALE_WORDS[language].match(folded(match[1]))
        if not word:
            break
        power += list(_SCALES[language].values())[int((word.lastgroup or "p0")[1:])]
        end = match.end()
    return power, end


def check(pair: "CheckedPair") -> Iterator[Finding]:
    """Yields the numbers that only one of the two texts has."""
    here, there = pair.source, pair.target
    message = _("The number %(number)s of the source is not in the translation.")
    for number in _untold(here, there):
        detail = {"number": here.text[number.start : number.end]}
        yield Finding("numbers", message, in_source=(number.start, number.end), detail=detail, kind="lost")
    message = _("The number %(number)s is not in the source.")
    for number in _untold(there, here):
        detail = {"number": there.text[number.start : number.end]}
        yield Finding("numbers", message, in_target=(number.start, number.end), detail=detail, kind="added")


def _untold(text: "CheckedText", other: "CheckedText") -> list[Number]:
    """Returns the numbers of a text that the other has neither in digits nor in words, each once."""
    untold: dict[frozenset[Value], Number] = {}
    for number in text.loose_numbers:
        if not any(other.tells_number(value) for value in number.values):
            untold.setdefault(number.values, number)
    return list(untold.values())
