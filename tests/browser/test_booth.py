"""A booth in French beside a console: what the officer does is in the booth at once, and a signal on the console."""

from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.barriers import barriers
from tests.browser.test_console import enter_slips

SESSION = "human-trafficking-2012/sessions/panel-1"  # no other test changes its floor
BOOTH = {"width": 1024, "height": 600}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def console(new_page, sign_in):
    page = new_page()
    sign_in(page, "floor-officer")
    page.goto(f"/en/{SESSION}/console/")
    return page


@pytest.fixture
def booth(new_page, sign_in):
    page = new_page(viewport=BOOTH)
    sign_in(page, "interpreter")
    page.goto(f"/fr/{SESSION}/booth/")
    page.evaluate("window.same = true")
    return page


@pytest.fixture
def booth_by_link(console, new_page):
    """The same booth, opened by a link that the officer makes in another tab, on a phone without an account."""
    desk = console.context.new_page()
    desk.goto("/en/human-trafficking-2012/booths/")
    desk.locator("section", has_text="discussion I:").get_by_label("French booth").check()
    desk.locator("button.action").click()
    link = desk.locator(".card-address").inner_text()
    desk.close()
    page = new_page(viewport=PHONE)
    page.goto(link[link.index("/") :])
    page.locator("main form button").click()
    page.wait_for_url(f"**/fr/{SESSION}/booth/")
    return page


@pytest.mark.every_database
def test_booth_follows_the_console_and_its_signal_is_acknowledged_there(console, booth, booth_by_link):
    booth.emulate_media(reduced_motion="reduce")
    enter_slips(console, "ph", "tz", "ni")
    expect(booth.locator(".booth-turn strong")).to_have_text(
        ["Philippines", "République-Unie de Tanzanie", "Nicaragua"]
    )

    console.locator("#give-next").click()
    for page in (booth, booth_by_link):
        expect(page.locator("#speaker")).to_have_text("Philippines")
        expect(page.locator(".booth-turn")).to_have_count(2)

    # The officer changes the order: the rows that moved are marked, for whoever wants no motion by an edge that stays.
    expect(booth.locator(".booth-turn.moved")).to_have_count(0)
    console.keyboard.press("j")
    console.keyboard.press("ArrowDown")
    expect(booth.locator(".booth-turn strong")).to_have_text(["Nicaragua", "République-Unie de Tanzanie"])
    expect(booth.locator(".booth-turn.moved")).to_have_count(2)

    # The booth asks for a slower pace, by its key; a colleague finds the signal sent already.
    booth.keyboard.press("1")
    expect(booth.locator("#signal-slower")).to_contain_text("envoyé")
    expect(booth_by_link.locator("#signal-slower")).to_have_attribute("aria-disabled", "true")
    expect(console.locator("#booth-asks")).to_contain_text("French booth: Slower, please")
    console.locator("#booth-asks button").click()
    expect(booth.locator("#signal-slower")).to_contain_text("vu par le responsable")
    expect(console.locator("#booth-asks")).to_be_hidden()

    # One key leads to the terms.
    booth.keyboard.press("/")
    expect(booth.locator("#term")).to_be_focused()
    assert booth.evaluate("window.same")


@pytest.mark.parametrize("size", [BOOTH, PHONE], ids=["booth", "phone"])
@pytest.mark.parametrize("code", ["ar", "fr"])
def test_booth_is_accessible_and_never_scrolls_sideways(booth, code, size):
    booth.set_viewport_size(size)
    for colours in ("", "?colours=light"):
        booth.goto(f"/{code}/{SESSION}/booth/{colours}")
        assert barriers(booth) == [], colours
        assert booth.evaluate("document.documentElement.scrollWidth <= innerWidth"), colours


@pytest.mark.parametrize("code", ["ar", "zh-hans", "ru"])
def test_paper_of_a_booth_is_two_sheets(booth, code):
    booth.goto(f"/{code}/{SESSION}/booth/paper/")

    paper = PdfReader(BytesIO(booth.pdf(prefer_css_page_size=True)))

    assert [tuple(map(round, sheet.mediabox[2:])) for sheet in paper.pages] == [(595, 842)] * 2
