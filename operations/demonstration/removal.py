"""Removes what was loaded for demonstration, wholly: its conferences, their record and files, and its accounts."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, models, transaction

from conference.database_triggers import KEPT, suspended
from conference.models import AuditEntry, Conference, DemonstrationAccount, Release, User
from conference.refusals import Conflict
from operations.demonstration.rows import Rows, delete, file_fields, in_parts, keys_of, parts_of, references_to
from programme.release.documents import files_of


@dataclass(frozen=True)
class Removal:
    """What would be removed now: equal to another as long as nobody has changed anything."""

    conferences: tuple[Conference, ...]
    accounts: tuple[User, ...]
    acted_elsewhere: dict[User, int]  # these accounts are deactivated; how often each is named by what stays
    rows: Rows
    files: frozenset[str]

    def acts_of_people(self, conference: Conference) -> list[AuditEntry]:
        """What people have done to a conference since it was loaded, the latest first."""
        return list(AuditEntry.objects.filter(conference=conference).exclude(by=None).select_related("by"))


def find() -> Removal:
    """What there is of the demonstration."""
    conferences = tuple(Conference.objects.exclude(demonstration=None).order_by("pk"))
    marked = tuple(User.objects.exclude(demonstration=None).order_by("pk"))
    of_conferences = _with_audit_entries(parts_of({Conference: {row.pk for row in conferences}}))
    removable = marked
    while True:
        rows = _merged(of_conferences, _of_accounts(removable))
        elsewhere = {user: number for user in removable if (number := _references_elsewhere(user, rows))}
        if not elsewhere:
            break
        removable = tuple(user for user in removable if user not in elsewhere)
    acted = {user: _references_elsewhere(user, rows) for user in marked if user not in removable}
    return Removal(conferences, removable, acted, rows, _files_of(rows))


def remove(seen: Removal, *, at: datetime) -> None:
    """Remove what somebody has seen and confirmed; Conflict where it has changed since."""
    try:
        with transaction.atomic():
            found = find()
            if found != seen:
                raise Conflict("The demonstration has changed while you looked at it; nothing was removed.")
            _remove(found, at)
    except IntegrityError:
        raise Conflict("Somebody is working on the demonstration; nothing was removed.") from None


def _remove(found: Removal, at: datetime) -> None:
    users = [*found.accounts, *found.acted_elsewhere]
    _end_sessions({str(user.pk) for user in users})
    _forget_sign_ins([user.username for user in found.accounts])
    with ExitStack() as stack:
        for table in KEPT:  # the transaction of the removal alone sees them without their triggers
            stack.enter_context(suspended(connection, table))
        DemonstrationAccount.objects.all().delete()
        Conference.objects.filter(pk__in=found.rows.get(Conference, ())).update(archived_at=None)
        delete(found.rows)
    for user in found.acted_elsewhere:
        user.is_active = False
        user.save(update_fields=["is_active"])
        AuditEntry.objects.record(
            act=AuditEntry.Act.CHANGE, subject=user, by=None, at=at, detail={"is_active": [True, False]}
        )
    for row in (*found.conferences, *found.accounts):
        AuditEntry.objects.record(act=AuditEntry.Act.DELETE, subject=row, by=None, at=at)
    for name in found.files - _files_in_use(found.files):
        transaction.on_commit(partial(default_storage.delete, name))
    transaction.on_commit(partial((settings.DATA_DIR / "sign-ins.txt").unlink, missing_ok=True))


def _of_accounts(users: tuple[User, ...]) -> Rows:
    """What goes with accounts: what Django deletes with them, and that they were made."""
    return _with_audit_entries(parts_of({User: {user.pk for user in users}}, follow=(models.CASCADE,)))


def _with_audit_entries(rows: Rows) -> Rows:
    """The rows, and the entries of the audit trail on their conferences or on themselves."""
    entries = keys_of(AuditEntry, "conference", rows.get(Conference, ()))
    by_label = {model._meta.label_lower: {str(key) for key in keys} for model, keys in rows.items()}
    about = AuditEntry.objects.filter(conference=None, subject_type__in=by_label)
    for key, label, subject in about.values_list("pk", "subject_type", "subject_id").iterator():
        if subject in by_label[label]:
            entries.add(key)
    return _merged(rows, {AuditEntry: entries})


def _merged(*parts: Rows) -> Rows:
    merged: Rows = {}
    for rows in parts:
        for model, keys in rows.items():
            if keys:
                merged[model] = merged.get(model, set()) | keys
    return merged


def _references_elsewhere(user: User, rows: Rows) -> int:
    """How many rows that stay protect an account, because it did something there."""
    found: Counter[str] = Counter()
    for relation in references_to(User):
        if relation.on_delete is models.PROTECT:
            model, field = relation.related_model, relation.field.name
            found[model._meta.label] += len(keys_of(model, field, [user.pk]) - rows.get(model, set()))
    return found.total()


def _end_sessions(keys: set[str]) -> None:
    """Sign out the accounts wherever they are signed in."""
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) in keys:
            session.delete()


def _forget_sign_ins(names: list[str]) -> None:
    """Delete what was noted of the sign-ins of accounts, by their names."""
    from axes.models import AccessAttempt, AccessFailureLog, AccessLog

    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        model.objects.filter(username__in=names).delete()


def _files_of(rows: Rows) -> frozenset[str]:
    """The names of the stored files of the rows, and of the photographs and documents that their releases show."""
    names: set[str] = set()
    for model, field in file_fields():
        for some in in_parts(rows.get(model, ())):
            names |= set(model._base_manager.filter(pk__in=some).values_list(field, flat=True))
    for some in in_parts(rows.get(Release, ())):
        for content in Release.objects.filter(pk__in=some).values_list("content", flat=True):
            names |= _files_in(content)
    return frozenset(names - {"", None})


def _files_in(content: Any) -> set[str]:
    """The names of the files that a release shows; that of a Summary shows none."""
    speakers = content.get("speakers", ()) if isinstance(content, dict) else ()
    photographs = {row.get("photograph") or "" for row in speakers if isinstance(row, dict)}
    return photographs | files_of(content) if isinstance(content, dict) else photographs


def _files_in_use(names: frozenset[str]) -> set[str]:
    """The files that rows which are left name as well, such as those of a copy of the conference."""
    used: set[str] = set()
    for model, field in file_fields():
        for some in in_parts(names):
            used |= set(model._base_manager.filter(**{f"{field}__in": some}).values_list(field, flat=True))
    left = Release.objects.filter(matter=Release.Matter.PROGRAMME).values_list("content", flat=True)
    for content in left.iterator() if names - used else ():
        used |= _files_in(content) & names
    return used
