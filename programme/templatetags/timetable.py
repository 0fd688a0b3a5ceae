"""Template tags of the timetable: what is on and what is over, what folds, and the line of the day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import translation
from django.utils.translation import gettext as _

from conference.languages.dates import time_text
from conference.languages.lists import with_note
from programme.models import Role, Session
from programme.templatetags.edition import heading, people_by_role

register = template.Library()

ALWAYS_SEEN = (Role.Kind.CO_CHAIR, Role.Kind.MODERATOR)
MOST_SEEN = 2  # other people of a session who need not fold
QUARTER = timedelta(minutes=15)
WIDEST = 16


@register.filter
def state_of(session, edition):
    """Return whether a session is "on" or, while the meeting goes on, "over"; nothing in a draft or an old revision."""
    return edition.meeting.state_of(session) if edition.is_current else ""


@dataclass(frozen=True)
class Folding:
    """The people of a session, of whom a phone shows the first and folds the others with the themes."""

    seen: list
    folded: list
    themes: list

    def in_words(self):
        """Return what is folded: "Panellists (5) · Themes (3)"."""
        parts = [(name, len(people)) for name, people in self.folded]
        parts += [(_("Themes"), len(self.themes))] if self.themes else []
        return " · ".join(with_note(name, number) for name, number in parts)


@register.filter
def folding(session):
    """Return which people and themes of a session fold: chairs never do, nor do one or two speakers alone."""
    seen, others = [], []
    for kind, people in people_by_role(session):
        (seen if kind in ALWAYS_SEEN else others).append((heading(kind, people, session), people))
    if not session["themes"] and sum(len(people) for _name, people in others) <= MOST_SEEN:
        return Folding([*seen, *others], [], [])
    return Folding(seen, others, session["themes"])


@dataclass(frozen=True)
class DayPiece:
    """A piece of the line of a day: sessions that are on at once, from the first's beginning to the last's end."""

    sessions: list[dict[str, Any]]
    starts_at: datetime
    ends_at: datetime

    @property
    def first(self):
        return self.sessions[0]

    @property
    def is_pause(self):
        return all(session["kind"] == Session.Kind.BREAK for session in self.sessions)

    @property
    def width(self):
        """The share of the line, in quarters of an hour."""
        return max(1, min(round((self.ends_at - self.starts_at) / QUARTER), WIDEST))

    @property
    def hour(self):
        """The hour as the line has room for it: "10", "5.45", "17:45"."""
        words = time_text(self.starts_at, translation.get_language())
        return words.removesuffix(" a.m.").removesuffix(" p.m.").removesuffix(":00")


@register.filter
def pieces(sessions):
    """Return the sessions of a day as pieces of its line."""
    found = []
    for session in sessions:
        last = found[-1] if found else None
        if last and session["starts_at"] < last.ends_at:
            found[-1] = DayPiece([*last.sessions, session], last.starts_at, max(last.ends_at, session["ends_at"]))
        else:
            found.append(DayPiece([session], session["starts_at"], session["ends_at"]))
    return found
