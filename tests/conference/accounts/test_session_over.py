"""A form that is sent after the session has ended: nothing that was typed is lost."""

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import make_conference, make_session
from tests.pages import page
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.one_database


@pytest.fixture
def form(db):
    """The address of a form that was open when the session ended, and the browser with what it keeps."""
    address = f"/fr/admin/programme/session/{make_session(make_conference()).pk}/change/"
    browser = browser_of(make_member("secretariat"))
    browser.get(address)
    del browser.cookies[settings.SESSION_COOKIE_NAME]
    return browser, address


def test_what_was_typed_is_kept_and_nothing_is_written(form):
    browser, address = form

    answer = browser.post(address, {"title_en": "<b>Opening</b>", "csrfmiddlewaretoken": "x", "_save": "Save"})

    assert answer.status_code == 403
    assert answer.context["fields"] == [("title_en", "<b>Opening</b>"), ("_save", "Save")]
    content = answer.content.decode()
    assert '<input type="hidden" name="title_en" value="&lt;b&gt;Opening&lt;/b&gt;">' in content
    assert f'action="{address}"' in content
    assert "Votre session est terminée" in content


def test_browser_without_a_form_is_led_to_the_sign_in(form):
    __, address = form

    assert Client().post(address, {"title_en": "Opening"}).url == f"/fr/sign-in/?next={address}"


def test_script_is_answered_as_before(form):
    browser, address = form

    answer = browser.post(address, {"title_en": "Opening"}, headers={"Rostrum-Fragment": "text"})

    assert answer.status_code == 302


def test_sign_in_says_why_it_is_asked(form):
    browser, address = form

    led, by_itself = page(browser, f"/fr/sign-in/?next={address}"), page(browser, "/fr/sign-in/")

    assert "votre session est terminée" in led
    assert "votre session est terminée" not in by_itself
    assert "<h1" in by_itself
