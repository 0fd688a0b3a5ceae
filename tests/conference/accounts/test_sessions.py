"""Where somebody is signed in: the list, signing out from afar, the end of what nobody uses, and one's own password."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from conference.accounts import sessions
from conference.models import AccountNotice, AuditEntry
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.django_db
PASSWORD = "a long word for a test"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)
ACCOUNT = "/en/sign-in/account/"


@pytest.fixture
def clerk():
    return make_member("note-taker", password=PASSWORD, email="clerk@mission.example")


def signed_in(user, agent=FIREFOX, address="192.0.2.7"):
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=address)
    assert client.post("/en/sign-in/", {"username": user.username, "password": PASSWORD}).status_code == 302
    return client


def is_signed_in(client):
    return client.get("/en/sign-in/pages/").status_code == 200


def age(client, **ago):
    """Let the session of a browser have been used so long ago."""
    session = client.session
    session[sessions.USED] -= timedelta(**ago).total_seconds()
    session.save()


def test_page_lists_ones_own_sessions_and_nobody_elses(clerk):
    signed_in(make_member("interpreter", password=PASSWORD), address="198.51.100.1")
    signed_in(clerk, IPHONE, "203.0.113.9")
    here = signed_in(clerk)

    page = here.get(ACCOUNT).content.decode()

    assert re.findall(r"<h3><bdi>(.*?)</bdi>", page) == ["Firefox, Windows", "Safari, iPhone"]
    assert re.findall(r"<bdi>([\d.]+)</bdi>", page) == ["192.0.2.7", "203.0.113.9"]
    assert page.count("this one") == 1
    assert here.session.session_key not in page


def test_one_session_is_signed_out_from_another(clerk):
    phone, here, colleague = signed_in(clerk, IPHONE), signed_in(clerk), browser_of(make_member("interpreter"))
    (number,) = re.findall(r'name="number"\s+value="(\w+)"', here.get(ACCOUNT).content.decode())

    colleague.post(f"{ACCOUNT}sessions/end/", {"number": number})
    assert is_signed_in(phone)
    here.post(f"{ACCOUNT}sessions/end/", {"number": number})

    assert (is_signed_in(phone), is_signed_in(here)) == (False, True)
    assert "Safari" not in here.get(ACCOUNT).content.decode()


def test_signing_out_everywhere_ends_each_session_of_the_person(clerk):
    phone, here, colleague = signed_in(clerk, IPHONE), signed_in(clerk), browser_of(make_member("interpreter"))

    answer = here.post(f"{ACCOUNT}sessions/end-all/", follow=True)

    assert "You are signed out everywhere." in answer.content.decode()
    assert [is_signed_in(each) for each in (phone, here, colleague)] == [False, False, True]


def test_session_that_nobody_uses_ends_and_the_page_says_why(clerk, settings):
    used, idle = signed_in(clerk), signed_in(clerk)
    age(used, minutes=settings.IDLE_MINUTES - 10)
    age(idle, minutes=settings.IDLE_MINUTES + 1)

    assert is_signed_in(used)
    answer = idle.get(ACCOUNT, follow=True)
    assert answer.redirect_chain == [(f"/en/sign-in/?next={ACCOUNT}", 302)]
    assert "was not used for long" in answer.content.decode()
    assert "was not used for long" not in idle.get("/en/sign-in/").content.decode()


def test_use_is_noted_every_few_minutes_and_costs_nothing_in_between(clerk, django_assert_num_queries):
    browser = signed_in(clerk)
    with django_assert_num_queries(2):  # the session and its person
        browser.get("/en/sign-in/token/")
    age(browser, minutes=20)
    browser.get("/en/sign-in/token/")

    assert timezone.now().timestamp() - browser.session[sessions.USED] < 60


def test_session_ends_two_weeks_after_the_sign_in_however_often_it_is_used(clerk):
    browser = signed_in(clerk)
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=5))
    session = browser.session
    session.set_expiry(timezone.now() + timedelta(minutes=5))
    session.save()
    age(browser, minutes=20)
    browser.get("/en/sign-in/token/")

    assert Session.objects.get().expire_date < timezone.now() + timedelta(minutes=6)


def test_stream_counts_as_use_and_ends_with_the_session(clerk, settings):
    browser = signed_in(clerk)
    key, now = browser.session.session_key, timezone.now()
    age(browser, minutes=20)

    assert sessions.person_at(key, now) == clerk
    assert now.timestamp() - browser.session[sessions.USED] < 60
    assert not sessions.person_at(key, now + timedelta(minutes=settings.IDLE_MINUTES + 1)).is_authenticated
    settings.SECOND_FACTOR = "required"
    assert not sessions.person_at(key, now).is_authenticated


# Notices


def test_holder_is_told_of_a_sign_in_with_a_new_browser(clerk, django_capture_on_commit_callbacks, mailoutbox):
    first = signed_in(clerk)
    first.post("/en/sign-out/")
    with django_capture_on_commit_callbacks(execute=True):
        assert first.post("/en/sign-in/", {"username": clerk.username, "password": PASSWORD}).status_code == 302
    assert not AccountNotice.objects.exists()  # the very first, and the same browser again

    with django_capture_on_commit_callbacks(execute=True):
        signed_in(clerk, IPHONE, "203.0.113.9")

    (message,) = mailoutbox
    assert message.to == ["clerk@mission.example"]
    assert "new to it: Safari, iPhone, from the network address 203.0.113.9" in re.sub(
        "[\u2068\u2069]", "", message.body
    )
    first.post("/en/sign-out/")
    answer = first.post("/en/sign-in/", {"username": clerk.username, "password": PASSWORD}, follow=True)
    assert "Safari, iPhone" in answer.content.decode()


# One's own password


def change(client, old, new="four long words here"):
    form = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(f"{ACCOUNT}password/", form, follow=True)


def test_own_password_is_changed_told_and_ends_the_other_sessions(
    clerk, mailoutbox, django_capture_on_commit_callbacks
):
    phone, here = signed_in(clerk, IPHONE), signed_in(clerk)

    with django_capture_on_commit_callbacks(execute=True):
        answer = change(here, PASSWORD).content.decode()

    assert "Your password is changed." in answer
    assert re.findall(r"<h3><bdi>(.*?)</bdi>", answer) == ["Firefox, Windows"]
    assert (is_signed_in(phone), is_signed_in(here)) == (False, True)
    assert AuditEntry.objects.get(act="change own password").by == clerk
    assert "the password of your account was changed" in mailoutbox[-1].body


def test_wrong_old_passwords_are_refused_after_ten(clerk):
    here = signed_in(clerk)

    answers = [change(here, f"wrong {number}") for number in range(10)]
    refused = change(here, PASSWORD)

    assert {answer.status_code for answer in answers} == {200}
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "300")
    assert "Too many attempts" in refused.content.decode()
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)
