"""A reader's own choice of sessions: chosen on one page, kept, told of what moves and of what is gone."""

import urllib.request

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.browser.barriers import barriers
from tests.browser.test_programme import DIALOGUE, PHONE

# They are to come, or there would be nothing to choose; rehearsals, or the front page would begin with them.
A_CONFERENCE = """
from datetime import date, timedelta
from tests.factories import MORNING, make_conference, make_session, in_six, release
day, morning = date(2099, 4, 3), MORNING.replace(year=2099)
conference = make_conference(slug="choice", purpose="rehearsal", starts_on=day, ends_on=day)
room = conference.rooms.create(**in_six("name", "Room 1"))
for number in range(4):
    starts, ends = morning + timedelta(minutes=10 * number), morning + timedelta(minutes=10 * number + 10)
    make_session(conference, room=room, starts_at=starts, ends_at=ends, **in_six("title", f"Session {number}"))
release(conference)
"""
A_REVISION = """
from datetime import timedelta
from django.db.models import F
from conference.models import Conference
from programme.models import Session
from tests.factories import release
conference = Conference.objects.get(slug="choice")
later = timedelta(hours=2)
conference.sessions.filter(slug="session-1").update(starts_at=F("starts_at") + later, ends_at=F("ends_at") + later)
conference.sessions.filter(slug="session-2").delete()
release(conference)
"""


@pytest.fixture(scope="session")
def coming(site):
    """The address of a meeting that is to come, without its language."""
    site.run(A_CONFERENCE.replace("choice", "coming"))
    return "coming/"


def shown(page):
    """The titles that "My programme" shows."""
    return page.locator(".session:visible h3").all_inner_texts()


def test_reader_chooses_sessions_and_learns_what_became_of_them(site, page):
    site.run(A_CONFERENCE)
    page.goto("/en/choice/")
    for number in (0, 1, 2):
        page.get_by_role("button", name=f"Choose Session {number} (en)").click()
    expect(page.get_by_role("button", name="Chosen Session 1 (en)")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".chosen-count")).to_have_text("3")

    page.goto("/en/choice/sessions/session-0/")
    page.get_by_role("button", name="Chosen Session 0 (en)").press("Enter")
    expect(page.locator(".chosen-count")).to_have_text("2")

    page.get_by_role("link", name="My programme").click()
    expect(page.locator(".session:visible")).to_have_count(2)
    assert shown(page) == ["Session 1 (en)", "Session 2 (en)"]
    expect(page.locator(".moved-notice, .gone:visible")).to_have_count(0)

    site.run(A_REVISION)
    page.goto("/ar/choice/")
    expect(page.locator(".choice-changed-line")).to_be_visible()
    page.goto("/fr/choice/speakers/")  # a page without sessions knows it from the page before
    expect(page.locator(".choice-changed")).to_have_text("modifié")
    page.locator("[data-choice]").click()
    assert shown(page) == ["Session 1 (fr)"]
    was = "3 avril 2099, de 10 h 10 à 10 h 20 · Room 1 (fr)"
    now = "3 avril 2099, de 12 h 10 à 12 h 20 · Room 1 (fr)"
    expect(page.locator(".moved li")).to_have_text(f"Session 1 (fr) Elle était : {was} désormais : {now}")
    expect(page.locator(".moved li a")).to_have_attribute("href", "#chosen-session-1")
    expect(page.locator(".moved-notice .was")).to_have_text(was)
    expect(page.locator(".gone li .title")).to_have_text("Session 2 (fr)")

    address = page.locator(".of-choice a").first.get_attribute("href")
    events = Calendar.from_ical(urllib.request.urlopen(address).read()).events
    assert [(str(event["uid"]).partition(".")[0], event["status"]) for event in events] == [
        ("session-2", "CANCELLED"),
        ("session-1", "CONFIRMED"),
    ]
    assert page.locator(".of-choice a").nth(1).get_attribute("href").startswith("webcal://localhost:")
    expect(page.locator(".calendar-address code")).to_have_text(address)
    for place in (2, 3):
        assert "sessions%3D" in page.locator(".of-choice a").nth(place).get_attribute("href")

    page.locator(".moved-notice button").click()
    page.locator(".gone button").click()
    page.reload()
    expect(page.locator(".chosen-count")).to_have_text("1")
    expect(page.locator(".moved-notice, .moved:visible, .gone:visible, .choice-changed:visible")).to_have_count(0)


def test_two_pages_of_one_reader_agree(page, coming):
    page.goto(f"/en/{coming}")
    other = page.context.new_page()
    other.goto(f"/ar/{coming}")

    page.locator(".choose").first.click()

    expect(other.locator(".chosen-count")).to_have_text("1")
    expect(other.locator(".choose").first).to_have_attribute("aria-pressed", "true")


def test_what_is_damaged_in_the_browser_counts_as_nothing(page):
    for damage in ("{", "[1]", '{"panel-1": {"title": 7}}', '{"__proto__": null, "x": {}}'):
        page.goto(f"/en/{DIALOGUE}")
        page.evaluate("words => localStorage.setItem('rostrum.choice.human-trafficking-2012', words)", damage)
        page.goto(f"/en/{DIALOGUE}my-programme/")
        expect(page.locator(".none-chosen")).to_be_visible()


def test_without_javascript_my_programme_is_the_whole_programme(new_page):
    page = new_page(java_script_enabled=False)

    page.goto(f"/en/{DIALOGUE}my-programme/")

    expect(page.locator(".session:visible")).to_have_count(5)
    expect(page.locator(".without-script")).to_be_visible()
    expect(page.locator(".choose, .of-choice:visible")).to_have_count(0)


def test_my_programme_is_accessible(new_page, coming):
    for code, scheme in (("ar", "light"), ("en", "dark")):
        page = new_page(viewport=PHONE, color_scheme=scheme)
        page.goto(f"/{code}/{coming}")
        page.locator(".choose").nth(1).click()
        page.goto(f"/{code}/{coming}my-programme/")
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
