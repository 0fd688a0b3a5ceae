"""Warnings where the clock of a file is not that of the conference, or not that of its own moments."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conference.languages.dates import time_text
from conference.languages.time_zones import city_of
from conference.models import Conference
from programme.imports.schedule import Event, Schedule


def other_zone(schedule: Schedule, conference: Conference) -> Iterator[str]:
    """Yield a warning if any session has another time of day in the file's zone than in that of the conference."""
    if not schedule.zone:
        return
    moments = (event.starts_at for event in schedule.events if event.starts_at and event.starts_at.tzinfo)
    zones = ZoneInfo(schedule.zone), conference.zone
    if any(len({moment.astimezone(zone).utcoffset() for zone in zones}) == 2 for moment in moments):
        words = _(
            "The file is in the time zone %(theirs)s, the conference in %(ours)s. Sessions keep their moment, and"
            " so get another time of day."
        )
        yield words % {"theirs": schedule.zone, "ours": conference.time_zone}


def two_clocks(event: Event, schedule: Schedule, conference: Conference) -> Iterator[str]:
    """Yield a warning where the file has two beginnings: a moment, and beside it another time of day."""
    zone = ZoneInfo(schedule.zone) if schedule.zone else conference.zone
    moment = event.starts_at.astimezone(zone).time() if event.starts_at else None
    if moment and event.clock and (event.clock.hour, event.clock.minute) != (moment.hour, moment.minute):
        words = _(
            "The file gives %(clock)s as its time of day, but its moment is %(moment)s in %(zone)s, which was read."
        )
        code = get_language()
        times = {"clock": time_text(event.clock, code), "moment": time_text(moment, code)}
        yield words % {**times, "zone": city_of(zone.key, code)}
