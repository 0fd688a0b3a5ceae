"""Days and times as United Nations documents of each language write them.

English has 12 hours ("10.15 a.m.", "3 to 5.45 p.m."), the other languages 24. Arabic names each month twice. Django's
own formats fall back to English order in Arabic and are wrong in Chinese and Russian, hence these.
Arguments are aware datetimes already in the zone that is to be shown.
"""

from datetime import date, datetime, time, timedelta

from django.utils.dates import MONTHS, MONTHS_ALT, WEEKDAYS
from django.utils.translation import gettext_noop, override

# Django's own names of the months, of which the Arabic catalogue has both: its dates on staff's pages have them too.
NAMES_OF_MONTHS = (
    gettext_noop("January"),
    gettext_noop("February"),
    gettext_noop("March"),
    gettext_noop("April"),
    gettext_noop("May"),
    gettext_noop("June"),
    gettext_noop("July"),
    gettext_noop("August"),
    gettext_noop("September"),
    gettext_noop("October"),
    gettext_noop("November"),
    gettext_noop("December"),
)
_DAY = {
    "ar": "{day} {month} {year}",
    "zh-hans": "{year}年{number}月{day}日",
    "en": "{day} {month} {year}",
    "fr": "{day} {month} {year}",
    "ru": "{day} {month} {year} года",
    "es": "{day} de {month} de {year}",
}
_WEEKDAY = {
    "ar": "{weekday}، {day}",
    "zh-hans": "{day}{weekday}",
    "en": "{weekday}, {day}",
    "fr": "{weekday} {day}",
    "ru": "{weekday}, {day}",
    "es": "{weekday} {day}",
}
_DAY_OF_YEAR = {
    "ar": "{day} {month}",
    "zh-hans": "{number}月{day}日",
    "en": "{day} {month}",
    "fr": "{day} {month}",
    "ru": "{day} {month}",
    "es": "{day} de {month}",
}
SPAN = {
    "ar": "من {start} إلى {end}",
    "zh-hans": "{start}至{end}",
    "en": "{start} to {end}",
    "fr": "de {start} à {end}",
    "ru": "{start}–{end}",
    "es": "de {start} a {end}",
}
_DAYS_OF_ONE_MONTH = {**SPAN, "fr": "du {start} au {end}", "es": "del {start} al {end}"}
_DAYS = {**_DAYS_OF_ONE_MONTH, "ru": "с {start} по {end}"}
_TWO_DAYS = {
    "ar": "{start} و{end}",
    "zh-hans": "{start}和{end}",
    "en": "{start} and {end}",
    "fr": "{start} et {end}",
    "ru": "{start} и {end}",
    "es": "{start} y {end}",
}
_DAY_OF_MONTH = {**dict.fromkeys(_DAY, "{day}"), "zh-hans": "{day}日"}
# The end of a span, where it is on another day than the beginning, whose day stands before the span.
OTHER_DAY = {
    "ar": "{day}، الساعة {time}",
    "zh-hans": "{day}{time}",
    "en": "{day}, {time}",
    "fr": "{day} à {time}",
    "ru": "{day}, {time}",
    "es": "{day} a las {time}",
}
_SPAN_OF_DAYS = {**SPAN, "fr": "de {start} au {end}", "ru": "{start} – {end}", "es": "de {start} al {end}"}
_NIGHT_ENDS = time(6)  # a session that ends before is still of the evening before


def day_text(day: date, code: str, weekday: bool = False) -> str:
    """A day: "3 April 2012", "3 نيسان/أبريل 2012", "2012年4月3日"; with its weekday if asked."""
    return _day_text(day, code, _DAY, weekday)


def _day_text(day: date, code: str, patterns: dict[str, str], weekday: bool = False) -> str:
    with override(code):
        month = str((MONTHS_ALT if code == "ru" else MONTHS)[day.month]).lower()
        if code == "en":
            month = month.capitalize()
        ordinal = "1er" if code == "fr" and day.day == 1 else day.day
        text = patterns[code].format(day=ordinal, month=month, number=day.month, year=day.year)
        if weekday:
            name = str(WEEKDAYS[day.weekday()])
            name = name.capitalize() if code == "en" else name.lower()
            text = _WEEKDAY[code].format(weekday=name, day=text)
        return text


def days_text(first: date, last: date, code: str) -> str:
    """A span of days, which names a month and a year once: "22 and 23 March 2027", "30 March to 2 April 2027"."""
    if first == last:
        return day_text(first, code)
    patterns = _DAY
    if first.year == last.year:
        patterns = _DAY_OF_MONTH if first.month == last.month else _DAY_OF_YEAR
    if code == "zh-hans":  # the year and the month stand before the day, and so at the beginning
        start, end = day_text(first, code), _day_text(last, code, patterns)
    else:
        start, end = _day_text(first, code, patterns), day_text(last, code)
    together = _DAYS_OF_ONE_MONTH if patterns is _DAY_OF_MONTH else _DAYS
    if last - first == timedelta(days=1):
        together = _TWO_DAYS
    return together[code].format(start=start, end=end)


def time_text(moment: datetime | time, code: str) -> str:
    """A time of day: "10.15 a.m.", "noon", "midnight"; "10 h 15" in French; "10:15" elsewhere."""
    if code == "en":
        return _named(moment) or f"{_english_hour(moment)} {_half(moment)}"
    if code == "fr":
        return f"{moment.hour}\u00a0h\u00a0{moment.minute:02}" if moment.minute else f"{moment.hour}\u00a0h"
    return f"{moment.hour:02}:{moment.minute:02}"


def times_text(start: datetime | time, end: datetime | time, code: str) -> str:
    """A span of time: "3 to 5.45 p.m.", "11 a.m. to 1 p.m."; "15:00–17:45" with the words of the language.

    The end has its day where that is another one than the beginning's: "10 a.m. to 4 November, 10 p.m.".
    """
    first, last = ends_of_times(start, end, code)
    return span_of_times(start, end, code).format(start=first, end=last)


def span_of_times(start: datetime | time, end: datetime | time, code: str) -> str:
    """The pattern of a span of time, which takes its two ends."""
    return (_SPAN_OF_DAYS if ends_on_another_day(start, end) else SPAN)[code]


def ends_of_times(start: datetime | time, end: datetime | time, code: str) -> tuple[str, str]:
    """The two ends of a span of time as the span writes them: ("3", "5.45 p.m.")."""
    first, last = time_text(start, code), time_text(end, code)
    if isinstance(end, datetime) and ends_on_another_day(start, end):
        return first, OTHER_DAY[code].format(day=day_of_end(start, end, code), time=last)
    if code == "en" and not (_named(start) or _named(end)) and _half(start) == _half(end):
        first = _english_hour(start)
    return first, last


def day_of_end(start: datetime | time, end: datetime, code: str) -> str:
    """The day at the end of a span, without the year that the beginning has too."""
    patterns = _DAY_OF_YEAR if isinstance(start, datetime) and start.year == end.year else _DAY
    return _day_text(end, code, patterns)


def ends_on_another_day(start: datetime | time, end: datetime | time) -> bool:
    """Whether a span ends on a later day, other than in the night that follows its own day."""
    if not (isinstance(start, datetime) and isinstance(end, datetime)):
        return False
    days = end.date() - start.date()
    return days > timedelta(days=1) or (days == timedelta(days=1) and end.time() > _NIGHT_ENDS)


def _named(moment: datetime | time) -> str:
    return {(0, 0): "midnight", (12, 0): "noon"}.get((moment.hour, moment.minute), "")


def _english_hour(moment: datetime | time) -> str:
    hour = moment.hour % 12 or 12
    return f"{hour}.{moment.minute:02}" if moment.minute else str(hour)


def _half(moment: datetime | time) -> str:
    return "a.m." if moment.hour < 12 else "p.m."
