"""The columns for roles that a table of speakers may have."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from programme.models import Role
from speakers.imports.cells import Column

SESSION, ROLE = Role._meta.get_field("session"), Role._meta.get_field("kind")
IN_SESSION, AS_KIND = "role_in_", "sessions_as_"
SESSIONS = "sessions"  # the list of texts that a form offers


@dataclass(frozen=True)
class RoleColumn(Column):
    """A column of sessions or of roles; `words` gives its name for people."""

    words: Callable[[], str] = str

    @property
    def label(self) -> str:
        return self.words()

    @property
    def suggests(self) -> str:
        return SESSIONS if self.heading.startswith(("session_", AS_KIND)) else ""


def _session_words() -> list[Callable[[], str]]:
    return [lambda: _("Session"), lambda: _("Second session"), lambda: _("Third session")]


def _role_words() -> list[Callable[[], str]]:
    return [
        lambda: _("Role in the session"),
        lambda: _("Role in the second session"),
        lambda: _("Role in the third session"),
    ]


def _sessions_as(kind: Role.Kind) -> RoleColumn:
    return RoleColumn(f"{AS_KIND}{kind}", SESSION, words=lambda: _("Sessions as %(role)s") % {"role": kind.label})


def of_session(slug: str, title: str = "") -> RoleColumn:
    """The column of the roles in one session."""
    words = lambda: _("Role in “%(session)s”") % {"session": title or slug}  # noqa: E731
    return RoleColumn(f"{IN_SESSION}{slug}", ROLE, words=words)


PAIRS = [
    (RoleColumn(f"session_{number}", SESSION, words=session), RoleColumn(f"role_{number}", ROLE, words=role))
    for number, (session, role) in enumerate(zip(_session_words(), _role_words(), strict=True), 1)
]
BY_KIND = {kind: _sessions_as(kind) for kind in Role.Kind}
COLUMNS = [column for pair in PAIRS for column in pair] + list(BY_KIND.values())
BY_HEADING = {column.heading: column for column in COLUMNS}
