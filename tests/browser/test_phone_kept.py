"""What is typed on a delegation's phone stays there until it is sent: without session or network, in a closed tab."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_delegation import FLOOR, desk, link_of, press  # noqa: F401, the fixtures of the card

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def card(link_of):  # noqa: F811
    return link_of("Iceland", "ar")


@pytest.fixture
def phone(new_page, card):
    page = new_page(locale="ar", **PHONE)
    join(page, card)
    return page


@pytest.fixture(autouse=True)
def withdrawn(phone):
    """Take back what the phone asked for, so that the next test may ask."""
    yield
    if phone.is_closed():
        phone = phone.context.new_page()
    phone.goto("/ar/rehearsal/floor/")
    phone.locator(f"{FLOOR} .withdraw summary").click()
    phone.locator(f"{FLOOR} .withdraw button").click()
    expect(phone.locator(FLOOR)).to_have_attribute("data-status", "open")


def join(page, card):
    page.goto(card)
    page.locator("main form button").click()
    page.wait_for_url("**/ar/rehearsal/floor/")


def fill_in(page, name):
    page.locator(f"{FLOOR} [name=speaker_name]").fill(name)
    page.locator(f"{FLOOR} [name=language]").select_option("other")
    page.locator(f"{FLOOR} [name=other_language]").fill("íslenska")
    page.locator(f"{FLOOR} [name=speaker_title]").fill("Frú")


def expect_filled_in(page, name):
    expect(page.locator(f"{FLOOR} [name=speaker_name]")).to_have_value(name)
    expect(page.locator(f"{FLOOR} [name=language]")).to_have_value("other")
    expect(page.locator(f"{FLOOR} [name=other_language]")).to_have_value("íslenska")
    expect(page.locator(f"{FLOOR} [name=speaker_title]")).to_have_value("Frú")
    expect(page.locator(f"{FLOOR} .request-said")).to_contain_text("ولم يُرسل بعد")


def expect_sent(page):
    press(page)
    expect(page.locator(FLOOR)).to_have_attribute("data-status", "waiting")
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('floor:'))") == []


def without(faults, *numbers):
    faults[:] = [fault for fault in faults if not any(number in fault for number in numbers)]


def test_phone_that_lost_its_session_in_mid_typing_has_the_words_after_joining_again(phone, card, faults):
    fill_in(phone, "Katrín A.")
    phone.context.clear_cookies()
    press(phone)
    expect(phone.locator("h1")).to_contain_text("لم ينضم")
    expect(phone.locator("#kept")).to_be_visible()

    join(phone, card)

    expect_filled_in(phone, "Katrín A.")
    expect_sent(phone)
    without(faults, "403", "404")


def test_closed_tab_is_opened_again_with_what_was_typed(phone):
    fill_in(phone, "Katrín B.")
    phone.close()
    again = phone.context.new_page()

    again.goto("/ar/rehearsal/floor/")

    expect_filled_in(again, "Katrín B.")
    expect_sent(again)


def test_page_that_is_loaded_anew_has_what_was_typed(phone):
    """As a phone does that discards a page when one looks for a name elsewhere."""
    fill_in(phone, "Katrín R.")

    phone.reload()

    expect_filled_in(phone, "Katrín R.")
    expect_sent(phone)


def test_lost_network_is_told_and_the_request_is_sent_when_it_is_back(phone, faults):
    fill_in(phone, "Katrín C.")
    phone.context.set_offline(True)
    expect(phone.locator("#connection")).to_be_visible()
    press(phone)
    expect(phone.locator(f"{FLOOR} .press button")).to_have_attribute("aria-disabled", "true")

    phone.context.set_offline(False)

    expect(phone.locator(FLOOR)).to_have_attribute("data-status", "waiting", timeout=40_000)
    expect(phone.locator("#connection")).to_be_hidden(timeout=40_000)
    without(faults, "ERR_INTERNET_DISCONNECTED")


def test_token_of_before_is_renewed_and_the_page_stays(phone, faults):
    fill_in(phone, "Katrín D.")
    phone.evaluate("window.same = true")
    phone.context.clear_cookies(name="csrftoken")

    expect_sent(phone)

    assert phone.evaluate("window.same")
    without(faults, "403")


def test_refused_request_is_kept_over_a_closed_tab(phone, faults):
    fill_in(phone, "Katrín E.")
    phone.locator(f"{FLOOR} [name=other_language]").fill("")
    press(phone)
    expect(phone.locator(f"{FLOOR} [name=other_language]")).to_have_attribute("aria-invalid", "true")
    phone.close()
    again = phone.context.new_page()

    again.goto("/ar/rehearsal/floor/")

    expect(again.locator(f"{FLOOR} [name=speaker_name]")).to_have_value("Katrín E.")
    again.locator(f"{FLOOR} [name=other_language]").fill("íslenska")
    expect_sent(again)
    without(faults, "422")


def test_phone_that_leaves_keeps_nothing(phone, card):
    fill_in(phone, "Katrín F.")
    phone.locator(".phones summary").click()
    phone.locator(".phones form button").click()
    expect(phone.locator(".phones")).to_have_count(0)
    assert phone.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('floor:'))") == []

    join(phone, card)

    expect(phone.locator(f"{FLOOR} [name=speaker_name]")).not_to_have_value("Katrín F.")
    press(phone)
    expect(phone.locator(FLOOR)).to_have_attribute("data-status", "waiting")
