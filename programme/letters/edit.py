"""Changes a letter in the outbox: by hand, or by rewriting it from the current template and programme."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from conference.models import AuditEntry, User
from conference.refusals import Refusal
from programme.letters import participation
from programme.letters.change_notices import told_so_far
from programme.letters.compose import compose, has_address, own_templates, parts_of
from programme.letters.sending import confirm_letter
from programme.models.letter import Letter, LetterKind

WORDED = ["language", "address", "subject", "body", "detail"]


def held_open(pk: int, *, at: datetime) -> Letter:
    """Lock a letter before a change; Refusal if it is no longer in the outbox."""
    letter = Letter.objects.select_for_update(of=("self",)).select_related("conference", "speaker").get(pk=pk)
    if letter.sent_at:
        raise Refusal(_("The letter was sent already."))
    if letter.cancelled_at:
        raise Refusal(_("The letter was cancelled."))
    if letter.is_being_sent(at):
        raise Refusal(_("The letter is being sent."))
    return letter


@transaction.atomic
def rewrite(letter: Letter, *, seen: str | None = None, by: User | None, at: datetime) -> Letter:
    """Rewrite a letter from its template; changes made by hand are lost. Refusal says why it cannot be."""
    letter = held_open(letter.pk, at=at)
    confirm_letter(letter, seen)
    speaker = letter.speaker
    if speaker is None:
        raise Refusal(_("The speaker is no longer on file: cancel the letter."))
    if not has_address(speaker):
        raise Refusal(_("The speaker has no valid e-mail address."))
    conference = speaker.conference = letter.conference
    found, release = parts_of(conference, letter.kind, [speaker])
    parts = found.get(speaker.pk, [])
    changes: list[participation.ParticipationChange] = []
    if letter.kind == LetterKind.NOTICE:
        changes = participation.differences(told_so_far(conference, speaker), parts)
        if not changes:
            raise Refusal(_("Nothing has changed for the speaker any more: cancel the letter."))
    day = letter.detail.get("reply_by")
    reply_by = date.fromisoformat(day) if day else None
    own = own_templates(conference).get(letter.kind)
    compose(letter, own, parts, release, differences=changes, reply_by=reply_by)
    letter.save(update_fields=WORDED)
    AuditEntry.objects.record(act=AuditEntry.Act.REWRITE_LETTER, subject=letter, by=by, at=at, conference=conference)
    return letter
