"""The form of a conference asks what stays when its time zone changes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from conference.languages import CODES
from conference.models import AuditEntry, Conference
from tests.factories import MORNING, make_conference, make_session
from tests.pages import body_of
from tests.staff import browser_of, errors_on, make_member, open_form

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

QUESTION = "The sessions were set by the clock in %(city)s. Choose what stays, then save again."


@pytest.fixture
def secretariat():
    return browser_of(make_member("secretariat"))


def page_of(conference, code="en"):
    return f"/{code}/admin/conference/conference/{conference.pk}/change/"


def save(client, conference, **fields):
    return client.post(page_of(conference), open_form(client, page_of(conference)) | fields)


def test_other_zone_is_saved_only_with_an_answer_and_both_are_shown(secretariat):
    conference = make_conference()
    session = make_session(conference)

    response = save(secretariat, conference, time_zone="Africa/Nairobi")

    assert errors_on(response) == [QUESTION % {"city": "New York"}]
    body = body_of(response)
    session_in_words = "<br>“\u2068Session 0 (en)\u2069”, 3 April 2012, "
    assert f"The clock times stay. In Nairobi:{session_in_words}10 to 10.10 a.m." in body
    assert f"The moments stay. In Nairobi:{session_in_words}5 to 5.10 p.m." in body
    conference.refresh_from_db()
    session.refresh_from_db()
    assert (conference.time_zone, session.starts_at) == ("America/New_York", MORNING)


@pytest.mark.parametrize(("keeps", "hour"), [("clock", 10), ("moments", 17)])
def test_what_was_chosen_stays(secretariat, keeps, hour):
    conference = make_conference()
    session = make_session(conference)
    sent = open_form(secretariat, page_of(conference)) | {"time_zone": "Africa/Nairobi"}
    secretariat.post(page_of(conference), sent)

    response = secretariat.post(page_of(conference), sent | {"zone_keeps": keeps})

    assert response.status_code == 302
    conference.refresh_from_db()
    session.refresh_from_db()
    assert conference.time_zone == "Africa/Nairobi"
    assert session.starts_at.astimezone(conference.zone).hour == hour
    assert session.ends_at - session.starts_at == timedelta(minutes=10)
    kept = AuditEntry.objects.filter(act="keep clock times")
    assert [(each.subject_id, each.detail["starts_at"]) for each in kept] == (
        [(str(session.pk), ["2012-04-03T14:00:00+00:00", "2012-04-03T07:00:00+00:00"])] if keeps == "clock" else []
    )


def test_nothing_is_asked_where_no_clock_time_changes(secretariat):
    conference, empty = make_conference(), make_conference(slug="empty")
    make_session(conference)

    assert save(secretariat, conference, time_zone="America/Toronto").status_code == 302
    assert save(secretariat, empty, time_zone="Africa/Nairobi").status_code == 302

    assert set(Conference.objects.values_list("slug", "time_zone")) == {
        ("dialogue", "America/Toronto"),
        ("empty", "Africa/Nairobi"),
    }


def test_clock_time_that_does_not_come_in_the_new_zone_is_told(secretariat):
    """The clocks of Berlin go from 2 to 3 a.m. on 25 March 2012."""
    conference = make_conference(time_zone="UTC")
    begin = datetime(2012, 3, 25, 2, 30, tzinfo=UTC)
    session = make_session(conference, starts_at=begin, ends_at=begin + timedelta(hours=2))

    response = save(secretariat, conference, time_zone="Europe/Berlin", zone_keeps="clock")

    (error,) = errors_on(response)
    assert error.startswith("Session 0 (en): The clocks are changed on 25 March 2012: 2.30 a.m. does not come")
    session.refresh_from_db()
    assert session.starts_at == begin


@pytest.mark.parametrize("code", CODES)
def test_question_is_in_each_language(secretariat, code):
    conference = make_conference()
    make_session(conference)
    page = page_of(conference, code)

    response = secretariat.post(page, open_form(secretariat, page) | {"time_zone": "Africa/Nairobi"})

    (error,) = errors_on(response)
    with translation.override(code):
        expected = translation.gettext(QUESTION)
    start, _city, end = expected.partition("%(city)s")
    assert error.startswith(start)
    assert error.endswith(end)
    assert (expected == QUESTION) == (code == "en")


def test_form_of_a_new_conference_proposes_no_zone(secretariat):
    add = "/en/admin/conference/conference/add/"
    sent = open_form(secretariat, add)

    response = secretariat.post(
        add, sent | {"slug": "new", "title_en": "New", "starts_on": "2030-01-08", "ends_on": "2030-01-08"}
    )

    assert sent["time_zone"] == ""
    assert errors_on(response) == ["This field is required."]
    assert '<option value="Africa/Nairobi" label="Nairobi">' in body_of(response)


def test_conference_without_a_zone_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="conference_has_a_time_zone"), transaction.atomic():
        make_conference(time_zone="")


def test_sessions_that_the_new_days_leave_out_are_told_at_once(secretariat):
    conference = make_conference()
    make_session(conference)

    address, days = page_of(conference), {"starts_on": "4 April 2012", "ends_on": "5 April 2012"}
    told = secretariat.post(address, open_form(secretariat, address) | days, follow=True)
    again = secretariat.post(address, open_form(secretariat, address) | {"venue_en": "Geneva"}, follow=True)

    assert "1 session is outside the days of the conference" in told.content.decode()
    assert "is outside the days" not in again.content.decode()
