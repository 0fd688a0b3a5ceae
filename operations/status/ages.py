"""How long ago something was, in the reader's words."""

from datetime import datetime, timedelta

from django.utils.timesince import timesince
from django.utils.translation import gettext as _

SOON = timedelta(minutes=1)


def ago(moment: datetime, at: datetime) -> str:
    """Returns "just now" within a minute, else such as "5 minutes ago"."""
    if at - moment < SOON:
        return _("just now")
    return _("{time} ago").format(time=timesince(moment, at, depth=1))
