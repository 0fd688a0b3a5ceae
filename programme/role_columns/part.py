"""The roles in sessions as a part of the table of speakers: columns, preview, and writing."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import cast

from django.utils.translation import gettext as _

from conference.imports.matching import ColumnOfFile, share
from conference.models import AuditEntry, Conference, User
from conference.recorded_rows import Journal
from programme.models import Role, Session
from programme.role_columns.cells import RoleReader, is_empty
from programme.role_columns.columns import BY_HEADING, BY_KIND, COLUMNS, IN_SESSION, PAIRS, SESSIONS, of_session
from programme.role_columns.planner import RolePlanner, named
from programme.role_columns.role_names import is_mark, role_called
from programme.role_columns.session_names import SessionFinder, is_called_session
from speakers.imports.cells import Column
from speakers.imports.parts import PartRecogniser, PlannedPart, TablePart
from speakers.models import Speaker

_MOST = 0.6  # the share of texts that decides what a column holds
BATCH = 500


class RoleRecogniser(PartRecogniser):
    """Finds columns of sessions and roles by their texts, whatever their heading; "Role" may be a function too."""

    def __init__(self, conference: Conference) -> None:
        self._reader = RoleReader(SessionFinder(conference))

    def fields_of(self, column: ColumnOfFile) -> Sequence[str]:
        texts = [text for text in column.texts if not is_empty(text)]
        heading, reader = column.heading, self._reader
        if share(texts, lambda text: reader.is_role(text) or is_mark(text)) > _MOST:
            if len(found := reader.finder.called(heading)) == 1:
                return [f"{IN_SESSION}{found[0].slug}"]
            if share(texts, reader.is_role) > _MOST:
                return [role.heading for __, role in PAIRS]
        if share(texts, reader.is_session) > _MOST and (is_called_session(heading) or not _are_numbers(texts)):
            kind = role_called(heading)
            return [BY_KIND[kind].heading] if kind else [session.heading for session, __ in PAIRS]
        return []


def _are_numbers(texts: Sequence[str]) -> bool:
    return all(text.strip().rstrip(".").isdecimal() for text in texts)


def _own_name(session: Session, finder: SessionFinder) -> str:
    """Return the name by which an import finds this session and no other."""
    name = named(session)
    return name if finder.called(name) == [session] else session.slug


class RolesOfSpeakers(TablePart):
    written = (Role,)

    @property
    def name(self) -> str:
        return _("Roles in sessions")

    @property
    def columns(self) -> Sequence[Column]:
        return COLUMNS

    def column(self, key: str) -> Column | None:
        if key.startswith(IN_SESSION):
            return of_session(key.removeprefix(IN_SESSION))
        return BY_HEADING.get(key)

    def choices(self, conference: Conference) -> list[tuple[str, str]]:
        sessions = Session.objects.filter(conference=conference).in_order()
        of_sessions = [of_session(session.slug, named(session)) for session in sessions]
        return [(column.heading, column.label) for column in [*COLUMNS, *of_sessions]]

    def exported(self, conference: Conference) -> tuple[Sequence[Column], Mapping[int, Mapping[str, str]]]:
        finder = SessionFinder(conference)
        found: dict[int, dict[str, list[str]]] = {}
        names = {session.pk: _own_name(session, finder) for session in finder.sessions}
        roles = Role.objects.filter(session__conference=conference).order_by("session__starts_at", "session", "pk")
        for speaker, session, kind in roles.values_list("speaker", "session", "kind"):
            of_kind = found.setdefault(speaker, {}).setdefault(BY_KIND[Role.Kind(kind)].heading, [])
            of_kind.append(names[session])
        cells = {key: {name: "; ".join(each) for name, each in told.items()} for key, told in found.items()}
        return list(BY_KIND.values()), cells

    def recogniser(self, conference: Conference) -> RoleRecogniser:
        return RoleRecogniser(conference)

    def planner(self, conference: Conference, user: User | None) -> RolePlanner:
        return RolePlanner(conference, may_give=user is None or user.has_perm("programme.add_role"))

    def suggestions(self, conference: Conference, wanted: Collection[str]) -> list[tuple[str, list[str]]]:
        if SESSIONS not in wanted:
            return []
        return [(SESSIONS, [named(session) for session in Session.objects.filter(conference=conference).in_order()])]

    def lock(self, conference: int) -> None:
        rows = Session.objects.filter(conference=conference).order_by("pk")
        list(rows.select_for_update(no_key=True).values_list("pk"))

    def write(
        self, rows: Sequence[PlannedPart], conference: Conference, journal: Journal, *, by: User, at: datetime
    ) -> None:
        writer = _RoleWriter(conference)
        roles = [writer.role(planned, *given) for planned in rows for given in planned.further]
        made = Role.objects.bulk_create(roles, batch_size=BATCH)
        journal.add(made)
        act, entry_of = AuditEntry.Act.ADD, AuditEntry.objects.entry_of
        entries = [
            entry_of(act=act, subject=role, by=by, at=at, conference=conference, detail=_told(role)) for role in made
        ]
        AuditEntry.objects.bulk_create(entries, batch_size=BATCH)


class _RoleWriter:
    """Makes new roles, each at the end of its session, in the order of the file."""

    def __init__(self, conference: Conference) -> None:
        self._conference = conference
        self._next: dict[int, int] = {}

    @cached_property
    def _sessions(self) -> dict[int, Session]:
        return Session.objects.filter(conference=self._conference).in_bulk()

    def role(self, planned: PlannedPart, session: int, kind: str) -> Role:
        if session not in self._next:
            last = Role.objects.filter(session=session).order_by("-position").values_list("position", flat=True).first()
            self._next[session] = 0 if last is None else last + 1
        role = Role(session=self._sessions[session], kind=kind, position=self._next[session])
        role.speaker = cast(Speaker, planned.row)
        self._next[session] += 1
        return role


def _told(role: Role) -> dict[str, list[object]]:
    columns = {"session": role.session_id, "speaker": role.speaker_id, "kind": role.kind, "position": role.position}
    return {name: [None, value] for name, value in columns.items()}


ROLES = RolesOfSpeakers()
