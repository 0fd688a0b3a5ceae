from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from conference.models import AuditEntry, Conference, FollowUpMeeting, Release, User
from tests.constraints import refuses
from tests.factories import DAY, MORNING, in_six, make_conference, make_released

pytestmark = pytest.mark.django_db


# Each constraint: the row that it allows, and the row that it refuses


def test_conference_may_last_a_day_and_cannot_end_before_it_starts():
    make_conference(slug="a-day", starts_on=DAY, ends_on=DAY)

    assert refuses(make_conference, starts_on=DAY, ends_on=date(2012, 4, 2))


@pytest.mark.parametrize("slug", ["admin", "sign-in", "sign-out"])
def test_conference_cannot_have_an_address_of_the_software(slug):
    make_conference(slug=f"{slug}-2012")

    assert refuses(make_conference, slug=slug)


def test_two_conferences_cannot_have_one_address():
    make_conference(slug="dialogue")

    assert refuses(make_conference, slug="dialogue")


def test_symbol_is_unique_in_a_conference_and_several_documents_may_have_none():
    conference, other = make_conference(), make_conference(slug="other")
    for symbol in ("A/1", "", ""):
        conference.documents.create(symbol=symbol)
    other.documents.create(symbol="A/1")

    assert refuses(conference.documents.create, symbol="A/1")


def test_year_of_a_follow_up_meeting_is_that_of_its_first_day():
    meetings = make_conference().follow_up_meetings
    meetings.create(year=2013)
    meetings.create(year=2013, starts_on=date(2013, 5, 1))

    assert refuses(meetings.create, year=2013, starts_on=date(2014, 5, 1))


def test_form_is_told_that_the_first_day_lies_in_another_year():
    conference = make_conference()
    meeting = FollowUpMeeting(conference=conference, title="Review", year=2013, starts_on=date(2013, 5, 1))
    meeting.full_clean()
    meeting.starts_on = date(2014, 5, 1)

    with pytest.raises(ValidationError, match="The first day lies in another year"):
        meeting.full_clean()


def make_release(conference, number=1, **fields):
    return Release.objects.create(
        **{
            "conference": conference,
            "matter": "programme",
            "number": number,
            "content": {},
            "released_at": MORNING,
            **fields,
        }
    )


def test_number_of_a_release_is_unique_in_its_conference():
    conference = make_conference()
    make_release(conference)
    make_release(make_conference(slug="other"))
    make_release(conference, number=2)

    assert refuses(make_release, conference)


def test_withdrawal_has_a_reason_and_a_release_that_stands_has_none():
    conference = make_conference()
    make_release(conference, 1, withdrawn_at=MORNING, withdrawal_reason="Too early")

    assert refuses(make_release, conference, 2, withdrawn_at=MORNING)
    assert refuses(make_release, conference, 2, withdrawal_reason="Too early")


def test_conference_with_a_release_is_kept():
    with pytest.raises(IntegrityError):
        make_released().delete()


# What never changes


@pytest.mark.parametrize(
    "change",
    [
        {"content": {"title": "Forged"}},
        {"number": 9},
        {"matter": "other"},
        {"released_at": datetime(2000, 1, 1, tzinfo=UTC)},
    ],
)
def test_release_never_changes(change):
    release = make_released().releases.get()

    assert refuses(Release.objects.filter(pk=release.pk).update, **change)


def test_release_can_be_withdrawn():
    release = make_released().releases.get()

    release.withdraw(reason="Too early", by=None, at=MORNING)

    release.refresh_from_db()
    assert (release.withdrawn_at, release.withdrawal_reason) == (MORNING, "Too early")


def test_release_that_is_withdrawn_again_keeps_who_did_it_and_why():
    """Also where the second one still holds the row as it was before the first."""
    release = make_released().releases.get()
    overtaken = Release.objects.get()
    first, second = (User.objects.create_user(name) for name in ("first", "second"))

    assert release.withdraw(reason="Too early", by=first, at=MORNING) is True
    assert overtaken.withdraw(reason="Again", by=second, at=MORNING + timedelta(hours=1)) is False

    for row in (overtaken, Release.objects.get()):
        assert (row.withdrawn_at, row.withdrawn_by, row.withdrawal_reason) == (MORNING, first, "Too early")
    assert AuditEntry.objects.get(act="withdraw").by == first


@pytest.mark.parametrize(
    "change",
    [
        {"act": "forged"},
        {"detail": {"forged": True}},
        {"subject_name": "forged"},
        {"subject_id": "0"},
        {"subject_type": "forged"},
        {"at": datetime(2000, 1, 1, tzinfo=UTC)},
    ],
)
def test_audit_entry_never_changes(change):
    entry = AuditEntry.objects.record(act="load", subject=make_conference(), by=None, at=MORNING)

    assert refuses(AuditEntry.objects.filter(pk=entry.pk).update, **change)


def test_audit_entry_outlives_its_conference():
    conference = make_conference()
    entry = AuditEntry.objects.record(act="load", subject=conference, by=None, at=MORNING, conference=conference)

    conference.delete()

    entry.refresh_from_db()
    assert (entry.conference, entry.act) == (None, "load")


# What a form is told


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"ends_on": date(2012, 4, 2)}, "The last day cannot be before the first."),
        ({"slug": "admin"}, "This short name is used by the software itself; choose another."),
        ({"starts_on": date(1, 1, 1)}, "Write a year from 1945 to 2199."),
        ({"time_zone": ""}, "This field cannot be blank."),
        ({"time_zone": "Mars/Phobos"}, "“Mars/Phobos” is not a time zone; write one such as Africa/Nairobi."),
        ({"cause_url": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"original_language": "de"}, "Value 'de' is not a valid choice."),
        ({"title_en": "a\x00b"}, "The text has a control character (U+0000) at place 2; remove it."),
    ],
)
def test_conference_that_cannot_be_says_why(fields, message):
    days = {"starts_on": DAY, "ends_on": DAY, "time_zone": "Africa/Nairobi"}
    values = {"slug": "dialogue", **days, **in_six("title", "Dialogue"), **fields}

    with pytest.raises(ValidationError) as refusal:
        Conference(**values).full_clean()

    assert message in refusal.value.messages


@pytest.mark.parametrize(
    ("day", "outside"), [(date(1945, 1, 1), date(1944, 12, 31)), (date(2199, 12, 31), date(2200, 1, 1))]
)
def test_conference_may_be_on_the_first_and_the_last_day_of_all(day, outside):
    values = {"slug": "dialogue", "time_zone": "Africa/Nairobi", **in_six("title", "Dialogue")}

    Conference(**values, starts_on=day, ends_on=day).full_clean()
    with pytest.raises(ValidationError, match=r"Write a year from 1945 to 2199\."):
        Conference(**values, starts_on=outside, ends_on=outside).full_clean()


def test_rehearsal_is_told_apart_by_its_name():
    names = [str(make_conference(slug=purpose, purpose=purpose)) for purpose in ("dialogue", "rehearsal")]

    assert names == ["Dialogue (en)", "Dialogue (en) (rehearsal)"]


def test_symbol_and_telephone_number_are_lines_without_control_characters():
    conference = make_conference()
    conference.contact_phone = "1\x012"
    document = conference.documents.create(symbol="A/1\n2", **in_six("title", "Document"))

    with pytest.raises(ValidationError, match="control character"):
        conference.full_clean()
    with pytest.raises(ValidationError, match="line break"):
        document.full_clean()
