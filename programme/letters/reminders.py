"""Reminders: who was invited, has not answered for some days, and has no reminder in the outbox.

They are proposed on the page of letters. Where the conference says so, they are written and sent each day, at most
twice to each person, and to nobody whose letter would state a text in another language than its own.
"""

from datetime import datetime, timedelta

from conference.models import Conference
from programme.letters.addresses import Copy, has_address
from programme.letters.compose import Extras, missing_in, possible_speakers, write
from programme.letters.holding import reasons_to_hold
from programme.letters.paper.letterhead import settings_of
from programme.letters.sending import send_letters, tokens_of
from programme.models.letter import Letter, LetterKind
from speakers.models import Speaker

A_REPLY_TAKES = timedelta(days=7)
MOST_BY_ITSELF = 2  # reminders to one person


def due_for_reminder(conference: Conference, at: datetime) -> list[Speaker]:
    """Return those who are to be reminded at a moment, by their short names."""
    before = at - timedelta(days=settings_of(conference).remind_after_days)
    asked = Letter.objects.filter(
        conference=conference, kind__in=(LetterKind.INVITATION, LetterKind.REMINDER), speaker__isnull=False
    )
    recent: set[int | None] = set()
    for speaker, kind, sent_at, cancelled_at in asked.values_list("speaker", "kind", "sent_at", "cancelled_at"):
        waits = sent_at is None and cancelled_at is None and kind == LetterKind.REMINDER
        if waits or any(moment and moment > before for moment in (sent_at, cancelled_at)):
            recent.add(speaker)
    return [row for row in possible_speakers(conference, LetterKind.REMINDER) if row.pk not in recent]


def send_reminders(conference: Conference, at: datetime) -> int:
    """Write and send the reminders that are due, if the conference wants that; returns how many were sent."""
    if conference.archived_at or not settings_of(conference).sends_reminders:
        return 0
    due = [speaker for speaker in due_for_reminder(conference, at) if has_address(speaker)]
    rows = Letter.objects.sent().filter(conference=conference, kind=LetterKind.REMINDER, speaker__in=due)
    reminded = list(rows.values_list("speaker", flat=True))
    due = [speaker for speaker in due if reminded.count(speaker.pk) < MOST_BY_ITSELF]
    whole = [speaker for speaker in due if not missing_in(conference, LetterKind.REMINDER, [speaker])]
    written = write(
        conference,
        LetterKind.REMINDER,
        keys=[speaker.pk for speaker in whole],
        reply_by=(at + A_REPLY_TAKES).astimezone(conference.zone).date(),
        extras=Extras(copies=tuple(Copy.values)),
        by=None,
        at=at,
    )
    held = reasons_to_hold(conference, written.letters)
    return send_letters(tokens_of([row for row in written.letters if row.pk not in held]), by=None, at=at).sent
