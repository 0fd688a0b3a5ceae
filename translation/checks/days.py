"""Days and months as each language writes them: "3 April 2012", "3 نيسان/أبريل 2012", "2012年4月3日"."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, Self

from django.utils.translation import gettext_lazy as _

from translation.checks.finding import Fact, Finding
from translation.checks.numbers_in_words import chinese_number

if TYPE_CHECKING:
    from translation.checks.pair import CheckedPair, CheckedText

_MONTHS = {
    "en": "January|February|March|April|May|June|July|August|September|October|November|December",
    "fr": "janvier|f(?:é|e\u0301?)vrier|mars|avril|mai|juin|juillet|ao(?:û|u\u0302?)t|septembre|octobre|novembre"
    "|d(?:é|e\u0301?)cembre",
    "es": "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
    "ru": "январ[ьяюе]|феврал[ьяюе]|марта?|апрел[ьяюе]|ма(?:й|и\u0306|[яюе])|июн[ьяюе]|июл[ьяюе]|августа?|сентябр[ьяюе]"
    "|октябр[ьяюе]|ноябр[ьяюе]|декабр[ьяюе]",
    "ar": "كانون الثاني,يناير|شباط,فبراير|آذار,مارس|نيسان,أبريل|أيار,مايو|حزيران,يوني[هوة]|تموز,يولي[هوة]|آب,أغسطس"
    "|أيلول,سبتمبر|تشرين الأول,أكتوبر|تشرين الثاني,نوفمبر|كانون الأول,ديسمبر",
}
_TO = {"en": "to|and", "fr": "au|et", "es": "a|al|y", "ru": "по|и", "ar": "إلى|و"}
_ORDINAL = {"en": "(?:st|nd|rd|th)?", "fr": "(?:er)?", "es": "", "ru": "(?:-го)?", "ar": ""}
_OF = {"es": r"\s+(?:de\s+)?", "ar": r"\s+(?:من\s+)?"}
_BEFORE_YEAR = {"en": r",?\s+", "es": r"\s+(?:del?\s+)?", "ar": r"،?\s+"}


class WrittenDay(NamedTuple):
    """A day, or a month of a year, as a text has it; None for what the text leaves out."""

    day: int | None
    month: int
    year: int | None

    def agrees_with(self, other: Self) -> bool:
        """Returns whether two days can be the same."""
        return self.month == other.month and all(
            None in (one, two) or one == two for one, two in ((self.day, other.day), (self.year, other.year))
        )


def _pattern(code: str) -> re.Pattern[str]:
    months = [month.replace(",", "|") for month in _split(_MONTHS[code])]
    month = "|".join(f"(?P<m{number}>{names})" for number, names in enumerate(months, start=1))
    if code == "ar":  # the second name of a month in two names
        month = f"(?:{month})(?:\\s*/\\s*(?:{'|'.join(months)}))?"
    day = rf"(?P<d1>\d{{1,2}}){_ORDINAL[code]}(?:\s*(?:{_TO[code]}|[-–—])\s*(?P<d2>\d{{1,2}}){_ORDINAL[code]})?"
    after = r"(?:\s+(?P<d3>\d{1,2})(?![\d:.]))?" if code == "en" else ""  # "April 3, 2012"
    year = rf"(?:{_BEFORE_YEAR.get(code, chr(92) + 's+')}(?P<y>\d{{4}})(?!\d))?"
    return re.compile(rf"(?<!\w)(?:{day}{_OF.get(code, chr(92) + 's+')})?(?:{month})(?!\w){after}{year}")


def _split(months: str) -> list[str]:
    return re.split(r"\|(?![^(]*\))", months)


_N = "[0-9〇零一二三四五六七八九十]"
_CHINESE = re.compile(
    rf"(?:(?P<y>{_N}{{4}})\s*年\s*)?(?P<m>{_N}{{1,3}})\s*月(?:\s*(?P<d1>{_N}{{1,3}})\s*日?"
    rf"(?:\s*(?:至|和|到|、|[-–—－~～])\s*(?P<d2>{_N}{{1,3}})\s*日)?)?"
)
_PATTERNS = {code: _pattern(code) for code in _MONTHS}


def days_in(text: str, language: str) -> list[Fact[WrittenDay]]:
    """Returns the days in a text, and the months that have a year."""
    return list(_chinese_days(text) if language == "zh-hans" else _days(text, _PATTERNS[language]))


def _days(text: str, pattern: re.Pattern[str]) -> Iterator[Fact[WrittenDay]]:
    for match in pattern.finditer(text):
        groups = match.groupdict()
        month = next(number for number in range(1, 13) if groups[f"m{number}"])
        yield from _facts(match, month, [groups.get(name) for name in ("d1", "d2", "d3")], groups["y"])


def _chinese_days(text: str) -> Iterator[Fact[WrittenDay]]:
    if "月" not in text:
        return
    for match in _CHINESE.finditer(text):
        month, *days, year = (number and str(chinese_number(number)) for number in match.group("m", "d1", "d2", "y"))
        if month.isdigit() and 1 <= int(month) <= 12:
            yield from _facts(match, int(month), days, year)


def _facts(
    match: re.Match[str], month: int, days: Iterable[str | None], year: str | None
) -> Iterator[Fact[WrittenDay]]:
    numbers: list[int | None] = [int(day) for day in days if day and day.isdigit()]
    if not numbers and not year:
        return
    for day in numbers or [None]:
        yield Fact(WrittenDay(day, month, int(year) if year else None), *match.span())


def check(pair: "CheckedPair") -> Iterator[Finding]:
    """Yields the dates that only one of the two texts has."""
    here, there = pair.source, pair.target
    lost = [fact for fact in here.days if not _is_told(fact, there)]
    message = _("The date “%(date)s” of the source is not in the translation.")
    for fact in lost:
        detail = {"date": here.text[fact.start : fact.end].strip()}
        yield Finding("dates", message, in_source=(fact.start, fact.end), detail=detail, kind="lost")
    if lost:
        return  # the other date of the translation is the same fault, told already
    message = _("The date “%(date)s” is not in the source.")
    for fact in there.days:
        if not _is_told(fact, here):
            detail = {"date": there.text[fact.start : fact.end].strip()}
            yield Finding("dates", message, in_target=(fact.start, fact.end), detail=detail, kind="added")


def _is_told(fact: Fact[WrittenDay], other: "CheckedText") -> bool:
    """Returns whether the other text has this day, or its numbers in a notation that is not known here."""
    if other.days:
        return any(fact.value.agrees_with(each.value) for each in other.days)
    return all(figure is None or other.has_number(figure) for figure in (fact.value.day, fact.value.year))
