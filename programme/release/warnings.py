"""What the secretariat should check before a release. Each warning can be overruled; the audit trail says which were.

`warnings_of` reads the draft in a constant number of queries; the same draft always gives the same warnings.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.languages import LANGUAGES, texts
from conference.models import Conference, Release
from programme.models import Role, Room, Session
from programme.release.content import content_of, missing_texts
from programme.release.draft_rows import DraftRows, rows_of
from programme.release.protected_names import ProtectedNames, protected_names
from programme.timetable.clashes import ClashKind, clashes_of
from speakers.models import Speaker
from translation.teamwork.progress import progress_of

SERIOUS, TO_CHECK = "serious", "to-check"
SEVERITIES = {SERIOUS: pgettext_lazy("a warning", "Serious"), TO_CHECK: pgettext_lazy("a warning", "To check")}
KINDS = {  # in the order in which they are shown: kind -> (severity, heading)
    "protected-revision": (SERIOUS, _("Public revisions that name a protected person")),
    "protected-summary": (SERIOUS, _("Public editions of the Summary that name a protected person")),
    "protected-text": (SERIOUS, _("Texts that name a protected person")),
    "room": (SERIOUS, _("A room that is used twice at once")),
    "person": (SERIOUS, _("A person in two sessions at once")),
    "outside": (SERIOUS, _("Sessions outside the days of the conference")),
    "no-room": (TO_CHECK, _("Sessions without a room")),
    "no-co-chair": (TO_CHECK, _("Panels without a co-chair")),
    "not-confirmed": (TO_CHECK, _("People in a session who have not confirmed; the public does not see them")),
    "photograph": (TO_CHECK, _("Photographs without consent; they are not shown")),
    "missing": (TO_CHECK, _("Missing texts")),
    "outdated": (TO_CHECK, _("Outdated translations")),
}
FEW = 10  # warnings of a kind that are shown at once
TRANSLATED_WITH_PROGRAMME = ("programme", "people")


@dataclass(frozen=True)
class ReleaseWarning:
    """One thing to check: its kind, its subject, and the page on which it can be corrected.

    `about` are names as texts; where there are several, the first is that of a room or a person. `number` is that of a
    revision, or a count of texts of a `language`. `key` identifies the warning within its kind.
    """

    kind: str
    key: tuple
    address: str
    about: tuple = ()
    number: int = 0
    language: Any = None

    @property
    def part(self) -> tuple[object, ...]:
        """The part of the page of releases that has it."""
        return ("warning", self.kind, *self.key)


@dataclass(frozen=True)
class WarningGroup:
    """The warnings of one kind."""

    kind: str
    warnings: tuple

    @property
    def heading(self) -> str | Promise:
        return KINDS[self.kind][1]

    @property
    def is_short(self) -> bool:
        return len(self.warnings) <= FEW

    @property
    def level(self) -> str:
        return KINDS[self.kind][0]

    @property
    def severity(self) -> str | Promise:
        return SEVERITIES[self.level]


def grouped(warnings: Iterable[ReleaseWarning]) -> list[WarningGroup]:
    """Return the warnings by kind, the serious ones first: [WarningGroup]."""
    found = {kind: tuple(warning for warning in warnings if warning.kind == kind) for kind in KINDS}
    return [WarningGroup(kind, several) for kind, several in found.items() if several]


def warnings_of(
    conference: Conference,
    rows: DraftRows | None = None,
    content: dict[str, Any] | None = None,
    hidden: ProtectedNames | None = None,
) -> list[ReleaseWarning]:
    """Return all that should be checked before this draft is released; what the caller has read is not read again."""
    rows = rows or rows_of(conference)
    content = content or content_of(conference, rows)
    hidden = protected_names(conference.slug) if hidden is None else hidden
    return [
        *_of_protection(conference, content, rows.sessions, hidden),
        *warnings_of_sessions(conference, rows.sessions),
        *_of_photographs(conference),
        *_of_texts(conference, content),
    ]


def warnings_of_sessions(conference: Conference, sessions: list[Session]) -> list[ReleaseWarning]:
    """Return what should be checked of sessions, which are given with rooms, roles and speakers; it asks nothing."""
    return [
        *_of_clashes(conference, sessions),
        *_of_rooms(conference, sessions),
        *_of_people(conference, sessions),
    ]


def _edit(row: Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def _of_protection(
    conference: Conference, content: dict[str, Any], sessions: list[Session], names: ProtectedNames
) -> Iterator[ReleaseWarning]:
    if not names:
        return
    for release in conference.releases.public().order_by("matter", "number").iterator(chunk_size=1):
        if names.are_told_by(release.content):
            of_programme = release.matter == Release.Matter.PROGRAMME
            kind = "protected-revision" if of_programme else "protected-summary"
            address = reverse("programme:release-list" if of_programme else "summary:issue", args=[conference.slug])
            yield ReleaseWarning(kind, (release.number,), address, number=release.number)
    told = [row["slug"] for row in content["speakers"] if names.are_in(row)]
    for speaker in conference.speakers.filter(slug__in=told).order_by("pk"):
        yield ReleaseWarning("protected-text", ("speaker", speaker.pk), _edit(speaker), (speaker.public_name,))
    told = [row["slug"] for row in content["sessions"] if names.are_in(row)]
    for session in sessions:
        if session.slug in told:
            yield ReleaseWarning("protected-text", ("session", session.pk), _edit(session), (texts(session, "title"),))
    others = {name: part for name, part in content.items() if name not in ("sessions", "speakers")}
    if names.are_in(others):
        yield ReleaseWarning("protected-text", ("conference",), _edit(conference), (texts(conference, "title"),))


def _of_rooms(conference: Conference, sessions: list[Session]) -> Iterator[ReleaseWarning]:
    is_held_at_venue = not any(session.room for session in sessions) and any(texts(conference, "venue").values())
    for session in sessions:
        title = (texts(session, "title"),)
        days = [moment.astimezone(conference.zone).date() for moment in (session.starts_at, session.ends_at)]
        if not conference.starts_on <= days[0] <= days[1] <= conference.ends_on:
            yield ReleaseWarning("outside", (session.pk,), _edit(session), title)
        if not session.room and session.kind != Session.Kind.BREAK and not is_held_at_venue:
            yield ReleaseWarning("no-room", (session.pk,), _edit(session), title)


def _of_clashes(conference: Conference, sessions: list[Session]) -> Iterator[ReleaseWarning]:
    grid = reverse("programme:grid", args=[conference.slug])
    for clash in clashes_of(sessions):
        address = f"{grid}?session={clash.second.slug}"
        titles = tuple(texts(session, "title") for session in (clash.first, clash.second))
        pair = (clash.first.pk, clash.second.pk)
        if clash.kind == ClashKind.ROOM:
            room = cast(Room, clash.first.room)
            yield ReleaseWarning("room", (room.pk, *pair), address, (texts(room, "name"), *titles))
        elif clash.speaker:
            about = (clash.speaker.public_name, *titles)
            yield ReleaseWarning("person", (clash.speaker.pk, *pair), address, about)


def _of_people(conference: Conference, sessions: list[Session]) -> Iterator[ReleaseWarning]:
    sits_in: dict[Speaker, dict[int, Session]] = {}
    for session in sessions:
        roles = [role for role in session.roles.all() if role.speaker.status not in Speaker.NOT_COMING]
        for role in session.roles.all():
            sits_in.setdefault(role.speaker, {})[session.pk] = session
        if session.kind == Session.Kind.PANEL and not any(role.kind == Role.Kind.CO_CHAIR for role in roles):
            yield ReleaseWarning("no-co-chair", (session.pk,), _edit(session), (texts(session, "title"),))
    for speaker, several in sits_in.items():
        name = speaker.public_name
        if speaker.status != Speaker.Status.CONFIRMED:
            about = (name, *(texts(session, "title") for session in several.values()))
            address = reverse("programme:people", args=[conference.slug])
            yield ReleaseWarning("not-confirmed", (speaker.pk, speaker.status, *several), address, about)


def _of_photographs(conference: Conference) -> Iterator[ReleaseWarning]:
    kept = (
        Speaker.objects.confirmed().filter(conference=conference, consents_to_photograph=False).exclude(photograph="")
    )
    for speaker in kept.order_by("pk"):
        yield ReleaseWarning("photograph", (speaker.pk,), _edit(speaker), (speaker.public_name,))


def _of_texts(conference: Conference, content: dict[str, Any]) -> Iterator[ReleaseWarning]:
    overview = reverse("translation:overview", args=[conference.slug])
    missing = missing_texts(content)
    for progress in progress_of(conference, LANGUAGES):
        language, documents = progress.language, progress.documents
        outdated = sum(documents[key].outdated for key in TRANSLATED_WITH_PROGRAMME if key in documents)
        for kind, number in (("missing", missing.get(language.code, 0)), ("outdated", outdated)):
            if number:
                yield ReleaseWarning(kind, (language.code, number), overview, number=number, language=language)
