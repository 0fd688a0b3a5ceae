"""Reading what the cells of a row say of roles: which session, and as what."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from conference.languages.lists import listed
from conference.refusals import Refusal
from programme.models import Role, Session
from programme.role_columns.role_names import comparable, is_mark, role_called
from programme.role_columns.session_names import SessionFinder

_STRONG = re.compile(r"[;；؛\n•|]")
_WEAK = re.compile(r"[,،、，&+/]|\b(?:and|et|y|и)\b|\sو(?=\s?\w)|和|及|以及")
_BETWEEN = re.compile(r"[,،、，:：()（）–—]|\s-\s|\s")  # what stands between a role and its session in one cell
_SMALL_WORDS = set(map(comparable, "of|for|in|at|the|de|du|des|la|le|del|en|в|на|في|ل|的".split("|")))


@dataclass(frozen=True)
class Given:
    """A role that a cell gives; no session or no kind where the cell names none."""

    session: Session | None
    kind: Role.Kind | None


def usual_kind(session: Session) -> Role.Kind:
    """Return what somebody does in a session of whom a list says no more."""
    return Role.Kind.PANELLIST if session.kind == Session.Kind.PANEL else Role.Kind.SPEAKER


def is_empty(cell: str) -> bool:
    return cell.strip() in ("", "-", "–", "—")


def pieces_of(cell: str, is_known: Callable[[str], bool]) -> list[str]:
    """Return the parts of a cell: the whole, if it is known, else divided by signs and small words such as "and"."""
    if is_empty(cell) or is_known(cell):
        return [] if is_empty(cell) else [cell.strip()]
    found = []
    for some in _STRONG.split(cell):
        found += [some] if is_known(some) else _WEAK.split(some)
    return [each.strip() for each in found if not is_empty(each)]


class RoleReader:
    """Reads roles and sessions in the cells of a list."""

    def __init__(self, finder: SessionFinder) -> None:
        self.finder = finder

    def sessions(self, cell: str) -> list[Session]:
        """Return the sessions that a cell names; Refusal says which is not known."""
        return [self.finder.find(each) for each in pieces_of(cell, lambda text: bool(self.finder.called(text)))]

    def roles(self, cell: str) -> list[Given]:
        """Return the roles that a cell names, each with its session if it names one: "Moderator, Panel 2"."""
        return [self._given(each) for each in pieces_of(cell, lambda text: self._known(text) is not None)]

    def role(self, cell: str, session: Session) -> list[Role.Kind]:
        """Return the roles of a cell in the column of a session, where a mark says only that somebody takes part."""
        if is_mark(cell):
            return [usual_kind(session)]
        return [given.kind or usual_kind(session) for given in self.roles(cell)]

    def is_role(self, cell: str) -> bool:
        """Whether a cell names roles and nothing else."""
        found = pieces_of(cell, lambda text: self._known(text) is not None)
        return bool(found) and all(self._known(each) is not None for each in found)

    def is_session(self, cell: str) -> bool:
        """Whether a cell names sessions and nothing else."""
        found = pieces_of(cell, lambda text: bool(self.finder.called(text)))
        return bool(found) and all(self.finder.called(each) for each in found)

    def _given(self, text: str) -> Given:
        if (given := self._known(text)) is None:
            known = listed(Role.Kind.labels)
            words = _("“%(cell)s” is not known here. Possible are: %(known)s.")
            raise Refusal(words % {"cell": text[:60], "known": known})
        return given

    def _known(self, text: str) -> Given | None:
        if kind := role_called(text):
            return Given(None, kind)
        for one, other in _halves(text):
            for role, session in ((one, other), (other, one)):
                kind, found = role_called(role), self.finder.called(session)
                if kind and len(found) == 1:
                    return Given(found[0], kind)
        return None


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """Yield the two parts of a text at each sign between them, without small words at the seam."""
    for match in _BETWEEN.finditer(text):
        one, other = text[: match.start()].strip(" ()（）"), text[match.end() :].strip(" ()（）")
        words = other.split()
        while words and comparable(words[0]) in _SMALL_WORDS:
            words = words[1:]
        if one and words:
            yield one, " ".join(words)


def together(sessions: Sequence[Session], roles: Sequence[Given]) -> list[Given]:
    """Return the roles of two cells beside each other, one with sessions and one with roles."""
    if not sessions:
        return list(roles)
    if not roles:
        return [Given(session, None) for session in sessions]
    own = [role for role in roles if role.session]
    open_roles = [role for role in roles if not role.session]
    if len(open_roles) == len(sessions) > 1:
        return own + [Given(session, role.kind) for session, role in zip(sessions, open_roles, strict=True)]
    if own and not open_roles:
        return own
    if len(sessions) > 1 < len(open_roles):
        raise Refusal(
            _("There are %(sessions)d sessions and %(roles)d roles. Name one role for all, or one for each.")
            % {"sessions": len(sessions), "roles": len(open_roles)}
        )
    return own + [Given(session, role.kind) for session in sessions for role in open_roles]
