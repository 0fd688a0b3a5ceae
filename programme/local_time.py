"""Times as the clock on a conference's wall shows them: what is moved is moved by that clock.

So a session that is moved by half an hour begins half an hour later for who looks at the clock, and a programme that is
taken to another date or another zone keeps its hours, whatever summer time does in between. The price: on the day on
which the clocks are changed, one hour is missing or comes twice. What would fall into it is refused, not guessed.
"""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conference.languages.dates import day_text, time_text


class ClockChanged(Exception):
    """A time on the wall that is no moment, or two."""


def on_wall(moment, zone):
    """What the clock shows at a moment: a datetime without a zone."""
    return moment.astimezone(zone).replace(tzinfo=None)


def moment_of(time, zone):
    """The moment at which the clock shows that; ClockChanged where there is none, or where there are two."""
    first, second = (time.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        code = get_language()
        words = _("The clocks are changed on %(day)s: %(time)s does not come on that day, or comes twice.")
        raise ClockChanged(words % {"day": day_text(time, code), "time": time_text(time, code)})
    return first
