"""The pages for delegates, as a browser has them: every page in Arabic and in English, on a phone and on a desk."""

import gzip
import urllib.request

import html5lib
import pytest
from playwright.sync_api import expect

from conference.languages import CODES
from tests.browser.barriers import barriers

DIALOGUE = "human-trafficking-2012/"
PAGES = [
    "",
    DIALOGUE,
    f"{DIALOGUE}sessions/panel-1/",
    f"{DIALOGUE}my-programme/",
    f"{DIALOGUE}speakers/",
    f"{DIALOGUE}speakers/sylvie-lucas/",
    f"{DIALOGUE}documents/",
    f"{DIALOGUE}changes/",
    f"{DIALOGUE}contact/",
    f"{DIALOGUE}revisions/1/",
    "sign-in/",
]
PHONE = {"width": 360, "height": 740}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", ["ar", "en"])
def test_each_page_is_accessible(new_page, code, scheme):
    page = new_page(viewport=PHONE, color_scheme=scheme)

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


@pytest.mark.parametrize("code", CODES)
def test_each_page_is_valid_html(site, code):
    faults = []
    for address in PAGES:
        body = urllib.request.urlopen(f"{site.url}/{code}/{address}").read()
        parser = html5lib.HTMLParser()
        parser.parse(body)
        faults += [(address, place, name) for place, name, _detail in parser.errors]

    assert faults == []


def test_no_identifier_stands_twice_in_a_page(page):
    for address in PAGES:
        page.goto(f"/en/{address}")
        twice = page.evaluate(
            "[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)"
        )
        assert twice == [], address


def test_first_visit_weighs_less_than_60_kb(new_page):
    for address in PAGES:
        for code in ("en", "ar"):
            page = new_page()
            bodies = []
            page.on("response", lambda response, bodies=bodies: bodies.append(response))
            page.goto(f"/{code}/{address}", wait_until="networkidle")
            weight = sum(response.request.sizes()["responseBodySize"] for response in bodies)
            assert 0 < weight < 60_000, (address, weight)
            page.context.close()


def test_pages_are_sent_compressed(site):
    request = urllib.request.Request(f"{site.url}/ar/{DIALOGUE}", headers={"Accept-Encoding": "gzip"})

    answer = urllib.request.urlopen(request)

    assert answer.headers["Content-Encoding"] == "gzip"
    assert 'dir="rtl"' in gzip.decompress(answer.read()).decode()


def test_switch_of_language_keeps_the_page(page):
    page.goto(f"/en/{DIALOGUE}sessions/panel-2/")

    page.get_by_role("link", name="العربية").click()

    page.wait_for_url(f"**/ar/{DIALOGUE}sessions/panel-2/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_arabic_page_begins_at_the_right(new_page):
    page = new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"/ar/{DIALOGUE}")

    time = page.locator(".session .times").first.bounding_box()
    title = page.locator(".session h3").first.bounding_box()

    assert time["x"] > title["x"] + title["width"] - 1


def test_keyboard_alone_reaches_a_speaker(page):
    page.goto(f"/en/{DIALOGUE}")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skip to the content
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip().endswith("Ban Ki-moon"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/speakers/ban-ki-moon/")

    assert page.locator("h1").inner_text() == "H.E.\u00a0Mr.\u00a0Ban Ki-moon"


def test_everything_is_there_without_javascript(new_page):
    page = new_page(java_script_enabled=False)
    page.goto(f"/en/{DIALOGUE}")

    expect(page.locator(".session")).to_have_count(5)
    assert page.locator(".own-zone").is_hidden()
    page.get_by_role("link", name="Speakers", exact=True).click()
    expect(page.locator(".people li")).to_have_count(19)


def test_times_are_shown_in_the_reader_s_own_zone_and_back(new_page):
    page = new_page(timezone_id="Asia/Tokyo")
    page.goto(f"/en/{DIALOGUE}")
    opening = page.locator(".session .times").first
    assert opening.inner_text() == "10 to 11 a.m."

    page.locator(".own-zone").click()
    expect(opening).to_have_text("3 April, 11 p.m. to midnight")
    expect(page.locator(".session .times").nth(1)).to_have_text("4 April, midnight to 2 a.m.")
    expect(page.locator(".day-title")).to_have_text("3 and 4 April 2012")
    expect(page.locator(".own-zone-name")).to_have_text("Your own time zone: Japan Standard Time")
    expect(page.locator(".house-zone")).to_be_hidden()

    page.goto(f"/zh-hans/{DIALOGUE}")  # what was chosen holds on other pages and in other languages
    expect(opening).to_have_text("4月3日，23:00至00:00")
    page.goto(f"/ar/{DIALOGUE}sessions/panel-1/")
    expect(page.locator(".facts dd").first).to_have_text("الأربعاء، 4 نيسان/أبريل 2012، من 00:00 إلى 02:00")

    page.goto(f"/en/{DIALOGUE}search/?q=opening")
    expect(page.locator(".hits .minor").first).to_contain_text("Tuesday, 3 April 2012, 11 p.m. to midnight")

    page.locator(".own-zone").click()
    page.goto(f"/en/{DIALOGUE}")
    expect(opening).to_have_text("10 to 11 a.m.")
    expect(page.locator(".day-title")).to_have_text("Tuesday, 3 April 2012")


def test_own_time_zone_is_named_for_the_day_of_the_session_and_another_day_is_told(new_page):
    page = new_page(timezone_id="Pacific/Auckland")
    page.clock.set_fixed_time("2026-11-30T12:00:00Z")
    page.goto(f"/en/{DIALOGUE}")

    page.locator(".own-zone").click()

    expect(page.locator(".own-zone-name")).to_have_text("Your own time zone: New Zealand Standard Time")
    expect(page.locator(".session .times").first).to_have_text("4 April, 2 to 3 a.m.")


@pytest.mark.parametrize(
    ("clock", "now", "coming"),
    [
        ("2012-04-03T09:30:00-04:00", [], ["opening"]),
        ("2012-04-03T10:30:00-04:00", ["opening"], ["panel"]),
        ("2012-04-03T12:59:59-04:00", ["panel"], ["break"]),
        ("2012-04-03T18:00:00-04:00", [], []),
        ("2012-04-01T10:30:00-04:00", [], []),
    ],
)
def test_what_is_on_now_and_next_lights_up(new_page, clock, now, coming):
    page = new_page()
    page.clock.set_fixed_time(clock)
    page.goto(f"/en/{DIALOGUE}")

    def lit(badge):
        shown = page.locator(f".session:has(.badge.{badge}:not([hidden]))")
        return [shown.nth(place).get_attribute("class").split()[1] for place in range(shown.count())]

    assert (lit("now"), lit("next")) == (now, coming)


def test_page_that_does_not_exist_says_so_in_its_language(new_page, faults):
    for code in CODES:
        page = new_page()
        answer = page.goto(f"/{code}/nowhere/")
        assert answer.status == 404
        expect(page.locator(".languages li")).to_have_count(6)
    faults.clear()  # the browser reports each 404


def test_officer_edits_previews_and_releases(page, sign_in):
    sign_in(page, "secretariat")
    page.goto("/en/rehearsal/")
    assert "This page shows what has been released." in page.locator(".notice.staff").inner_text()

    page.goto("/en/admin/programme/session/?q=opening")
    page.locator("tr", has_text="(rehearsal)").get_by_role("link", name="Opening session").click()
    page.locator("#id_title_en").fill("Opening of the dialogue")
    page.locator("[name=_save]").click()

    page.goto("/en/rehearsal/preview/")
    expect(page.get_by_role("link", name="Opening of the dialogue", exact=True)).to_have_count(1)
    page.goto("/en/rehearsal/")
    expect(page.get_by_role("link", name="Opening session", exact=True)).to_have_count(1)

    page.goto("/en/rehearsal/release/")
    assert "Renamed:" in page.locator(".changes").first.inner_text()
    page.get_by_role("checkbox", name="Release in spite of").check()  # the translations are outdated now
    page.get_by_role("button", name="Release").click()
    page.goto("/en/rehearsal/")
    expect(page.get_by_role("link", name="Opening of the dialogue", exact=True)).to_have_count(1)
    page.goto("/en/rehearsal/changes/")
    assert "Opening session" in page.locator(".history").inner_text()
