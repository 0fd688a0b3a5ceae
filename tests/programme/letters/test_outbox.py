from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from conference.models import AuditEntry
from conference.refusals import Refusal
from programme.letters.compose import write
from programme.letters.sending import LetterFailed, letters_to_send, send_letter, send_letters
from programme.models.letter import Letter, LetterKind, LetterTemplate
from speakers.models import Speaker
from tests import smtp
from tests.background import do_background_work
from tests.constraints import refuses
from tests.factories import MORNING, make_conference, make_speaker, release
from tests.pages import page
from tests.programme.letters.letters import LATER, make_member, make_reader, make_staged, move, write_one
from tests.staff import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LETTERS = "/en/dialogue/letters/"


class RefusingBackend(EmailBackend):
    """A mail server that refuses some recipients, and is gone for others."""

    def send_messages(self, messages):
        for message in messages:
            if message.to[0].startswith("refused"):
                raise SMTPRecipientsRefused({message.to[0]: (550, b"No such user\r\nhere")})
            if message.to[0].startswith("gone"):
                raise SMTPServerDisconnected("Connection unexpectedly closed")
        return super().send_messages(messages)


@pytest.fixture
def refusing(settings):
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"


@pytest.fixture
def officer():
    return browser_of(make_member("secretariat"))


def reload(letter):
    return Letter.objects.get(pk=letter.pk)


def status_of(speaker):
    return Speaker.objects.get(pk=speaker.pk).status


def test_writing_puts_letters_into_the_outbox_and_sends_nothing(officer):
    conference = make_conference()
    make_reader(conference, status="invited")
    make_speaker(conference, status="invited")
    make_reader(conference)

    day = timezone.now().date() + timedelta(days=9)
    response = write_to(officer, {"kind": "invitation", "reply_by": day.isoformat()}, follow=True)

    body = response.content.decode()
    assert "1 letter is in the outbox." in body
    assert "Without an e-mail address: Speaker 1 (en)." in body
    assert [letter.speaker.slug for letter in Letter.objects.all()] == ["speaker-0"]
    assert mail.outbox == []
    assert AuditEntry.objects.get(act="letters: write").detail == {"kind": "invitation", "letters": 1}


def press(officer, act, **options):
    """Press a button of the outbox as it is shown now."""
    return officer.post(f"{LETTERS}{act}", {"seen": officer.get(LETTERS).context["seen"]}, **options)


def write_to(officer, sent, **options):
    """Write letters to those whom the page shows now."""
    (seen,) = [each["seen"] for each in officer.get(LETTERS).context["to_write"] if each["kind"] == sent["kind"]]
    return officer.post(f"{LETTERS}write/", {"seen": seen, **sent}, **options)


def test_second_press_writes_no_second_letter(officer):
    make_reader(make_conference())

    for __ in range(2):
        write_to(officer, {"kind": "confirmation"})

    assert Letter.objects.count() == 1


def test_letters_are_written_to_those_chosen(officer):
    conference = make_conference()
    chosen, __ = make_reader(conference), make_reader(conference)

    write_to(officer, {"kind": "confirmation", "chosen": "1", "speaker": [chosen.pk, "x", "9" * 40]})

    assert [letter.speaker for letter in Letter.objects.all()] == [chosen]


def test_chosen_who_has_a_letter_in_the_outbox_gets_no_second_one(officer):
    conference = make_conference()
    waiting, other = make_reader(conference), make_reader(conference)
    former = write_one(waiting)

    sent = {"kind": "confirmation", "chosen": "1", "speaker": [waiting.pk, other.pk]}
    response = write_to(officer, sent, follow=True)

    assert (response.status_code, "1 letter is in the outbox." in response.content.decode()) == (200, True)
    assert {letter.speaker: letter.pk == former.pk for letter in Letter.objects.all()} == {waiting: True, other: False}


@pytest.mark.parametrize("day", ["", "2001-01-01", "yesterday", "2012-02-31"])
def test_invitation_without_a_good_day_of_reply_comes_back(officer, day):
    make_reader(make_conference(), status="invited")

    response = write_to(officer, {"kind": "invitation", "reply_by": day})

    assert (response.status_code, Letter.objects.count()) == (422, 0)
    assert f'value="{day}"' in response.content.decode()


def test_sent_letter_is_plain_text_in_its_language_with_replies_to_the_contact(officer):
    __, __, speaker = make_staged(contact_email="office@example.org")
    speaker.correspondence_language = "ar"
    speaker.save()
    letter = write_one(speaker)

    press(officer, f"{letter.pk}/send/")

    (sent,) = mail.outbox
    message = sent.message()
    assert (sent.to, sent.reply_to) == ([speaker.email], ["office@example.org"])
    assert message["Content-Language"] == "ar"
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert message.get_payload(decode=True).decode() == letter.body
    assert reload(letter).sent_by.username == "secretariat"
    assert AuditEntry.objects.filter(act="letter: send").count() == 1


def test_who_is_cleared_is_invited_once_the_invitation_is_sent(officer):
    conference = make_conference()
    cleared, proposed = (make_reader(conference, status=status) for status in ("cleared", "proposed"))

    (letter,) = write(conference, LetterKind.INVITATION, by=None, at=MORNING).letters
    assert (letter.speaker, status_of(cleared)) == (cleared, "cleared")
    send_letter(letter, by=None, at=MORNING)

    assert (status_of(cleared), status_of(proposed)) == ("invited", "proposed")


def test_who_was_sent_nothing_is_not_invited_and_who_has_answered_stays_so(officer, refusing):
    conference = make_conference()
    refused = make_reader(conference, status="cleared", email="refused@example.org")
    quick = make_reader(conference, status="cleared")
    letters = {speaker: write_one(speaker, LetterKind.INVITATION) for speaker in (refused, quick)}
    quick.mark(Speaker.Status.CONFIRMED, by=None, at=MORNING)

    with pytest.raises(LetterFailed):
        send_letter(letters[refused], by=None, at=MORNING)
    with pytest.raises(Refusal, match="status is now: confirmed"):
        send_letter(letters[quick], by=None, at=MORNING)

    assert (status_of(refused), status_of(quick)) == ("cleared", "confirmed")


def test_letter_is_sent_once(officer):
    letter = write_one(make_reader(make_conference()))

    for __ in range(2):
        body = press(officer, f"{letter.pk}/send/", follow=True).content.decode()

    assert "The letter was sent already." in body
    assert len(mail.outbox) == 1


def test_all_are_sent_but_those_that_wait_for_somebody(officer):
    conference, panel, speaker = make_staged()
    stale = write_one(speaker)
    fine = write_one(make_reader(conference))
    move(panel, 30)

    press(officer, "send/")
    do_background_work()

    assert reload(fine).sent_at
    assert reload(stale).sent_at is None
    assert "rewrite it" in officer.get(LETTERS).content.decode()


def test_letter_that_is_rewritten_tells_what_is_current(officer):
    __, panel, speaker = make_staged()
    letter = write_one(speaker)
    move(panel, 60)

    press(officer, f"{letter.pk}/write-again/")

    assert "11 to 11.10 a.m." in reload(letter).body
    send_letter(reload(letter), by=None, at=MORNING)


def test_letter_that_the_server_refuses_stays_with_the_reason_and_can_be_sent_again(officer, refusing, settings):
    speaker = make_reader(make_conference(), email="refused@example.org")
    letter = write_one(speaker)

    body = press(officer, f"{letter.pk}/send/", follow=True).content.decode()

    assert "The mail server did not accept the letter: No such user here" in body
    assert (reload(letter).failure, reload(letter).is_open) == ("No such user here", True)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    press(officer, f"{letter.pk}/send/")
    assert (reload(letter).failure, reload(letter).failed_at, len(mail.outbox)) == ("", None, 1)


def test_refused_letter_does_not_keep_the_others(officer, refusing):
    conference = make_conference()
    for address in ("refused@example.org", "b@example.org"):
        write_one(make_reader(conference, email=address))

    press(officer, "send/")
    do_background_work()

    assert [message.to for message in mail.outbox] == [["b@example.org"]]


def test_server_that_is_gone_ends_the_sending(officer, refusing):
    conference = make_conference()
    for address in ("gone@example.org", "gone-2@example.org"):
        write_one(make_reader(conference, email=address))

    press(officer, "send/")
    do_background_work()

    body = officer.get("/en/dialogue/background-work/").content.decode()
    assert "It did not succeed yet:" in body
    assert "Connection unexpectedly closed" in body
    assert Letter.objects.exclude(failed_at=None).count() == 1


def test_letters_that_a_server_takes_later_are_sent_later_and_each_once(officer, settings):
    conference = make_conference()
    for address in ("a@example.org", "b@example.org"):
        write_one(make_reader(conference, email=address))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with smtp.mail_server(**{"RCPT TO:<b@": "450 4.2.0 Greylisted"}) as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        press(officer, "send/")
        assert "Letters are being sent in the background." in officer.get(LETTERS).content.decode()
        do_background_work()
        assert Letter.objects.get(address="b@example.org").failure == "4.2.0 Greylisted"
        server.answers.clear()
        DBTaskResult.objects.update(run_after=timezone.now())
        do_background_work()

    assert [message["to"] for message in server.messages] == [["a@example.org"], ["b@example.org"]]
    assert "2 letters were sent." in officer.get("/en/dialogue/background-work/").content.decode()
    assert "in the background" not in officer.get(LETTERS).content.decode()


def test_interrupted_letter_is_sent_again_by_nobody_who_does_not_say_so(officer):
    letter = write_one(make_reader(make_conference()))
    Letter.objects.update(sending_at=LATER)

    with pytest.raises(Refusal, match="is being sent"):
        send_letter(letter, by=None, at=LATER)
    assert send_letters({letter.pk: ""}, by=None, at=timezone.now()).sent == 0
    assert letters_to_send(letter.conference) == {}
    assert "was interrupted" in officer.get(LETTERS).content.decode()
    send_letter(letter, by=None, at=timezone.now())
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "change",
    [{"status": "withdrawn"}, {"email": "other@example.org"}, {"email": ""}, {"email": "a@b.org\nBcc: c@d.org"}],
)
def test_letter_is_held_where_its_recipient_is_another_by_now(change):
    letter = write_one(make_reader(make_conference()))
    Speaker.objects.update(**change)

    with pytest.raises(Refusal):
        send_letter(letter, by=None, at=MORNING)
    assert mail.outbox == []


def test_address_written_past_the_forms_is_none(officer):
    conference = make_conference()
    Speaker.objects.filter(pk=make_reader(conference).pk).update(email="a@b.org\r\nBcc: c@d.org")

    body = write_to(officer, {"kind": "confirmation"}, follow=True).content.decode()

    assert "Without an e-mail address: Speaker 0 (en)." in body
    assert Letter.objects.count() == 0


def test_deleted_speaker_leaves_the_letter_and_is_not_written_to(officer):
    sent = write_one(make_reader(make_conference()))
    send_letter(sent, by=None, at=MORNING)
    letter = write_one(make_reader(sent.conference))
    Speaker.objects.all().delete()

    body = officer.get(LETTERS).content.decode()

    assert "The speaker is no longer on file: cancel the letter." in body
    for address in (f"{LETTERS}sent/", f"{LETTERS}{sent.pk}/", f"{LETTERS}{letter.pk}/"):
        assert officer.get(address).status_code == 200
    with pytest.raises(Refusal):
        send_letter(letter, by=None, at=MORNING)


def test_cancelled_letter_is_not_sent(officer):
    letter = write_one(make_reader(make_conference()))

    officer.post(f"{LETTERS}{letter.pk}/cancel/")

    with pytest.raises(Refusal, match="cancelled"):
        send_letter(letter, by=None, at=MORNING)
    assert officer.get(f"{LETTERS}sent/").content.decode().count("Confirmation of your participation") == 1


def edit(officer, letter, **fields):
    sent = {"subject": letter.subject, "body": letter.body, "loaded": "", **fields}
    return officer.post(f"{LETTERS}{letter.pk}/", sent)


def test_letter_is_changed_before_it_is_sent(officer):
    letter = write_one(make_reader(make_conference()))

    response = edit(officer, letter, subject="Other", body="Words\r\nof mine")

    assert response.status_code == 302
    assert (reload(letter).subject, reload(letter).body) == ("Other", "Words\nof mine")
    assert AuditEntry.objects.get(act="letter: change").detail == {}


@pytest.mark.parametrize("subject", ["", "a\nBcc: x@example.org", "x" * 50_000, "a\u202eb", "a\x0bb"])
def test_subject_that_will_not_do_comes_back(officer, subject):
    letter = write_one(make_reader(make_conference()))

    response = edit(officer, letter, subject=subject)

    assert response.status_code == 422
    assert reload(letter).subject == letter.subject


def test_sent_letter_is_not_changed(officer):
    letter = write_one(make_reader(make_conference()))
    send_letter(letter, by=None, at=MORNING)

    response = edit(officer, letter, subject="Other words")

    assert response.status_code == 422
    assert "Other words" in response.content.decode()
    assert reload(letter).subject == letter.subject


def test_subject_written_past_the_forms_makes_no_header(officer):
    letter = write_one(make_reader(make_conference()))
    Letter.objects.update(subject="Hello\r\nBcc: x@example.org")

    press(officer, f"{letter.pk}/send/")

    assert mail.outbox[0].message()["Subject"] == "Hello Bcc: x@example.org"
    assert mail.outbox[0].message()["Bcc"] is None


def template(officer, **fields):
    return officer.post(f"{LETTERS}templates/invitation/", {"loaded": "", **fields})


def test_template_is_kept_only_where_it_is_another(officer):
    make_conference()
    page = officer.get(f"{LETTERS}templates/invitation/").context["form"]
    as_shipped = {name: page.initial[name] for name in page.fields if name != "loaded"}

    template(officer, **as_shipped)
    assert LetterTemplate.objects.count() == 0
    template(officer, **as_shipped | {"subject_en": "Come"})
    assert LetterTemplate.objects.get().subject_en == "Come"
    template(officer, shipped="1")
    assert LetterTemplate.objects.count() == 0


def test_each_change_of_a_template_is_an_audit_entry(officer):
    make_conference()

    template(officer, subject_en="Come", body_en="Dear {name}")
    template(officer, shipped="1")

    entries = AuditEntry.objects.filter(act__startswith="letter template").order_by("pk")
    assert [entry.act for entry in entries] == ["letter template: change", "letter template: as shipped"]


def test_unknown_placeholder_in_a_template_is_named(officer):
    make_conference()

    response = template(officer, body_fr="Madame {name.__class__}")

    assert response.status_code == 422
    assert "“{name.__class__}” is not a placeholder of letters." in response.content.decode()
    assert LetterTemplate.objects.count() == 0


def test_template_of_no_kind_is_not_found(officer):
    make_conference()

    assert officer.get(f"{LETTERS}templates/farewell/").status_code == 404


def test_who_may_not_send_letters_finds_none():
    letter = write_one(make_reader(make_conference()))
    browser = browser_of(make_member("translator-fr"))

    for act in ("send", "cancel", "write-again"):
        assert browser.post(f"{LETTERS}{letter.pk}/{act}/").status_code == 404
    assert browser.post(f"{LETTERS}write/", {"kind": "confirmation"}).status_code == 404
    assert browser.post(f"{LETTERS}send/").status_code == 404
    assert mail.outbox == []


def test_letter_of_another_conference_is_not_found(officer):
    letter = write_one(make_reader(make_conference(slug="other")))
    make_conference()

    assert officer.post(f"{LETTERS}{letter.pk}/send/").status_code == 404


def test_translators_do_not_read_how_to_write_to_a_speaker():
    speaker = make_reader(make_conference())
    address = f"/en/admin/speakers/speaker/{speaker.pk}/change/"

    assert speaker.email in page(browser_of(make_member("secretariat", "writer")), address)
    assert speaker.email not in page(browser_of(make_member("translator-fr")), address)


def test_history_has_all_letters_of_a_speaker(officer):
    letter = write_one(make_reader(make_conference()))

    body = officer.get(f"{LETTERS}speakers/{letter.speaker.slug}/").content.decode()

    assert "in the outbox" in body


def queries(officer, address):
    officer.get(address)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert officer.get(address).status_code == 200
    return len(found)


def test_outbox_takes_as_many_queries_for_one_as_for_many(officer):
    conference, __, speaker = make_staged()
    release(conference)
    write_one(speaker)
    one = queries(officer, LETTERS)
    for __ in range(3):
        write_one(make_reader(conference))

    assert queries(officer, LETTERS) == one


def test_thousand_letters_are_shown_in_pages(officer):
    conference = make_conference()
    rows = [
        Letter(
            conference=conference, kind=LetterKind.NOTICE, language="en", subject=f"S{place}", body="B", made_at=MORNING
        )
        for place in range(1000)
    ]
    Letter.objects.bulk_create(rows)

    body = officer.get(f"{LETTERS}?page=10").content.decode()

    assert "Page 10 of 10" in body
    assert queries(officer, LETTERS) < 25


@pytest.mark.every_database
def test_constraints_hold_whoever_writes():
    conference = make_conference()
    speaker = make_reader(conference)
    values = {"conference": conference, "language": "en", "made_at": MORNING, "kind": "notice"}
    Letter.objects.create(speaker=speaker, address=speaker.email, **values)
    Letter.objects.create(speaker=speaker, address=speaker.email, sent_at=MORNING, **values)
    Letter.objects.create(speaker=None, **values)

    assert refuses(Letter.objects.create, speaker=speaker, **values)
    assert refuses(Letter.objects.create, sent_at=MORNING, address="", **values)
    assert refuses(Letter.objects.create, sent_at=MORNING, cancelled_at=MORNING, address="a@b.org", **values)
    assert refuses(Letter.objects.create, failed_at=MORNING, **values)
    assert refuses(Letter.objects.create, failure="why", **values)
    assert refuses(Letter.objects.create, sent_at=MORNING, sending_at=MORNING, address="a@b.org", **values)
