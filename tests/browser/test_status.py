"""The status page beside a room screen: its name, its connection and its clock, kept up to date while it is watched."""

import re

from playwright.sync_api import expect

from tests.browser.barriers import barriers

SCREEN = "/ar/human-trafficking-2012/sessions/panel-2/screen/?name=Hall+A"
PHONE = {"width": 390, "height": 844}


def test_technical_officer_sees_a_screen_appear_with_its_clock(new_page, sign_in):
    """It takes as long as two signs of life of a process: what the page shows comes by the database."""
    page = new_page(viewport=PHONE)
    sign_in(page, "floor-officer")
    page.goto("/zh-hans/staff/status/")
    expect(page.locator("#processes + ul h3")).to_have_count(1, timeout=30_000)

    screen = new_page()
    screen.goto(SCREEN)

    card = page.locator("#screens + ul li", has_text="Hall A")
    expect(card.locator(".sign.ok")).to_have_count(1, timeout=60_000)
    expect(card).to_contain_text("实时")
    expect(card.locator("bdi[dir=ltr]")).to_have_text(re.compile(r"[+-]0\.\d"))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert barriers(page) == []
