"""Reads the times of events in all forms that real exports use: moments, times of day, durations, ends."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from conference.models import FIRST_YEAR, LAST_YEAR
from programme.imports.values import line

_MOST_HOURS = 23  # of a duration with days
_MOST_MINUTES = 10_000
_DURATION = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})", re.ASCII)
_ISO = re.compile(r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d{1,6}(?:\.\d{1,9})?S)?)?", re.ASCII)


class TimeReader:
    """Reads the times of one file, in which each means the same throughout."""

    def __init__(self, conference: dict[str, Any], zone: str, durations: Iterable[object]) -> None:
        self.zone = ZoneInfo(zone) if zone else None
        self.day_change = time_of_day(conference.get("day_change"))
        self.has_seconds = any(_must_have_seconds(line(each)) for each in durations)
        self.other_offsets = 0

    def moment(self, event: dict[str, Any], day: dict[str, Any]) -> datetime | None:
        """Return when an event begins: from its date, else from day and time of day; None if neither can be read."""
        found = _moment(event.get("date")) or _moment(event.get("start")) or self._by_clock(event, day)
        if found is None or not FIRST_YEAR < found.year < LAST_YEAR:
            return None
        if found.tzinfo is None:
            return found.replace(tzinfo=self.zone) if self.zone else found
        if self.zone and found.astimezone(self.zone).utcoffset() != found.utcoffset():
            self.other_offsets += found.utcoffset() != timedelta(0)
        return found

    def _by_clock(self, event: dict[str, Any], day: dict[str, Any]) -> datetime | None:
        """Return the moment of a time of day, which before the change of day is that of the next date."""
        clock = time_of_day(event.get("start"))
        try:
            found = datetime.combine(date.fromisoformat((line(event.get("date")) or line(day.get("date")))[:10]), clock)
        except (TypeError, ValueError):
            return None
        begins = _moment(day.get("day_start"))
        change = self.day_change or (begins.time() if begins else time.min)
        if found.time() < change and found.year < LAST_YEAR:
            found += timedelta(days=1)
        return found.replace(tzinfo=begins.tzinfo) if begins else found

    def minutes(self, event: dict[str, Any], starts_at: datetime | None) -> int | None:
        """Return the minutes of an event from its duration, else from its end; None if neither can be read."""
        found = self.duration(event.get("duration"))
        return _minutes_until(event.get("end"), starts_at) if found is None and starts_at else found

    def duration(self, duration: object) -> int | None:
        """Return the minutes of "01:30", "00:45:00", "PT45M", "1:00:00" (a day) or a bare number."""
        if isinstance(duration, int) and not isinstance(duration, bool):
            return min(duration, _MOST_MINUTES)
        words = line(duration)
        sign = -1 if words.startswith("-") else 1
        words = words.lstrip("-")
        if (iso := _ISO.fullmatch(words)) and words[-1] not in "PT":
            days, hours, minutes = (int(part or 0) for part in iso.groups())
        elif found := _DURATION.fullmatch(words):
            days, hours, minutes = (int(part or 0) for part in found.groups())
            if self._is_with_seconds(words):
                days, hours, minutes = 0, days, hours
        else:
            return None
        return sign * ((days * 24 + hours) * 60 + minutes)

    def _is_with_seconds(self, words: str) -> bool:
        """Whether the last part is seconds. Days are written without a zero before them, hours usually with one."""
        return words.count(":") == 2 and (self.has_seconds or words.startswith("0"))

    def doubts(self, event: dict[str, Any]) -> list[str]:
        """Return a warning for a duration that nothing in the file tells to be of days or with seconds."""
        words, minutes = line(event.get("duration")), self.duration(event.get("duration"))
        if self.has_seconds or minutes is None or words.count(":") != 2:
            return []
        said = _("Its duration, %(duration)s, can mean days or seconds; it was read as %(hours)d h %(minutes)d min.")
        return [said % {"duration": words, "hours": minutes // 60, "minutes": minutes % 60}]


def _must_have_seconds(words: str) -> bool:
    found = _DURATION.fullmatch(words.lstrip("-"))
    return bool(found and found[1] and int(found[2]) > _MOST_HOURS)


def time_of_day(value: object) -> time | None:
    """Return the time of day that a text is; None if it is none, or a moment."""
    try:
        return time.fromisoformat(line(value)).replace(tzinfo=None)
    except ValueError:
        return None


def _moment(value: object) -> datetime | None:
    """Return a date with a time of day; None for a date alone, which is no moment."""
    words = line(value)
    try:
        return datetime.fromisoformat(words) if len(words) > len("2000-01-01") else None
    except ValueError:
        return None


def _minutes_until(end: object, starts_at: datetime) -> int | None:
    """Return the minutes from a beginning to an end, which is a moment or a time of day."""
    ends_at = _moment(end)
    if ends_at is None:
        clock = time_of_day(end)
        if clock is None:
            return None
        ends_at = datetime.combine(starts_at.date(), clock, starts_at.tzinfo)
        ends_at += timedelta(days=ends_at <= starts_at)
    zone = starts_at.tzinfo or UTC  # without a zone both are in that of the conference
    first, last = (each if each.tzinfo else each.replace(tzinfo=zone) for each in (starts_at, ends_at))
    try:
        return min(int((last.astimezone(UTC) - first.astimezone(UTC)).total_seconds()) // 60, _MOST_MINUTES)
    except OverflowError:
        return None
