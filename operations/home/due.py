"""What is due this week in the conferences of a person, each line with the page where it is done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from conference.languages import official, texts
from conference.languages.dates import day_text, times_text
from conference.languages.lists import in_clauses
from conference.models import User
from conference.templatetags.languages import in_language
from operations.home.conferences import HomeRow
from programme.models import Letter, Session
from speakers.models import Speaker
from translation.models import Assignment

WEEK = timedelta(days=7)
MOST_SESSIONS = 8


@dataclass(frozen=True)
class Due:
    """A line of what is due: `when` in words, `at` to sort by; `weight` is urgent, to-check or minor."""

    row: HomeRow
    what: str
    when: str
    at: datetime
    address: str
    weight: str = "to-check"

    @property
    def sign(self) -> str:
        """The sign of its weight."""
        return {"urgent": "!", "to-check": "?"}.get(self.weight, "·")


def due_in(rows: Iterable[HomeRow], user: User, at: datetime) -> list[Due]:
    """Returns what is due within a week, or overdue, in conferences that are not archived; the nearest first."""
    by_key = {row.conference.pk: row for row in rows if not row.conference.archived_at}
    found = [*_releases(by_key, at), *_assignments(by_key, user, at), *_answers(by_key, at), *_sessions(by_key, at)]
    return sorted(found, key=lambda due: (due.at, due.weight))


def _releases(by_key: dict[int, HomeRow], at: datetime) -> Iterator[Due]:
    """Yields the conferences that begin this week, and of which nothing is public yet."""
    for row in by_key.values():
        begins = row.conference.starts_on
        is_near = row.today <= begins <= row.today + WEEK
        if is_near and row.release is None and row.may_open("programme:release-list"):
            address = reverse("programme:release-list", args=[row.conference.slug])
            yield Due(row, _("Release the programme"), _day(begins, row), at, address, "urgent")


def _assignments(by_key: dict[int, HomeRow], user: User, at: datetime) -> Iterator[Due]:
    """Yields the person's own translations; to the secretariat, which assigns them, those of others too."""
    until = max((row.today for row in by_key.values()), default=at.date()) + WEEK
    open_ones = Assignment.objects.filter(conference__in=by_key, closed_at=None, due_on__lte=until)
    for assignment in open_ones.select_related("person"):
        row = by_key[assignment.conference_id]
        names = {"language": official(assignment.language).name, "person": assignment.person}
        if assignment.person_id == user.pk:
            what = _("Translate into: %(language)s") % names
        elif row.may_open("programme:release-list"):
            what = _("%(person)s translates into: %(language)s") % names
        else:
            continue
        address = reverse("translation:overview", args=[row.conference.slug])
        weight = "urgent" if assignment.due_on < row.today else "to-check"
        moment = _begin_of(assignment.due_on, row)
        yield Due(row, what, _("by %(day)s") % {"day": _day(assignment.due_on, row)}, moment, address, weight)


def _answers(by_key: dict[int, HomeRow], at: datetime) -> Iterator[Due]:
    """Yields the days by which answers to letters were requested, where people have not answered."""
    until = (at + WEEK).date().isoformat()
    letters = Letter.objects.sent().filter(conference__in=by_key, speaker__status=Speaker.Status.INVITED)
    days = letters.annotate(day=Cast(KT("detail__reply_by"), TextField())).filter(day__gt="", day__lte=until)
    for found in days.order_by().values("conference", "day").annotate(people=Count("speaker", distinct=True)):
        row, number = by_key[found["conference"]], found["people"]
        if row.may_open("programme:people"):
            what = ngettext("%(number)d person has not answered", "%(number)d people have not answered", number)
            day = date.fromisoformat(found["day"])
            address = reverse("programme:people", args=[row.conference.slug])
            when = _("by %(day)s") % {"day": _day(day, row)}
            yield Due(row, what % {"number": number}, when, _begin_of(day, row), address)


def _sessions(by_key: dict[int, HomeRow], at: datetime) -> Iterator[Due]:
    """Yields the next sessions, each with the place where the person works in it."""
    near = Session.objects.filter(conference__in=by_key, ends_at__gte=at, starts_at__lt=at + WEEK)
    near = near.exclude(kind=Session.Kind.BREAK)
    for session in near.select_related("conference").in_order()[:MOST_SESSIONS]:
        row = by_key[session.conference_id]
        start, end = session.starts_at.astimezone(row.conference.zone), session.ends_at.astimezone(row.conference.zone)
        words, __ = in_language(texts(session, "title"), row.conference.original_language)
        is_on = session.starts_at <= at
        when = _("on now") if is_on else in_clauses([_day(start.date(), row), times_text(start, end, get_language())])
        weight = "to-check" if is_on else "minor"
        yield Due(row, words, when, session.starts_at, _place_of(session, row), weight)


def _place_of(session: Session, row: HomeRow) -> str:
    names = [row.conference.slug, session.slug]
    if session.kind == Session.Kind.PANEL and row.runs_floor:
        return reverse("floor:console", args=names)
    if session.kind == Session.Kind.PANEL and row.takes_notes:
        return reverse("floor:record", args=names)
    if row.may_open("floor:booths") and not row.may_open("floor:floor-list"):
        return reverse("floor:booths", args=names[:1])
    return reverse("programme:timetable", args=names[:1])


def _day(day: date, row: HomeRow) -> str:
    """Returns a day in words, where today is "today"."""
    if day == row.today:
        return _("today")
    return day_text(day, get_language())


def _begin_of(day: date, row: HomeRow) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=row.conference.zone)
