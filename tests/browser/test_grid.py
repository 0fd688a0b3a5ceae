"""The grid of rooms by hours: a session is dragged, moved by keys, and each step is undone; the page fits everybody."""

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import WCAG_ALONE, barriers

HOME = "human-trafficking-2012"
ROOMS = f"""
from datetime import datetime
from conference.models import Conference
row = Conference.objects.get(slug="{HOME}")
room = row.rooms.create(name_en="Conference Room 4", position=9)
at = [datetime(2012, 4, 3, hour, tzinfo=row.zone) for hour in (13, 14)]
row.sessions.create(slug="briefing", kind="meeting", title_en="Briefing", starts_at=at[0], ends_at=at[1], room=room)
"""
GONE = f"""
from programme.models import Room, Session
Session.objects.filter(conference__slug="{HOME}", slug="briefing").delete()
Room.objects.filter(conference__slug="{HOME}", position=9).delete()
"""


@pytest.fixture
def second_room(site):
    site.run(ROOMS)
    yield
    site.run(GONE)


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_session_is_dragged_and_moved_by_keys_and_each_step_is_undone(second_room, new_page, sign_in, faults):
    page = new_page(viewport={"width": 1280, "height": 1400})
    sign_in(page, "secretariat")
    page.goto(f"/en/{HOME}/timetable/grid/")
    briefing = page.locator("#slot-briefing")
    times = briefing.locator(".slot-facts")
    hour = page.locator(".hours li").first.bounding_box()["height"]
    expect(times).to_have_text("1 to 2 p.m.")

    # Into the room of the panel, three hours later: what it would clash with is said before it is there.
    x, y = middle(briefing)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(middle(page.locator("#slot-opening"))[0], y + 3 * hour, steps=4)
    expect(page.locator(".slot.target")).to_contain_text("The room is also used by “Assistance to the Victims")
    page.mouse.up()
    expect(times).to_have_text("4 to 5 p.m.")
    expect(briefing).to_contain_text("Clash")
    expect(page.get_by_text("2 sessions clash with others")).to_be_visible()

    page.keyboard.press("u")
    expect(times).to_have_text("1 to 2 p.m.")
    expect(page.get_by_text("clash with others")).to_have_count(0)

    # A quarter of an hour down and a quarter longer by keys; nothing is moved before Enter.
    link = briefing.get_by_role("link")
    link.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("#grid-says")).to_contain_text("Briefing: 1.15 p.m.–2.30 p.m., Conference Room 4. No clash.")
    page.keyboard.press("Escape")
    expect(page.locator(".slot.target")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(times).to_have_text("1.15 to 2.15 p.m.")
    expect(link).to_be_focused()

    # By the form, as the hour is printed; a word that is no time is refused at its field.
    link.click()
    page.get_by_label("Begins").fill("soon")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.get_by_text("“soon” is not understood as a time.")).to_be_visible()
    assert "422" in faults.pop()
    page.get_by_label("Begins").fill("10 a.m.")
    page.get_by_label("Ends").fill("10.30 a.m.")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(times).to_have_text("10 to 10.30 a.m.")
    page.get_by_role("button", name="Undo").click()
    expect(times).to_have_text("1.15 to 2.15 p.m.")
    page.get_by_role("button", name="Undo").click()
    expect(times).to_have_text("1 to 2 p.m.")


@pytest.mark.parametrize(("code", "colours", "width"), [("en", "light", 1280), ("ar", "dark", 390)])
def test_grid_is_accessible_and_fits(second_room, new_page, sign_in, code, colours, width):
    page = new_page(color_scheme=colours, viewport={"width": width, "height": 850})
    sign_in(page, "secretariat")
    page.goto(f"/{code}/{HOME}/timetable/grid/?session=panel-1")

    expect(page.locator("#slot-panel-1")).to_be_visible()
    assert barriers(page, WCAG_ALONE) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
