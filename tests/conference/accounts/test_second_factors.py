"""Second factors: an authenticator app, recovery codes, and what is closed to whoever must add one."""

import re
import time
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from conference.models import AccountNotice, AuditEntry
from tests.staff import browser_of, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PASSWORD = "a long word for a test"


@pytest.fixture
def clerk():
    return make_member("note-taker", password=PASSWORD, email="clerk@mission.example")


def code_of(secret, step=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def sign_in(client, user, **more):
    return client.post("/en/sign-in/", {"username": user.username, "password": PASSWORD} | more)


def add_app(client):
    """Add an authenticator app as a person does; its secret, and the recovery codes that the page shows once."""
    page = client.get("/en/sign-in/account/app/").content.decode()
    secret = re.search(r'class="secret"[^>]*>([A-Z2-7]+)<', page)[1]
    answer = client.post("/en/sign-in/account/app/", {"code": code_of(secret, -1)}, follow=True)
    return secret, re.findall(r"<li><code>(\d+)</code>", answer.content.decode())


def test_whoever_has_added_an_app_needs_its_code_to_sign_in(clerk):
    secret, __ = add_app(browser_of(clerk))
    browser = Client()

    asked = sign_in(browser, clerk, next="/fr/sign-in/account/")
    assert asked.url == "/en/sign-in/code/"
    assert browser.get("/en/sign-in/pages/").status_code == 302  # the password alone opens nothing
    wrong = browser.post(asked.url, {"code": "000000"})
    assert (wrong.status_code, "Incorrect code." in wrong.content.decode()) == (200, True)
    right = browser.post(asked.url, {"code": code_of(secret)})

    assert (right.status_code, right.url) == (302, "/fr/sign-in/account/")
    assert "Application d’authentification" in browser.get(right.url).content.decode()
    assert "signed-in-before" in browser.cookies


def test_a_code_signs_in_once(clerk):
    secret, __ = add_app(browser_of(clerk))
    code = code_of(secret)
    first, second = Client(), Client()
    sign_in(first, clerk)
    sign_in(second, clerk)

    assert first.post("/en/sign-in/code/", {"code": code}).status_code == 302
    assert second.post("/en/sign-in/code/", {"code": code}).status_code == 200


def test_codes_are_not_tried_without_end(clerk):
    secret, __ = add_app(browser_of(clerk))
    browser = Client()
    sign_in(browser, clerk)

    for __ in range(10):
        browser.post("/en/sign-in/code/", {"code": "000000"})
    answer = browser.post("/en/sign-in/code/", {"code": code_of(secret)})

    assert "Too many failed login attempts" in answer.content.decode()


def test_recovery_codes_are_shown_once_and_each_signs_in_once(clerk):
    browser = browser_of(clerk)
    __, codes = add_app(browser)
    again = browser.get("/en/sign-in/account/recovery-codes/").content.decode()

    assert len(codes) == 10
    assert "10 codes are left" in again
    assert codes[0] not in again
    lost = Client()
    sign_in(lost, clerk)
    assert lost.post("/en/sign-in/code/", {"code": codes[0]}).status_code == 302
    assert "9 codes are left" in lost.get("/en/sign-in/account/").content.decode()
    other = Client()
    sign_in(other, clerk)
    assert other.post("/en/sign-in/code/", {"code": codes[0]}).status_code == 200


def test_recovery_codes_can_be_kept_as_a_file(clerk):
    browser = browser_of(clerk)
    page = browser.get("/en/sign-in/account/app/").content.decode()
    secret = re.search(r'class="secret"[^>]*>([A-Z2-7]+)<', page)[1]

    answer = browser.post("/en/sign-in/account/app/", {"code": code_of(secret)}, follow=True).content.decode()

    codes = re.findall(r"<li><code>(\d+)</code>", answer)
    (address,) = re.findall(r'href="data:text/plain;charset=utf-8,([^"]*)"', answer)
    assert unquote(address).split() == codes


def test_picture_of_the_secret_needs_no_style(clerk):
    page = browser_of(clerk).get("/ar/sign-in/account/app/").content.decode()

    assert "<svg" in page
    assert "style=" not in page


def test_secrets_are_not_readable_in_the_database(clerk):
    secret, codes = add_app(browser_of(clerk))
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert "seed" in kept
    assert secret not in kept
    assert all(code not in kept for code in codes)


def test_another_secret_key_lets_no_code_fit(clerk, settings):
    secret, __ = add_app(browser_of(clerk))
    browser = Client()
    settings.SECRET_KEY = "x" * 60
    sign_in(browser, clerk)

    assert browser.post("/en/sign-in/code/", {"code": code_of(secret)}).status_code == 200


def test_adding_and_removing_is_on_the_trail_and_told(clerk, django_capture_on_commit_callbacks, mailoutbox):
    browser = browser_of(clerk)
    with django_capture_on_commit_callbacks(execute=True):
        add_app(browser)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/en/sign-in/account/app/remove/")

    acts = AuditEntry.objects.filter(by=clerk).order_by("pk").values_list("act", "detail__factor")
    assert set(acts) == {
        ("factor: add", "totp"),
        ("factor: add", "recovery_codes"),
        ("factor: remove", "totp"),
        ("factor: remove", "recovery_codes"),
    }
    assert not Authenticator.objects.exists()
    assert AccountNotice.objects.filter(user=clerk, by=clerk).count() == 4
    assert "a second factor was added to your account: authenticator app" in mailoutbox[0].body.replace("\u2068", "")


# Required


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR = "required"


def test_whoever_lacks_a_required_factor_is_led_to_add_one_and_nothing_else_answers(
    required, clerk, django_capture_on_commit_callbacks
):
    browser = Client()
    sign_in(browser, clerk)

    for address in (
        "/en/sign-in/pages/",
        "/en/sign-in/account/",
        "/en/sign-in/account/password/",
        "/en/admin/",
        "/en/",
    ):
        answer = browser.get(address)
        assert (answer.status_code, answer.url) == (302, "/en/sign-in/account/second-factor/")
    assert browser.post("/en/sign-in/account/password/", {}).status_code == 302
    assert "Add a second factor" in browser.get("/en/sign-in/account/second-factor/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        add_app(browser)

    assert browser.get("/en/sign-in/pages/").status_code == 200


def test_required_factor_that_was_given_opens_everything(required, clerk, settings):
    settings.SECOND_FACTOR = "offered"
    secret, __ = add_app(browser_of(clerk))
    settings.SECOND_FACTOR = "required"
    browser = Client()
    sign_in(browser, clerk)
    browser.post("/en/sign-in/code/", {"code": code_of(secret)})

    assert browser.get("/en/sign-in/pages/").status_code == 200
    browser.post("/en/sign-in/account/app/remove/")
    assert browser.get("/en/sign-in/pages/").url == "/en/sign-in/account/second-factor/"
