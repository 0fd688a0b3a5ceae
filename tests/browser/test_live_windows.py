"""Many live pages in one browser: HTTP/1.1 allows it six connections, and an act on the console shows on all."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_live import console, give_floor, until, visible  # noqa: F401 – a fixture

SESSION = "rehearsal/sessions/opening"
FLOORS = [
    f"{slug}/sessions/{name}"
    for slug in ("rehearsal", "human-trafficking-2012")
    for name in ("panel-1", "panel-2", "closing")
]


def number_of_streams(page):
    """Returns how many event streams the browser of a page has open, counted by the places that they hold."""
    page.wait_for_timeout(500)  # a lock that is given on takes a moment
    held = page.evaluate("navigator.locks.query().then(({ held }) => held.map(({ name }) => name))")
    return len([name for name in held if name.startswith("rostrum-stream-")])


@pytest.fixture
def screens(console):  # noqa: F811
    """A console and further windows of the same browser: `screens("rehearsal/sessions/opening", 6)`."""

    def open_windows(session, number):
        officer = console(session)
        windows = [officer.context.new_page() for _window in range(number)]
        for window in windows:
            window.goto(f"/en/{session}/screen/")
        return officer, windows

    return open_windows


@pytest.mark.every_database
def test_console_and_ten_screens_live_in_one_browser(screens):
    officer, windows = screens(SESSION, 10)

    give_floor(officer, "pt", "Portugal")

    for window in windows:
        expect(visible(window, ".speaker")).to_have_text("Portugal")
        expect(visible(window, ".connection")).to_have_count(0)
    assert number_of_streams(officer) == 2  # the console's, and one for all screens


def test_screens_go_on_when_the_window_with_the_stream_is_closed(screens):
    officer, (first, *others) = screens(SESSION, 3)

    first.close()
    give_floor(officer, "lu", "Luxembourg")

    for window in others:
        expect(visible(window, ".speaker")).to_have_text("Luxembourg")
        expect(visible(window, ".connection")).to_have_count(0)
    assert number_of_streams(officer) == 2


def test_screens_of_seven_floors_are_all_live(screens):
    officer, windows = screens(SESSION, 1)
    for session in FLOORS:
        windows.append(officer.context.new_page())
        windows[-1].goto(f"/en/{session}/screen/")

    give_floor(officer, "cv", "Cape Verde")

    expect(visible(windows[0], ".speaker")).to_have_text("Cape Verde")
    for window in windows:
        expect(visible(window, ".connection")).to_have_count(0)
    assert number_of_streams(officer) == 4  # the others poll, and leave two connections for all else


def test_signing_out_ends_what_the_account_followed_in_all_windows(screens, console, faults):  # noqa: F811
    officer = console(SESSION)
    other = officer.context.new_page()
    other.goto(officer.url)
    expect(other.locator("#offline")).to_be_hidden()

    officer.locator("[data-signs-out] button").click()

    expect(other.locator("#offline")).to_be_visible()
    faults.clear()  # the server refuses the stream of who is signed out
