"""Taking out of the audit trail who a protected speaker is: what was entered before the protection."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from conference.audit_redaction import WITHHELD, redacted, strings_in, telling, withhold
from conference.languages import columns
from conference.models import AuditEntry, User
from speakers import protection
from speakers.models import Speaker

FIELDS = ("redacted_at", "subject_name", "detail")


def withhold_identity(speaker: Speaker, *, by: User | None, at: datetime) -> int:
    """Withhold in earlier entries what tells who the speaker is, and enter that; return in how many entries."""
    of_speaker = Q(subject_type=Speaker._meta.label_lower, subject_id=str(speaker.pk))
    own = list(AuditEntry.objects.filter(of_speaker))
    names = telling(_names_of(speaker, own))
    others = AuditEntry.objects.filter(Q(conference=speaker.conference) | Q(conference=None)).exclude(of_speaker)
    changed = [entry for entry in own if _is_redacted_own(entry, speaker, at)]
    changed += [entry for entry in others.iterator(chunk_size=1000) if _is_redacted(entry, names, at)]
    AuditEntry.objects.bulk_update(changed, FIELDS, batch_size=200)
    if changed:
        detail = {"entries": len(changed)}
        conference = speaker.conference
        AuditEntry.objects.record(
            act=AuditEntry.Act.WITHHOLD, subject=speaker, by=by, at=at, conference=conference, detail=detail
        )
    return len(changed)


def withhold_names(speaker: Speaker, *, at: datetime) -> None:
    """Withhold the names of a speaker who is erased, and everything in the entries on the speaker."""
    named = [column for field in protection.SOUGHT for column in columns(field)]
    known = [getattr(speaker, column) or "" for column in named]
    names = telling([*known, speaker.slug, speaker.former_slug])
    entries = AuditEntry.objects.filter(Q(conference=speaker.conference) | Q(conference=None))
    of_speaker = (Speaker._meta.label_lower, str(speaker.pk))
    changed = []
    for entry in entries.iterator(chunk_size=1000):
        is_own = (entry.subject_type, entry.subject_id) == of_speaker
        if _set(entry, "", withhold(entry.detail, set(entry.detail)), at) if is_own else _is_redacted(entry, names, at):
            changed.append(entry)
    AuditEntry.objects.bulk_update(changed, FIELDS, batch_size=200)


def _is_redacted_own(entry: AuditEntry, speaker: Speaker, at: datetime) -> bool:
    """As below, of an entry on the speaker, which is shown by the displayed name or by none."""
    kept = entry.subject_name if entry.subject_name == str(speaker) else ""
    return _set(entry, kept, withhold(entry.detail, speaker.withheld_from_audit(entry.detail)), at)


def _is_redacted(entry: AuditEntry, names: re.Pattern[str] | None, at: datetime) -> bool:
    """Whether the entry told one of the names; it then does no longer."""
    return _set(entry, *redacted(entry.subject_name, entry.detail, names), at)


def _set(entry: AuditEntry, subject_name: str, detail: dict[str, Any], at: datetime) -> bool:
    if (subject_name, detail) == (entry.subject_name, entry.detail):
        return False
    entry.subject_name, entry.detail, entry.redacted_at = subject_name, detail, at
    return True


def _names_of(speaker: Speaker, own: list[AuditEntry]) -> Iterable[str]:
    """The names and short names under which the speaker is and was known, but what the public reads now."""
    public = {*speaker.public_name.values(), speaker.slug, WITHHELD}
    named = [column for field in protection.SOUGHT for column in columns(field)]
    known: list[Any] = [getattr(speaker, column) for column in named]
    known += [entry.detail.get(column) for entry in own for column in (*named, "slug", "former_slug")]
    return {text for value in (*known, speaker.former_slug) for text in strings_in(value)} - public
