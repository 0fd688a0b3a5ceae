"""The VTIMEZONE component of a time zone, for the years of a calendar.

That of icalendar lets summer time begin an hour late: RFC 5545 (3.6.5) gives an onset in the offset in use before it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from conference.on_demand import on_demand

if TYPE_CHECKING:
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

icalendar = on_demand("icalendar")

A_DAY = timedelta(days=1)
A_SECOND = timedelta(seconds=1)


def zone_component(zone: ZoneInfo, first_year: int, last_year: int) -> "Timezone":
    """Return the VTIMEZONE of a zone, from the beginning of the first year to the end of the last."""
    component = icalendar.Timezone()
    component.add("tzid", zone.key)
    start, end = datetime(first_year, 1, 1, tzinfo=UTC) - A_DAY, datetime(last_year + 1, 1, 2, tzinfo=UTC)
    component.add_component(_observance(start, zone, start))
    for onset in _onsets(zone, start, end):
        component.add_component(_observance(onset, zone, onset - A_SECOND))
    return component


def _onsets(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """Yield the moments at which the clocks of a zone change."""
    day = start
    while day < end:
        low, high = day, day + A_DAY
        if _clock(low, zone) != _clock(high, zone):
            while high - low > A_SECOND:
                middle = low + (high - low) // 2 // A_SECOND * A_SECOND
                low, high = (middle, high) if _clock(middle, zone) == _clock(low, zone) else (low, middle)
            yield high
        day += A_DAY


def _clock(moment: datetime, zone: ZoneInfo) -> tuple[Any, ...]:
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname(), local.dst()


def _observance(onset: datetime, zone: ZoneInfo, before: datetime) -> "TimezoneDaylight | TimezoneStandard":
    """Return the observance from an onset; `before` is a moment with the former offset."""
    former, (offset, name, summer) = _clock(before, zone)[0], _clock(onset, zone)
    component = icalendar.TimezoneDaylight() if summer else icalendar.TimezoneStandard()
    component.add("dtstart", (onset + former).replace(tzinfo=None))
    component.add("tzoffsetfrom", former)
    component.add("tzoffsetto", offset)
    component.add("tzname", name)
    return component
