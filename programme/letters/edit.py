"""Changes a letter in the outbox: by hand, or by rewriting it from the current template and programme."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from conference.confirmation import changed_since
from conference.models import AuditEntry, Conference, User
from conference.refusals import Conflict, Refusal
from programme.letters import participation
from programme.letters.addresses import has_address
from programme.letters.change_notices import told_so_far
from programme.letters.compose import compose, own_templates, parts_of, states_sessions
from programme.letters.holding import NEEDED, can_be_rewritten, confirm_letter, reasons_to_hold, shown_letters
from programme.models.letter import Letter, LetterKind

WORDED = [
    "language",
    "address",
    "further_addresses",
    "copies",
    "subject",
    "body",
    "detail",
    "programme_revision",
]


def held_open(pk: int, *, at: datetime) -> Letter:
    """Lock a letter before a change; Refusal if it is no longer in the outbox."""
    letter = Letter.objects.select_for_update(of=("self",)).select_related(*NEEDED).get(pk=pk)
    if letter.sent_at:
        raise Refusal(_("The letter was sent already."))
    if letter.cancelled_at:
        raise Refusal(_("The letter was cancelled."))
    if letter.is_being_sent(at):
        raise Refusal(_("The letter is being sent."))
    return letter


@transaction.atomic
def rewrite_all(conference: Conference, *, seen: str | None = None, by: User | None, at: datetime) -> int:
    """Rewrite all letters in the outbox that are held back and that rewriting cures; returns how many.

    Conflict if the page with the token `seen` did not show all of the outbox as it is.
    """
    waiting = list(conference.letters.open().select_related(*NEEDED).order_by("pk"))
    held = reasons_to_hold(conference, waiting)
    shown_letters(waiting, held).confirm_part(seen, Conflict(changed_since()))
    stale = [letter for letter in waiting if can_be_rewritten(letter, held.get(letter.pk, ""))]
    rewritten = 0
    for letter in stale:
        try:
            rewrite(letter, by=by, at=at)
        except Refusal:
            continue  # a notice of what has been reverted, which is cancelled; or it is being sent
        rewritten += 1
    return rewritten


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
    found, release = parts_of(conference, letter.kind_key, [speaker])
    own = own_templates(conference).get(letter.kind_key)
    parts = found.get(speaker.pk, [])
    changes: list[participation.ParticipationChange] = []
    if letter.kind == LetterKind.NOTICE:
        changes = participation.differences(told_so_far(conference, speaker), parts)
        if not changes:
            raise Refusal(_("Nothing has changed for the speaker any more: cancel the letter."))
    day = letter.detail.get("reply_by")
    reply_by = date.fromisoformat(day) if day else None
    if letter.programme_revision:
        letter.programme_revision = release.number if release else None
    stated = parts if states_sessions(letter.kind_key, own) else None
    compose(letter, own, stated, release, differences=changes, reply_by=reply_by)
    letter.save(update_fields=WORDED)
    AuditEntry.objects.record(act=AuditEntry.Act.REWRITE_LETTER, subject=letter, by=by, at=at, conference=conference)
    return letter
