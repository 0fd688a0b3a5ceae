"""The home: what each role sees of its conferences after sign-in, what waits, what is due, what has changed."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone

from conference.models import AuditEntry, Conference, RoleHeld
from floor.models import Intervention
from programme.models import Session
from speakers.models import Delegation, Speaker
from tests.factories import in_six, make_conference, make_panel, make_session, make_speaker, release
from tests.pages import page
from tests.staff import browser_of, make_member
from translation.models import Assignment

pytestmark = pytest.mark.one_database
HOME = "/en/sign-in/pages/"


@pytest.fixture
def now(db):
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def water(now):
    """A conference in two days where it meets, with a panel."""
    day = (now + timedelta(days=2)).astimezone(ZoneInfo("America/New_York")).date()
    row = make_conference(slug="water-2027", starts_on=day, ends_on=day, **in_six("title", "Water dialogue"))
    make_panel(row, starts_at=now + timedelta(days=2), ends_at=now + timedelta(days=2, hours=2), slug="panel-1")
    return row


def home_of(role, address=HOME, **fields):
    user = make_member(role, **fields)
    return browser_of(user).get(address)


def test_sign_in_leads_home(water):
    user = make_member("secretariat", password="a long sentence")
    client = browser_of(user)
    client.logout()

    answer = client.post("/fr/sign-in/", {"username": user.username, "password": "a long sentence"})

    assert answer.url == "/fr/sign-in/pages/"
    assert "Vos conférences" in page(client, answer.url)


def test_home_shows_how_far_a_conference_is(water):
    before = home_of("secretariat").context["rows"][0]
    release(water)
    after = home_of("secretariat", username="other").context["rows"][0]

    assert (before.when, before.release, before.address) == ("2 days to go", None, "/en/water-2027/overview/")
    assert after.release.number == 1


def test_conferences_that_are_over_come_last_and_archived_ones_apart(water):
    past, archived = make_conference(slug="past"), make_conference(slug="kept")
    Conference.objects.filter(pk=archived.pk).update(archived_at=timezone.now())

    shown = home_of("co-chair").context

    assert [row.conference for row in shown["rows"]] == [water, past]
    assert [row.conference for row in shown["archived"]] == [archived]


@pytest.mark.parametrize(
    ("role", "waits"),
    [
        ("secretariat", {"People who have not answered": 1, "Requests for the floor": 1}),
        ("floor-officer", {"Requests for the floor": 1}),
        ("note-taker", {}),
        ("interpreter", {}),
        ("translator-fr", {}),
    ],
)
def test_what_waits_is_what_the_role_deals_with(water, now, role, waits):
    make_speaker(water, status=Speaker.Status.INVITED)
    delegation = Delegation.objects.create(conference=water, kind="un-system", **in_six("name", "UNODC"))
    panel = water.sessions.get()
    Intervention.objects.create(session=panel, delegation=delegation, asked_at=now, state="waiting", key="a" * 32)

    (row,) = home_of(role).context["rows"]

    assert {str(shown.page.needs): shown.waiting for shown in row.waiting} == waits


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("floor-officer", "sessions/panel-1/console/"),
        ("note-taker", "sessions/panel-1/record/"),
        ("interpreter", "booths/"),
        ("translator-fr", "timetable/"),
    ],
)
def test_session_of_this_week_leads_to_where_the_role_works(water, role, place):
    answer = home_of(role)

    assert [due.address for due in answer.context["due"]] == [f"/en/water-2027/{place}"]


def test_conference_near_without_a_release_is_due_before_all(water):
    first, *__ = home_of("secretariat").context["due"]

    assert (first.what, first.weight, first.address) == ("Release the programme", "urgent", "/en/water-2027/release/")


def test_own_assignment_is_due_to_its_translator_alone(water, now):
    translator = make_member("translator-fr", "translator")
    Assignment.objects.create(
        conference=water, language="fr", person=translator, due_on=now.date(), made_by=translator, made_at=now
    )

    own = browser_of(translator).get(HOME).context["due"]
    others = home_of("translator-ar").context["due"]

    assert "Translate into: Français" in [due.what for due in own]
    assert [due.what for due in others] == [str(water.sessions.get().title)]


def test_person_with_a_role_on_one_conference_sees_no_other(water):
    make_conference(slug="other")
    user = make_member(None, "guest")
    RoleHeld.objects.create(user=user, conference=water, role=Group.objects.get_or_create(name="floor-officer")[0])
    call_command("apply_roles", verbosity=0)

    shown = browser_of(user).get(HOME)

    assert [row.conference for row in shown.context["rows"]] == [water]
    assert "/en/other/" not in shown.content.decode()


def test_changes_by_people_are_told_to_who_may_read_the_trail(water, now):
    member = make_member("secretariat", "officer", first_name="Ana", last_name="Ortiz")
    AuditEntry.objects.record(act="move", subject=water, by=member, at=now, conference=water)
    AuditEntry.objects.record(act="load", subject=water, by=None, at=now, conference=water)

    officer, note_taker = browser_of(member).get(HOME), home_of("note-taker")

    assert [line.entry.act for line in officer.context["acts"]] == ["move"]
    assert note_taker.context["acts"] == []


def test_like_acts_of_a_day_are_one_line_and_a_release_has_its_number(water, now):
    member = make_member("secretariat", "officer")
    for place in range(12):
        session = make_session(water, slug=f"session-{place}", position=place)
        AuditEntry.objects.record(act="move", subject=session, by=member, at=now, conference=water)
    for at in (now, now + timedelta(minutes=1)):
        AuditEntry.objects.record(act="shift", subject=water, by=member, at=at, conference=water)
    AuditEntry.objects.record(act="release", subject=release(water), by=member, at=now, conference=water)

    lines = browser_of(member).get(HOME).context["acts"]

    found = {(line.entry.act, line.subject, line.and_more if line.more else "") for line in lines if line.entry.by}
    title = str(water)
    assert found == {("move", "Session 12 (en)", "and 11 more"), ("shift", title, ""), ("release", "Revision 1", "")}


def test_two_conferences_of_one_name_and_day_are_told_apart(water):
    make_conference(
        slug="water-again", starts_on=water.starts_on, ends_on=water.ends_on, **in_six("title", "Water dialogue")
    )

    content = home_of("secretariat").content.decode()

    assert '<span class="minor">water-2027</span>' in content
    assert '<span class="minor">water-again</span>' in content


def test_home_takes_the_same_queries_for_any_number_of_conferences(water, django_assert_num_queries):
    officer = browser_of(make_member("secretariat"))
    officer.get(HOME)
    for number in range(3):
        with django_assert_num_queries(12):
            officer.get(HOME)
        make_session(make_conference(slug=f"more-{number}"), kind=Session.Kind.OPENING)


def test_account_without_a_role_is_told_so(db):
    content = home_of(None, username="guest").content.decode()

    assert "Your account has no role yet." in content
    assert 'action="/en/sign-out/"' in content
    assert 'class="home-waiting"' not in content
