"""The acts by which recordings are kept: added, changed, withdrawn, and found the second at which they begin."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from conference.adminsite.audited import audit_value
from conference.languages.lists import in_sentences
from conference.locking import lock
from conference.models import AuditAct, AuditEntry, User
from conference.refusals import Refusal
from floor.models import Intervention, Recording, RecordingAnchor

A_DAY = timedelta(days=1)
TOLD = ("kind", "channel", "part", "address", "captions", "captions_address", "length", "shown_from")


@transaction.atomic
def add(recording: Recording, *, by: User, at: datetime) -> None:
    """Adds a recording to its session. Raises Refusal where its channel and part have one already."""
    _save(recording)
    detail = {name: str(getattr(recording, name)) for name in ("kind", "channel", "part", "address")}
    _enter(recording, AuditEntry.Act.ADD_RECORDING, by, at, **detail)


@transaction.atomic
def change(recording: Recording, *, by: User, at: datetime) -> None:
    """Saves what a form has changed of a recording. Raises Refusal where it is withdrawn or like another."""
    before = Recording.objects.select_for_update(of=("self",)).get(pk=recording.pk)
    refuse_withdrawn(before)
    changed = [name for name in TOLD if getattr(before, name) != getattr(recording, name)]
    if changed:
        _save(recording)
        values = {name: [audit_value(getattr(row, name)) for row in (before, recording)] for name in changed}
        _enter(recording, AuditEntry.Act.CHANGE_RECORDING, by, at, **values)


def _save(recording: Recording) -> None:
    lock(recording.session)  # two that are saved at once are compared one after the other
    try:
        recording.full_clean()
    except ValidationError as error:
        raise Refusal(in_sentences(error.messages)) from None
    recording.save()


@transaction.atomic
def withdraw(recording: Recording, *, reason: str, by: User, at: datetime) -> None:
    """Withdraws a recording, with a reason; it stays on file and is no longer shown."""
    row = lock(recording)
    refuse_withdrawn(row)
    if not reason.strip():
        raise Refusal(_("Say why the recording is withdrawn."))
    row.withdrawn_at, row.withdrawn_reason = at, reason.strip()[:300]
    row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    _enter(row, AuditEntry.Act.WITHDRAW_RECORDING, by, at, reason=row.withdrawn_reason)


@transaction.atomic
def set_zero(recordings: Iterable[Recording], zero: datetime | None, *, by: User, at: datetime) -> None:
    """Sets the moment that is second 0 of recordings; None leaves it to the anchors."""
    for recording in recordings:
        row = _timed(recording)
        if zero and abs(zero - row.session.starts_at) > A_DAY:
            raise Refusal(_("This is more than a day away from the planned time."))
        if row.zero != zero:
            before, row.zero = row.zero, zero
            row.save(update_fields=["zero"])
            values = [moment and moment.isoformat() for moment in (before, zero)]
            _enter(row, AuditEntry.Act.SET_RECORDING_ZERO, by, at, zero=values)


@transaction.atomic
def set_anchor(
    recordings: Iterable[Recording], intervention: Intervention, second: int, *, by: User, at: datetime
) -> None:
    """Notes at which second of recordings an intervention begins, in place of what was noted of it before."""
    if intervention.given_at is None:
        raise Refusal(_("It is not known when this intervention began."))
    for recording in recordings:
        row = _timed(recording)
        if row.length is not None and second >= row.length.total_seconds():
            raise Refusal(_("The recording is shorter than that."))
        RecordingAnchor.objects.update_or_create(recording=row, intervention=intervention, defaults={"second": second})
        _enter(row, AuditEntry.Act.SET_RECORDING_ZERO, by, at, intervention=str(intervention), second=second)


@transaction.atomic
def remove_anchor(anchor: RecordingAnchor, *, by: User, at: datetime) -> None:
    """Removes what was noted of an intervention in a recording."""
    row = _timed(anchor.recording)
    detail = {"intervention": str(anchor.intervention), "second": [anchor.second, None]}
    anchor.delete()
    _enter(row, AuditEntry.Act.SET_RECORDING_ZERO, by, at, **detail)


def _timed(recording: Recording) -> Recording:
    """Returns a recording locked, in which moments can be found. Raises Refusal for others."""
    row = lock(recording)
    refuse_withdrawn(row)
    if row.is_live:
        raise Refusal(_("What is live has neither a length nor a second 0."))
    return row


def refuse_withdrawn(recording: Recording) -> None:
    if recording.withdrawn_at:
        raise Refusal(_("The recording is withdrawn already."))


def _enter(recording: Recording, act: AuditAct, by: User, at: datetime, **detail: object) -> None:
    conference = recording.session.conference
    detail = {"session": recording.session.slug, **detail}
    AuditEntry.objects.record(act=act, subject=recording, by=by, at=at, conference=conference, detail=detail)
