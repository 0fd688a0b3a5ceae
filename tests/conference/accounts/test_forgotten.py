"""A forgotten password: a link by mail, the same answer for everybody, and what it opens."""

import re

import pytest
from django.core import mail
from django.test import Client

from conference.accounts import forgotten
from conference.models import AccountNotice, AuditEntry
from floor.seats.secret_urls import without_secrets
from tests.staff import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PASSWORD, NEW = "a long word for a test", "another long word here"
PAGE = "/en/sign-in/forgotten/"


@pytest.fixture(autouse=True)
def sends_mail(settings):
    settings.SENDS_MAIL = True


@pytest.fixture
def clerk():
    return make_member("note-taker", password=PASSWORD, email="Clerk@mission.example")


def link_for(address):
    """The way of the link in the mail for an address; None where none was sent."""
    forgotten.send_links(address).result()
    if not mail.outbox:
        return None
    return re.search(r"http://localhost:8000(/\S+)", mail.outbox.pop().body)[1]


def open_link(client, link):
    """What a browser shows behind the link; its address there no longer has the key."""
    answer = client.get(link, follow=True)
    return answer, answer.redirect_chain[-1][0] if answer.redirect_chain else link


def test_link_sets_a_new_password_once_and_ends_all_sessions(clerk):
    browser, elsewhere = Client(), Client()
    elsewhere.post("/en/sign-in/", {"username": clerk.username, "password": PASSWORD})
    link = link_for("clerk@mission.example")

    __, there = open_link(browser, link)
    answer = browser.post(there, {"new_password1": NEW, "new_password2": NEW}, follow=True)

    assert "Your password is changed." in answer.content.decode()
    assert elsewhere.get("/en/sign-in/pages/").status_code == 302
    assert browser.get("/en/sign-in/pages/").status_code == 302  # the link does not sign in
    clerk.refresh_from_db()
    assert clerk.check_password(NEW)
    assert AuditEntry.objects.get(act="change own password").detail == {"by": "e-mail"}
    assert AccountNotice.objects.get().kind == "own password"
    again, __ = open_link(Client(), link)
    assert "This link has been used" in again.content.decode()


def test_link_is_valid_for_an_hour(clerk, settings):
    link = link_for("clerk@mission.example")
    settings.PASSWORD_RESET_TIMEOUT = -1

    answer, __ = open_link(Client(), link)

    assert "older than an hour" in answer.content.decode()


def test_link_is_in_no_log_and_no_referrer(clerk):
    link = link_for(clerk.email)

    assert without_secrets(f"404: {link}").endswith("/–/")
    assert link.split("/")[-2] not in without_secrets(f"404: {link}")
    assert Client().get(link).headers["Referrer-Policy"] == "strict-origin"


def test_page_says_the_same_of_addresses_that_no_account_has(clerk):
    answers = [Client().post(PAGE, {"email": address}, follow=True) for address in (clerk.email, "no@body.example")]

    pages = [re.sub(r'value="\w{64}"', "", answer.content.decode()) for answer in answers]
    assert pages[0] == pages[1]
    assert "a link is on its way" in pages[0]


@pytest.mark.parametrize("change", ["is_active", "password"])
def test_account_that_is_off_or_has_no_password_gets_no_link(clerk, change):
    assert link_for(clerk.email)
    if change == "is_active":
        clerk.is_active = False
    else:
        clerk.set_unusable_password()
    clerk.save()

    assert link_for(clerk.email) is None


def test_password_of_an_account_that_clears_is_not_set_by_mail(clerk):
    office = make_member("presidents-office", email="office@un.example")

    assert link_for(clerk.email)
    assert link_for(office.email) is None


def test_nobody_is_sent_links_without_end(clerk):
    for __ in range(3):
        assert Client().post(PAGE, {"email": clerk.email}).status_code == 302
    answer = Client().post(PAGE, {"email": clerk.email.upper()})

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3600")
    assert Client().post(PAGE, {"email": "other@mission.example"}).status_code == 302


def test_without_a_mail_server_there_is_no_such_page(settings, clerk):
    link = link_for(clerk.email)
    assert PAGE in Client().get("/en/sign-in/").content.decode()
    settings.SENDS_MAIL = False

    assert [Client().get(address).status_code for address in (PAGE, link)] == [404, 404]
    assert PAGE not in Client().get("/en/sign-in/").content.decode()
