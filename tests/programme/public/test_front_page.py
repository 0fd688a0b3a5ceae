from datetime import UTC, date, datetime

import pytest

from programme.public.front_page import conferences_in_order
from tests.factories import make_conference, make_released, make_session, release
from tests.pages import page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NOON = datetime(2012, 4, 3, 16, tzinfo=UTC)


def released_on(slug, day, **fields):
    return make_released(slug=slug, starts_on=date.fromisoformat(day), ends_on=date.fromisoformat(day), **fields)


def test_conference_that_is_on_comes_first():
    released_on("yesterday", "2012-04-02")
    released_on("today", "2012-04-03")
    released_on("tomorrow", "2012-04-04")

    found = conferences_in_order(at=NOON)

    assert (found.current.slug, [other.slug for other in found.others]) == ("today", ["tomorrow", "yesterday"])


def test_next_conference_comes_before_those_that_are_over():
    released_on("last-year", "2011-04-03")
    released_on("next-year", "2013-04-03")
    released_on("next-month", "2012-05-03")

    assert conferences_in_order(at=NOON).current.slug == "next-month"


def test_last_conference_is_shown_when_all_are_over():
    released_on("older", "2010-04-03")
    released_on("newer", "2011-04-03")

    assert conferences_in_order(at=NOON).current.slug == "newer"


def test_day_is_that_of_the_conference_s_own_zone():
    released_on("auckland", "2012-04-04", time_zone="Pacific/Auckland")
    released_on("new-york", "2012-04-03")

    late = datetime(2012, 4, 4, 5, tzinfo=UTC)  # 5 p.m. on the 4th in Auckland, 1 a.m. on the 4th in New York
    assert conferences_in_order(at=late).current.slug == "auckland"


def test_rehearsal_never_comes_first():
    released_on("rehearsal", "2012-04-03", purpose="rehearsal")
    released_on("older", "2010-04-03")

    found = conferences_in_order(at=NOON)

    assert (found.current.slug, [other.slug for other in found.rehearsals]) == ("older", ["rehearsal"])


def test_unreleased_conference_is_not_on_the_front_page(client):
    conference = make_conference(slug="secret-dialogue")
    make_session(conference)

    before = page(client, "/en/")
    release(conference)

    assert "secret-dialogue" not in before
    assert "secret-dialogue" in page(client, "/en/")


def test_front_page_without_any_conference_says_so(client):
    assert "No dialogue has been announced yet." in client.get("/en/").content.decode()
