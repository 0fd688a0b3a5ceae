"""How long each speaker has, by kind: as set for the session, else for the conference, else as is usual."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.models import User
from conference.refusals import Refusal
from floor.models import Floor, FloorEvent, Intervention, SpeakingTime
from floor.procedure.events import FloorStep
from programme.models import Session

Kind = SpeakingTime.Kind
Level = Intervention.Level
MINISTERS = (
    Level.HEAD_OF_STATE,
    Level.CROWN_PRINCE,
    Level.VICE_PRESIDENT,
    Level.HEAD_OF_GOVERNMENT,
    Level.DEPUTY_PRIME_MINISTER,
    Level.MINISTER,
)
# Decision 34/401 of the General Assembly: two rights of reply of a delegation on an item, at most of these times.
REPLIES = {Kind.FIRST_REPLY: timedelta(minutes=10), Kind.SECOND_REPLY: timedelta(minutes=5)}
MOST_REPLIES = 2

SET_HERE = gettext_lazy("set for this session")
OF_CONFERENCE = gettext_lazy("default of the conference")
OF_PROGRAMME = gettext_lazy("from the programme")
OF_ASSEMBLY = gettext_lazy("decision 34/401 of the General Assembly")
LIKE_DELEGATIONS = gettext_lazy("as delegations")


@dataclass(frozen=True)
class KindTime:
    """The time of a kind of speaker, and where it comes from; `kind` is None for a delegation."""

    kind: SpeakingTime.Kind | None
    time: timedelta
    source: str | Promise

    @property
    def is_set_here(self) -> bool:
        return self.source is SET_HERE


class SpeakingTimes:
    """The speaking times of a session at a moment: `by_kind[None]` is that of a delegation."""

    def __init__(self, session: Session, delegation: timedelta) -> None:
        of_session: dict[str, timedelta] = {}
        of_conference: dict[str, timedelta] = {}
        for row in SpeakingTime.objects.filter(Q(session=session) | Q(conference=session.conference_id)):
            if row.time:
                (of_session if row.session_id else of_conference)[row.kind] = row.time
        is_set = delegation != session.speaking_time
        self.by_kind: dict[SpeakingTime.Kind | None, KindTime] = {
            None: KindTime(None, delegation, SET_HERE if is_set else OF_PROGRAMME)
        }
        for kind in Kind:
            found: tuple[timedelta, str | Promise]
            if kind in of_session:
                found = of_session[kind], SET_HERE
            elif kind in of_conference:
                found = of_conference[kind], OF_CONFERENCE
            else:
                found = self._usual(kind, session, delegation)
            self.by_kind[kind] = KindTime(kind, *found)

    @staticmethod
    def _usual(kind: SpeakingTime.Kind, session: Session, delegation: timedelta) -> tuple[timedelta, str | Promise]:
        """A panellist's answer does not become shorter with the time of the delegations."""
        if kind in REPLIES:
            return REPLIES[kind], OF_ASSEMBLY
        if kind == Kind.ANSWER:
            return session.speaking_time, OF_PROGRAMME
        return delegation, LIKE_DELEGATIONS

    def of(self, row: Intervention, reply: int = 1) -> KindTime:
        """Returns the time of a speaker; `reply` says which right of reply of the delegation in the session it is."""
        if row.kind == Intervention.Kind.POINT_OF_ORDER:
            return self.by_kind[Kind.POINT_OF_ORDER]
        if row.kind == Intervention.Kind.RIGHT_OF_REPLY:
            return self.by_kind[Kind.FIRST_REPLY if reply == 1 else Kind.SECOND_REPLY]
        if row.role_id:
            return self.by_kind[Kind.ANSWER]
        kinds = [Kind.GROUP] * bool(row.group_id) + [Kind.MINISTER] * (row.level in MINISTERS)
        return max((self.by_kind[kind] for kind in kinds), key=lambda found: found.time, default=self.by_kind[None])


def time_for(intervention: Intervention, floor: Floor) -> timedelta:
    """Returns the speaking time with which a speaker gets the floor."""
    return SpeakingTimes(floor.session, floor.speaking_time).of(intervention, reply_number(intervention)).time


def reply_number(intervention: Intervention) -> int:
    """Returns which right of reply of its delegation in the session a request is: 1, 2 and so on."""
    made = Intervention.objects.on_record().exclude(state=Intervention.State.STRUCK)
    before = made.filter(
        session=intervention.session_id,
        delegation=intervention.delegation_id,
        kind=Intervention.Kind.RIGHT_OF_REPLY,
    )
    is_reply = intervention.kind == Intervention.Kind.RIGHT_OF_REPLY
    return 1 + (before.exclude(pk=intervention.pk).count() if is_reply else 0)


def set_time_of_kind(
    session: Session, kind: SpeakingTime.Kind, time: timedelta | None, *, by: User, at: datetime
) -> None:
    """Sets the time of a kind of speaker for those of the session who have not begun; None brings the default back."""
    if time is not None and not timedelta(seconds=10) <= time <= timedelta(hours=1):
        raise Refusal(_("The speaking time is between ten seconds and one hour."))
    with FloorStep(session, FloorEvent.Act.SET_TIMES, by=by, at=at) as step:
        row, _is_new = SpeakingTime.objects.select_for_update().get_or_create(session=session, kind=kind)
        step.detail["kind"] = str(kind)
        step.change(row, time=time)
