"""Writing letters into the outbox. Nothing is sent here (`sending.py`)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from conference.confirmation import Shown, changed_since
from conference.languages import texts
from conference.locking import lock
from conference.models import AuditEntry, Conference, Release, User
from conference.refusals import Conflict, Refusal
from programme.letters import participation
from programme.letters.addresses import Copy, address, addresses_of, copies_of, has_address
from programme.letters.defaults import template_of
from programme.letters.forms_of_address import one_line
from programme.letters.kinds import RECIPIENTS, KindOfLetters, kind_of
from programme.letters.missing_texts import MissingText, NotTranslated, missing_for, shown_of
from programme.letters.participation import ParticipationChange
from programme.letters.wording import LetterReader, language_of, values_for
from programme.models.correspondence import LetterAttachment, LetterFile
from programme.models.letter import Letter, LetterKind, LetterTemplate
from programme.models.letter_placeholders import fill, fill_line
from speakers.models import Speaker

LONGEST_SUBJECT = Letter._meta.get_field("subject").max_length or 0


@dataclass
class LettersWritten:
    """The result of writing letters: those written, who has no address, and whose language the kind has no text in."""

    letters: list[Letter] = field(default_factory=list)
    without_address: list[Speaker] = field(default_factory=list)
    without_wording: list[Speaker] = field(default_factory=list)


@dataclass(frozen=True)
class Extras:
    """What goes with letters: copies, the letter and the programme as PDF, files by their keys."""

    copies: tuple[str, ...] = ()
    has_letterhead: bool = False
    has_programme: bool = False
    files: tuple[int, ...] = ()


def parts_of(
    conference: Conference, kind: str, speakers: list[Speaker]
) -> tuple[dict[int, list[dict[str, Any]]], Release | None]:
    """Return the parts that letters of a kind state: ({speaker key: [part]}, the release that they are from or None).

    An invitation and its reminder state the draft, for those who are invited are in no release. Other letters state
    what is public, if the speaker is in the released programme.
    """
    parts = participation.drafted(speakers)
    releases = participation.public_releases(conference)
    if kind in (LetterKind.INVITATION, LetterKind.REMINDER) or not releases:
        return parts, releases[0] if releases else None
    return parts | participation.released(releases[0], speakers), releases[0]


def own_templates(conference: Conference) -> dict[str, dict[str, dict[str, str]]]:
    """Return the conference's own templates: {key of the kind: {"subject": {code: text}, "body": ...}}."""
    rows = LetterTemplate.objects.filter(conference=conference)
    return {row.key: {name: texts(row, name) for name in ("subject", "body")} for row in rows}


def states_sessions(kind: str, own: dict[str, dict[str, str]] | None) -> bool:
    """Whether letters of a kind state the recipient's sessions; those of the software do."""
    return not kind.startswith("own-") or any("{sessions}" in text for text in (own or {}).get("body", {}).values())


def is_worded(kind: KindOfLetters, speaker: Speaker) -> bool:
    """Whether there is a text for letters of a kind in the language of a speaker."""
    if kind.own is None:
        return True
    return bool(texts(kind.own, "body")[language_of(kind.own.conference, speaker)])


def possible_speakers(conference: Conference, kind: str) -> QuerySet[Speaker]:
    """Return those who may be written a letter of a kind."""
    rows = conference.speakers.select_related("delegation").order_by("slug")
    if kind == LetterKind.REMINDER:
        invited = Letter.objects.sent().filter(conference=conference, kind=LetterKind.INVITATION)
        rows = rows.filter(pk__in=invited.exclude(speaker=None).values("speaker"))
    return rows.filter(status__in=RECIPIENTS[kind]) if kind in RECIPIENTS else rows


@dataclass(frozen=True)
class PossibleRecipients:
    """All who may be written a letter of a kind; `new` are the keys of those who have no such letter yet.

    `waiting` are the keys of those who have one in the outbox.
    """

    speakers: list[Speaker]
    new: set[int]
    waiting: set[int]

    def shown(self, speakers: list[Speaker]) -> Shown:
        """Return all that the page shows of some of them; each speaker is a part, by the key."""
        return Shown({speaker.pk: self.facts_of(speaker) for speaker in speakers})

    def facts_of(self, speaker: Speaker) -> list[Any]:
        """Return what the page shows of one: the name, where letters go, whether there was one."""
        found = addresses_of(speaker, Copy.values)
        return [speaker.public_name, found.to, found.copies, speaker.pk in self.new]


def possible_recipients(conference: Conference, kind: str) -> PossibleRecipients:
    """Return who may be written a letter of a kind, in two queries."""
    speakers = list(possible_speakers(conference, kind))
    there = Letter.objects.filter(conference=conference, cancelled_at=None, speaker__isnull=False)
    there = (
        there.filter(own_kind=int(kind.removeprefix("own-"))) if kind.startswith("own-") else there.filter(kind=kind)
    )
    written = dict.fromkeys(speaker.pk for speaker in speakers)
    rows = list(there.values_list("speaker", "sent_at"))
    known, waiting = {speaker for speaker, _at in rows}, {speaker for speaker, sent_at in rows if sent_at is None}
    return PossibleRecipients(speakers, set(written) - known, waiting)


@transaction.atomic
def write(
    conference: Conference,
    kind: str,
    *,
    keys: Collection[int] | None = None,
    reply_by: date | None = None,
    extras: Extras = Extras(),  # frozen
    seen: str | None = None,
    in_spite: bool = True,
    by: User | None,
    at: datetime,
) -> LettersWritten:
    """Write a letter to each recipient who has none of this kind in the outbox: to the chosen, else to the new ones.

    Conflict if one of them is not as the page with the token `seen` showed, NotTranslated if texts of the programme are
    missing in the language of a letter, unless it is written `in_spite` of that.
    """
    lock(conference)  # of two requests, the second finds the letters
    found_kind = kind_of(conference, kind)
    if found_kind is None:
        raise Refusal(_("This kind of letters is no longer there."))
    possible = possible_recipients(conference, kind)
    wanted = (possible.new if keys is None else set(keys)) - possible.waiting
    found = [speaker for speaker in possible.speakers if speaker.pk in wanted]
    written = LettersWritten(without_address=[speaker for speaker in found if not has_address(speaker)])
    reachable = [speaker for speaker in found if has_address(speaker)]
    speakers = [speaker for speaker in reachable if is_worded(found_kind, speaker)]
    written.without_wording = [speaker for speaker in reachable if speaker not in speakers]
    own = own_templates(conference).get(kind)
    parts, release = parts_of(conference, kind, speakers)
    parts = parts if states_sessions(kind, own) else {}
    missing = missing_for(conference, speakers, parts)
    parts_shown = {speaker.pk: possible.facts_of(speaker) for speaker in found} | shown_of(missing)
    Shown(parts_shown).confirm_part(seen, Conflict(changed_since()))
    if missing and not in_spite:
        raise NotTranslated
    invited = invited_on(conference, speakers)
    for speaker in speakers:
        letter = Letter(conference=conference, speaker=speaker, made_at=at, made_by=by)
        letter.kind, letter.own_kind = found_kind.kind, found_kind.own
        letter.detail = {"copies": list(extras.copies), "invited_on": invited.get(speaker.pk, "")}
        letter.has_letterhead = extras.has_letterhead
        letter.programme_revision = release.number if release and extras.has_programme else None
        parts_of_letter = parts.get(speaker.pk, []) if states_sessions(kind, own) else None
        compose(letter, own, parts_of_letter, release, reply_by=reply_by)
        written.letters.append(letter)
    keep(written.letters, conference, kind, files=extras.files, by=by, at=at)
    return written


def missing_in(conference: Conference, kind: str, speakers: list[Speaker]) -> list[MissingText]:
    """Return the texts that letters of a kind to these speakers would state in another language than their own."""
    if not speakers:
        return []
    own = own_templates(conference).get(kind) if kind.startswith("own-") else None
    parts = parts_of(conference, kind, speakers)[0] if states_sessions(kind, own) else {}
    return missing_for(conference, speakers, parts)


def invited_on(conference: Conference, speakers: list[Speaker]) -> dict[int, str]:
    """Return the day on which the last invitation of each was sent, in the conference's zone: {key: ISO day}."""
    sent = Letter.objects.sent().filter(conference=conference, kind=LetterKind.INVITATION, speaker__in=speakers)
    rows = sent.order_by("sent_at").values_list("speaker", "sent_at")
    return {key: at.astimezone(conference.zone).date().isoformat() for key, at in rows if key and at}


def keep(
    letters: list[Letter],
    conference: Conference,
    kind: str,
    *,
    files: Collection[int] = (),
    by: User | None,
    at: datetime,
) -> None:
    """Save letters in the outbox, numbered and with their files, with an entry in the audit trail."""
    if not letters:
        return
    last = Letter.objects.filter(conference=conference).aggregate(last=Max("number"))["last"] or 0
    for number, letter in enumerate(letters, start=last + 1):
        letter.number = number
    Letter.objects.bulk_create(letters, batch_size=200)
    rows = list(LetterFile.objects.filter(conference=conference, pk__in=files))
    LetterAttachment.objects.bulk_create(
        [LetterAttachment(letter=letter, file=row) for letter in letters for row in rows], batch_size=200
    )
    detail: dict[str, Any] = {"kind": kind, "letters": len(letters)}
    if rows:
        detail["files"] = [row.name for row in rows]
    copied = sum(bool(letter.copies) for letter in letters)
    if copied:
        detail["with copies"] = copied
    AuditEntry.objects.record(
        act=AuditEntry.Act.WRITE_LETTERS, subject=conference, by=by, at=at, conference=conference, detail=detail
    )


def compose(
    letter: Letter,
    own: dict[str, dict[str, str]] | None,
    parts: list[dict[str, Any]] | None,
    release: Release | None,
    *,
    differences: Iterable[ParticipationChange] = (),
    reply_by: date | None = None,
) -> None:
    """Fill in a letter in the recipient's language, from the conference's own template if there is one.

    What `detail` says of copies and of the invitation is kept. `parts` are None for a letter that states no sessions.
    """
    conference, speaker = letter.conference, letter.speaker
    assert speaker  # a letter is worded while its speaker is on file
    letter.language = LetterReader(conference, speaker).code
    invited = letter.detail.get("invited_on", "")
    values = values_for(
        conference,
        speaker,
        parts=parts or [],
        differences=differences,
        reply_by=reply_by,
        invited_on=date.fromisoformat(invited) if invited else None,
        is_released=bool(release),
    )
    subject, body = template_of(letter.kind, letter.language, own)
    subject = one_line(fill_line(subject, {name: one_line(value) for name, value in values.items()}))
    if conference.purpose == Conference.Purpose.REHEARSAL:
        subject = LetterReader(conference, speaker).say("rehearsal", subject=subject)
    letter.subject = Truncator(subject).chars(LONGEST_SUBJECT)
    letter.body = fill(body, values)
    address(letter, speaker)
    letter.detail = {
        "copies": copies_of(letter),
        "invited_on": invited,
        "status": speaker.status,
        "untranslated": [list(each.key) for each in missing_for(conference, [speaker], {speaker.pk: parts or []})],
        "parts": parts,
        "release": release.number if release else None,
        "reply_by": reply_by.isoformat() if reply_by else "",
    }
