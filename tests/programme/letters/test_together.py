"""Several people who press at once: real threads with connections of their own, on either database."""

import pytest
from django.core import mail

from conference.models import Conference
from conference.refusals import Refusal
from programme.letters.change_notices import prepare_notices
from programme.letters.compose import write
from programme.letters.sending import letters_to_send, send_letter, send_letters
from programme.models.letter import Letter, LetterKind
from tests.factories import MORNING, make_conference, release
from tests.programme.letters.letters import LATER, make_reader, make_staged, move, write_one
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 6


def test_letter_that_six_send_at_once_is_sent_once():
    letter = write_one(make_reader(make_conference()))

    outcomes = at_once(lambda __: send_letter(letter, by=None, at=MORNING), people=PEOPLE)

    assert len(mail.outbox) == 1
    assert sum(isinstance(outcome, Refusal) for outcome in outcomes) == PEOPLE - 1


def test_outbox_that_six_send_at_once_is_sent_once():
    conference = make_conference()
    letters = [write_one(make_reader(conference)) for __ in range(5)]

    chosen = letters_to_send(conference)
    outcomes = at_once(lambda __: send_letters(chosen, by=None, at=MORNING), people=PEOPLE)

    assert sorted(message.to[0] for message in mail.outbox) == sorted(letter.address for letter in letters)
    assert sum(outcome.sent for outcome in outcomes) == 5


def test_letters_that_six_write_at_once_are_written_once():
    conference = make_conference()
    for __ in range(3):
        make_reader(conference)

    at_once(lambda __: write(Conference.objects.get(), LetterKind.CONFIRMATION, by=None, at=MORNING), people=PEOPLE)

    assert Letter.objects.count() == 3


def test_notice_is_written_once_when_six_open_the_page_at_once():
    conference, panel, __ = make_staged()
    release(conference)
    move(panel, 60)
    release(conference)

    at_once(lambda __: prepare_notices(Conference.objects.get(), at=LATER), people=PEOPLE)

    assert Letter.objects.filter(kind=LetterKind.NOTICE).count() == 1
