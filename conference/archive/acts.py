"""Archiving a conference, making it current again, and the narrow way for erasing personal data of an archived one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from conference.confirmation import Shown, changed_since
from conference.languages import texts
from conference.locking import lock
from conference.models import AuditEntry, Conference, User
from conference.refusals import ConferenceArchived, Conflict, Refusal


def may_archive(user: Any) -> bool:
    """Whether the user archives conferences: the secretariat and the administrator."""
    return user.has_perms(("conference.change_conference", "conference.release_programme"))


def may_reopen(user: Any) -> bool:
    """Whether the user makes archived conferences current again: the administrator alone."""
    return bool(user.is_active and user.is_superuser)


def shown_of(conference: Conference) -> Shown:
    """What the page shows before a conference is archived or made current again."""
    facts = [texts(conference, "title"), conference.starts_on, conference.ends_on, conference.archived_at]
    return Shown({"conference": facts})


@transaction.atomic
def archive(conference: Conference, *, seen: str | None = None, by: User | None, at: datetime) -> None:
    """Archive a conference as its page with the token `seen` showed it; Refusal says why not."""
    locked = _confirmed(conference, seen)
    if locked.archived_at:
        raise Refusal(_("This conference is archived already."))
    _set(locked, at)
    act = AuditEntry.Act.ARCHIVE_CONFERENCE
    AuditEntry.objects.record(act=act, subject=locked, by=by, at=at, conference=locked)


@transaction.atomic
def reopen(conference: Conference, *, seen: str | None = None, by: User | None, at: datetime) -> None:
    """Make an archived conference current again, as its page with the token `seen` showed it."""
    locked = _confirmed(conference, seen)
    if locked.archived_at is None:
        raise Refusal(_("This conference is not archived."))
    _set(locked, None)
    act = AuditEntry.Act.REOPEN_CONFERENCE
    AuditEntry.objects.record(act=act, subject=locked, by=by, at=at, conference=locked)


@contextmanager
def lifted(conference: Conference) -> Iterator[None]:
    """Within it, what personal data rules ask for may be changed; nobody else sees the conference other than archived.

    It is for erasing alone, and one transaction: what fails leaves all as it was. Of a conference that is not archived
    nothing is lifted.
    """
    with transaction.atomic():
        archived_at = lock(conference).archived_at
        if archived_at:
            _set(conference, None)
        yield
        if archived_at:
            _set(conference, archived_at)


def refuse_archived(conference: Conference) -> None:
    """Raise ConferenceArchived for a conference that is archived, for what would not reach the database's own rule."""
    if Conference.objects.filter(pk=conference.pk, archived_at__isnull=False).exists():
        raise ConferenceArchived


def _confirmed(conference: Conference, seen: str | None) -> Conference:
    locked = lock(conference)
    shown_of(locked).confirm(seen, Conflict(changed_since()))
    return locked


def _set(conference: Conference, archived_at: datetime | None) -> None:
    Conference.objects.filter(pk=conference.pk).update(archived_at=archived_at)
