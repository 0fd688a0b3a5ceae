"""A conference once more on other dates: what comes along, what begins anew, and what stays with the first occasion.

Every field of a row comes along unless it is named here, so that a clone lacks nothing by oversight. What happened
(actual times, releases, the floor, the Summary) and what people agreed to (consents, confirmations) belongs to the
occasion and never does. Times keep what the clock on the wall shows, in another zone too.
"""

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.adminsite.audited import columns_of
from conference.colleagues.giving import hold_as
from conference.confirmation import Shown, changed_since
from conference.languages import columns, official, texts
from conference.locking import lock
from conference.models import (
    LAST_YEAR,
    AuditEntry,
    Conference,
    Document,
    DocumentVersion,
    FollowUpMeeting,
    Organizer,
    PracticalSection,
    User,
)
from conference.refusals import Conflict
from programme.cloning.texts import copy_states
from programme.local_time import moment_of, on_wall
from programme.models import (
    DocumentOfSession,
    GuidingQuestion,
    LetterSettings,
    LetterTemplate,
    Role,
    Room,
    Session,
    Theme,
)
from speakers import protection
from speakers.models import Delegation, Speaker
from speakers.models.name_forms import FORMS
from translation.texts.index import list_loaded

BATCH = 500


class ClonePart(models.TextChoices):
    """The parts of a conference that can be cloned, each by choice."""

    TEXTS = "texts", gettext_lazy("background, objective, outcome, cause and contact")
    ORGANIZERS = "organizers", gettext_lazy("organizers and partners")
    DOCUMENTS = "documents", gettext_lazy("documents and practical information")
    FOLLOW_UP = "follow-up", gettext_lazy("follow-up meetings, which keep their dates")
    ROOMS = "rooms", gettext_lazy("rooms")
    SESSIONS = "sessions", gettext_lazy("sessions with their themes and guiding questions")
    DELEGATIONS = "delegations", gettext_lazy("delegations, under the names that States have on the new dates")
    SPEAKERS = "speakers", gettext_lazy("speakers, as proposed and without their consents")
    ROLES = "roles", gettext_lazy("roles of the speakers in the sessions")
    LETTERS = (
        "letters",
        gettext_lazy("texts of letters, own kinds too, and the letterhead without its reference"),
    )
    PHOTOGRAPHS = "photographs", gettext_lazy("photographs of the speakers, not public until they consent anew")


USUAL = tuple(part for part in ClonePart.values if part != ClonePart.PHOTOGRAPHS)


@dataclass(frozen=True)
class ClonedRows:
    """The rows of a model that are cloned with a part; `left` are the fields that are not copied."""

    model: type[models.Model]
    part: str
    way: str = "conference"
    left: tuple = ()


CLONED_ROWS = (  # each after the models that its rows point to
    ClonedRows(Organizer, ClonePart.ORGANIZERS),
    ClonedRows(Document, ClonePart.DOCUMENTS, left=("posted_on", "supersedes")),
    ClonedRows(DocumentVersion, ClonePart.DOCUMENTS, way="document__conference"),
    ClonedRows(PracticalSection, ClonePart.DOCUMENTS, left=("changed_on",)),
    ClonedRows(FollowUpMeeting, ClonePart.FOLLOW_UP),
    ClonedRows(Room, ClonePart.ROOMS),
    ClonedRows(Session, ClonePart.SESSIONS, left=("began_at", "ended_at")),
    ClonedRows(DocumentOfSession, ClonePart.DOCUMENTS, way="session__conference"),
    ClonedRows(Theme, ClonePart.SESSIONS, way="panel__conference"),
    ClonedRows(GuidingQuestion, ClonePart.SESSIONS, way="panel__conference"),
    ClonedRows(Delegation, ClonePart.DELEGATIONS),
    ClonedRows(Speaker, ClonePart.SPEAKERS, left=("photograph", *protection.CONSENTS)),
    ClonedRows(Role, ClonePart.ROLES, way="session__conference"),
    ClonedRows(LetterTemplate, ClonePart.LETTERS),
    ClonedRows(LetterSettings, ClonePart.LETTERS, left=("reference", "sends_reminders")),
)
CLONED = {Conference, *(kind.model for kind in CLONED_ROWS)}
_TRANSLATED = ("background", "objective", "expected_outcome", "cause_title", "cause_text", "contact_text")
TEXTS = (
    *(column for field in _TRANSLATED for column in columns(field)),
    *("cause_url", "contact_email", "contact_phone", "contact_url"),
)


@dataclass(frozen=True)
class CloneRequest:
    """What the user requests: slug, first day, zone and purpose of the new conference, and the parts to clone."""

    slug: str
    starts_on: date
    time_zone: str
    purpose: str
    parts: frozenset = frozenset(USUAL)

    def conference_like(self, original: Conference) -> Conference:
        """Return the new conference, not yet saved; ValidationError if it is not valid."""
        if self.starts_on.year > LAST_YEAR:
            raise ValidationError({"starts_on": _("Write a year up to %(last)d.") % {"last": LAST_YEAR}})
        conference = copy_of(original, left=() if ClonePart.TEXTS in self.parts else TEXTS)
        for name in ("slug", "starts_on", "time_zone", "purpose"):
            setattr(conference, name, getattr(self, name))
        conference.archived_at = None
        conference.ends_on = self.starts_on + (original.ends_on - original.starts_on)
        conference.clean()
        conference.validate_unique()
        conference.validate_constraints()
        return conference


def copy_of(row: Any, left: Collection[str]) -> Any:
    """Return a copy of a row, not yet saved, without the fields in `left`."""
    kept = [column.attname for column in columns_of(row) if column.name not in left]
    return type(row)(**{name: getattr(row, name) for name in kept})


def numbers_of(original: Conference) -> dict[str, int]:
    """Return how many there are of what each part is named after: {part: number}, without those that are no rows."""
    found: dict[str, int] = {}
    for kind in CLONED_ROWS:
        if kind.part not in found:
            found[kind.part] = kind.model._base_manager.filter(**{kind.way: original}).count()
    found[ClonePart.PHOTOGRAPHS] = original.speakers.exclude(photograph="").count()
    return found


def shown_of(original: Conference) -> Shown:
    """Return all that the page of cloning shows of the original; each part by its name, and "original"."""
    facts = [texts(original, "title"), original.starts_on, original.ends_on, original.time_zone]
    parts: dict[Hashable, object] = {"original": facts}
    parts.update(numbers_of(original).items())
    return Shown(parts)


@transaction.atomic
def clone(
    original: Conference, clone_request: CloneRequest, *, seen: str | None = None, by: User | None, at: datetime
) -> Conference:
    """Clone a conference as the page with the token `seen` showed it; the original stays.

    ClockChanged if a session falls into the hour of a clock change; Conflict if the original has changed since.
    """
    original = lock(original)
    shown_of(original).confirm(seen, Conflict(changed_since()))
    conference = clone_request.conference_like(original)
    Conference.objects.bulk_create([conference])  # sends no signal: the states of the texts are copied below
    copy_states({original.pk: conference}, conference, at)
    made: dict[type[models.Model], dict[int, Any]] = {Conference: {original.pk: conference}}
    for kind in CLONED_ROWS:
        if kind.part in clone_request.parts:
            made[kind.model] = _copy(kind, original, conference, made, at)
    if ClonePart.DOCUMENTS in clone_request.parts:
        _copy_files(DocumentVersion.objects.filter(document__conference=conference).exclude(file=""))
    if {ClonePart.SPEAKERS, ClonePart.PHOTOGRAPHS} <= clone_request.parts:
        _copy_photographs(original, made[Speaker])
    hold_as(by, original, conference)
    detail = {"like": original.slug, "parts": sorted(clone_request.parts)}
    AuditEntry.objects.record(
        act=AuditEntry.Act.CLONE, subject=conference, by=by, at=at, conference=conference, detail=detail
    )
    return conference


def _copy(
    kind: ClonedRows,
    original: Conference,
    conference: Conference,
    made: dict[type[models.Model], dict[int, Any]],
    at: datetime,
) -> dict[int, Any]:
    """Copy the rows of a model; returns {old key: new row}."""
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
    list_loaded(list(renamed.values()), at)  # official names count as translated, as those of all States do
    return pairs


def _renamed(rows: Iterable[Any], pairs: dict[int, Any]) -> dict[int, Any]:
    """Return the delegations whose name differs in the copy, in any language."""
    return {row.pk: pairs[row.pk] for row in rows if texts(pairs[row.pk], "name") != texts(row, "name")}


def _groups(made: dict[type[models.Model], dict[int, Any]]) -> dict[str, str]:
    """Return the groups of texts in the copy: {"session:1": "session:8"}."""
    parts = ((model._meta.model_name, pairs) for model, pairs in made.items() if model in (Session, Speaker))
    return {f"{name}:{old}": f"{name}:{new.pk}" for name, pairs in parts for old, new in pairs.items()}


def _lead_home(copy: models.Model, made: dict[type[models.Model], dict[int, Any]]) -> bool:
    """Point a copy to cloned rows; returns False if a required one was not cloned."""
    for field in copy._meta.concrete_fields:
        model = field.related_model
        if field.is_relation and model and model in CLONED and (key := getattr(copy, field.attname)):
            target = made.get(model, {}).get(key)
            if target is None and not field.null:
                return False
            setattr(copy, field.name, target)
    return True


def _move(session: Session, row: Any, original: Conference, conference: Conference, at: datetime) -> None:
    """Set the same local time, as many days after the first day."""
    days = conference.starts_on - original.starts_on
    for name in ("starts_at", "ends_at"):
        moment = moment_of(on_wall(getattr(row, name), original.zone) + days, conference.zone)
        setattr(session, name, moment)
    if session.ends_at <= session.starts_at:
        raise ValidationError(_("“%(title)s” would end before it begins.") % {"title": row})


def _propose(speaker: Speaker, row: Any, original: Conference, conference: Conference, at: datetime) -> None:
    """Propose the speakers anew, except those who did not come; a protected one gets a new neutral address."""
    if row.status not in Speaker.NOT_COMING:
        speaker.status, speaker.status_at = Speaker.Status.PROPOSED, at
    if row.protected:
        speaker.slug = protection.neutral_slug()


def _name(delegation: Delegation, row: Any, original: Conference, conference: Conference, at: datetime) -> None:
    """Give a State its name on the new first day, unless the name was edited by hand."""
    if row.state:
        former, present = row.state.names_on(original.starts_on), row.state.names_on(conference.starts_on)
        for code, name in present.items():
            column = f"name_{official(code).suffix}"
            if getattr(row, column) == former[code] != name:
                setattr(delegation, column, name)
                if code in FORMS:
                    setattr(delegation, FORMS[code], "")  # the form was that of the former name


_ANEW: dict[type[models.Model], Callable[..., None]] = {Session: _move, Speaker: _propose, Delegation: _name}


def _copy_files(versions: Iterable[DocumentVersion]) -> None:
    """Give the copied versions of documents files of their own; one whose file is missing is left out."""
    for version in versions:
        try:
            with version.file.open("rb") as file:
                content = ContentFile(file.read())
        except OSError:
            version.delete()
            continue
        version.file.save("document", content, save=False)
        DocumentVersion.objects.filter(pk=version.pk).update(file=version.file.name)


def _copy_photographs(original: Conference, speakers: dict[int, Speaker]) -> None:
    """Copy the photographs, each to a file of its own."""
    for row in original.speakers.exclude(photograph="").filter(pk__in=speakers):
        try:
            with row.photograph.open("rb") as file:
                content = ContentFile(file.read())
        except OSError:
            continue  # the file is missing; the speaker is cloned without it
        speaker = speakers[row.pk]
        speaker.photograph.save("photograph.jpg", content, save=False)
        Speaker.objects.filter(pk=speaker.pk).update(photograph=speaker.photograph.name)
