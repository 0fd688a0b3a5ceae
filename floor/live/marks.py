"""What a delegation's page cannot know from the state of a floor, as short marks: it is asked for when one differs.

Everything else that the page shows (who speaks, how many wait, the own clock) comes with the state. So a step costs a
request of the delegations that it concerns, and of nobody else.
"""

from collections import defaultdict
from dataclasses import dataclass
from zlib import crc32

from django.db import connection
from django.db.models import Exists, OuterRef

from floor.models import Floor, Intervention

NOT_SHOWN = {"rank", "session", "device", "asked_by", "presided_by", "struck_by"}  # a place in the list is not shown
WITH_THE_STATE = {"extra_time", "paused_at", "paused_for"}  # the clock of who speaks
OWN_FIELDS = [
    field.attname for field in Intervention._meta.concrete_fields if field.name not in NOT_SHOWN | WITH_THE_STATE
]
NOTHING = "0"


@dataclass(frozen=True)
class Marks:
    """The marks of a conference: of what each delegation has asked and said, and of the rules, the same for all."""

    own: dict[int, str]  # {key of a delegation: mark}
    rules: str

    def of(self, delegation: int) -> dict[str, str]:
        """The marks of one delegation, as its page and its states have them."""
        return {"own": self.own.get(delegation, NOTHING), "rules": self.rules}


def marks_of(conference: int, delegation: int | None = None) -> Marks:
    """Returns the marks of a conference (by its key), of one delegation or of all; read before what they stand for."""
    rows = Intervention.objects.filter(session__conference=conference, delegation__isnull=False)
    if delegation is not None:
        rows = rows.filter(delegation=delegation)
    own: dict[int, int] = defaultdict(int)
    with connection.cursor() as cursor:  # as the database has them: making moments of them takes longest
        cursor.execute(*rows.order_by("pk").values_list("delegation_id", *OWN_FIELDS).query.sql_with_params())
        for key, *values in cursor:
            own[key] = crc32(repr(values).encode(), own[key])
    return Marks({key: f"{number:x}" for key, number in own.items()}, _rules_of(conference))


def _rules_of(conference: int) -> str:
    """Which floors all delegations are shown, and which of these take requests."""
    speaking = Intervention.objects.speaking().filter(session=OuterRef("session"))
    floors = Floor.objects.filter(session__conference=conference).annotate(is_spoken_on=Exists(speaking))
    rows = floors.order_by("session").values_list("session", "requests_opened_at", "is_spoken_on")
    shown = [(session, opened_at is not None) for session, opened_at, spoken_on in rows if opened_at or spoken_on]
    return f"{crc32(repr(shown).encode()):x}"
