"""Times as the clock on a conference's wall shows them: what is moved is moved by that clock.

A session that is moved by half an hour begins half an hour later on the clock of the room, and a programme that is
cloned to another date or zone keeps its hours, whatever summer time does in between. On the day on which the clocks
change, one hour is missing or comes twice: a time within it is refused, not guessed.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conference.languages.dates import day_text, time_text
from conference.refusals import Refusal


class ClockChanged(Refusal):
    """Raised for a local time that does not exist on that day, or exists twice. The message is shown to the user."""


def on_wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the local time of a moment: a datetime without a zone."""
    return moment.astimezone(zone).replace(tzinfo=None)


def moment_of(time: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment of a local time; ClockChanged if there is none, or if there are two."""
    first, second = (time.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        code = get_language()
        words = _("The clocks are changed on %(day)s: %(time)s does not come on that day, or comes twice.")
        raise ClockChanged(words % {"day": day_text(time, code), "time": time_text(time, code)})
    return first
