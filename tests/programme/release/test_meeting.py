"""Before, during and after: the one rule, and how long a page is kept that was made by it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from programme.release.content import content_of
from programme.release.meeting import AFTER, BEFORE, DURING, Course, meeting_at
from programme.release.programme import Programme
from tests.factories import DAY, make_conference, make_panel, make_session, release

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def at(hour, minute=0, day=3):
    """A moment by the clocks of New York."""
    return datetime(2012, 4, day, tzinfo=UTC) + timedelta(hours=hour + 4, minutes=minute)


@pytest.fixture
def programme():
    conference = make_conference()
    make_session(conference, kind="opening", slug="opening", starts_at=at(10), ends_at=at(11))
    make_panel(conference, slug="panel-1", starts_at=at(11), ends_at=at(13))
    make_session(conference, kind="break", slug="break", starts_at=at(13), ends_at=at(15))
    make_panel(conference, slug="panel-2", starts_at=at(15), ends_at=at(17, 45))
    return Programme(content_of(conference))


def slug(session):
    return session and session["slug"]


@pytest.mark.parametrize(
    ("moment", "state", "now", "coming", "floor", "until"),
    [
        (at(9), BEFORE, [], "opening", None, at(10)),
        (at(10), DURING, ["opening"], "panel-1", None, at(11)),
        (at(12, 59), DURING, ["panel-1"], "break", "panel-1", at(13)),
        (at(13, 10), DURING, ["break"], "panel-2", "panel-1", at(13, 30)),  # it runs late
        (at(13, 30), DURING, ["break"], "panel-2", None, at(15)),
        (at(17, 50), DURING, [], None, "panel-2", at(18, 15)),
        (at(19, 44), DURING, [], None, None, at(19, 45)),
        (at(19, 45), AFTER, [], None, None, None),
    ],
)
def test_meeting_is_before_during_or_after(programme, moment, state, now, coming, floor, until):
    meeting = meeting_at(programme, moment)

    assert (meeting.state, [each["slug"] for each in meeting.now]) == (state, now)
    assert (slug(meeting.coming), slug(meeting.floor), meeting.until) == (coming, floor, until)


def test_two_panels_at_once_are_no_one_floor(programme):
    conference = make_conference(slug="parallel")
    for name in ("a", "b"):
        make_panel(conference, slug=name, starts_at=at(10), ends_at=at(11))

    meeting = meeting_at(Programme(content_of(conference)), at(10))

    assert (len(meeting.now), meeting.floor) == (2, None)


OVER = "is_running_over"


@pytest.mark.parametrize(
    ("moment", "courses", "now", "coming", "says"),
    [
        # The first panel runs over: the break keeps its place, and nobody is told that it began.
        (at(13, 10), {"panel-1": Course(is_spoken_on=True)}, "panel-1", "break", {OVER, "begins_late"}),
        (at(13, 10), {"panel-1": Course(is_spoken_on=True), "break": Course(at(13, 5))}, "panel-1", "panel-2", {OVER}),
        (at(18), {"panel-2": Course(is_spoken_on=True)}, "panel-2", None, {OVER}),
        (at(11, 30), {"panel-1": Course(suspended_at=at(11, 20))}, "panel-1", "break", {"is_suspended"}),
        (at(13, 10), {"panel-1": Course(at(11), at(13, 5))}, "break", "panel-2", set()),
        (at(12), {"panel-1": Course(at(11), at(11, 50))}, None, "break", {"closed"}),
        (at(10, 50), {"opening": Course(at(10), at(10, 40)), "panel-1": Course(at(10, 45))}, "panel-1", "break", set()),
        # A floor that was tried in the morning, or forgotten, says nothing.
        (at(10, 10), {"panel-2": Course(is_spoken_on=True)}, "opening", "panel-1", set()),
        (at(15, 10), {"opening": Course(is_spoken_on=True)}, "panel-2", None, set()),
    ],
)
def test_floor_knows_better_than_the_programme(programme, moment, courses, now, coming, says):
    meeting = meeting_at(programme, moment, courses)

    assert (slug(meeting.now[0] if meeting.now else None), slug(meeting.coming)) == (now, coming)
    assert {word for word in ("is_suspended", OVER, "begins_late", "closed") if getattr(meeting, word)} == says


def test_meeting_lasts_until_its_last_day_is_over_whatever_is_announced():
    conference = make_conference(ends_on=DAY + timedelta(days=1))
    make_session(conference, starts_at=at(10), ends_at=at(11))
    programme = Programme(content_of(conference))

    assert [meeting_at(programme, moment).state for moment in (at(23), at(23, 59, day=4))] == [DURING, DURING]
    assert meeting_at(programme, at(24, day=4)).state == AFTER


def test_without_sessions_its_days_decide():
    programme = Programme(content_of(make_conference()))

    assert [meeting_at(programme, at(0) + timedelta(hours=shift)).state for shift in (-1, 0, 23, 24)] == [
        BEFORE,
        DURING,
        DURING,
        AFTER,
    ]


def test_what_is_over_is_told_only_while_the_meeting_goes_on(programme):
    opening, panel = programme.session("opening"), programme.session("panel-1")

    assert [meeting_at(programme, at(12)).state_of(each) for each in (opening, panel)] == ["over", "on"]
    assert [meeting_at(programme, at(22)).state_of(each) for each in (opening, panel)] == ["", ""]


def make_meeting(begins, **fields):
    """A released meeting of one panel of an hour that begins so many minutes from now."""
    starts = timezone.now().replace(microsecond=0) + timedelta(minutes=begins)
    day = starts.date()
    conference = make_conference(starts_on=day, ends_on=day, time_zone="UTC", **fields)
    make_panel(conference, slug="panel", starts_at=starts, ends_at=starts + timedelta(hours=1))
    release(conference)
    return conference


def kept_for(response):
    """The seconds for which the process keeps a page; None is until the next release."""
    __, __, seconds = response.headers["Rostrum-Cache"].partition("seconds=")
    return int(seconds) if seconds else None


@pytest.mark.parametrize(("begins", "left"), [(90, 90), (-20, 40), (-65, 25), (-24 * 60 * 400, None)])
@pytest.mark.parametrize("page", ["", "speakers/"])
def test_page_is_kept_until_the_meeting_changes(client, page, begins, left):
    make_meeting(begins)

    seconds = kept_for(client.get(f"/en/dialogue/{page}"))

    assert seconds == left or left * 60 - 30 < seconds <= left * 60


def test_before_and_during_there_is_something_to_follow_and_to_choose(client):
    make_meeting(-20)

    programme, panel = (client.get(f"/en/dialogue/{page}").content.decode() for page in ("", "sessions/panel/"))

    for words in ('data-state="during"', "webcal://", "my-programme/", "live/"):
        assert words in programme
    assert "live/" in panel
    assert "Took place" not in programme


def test_afterwards_there_is_nothing_to_follow_to_subscribe_to_or_to_choose(client):
    make_meeting(-24 * 60 * 400)

    for page in ("", "sessions/panel/"):
        body = client.get(f"/en/dialogue/{page}").content.decode()
        assert "Took place on" in body
        assert 'href="/en/dialogue/sessions/panel/figures/"' in body
        assert 'href="/en/dialogue/sessions/panel/statements/"' in body
        for words in ("now-bar", "webcal://", "my-programme/", "live/"):
            assert words not in body


def test_front_page_begins_with_the_outcome_once_the_meeting_is_over(client):
    make_meeting(-24 * 60 * 400)

    body = client.get("/en/").content.decode()

    assert body.index("Outcome of the dialogue") < body.index("The programme as it was held") < body.index("Objective")
    assert "Atom" not in body
