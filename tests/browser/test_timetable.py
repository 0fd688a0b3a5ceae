"""The opening runs late: the secretariat notes it, shifts what follows, and puts it back. The pages fit everybody."""

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import WCAG_ALONE, barriers

HOME = "human-trafficking-2012"
PREVIEW = "timetable/sessions/panel-1/?minutes=400&itself=lasts&following=shortened&rooms=all"
UNTOUCHED = f"""
from programme.models import Session
Session.objects.filter(conference__slug="{HOME}", slug="opening").update(began_at=None, ended_at=None)
"""


@pytest.fixture
def untouched(site):
    yield
    site.run(UNTOUCHED)


def test_session_that_ran_long_shifts_what_follows_and_back(untouched, page, sign_in):
    sign_in(page, "secretariat")
    page.goto(f"/en/{HOME}/timetable/")
    panel = page.get_by_role("row").filter(has_text="Interactive panel discussion I").first
    expect(panel.get_by_role("cell").first).to_have_text("11 a.m. to 1 p.m.")

    page.get_by_role("link", name="Actual times and shifting: Opening session").click()
    page.get_by_label("Actual beginning").fill("10:07")
    page.get_by_label("Actual end").fill("11:20")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Minutes")).to_have_value("20")
    expect(page.get_by_text("7 minutes late")).to_be_visible()
    page.get_by_role("button", name="Show what would move").click()
    expect(page.get_by_role("heading", name="What would move")).to_be_visible()
    page.get_by_role("button", name="Confirm").click()

    expect(page.get_by_text("4 sessions have other times.")).to_be_visible()
    expect(panel.get_by_role("cell").first).to_have_text("11.20 a.m. to 1.20 p.m.")

    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("4 sessions have their former times.")).to_be_visible()
    expect(panel.get_by_role("cell").first).to_have_text("11 a.m. to 1 p.m.")

    page.get_by_role("button", name="Move down: Opening session").click()
    expect(page.get_by_text("What has begun keeps its place.")).to_be_visible()


@pytest.mark.parametrize(("code", "colours", "width"), [("en", "light", 1280), ("ar", "dark", 390)])
def test_pages_of_the_timetable_are_accessible_and_fit(new_page, sign_in, code, colours, width):
    page = new_page(color_scheme=colours, viewport={"width": width, "height": 850})
    sign_in(page, "secretariat")
    faults = {}

    for name in ("timetable/", PREVIEW, "timetable/numbers/", "clone/"):
        page.goto(f"/{code}/{HOME}/{name}")
        found = barriers(page, WCAG_ALONE)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if found or over > 0:
            faults[name] = found, over

    assert faults == {}
