"""Readers are told of changes by e-mail: asked for, confirmed, sent once a release has settled, ended by one press."""

import re
from datetime import date, timedelta
from email import message_from_string, policy

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from conference.archive.acts import archive
from conference.languages import CODES
from conference.link_secrets import fingerprint
from conference.models import Conference
from floor.seats.secret_urls import without_secrets
from operations.retention.expired import clear_expired
from operations.retention.person import PersonalRecord, find_by_address
from programme.models import ChangeSubscription
from programme.subscriptions.background_work import READERS, tell_all_readers
from programme.subscriptions.sending import Postman, tell_readers
from tests.background import do_background_work
from tests.factories import MORNING, in_six, make_conference, make_session, release
from tests.pages import page
from tests.smtp import mail_server

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PAGE = "/en/dialogue/updates/"
READER = "Reader@mission.example"


@pytest.fixture(autouse=True)
def sends_mail(settings):
    settings.SENDS_MAIL = True


@pytest.fixture
def dialogue():
    """A meeting that goes on, with two sessions in a room."""
    conference = make_conference(starts_on=date(2012, 4, 3), ends_on=timezone.now().date() + timedelta(days=2))
    room = conference.rooms.create(**in_six("name", "Room 1"))
    for _number in range(2):
        make_session(conference, room=room)
    release(conference)
    return conference


def subscribe(code="en", sessions=(), email=READER):
    """Ask as a reader does, and return the answer and the way of the link that was sent."""
    sent = {"email": email, "part": "some" if sessions else "all", "sessions": sessions}
    answer = Client().post(f"/{code}/dialogue/updates/", sent)
    do_background_work()
    return answer, link_in(mail.outbox.pop().body) if mail.outbox else None


def link_in(body, what=""):
    return re.search(rf"http://localhost:8000(/\S+/updates/[-\w]+/{what})\s", body)[1]


def confirmed(**choices):
    answer = Client().post(subscribe(**choices)[1])
    assert answer.status_code == 302
    return ChangeSubscription.objects.confirmed().get()


def reschedule(conference, slug="session-0", at=MORNING + timedelta(days=1), **after):
    """Move a session by some time and release that, long ago enough to have settled."""
    row = conference.sessions.get(slug=slug)
    for field in ("starts_at", "ends_at"):
        setattr(row, field, getattr(row, field) + timedelta(**after))
    row.save()
    return release(conference, at=at)


def told():
    tell_all_readers.call()
    return mail.outbox


def test_reader_asks_confirms_is_told_once_and_ends_it(dialogue):
    answer, link = subscribe()
    assert "One more step" in answer.content.decode()
    assert "Be told of changes?" in page(Client(), link)
    assert not ChangeSubscription.objects.confirmed().exists()  # opening the link is no act

    done = Client().post(link, follow=True)
    assert "You are told of changes" in done.content.decode()
    assert told() == []

    reschedule(dialogue, hours=1)
    (message,) = told()
    body = " ".join(message.body.split())
    assert "Moved: session Session 0 (en) before: 3 April 2012, 10 to 10.10 a.m. now: 3 April 2012, 11 to 11.10" in body
    assert message.to == [READER]
    assert len(told()) == 1

    end = link_in(message.body, "end/")
    assert "End these messages?" in page(Client(), end)
    assert ChangeSubscription.objects.exists()
    assert "Your address is deleted." in Client().post(end).content.decode()
    assert not ChangeSubscription.objects.exists()
    assert Client().get(end).status_code == 404


def test_mail_program_ends_it_by_itself(dialogue):
    confirmed()
    reschedule(dialogue, hours=1)
    (message,) = told()
    strict = Client(enforce_csrf_checks=True)

    address = re.fullmatch(r"<http://localhost:8000(/\S+)>", message.extra_headers["List-Unsubscribe"])[1]
    answer = strict.post(address, {"List-Unsubscribe": "One-Click"})

    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert answer.status_code == 200
    assert not ChangeSubscription.objects.exists()


@pytest.mark.parametrize("code", CODES)
def test_message_is_in_the_language_of_the_reader_with_the_words_of_the_change_log(dialogue, code):
    confirmed(code=code)
    reschedule(dialogue, hours=1)
    (message,) = told()

    words = " ".join(page(Client(), f"/{code}/dialogue/changes/").replace("\xa0", " ").split())
    moved = re.findall(r"<(?:del|ins)>(?:<span [^>]+>)?([^<]+)<", words)

    column = f"title_{code.replace('-', '_')}"

    assert len(moved) == 2
    assert [
        part for part in (*moved, in_six("title", "Session 0")[column]) if part not in message.body.replace("\xa0", " ")
    ] == []
    assert in_six("title", "Dialogue")[column] in message.subject


def test_reader_of_one_session_is_told_of_it_alone(dialogue):
    confirmed(sessions=["session-1"])

    reschedule(dialogue, hours=1)
    assert told() == []
    reschedule(dialogue, "session-1", hours=2)
    (message,) = told()

    assert "Session 1 (en)" in message.body
    assert "Session 0" not in message.body


def test_nothing_is_sent_before_the_programme_has_settled_and_then_all_at_once(dialogue):
    confirmed()
    at = timezone.now()
    reschedule(dialogue, hours=1, at=at - timedelta(minutes=40))
    reschedule(dialogue, "session-1", hours=2, at=at - timedelta(minutes=5))
    assert told() == []

    tell_readers(dialogue, Postman(), at + timedelta(minutes=26))
    (message,) = mail.outbox

    assert [word for word in ("Session 0 (en)", "Session 1 (en)") if word not in message.body] == []


def test_change_that_was_taken_back_is_told_to_those_who_know_it(dialogue, admin_user):
    confirmed()
    newest = reschedule(dialogue, hours=1)
    told().clear()
    newest.withdraw(reason="By mistake.", by=admin_user, at=MORNING + timedelta(days=2))

    (message,) = told()

    assert "now: 3 April 2012, 10 to 10.10 a.m." in " ".join(message.body.split())


def test_known_address_is_answered_as_an_unknown_one_and_gets_a_link_for_its_new_choice(dialogue):
    first, _link = subscribe()
    confirmed_row = confirmed()

    again, link = subscribe(code="fr", sessions=["session-1"])
    assert first.content.decode().count(READER) == 1
    assert (again.status_code, first.status_code) == (200, 200)
    assert ChangeSubscription.objects.confirmed().get().language == "en"
    Client().post(link)

    held = ChangeSubscription.objects.confirmed().get()
    assert (held.pk, held.language, held.sessions) == (confirmed_row.pk, "fr", ["session-1"])


def test_address_is_told_once_whatever_its_capitals(dialogue):
    confirmed()
    other = ChangeSubscription(
        conference=dialogue, email=READER.upper(), language="fr", asked_at=MORNING, told_number=1, confirmed_at=MORNING
    )
    other.renew_secret()

    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()
    other.confirmed_at = None
    other.save()
    assert ChangeSubscription.objects.count() == 2


def test_one_address_is_sent_few_links(dialogue):
    statuses = [subscribe()[0].status_code for _try in range(4)]

    assert statuses == [200, 200, 200, 429]


@pytest.mark.parametrize(
    "sent",
    [
        {"email": "nobody", "part": "all"},
        {"email": "a@b.example\r\nBcc: c@d.example", "part": "all"},
        {"email": READER, "part": "some"},
        {"email": READER, "part": "some", "sessions": ["nowhere"]},
        {},
    ],
)
def test_odd_request_is_refused_in_a_sentence_and_keeps_what_was_typed(dialogue, sent):
    answer = Client().post(PAGE, sent)

    assert answer.status_code == 422
    assert 'class="errorlist"' in answer.content.decode()
    assert not ChangeSubscription.objects.exists()


def test_page_is_hidden_when_the_meeting_is_over_and_where_no_mail_leaves(client, dialogue, settings):
    assert PAGE in page(client, "/en/dialogue/")
    assert client.get(PAGE).status_code == 200

    settings.SENDS_MAIL = False
    assert client.get(PAGE).status_code == 404
    assert PAGE not in page(client, "/en/dialogue/")
    settings.SENDS_MAIL = True
    Conference.objects.update(ends_on=date(2012, 4, 4))
    dialogue.refresh_from_db()
    release(dialogue, at=MORNING + timedelta(days=3))
    assert client.get(PAGE).status_code == 404
    assert PAGE not in page(client, "/en/dialogue/")


def test_nobody_is_told_of_a_meeting_that_is_over_and_its_readers_are_forgotten(dialogue, admin_user):
    confirmed()
    reschedule(dialogue, hours=1)
    Conference.objects.update(ends_on=date(2012, 4, 4))
    archive(dialogue, by=admin_user, at=timezone.now())

    assert told() == []
    assert clear_expired(timezone.now(), timedelta(days=30))["readers who were told of changes"] == 1
    assert not ChangeSubscription.objects.exists()


def test_address_that_nobody_confirmed_is_forgotten(dialogue):
    subscribe()
    clear_expired(timezone.now(), timedelta(days=30))
    assert ChangeSubscription.objects.exists()

    clear_expired(timezone.now() + timedelta(days=3), timedelta(days=30))

    assert not ChangeSubscription.objects.exists()


def test_reader_is_given_what_is_kept_about_them_without_the_way_to_their_link(dialogue):
    confirmed()
    person = PersonalRecord()

    find_by_address(person, READER.lower())

    (row,) = person.rows["programme.changesubscription"]
    assert row["email"] == READER
    assert [name for name in ("seed", "secret_hash") if name in row] == []


def test_only_the_hash_of_a_link_is_stored_and_no_log_shows_it(dialogue):
    _answer, link = subscribe()
    secret = link.strip("/").rpartition("/")[2]
    row = ChangeSubscription.objects.get()

    assert row.secret_hash == fingerprint(secret)
    assert secret not in "".join(map(str, ChangeSubscription.objects.values_list().get()))
    assert without_secrets(f"GET {link}end/ 200") == "GET /en/dialogue/updates/–/end/ 200"
    assert Client().get(link).headers["Cache-Control"] == "no-store"


def test_staff_see_how_many_readers_there_are_and_not_who(dialogue, admin_client):
    confirmed()

    body = admin_client.get("/en/dialogue/release/").content.decode()

    assert "1 reader is told of changes by e-mail" in body
    assert READER not in body


def test_work_waits_until_somebody_has_asked(dialogue):
    assert not READERS.is_wanted()
    subscribe()
    assert READERS.is_wanted()


def test_message_leaves_by_smtp_and_an_address_that_is_refused_for_good_is_forgotten(dialogue, settings, caplog):
    confirmed()
    reschedule(dialogue, hours=1)
    settings.EMAIL_BACKEND = "conference.mail_backend.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "127.0.0.1", False, False

    with mail_server(RCPT="450 Later") as server:
        settings.EMAIL_PORT = server.port
        tell_all_readers.call()
        assert (server.messages, ChangeSubscription.objects.get().told_number) == ([], 1)
        server.answers.clear()
        tell_all_readers.call()
        (sent,) = server.messages
        reschedule(dialogue, hours=2)
        server.answers["RCPT"] = "550 No such user"
        tell_all_readers.call()

    message = message_from_string(sent["text"], policy=policy.default)
    assert (sent["to"], message["To"], message["Content-Language"]) == ([READER], READER, "en")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Moved: session" in message.get_content()
    assert not ChangeSubscription.objects.exists()
    assert "was not accepted" in caplog.text
    assert READER.lower() not in caplog.text.lower()
