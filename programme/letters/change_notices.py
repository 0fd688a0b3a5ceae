"""Notices of change: one to each speaker concerned, once a released change has settled.

They wait in the outbox like every letter. No timer runs: notices that are due are found when the staff open the page of
letters, and by `manage.py prepare_notices`.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from conference.locking import lock
from conference.models import AuditEntry, Conference, Release
from programme.letters import participation
from programme.letters.addresses import Copy, has_address
from programme.letters.compose import compose, keep, own_templates, possible_speakers
from programme.letters.participation import ParticipationChange
from programme.models.letter import Letter, LetterKind
from speakers.models import Speaker

TELLS_THE_DRAFT = (LetterKind.INVITATION, LetterKind.REMINDER, LetterKind.OWN)
SETTLING = timedelta(minutes=30)


def settles_at(conference: Conference) -> datetime | None:
    """Return when the programme has settled, `SETTLING` after the last release or withdrawal; None without any."""
    rows = Release.objects.of(conference.slug, Release.Matter.PROGRAMME).values_list("released_at", "withdrawn_at")
    moments = [moment for row in rows for moment in row if moment]
    return max(moments) + SETTLING if moments else None


def has_settled(conference: Conference, at: datetime) -> bool:
    moment = settles_at(conference)
    return moment is not None and moment <= at


@transaction.atomic
def prepare_notices(conference: Conference, *, at: datetime) -> list[Letter]:
    """Write the notices that are due and cancel those that the programme has overtaken; returns the new notices.

    A notice states the difference between what its recipient was last told and what is public now. A speaker without
    letters counts as told what was public when they first appeared. A change that was reverted gives no notice, nor
    does one whose notice somebody cancelled, until the programme changes again.
    """
    if conference.archived_at or not has_settled(conference, at):
        return []
    lock(conference)  # one notice each, also for requests at once
    speakers = list(possible_speakers(conference, LetterKind.NOTICE))
    releases = participation.public_releases(conference)
    if not releases or not speakers:
        return []
    now = participation.released(releases[0], speakers)
    mail = LetterLog(conference)
    untold = [speaker for speaker in speakers if speaker.pk not in mail.told]
    told = _first_told(releases, untold) | mail.told
    own, letters = own_templates(conference).get(LetterKind.NOTICE), []
    for speaker in speakers:
        if speaker.pk not in now:
            continue  # not in the released programme yet
        current = now[speaker.pk]
        changes = participation.differences(told.get(speaker.pk, []), current)
        if mail.needs_notice(speaker, current, changes) and has_address(speaker):
            letter = Letter(conference=conference, speaker=speaker, kind=LetterKind.NOTICE, made_at=at)
            letter.detail = {"copies": Copy.values}
            compose(letter, own, current, releases[0], differences=changes)
            letters.append(letter)
    mail.cancel_overtaken(at)
    keep(letters, conference, LetterKind.NOTICE, by=None, at=at)
    return letters


def _first_told(releases: list[Release], speakers: list[Speaker]) -> dict[int, list[dict[str, Any]]]:
    """Return what was public when speakers first appeared in the released programme: {speaker key: [part]}."""
    found: dict[int, list[dict[str, Any]]] = {}
    if speakers:
        for release in releases:  # the newest first, so that the oldest overwrites
            found |= participation.released(release, speakers)
    return found


def told_so_far(conference: Conference, speaker: Speaker) -> list[dict[str, Any]]:
    """Return the parts that a speaker was last told, or that were public when they first appeared."""
    told = LetterLog(conference).told
    if speaker.pk in told:
        return told[speaker.pk]
    return _first_told(participation.public_releases(conference), [speaker]).get(speaker.pk, [])


class LetterLog:
    """The letters to the speakers of a conference, sent and open, as far as notices depend on them.

    `told` are the parts that each speaker was last told in a sent letter; an invitation without a part does not count.
    """

    def __init__(self, conference: Conference) -> None:
        self._conference = conference
        self.told: dict[int | None, list[dict[str, Any]]] = {}
        self._told_at: dict[int | None, datetime] = {}
        self._open: dict[int | None, list[Letter]] = {}
        self._declined: dict[int | None, Letter] = {}
        self._overtaken: list[int] = []
        rows = Letter.objects.filter(conference=conference, speaker__isnull=False).defer("subject", "body")
        for letter in rows.order_by("sent_at", "cancelled_at", "pk"):
            if letter.is_open:
                self._open.setdefault(letter.speaker_id, []).append(letter)
            elif letter.sent_at and (letter.told or letter.kind not in TELLS_THE_DRAFT):
                self.told[letter.speaker_id], self._told_at[letter.speaker_id] = letter.told, letter.sent_at
            elif letter.cancelled_by_id and letter.kind == LetterKind.NOTICE:
                self._declined[letter.speaker_id] = letter

    def needs_notice(self, speaker: Speaker, current: list[dict[str, Any]], changes: list[ParticipationChange]) -> bool:
        """Whether a speaker needs a notice: not if an open letter has the changes, or somebody cancelled that notice.

        An open notice that is no longer true is noted as overtaken.
        """
        tells = False
        for letter in self._open.get(speaker.pk, ()):
            if letter.kind == LetterKind.NOTICE:
                is_true = bool(changes) and not participation.differences(letter.told, current)
                tells |= is_true or letter.sending_at is not None
                if not tells:
                    self._overtaken.append(letter.pk)
            elif letter.kind == LetterKind.CONFIRMATION:
                tells = True
        return bool(changes) and not tells and not self._was_declined(speaker, current)

    def _was_declined(self, speaker: Speaker, current: list[dict[str, Any]]) -> bool:
        letter, told_at = self._declined.get(speaker.pk), self._told_at.get(speaker.pk)
        if letter is None or letter.cancelled_at is None or (told_at and told_at > letter.cancelled_at):
            return False
        return not participation.differences(letter.told, current)

    def cancel_overtaken(self, at: datetime) -> None:
        """Cancel the notices that were overtaken; they stay on file."""
        if self._overtaken:
            Letter.objects.open().filter(pk__in=self._overtaken, sending_at=None).update(cancelled_at=at)
            AuditEntry.objects.record(
                act=AuditEntry.Act.OVERTAKE_LETTERS,
                subject=self._conference,
                by=None,
                at=at,
                conference=self._conference,
                detail={"letters": len(self._overtaken)},
            )
