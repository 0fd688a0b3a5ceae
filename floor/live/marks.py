"""What a delegation's page cannot know from the state of a floor, as short marks: it is asked for when one differs.

Everything else that the page shows (who speaks, how many wait, the own clock) comes with the state. So a step costs a
request of the delegations that it concerns, and of nobody else.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from conference.prepared import KEY, prepared
from floor.models import Floor, FloorEvent, Intervention
from floor.procedure.admission import is_in_session

NOT_SHOWN = {"rank", "session", "device", "asked_by", "presided_by", "struck_by"}  # a place in the list is not shown
WITH_THE_STATE = {"extra_time", "paused_at", "paused_for"}  # the clock of who speaks
OWN_FIELDS = [
    field.attname for field in Intervention._meta.concrete_fields if field.name not in NOT_SHOWN | WITH_THE_STATE
]
RULES = ("session", "session__starts_at", "session__ends_at", "record", "version")
RULES += ("requests_opened_at", "requests_from", "requests_until")
NOTHING = "0"


@dataclass(frozen=True)
class Marks:
    """The marks of a conference: of what each delegation has asked and said, and of the rules, the same for all."""

    own: dict[int, str]  # {key of a delegation: mark}
    rules: str
    versions: int = 0  # of all floors together: it grows with each step

    def of(self, delegation: int) -> dict[str, str]:
        """The marks of one delegation, as its page and its states have them."""
        return {"own": self.own.get(delegation, NOTHING), "rules": self.rules}


def marks_of(conference: int, delegation: int | None = None) -> Marks:
    """Returns the marks of a conference (by its key), of one delegation or of all; read before what they stand for."""
    if delegation is None:
        rows = _of_all.raw(conference=conference)
    else:
        rows = _of_one.raw(conference=conference, delegation=delegation)
    own: dict[int, int] = defaultdict(int)
    for key, *values in rows:
        own[key] = crc32(repr(values).encode(), own[key])
    return Marks({key: f"{number:x}" for key, number in own.items()}, *_rules_of(conference))


def _interventions(conference: int) -> QuerySet[Any]:
    rows = Intervention.objects.filter(session__conference=conference, delegation__isnull=False)
    return rows.order_by("pk").values_list("delegation_id", *OWN_FIELDS)


@prepared(conference=KEY)
def _of_all(conference: int) -> QuerySet[Any]:
    return _interventions(conference)


@prepared(conference=KEY, delegation=KEY)
def _of_one(conference: int, delegation: int) -> QuerySet[Any]:
    return _interventions(conference).filter(delegation=delegation)


def _rules_of(conference: int) -> tuple[str, int]:
    """Which floors are shown to all, which take requests, and where procedure is raised; and the sum of versions."""
    at = timezone.now()
    shown, versions = [], 0
    for floor in _floors(conference=conference):
        versions += floor.version
        takes = floor.takes_requests(at)
        is_on = is_in_session(floor.session, floor, at=at, last_act=floor.last_act)
        if takes or is_on or floor.is_spoken_on:
            shown.append((floor.session_id, takes, is_on))
    return f"{crc32(repr(shown).encode()):x}", versions


@prepared(conference=KEY)
def _floors(conference: int) -> QuerySet[Floor]:
    speaking = Intervention.objects.speaking().filter(session=OuterRef("session"))
    last = FloorEvent.objects.filter(floor=OuterRef("pk")).exclude(by=None).order_by("-number").values("at")[:1]
    floors = Floor.objects.filter(session__conference=conference).select_related("session").only(*RULES)
    return floors.annotate(is_spoken_on=Exists(speaking), last_act=Subquery(last)).order_by("session_id")
