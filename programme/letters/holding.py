"""What holds open letters back, and what pages show of them before they are sent."""

from typing import Any

from django.utils.translation import gettext as _

from conference.confirmation import Shown, changed_since
from conference.models import Conference, Release
from conference.refusals import Conflict
from programme.letters import participation
from programme.letters.addresses import has_address, is_addressed_as_now
from programme.letters.compose import parts_of
from programme.letters.kinds import RECIPIENTS
from programme.models.correspondence import LetterAttachment
from programme.models.letter import Letter
from speakers.models import Speaker

NEEDED = ("conference", "speaker__delegation", "own_kind")  # what letters refer to, and these rules read


def reasons_to_hold(conference: Conference, letters: list[Letter]) -> dict[int, str]:
    """Return why open letters must not be sent as they are: {letter key: sentence}."""
    found = {}
    newest = Release.objects.public().of(conference.slug, Release.Matter.PROGRAMME).values_list("number", flat=True)
    revision = newest.first() if any(letter.programme_revision for letter in letters) else None
    for kind in {letter.kind for letter in letters}:
        of_kind = [letter for letter in letters if letter.kind == kind]
        parts, __ = parts_of(conference, kind, [letter.speaker for letter in of_kind if letter.speaker])
        for letter in of_kind:
            if reason := _reason(letter, parts, revision):
                found[letter.pk] = reason
    return found


def _reason(letter: Letter, parts: dict[int, list[dict[str, Any]]], revision: int | None) -> str:
    speaker = letter.speaker
    if speaker is None:
        return _("The speaker is no longer on file: cancel the letter.")
    if not has_fitting_status(letter, speaker):
        return _("The speaker’s status is now: %(status)s.") % {"status": speaker.get_status_display()}
    if not has_address(speaker):
        return _("The speaker has no valid e-mail address.")
    if not is_addressed_as_now(letter, speaker):
        return _("The speaker now has another e-mail address: rewrite the letter.")
    if letter.states_sessions and participation.differences(letter.told, parts.get(speaker.pk, [])):
        return _("The programme has changed since the letter was written: rewrite it.")
    if letter.programme_revision and letter.programme_revision != revision:
        return _("Another revision of the programme is public now: rewrite the letter.")
    return ""


def has_fitting_status(letter: Letter, speaker: Speaker) -> bool:
    """Whether a letter still goes to somebody of this status; one of an own kind, unless they no longer come."""
    if letter.kind in RECIPIENTS:
        return speaker.status in RECIPIENTS[letter.kind]
    return speaker.status not in Speaker.NOT_COMING or letter.detail.get("status") in Speaker.NOT_COMING


def can_be_rewritten(letter: Letter, held: str) -> bool:
    """Whether rewriting cures what holds a letter back."""
    speaker = letter.speaker
    if not held or speaker is None or not has_address(speaker):
        return False
    return letter.kind not in RECIPIENTS or speaker.status in RECIPIENTS[letter.kind]


def shown_letters(letters: list[Letter], held: dict[int, str]) -> Shown:
    """Return all that the outbox shows of its letters, their texts too; each letter is a part, by its key."""
    files = files_of(letters)
    return Shown(
        {
            letter.pk: [
                letter.address,
                letter.language,
                letter.subject,
                letter.body,
                letter.pk in held,
                letter.further_addresses,
                letter.copies,
                letter.has_letterhead,
                letter.programme_revision,
                files.get(letter.pk, []),
            ]
            for letter in letters
        }
    )


def files_of(letters: list[Letter]) -> dict[int, list[str]]:
    """Return the digests of the files that go with letters: {letter key: [digest]}."""
    found: dict[int, list[str]] = {}
    rows = LetterAttachment.objects.filter(letter__in=letters).order_by("pk")
    for letter, digest in rows.values_list("letter", "file__sha256"):
        found.setdefault(letter, []).append(digest)
    return found


def confirm_letter(letter: Letter, seen: str | None) -> None:
    """Raise Conflict unless the page with the token `seen` showed the letter as it is."""
    held = reasons_to_hold(letter.conference, [letter])
    shown_letters([letter], held).confirm_part(seen, Conflict(changed_since()))
