"""What the console shows of a floor, read in a constant number of queries."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Case, F, Q, Subquery, Value, When
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conference.languages import texts
from floor.console import advice
from floor.console.heard import heard_by, shares_in, tallies_of
from floor.models import Floor, FloorEvent, Intervention
from floor.procedure.events import NAMED, is_undoable, undoable_of
from floor.procedure.obstacles import obstacle_to, present_rows
from floor.procedure.speaking_times import LIKE_DELEGATIONS, MOST_REPLIES, SpeakingTimes
from floor.recording_consent import RecordingConsent
from programme.models import Role, Session
from speakers.models import Delegation
from speakers.models import State as MemberState
from speakers.models.delegations import load_former_names
from speakers.regional_groups import label_on

LAST_STEPS = 8
LAST_SPOKEN = 20
State = Intervention.State
Kind = Intervention.Kind


@dataclass
class Board:
    """The floor of a session at a moment."""

    session: Session
    at: datetime
    floor: Floor | None
    speaking: Intervention | None
    interrupted: Intervention | None
    waiting: list  # all who wait, as `waiting()` orders them
    times: SpeakingTimes
    made: list  # the last of those on the record of this session, the latest first
    all_made: int  # how many are on it
    outlook: advice.Outlook
    balances: list  # (heading, shares)
    chairs: list
    panellists: list
    steps: list
    undoable: FloorEvent | None
    undo_refusal: str  # why the last step of the officers cannot be undone; empty where it can

    @property
    def version(self):
        return self.floor.version if self.floor else 0

    @property
    def takes_requests(self):
        return bool(self.floor and self.floor.takes_requests(self.at))

    @property
    def redoable(self):
        """The undoing that was the last step, and can be undone itself."""
        return next((step for step in self.steps[:1] if step.act == FloorEvent.Act.UNDO), None)

    @property
    def presiding(self):
        return next((role for role in self.chairs if self.floor and role.pk == self.floor.presiding_id), None)

    @property
    def other_chairs(self):
        return [role for role in self.chairs if role != self.presiding]

    @property
    def orders(self):
        """The points of order that wait, ahead of the list."""
        return [row for row in self.waiting if row.kind == Kind.POINT_OF_ORDER]

    @property
    def listed(self):
        return [row for row in self.waiting if row.is_listed]

    @property
    def replies(self):
        """The rights of reply that wait beside the list."""
        return [row for row in self.waiting if row.kind == Kind.RIGHT_OF_REPLY and not row.is_listed]

    @property
    def goes_on(self):
        """Whoever is interrupted and has the floor next, unless another point of order waits."""
        return None if self.orders else self.interrupted

    @property
    def next(self):
        return self.waiting[0] if self.waiting else None

    @property
    def after_next(self):
        return self.waiting[1:6]

    @property
    def interrupts(self):
        """Whether the next is a point of order that interrupts whoever has the floor."""
        return bool(self.orders and self.speaking and self.speaking.kind != Kind.POINT_OF_ORDER)

    @property
    def not_recorded(self):
        """Whoever has the floor or has it next and is not to be recorded."""
        return [row for row in (self.speaking, self.goes_on or self.next) if row and row.withheld]

    @property
    def suspended_at(self):
        return self.floor.suspended_at if self.floor else None

    @property
    def message(self):
        """The message that the screens show, in six languages; None where they show none."""
        return self.floor.message.texts() if self.floor and self.floor.message else None

    @cached_property
    def idle_panellists(self):
        """Those who are not among those who wait already."""
        busy = {row.role_id for row in self.waiting}
        return [role for role in self.panellists if role.pk not in busy]

    @property
    def not_yet_heard(self):
        """How many of those who wait have not spoken in this session yet."""
        return sum(row.is_new for row in self.waiting)


def board_of(session, at):
    """Returns the board of a session at a moment, in nine queries, and one more where States had other names.

    What it costs does not grow with the record: the database counts it, and the last of those who spoke are shown.
    """
    floor = Floor.objects.filter(session=session).select_related("message").first()
    rows = Intervention.objects.filter(session=session).select_related("delegation__state", "group")
    waiting, latest = list(rows.waiting()), list(_latest(rows))
    for row in (*waiting, *latest):
        row.session = session
    speakers = [row for row in latest if row.state in (State.SPEAKING, State.INTERRUPTED)]
    made = [row for row in latest if row not in speakers][:LAST_SPOKEN]
    roles = {role.pk: role for role in session.roles.select_related("speaker__delegation")}
    undoable, undo_refusal, steps = _steps(floor)
    shown = [*waiting, *speakers, *made]
    name_rows(shown, roles)
    told = [*shown, *(step.intervention for step in steps if step.intervention)]
    load_former_names([row.delegation for row in told if row.delegation], get_language())
    tallies = tallies_of(session.conference_id, at)
    _note_heard(shown, heard_by(tallies, session), session, at)
    times = SpeakingTimes(session, floor.speaking_time if floor else session.speaking_time)
    here = [tally for tally in tallies if tally.session_id == session.pk]
    _note_times([*waiting, *speakers], times, here)
    consent = RecordingConsent(session.conference_id).among([*waiting, *speakers])
    for row in (*waiting, *speakers):
        row.withheld = consent.reason(row)
    return Board(
        session=session,
        at=at,
        floor=floor,
        speaking=next((row for row in speakers if row.state == State.SPEAKING), None),
        interrupted=next((row for row in speakers if row.state == State.INTERRUPTED), None),
        waiting=waiting,
        times=times,
        made=made,
        all_made=sum(tally.made for tally in here) - len(speakers),
        outlook=_outlook(at, session, times, waiting, speakers),
        balances=_balances(shares_in(here, session, shown), waiting, session.conference.starts_on),
        chairs=[role for role in roles.values() if role.kind == Role.Kind.CO_CHAIR],
        panellists=[role for role in roles.values() if role.kind == Role.Kind.PANELLIST],
        steps=steps[:LAST_STEPS],
        undoable=undoable,
        undo_refusal=undo_refusal,
    )


def _latest(rows):
    """Those who have the floor or are interrupted, and the last who are on the record, the latest first."""
    speakers = Q(state__in=(State.SPEAKING, State.INTERRUPTED))
    first = Case(When(speakers, then=Value(0)), default=Value(1))
    order = first, F("given_at").desc(nulls_first=True), "-pk"
    last = rows.select_related(None).on_record().order_by(*order).values("pk")[: LAST_SPOKEN + 2]
    return rows.filter(pk__in=last).order_by(*order)


def _steps(floor):
    """The step that U undoes and what is against it, and the last steps with those who did them, the latest first."""
    if floor is None:
        return None, "", []
    since = Q(number__gt=floor.version - LAST_STEPS) | Q(number__gte=Subquery(undoable_of(floor).values("number")[:1]))
    steps = list(floor.events.filter(since).select_related("by", *NAMED).order_by("-number"))
    undoable = next((step for step in steps if is_undoable(step)), None)
    if undoable is None:
        return None, "", steps
    later = [step for step in steps if step.number > undoable.number]
    return undoable, obstacle_to(undoable, later, present_rows(floor, [undoable])), steps


def name_rows(rows, roles):
    """Give each intervention the names to show, in six languages: who speaks, and for whom."""
    for row in rows:
        if row.role_id:
            row.role = roles[row.role_id]
            row.titles, row.names = row.role.speaker.public_courtesy_title, row.role.speaker.public_name
        else:
            row.names = texts(row.delegation, "name")


def _note_heard(rows, heard, session, at):
    for row in rows:
        row.heard = heard.get(row.delegation_id, advice.NEVER)
        row.is_new = bool(row.delegation_id) and session not in [place for place, *__ in row.heard.sessions]
        row.left = advice.time_left(row, at) if row.state in (State.SPEAKING, State.INTERRUPTED) else None
        note_used(row, at)


def note_used(row, at):
    """Gives a row the time that was used of it by a moment, by how much it is over, and the names of its group."""
    row.used, row.over = row.time_used(at), row.overtime(at)
    row.group_names = texts(row.group, "name") if row.group_id else None


def _note_times(rows, times, tallies):
    """Gives each request the time that it has, where that comes from, and which right of reply it is."""
    replies = Counter()
    for tally in tallies:
        replies[tally.delegation_id] += tally.replies
    for row in rows:
        is_reply, is_made = row.kind == Kind.RIGHT_OF_REPLY, row.state != State.WAITING
        row.reply = replies[row.delegation_id] + (not is_made) if is_reply else 0
        row.is_reply_too_many = row.reply > MOST_REPLIES
        row.time = times.of(row, row.reply)


def _outlook(at, session, times, waiting, speakers):
    return advice.outlook(
        at,
        session.ends_at,
        times.by_kind[None].time,
        waiting,
        speakers,
        time_of=lambda row: row.time.time,
        is_shortened=lambda row: row.time.kind is None or row.time.source is LIKE_DELEGATIONS,
    )


def _balances(made, waiting, day):
    kinds = (
        (_("By regional group"), advice.regional_group_of(day), lambda group: label_on(group, day)),
        (_("By continent"), advice.region_of, lambda region: MemberState.Region(region).label),
        (_("By kind"), advice.kind_of, lambda kind: Delegation.Kind(kind).label),
        (_("By group"), advice.group_of, str),
    )
    return [(heading, advice.balance(made, waiting, of, label)) for heading, of, label in kinds]
