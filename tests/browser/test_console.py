"""The console in a browser: two officers at once, the keyboard alone, dragging, a lost network, no JavaScript.

Each test has a floor of its own: that of another session of the rehearsal or of the dialogue of 2012.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import barriers
from tests.browser.test_live import module

LAPTOP = {"width": 1280, "height": 800}


@pytest.fixture
def open_console(new_page, sign_in):
    """Opens the console of a session as a member of the staff."""

    def open_it(session, role="floor-officer", path="", **options):
        page = new_page(viewport=LAPTOP, **options)
        sign_in(page, role)
        page.goto(f"/en/{session}/console/{path}")
        return page

    return open_it


def enter_slips(page, *codes):
    """Each slip in two keystrokes and Enter; the field keeps the focus for the next."""
    page.keyboard.press("s")
    for number, code in enumerate(codes, start=1):
        page.keyboard.type(code)
        page.keyboard.press("Enter")
        expect(page.locator(".request")).to_have_count(number)
        expect(page.locator("#slip-find")).to_have_value("")
    page.keyboard.press("Escape")


def names(page):
    return page.locator(".request .delegation-name strong").all_inner_texts()


@pytest.mark.every_database
def test_two_officers_run_a_floor_by_the_keyboard_and_see_each_other(open_console, faults):
    first = open_console("rehearsal/sessions/opening")
    second = open_console("rehearsal/sessions/opening", role="co-chair")

    enter_slips(first, "ph", "pt", "cv")
    expect(second.locator(".request")).to_have_count(3)
    assert names(second) == ["Philippines", "Portugal", "Cape Verde"]

    second.keyboard.press("n")
    second.keyboard.press("n")  # a key that was pressed twice was meant once
    expect(second.locator("#speaker")).to_have_text("Philippines")
    expect(first.locator("#speaker")).to_have_text("Philippines")
    expect(first.locator("#last-step")).to_contain_text("co-chair: gave the floor")

    first.keyboard.press("p")
    for console in (first, second):  # the answer may reach the one who pressed after the other heard of it
        expect(console.locator("#clock .clock-word")).to_contain_text("paused")
    second.keyboard.press("p")
    for console in (first, second):
        expect(console.locator("#clock .clock-word")).to_have_text("left")

    first.keyboard.press("u")
    expect(second.locator("#clock .clock-word")).to_contain_text("paused")

    second.keyboard.press("c")
    expect(first.locator("#speaker")).to_have_text("Nobody has the floor.")
    expect(first.locator(".spoken li")).to_have_count(1)

    first.keyboard.press("o")
    expect(second.locator(".requests-state")).to_contain_text("Requests are open")


def test_typing_and_open_lists_outlast_what_the_other_officer_does(open_console):
    first = open_console("rehearsal/sessions/closing")
    second = open_console("rehearsal/sessions/closing", role="co-chair")
    enter_slips(first, "ph", "lu")
    expect(second.locator(".request")).to_have_count(2)

    first.keyboard.press("j")
    first.keyboard.press("j")
    first.keyboard.press("m")
    field = first.locator(".request").nth(1).locator("input[name=minutes]")
    field.focus()
    field.fill("2.5")
    second.keyboard.press("n")

    expect(first.locator("#speaker")).to_have_text("Philippines")
    expect(first.locator(".request")).to_have_count(1)
    expect(first.locator(".request input[name=minutes]")).to_have_value("2.5")
    expect(first.locator(".request input[name=minutes]")).to_be_focused()


@pytest.mark.every_database
def test_officer_who_comes_too_late_is_told_who_has_the_floor(open_console, faults):
    first = open_console("rehearsal/sessions/break")
    second = open_console("rehearsal/sessions/break", role="co-chair")
    enter_slips(first, "ph", "lu")
    expect(second.locator(".request")).to_have_count(2)

    second.route("**/console/version/", lambda route: route.abort())
    second.route("**/live/**", lambda route: route.abort())
    second.evaluate(
        "async file => { (await import(file)).Console.refresh = () => {}; }", module(second, "floor/console/console")
    )  # it has not heard yet of what comes now
    first.keyboard.press("n")
    expect(first.locator("#speaker")).to_have_text("Philippines")
    second.locator("#give-next").click()

    expect(second.locator("#said")).to_contain_text("Philippines has the floor")
    expect(second.locator("#speaker")).to_have_text("Philippines")
    assert any("409" in fault for fault in faults)
    faults.clear()


def test_list_is_ordered_with_the_arrow_keys_and_by_dragging(open_console):
    page = open_console("rehearsal/sessions/panel-2")
    page.set_viewport_size({"width": 1280, "height": 1000})  # in which all four are seen
    enter_slips(page, "ph", "pt", "cv", "lu")

    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#announcer")).to_have_text("Philippines: place 3 of 4")
    expect(page.locator("#last-step")).to_contain_text("changed the order")
    page.reload()
    assert names(page) == ["Portugal", "Cape Verde", "Philippines", "Luxembourg"]

    handle = page.locator(".request .handle").nth(3).bounding_box()
    top = page.locator(".request").first.bounding_box()
    page.mouse.move(handle["x"] + 10, handle["y"] + 10)
    page.mouse.down()
    page.mouse.move(handle["x"] + 10, top["y"] + 40, steps=6)
    page.mouse.move(handle["x"] + 10, top["y"] + 5, steps=3)
    with page.expect_response("**/order/"):
        page.mouse.up()
    page.reload()
    assert names(page) == ["Luxembourg", "Portugal", "Cape Verde", "Philippines"]

    page.locator("#undo").click()
    expect(page.locator(".request .delegation-name strong").first).to_have_text("Portugal")


def test_slip_is_found_by_name_in_the_language_of_the_page_and_in_english(open_console, faults):
    page = open_console("human-trafficking-2012/sessions/opening")
    page.goto("/fr/human-trafficking-2012/sessions/opening/console/")

    page.locator("#slip-find").fill("philipp")
    expect(page.locator("[role=option]").first).to_contain_text("Philippines")
    page.locator("#slip-find").fill("luxem")
    expect(page.locator("[role=option]").first).to_contain_text("LU")
    page.locator("#slip-find").fill("zzzz")
    expect(page.locator("#slip-found .none")).to_be_visible()


def test_shortcuts_can_be_switched_off(open_console):
    page = open_console("human-trafficking-2012/sessions/opening")

    page.keyboard.press("?")
    expect(page.locator("#keys-on")).to_be_visible()
    page.locator("#keys-on").uncheck()
    page.locator("#queue-title").focus()
    page.keyboard.press("s")
    expect(page.locator("#slip-find")).not_to_be_focused()

    page.reload()
    page.locator("#keys").evaluate("keys => (keys.open = true)")
    page.locator("#keys-on").check()
    page.locator("#queue-title").focus()
    page.keyboard.press("s")
    expect(page.locator("#slip-find")).to_be_focused()


def test_lost_network_is_said_and_nothing_is_done_twice(open_console, faults):
    page = open_console("human-trafficking-2012/sessions/closing")
    enter_slips(page, "ph")

    page.context.set_offline(True)
    page.locator("#give-next").click()
    expect(page.locator("#offline")).to_be_visible()
    expect(page.locator("#said")).to_contain_text("No answer")

    page.context.set_offline(False)
    expect(page.locator("#offline")).to_be_hidden(timeout=20_000)
    page.locator("#give-next").click()
    expect(page.locator("#speaker")).to_have_text("Philippines")
    faults.clear()  # the browser complains of the network


OPENING = "human-trafficking-2012/sessions/opening"


def enter_slip(page, code):
    page.locator("#slip-find").focus()
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def test_nothing_is_swallowed_and_each_answer_that_fails_is_said(open_console, faults):
    """One floor and one story: slips typed in a row, a lost answer, a refusal that stays, a server that failed."""
    page = open_console(OPENING)
    held = []
    page.route("**/slip/", lambda route: held.append(route) if not held else route.continue_())
    for code in ("pt", "cv", "lu"):
        enter_slip(page, code)
        expect(page.locator("#slip-find")).to_have_value("")
    expect(page.locator("#console")).to_have_attribute("aria-busy", "true")
    held[0].continue_()
    expect(page.locator(".request")).to_have_count(3)
    assert names(page) == ["Portugal", "Cape Verde", "Luxembourg"]

    enter_slip(page, "cv")
    refusal = "Cape Verde is waiting for the floor already (intervention)."
    expect(page.locator("#said[role=alert]")).to_have_text(refusal)
    expect(page.locator("#slip-find")).to_have_value("Cape Verde")
    other = open_console(OPENING, role="co-chair")
    other.keyboard.press("n")
    expect(page.locator("#speaker")).to_have_text("Portugal")
    expect(page.locator("#said")).to_have_text(refusal)
    page.keyboard.press("Escape")
    expect(page.locator("#message")).to_be_hidden()

    page.route("**/give/", _lose_the_answer)
    page.locator("#give-next").click()
    expect(page.locator("#said")).to_contain_text("No answer")
    expect(page.locator("#speaker")).to_have_text("Cape Verde", timeout=10_000)  # and not after half a minute
    expect(page.locator("#offline")).to_be_hidden()

    page.unroute("**/slip/")
    page.route("**/slip/", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))
    page.locator("#slip-find").fill("")
    enter_slip(page, "ph")
    expect(page.locator("#said")).to_contain_text("Philippines: The server failed: the fault is not yours.")
    expect(page.locator("#slip-find")).to_have_value("Philippines")  # to be sent again
    page.locator("#dismiss").click()
    expect(page.locator("#message")).to_be_hidden()
    faults.clear()  # the browser complains of what was refused and lost


def _lose_the_answer(route):
    route.fetch()
    route.abort()


def test_console_works_without_javascript(open_console):
    page = open_console("human-trafficking-2012/sessions/break", java_script_enabled=False)

    page.locator("#slip-delegation").select_option(label="Portugal")
    page.locator("#slip-enter").click()
    page.locator("#give-next").click()
    expect(page.locator("#speaker")).to_have_text("Portugal")
    page.locator("#conclude").click()
    expect(page.locator("#speaker")).to_have_text("Nobody has the floor.")
    page.locator("#undo").click()
    expect(page.locator("#speaker")).to_have_text("Portugal")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", ["ar", "en"])
def test_pages_of_the_console_are_accessible(open_console, code, scheme):
    page = open_console("rehearsal/sessions/panel-2", color_scheme=scheme)
    for path in ("rehearsal/console/", *(f"rehearsal/sessions/panel-2/console/{path}" for path in PATHS)):
        page.goto(f"/{code}/{path}")
        assert barriers(page) == [], path


PATHS = ("", "cards/", "shortcuts/", "waiting/")


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_console_never_scrolls_sideways(open_console, width):
    page = open_console("rehearsal/sessions/panel-2")
    page.set_viewport_size({"width": width, "height": 900})
    for code in ("ar", "en"):
        for path in PATHS:
            page.goto(f"/{code}/rehearsal/sessions/panel-2/console/{path}")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (code, path)
