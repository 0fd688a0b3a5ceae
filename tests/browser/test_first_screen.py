"""What a phone shows first: the session that is on, or the first one, wholly and in all six languages."""

from conference.languages import CODES
from tests.browser.test_programme import DIALOGUE

PHONE = {"width": 390, "height": 844}
FURTHEST_TOP = 390  # pixels
# Panel I began 42 minutes ago. It meets where it is neither morning nor evening, so that it is a meeting of one day.
A_MEETING = """
from datetime import timedelta
from zoneinfo import ZoneInfo
from django.db.models import F
from django.utils import timezone
from programme.demo.dialogue_2012 import load_dialogue
from tests.factories import release
conference = load_dialogue(slug="on-now")
began = conference.sessions.get(slug="panel-1").starts_at
now = timezone.now()
ago = now - timedelta(minutes=42) - began
zones = ("Pacific/Auckland", "Asia/Dhaka", "Europe/Paris", "America/New_York", "Pacific/Honolulu")
conference.time_zone = next(zone for zone in zones if 4 <= now.astimezone(ZoneInfo(zone)).hour < 15)
conference.sessions.update(starts_at=F("starts_at") + ago, ends_at=F("ends_at") + ago)
first = conference.sessions.order_by("starts_at").first().starts_at.astimezone(conference.zone).date()
last = conference.sessions.order_by("ends_at").last().ends_at.astimezone(conference.zone).date()
type(conference).objects.filter(pk=conference.pk).update(
    starts_on=first, ends_on=last, time_zone=conference.time_zone
)
conference.refresh_from_db()
release(conference)
"""
# The front page must not begin with it for the other tests.
WITHDRAWN = """
from django.utils import timezone
from conference.models import Release
why = "The test is over"
Release.objects.filter(conference__slug="on-now").update(withdrawn_at=timezone.now(), withdrawal_reason=why)
"""


def extent(session):
    box = session.bounding_box()
    return round(box["y"]), round(box["y"] + box["height"])


def test_first_screen_of_a_phone_has_the_session_that_is_on_or_the_first(site, new_page):
    """Twelve pages, as each language has its own height."""
    site.run(A_MEETING)
    page = new_page(viewport=PHONE)
    found = {}
    try:
        for code in CODES:
            page.goto(f"/{code}/on-now/")
            found[code, "on"] = extent(page.locator(".session.is-now"))
            page.goto(f"/{code}/{DIALOGUE}")
            found[code, "first"] = extent(page.locator(".session").first)
    finally:
        site.run(WITHDRAWN)

    below = {key: at for key, at in found.items() if at[0] > FURTHEST_TOP or at[1] > PHONE["height"]}
    assert below == {}
