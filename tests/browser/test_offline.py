"""A programme kept on a device: it opens without connection, follows a new revision, and is given up on demand."""

import re

from playwright.sync_api import expect

A_CONFERENCE = """
from tests.factories import make_conference, make_session, in_six, release
conference = make_conference(slug="kept")
for number in range(2):
    make_session(conference, **in_six("title", f"Session {number}"))
release(conference)
"""
A_REVISION = """
from conference.models import Conference
from tests.factories import in_six, release
conference = Conference.objects.get(slug="kept")
conference.sessions.filter(slug="session-1").update(**in_six("title", "Renamed"))
release(conference)
"""
KEPT = "Kept: it opens without connection too."


def test_kept_programme_opens_without_connection_in_its_language(site, page, faults):
    site.run(A_CONFERENCE)
    page.goto("/en/kept/")
    page.get_by_role("button", name="Keep on this device").click()
    expect(page.locator(".offline-state")).to_have_text(KEPT)

    page.locator("[data-language='/fr/kept/']").click()
    expect(page.locator("[data-language='/fr/kept/']")).to_have_attribute("aria-pressed", "true")
    kind = page.evaluate("caches.match('/fr/kept/programme.pdf').then((file) => file.headers.get('Content-Type'))")
    assert kind == "application/pdf"

    page.context.set_offline(True)
    page.goto("/fr/kept/")
    expect(page.locator(".without-connection")).to_contain_text("Pas de connexion")
    page.goto("/en/kept/")
    expect(page.locator(".without-connection")).to_be_visible()
    expect(page.locator(".session h3")).to_have_count(2)
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).backgroundColor") == "rgb(11, 74, 102)"
    page.get_by_role("link", name="Session 1 (en)").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Session 1 (en)")

    assert page.goto("/en/kept/changes/").status == 200
    assert page.goto("/en/kept/speakers/nobody/").status == 503
    expect(page.get_by_role("heading", level=1)).to_have_text("No connection")
    for address in ("/es/kept/", "/en/"):  # another language, and the home link
        assert page.goto(address).status == 503
        expect(page.locator(".kept-list a")).to_have_count(2)
    assert ["503" in faults.pop() for _each in range(3)] == [True] * 3

    page.context.set_offline(False)
    site.run(A_REVISION)
    page.goto("/en/kept/")
    expect(page.locator(".without-connection")).to_be_hidden()
    expect(page.locator(".without-connection")).to_have_attribute("data-revision", "2")

    page.context.set_offline(True)
    page.goto("/en/kept/sessions/session-1/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Renamed (en)")

    page.context.set_offline(False)
    page.goto("/en/kept/")
    page.locator("[data-language='/fr/kept/']").click()
    expect(page.locator("[data-language='/fr/kept/']")).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name="Remove from this device").click()
    expect(page.get_by_role("button", name="Keep on this device")).to_be_visible()
    assert page.evaluate("caches.keys()") == []


def test_programme_in_arabic_says_without_connection_what_it_is(site, page, faults):
    site.run(
        "from conference.models import Conference\nassert Conference.objects.filter(slug='human-trafficking-2012')"
    )
    page.goto("/ar/human-trafficking-2012/")
    page.locator(".offline-copy [aria-pressed]").first.click()
    expect(page.locator(".offline-copy [aria-pressed]").first).to_have_attribute("aria-pressed", "true")

    page.context.set_offline(True)
    page.goto("/ar/human-trafficking-2012/my-programme/")

    expect(page.locator(".without-connection")).to_be_visible()
    expect(page.locator(".without-connection .kept-at")).to_have_text(re.compile(r"^\d+ .+/.+ \d{4}، \d\d:\d\d$"))
    assert page.evaluate("getComputedStyle(document.querySelector('.without-connection')).direction") == "rtl"


def test_nothing_is_kept_unless_somebody_asks(site, page):
    page.goto("/en/human-trafficking-2012/")
    expect(page.get_by_role("button", name="Keep on this device")).to_be_visible()

    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((found) => found.length)") == 0
