"""Releases the draft of a programme exactly as the page of releases showed it."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from conference.confirmation import Shown, changed_since
from conference.locking import lock
from conference.models import Conference, Release, User, WebhookKind
from conference.models.release import NothingToRelease
from conference.refusals import Conflict, Refusal
from conference.webhooks.events import tell
from programme.release.changes import LISTS, ProgrammeChange
from programme.release.content import content_of
from programme.release.draft_rows import rows_of
from programme.release.history import told_between
from programme.release.protected_names import protected_names
from programme.release.warnings import ReleaseWarning, warnings_of
from programme.release.withdrawal import withdraw_those_that_name


@dataclass(frozen=True)
class ReleasePlan:
    """What a release would publish now: the content, its changes (None for the first release), what to check."""

    content: dict[str, Any]
    changes: list[ProgrammeChange] | None
    warnings: list[ReleaseWarning]
    newest: Release | None

    @property
    def shown(self) -> Shown:
        """All that the page of releases shows, and every word that would be published with it."""
        parts: dict[Hashable, object] = {("conference", ""): self.content["conference"]}
        for what, (name_of_list, identity, _naming) in LISTS.items():
            parts |= {(what, item[identity]): item for item in self.content[name_of_list]}
        gone = [change for change in self.changes or () if change.act == "withdrawn"]
        parts |= {change.part: change.name for change in gone}
        parts |= {warning.part: [warning.about, warning.number] for warning in self.warnings}
        return Shown(parts | {"newest": self.newest and self.newest.number})

    @property
    def is_public(self) -> bool:
        """Whether the public reads exactly this."""
        return self.newest is not None and self.newest.content == self.content

    def names_of(self, parts: frozenset[Hashable]) -> list[dict[str, str]]:
        """Return the names of those of its items that are among these parts, as texts."""
        return [
            item[naming]
            for what, (name_of_list, identity, naming) in LISTS.items()
            for item in self.content[name_of_list]
            if (what, item[identity]) in parts
        ]


def plan_of(conference: Conference) -> ReleasePlan:
    """Return what a release would publish now, in a constant number of queries."""
    rows = rows_of(conference)
    newest = Release.objects.public().of(conference.slug, Release.Matter.PROGRAMME).first()
    content = content_of(conference, rows, newest)
    hidden = protected_names(conference.slug)
    changes = told_between(newest.content, content, hidden) if newest else None
    return ReleasePlan(content, changes, warnings_of(conference, rows, content, hidden), newest)


@transaction.atomic
def release_draft(
    conference: Conference,
    *,
    seen: str,
    note: str,
    in_spite: bool,
    withdraw_naming: bool,
    by: User | None,
    at: datetime,
) -> tuple[Release | None, int]:
    """Release the draft as the page with the token `seen` showed it; return (revision, number withdrawn).

    `withdraw_naming` also withdraws the revisions that name a protected person; the revision is None if nothing else
    has changed. `in_spite` overrules the warnings. Conflict, Refusal or NothingToRelease if nothing was done.
    """
    row = lock(conference)
    plan = plan_of(row)
    if plan.is_public and not withdraw_naming:
        raise NothingToRelease
    plan.shown.confirm(seen, Conflict(changed_since()))
    if plan.warnings and not in_spite:
        raise Refusal(_("Nothing was released: there are warnings. Tick that you release in spite of them."))
    withdrawn = 0
    if withdraw_naming:
        reason = _("It named a person who is protected.")
        withdrawn = withdraw_those_that_name(row, reason=reason, by=by, at=at)
    overruled = [[warning.kind, *map(str, warning.key)] for warning in plan.warnings]
    try:
        released = Release.objects.release(
            row, Release.Matter.PROGRAMME, plan.content, note=note, overruled=overruled, by=by, at=at
        )
        tell(row, WebhookKind.PROGRAMME_RELEASED, at=at, revision=released.number)
    except NothingToRelease:
        released = None
    return released, withdrawn
