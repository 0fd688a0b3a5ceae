"""What the screens say while a session is suspended: the hour at which it resumes, and a sentence in six languages."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from conference.languages import CODES
from conference.languages.dates import time_text


def suspension_of(floor, session):
    """Returns the suspension of a floor as the state has it; its hour is empty where none is announced."""
    resumes_at = floor.resumes_at and floor.resumes_at.astimezone(session.conference.zone)
    return {
        "since": round(floor.suspended_at.timestamp() * 1000),
        "resumes_at": round(resumes_at.timestamp() * 1000) if resumes_at else None,
        "hour": {code: time_text(resumes_at, code) if resumes_at else "" for code in CODES},
        "other_hour": {code: _other_form(resumes_at, code) if resumes_at else "" for code in CODES},
        "sentence": {code: _sentence(code, resumes_at) for code in CODES},
    }


def _other_form(moment, code):
    """Returns an hour by the clock of 24 hours; by that of twelve where the language has the other already."""
    clock = f"{moment:%H:%M}"
    return time_text(moment, "en") if time_text(moment, code) == clock else clock


def _sentence(code, resumes_at):
    with override(code):
        if resumes_at is None:
            return _("The meeting is suspended. Delegations are asked to stay near the room.")
        words = _("The meeting resumes at %(time)s; delegations are asked to stay near the room.")
        return words % {"time": time_text(resumes_at, code)}
