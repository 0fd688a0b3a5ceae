"""Writing letters into the outbox. Nothing is sent here (`sending.py`)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import Truncator

from conference.confirmation import Shown, changed_since
from conference.languages import texts
from conference.locking import lock
from conference.models import AuditEntry, Conference, Release, User
from conference.refusals import Conflict
from programme.letters import participation
from programme.letters.defaults import template_of
from programme.letters.forms_of_address import one_line
from programme.letters.participation import ParticipationChange
from programme.letters.wording import LetterReader, values_for
from programme.models.letter import Letter, LetterKind, LetterTemplate
from programme.models.letter_placeholders import fill, fill_line
from speakers.models import Speaker

RECIPIENTS: dict[str, tuple[str, ...]] = {
    LetterKind.INVITATION: (Speaker.Status.CLEARED, Speaker.Status.INVITED),
    LetterKind.CONFIRMATION: (Speaker.Status.CONFIRMED,),
    LetterKind.NOTICE: (Speaker.Status.CONFIRMED,),
}
LONGEST_SUBJECT = Letter._meta.get_field("subject").max_length or 0


@dataclass
class LettersWritten:
    """The result of writing letters: those written, and the speakers without an address."""

    letters: list = field(default_factory=list)
    without_address: list = field(default_factory=list)


def has_address(speaker: Speaker) -> bool:
    """Whether a speaker has a valid e-mail address; rows may have been written without validation."""
    try:
        validate_email(speaker.email)
    except ValidationError:
        return False
    return True


def parts_of(
    conference: Conference, kind: str, speakers: list[Speaker]
) -> tuple[dict[int, list[dict[str, Any]]], Release | None]:
    """Return the parts that letters of a kind state: ({speaker key: [part]}, the release that they are from or None).

    An invitation states the draft. Other letters state what is public, if the speaker is in the released programme.
    """
    parts = participation.drafted(speakers)
    releases = participation.public_releases(conference)
    if kind == LetterKind.INVITATION or not releases:
        return parts, releases[0] if releases else None
    return parts | participation.released(releases[0], speakers), releases[0]


def own_templates(conference: Conference) -> dict[str, dict[str, dict[str, str]]]:
    """Return the conference's own templates: {kind: {"subject": {code: text}, "body": ...}}."""
    rows = LetterTemplate.objects.filter(conference=conference)
    return {row.kind: {name: texts(row, name) for name in ("subject", "body")} for row in rows}


def possible_speakers(conference: Conference, kind: str) -> QuerySet[Speaker]:
    """Return those who may be written a letter of a kind."""
    return conference.speakers.filter(status__in=RECIPIENTS[kind]).order_by("slug")


@dataclass(frozen=True)
class PossibleRecipients:
    """All who may be written a letter of a kind; `new` are the keys of those who have no such letter yet."""

    speakers: list[Speaker]
    new: set[int]

    def shown(self, speakers: list[Speaker]) -> Shown:
        """Return all that the page shows of some of them; each speaker is a part, by the key."""
        return Shown(
            {speaker.pk: [speaker.public_name, has_address(speaker), speaker.pk in self.new] for speaker in speakers}
        )


def possible_recipients(conference: Conference, kind: str) -> PossibleRecipients:
    """Return who may be written a letter of a kind, in two queries."""
    speakers = list(possible_speakers(conference, kind))
    there = Letter.objects.filter(conference=conference, kind=kind, cancelled_at=None, speaker__isnull=False)
    return PossibleRecipients(
        speakers, {speaker.pk for speaker in speakers} - set(there.values_list("speaker", flat=True))
    )


@transaction.atomic
def write(
    conference: Conference,
    kind: str,
    *,
    keys: Collection[int] | None = None,
    reply_by: date | None = None,
    seen: str | None = None,
    by: User | None,
    at: datetime,
) -> LettersWritten:
    """Write a letter to each recipient who has none of this kind in the outbox: to the chosen, else to the new ones.

    Conflict if one of them is not as the page with the token `seen` showed.
    """
    lock(conference)  # of two requests, the second finds the letters
    possible = possible_recipients(conference, kind)
    waiting = Letter.objects.open().filter(conference=conference, kind=kind, speaker__isnull=False)
    wanted = (possible.new if keys is None else set(keys)) - set(waiting.values_list("speaker", flat=True))
    found = [speaker for speaker in possible.speakers if speaker.pk in wanted]
    possible.shown(found).confirm_part(seen, Conflict(changed_since()))
    speakers = [speaker for speaker in found if has_address(speaker)]
    written = LettersWritten(without_address=[speaker for speaker in found if not has_address(speaker)])
    parts, release = parts_of(conference, kind, speakers)
    own = own_templates(conference).get(kind)
    for speaker in speakers:
        letter = Letter(conference=conference, speaker=speaker, kind=kind, made_at=at, made_by=by)
        compose(letter, own, parts.get(speaker.pk, []), release, reply_by=reply_by)
        written.letters.append(letter)
    keep(written.letters, conference, kind, by=by, at=at)
    return written


def keep(letters: list[Letter], conference: Conference, kind: str, *, by: User | None, at: datetime) -> None:
    """Save letters in the outbox, with an entry in the audit trail."""
    if letters:
        Letter.objects.bulk_create(letters, batch_size=200)
        detail = {"kind": kind, "letters": len(letters)}
        AuditEntry.objects.record(
            act=AuditEntry.Act.WRITE_LETTERS, subject=conference, by=by, at=at, conference=conference, detail=detail
        )


def compose(
    letter: Letter,
    own: dict[str, dict[str, str]] | None,
    parts: list[dict[str, Any]],
    release: Release | None,
    *,
    differences: Iterable[ParticipationChange] = (),
    reply_by: date | None = None,
) -> None:
    """Fill in a letter in the recipient's language, from the conference's own template if there is one."""
    conference, speaker = letter.conference, letter.speaker
    assert speaker  # a letter is worded while its speaker is on file
    letter.language, letter.address = LetterReader(conference, speaker).code, speaker.email
    values = values_for(
        conference, speaker, parts=parts, differences=differences, reply_by=reply_by, is_released=bool(release)
    )
    subject, body = template_of(letter.kind, letter.language, own)
    subject = one_line(fill_line(subject, {name: one_line(value) for name, value in values.items()}))
    if conference.purpose == Conference.Purpose.REHEARSAL:
        subject = LetterReader(conference, speaker).say("rehearsal", subject=subject)
    letter.subject = Truncator(subject).chars(LONGEST_SUBJECT)
    letter.body = fill(body, values)
    letter.detail = {
        "parts": parts,
        "release": release.number if release else None,
        "reply_by": reply_by.isoformat() if reply_by else "",
    }
