"""A delegation's phone in a browser: from the card to the request, its withdrawal, the floor and thanks.

All is done through pages, on the floor of the first panel of the rehearsal.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import barriers

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
CONSOLE = "/en/rehearsal/sessions/panel-1/console/"
FLOOR = "#floor-panel-1"


@pytest.fixture
def desk(new_page, sign_in):
    """A floor officer, with the requests of the panel open."""
    page = new_page()
    sign_in(page, "floor-officer")
    page.goto(CONSOLE)
    requests = page.locator("#requests")
    if "/open/" in requests.get_attribute("formaction"):
        requests.click()
        expect(requests).to_have_attribute("formaction", re.compile("/close/"))
    return page


@pytest.fixture
def link_of(desk):
    """The link on a new card of a delegation: `link_of("Malta", "ar")`."""

    def make(name, code):
        desk.goto(f"/en/rehearsal/seats/?search={name}")
        desk.locator("input[name=delegation]").first.check()
        desk.select_option("select[name=language]", code)
        desk.locator(".seat-acts button.action").first.click()
        address = desk.locator(".card-address").inner_text()
        return address[address.index("/") :]

    return make


@pytest.fixture
def join(link_of, new_page):
    """A phone that has joined as a delegation."""

    def open_it(name, code, **options):
        page = new_page(locale=code, **PHONE, **options)
        page.goto(link_of(name, code))
        page.locator("main form button").click()
        page.wait_for_url(f"**/{code}/rehearsal/floor/")
        return page

    return open_it


def press(page):
    page.locator(f"{FLOOR} .press button").click()


def fits(page):
    """Whether nothing reaches beyond the width of the phone."""
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize(
    ("name", "code", "direction", "heard"),
    [("Malta", "ar", "rtl", "مالطة"), ("Albania", "fr", "ltr", "Albanie")],
)
def test_delegation_joins_asks_is_heard_and_withdraws(join, name, code, direction, heard):
    page = join(name, code)
    floor = page.locator(FLOOR)
    expect(page.locator("html")).to_have_attribute("dir", direction)
    expect(page.locator("h1.who")).to_contain_text(heard)
    assert fits(page)

    floor.locator("[name=speaker_name]").fill("A. Borg")
    floor.locator("[name=language]").select_option("fr")
    press(page)

    expect(floor).to_have_attribute("data-status", "waiting")
    expect(floor.locator(".state.waiting")).to_be_focused()
    assert fits(page)

    floor.locator(".withdraw summary").click()
    floor.locator(".withdraw button").click()

    expect(floor).to_have_attribute("data-status", "open")
    expect(floor.locator("[name=speaker_name]")).to_have_value("A. Borg")
    expect(floor.locator("[name=language]")).to_have_value("fr")


@pytest.mark.every_database
def test_delegation_is_given_the_floor_and_thanked_without_loading_the_page_anew(join, desk):
    page = join("Norway", "en")
    floor = page.locator(FLOOR)
    press(page)
    expect(floor).to_have_attribute("data-status", "waiting")
    page.evaluate("window.same = true")
    desk.goto(CONSOLE)

    desk.locator("#give-next").click()

    expect(floor).to_have_attribute("data-status", "speaking", timeout=40_000)
    expect(floor.locator(".clock .digits")).to_have_text(re.compile(r"2:\d\d"))
    desk.locator("#conclude").click()
    expect(floor.locator(".state.thanks")).to_be_visible(timeout=40_000)
    assert page.evaluate("window.same")


def test_what_is_being_typed_stays_while_the_floor_changes(join):
    page, other = join("Ghana", "en"), join("Peru", "en")
    floor = page.locator(FLOOR)
    floor.locator("[name=speaker_name]").press_sequentially("H.E. Ms. Ab")

    press(other)

    expect(floor.locator(".room")).to_contain_text("waiting", timeout=40_000)
    expect(floor.locator("[name=speaker_name]")).to_have_value("H.E. Ms. Ab")
    expect(floor.locator("[name=speaker_name]")).to_be_focused()
    other.locator(f"{FLOOR} .withdraw summary").click()
    other.locator(f"{FLOOR} .withdraw button").click()
    expect(other.locator(FLOOR)).to_have_attribute("data-status", "open")


@pytest.mark.every_database
def test_answer_that_was_lost_on_the_way_makes_one_request(join, faults):
    page = join("Kenya", "en")
    sent = []

    def lose_the_first_answer(route):
        sent.append(route.request.post_data)
        if len(sent) == 1:
            route.fetch(max_redirects=0)  # it arrives, and the phone never hears of it
            route.abort()
        else:
            route.continue_()

    page.route("**/floor/ask/", lose_the_first_answer)
    press(page)

    expect(page.locator(FLOOR)).to_have_attribute("data-status", "waiting")
    assert len(sent) == 2
    assert sent[0] == sent[1]
    assert [fault for fault in faults if "ERR_FAILED" in fault]
    faults.clear()
    page.locator(f"{FLOOR} .withdraw summary").click()
    page.locator(f"{FLOOR} .withdraw button").click()


def test_error_is_said_and_nothing_typed_is_lost(join, faults):
    page = join("Chile", "es")
    floor = page.locator(FLOOR)
    floor.locator("[name=speaker_name]").fill("Sra. B")
    floor.locator("[name=language]").select_option("other")

    press(page)

    expect(floor.locator(".errors[tabindex]")).to_be_focused()
    expect(floor.locator("[name=other_language]")).to_have_attribute("aria-invalid", "true")
    expect(floor.locator("[name=speaker_name]")).to_have_value("Sra. B")
    assert [fault for fault in faults if "422" in fault]
    faults.clear()


def test_phone_without_javascript_asks_and_withdraws(join):
    page = join("Togo", "fr", java_script_enabled=False)
    floor = page.locator(FLOOR)
    floor.locator("[name=language]").select_option("other")
    floor.locator("[name=other_language]").fill("éwé")

    press(page)

    expect(floor).to_have_attribute("data-status", "waiting")
    floor.locator(".withdraw summary").click()
    floor.locator(".withdraw button").click()
    expect(floor).to_have_attribute("data-status", "open")
    expect(floor.locator("[name=other_language]")).to_have_value("éwé")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_a_delegation_and_of_its_seat_are_accessible(link_of, desk, new_page, scheme):
    phone = new_page(color_scheme=scheme, **PHONE)
    phone.goto(link_of("Qatar", "en"))
    desk.emulate_media(color_scheme=scheme)
    pages = [("the sheet of cards", desk), ("the page of a link", phone)]

    found = [(name, *barrier) for name, page in pages for barrier in barriers(page)]
    phone.locator("main form button").click()
    phone.locator(f"{FLOOR} form.request").wait_for()
    desk.goto("/en/rehearsal/seats/")
    pages = [("the page of seats", desk), ("the page of a delegation", phone)]
    found += [(name, *barrier) for name, page in pages for barrier in barriers(page)]

    assert found == []


@pytest.mark.every_database
def test_revoked_phone_is_out_at_once(join, desk, faults):
    page = join("Japan", "en")
    desk.goto("/en/rehearsal/seats/?search=Japan")
    desk.locator("input[name=delegation]").first.check()
    desk.locator(".seat-acts details summary").click()
    desk.locator(".seat-acts button.danger").click()

    expect(page.locator("h1")).to_have_text("This phone has not joined as a delegation", timeout=40_000)
    assert [fault for fault in faults if "404" in fault]
    faults.clear()


def row_of(desk, name):
    return desk.locator(".request", has_text=name)


@pytest.mark.every_database
def test_phone_whose_request_the_officer_changes_sees_it_and_is_told(join, desk, faults):
    page = join("Fiji", "en")
    floor = page.locator(FLOOR)
    press(page)
    expect(floor).to_have_attribute("data-status", "waiting")
    page.evaluate("window.same = true")
    floor.locator(".change summary").first.click()
    floor.locator(".own-change [name=speaker_function]").evaluate("field => field.closest('details').open = true")
    floor.locator(".own-change [name=speaker_function]").fill("Minister")
    desk.goto(CONSOLE)
    row = row_of(desk, "Fiji")
    row.locator(".more summary").first.click()
    row.locator(".change-request summary").click()

    row.locator("[name=speaker_name]").fill("H. Officer")
    row.locator("[name=language]").select_option("fr")
    row.locator(".change-request button").click()

    expect(floor.locator(".state.waiting")).to_contain_text("H. Officer", timeout=40_000)
    notices = page.locator("#notices")
    expect(notices).to_contain_text("The secretariat has changed your request for the floor: who speaks, language.")
    assert page.evaluate("window.same")
    # What the delegate was writing in the meantime is still there, and is saved beside it.
    expect(floor.locator(".own-change [name=speaker_function]")).to_have_value("Minister")
    floor.locator(".own-change button").click()
    expect(floor.locator(".state.waiting")).to_contain_text("H. Officer, Minister")
    notices.locator("button").click()
    expect(notices).to_have_count(0)
    page.reload()
    expect(floor.locator(".state.waiting")).to_contain_text("H. Officer, Minister")
    expect(notices).to_have_count(0)

    # The officer writes the name again, but the delegation is faster.
    expect(row).to_contain_text("H. Officer, Minister", timeout=40_000)
    row.locator(".more summary").first.click()
    row.locator("[name=speaker_name]").fill("H. Late")
    floor.locator(".change summary").first.click()
    floor.locator(".own-change [name=speaker_name]").fill("H. Early")
    floor.locator(".own-change button").click()
    expect(row).to_contain_text("H. Early, Minister", timeout=40_000)
    row.locator(".change-request button").click()
    expect(desk.locator("#said")).to_contain_text("It now says: who speaks: H. Early. You wrote: who speaks: H. Late.")
    assert [fault for fault in faults if "409" in fault]
    faults.clear()
    row.locator(".change-request button").click()
    expect(floor.locator(".state.waiting")).to_contain_text("H. Late, Minister", timeout=40_000)
    floor.locator(".withdraw summary").click()
    floor.locator(".withdraw button").click()


def test_phone_that_waits_raises_a_point_of_order_and_is_not_troubled_by_its_other_request(join):
    page = join("Kuwait", "ar")
    floor = page.locator(FLOOR)
    press(page)
    expect(floor.locator(".state.waiting")).to_have_count(1)

    floor.locator(".of-procedure summary").first.click()
    floor.locator(".of-procedure button").first.click()

    expect(floor.locator(".state.waiting")).to_have_count(2)
    assert fits(page)
    for left in (1, 0):
        floor.locator(".withdraw summary").first.click()
        floor.locator(".withdraw button").first.click()
        expect(floor.locator(".state.waiting")).to_have_count(left)
    expect(floor).to_have_attribute("data-status", "open")
