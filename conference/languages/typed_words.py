"""The words of days and hours that people type, in the six languages at once: whoever types may mix them."""

import re
import unicodedata

from django.utils.dates import MONTHS, MONTHS_ALT, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import override

from conference.caches import constant
from conference.languages import CODES
from conference.languages.folding import fold

_CHINESE_DIGITS = {sign: figure for figure, signs in enumerate(("〇零", *"一二三四五六七八九")) for sign in signs}
_CHINESE_NUMBER = re.compile("[〇零一二三四五六七八九十]+")
_PUNCTUATION = str.maketrans({"،": ",", "٫": ".", "’": "'", "–": "-", "—": "-", "−": "-"})

# What an hour of twelve belongs to. In the middle of the night and of the day, "twelve in the morning" and "twelve in
# the evening" tell nothing, and are refused.
AM, MORNING, PM, EVENING = "am", "morning", "pm", "evening"
_HALVES = {
    AM: "am|ص|صباحا|凌晨|ночи|de la madrugada",
    MORNING: "in the morning|上午|早上|早晨|утра|de la mañana|du matin",
    PM: "pm|م|ظهرا|بعد الظهر|下午|中午|дня|in the afternoon|de la tarde|de l'après-midi",
    EVENING: "in the evening|مساء|晚上|вечера|de la noche|du soir",
}
_NAMED = {
    0: "midnight|12 midnight|minuit|medianoche|полночь|منتصف الليل|午夜|零点|零时",
    12: "noon|midday|12 noon|midi|mediodía|полдень|الظهر|正午|中午",
}
_UNITS = "h|hr|hrs|hours|heures|heure|horas|hora|ч|час|часа|часов|时|点|點|時|整"
# What may stand beside a day: the articles and prepositions, ordinals, and "year".
FILLERS = frozenset("de del of the on le el la st nd rd th er o го г год года من عام سنه".split())


def plain(text: str) -> str:
    """Return a text in one form: small letters without accents, European figures, punctuation and single spaces."""
    pieces = (_plain(character) for character in unicodedata.normalize("NFKC", text))
    words = _CHINESE_NUMBER.sub(lambda found: _number(found[0]), "".join(pieces).translate(_PUNCTUATION))
    return " ".join(words.split())


def _plain(character: str) -> str:
    folded = fold(character)
    return character if folded == " " else folded


def _number(signs: str) -> str:
    """Return a Chinese number up to 99, or a row of Chinese figures, in European figures."""
    tens, ten, ones = signs.partition("十")
    if not ten:
        return "".join(str(_CHINESE_DIGITS[sign]) for sign in signs)
    return f"{_number(tens) if tens else 1}{_number(ones) if ones else 0}"


def compact(text: str) -> str:
    """Return a plain text without spaces, full stops and apostrophes: "p. m." and "p.m." are one."""
    return re.sub(r"[\s.']", "", plain(text))


@constant()
def months() -> dict[str, int]:
    """The names of the months in the six languages, as `plain` writes them."""
    names: dict[str, int] = {}
    for code in CODES:
        with override(code):
            for table in (MONTHS, MONTHS_ALT):
                both = {part: number for number, name in table.items() for part in str(name).split("/")}
                names |= {plain(name): number for name, number in both.items()}
    return {name: number for name, number in names.items() if not name[0].isdigit()}


@constant()
def weekdays() -> dict[str, int]:
    """The names of the days of the week in the six languages; 0 is Monday."""
    names: dict[str, int] = {}
    for code in CODES:
        with override(code):
            names |= {plain(str(name)): number for number, name in WEEKDAYS.items()}
    with override("en"):
        names |= {plain(str(name)): number for number, name in WEEKDAYS_ABBR.items()}
    return names


@constant()
def halves() -> dict[str, str]:
    """What tells the half of the day: {compact words: which}."""
    return {compact(words): half for half, known in _HALVES.items() for words in known.split("|")}


@constant()
def named_hours() -> dict[str, int]:
    return {compact(words): hour for hour, known in _NAMED.items() for words in known.split("|")}


@constant()
def units() -> frozenset[str]:
    """What may stand after the hour or the minutes and tells nothing more."""
    return frozenset(compact(word) for word in _UNITS.split("|"))
