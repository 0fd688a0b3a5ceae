"""The screen at a door: now and next, in turn in several languages, a new release, and a network that is gone."""

from itertools import count

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import barriers
from tests.browser.test_live import SIZES

STANDING = {"width": 1080, "height": 1920}
A_CONFERENCE = """
from datetime import timedelta
from django.utils import timezone
from tests.factories import make_conference, make_session, in_six, release
now, hour = timezone.now(), timedelta(hours=1)
days = {"starts_on": (now - 24 * hour).date(), "ends_on": (now + 24 * hour).date()}
conference = make_conference(slug=f"door-{ROOM}", time_zone="UTC", **days)
room = conference.rooms.create(pk=ROOM, **in_six("name", "Room 4"))
for name, start, end in (("Before", -3, -1), ("On", -1, 10), ("Coming", 11, 12)):
    times = {"starts_at": now + start * hour, "ends_at": now + end * hour}
    make_session(conference, room=room, **times, **in_six("title", name))
release(conference)
"""
A_REVISION = """
from conference.languages import columns
from conference.models import Conference
from tests.factories import release
conference = Conference.objects.get(slug=f"door-{ROOM}")
conference.sessions.filter(slug="session-1").update(**dict.fromkeys(columns("title"), TITLE))
release(conference)
"""
rooms = count(4711)


class Door:
    """The door of a room in a conference of its own, where a session is on."""

    def __init__(self, site):
        self.site = site
        self.room = next(rooms)
        self.address = f"door-{self.room}/rooms/{self.room}/door/"
        site.run(f"ROOM = {self.room}\n{A_CONFERENCE}")

    def rename(self, title):
        """Release another title of the session that is on."""
        self.site.run(f"ROOM, TITLE = {self.room}, {title!r}\n{A_REVISION}")


@pytest.fixture
def door(site):
    return Door(site)


def shown(page):
    """What the screen shows, from above: [(stage, title)]."""
    found = page.locator(".turn:visible .door-session:visible").all()
    return [(session.get_attribute("data-stage"), session.locator("h2").inner_text()) for session in found]


def test_door_shows_what_is_on_and_next_and_follows_a_release(page, door):
    page.clock.install()
    page.goto(f"/en/{door.address}")

    assert shown(page) == [("now", "On (en)"), ("next", "Coming (en)")]
    expect(page.locator(".nothing:visible, .over:visible, .connection:visible")).to_have_count(0)

    door.rename("Another title")
    page.clock.run_for(30_000)
    expect(page.locator("[data-stage=now] h2")).to_have_text("Another title")


def test_door_keeps_showing_without_the_network_says_so_and_comes_back(page, door, faults):
    page.goto(f"/en/{door.address}")
    expect(page.locator(".connection")).to_be_hidden()

    page.context.set_offline(True)
    expect(page.locator(".connection")).to_be_visible()
    assert shown(page) == [("now", "On (en)"), ("next", "Coming (en)")]

    page.context.set_offline(False)
    expect(page.locator(".connection")).to_be_hidden()
    faults.clear()  # the browser reports each request that failed


def test_door_turns_through_its_languages(page, door):
    page.clock.install()
    page.goto(f"/en/{door.address}?languages=ar,fr&seconds=5")
    html = page.locator("html")
    assert (html.get_attribute("dir"), shown(page)[0]) == ("rtl", ("now", "On (ar)"))

    page.clock.run_for(5_500)

    expect(html).to_have_attribute("dir", "ltr")
    assert shown(page)[0] == ("now", "On (fr)")


def test_nothing_is_cut_off_on_any_screen(new_page, door):
    door.rename("A title that is longer than any " * 9)
    for width, height in (*SIZES.values(), (1080, 1920), (2160, 3840), (390, 844)):
        page = new_page(viewport={"width": width, "height": height})
        page.goto(f"/ar/{door.address}")
        for part in (".sessions", "header", "footer"):
            place = page.locator(f".turn:visible {part}")
            assert place.evaluate("e => e.scrollHeight <= e.clientHeight + 2 && e.scrollWidth <= e.clientWidth + 2"), (
                part
            )
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        page.context.close()


def test_door_without_javascript_lists_the_sessions_of_the_room(new_page, door):
    page = new_page(java_script_enabled=False)
    page.goto(f"/en/{door.address}")

    assert page.locator(".door-session:visible h2").all_inner_texts() == ["Before (en)", "On (en)", "Coming (en)"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_door_is_accessible(new_page, door, theme):
    page = new_page(viewport=STANDING)
    page.goto(f"/en/{door.address}?theme={theme}")

    assert barriers(page) == []
