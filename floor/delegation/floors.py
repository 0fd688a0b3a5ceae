"""The floors of a conference as one delegation sees them on its phone."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.languages import texts
from conference.models import Release
from conference.prepared import KEY, MOMENT, TEXT, prepared
from floor.models import Floor, Intervention
from floor.procedure.admission import LATE, is_in_session
from programme.models import Session
from programme.release.programme import released_programmes

Kind = Intervention.Kind
State = Intervention.State
OWN = (State.WAITING, State.SPEAKING, State.INTERRUPTED, State.CONCLUDED)
RECORDED = Q(floor__record__in=[Floor.Record.INCOMPLETE, Floor.Record.COMPLETE])  # its floor was opened
IN_ORDER = ("starts_at", "position", "pk")
THANKED = timedelta(minutes=15)  # how long a delegation is thanked for an intervention when requests are closed


@dataclass
class OwnFloor:
    """The floor of a session: who speaks, how many wait, and what became of the delegation's own requests."""

    session: Session
    facts: dict  # of the released programme: kind, number, title
    takes_requests: bool
    opens_at: datetime | None = None  # the hour at which requests will be taken
    closes_at: datetime | None = None  # the hour at which they will not be taken any more
    is_in_session: bool = False  # so that points of order and rights of reply can be raised
    requests: list = field(default_factory=list)  # its own that wait, each of another kind or for a group
    given: Intervention | None = None  # its own that is being made
    interrupted: Intervention | None = None  # its own that goes on after a point of order
    spoken: Intervention | None = None  # the last that it has concluded
    speaking: Intervention | None = None
    waiting: int = 0
    forms: dict = field(default_factory=dict)  # {kind: the form by which it can be asked for now}
    clock: str = ""
    is_over: bool = False
    refusal: str | None = None
    refused_kind: str = ""  # of the form that was refused

    def add(self, row, delegation):
        self.waiting += row.state == State.WAITING
        if row.state == State.SPEAKING:
            self.speaking = row
        if row.delegation_id == delegation.pk:
            row.session = self.session
            row.group_names = texts(row.group, "name") if row.group else None
            if row.state == State.WAITING:
                self.requests.append(row)
            elif row.state == State.SPEAKING:
                self.given = row
            elif row.state == State.INTERRUPTED:
                self.interrupted = row
            else:
                self.spoken = row

    @property
    def changes_at(self):
        """When its requests open or close by the hour, in milliseconds: the page then looks again."""
        moment = self.opens_at or self.closes_at
        return _milliseconds(moment) if moment else ""

    @property
    def status(self):
        """What the delegation reads first, as one word: speaking, interrupted, waiting, open or closed."""
        if self.given or self.interrupted:
            return "speaking" if self.given else "interrupted"
        if self.requests:
            return "waiting"
        return "open" if self.takes_requests else "closed"

    @property
    def version(self):
        floor = getattr(self.session, "floor", None)
        return floor.version if floor else 0

    @property
    def waits_for_itself(self):
        """Whether it waits with an intervention of its own."""
        return any(row.kind == Kind.INTERVENTION and not row.group_id for row in self.requests)

    @property
    def waits_for_a_group(self):
        """Whether it waits with an intervention on behalf of a group of States."""
        return any(row.kind == Kind.INTERVENTION and row.group_id for row in self.requests)

    @property
    def asks_again(self):
        """Whether an intervention is asked for beside another one, or after it."""
        return bool(self.spoken or self.made or self.waits_for_itself or self.waits_for_a_group)

    @property
    def forms_of_procedure(self):
        """The forms of a point of order and of a right of reply, where they are in order: [(kind, form)]."""
        return [(kind, self.forms[kind]) for kind in (Kind.POINT_OF_ORDER, Kind.RIGHT_OF_REPLY) if kind in self.forms]

    def may_ask(self, kind, has_groups):
        """Whether a request of a kind could be accepted now: beside its other ones, and as the floor is."""
        waiting = {bool(row.group_id) for row in self.requests if row.kind == kind}
        if kind == Kind.INTERVENTION:
            return self.takes_requests and len(waiting) < (2 if has_groups else 1)
        return self.is_in_session and not waiting

    @property
    def speaker_names(self):
        """Who has the floor: the names of the delegation or of the panellist."""
        row = self.speaking
        return (row.delegation or row.role.speaker).public_name

    @property
    def waiting_words(self):
        return requests_waiting(self.waiting) if self.waiting else _("Nobody is waiting.")

    @property
    def made(self):
        """Its own intervention that is being made, also while it is interrupted."""
        return self.given or self.interrupted

    @property
    def given_at(self):
        return _milliseconds(self.made.given_at)

    @property
    def paused_at(self):
        return _milliseconds(self.made.paused_at) if self.made.paused_at else ""

    @property
    def milliseconds_allowed(self):
        """The time allowed with the pauses that are over: what the clock counts from the moment given."""
        return round((self.made.time_allowed() + self.made.paused_for) / timedelta(milliseconds=1))

    def time_left(self, at):
        """("2:41", False), or how far beyond the time allowed, and True."""
        over = self.made.overtime(at)
        span = over or self.made.time_allowed() - self.made.time_used(at)
        minutes, seconds = divmod(round(span.total_seconds()), 60)
        return f"{minutes}:{seconds:02}", bool(over)


SAMPLES = (1, 2, 3, 11, 100)  # in each official language, every form of its plural is that of one of these
NUMBER = "#"


def waiting_sentences():
    """How many wait, in words, for any number: [[sample, sentence]], in which a sign stands for the number."""
    return [[0, _("Nobody is waiting.")], *([sample, requests_waiting(sample, NUMBER)] for sample in SAMPLES)]


def requests_waiting(number, shown=None):
    sentence = ngettext("%(number)s request is waiting.", "%(number)s requests are waiting.", number)
    return sentence % {"number": number if shown is None else shown}


def _milliseconds(moment):
    return round(moment.timestamp() * 1000)


def own_floors(delegation, *, at, sent=None):
    """The floors that take requests, those being spoken on, and those that concern the delegation now.

    `sent` is the session of a form that was refused, whose floor may have closed since. Where there is no floor to
    show, the next panel, so that the phone follows it and shows when its requests are opened.
    """
    conference = delegation.conference
    concerned = {"delegation": delegation.pk, "thanked": at - THANKED}
    shown = _floors_shown(conference=conference.pk, at=at, late=at - LATE, sent=sent.pk if sent else 0, **concerned)
    facts = _released_facts(conference)
    if not shown:
        next_panels = _with_last_act(conference).filter(kind=Session.Kind.PANEL, ends_at__gt=at, slug__in=facts)
        shown = list(next_panels.order_by(*IN_ORDER)[:1])
    for session in shown:
        session.conference = conference
    floors = {session.pk: _own_floor(session, facts, at) for session in shown}
    for row in _interventions_shown(conference=conference.pk, delegation=delegation.pk):
        if row.session_id in floors:
            floors[row.session_id].add(row, delegation)
    for floor in floors.values():
        if floor.spoken and not floor.takes_requests and floor.spoken.concluded_at <= at - THANKED:
            floor.spoken = None
    return list(floors.values())


def _with_last_act(conference):
    sessions = Session.objects.filter(conference=conference).select_related("floor")
    return sessions.annotate(last_act=Max("floor__events__at", filter=Q(floor__events__by__isnull=False)))


@prepared(conference=KEY, at=MOMENT, late=MOMENT, sent=KEY, delegation=KEY, thanked=MOMENT)
def _floors_shown(conference, at, late, sent, delegation, thanked):
    concerned = Intervention.objects.filter(delegation=delegation, state__in=OWN)
    concerned = concerned.filter(~Q(state=State.CONCLUDED) | Q(concluded_at__gt=thanked))
    live = _with_last_act(conference).filter(
        Q(floor__in=Floor.objects.taking_requests(at))
        | Q(floor__requests_from__gt=at)
        | Q(starts_at__lte=at, ends_at__gte=late) & RECORDED
        | Q(last_act__gt=late) & RECORDED
        | Q(pk__in=Intervention.objects.speaking().filter(session__conference=conference).values("session"))
        | Q(pk__in=concerned.values("session"))
        | Q(pk=sent)
    )
    return live.order_by(*IN_ORDER)


@prepared(conference=KEY, delegation=KEY)
def _interventions_shown(conference, delegation):
    rows = Intervention.objects.filter(session__conference=conference, state__in=OWN)
    rows = rows.filter(Q(state__in=[State.WAITING, State.SPEAKING]) | Q(delegation=delegation))
    return rows.select_related("delegation", "role__speaker", "group").order_by("concluded_at", "pk")


def _own_floor(session, facts, at):
    floor = getattr(session, "floor", None)
    takes = bool(floor and floor.takes_requests(at))
    opens, closes = (floor and floor.requests_window()) or (None, None)
    return OwnFloor(
        session,
        facts.get(session.slug) or _facts(session),
        takes_requests=takes,
        opens_at=opens if opens and opens > at and not takes else None,
        closes_at=closes if takes else None,
        is_in_session=is_in_session(session, floor, at=at, last_act=session.last_act),
    )


def _released_facts(conference):
    release = _released_programme.first(conference=conference.slug)
    if not release:
        return {}
    return {session["slug"]: session for session in released_programmes([release.pk])[release.pk].sessions}


@prepared(conference=TEXT)
def _released_programme(conference):
    return Release.objects.public().of(conference, Release.Matter.PROGRAMME).defer("content", "note")[:1]


def _facts(session):
    """Of a session that is not released: who opened its floor has shown it to the delegations."""
    return {
        "slug": session.slug,
        "kind": session.kind,
        "number": session.number,
        "title": texts(session, "title"),
        "starts_at": session.starts_at,
    }
