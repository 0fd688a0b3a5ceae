"""The statements that the public may read, as texts in their versions, in the order in which they were delivered."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from conference.languages import CODES
from conference.models import FormerShortName
from floor.models import Intervention
from floor.models.record import Statement
from floor.statements.file_names import delegation_slug, file_name
from programme.models import Session
from programme.release.editions import ProgrammeEdition
from speakers.models import Delegation


@dataclass(frozen=True)
class PublishedVersion:
    """A file in one language, under its name for the public."""

    statement: Statement
    file_name: str

    @property
    def revised_at(self) -> datetime | None:
        return self.statement.uploaded_at if self.statement.revision else None


@dataclass
class PublishedText:
    """What a delegation delivered, in one or several languages, the original first. `at` is when the floor was given.

    It was posted after the session where `intervention` is None.
    """

    session: Session
    delegation: Delegation
    intervention: Intervention | None
    at: datetime | None
    versions: list[PublishedVersion] = field(default_factory=list)

    @property
    def first(self) -> Statement:
        return self.versions[0].statement

    @property
    def changed_at(self) -> datetime:
        """Returns when it became what it is: at its delivery, or when it was posted or revised later."""
        moments = [self.at, *(version.statement.posted_at for version in self.versions)]
        moments += [version.revised_at for version in self.versions]
        if self.intervention:
            moments.append(self.intervention.concluded_at)
        return max((at for at in moments if at), default=self.first.uploaded_at)


def published(sessions: Iterable[Session], delegation: Delegation | None = None) -> dict[int, list[PublishedText]]:
    """Returns what is public of each session, in the order of delivery, then of posting: {session's key: [text]}.

    The names of files count the texts of a delegation in all of its session, also where one delegation is asked for.
    """
    rows = {session.pk: session for session in sessions}
    statements = Statement.objects.public().filter(session__in=rows).select_related("delegation__state", "intervention")
    concluded = _concluded(rows)
    texts: dict[object, list[Statement]] = defaultdict(list)
    for statement in statements.order_by("uploaded_at", "pk"):
        texts[statement.text_key].append(statement)
    found: dict[int, list[PublishedText]] = {key: [] for key in rows}
    for versions in texts.values():
        found[versions[0].session_id].append(_text(versions, rows, concluded))
    for several in found.values():
        several.sort(key=lambda text: (text.intervention is None, text.at is None, text.at, text.first.pk))
        _name(several)
    if delegation is None:
        return found
    return {key: [text for text in texts if text.delegation.pk == delegation.pk] for key, texts in found.items()}


def _concluded(sessions: Mapping[int, Session]) -> dict[tuple[int, int | None], list[Intervention]]:
    """Returns the interventions that may have delivered a statement, by session and delegation."""
    rows = Intervention.objects.filter(
        session__in=sessions, kind=Intervention.Kind.INTERVENTION, state=Intervention.State.CONCLUDED
    )
    found = defaultdict(list)
    for row in rows.order_by("concluded_at", "pk"):
        found[row.session_id, row.delegation_id].append(row)
    return found


def _text(
    versions: list[Statement],
    sessions: Mapping[int, Session],
    concluded: Mapping[tuple[int, int | None], list[Intervention]],
) -> PublishedText:
    first = versions[0]
    intervention = next((row.intervention for row in versions if _is_concluded(row.intervention)), None)
    if intervention is None and not first.posted_at:
        said = concluded.get((first.session_id, first.delegation_id), [])
        intervention = next((row for row in said if row.concluded_at and row.concluded_at >= first.uploaded_at), None)
    at = (intervention.given_at or intervention.concluded_at) if intervention else first.posted_at
    versions = sorted(versions, key=lambda row: (row.version != Statement.Version.ORIGINAL, CODES.index(row.language)))
    text = PublishedText(sessions[first.session_id], first.delegation, intervention, at)
    text.versions = [PublishedVersion(row, "") for row in versions]
    return text


def _is_concluded(intervention: Intervention | None) -> bool:
    return intervention is not None and intervention.state == Intervention.State.CONCLUDED


def _name(texts: list[PublishedText]) -> None:
    """Gives each file its name; of several texts of a name in a session, the second and those after it are counted."""
    counts: dict[str, int] = defaultdict(int)
    for text in texts:
        slug = delegation_slug(text.delegation)
        counts[slug] += 1
        part = slug if counts[slug] == 1 else f"{slug}-{counts[slug]}"
        text.versions = [
            PublishedVersion(each.statement, file_name(text.session, part, each.statement)) for each in text.versions
        ]


def released_sessions(edition: ProgrammeEdition) -> list[Session]:
    """Returns the sessions of a released programme in its order, under the short names that they have there."""
    rows = Session.objects.filter(conference__slug=edition.slug).select_related("conference")
    by_slug = {row.slug: row for row in rows}
    by_key = {row.pk: row for row in rows}
    former = FormerShortName.objects.filter(kind="session", conference__slug=edition.slug)
    for slug, key in former.values_list("slug", "row_id"):
        if key in by_key:
            by_slug.setdefault(slug, by_key[key])
    found = []
    for released in edition.programme.sessions:
        if row := by_slug.get(released["slug"]):
            row.slug = released["slug"]  # what the addresses of this edition name; it is not saved
            found.append(row)
    return found
