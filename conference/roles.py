"""The roles of the staff in one table, from which `manage.py apply_roles` writes the groups.

A role is a group with its permissions. A translator or reviser changes texts without any `change_...` permission:
`translate_fr` or `revise_fr` alone opens the French columns (`adminsite/translated.py`), and nothing else.

Rights are given by those who do not use them: the administrator (a superuser) gives roles and clears no Summary.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from conference.languages import LANGUAGES, OfficialLanguage
from conference.languages.lists import with_note
from conference.languages.names import LANGUAGE_NAMES

if TYPE_CHECKING:  # the admin site asks for roles before there are models
    from django.contrib.auth.models import AnonymousUser, PermissionsMixin

_with_note = lazy(with_note, str)

ADMINISTRATOR = "administrator"  # not a group: the account that may do everything, but clear
CLEARING = "summary.clear_summary"


@dataclass(frozen=True)
class StaffRole:
    """A role and its permissions ("app.codename"). `slug` is the name of the group."""

    slug: str
    name: str | Promise
    permissions: frozenset[str]
    staff: bool = True

    @property
    def clears(self) -> bool:
        """Whether it clears a Summary for the President; then the administrator alone gives it."""
        return CLEARING in self.permissions


WRITTEN = (  # the models that the secretariat edits
    "conference.conference",
    "conference.organizer",
    "conference.document",
    "conference.documentversion",
    "conference.practicalsection",
    "conference.followupmeeting",
    "speakers.delegation",
    "speakers.speaker",
    "programme.room",
    "programme.session",
    "programme.theme",
    "programme.guidingquestion",
    "programme.role",
    "programme.lettertemplate",
    "floor.group",
    "floor.speakingtime",
)
SHIPPED = ("speakers.state", "speakers.formername")
ON_FILE = ("conference.release", "conference.auditentry")
PREVIEW = frozenset({"conference.preview_programme"})


def _may(acts: Iterable[str], nouns: Iterable[str]) -> frozenset[str]:
    pairs = (noun.split(".") for noun in nouns)
    return frozenset(f"{app}.{act}_{model}" for app, model in pairs for act in acts)


_RECORD = _may(["view"], ["floor.intervention", "floor.floorevent", "floor.statement", "floor.pledge"])
_FLOOR = _RECORD | {"floor.run_floor"}
_STATUS = frozenset({"operations.view_servingprocess"})  # the status page of the room day
_DRAFTS = frozenset({"summary.view_summary", "summary.draft_summary"})
_READ = PREVIEW | _may(["view"], WRITTEN + SHIPPED)

ROLES = (
    StaffRole(
        "secretariat",
        _("Secretariat"),
        _READ
        | _may(["add", "change", "delete"], WRITTEN)
        | _may(["view"], ON_FILE)
        | _may(["view", "add", "change"], ["conference.user"])
        | {"conference.release_programme", "auth.view_group"}
        | {"programme.send_letters", "programme.view_letter", "speakers.read_needs"}
        | _FLOOR
        | _STATUS
        | {"floor.take_notes"}
        | _DRAFTS
        | {"summary.issue_summary", "summary.reopen_summary"},
    ),
    StaffRole("floor-officer", _("Floor officer"), _READ | _FLOOR | _STATUS),
    StaffRole("note-taker", _("Note-taker"), _READ | _RECORD | {"floor.take_notes"} | _DRAFTS),
    StaffRole("co-chair", _("Co-chair"), _READ | _FLOOR | {"summary.view_summary"}),
    StaffRole(
        "presidents-office",
        _("Office of the President"),
        _READ | _RECORD | _may(["view"], ON_FILE) | {"summary.view_summary", CLEARING, "summary.reopen_summary"},
    ),
    StaffRole("interpreter", _("Interpreter"), _READ | {"floor.open_booth"}),
    *(
        StaffRole(
            f"translator-{language.code}",
            _with_note(_("Translator"), LANGUAGE_NAMES[language.code]),
            _READ | {f"conference.translate_{language.suffix}"},
        )
        for language in LANGUAGES
    ),
    *(
        StaffRole(
            f"reviser-{language.code}",
            _with_note(_("Reviser"), LANGUAGE_NAMES[language.code]),
            _READ | {f"conference.revise_{language.suffix}"},
        )
        for language in LANGUAGES
    ),
)

BY_SLUG = {role.slug: role for role in ROLES}


class HasPermissions(Protocol):
    """A user, or a command that is allowed what a user with all permissions is."""

    def has_perm(self, perm: str, /) -> bool: ...


WORKS_ON_TEXTS = tuple(
    f"conference.{act}_{language.suffix}" for language in LANGUAGES for act in ("translate", "revise")
)
STAFF = frozenset(role.slug for role in ROLES if role.staff)  # whose roles open the admin
CLEARS = frozenset(role.slug for role in ROLES if role.clears)


def clears(user: "PermissionsMixin | AnonymousUser") -> bool:
    """Whether the user clears a Summary for the President: by a role, and not as the administrator, who gives it."""
    return not user.is_superuser and user.has_perm(CLEARING)


def languages_of(user: HasPermissions) -> list[OfficialLanguage]:
    """The official languages whose texts the user translates or revises."""
    return [
        language
        for language in LANGUAGES
        if user.has_perm(f"conference.translate_{language.suffix}")
        or user.has_perm(f"conference.revise_{language.suffix}")
    ]
