"""Somebody who tries wrong passwords for a colleague's name from the same network does not keep the colleague out."""

import pytest
from django.conf import settings
from django.test import Client

from conference.known_browsers import COOKIE
from conference.models import User

PASSWORD = "a long word for a test"
pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague():
    return User.objects.create_user("co-chair", password=PASSWORD)


def sign_in(client, name="co-chair", password=PASSWORD):
    return client.post("/en/sign-in/", {"username": name, "password": password})


def lock_out(name="co-chair"):
    return [sign_in(Client(), name, "wrong") for __ in range(settings.AXES_FAILURE_LIMIT)][-1]


def test_colleague_gets_in_from_a_browser_that_signed_in_before(colleague):
    browser = Client()
    assert sign_in(browser).status_code == 302
    browser.post("/en/sign-out/")

    assert lock_out().status_code == 429
    assert sign_in(browser).status_code == 302


def test_unknown_browser_is_locked_out_and_told_for_how_long(colleague):
    lock_out()

    answer = sign_in(Client())

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
    assert "Too many attempts" in answer.content.decode()


def test_browser_is_known_for_the_one_who_signed_in_with_it(colleague):
    User.objects.create_user("reviser", password=PASSWORD)
    browser = Client()
    sign_in(browser, "reviser")
    browser.post("/en/sign-out/")
    lock_out()

    assert sign_in(browser).status_code == 429


@pytest.mark.parametrize("value", ["", "1", "1:abc:def"])
def test_forged_cookie_makes_no_browser_known(colleague, value):
    lock_out()
    browser = Client()
    browser.cookies[COOKIE] = value.replace("1", str(colleague.pk))

    assert sign_in(browser).status_code == 429
