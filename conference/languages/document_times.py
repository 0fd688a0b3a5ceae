"""Times of day in running text, as United Nations documents of each language write them; timetables have `dates`.

Spanish says "de las 10.00 a las 13.00 horas", Russian "с 10 ч. 00 м. до 13 ч. 00 м.", Chinese "上午10时至下午1时";
Arabic says that a number is an hour.
"""

from datetime import datetime, time

from conference.languages.dates import OTHER_DAY, day_of_end, ends_on_another_day, time_text, times_text

NO_BREAK = "\u00a0"
_SPAN = {
    "ar": "من الساعة {start} إلى الساعة {end}",
    "zh-hans": "{start}至{end}",
    "fr": "de {start} à {end}",
    "ru": "с {start} до {end}",
    "es": "de las {start} a las {end}",
}
_TO_ANOTHER_DAY = {**_SPAN, "fr": "de {start} au {end}", "es": "de las {start} al {end}"}


def time_in_words(moment: datetime | time, code: str) -> str:
    """A time of day: "10.15 a.m.", "10 heures", "10.00 horas", "10 ч. 00 м.", "上午10时"."""
    if code == "ar":
        return f"الساعة {time_text(moment, code)}"
    if code == "es":
        return f"{_time(moment, code)}{NO_BREAK}horas"
    return _time(moment, code)


def times_in_words(start: datetime | time, end: datetime | time, code: str) -> str:
    """A span of time: "3 to 5.45 p.m.", "de las 15.00 a las 17.45 horas"; its end has its day where that is another."""
    if code == "en":
        return times_text(start, end, code)
    first, last = _time(start, code), _time(end, code)
    if code == "es":
        last = f"{last}{NO_BREAK}horas"
    if code == "zh-hans" and not ends_on_another_day(start, end) and _half(start) == _half(end):
        last = last.removeprefix(_half(end))
    if isinstance(end, datetime) and ends_on_another_day(start, end):
        last = OTHER_DAY[code].format(day=day_of_end(start, end, code), time=last)
        return _TO_ANOTHER_DAY[code].replace("إلى الساعة", "إلى").format(start=first, end=last)
    return _SPAN[code].format(start=first, end=last)


def _time(moment: datetime | time, code: str) -> str:
    hour, minute = moment.hour, moment.minute
    if code == "zh-hans":
        return f"{_half(moment)}{hour % 12 or 12}时{f'{minute}分' if minute else ''}"
    if code == "fr":
        return time_text(moment, code) if minute else f"{hour}{NO_BREAK}heure{'s' if hour > 1 else ''}"
    if code == "ru":
        return f"{hour}{NO_BREAK}ч. {minute:02}{NO_BREAK}м."
    if code == "es":
        return f"{hour}.{minute:02}"
    return time_text(moment, code)


def _half(moment: datetime | time) -> str:
    """The half of the day before a Chinese hour; noon and midnight have a word of their own."""
    if (moment.hour, moment.minute) == (12, 0):
        return "中午"
    if (moment.hour, moment.minute) == (0, 0):
        return "午夜"
    return "上午" if moment.hour < 12 else "下午"
