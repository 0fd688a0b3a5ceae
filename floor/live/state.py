"""The state of a floor as screens show it: small, complete, the same for every reader, in six languages.

Moments are milliseconds since 1970 in UTC, spans are milliseconds; texts are `{language code: text}`.
"""

from dataclasses import dataclass
from datetime import timedelta

from conference.languages import texts
from floor.live.suspension import suspension_of
from floor.models import OTHER, Floor, Intervention

State = Intervention.State


@dataclass(frozen=True)
class FloorState:
    """The state of a floor at one version: the public part, and the request of each waiting delegation."""

    version: int
    public: dict
    requests: dict  # {key of a delegation: its own request}


def state_of(session):
    """Returns the committed state of a session's floor, in three queries; its version is 0 before the first step."""
    floor = Floor.objects.filter(session=session).select_related("presiding__speaker", "message").first()
    rows = session.interventions.select_related("delegation", "group", "role__speaker")
    begun = {row.state: row for row in rows.filter(state__in=[State.SPEAKING, State.INTERRUPTED])}
    speaking, interrupted = begun.get(State.SPEAKING), begun.get(State.INTERRUPTED)
    waiting = list(rows.waiting())
    following = next_of(waiting, interrupted)
    public = {
        "version": floor.version if floor else 0,
        "session": session.slug,
        "ends_at": _moment(session.ends_at),
        "takes_requests": bool(floor and floor.takes_requests),
        "speaking_time": _span(floor.speaking_time if floor else session.speaking_time),
        "presiding": floor.presiding.speaker.public_name if floor and floor.presiding else None,
        "speaking": _speaking(speaking) if speaking else None,
        "interrupted": _speaking(interrupted) if interrupted else None,
        "next": _speaker(following) if following else None,
        "waiting": len(waiting),
        "suspended": suspension_of(floor, session) if floor and floor.suspended_at else None,
        "message": floor.message.texts() if floor and floor.message else None,
    }
    return FloorState(public["version"], public, _requests([row for row in (speaking, interrupted, *waiting) if row]))


def _requests(rows):
    """Returns the request of each delegation that matters most, the first of its rows, with the keys of the others."""
    found = {}
    for row in rows:
        if row.delegation_id in found:
            found[row.delegation_id]["others"].append(row.pk)
        elif row.delegation_id:
            found[row.delegation_id] = {**_request(row), "others": []}
    return found


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
        "name": (row.delegation or row.role.speaker).public_name,
        "group": texts(row.group, "name") if row.group else None,
        "person": f"{row.speaker_title} {row.speaker_name}".strip() if row.speaker_name else "",
        "language": row.language,
        "other_language": row.other_language if row.language == OTHER else "",
    }


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
        "may_withdraw": row.state == Intervention.State.WAITING,
        "asked_to_conclude_at": _moment(row.asked_to_conclude_at),
    }


def _moment(moment):
    return round(moment.timestamp() * 1000) if moment else None


def _span(span):
    return round(span / timedelta(milliseconds=1))
