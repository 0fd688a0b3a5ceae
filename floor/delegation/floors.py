"""The floors of a conference as one delegation sees them on its phone."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.languages import texts
from conference.models import Release
from floor.models import Intervention
from programme.models import Session
from programme.release.programme import released_programmes

State = Intervention.State
IN_ORDER = ("starts_at", "position", "pk")
THANKED = timedelta(minutes=15)  # how long a delegation is thanked for an intervention when requests are closed


@dataclass
class OwnFloor:
    """The floor of a session: who speaks, how many wait, and what became of the delegation's own request."""

    session: Session
    facts: dict  # of the released programme: kind, number, title
    takes_requests: bool
    request: Intervention | None = None  # its own that waits
    given: Intervention | None = None  # its own that is being made
    spoken: Intervention | None = None  # the last that it has concluded
    speaking: Intervention | None = None
    waiting: int = 0
    form: object = None
    clock: str = ""
    is_over: bool = False
    refusal: str | None = None

    def add(self, row, delegation):
        self.waiting += row.state == State.WAITING
        if row.state == State.SPEAKING:
            self.speaking = row
        if row.delegation_id == delegation.pk:
            if row.state == State.WAITING:
                self.request = row
            elif row.state == State.SPEAKING:
                self.given = row
            else:
                self.spoken = row

    @property
    def status(self):
        """What the delegation reads first, as one word: speaking, waiting, open or closed."""
        if self.given or self.request:
            return "speaking" if self.given else "waiting"
        return "open" if self.takes_requests else "closed"

    @property
    def version(self):
        floor = getattr(self.session, "floor", None)
        return floor.version if floor else 0

    @property
    def speaker_names(self):
        """Who has the floor: the names of the delegation or of the panellist."""
        row = self.speaking
        return (row.delegation or row.role.speaker).public_name

    @property
    def waiting_words(self):
        return requests_waiting(self.waiting) if self.waiting else _("Nobody is waiting.")

    @property
    def group_names(self):
        row = self.given or self.request
        return texts(row.group, "name") if row and row.group else None

    @property
    def given_at(self):
        return _milliseconds(self.given.given_at)

    @property
    def paused_at(self):
        return _milliseconds(self.given.paused_at) if self.given.paused_at else ""

    @property
    def milliseconds_allowed(self):
        """The time allowed with the pauses that are over: what the clock counts from the moment given."""
        return round((self.given.time_allowed() + self.given.paused_for) / timedelta(milliseconds=1))

    def time_left(self, at):
        """("2:41", False), or how far beyond the time allowed, and True."""
        over = self.given.overtime(at)
        span = over or self.given.time_allowed() - self.given.time_used(at)
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
    sessions = Session.objects.filter(conference=conference).select_related("floor")
    concerned = Intervention.objects.filter(delegation=delegation, state__in=[State.WAITING, State.CONCLUDED])
    concerned = concerned.filter(Q(state=State.WAITING) | Q(concluded_at__gt=at - THANKED))
    live = sessions.filter(
        Q(floor__requests_opened_at__isnull=False)
        | Q(pk__in=Intervention.objects.speaking().filter(session__conference=conference).values("session"))
        | Q(pk__in=concerned.values("session"))
        | Q(pk=sent.pk if sent else None)
    )
    facts = _released_facts(conference)
    shown = list(live.order_by(*IN_ORDER)) or list(
        sessions.filter(kind=Session.Kind.PANEL, ends_at__gt=at, slug__in=facts).order_by(*IN_ORDER)[:1]
    )
    floors = {
        session.pk: OwnFloor(session, facts.get(session.slug) or _facts(session), _takes_requests(session))
        for session in shown
    }
    rows = Intervention.objects.filter(session__in=floors, state__in=[State.WAITING, State.SPEAKING, State.CONCLUDED])
    rows = rows.filter(~Q(state=State.CONCLUDED) | Q(delegation=delegation))
    for row in rows.select_related("delegation", "role__speaker", "group").order_by("concluded_at", "pk"):
        floors[row.session_id].add(row, delegation)
    return list(floors.values())


def _takes_requests(session):
    floor = getattr(session, "floor", None)
    return bool(floor and floor.takes_requests)


def _released_facts(conference):
    release = Release.objects.public().of(conference.slug, Release.Matter.PROGRAMME).defer("content", "note").first()
    if not release:
        return {}
    return {session["slug"]: session for session in released_programmes([release.pk])[release.pk].sessions}


def _facts(session):
    """Of a session that is not released: who opened its floor has shown it to the delegations."""
    return {
        "slug": session.slug,
        "kind": session.kind,
        "number": session.number,
        "title": texts(session, "title"),
        "starts_at": session.starts_at,
    }
