"""The state of a floor as screens show it: small, complete, the same for every reader, in six languages.

Moments are milliseconds since 1970 in UTC, spans are milliseconds; texts are `{language code: text}`.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from conference.languages import texts
from conference.languages.people import titled_name
from conference.prepared import KEY, prepared
from floor.live.suspension import suspension_of
from floor.models import OTHER, Floor, Intervention

State = Intervention.State
NAMES = ("delegation", "group", "role__speaker")


@dataclass(frozen=True)
class FloorState:
    """The state of a floor at one version: the public part, and the requests of each delegation."""

    version: int
    public: dict
    requests: dict  # {key of a delegation: its own requests, and what it says itself now}


def state_of(session):
    """Returns the committed state of a session's floor, in at most four queries; version 0 is before the first step.

    Requests open and close at their hours without a step, so that a state has the hours too. Only who speaks
    and who is next is read with all names in six languages: of all who wait it would take most of the time.
    """
    at = timezone.now()
    floor = _floor_of.first(session=session.pk)
    waiting = _waiting_on(session=session.pk)
    making = {row.state: row for row in _being_made_on(session=session.pk)}
    speaking, interrupted = making.get(State.SPEAKING), making.get(State.INTERRUPTED)
    following = next_of(waiting, interrupted)
    if following and following is not interrupted:
        following = _with_names.first(intervention=following.pk)
    opens, closes = (floor and floor.requests_window()) or (None, None)
    public = {
        "version": floor.version if floor else 0,
        "session": session.slug,
        "ends_at": _moment(session.ends_at),
        "takes_requests": bool(floor and floor.takes_requests(at)),
        "requests_from": _moment(opens),
        "requests_until": _moment(closes),
        "speaking_time": _span(floor.speaking_time if floor else session.speaking_time),
        "presiding": _titled(floor.presiding.speaker) if floor and floor.presiding else None,
        "speaking": _speaking(speaking) if speaking else None,
        "interrupted": _speaking(interrupted) if interrupted else None,
        "next": _speaker(following) if following else None,
        "waiting": len(waiting),
        "suspended": suspension_of(floor, session) if floor and floor.suspended_at else None,
        "message": floor.message.texts() if floor and floor.message else None,
    }
    requests = {}
    for row in [*making.values(), *waiting]:
        if row.delegation_id:
            requests.setdefault(row.delegation_id, []).append(_request(row))
    return FloorState(public["version"], public, requests)


@prepared(session=KEY)
def _floor_of(session):
    return Floor.objects.filter(session=session).select_related("presiding__speaker", "message")


@prepared(session=KEY)
def _waiting_on(session):
    return Intervention.objects.filter(session=session).waiting()


@prepared(session=KEY)
def _being_made_on(session):
    rows = Intervention.objects.filter(session=session, state__in=[State.SPEAKING, State.INTERRUPTED])
    return rows.select_related(*NAMES).order_by("pk")


@prepared(intervention=KEY)
def _with_names(intervention):
    return Intervention.objects.filter(pk=intervention).select_related(*NAMES)


def next_of(waiting, interrupted):
    """Returns who has the floor next: whoever is interrupted goes before all but another point of order."""
    first = waiting[0] if waiting else None
    if interrupted and not (first and first.kind == Intervention.Kind.POINT_OF_ORDER):
        return interrupted
    return first


def _speaker(row):
    """Returns what the room may know of the speaker who has the floor or is next."""
    return {
        "id": row.pk,
        "kind": row.kind,
        "name": row.delegation.public_name if row.delegation else _titled(row.role.speaker),
        "group": texts(row.group, "name") if row.group else None,
        "person": " ".join(filter(None, (row.speaker_title, row.speaker_name))) if row.speaker_name else "",
        "language": row.language,
        "other_language": row.other_language if row.language == OTHER else "",
    }


def _titled(speaker):
    """Returns a person as the room addresses them, with the courtesy title of each language."""
    titles = speaker.public_courtesy_title
    return {code: titled_name(titles[code], name, code) for code, name in speaker.public_name.items()}


def _speaking(row):
    return {
        **_speaker(row),
        "given_at": _moment(row.given_at),
        "allowed": _span(row.time_allowed()),
        "paused_at": _moment(row.paused_at),
        "paused_for": _span(row.paused_for),
    }


def _request(row):
    return {
        "id": row.pk,
        "state": row.state,
        "kind": row.kind,
        "asked_at": _moment(row.asked_at),
        "may_withdraw": row.state == State.WAITING,
        "group": row.group_id,
        "person": row.speaker_line,
        "level": row.level,
        "language": row.other_language or row.language,
        "deferred_at": _moment(row.deferred_at),
        "asked_to_conclude_at": _moment(row.asked_to_conclude_at),
    }


def _moment(moment):
    return round(moment.timestamp() * 1000) if moment else None


def _span(span):
    return round(span / timedelta(milliseconds=1))
