"""The pages of an issued Summary, as a browser has them: sixty paragraphs, corrected once in French."""

import urllib.request

import html5lib
import pytest
from playwright.sync_api import expect

from conference.languages import CODES
from tests.browser.barriers import barriers

ISSUE = """
from tests.factories import make_conference
from tests.summary.documents.contents import make_corrigendum
from tests.summary.editions.issuing import issue
conference = make_conference(slug="summary-read")
issue(conference, paragraphs=60)
issue(conference, make_corrigendum(paragraphs=60))
"""
SUMMARY = "summary-read/summary/"
FIRST = f"{SUMMARY}editions/1/"
PAGES = [
    SUMMARY,
    f"{SUMMARY}with/fr/",
    f"{SUMMARY}paragraphs/2/",
    f"{SUMMARY}editions/",
    FIRST,
    f"{SUMMARY}editions/2/",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


@pytest.fixture(autouse=True, scope="module")
def issued(site):
    site.run(ISSUE)


@pytest.mark.parametrize(("code", "scheme", "viewport"), [("ar", "light", PHONE), ("es", "dark", DESK)])
def test_each_page_is_accessible(new_page, code, scheme, viewport):
    page = new_page(viewport=viewport, color_scheme=scheme)

    for address in PAGES:
        page.goto(f"/{code}/{address}")
        assert barriers(page) == [], address


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_is_wider_than_its_screen(new_page, width):
    page = new_page(viewport={"width": width, "height": 800})

    wide = []
    for code in CODES:
        for address in PAGES:
            page.goto(f"/{code}/{address}")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append(f"/{code}/{address}")

    assert wide == []


def test_each_page_is_valid_html_and_names_nothing_twice(site, page):
    for address in PAGES:
        body = urllib.request.urlopen(f"{site.url}/zh-hans/{address}").read()
        html5lib.HTMLParser(strict=True).parse(body)
        page.goto(f"/zh-hans/{address}")
        twice = page.evaluate(
            "[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)"
        )
        assert twice == [], address


@pytest.mark.parametrize("code", CODES)
def test_first_visit_weighs_less_than_60_kb(new_page, code):
    for address in (SUMMARY, f"{SUMMARY}with/ru/"):
        page = new_page()
        bodies = []
        page.on("response", lambda response, bodies=bodies: bodies.append(response))
        page.goto(f"/{code}/{address}", wait_until="networkidle")
        weight = sum(response.request.sizes()["responseBodySize"] for response in bodies)
        assert 0 < weight < 60_000, (address, weight)
        page.context.close()


def test_change_of_language_stays_at_the_paragraph_that_is_being_read(new_page):
    page = new_page(viewport=DESK)
    page.goto(f"/en/{SUMMARY}")
    page.locator("#paragraph-31").evaluate("paragraph => paragraph.scrollIntoView({ block: 'start' })")

    page.get_by_role("navigation", name="Languages").get_by_role("link", name="Русский").evaluate(
        "link => link.click()"
    )

    page.wait_for_url(f"**/ru/{SUMMARY}#paragraph-31")
    assert page.locator("#paragraph-31").bounding_box()["y"] < DESK["height"]


def test_change_of_language_at_the_head_leads_to_the_head(page):
    page.goto(f"/en/{SUMMARY}")

    page.locator(".languages").get_by_role("link", name="Français").click()

    page.wait_for_url(f"**/fr/{SUMMARY}")


def test_second_language_stands_beside_the_first_at_the_same_paragraph(new_page):
    page = new_page(viewport=DESK)
    page.goto(f"/ar/{SUMMARY}#paragraph-20")

    page.locator(".tools").get_by_role("link", name="English").click()

    page.wait_for_url(f"**/ar/{SUMMARY}with/en/#paragraph-20")
    arabic, english = (page.locator("#paragraph-20 > p").nth(place).bounding_box() for place in (0, 1))
    assert arabic["x"] > english["x"] + english["width"]
    assert abs(arabic["y"] - english["y"]) < 8


def test_keyboard_reaches_the_page_of_a_paragraph(page):
    page.goto(f"/fr/{SUMMARY}#paragraph-7")

    link = page.locator("#paragraph-7 .permalink")
    link.focus()
    assert link.evaluate("link => getComputedStyle(link).opacity") == "1"
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/fr/{SUMMARY}paragraphs/7/")
    page.get_by_role("link", name="Español").first.click()
    page.wait_for_url(f"**/es/{SUMMARY}paragraphs/7/")


def test_contents_fold_on_a_phone_and_stand_beside_the_text_on_a_desk(new_page):
    phone, desk = new_page(viewport=PHONE), new_page(viewport=DESK)
    for page in (phone, desk):
        page.goto(f"/en/{SUMMARY}")

    expect(phone.locator(".contents-beside")).to_be_hidden()
    phone.locator(".contents-fold > summary").click()
    phone.locator(".contents-fold").get_by_role("link", name="Conclusions").click()
    phone.wait_for_url("**#s5")
    assert (desk.locator(".contents-fold").is_visible(), desk.locator(".contents-beside").is_visible()) == (False, True)
