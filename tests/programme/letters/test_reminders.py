"""Reminders of invitations: proposed after some days, sent without asking where the conference wants that."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from programme.letters.background_work import REMINDERS, send_all_reminders
from programme.letters.reminders import due_for_reminder, send_reminders
from programme.letters.sending import cancel
from programme.models import Letter, LetterSettings
from tests.factories import MORNING, make_conference
from tests.programme.letters.letters import make_member, make_reader, tell, write_one
from tests.staff import browser_of

pytestmark = pytest.mark.django_db

LETTERS = "/en/dialogue/letters/"
DAY = timedelta(days=1)


@pytest.fixture
def invited():
    """Somebody who was sent an invitation on the morning: (conference, speaker)."""
    conference = make_conference()
    speaker = make_reader(conference, status="invited")
    tell(speaker, "invitation")
    return conference, speaker


def test_who_has_not_answered_is_due_after_the_days_that_are_set(invited):
    conference, speaker = invited

    assert due_for_reminder(conference, MORNING + 9 * DAY) == []
    assert due_for_reminder(conference, MORNING + 10 * DAY) == [speaker]
    LetterSettings.objects.create(conference=conference, remind_after_days=20)
    assert due_for_reminder(conference, MORNING + 19 * DAY) == []


@pytest.mark.parametrize("status", ["confirmed", "declined", "withdrawn"])
def test_who_has_answered_is_not_reminded(invited, status):
    conference, speaker = invited
    before = due_for_reminder(conference, MORNING + 10 * DAY)
    speaker.status = status
    speaker.save()

    assert (before, due_for_reminder(conference, MORNING + 10 * DAY)) == ([speaker], [])


def test_who_has_a_reminder_waiting_sent_or_declined_of_late_is_not_due(invited):
    conference, speaker = invited
    letter = write_one(speaker, "reminder")

    assert due_for_reminder(conference, MORNING + 10 * DAY) == []
    cancel(letter, by=make_member("secretariat"), at=MORNING + 10 * DAY)
    assert due_for_reminder(conference, MORNING + 11 * DAY) == []
    assert due_for_reminder(conference, MORNING + 20 * DAY) == [speaker]
    tell(speaker, "reminder", at=MORNING + 20 * DAY)
    assert due_for_reminder(conference, MORNING + 21 * DAY) == []


def test_page_proposes_and_sends_nothing_by_itself(invited):
    __, speaker = invited
    mail.outbox.clear()
    officer = browser_of(make_member("secretariat"))
    context = officer.get(LETTERS).context
    sent = {"kind": "reminder", "seen": context["reminders"]["seen"], "chosen": "1", "speaker": speaker.pk}
    day = timezone.now().date() + timedelta(days=9)

    officer.post(f"{LETTERS}write/", sent | {"reply_by": day.isoformat()})
    send_all_reminders.func()

    letter = Letter.objects.get(kind="reminder")
    assert context["reminders"]["recipients"] == [speaker]
    assert "I have the honour to refer to the invitation of 3 April 2012" in letter.body
    assert mail.outbox == []
    assert not REMINDERS.is_wanted()
    history = officer.get(f"{LETTERS}speakers/{speaker.slug}/").content.decode()
    assert (history.count("Reminder"), history.count("Invitation") > 0) == (2, True)


def test_conference_that_wants_it_reminds_twice_and_no_more(invited):
    conference, __ = invited
    mail.outbox.clear()
    LetterSettings.objects.create(conference=conference, sends_reminders=True)

    sent = [send_reminders(conference, at=MORNING + days * DAY) for days in (9, 10, 11, 21, 32, 43)]

    assert REMINDERS.is_wanted()
    assert sent == [0, 1, 0, 1, 0, 0]
    assert [message.subject for message in mail.outbox] == ["Reminder: invitation to speak: Dialogue (en)"] * 2


def test_nobody_is_reminded_by_itself_in_a_language_without_the_texts(invited):
    conference, speaker = invited
    LetterSettings.objects.create(conference=conference, sends_reminders=True)
    speaker.correspondence_language = "fr"
    speaker.save()
    conference.title_fr = ""
    conference.save()

    assert due_for_reminder(conference, MORNING + 10 * DAY) == [speaker]
    assert send_reminders(conference, at=MORNING + 10 * DAY) == 0
