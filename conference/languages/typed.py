"""Reads days, times and moments as people type them and as `dates` prints them, in the six languages.

Nothing is guessed: a day that can be read in two ways is refused with both, and one without a year is not understood.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time

from conference.languages.typed_words import (
    AM,
    EVENING,
    FILLERS,
    MORNING,
    compact,
    halves,
    months,
    named_hours,
    plain,
    units,
    weekdays,
)


class NotUnderstood(Exception):
    """Raised for a text that is no day or time."""


class Ambiguous(NotUnderstood):
    """Raised for a day that can be read in two ways, such as 03/04/2027."""

    def __init__(self, first: date, second: date) -> None:
        super().__init__(first, second)
        self.readings = first, second


_NUMBERS = re.compile(r"(\d{1,4}) ?([./-]) ?(\d{1,2}) ?\2 ?(\d{1,4})\.?")
_CHINESE = re.compile(r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?")
_WORD = re.compile(r"\d+|[^\W\d_]+")
_LONGEST = 80  # characters
_SHORTEST = 3  # letters of the beginning of a month's name
_HOUR = r"(?P<hour>\d{1,2}) ?"
_CLOCK = re.compile(
    _HOUR + r"(?:(?:[:.]|h(?:rs?|ours?|eures?)?|horas?|ч(?:ас(?:а|ов)?)?\.?|[时点點時]) ?"
    r"(?P<minute>\d\d|半)(?::(?P<second>\d\d))?(?: ?(?:m(?:i?n)?|minutos?|minutes?|мин(?:ут[аы]?)?|м|分)\b\.?)?)?"
    r"(?P<rest>\D*)"
)
_BEFORE = re.compile(r"^(?:at|a las|a la|a|в|около|الساعه) ?(?=\d)")
_FOUR_FIGURES = re.compile(r"([01]\d|2[0-3])([0-5]\d)")


def _plain(text: str) -> str:
    if len(text) > _LONGEST:
        raise NotUnderstood
    return plain(text)


def read_day(text: str) -> date:
    """Return the day that a text names; NotUnderstood where it names none, or a day of the week that it is not."""
    words, weekday = _without_weekday(_plain(text))
    numbers = _NUMBERS.fullmatch(words)
    chinese = _CHINESE.fullmatch(words)
    if numbers:
        day = _day_of_numbers(*numbers.group(1, 2, 3, 4))
    elif chinese:
        day = _day_of(*(int(part) for part in chinese.groups()))
    else:
        day = _day_of_words(words)
    if weekday is not None and day.weekday() != weekday:
        raise NotUnderstood
    return day


def _without_weekday(words: str) -> tuple[str, int | None]:
    for name in sorted(weekdays(), key=len, reverse=True):
        is_chinese = name.startswith("星期")  # which stands right after the day, without a space
        found = re.search(name if is_chinese else rf"(?<![^\W_]){name}(?![^\W_])\.?,?", words)
        if found:
            rest = f"{words[: found.start()]} {words[found.end() :]}"
            return " ".join(rest.split()), weekdays()[name]
    return words, None


def _day_of_numbers(first: str, separator: str, second: str, third: str) -> date:
    if len(first) == 4 and len(third) <= 2:
        return _day_of(int(first), int(second), int(third))
    if len(first) > 2 or len(third) != 4:
        raise NotUnderstood
    day_first = _possible(int(third), int(second), int(first))
    month_first = _possible(int(third), int(first), int(second)) if separator != "." else None
    if day_first and month_first and day_first != month_first:
        raise Ambiguous(day_first, month_first)
    found = day_first or month_first
    if found is None:
        raise NotUnderstood
    return found


def _day_of_words(words: str) -> date:
    """Return a day whose month is a word: "22 March 2027", "22 de marzo de 2027", "22 آذار/مارس 2027"."""
    found = set()
    for name in sorted(months(), key=len, reverse=True):
        words, times = re.subn(rf"(?<![^\W\d_]){name}(?![^\W\d_])", " ", words)
        if times:
            found.add(months()[name])
    numbers = []
    for word in _WORD.findall(words):
        if word.isdigit():
            numbers.append(word)
        elif word not in FILLERS:
            found.add(_month_beginning(word))
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if len(found) != 1 or len(years) != 1 or len(days) != 1 or len(numbers) != 2:
        raise NotUnderstood
    return _day_of(int(years[0]), found.pop(), int(days[0]))


def _month_beginning(word: str) -> int:
    """Return the month of which all names that begin with a word are."""
    known = {number for name, number in months().items() if name.startswith(word)} if len(word) >= _SHORTEST else set()
    if len(known) != 1:
        raise NotUnderstood
    return known.pop()


def _possible(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_of(year: int, month: int, day: int) -> date:
    found = _possible(year, month, day)
    if found is None:
        raise NotUnderstood
    return found


def read_time(text: str) -> time:
    """Return the time of day that a text names: "10 a.m.", "10.15", "10h00", "noon", "下午3时30分"."""
    words = _plain(text)
    named = named_hours().get(compact(words))
    if named is not None:
        return time(named)
    words, half = _half_before(_BEFORE.sub("", words))
    four = _FOUR_FIGURES.fullmatch(words)
    if four:
        return time(int(four[1]), int(four[2]))
    found = _CLOCK.fullmatch(words)
    if not found:
        raise NotUnderstood
    rest = compact(found["rest"])
    half = half or halves().get(rest)
    is_bare = found["minute"] is None and not half and not rest
    if is_bare or not (rest in halves() or rest in units() or not rest):
        raise NotUnderstood
    minute = 30 if found["minute"] == "半" else int(found["minute"] or 0)
    return _time_of(int(found["hour"]), minute, int(found["second"] or 0), half)


def _half_before(words: str) -> tuple[str, str | None]:
    """Return the words without what comes before the hour in Chinese, and the half of the day that it tells."""
    letters = re.match(r"[^\W\d_]+(?=\s*\d)", words)
    half = halves().get(letters[0]) if letters else None
    return (words[letters.end() :].strip(), half) if letters and half else (words, None)


def _time_of(hour: int, minute: int, second: int, half: str | None) -> time:
    if (half in (AM, MORNING) and hour > 12) or (half in (MORNING, EVENING) and hour == 12):
        raise NotUnderstood
    if half == AM and hour == 12:
        hour = 0
    elif half and half not in (AM, MORNING) and 0 < hour < 12:
        hour += 12
    elif half and half not in (AM, MORNING) and hour == 0:
        raise NotUnderstood
    try:
        return time(hour, minute, second)
    except ValueError:
        raise NotUnderstood from None


def read_moment(text: str) -> datetime:
    """Return the day and time that a text names, in either order, without a zone."""
    ambiguous = None
    for day, hour in _parts(_plain(text)):
        try:
            clock = read_time(hour)
            return datetime.combine(read_day(day), clock)
        except Ambiguous as found:
            ambiguous = found
        except NotUnderstood:
            continue
    raise ambiguous or NotUnderstood


def _parts(words: str) -> Iterator[tuple[str, str]]:
    """Yield a text in two wherever it can be divided, with the parts in both orders."""
    for place in range(1, len(words)):
        divides = words[place] in " ,t" or words[place - 1] == "日"
        first, second = words[:place].strip(" ,"), words[place:].strip(" ,")
        if words[place] == "t" and words[place - 1].isdigit():  # 2027-03-22T10:15
            second = second[1:]
        if divides and first and second:
            yield first, second
            yield second, first
