"""Speakers who can be written to, and what happens with their letters, for the tests of letters."""

from datetime import timedelta

from django.utils import timezone

from programme.letters.change_notices import SETTLING, prepare_notices
from programme.letters.compose import write
from programme.letters.sending import send_letter
from programme.models.letter import Letter, LetterKind
from tests.factories import MORNING, in_six, make_conference, make_panel, make_speaker, release
from tests.staff import make_member

LATER = MORNING + SETTLING


def make_reader(conference, **fields):
    """A confirmed speaker with an address."""
    values = {"email": f"reader-{conference.speakers.count()}@example.org", **fields}
    return make_speaker(conference, **values)


def make_staged(**fields):
    """A conference with a room and a panel, and a panellist on it: (conference, panel, speaker)."""
    conference = make_conference(**fields)
    panel = make_panel(conference, room=conference.rooms.create(**in_six("name", "Chamber")))
    speaker = make_reader(conference)
    panel.roles.create(speaker=speaker, kind="panellist")
    return conference, panel, speaker


def write_one(speaker, kind=LetterKind.CONFIRMATION, **fields):
    values = {"by": None, "at": MORNING, **fields}
    (letter,) = write(speaker.conference, kind, keys=[speaker.pk], **values).letters
    return letter


def tell(speaker, kind=LetterKind.CONFIRMATION, at=None):
    """Write a letter to a speaker and send it."""
    letter = write_one(speaker, kind)
    send_letter(letter, by=None, at=at or MORNING)
    letter.refresh_from_db()
    return letter


def move(panel, minutes):
    panel.starts_at += timedelta(minutes=minutes)
    panel.ends_at += timedelta(minutes=minutes)
    panel.save(update_fields=["starts_at", "ends_at"])


def notices(conference, at):
    """What is in the outbox once notices were prepared at a time."""
    prepare_notices(conference, at=at)
    return list(Letter.objects.open().filter(conference=conference, kind=LetterKind.NOTICE))


__all__ = [
    "LATER",
    "make_member",
    "make_reader",
    "make_staged",
    "move",
    "notices",
    "release",
    "tell",
    "timezone",
    "write_one",
]
