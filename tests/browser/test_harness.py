"""The harness itself: the server is the one that `make run` starts, and what the browser complains of is seen."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import by_form


@pytest.mark.every_database
def test_server_answers_in_the_browser(page):
    answer = page.goto("/en/sign-in/")

    assert answer.status == 200


@pytest.mark.every_database
def test_role_signs_in_with_the_password_on_file(page, site):
    by_form(page, "secretariat", site.sign_ins["secretariat"])

    assert page.context.cookies()


def test_session_of_a_role_that_has_signed_out_is_not_given_to_the_next(new_page, sign_in):
    for page in (new_page(), new_page()):
        sign_in(page, "note-taker")
        page.goto("/en/sign-in/pages/")
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/en/")


def test_error_in_a_script_is_a_fault(page, faults):
    page.goto("/robots.txt")
    page.evaluate("setTimeout(() => { throw new Error('on purpose') })")
    page.wait_for_timeout(100)

    assert [fault for fault in faults if "on purpose" in fault]
    faults.clear()


def test_inline_style_is_refused_and_is_a_fault(page, faults):
    page.goto("/en/sign-in/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">red</p>')")
    page.wait_for_timeout(100)

    assert [fault for fault in faults if "Content Security Policy" in fault]
    faults.clear()
