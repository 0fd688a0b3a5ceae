"""The harness itself: the server is the one that `make run` starts, and what the browser complains of is seen."""

import pytest


@pytest.mark.every_database
def test_server_answers_in_the_browser(page):
    answer = page.goto("/en/sign-in/")

    assert answer.status == 200


@pytest.mark.every_database
def test_role_signs_in_with_the_password_on_file(page, sign_in):
    sign_in(page, "secretariat")

    assert page.context.cookies()


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
