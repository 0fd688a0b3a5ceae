"""What was said in a conference so far, counted by the database: the console asks it at each step."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, DateTimeField, FloatField, Func, Q, Sum, Value
from django.db.models.functions import Coalesce, Greatest

from floor.console.advice import NOTHING, Heard
from floor.models import Group, Intervention
from programme.models import Session
from speakers.models import Delegation

Kind = Intervention.Kind
STRUCK = Q(state=Intervention.State.STRUCK)


@dataclass
class Tally:
    """What a delegation has said in a session, for itself or for a group; without a delegation, the panellists.

    `made` is on the record with what was struck; `times`, `replies` (rights of reply) and `spoken` are without it.
    """

    session_id: int
    delegation_id: int | None
    group_id: int | None
    made: int
    times: int
    replies: int
    spoken: timedelta
    delegation: Delegation | None = None
    group: Group | None = None


class Seconds(Func):
    """A moment in seconds, to the millisecond: lengths of time cost SQLite a call of Python for each row."""

    template = "EXTRACT(EPOCH FROM %(expressions)s)::double precision"
    output_field = FloatField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="(julianday(%(expressions)s) * 86400.0)", **more)


class SecondsLong(Seconds):
    """A length of time in seconds; SQLite keeps microseconds."""

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s / 1000000.0)", **more)


def tallies_of(conference_id: int, at: datetime) -> list[Tally]:
    """Returns what was said in a conference by a moment, in one query whose answer does not grow with the record."""
    end = Coalesce("concluded_at", "paused_at", Value(at, output_field=DateTimeField()))
    used = Greatest(Seconds(end) - Seconds("given_at") - SecondsLong("paused_for"), Value(0.0))
    rows = Intervention.objects.filter(session__conference=conference_id).on_record().order_by()
    counted = rows.values_list("session_id", "delegation_id", "group_id").annotate(
        made=Count("pk"),
        times=Count("pk", filter=~STRUCK),
        replies=Count("pk", filter=~STRUCK & Q(kind=Kind.RIGHT_OF_REPLY)),
        spoken=Sum(used, filter=~STRUCK & Q(given_at__isnull=False)),
    )
    return [Tally(*values, timedelta(milliseconds=round(1000 * (spoken or 0)))) for *values, spoken in counted]


def heard_by(tallies: Iterable[Tally], session: Session) -> dict[int, Heard]:
    """Returns how often and how long each delegation has spoken, by session in the order of the programme."""
    tallies = [tally for tally in tallies if tally.delegation_id and tally.times]
    others = {tally.session_id for tally in tallies} - {session.pk}
    sessions = {session.pk: session, **(Session.objects.in_bulk(others) if others else {})}
    order = sorted(sessions.values(), key=lambda each: (each.starts_at, each.position, each.pk))
    figures: dict[int, dict[int, tuple[int, timedelta]]] = defaultdict(dict)
    for tally in tallies:
        here = figures[tally.delegation_id or 0]
        times, spoken = here.get(tally.session_id, (0, NOTHING))
        here[tally.session_id] = times + tally.times, spoken + tally.spoken
    return {
        key: Heard(
            times=sum(times for times, _spoken in here.values()),
            spoken=sum((spoken for _times, spoken in here.values()), NOTHING),
            sessions=tuple((each, *here[each.pk]) for each in order if each.pk in here),
        )
        for key, here in figures.items()
    }


def shares_in(tallies: Iterable[Tally], session: Session, rows: Iterable[Intervention]) -> list[Tally]:
    """Returns what delegations have said in a session, each with its delegation and group.

    `rows` are interventions that were read already: what they name is not read again.
    """
    found = [tally for tally in tallies if tally.session_id == session.pk and tally.delegation_id and tally.times]
    delegations = {row.delegation_id: row.delegation for row in rows if row.delegation_id}
    groups = {row.group_id: row.group for row in rows if row.group_id}
    if missing := {tally.delegation_id for tally in found} - set(delegations):
        delegations |= Delegation.objects.select_related("state").in_bulk(missing)
    if missing := {tally.group_id for tally in found if tally.group_id} - set(groups):
        groups |= Group.objects.in_bulk(missing)
    for tally in found:
        tally.delegation = delegations[tally.delegation_id]
        tally.group = groups[tally.group_id] if tally.group_id else None
    return found
