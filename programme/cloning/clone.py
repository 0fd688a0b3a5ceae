"""A conference once more on other dates: what comes along, what begins anew, and what stays with the first occasion.

Every field of a row comes along unless it is named here, so that a clone lacks nothing by oversight. What happened
(actual times, releases, the floor, the Summary) and what people agreed to (consents, confirmations) belongs to the
occasion and never does. Times keep what the clock on the wall shows, in another zone too.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.adminsite.audited import columns_of
from conference.languages import columns, official, texts
from conference.models import LAST_YEAR, AuditEntry, Conference, Document, FollowUpMeeting, Organizer, User
from programme.cloning.texts import copy_states
from programme.local_time import moment_of, on_wall
from programme.models import GuidingQuestion, Role, Room, Session, Theme
from speakers import protection
from speakers.models import Delegation, Speaker
from translation.texts.index import list_loaded

BATCH = 500


class ClonePart(models.TextChoices):
    """What may come along, each by itself."""

    TEXTS = "texts", gettext_lazy("background, objective, outcome, cause and contact")
    ORGANIZERS = "organizers", gettext_lazy("organizers and partners")
    DOCUMENTS = "documents", gettext_lazy("documents")
    FOLLOW_UP = "follow-up", gettext_lazy("follow-up meetings, which keep their dates")
    ROOMS = "rooms", gettext_lazy("rooms")
    SESSIONS = "sessions", gettext_lazy("sessions with their themes and guiding questions")
    DELEGATIONS = "delegations", gettext_lazy("delegations, under the names that States have on the new dates")
    SPEAKERS = "speakers", gettext_lazy("speakers, as invited and without their consents")
    ROLES = "roles", gettext_lazy("roles of the speakers in the sessions")
    PHOTOGRAPHS = "photographs", gettext_lazy("photographs of the speakers, not public until they consent anew")


USUAL = tuple(part for part in ClonePart.values if part != ClonePart.PHOTOGRAPHS)


@dataclass(frozen=True)
class ClonedRows:
    """Rows of a model that come along with a part; `left` are the fields that stay behind."""

    model: type[models.Model]
    part: str
    way: str = "conference"
    left: tuple = ()


CLONED_ROWS = (  # each after those that its rows point to
    ClonedRows(Organizer, ClonePart.ORGANIZERS),
    ClonedRows(Document, ClonePart.DOCUMENTS),
    ClonedRows(FollowUpMeeting, ClonePart.FOLLOW_UP),
    ClonedRows(Room, ClonePart.ROOMS),
    ClonedRows(Session, ClonePart.SESSIONS, left=("began_at", "ended_at")),
    ClonedRows(Theme, ClonePart.SESSIONS, way="panel__conference"),
    ClonedRows(GuidingQuestion, ClonePart.SESSIONS, way="panel__conference"),
    ClonedRows(Delegation, ClonePart.DELEGATIONS),
    ClonedRows(Speaker, ClonePart.SPEAKERS, left=("photograph", *protection.CONSENTS)),
    ClonedRows(Role, ClonePart.ROLES, way="session__conference"),
)
CLONED = {Conference, *(kind.model for kind in CLONED_ROWS)}
_TRANSLATED = ("background", "objective", "expected_outcome", "cause_title", "cause_text", "contact_text")
TEXTS = (
    *(column for field in _TRANSLATED for column in columns(field)),
    *("cause_url", "contact_email", "contact_phone", "contact_url"),
)


@dataclass(frozen=True)
class CloneRequest:
    """What is asked for: the new conference's name, first day, zone and purpose, and the parts that come along."""

    slug: str
    starts_on: date
    time_zone: str
    purpose: str
    parts: frozenset = frozenset(USUAL)

    def conference_like(self, original: Conference) -> Conference:
        """The new conference, not yet written; ValidationError where it cannot be."""
        if self.starts_on.year > LAST_YEAR:
            raise ValidationError({"starts_on": _("Write a year up to %(last)d.") % {"last": LAST_YEAR}})
        conference = copy_of(original, left=() if ClonePart.TEXTS in self.parts else TEXTS)
        for name in ("slug", "starts_on", "time_zone", "purpose"):
            setattr(conference, name, getattr(self, name))
        conference.ends_on = self.starts_on + (original.ends_on - original.starts_on)
        conference.clean()
        conference.validate_unique()
        conference.validate_constraints()
        return conference


def copy_of(row: Any, left: Collection[str]) -> Any:
    """A row like another, not yet written."""
    kept = [column.attname for column in columns_of(row) if column.name not in left]
    return type(row)(**{name: getattr(row, name) for name in kept})


@transaction.atomic
def clone(original: Conference, clone_request: CloneRequest, *, by: User | None, at: datetime) -> Conference:
    """Make a conference like another, of which nothing is written. ClockChanged names an hour that does not come."""
    conference = clone_request.conference_like(original)
    Conference.objects.bulk_create([conference])  # which sends no signal: its texts come with their states
    copy_states({original.pk: conference}, conference, at)
    made: dict[type[models.Model], dict[int, Any]] = {Conference: {original.pk: conference}}
    for kind in CLONED_ROWS:
        if kind.part in clone_request.parts:
            made[kind.model] = _copy(kind, original, conference, made, at)
    if {ClonePart.SPEAKERS, ClonePart.PHOTOGRAPHS} <= clone_request.parts:
        _copy_photographs(original, made[Speaker])
    detail = {"like": original.slug, "parts": sorted(clone_request.parts)}
    AuditEntry.objects.record(act="clone", subject=conference, by=by, at=at, conference=conference, detail=detail)
    return conference


def _copy(
    kind: ClonedRows,
    original: Conference,
    conference: Conference,
    made: dict[type[models.Model], dict[int, Any]],
    at: datetime,
) -> dict[int, Any]:
    """The rows of a kind, written: {key of the old: the new}."""
    rows = kind.model._base_manager.filter(**{kind.way: original}).order_by("pk")
    if kind.model is Delegation:
        rows = rows.select_related("state").prefetch_related("state__former_names")
    pairs: dict[int, Any] = {}
    for row in rows:
        copy = copy_of(row, kind.left)
        if _lead_home(copy, made):
            if kind.model in _ANEW:
                _ANEW[kind.model](copy, row, original, conference, at)
            pairs[row.pk] = copy
    kind.model._base_manager.bulk_create(pairs.values(), batch_size=BATCH)
    renamed = _renamed(rows, pairs) if kind.model is Delegation else {}
    alike = {key: copy for key, copy in pairs.items() if key not in renamed}
    copy_states(alike, conference, at, _groups(made | {kind.model: pairs}))
    list_loaded(list(renamed.values()), at)  # official names, as those of all States are
    return pairs


def _renamed(rows: Iterable[Any], pairs: dict[int, Any]) -> dict[int, Any]:
    """The delegations that have another name in the copy, be it in one language alone."""
    return {row.pk: pairs[row.pk] for row in rows if texts(pairs[row.pk], "name") != texts(row, "name")}


def _groups(made: dict[type[models.Model], dict[int, Any]]) -> dict[str, str]:
    """How the parts of documents are called in the copy: {"session:1": "session:8"}."""
    parts = ((model._meta.model_name, pairs) for model, pairs in made.items() if model in (Session, Speaker))
    return {f"{name}:{old}": f"{name}:{new.pk}" for name, pairs in parts for old, new in pairs.items()}


def _lead_home(copy: models.Model, made: dict[type[models.Model], dict[int, Any]]) -> bool:
    """Point a copy to what came along; returns whether it can stand without what did not."""
    for field in copy._meta.concrete_fields:
        model = field.related_model
        if field.many_to_one and model and model in CLONED and (key := getattr(copy, field.attname)):
            target = made.get(model, {}).get(key)
            if target is None and not field.null:
                return False
            setattr(copy, field.name, target)
    return True


def _move(session: Session, row: Any, original: Conference, conference: Conference, at: datetime) -> None:
    """The same time by the clock, as many days after the first."""
    days = conference.starts_on - original.starts_on
    for name in ("starts_at", "ends_at"):
        moment = moment_of(on_wall(getattr(row, name), original.zone) + days, conference.zone)
        setattr(session, name, moment)
    if session.ends_at <= session.starts_at:
        raise ValidationError(_("“%(title)s” would end before it begins.") % {"title": row})


def _invite(speaker: Speaker, row: Any, original: Conference, conference: Conference, at: datetime) -> None:
    """Nobody has confirmed yet; who has withdrawn is not invited again unseen. A neutral address leads nowhere else."""
    if row.status != Speaker.Status.WITHDRAWN:
        speaker.status, speaker.status_at = Speaker.Status.INVITED, at
    if row.protected:
        speaker.slug = protection.neutral_slug()


def _name(delegation: Delegation, row: Any, original: Conference, conference: Conference, at: datetime) -> None:
    """A State under the name that it has on the new first day, unless somebody had written another."""
    if row.state:
        former, present = row.state.names_on(original.starts_on), row.state.names_on(conference.starts_on)
        for code, name in present.items():
            column = f"name_{official(code).suffix}"
            if getattr(row, column) == former[code]:
                setattr(delegation, column, name)


_ANEW: dict[type[models.Model], Callable[..., None]] = {Session: _move, Speaker: _invite, Delegation: _name}


def _copy_photographs(original: Conference, speakers: dict[int, Speaker]) -> None:
    """The photographs of those who have one, each as a file of its own."""
    for row in original.speakers.exclude(photograph="").filter(pk__in=speakers):
        try:
            with row.photograph.open("rb") as file:
                content = ContentFile(file.read())
        except OSError:
            continue  # the file is gone; the speaker is not
        speaker = speakers[row.pk]
        speaker.photograph.save("photograph.jpg", content, save=False)
        Speaker.objects.filter(pk=speaker.pk).update(photograph=speaker.photograph.name)
