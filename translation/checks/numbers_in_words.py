"""Numbers written in words, in Chinese or in Roman numerals: evidence that a number was not forgotten.

The United Nations writes numbers below ten in words, each language by rules of its own. So a number that one text has
in digits may be in words in the other. Words count only as evidence; no check demands them.
"""

import re
from decimal import Decimal

from conference.caches import constant
from translation.texts.tokens import folded

# How the words for a number begin, folded; one with a full stop is the whole word. Decades count for ten.
_BEGINNINGS: dict[str, dict[int | Decimal, str]] = {
    "en": {
        1: "one. first. once. single. a. an. each. per.", 2: "two. second. twice. both. doubl two",
        3: "three third. thrice tripl", 4: "four fourth quarter", 5: "five fifth. fifths.", 6: "six. sixth.",
        7: "seven. seventh.", 8: "eight. eighth.", 9: "nine. ninth.", 10: "ten. tenth. decade decennial", 11: "eleven",
        12: "twelve twelfth dozen", 13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen", 17: "seventeen",
        18: "eighteen", 19: "nineteen", 20: "twent", 30: "thirty thirtie", 40: "fort", 50: "fifty fiftie half halv",
        60: "sixty sixtie", 70: "seventy seventie", 80: "eighty eightie", 90: "ninety ninetie", 100: "hundred centur",
        1000: "thousand", 10**6: "million", 10**9: "billion", 10**12: "trillion",
    },
    "fr": {
        1: "un. une. premier chaque.", 2: "deux second doubl", 3: "trois tripl tiers.", 4: "quatre. quatriem quart.",
        5: "cinq. cinquiem", 6: "six. sixiem", 7: "sept. septiem", 8: "huit. huitiem", 9: "neuf. neuviem",
        10: "dix. dixiem decen decad dizain", 11: "onz", 12: "douz", 13: "treiz", 14: "quatorz", 15: "quinz",
        16: "seiz", 20: "vingt", 30: "trent", 40: "quarant", 50: "cinquant moitie", 60: "soixant",
        100: "cent. centain centiem siecle", 1000: "mille. millier milliem", 10**6: "million",
        10**9: "milliard", 10**12: "billion",
    },
    "es": {
        1: "un. una. uno. primer cada.", 2: "dos. segund dobl ambos.", 3: "tres. tercer tripl", 4: "cuatro. cuart",
        5: "cinco. quint", 6: "seis. sext", 7: "siete. septim", 8: "ocho. octav", 9: "nueve. noven",
        10: "diez. decim decen decad", 11: "once. undecim", 12: "doce. duodecim", 15: "quince.", 20: "veint vigesim",
        30: "treint trigesim", 40: "cuarent cuadragesim", 50: "cincuent quincuagesim mitad", 60: "sesent sexagesim",
        70: "setent septuagesim", 80: "ochent octogesim", 90: "novent nonagesim", 100: "cien siglo",
        1000: "mil. miles.", 10**6: "millon", 10**12: "billon",
    },
    "ru": {
        1: "один. одн перв кажд", 2: "два две. двух двое двум втор двои оба. обе. вдвое",
        3: "три. трех трет трем втрое", 4: "четыре. четырех четырем четверт", 5: "пять. пяти. пятью. пяты пятого",
        6: "шесть. шести. шест",
        7: "семь. семи. седьм", 8: "восемь. восьми. восьм", 9: "девять. девяти. девят", 10: "десять. десяти десят",
        11: "одиннадцат", 12: "двенадцат", 15: "пятнадцат", 20: "двадцат", 30: "тридцат", 40: "сорок",
        50: "пятьдесят пятидесят половин наполовин", 60: "шестьдесят шестидесят", 70: "семьдесят семидесят",
        80: "восемьдесят восьмидесят", 90: "девяност", 100: "сто. ста. сот. век", 1000: "тысяч", 10**6: "миллион млн.",
        10**9: "миллиард млрд.", 10**12: "триллион трлн.",
    },
    "ar": {
        1: "واحد احد اول احدى كل", 2: "اثن ثان ضعف مرتين", 3: "ثلاث ثالث ثلث", 4: "اربع رابع ربع", 5: "خمس. خمسه. خامس",
        6: "ست. سته. سادس", 7: "سبع. سبعه. سابع", 8: "ثمان ثامن", 9: "تسع. تسعه. تاسع", 10: "عشر. عشره. عشري عاشر عقد",
        11: "حادي", 12: "اثن ثاني", 15: "خمس خامس", 20: "عشرين عشرون", 30: "ثلاثين ثلاثون", 40: "اربعين اربعون",
        50: "خمسين خمسون نصف", 60: "ستين ستون", 70: "سبعين سبعون", 80: "ثمانين ثمانون", 90: "تسعين تسعون",
        100: "مائ مئ قرن", 1000: "الف الاف", 10**6: "مليون ملايين", 10**9: "بليون بلايين مليار", 10**12: "تريليون",
    },
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0670])*")
_ROMAN = re.compile(r"\b[IVXLХ]+(?=\b|[eèаое])")  # the Russian Х is often written for the Latin X
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "Х": 10, "L": 50}
_CHINESE = re.compile("[〇零一二两三四五六七八九十百千万亿]+")
_CHINESE_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}


class NumbersInWords:
    """The numbers that a text has in words; `has` tells whether a number is among them."""

    def __init__(self, text: str, language: str) -> None:
        self.language = language
        self.values = {_roman(match[0]) for match in _ROMAN.finditer(text)}
        if language == "zh-hans":
            self.words = set()
            self.values |= {chinese_number(match[0]) for match in _CHINESE.finditer(text)}
            self.values |= {50} if "半" in text else set()
        else:
            self.words = {folded(match[0]) for match in _WORD.finditer(text)}

    def has(self, number: int | Decimal) -> bool:
        if number in self.values or self._has_word(number):
            return True
        if self.language == "ar" and number in (1, 2):
            return True  # the singular and the dual say it themselves
        tens, units = divmod(number, 10) if 20 < number < 100 else (0, 0)
        return bool(tens and units and self._has_word(tens * 10) and self._has_word(units))

    def _has_word(self, number: int | Decimal) -> bool:
        pattern = _pattern(self.language, number)
        return pattern is not None and any(pattern.match(word) for word in self.words)


@constant(1000)
def _pattern(language: str, number: int | Decimal) -> re.Pattern[str] | None:
    beginnings = _BEGINNINGS.get(language, {}).get(number)
    if not beginnings:
        return None
    prefix = "[وفبلك]?(?:ال|ل)?" if language == "ar" else ""
    return re.compile(prefix + "(?:" + "|".join(word.replace(".", "$") for word in beginnings.split()) + ")")


def _roman(numeral: str) -> int:
    values = [_ROMAN_VALUES[sign] for sign in numeral]
    return sum(-v if v < max(values[place:]) else v for place, v in enumerate(values))


def chinese_number(numeral: str) -> int:
    """Returns the value of a number in Chinese or in plain digits: 二〇三〇 and 2030, 一千三百 and 1300."""
    if numeral.isdigit() and numeral.isascii():
        return int(numeral)
    if not any(sign in "十百千万亿" for sign in numeral):
        return int("".join(str(_CHINESE_DIGITS[sign]) if sign in _CHINESE_DIGITS else sign for sign in numeral))
    total, section, digit = 0, 0, 0
    for sign in numeral:
        if sign in _CHINESE_DIGITS:
            digit = _CHINESE_DIGITS[sign]
        elif sign in _CHINESE_UNITS:
            section += (digit or 1) * _CHINESE_UNITS[sign]
            digit = 0
        else:  # what stands before 亿 is counted by it, also 万; what stands before 万 only from 亿 on
            total = total + (section + digit or 1) * 10**4 if sign == "万" else (total + section + digit or 1) * 10**8
            section = digit = 0
    return total + section + digit
