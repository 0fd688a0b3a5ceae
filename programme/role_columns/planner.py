"""What the import of a row would do with roles: those that the person does not have yet are added."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from django.utils.translation import gettext as _

from conference.languages.lists import labelled
from conference.models import Conference
from conference.refusals import Refusal
from programme.models import Role, Session
from programme.role_columns.cells import Given, RoleReader, together, usual_kind
from programme.role_columns.columns import AS_KIND, BY_KIND, IN_SESSION, PAIRS, of_session
from programme.role_columns.session_names import SessionFinder
from programme.templatetags.edition import label
from speakers.imports.cells import Column
from speakers.imports.parts import PartPlanner, PlannedPart
from speakers.imports.plan import CellChange, CellProblem


def named(session: Session) -> str:
    """A session as a row of the preview names it: a panel by its number, another by its title."""
    is_panel = session.kind == Session.Kind.PANEL
    return str(label(session.label_facts)) if is_panel else str(session)


class RolePlanner(PartPlanner):
    def __init__(self, conference: Conference, *, may_give: bool) -> None:
        self._conference, self._may_give = conference, may_give
        self._given: dict[int, set[tuple[int, str]]] = {}  # what earlier rows give, by the row of the speaker

    @cached_property
    def _reader(self) -> RoleReader:
        return RoleReader(SessionFinder(self._conference))

    @cached_property
    def _existing(self) -> dict[int, set[tuple[int, str]]]:
        found: dict[int, set[tuple[int, str]]] = {}
        roles = Role.objects.filter(session__conference=self._conference)
        for speaker, session, kind in roles.values_list("speaker", "session", "kind"):
            found.setdefault(speaker, set()).add((session, kind))
        return found

    def plan(self, planned: PlannedPart, texts: Mapping[str, str], places: Mapping[str, str]) -> None:
        known = self._given.setdefault(id(planned.row), set(self._existing.get(planned.row.pk or 0, ())))
        for column, given in self._said(planned, texts, places):
            session = given.session
            if session is None:
                words = _("Which session? Write it in the column of sessions, or beside the role.")
                planned.problems.append(CellProblem(words, places.get(column.heading, ""), column))
                continue
            kind = given.kind or usual_kind(session)
            if (session.pk, str(kind)) not in known:
                if not self._may_give:
                    words = _("Your account may not give roles in sessions. Leave the column out.")
                    planned.problems.append(CellProblem(words, places.get(column.heading, ""), column))
                    return
                known.add((session.pk, str(kind)))
                planned.further.append((session.pk, str(kind)))
                planned.changes.append(CellChange(column, "", labelled(named(session), kind.label)))

    def _said(
        self, planned: PlannedPart, texts: Mapping[str, str], places: Mapping[str, str]
    ) -> Iterator[tuple[Column, Given]]:
        """Yield what the cells of a row say, with the column that says it; add a problem for what cannot be read."""
        for heading, cell in texts.items():
            column: Column | None = None
            try:
                if heading.startswith(IN_SESSION):
                    column = of_session(heading.removeprefix(IN_SESSION))
                    session = self._reader.finder.find(heading.removeprefix(IN_SESSION))
                    found = [Given(session, kind) for kind in self._reader.role(cell, session)]
                elif heading.startswith(AS_KIND):
                    kind = Role.Kind(heading.removeprefix(AS_KIND))
                    column = BY_KIND[kind]
                    found = [Given(session, kind) for session in self._reader.sessions(cell)]
                else:
                    continue
                yield from ((column, each) for each in found)
            except Refusal as refusal:
                planned.problems.append(CellProblem(str(refusal), places.get(heading, ""), column))
        for session_column, role_column in PAIRS:
            yield from self._of_pair(planned, texts, places, session_column, role_column)

    def _of_pair(
        self,
        planned: PlannedPart,
        texts: Mapping[str, str],
        places: Mapping[str, str],
        session_column: Column,
        role_column: Column,
    ) -> Iterator[tuple[Column, Given]]:
        column = session_column
        try:
            sessions = self._reader.sessions(texts.get(column.heading, ""))
            column = role_column
            found = together(sessions, self._reader.roles(texts.get(column.heading, "")))
        except Refusal as refusal:
            planned.problems.append(CellProblem(str(refusal), places.get(column.heading, ""), column))
            return
        yield from ((role_column if role_column.heading in texts else session_column, each) for each in found)
