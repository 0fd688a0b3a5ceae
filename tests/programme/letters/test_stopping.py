"""A sending that is stopped, one that was interrupted, letters that came back, and secret placeholders."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from django.utils.translation import gettext_lazy

from conference.models import AuditEntry, Job
from conference.refusals import Refusal
from programme.letters.background_work import stop
from programme.letters.compose import Extras, write
from programme.letters.paper.letterhead import letter_document
from programme.letters.sending import send_letter, settle
from programme.models import Letter, letter_placeholders
from speakers.models import DoubtfulAddress, Speaker
from tests.background import do_background_work
from tests.factories import MORNING, in_six, make_conference, release
from tests.programme.letters.letters import make_member, make_reader, make_staged, move, tell, write_one
from tests.staff import browser_of

pytestmark = pytest.mark.django_db

LETTERS = "/en/dialogue/letters/"


@pytest.fixture
def officer():
    return browser_of(make_member("secretariat"))


class StoppingBackend(EmailBackend):
    """A mail server during whose first message somebody asks to stop."""

    def send_messages(self, messages):
        (job,) = Job.objects.filter(kind="letters")
        stop(job.conference, timezone.now())
        return super().send_messages(messages)


def send_all(officer):
    return officer.post(f"{LETTERS}send/", {"seen": officer.get(LETTERS).context["seen"]}, follow=True)


def test_sending_that_is_stopped_leaves_the_rest_in_the_outbox(officer, settings):
    settings.EMAIL_BACKEND = f"{__name__}.StoppingBackend"
    conference = make_conference()
    for __ in range(3):
        write_one(make_reader(conference))

    send_all(officer)
    do_background_work()

    job = Job.objects.get()
    assert (len(mail.outbox), Letter.objects.open().count()) == (1, 2)
    assert job.outcome == {"sent": 1, "failed": 0, "left": 2, "stopped": True}
    page = officer.get(LETTERS).content.decode()
    assert "It was stopped." in page
    assert "2 letters stay in the outbox." in page


def test_sending_that_has_not_begun_is_stopped_at_once(officer):
    write_one(make_reader(make_conference()))
    page = send_all(officer).content.decode()

    answer = officer.post(f"{LETTERS}stop/", follow=True).content.decode()
    do_background_work()

    assert "Stop the sending" in page
    assert "The sending stops" in answer
    assert mail.outbox == []
    assert "No letters are being sent." in officer.post(f"{LETTERS}stop/", follow=True).content.decode()


def test_page_tells_a_script_how_far_the_sending_is(officer):
    conference = make_conference()
    write_one(make_reader(conference))
    send_all(officer)
    Job.objects.update(started_at=timezone.now(), done=3, total=12)

    answer = officer.get(LETTERS, headers={"Rostrum-Fragment": "jobs"}).json()

    assert "3 / 12" in answer["html"]
    assert 'id="jobs"' in answer["html"]


def interrupted():
    letter = write_one(make_reader(make_conference()))
    Letter.objects.update(sending_at=MORNING)
    return letter


def test_letter_of_which_it_is_not_known_is_entered_as_sent(officer):
    letter = interrupted()
    body = officer.get(f"{LETTERS}{letter.pk}/").content.decode()

    officer.post(f"{LETTERS}{letter.pk}/arrived/")

    letter.refresh_from_db()
    assert "it is not known whether it was sent" in body
    assert (letter.sent_at, letter.sent_by.username, letter.sending_at) == (MORNING, "secretariat", None)
    assert AuditEntry.objects.filter(act="letter: settle").count() == 1
    assert mail.outbox == []


def test_letter_of_which_it_is_known_is_not_entered_as_sent():
    letter = write_one(make_reader(make_conference()))

    with pytest.raises(Refusal):
        settle(letter, by=None, at=MORNING)
    Letter.objects.update(sending_at=MORNING)
    with pytest.raises(Refusal):  # it is being sent at this moment
        settle(letter, by=None, at=MORNING)
    letter.refresh_from_db()
    assert letter.sent_at is None


def test_address_from_which_a_letter_came_back_is_marked_shown_and_unmarked(officer):
    conference = make_conference()
    speaker = make_reader(conference)
    letter = tell(speaker)
    marked = {"address": speaker.email.upper(), "reason": "550  mailbox\nfull"}

    officer.post(f"{LETTERS}{letter.pk}/came-back/", marked)

    doubt = DoubtfulAddress.objects.get()
    assert (doubt.reason, doubt.noted_by.username) == ("550 mailbox full", "secretariat")
    for address in (
        LETTERS,
        f"{LETTERS}{letter.pk}/",
        f"{LETTERS}speakers/{speaker.slug}/",
        f"{LETTERS}choose/?kind=confirmation",
        f"/en/admin/speakers/speaker/{speaker.pk}/change/",
    ):
        assert "550 mailbox full" in officer.get(address).content.decode()
    assert "@" not in str(AuditEntry.objects.get(act="address: doubt").detail)
    officer.post(f"{LETTERS}addresses/{doubt.pk}/right/")
    assert DoubtfulAddress.objects.count() == 0
    assert "550 mailbox full" not in officer.get(LETTERS).content.decode()


@pytest.mark.parametrize("sent", [{"address": "other@example.org", "reason": "Full"}, {"address": "", "reason": ""}])
def test_only_addresses_of_the_letter_come_back(officer, sent):
    letter = tell(make_reader(make_conference()))

    officer.post(f"{LETTERS}{letter.pk}/came-back/", sent)

    assert DoubtfulAddress.objects.count() == 0


def test_all_letters_that_a_release_has_overtaken_are_rewritten_in_one_act(officer):
    conference, panel, speaker = make_staged()
    other, apart = make_reader(conference), make_reader(conference)
    panel.roles.create(speaker=other, kind="panellist")
    release(conference)
    stale, fine = [write_one(row) for row in (speaker, other)], write_one(apart)
    move(panel, 60)
    release(conference)
    context = officer.get(LETTERS).context

    answer = officer.post(f"{LETTERS}write-again/", {"seen": context["seen"]}, follow=True).content.decode()

    assert context["stale"] == 2
    assert "2 letters have been rewritten." in answer
    bodies = {row.pk: "11 to 11.10 a.m." in row.body for row in Letter.objects.all()}
    assert bodies == {stale[0].pk: True, stale[1].pk: True, fine.pk: False}


@pytest.fixture
def link():
    """A secret placeholder as another room provides it; the people for whom it was made."""
    made = []

    def value(speaker, code):
        made.append(speaker.pk)
        return f"https://example.org/{code}/secret-{len(made)}"

    letter_placeholders.provide("own_link", gettext_lazy("name"), value, is_secret=True)
    yield made
    del letter_placeholders.PLACEHOLDERS["own_link"], letter_placeholders.PROVIDED["own_link"]


def test_secret_placeholder_is_filled_in_at_the_sending_and_kept_nowhere(link):
    conference = make_conference()
    words = "{salutation}\n\nYour page: {own_link}\n\n{closing}"
    texts = {**in_six("subject", "Page"), **in_six("body", words)}
    kind = conference.letter_templates.create(kind="own", name="Page", **texts)
    speaker = make_reader(conference, assistant_emails="c@example.org")
    (letter,) = write(
        conference, kind.key, keys=[speaker.pk], extras=Extras(("assistant",)), by=None, at=MORNING
    ).letters
    printed = [line for block in letter_document(letter, MORNING).blocks for line in block.lines]

    assert "{own_link}" in letter.body
    assert letter.copies == ""
    assert not any("link" in line or "Your page" in line for line in printed)
    assert link == []
    send_letter(letter, by=None, at=MORNING)

    letter.refresh_from_db()
    assert "Your page: https://example.org/en/secret-1" in mail.outbox[0].body
    assert "secret" not in letter.body


def test_invitation_that_goes_out_marks_as_invited(officer):
    conference = make_conference()
    speaker = make_reader(conference, status="cleared")
    letter = write_one(speaker, "invitation", reply_by=MORNING.date() + timedelta(days=9))
    Letter.objects.update(sending_at=MORNING)

    officer.post(f"{LETTERS}{letter.pk}/arrived/")

    assert Speaker.objects.get().status == "invited"
