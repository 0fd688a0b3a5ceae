"""The admin within a conference: what its lists show, what its forms ask and offer, and where they lead."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib import admin

from conference.adminsite.framing import WithinConference, is_for_all, way_to_conference
from conference.models import Conference, User
from floor.models import FloorEvent, Intervention
from programme.models import Room, Session
from speakers.models import Delegation, Speaker, State
from tests.factories import in_six, make_conference, make_session, make_speaker
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.one_database


@pytest.fixture
def secretariat(db):
    return browser_of(make_member("secretariat"))


@pytest.fixture
def conference(db):
    return make_conference(slug="water-2027")


@pytest.fixture
def other(db):
    return make_conference(slug="water-2029")


def make_room(conference):
    return Room.objects.create(conference=conference, **in_six("name", "Room XX"))


def make_delegation(conference):
    return Delegation.objects.create(conference=conference, kind="un-system", **in_six("name", "UNODC"))


def within(conference, model="programme/session"):
    return f"/en/admin/{model}/?conference__id__exact={conference.pk}"


def links(page):
    return re.findall(r'<a href="([^"]+)"', page.content.decode())


def field(page, name):
    return page.context["adminform"].form.fields[name]


def test_each_list_of_what_belongs_to_a_conference_stands_within_it():
    ways = {model._meta.label: way_to_conference(model) for model in admin.site._registry}

    assert {name: way for name, way in ways.items() if way not in (None, "conference")} == {
        "conference.Conference": "pk",
        "floor.Intervention": "session__conference",
        "floor.FloorEvent": "floor__session__conference",
    }
    assert all(isinstance(page, WithinConference) for page in admin.site._registry.values())


def test_index_leads_to_what_belongs_to_no_conference(secretariat):
    shown = {row["object_name"] for app in secretariat.get("/en/admin/").context["app_list"] for row in app["models"]}

    assert shown == {"User", "Group", "State", "AuditEntry", "Conference"}
    assert not is_for_all(Session)


def test_list_within_a_conference_has_its_rows_alone_and_does_not_name_it(secretariat, conference, other):
    own, __ = make_session(conference), make_session(other)

    changes = secretariat.get(within(conference) + "&q=Session").context["cl"]

    assert list(changes.result_list) == [own]
    assert changes.full_result_count == 1
    assert "conference" not in changes.list_display
    assert [spec.title for spec in changes.filter_specs] == ["kind", "missing texts"]


def test_filters_and_search_of_a_list_are_taken_back_within_the_conference(secretariat, conference):
    make_session(conference, kind=Session.Kind.OPENING), make_session(conference)

    page = secretariat.get(within(conference) + "&kind__exact=opening&q=Session")

    assert page.context["cl"].clear_all_filters_qs == f"?conference__id__exact={conference.pk}&q=Session"
    assert page.context["cl"].within == f"?conference__id__exact={conference.pk}"
    assert f'<a href="?conference__id__exact={conference.pk}">' in page.content.decode()


@pytest.mark.parametrize("model", ["programme/room", "programme/session", "speakers/speaker", "floor/speakingtime"])
def test_new_row_within_a_conference_is_not_asked_for_its_conference(secretariat, conference, other, model):
    listed = secretariat.get(within(conference, model))
    (add,) = {link for link in links(listed) if "/add/?" in link}

    page = secretariat.get(add.replace("&amp;", "&"))

    hidden = page.context["adminform"].form["conference"]
    assert hidden.is_hidden
    assert (hidden.initial, list(hidden.field.queryset)) == (conference.pk, [conference])
    assert page.context["conference"] == conference


def test_rows_of_another_conference_are_not_offered(secretariat, conference, other):
    own_room, own_delegation = make_room(conference), make_delegation(conference)
    make_room(other), make_delegation(other)

    session = secretariat.get(f"/en/admin/programme/session/add/?conference={conference.pk}")
    speaker = secretariat.get(f"/en/admin/speakers/speaker/add/?conference={conference.pk}")

    assert list(field(session, "room").queryset) == [own_room]
    assert list(field(speaker, "delegation").queryset) == [own_delegation]


def test_add_another_keeps_to_the_conference(secretariat, conference, other):
    sent = {**in_six("name", "Room XX"), "conference": conference.pk, "position": 0, "_addanother": "1"}

    answer = secretariat.post(f"/en/admin/programme/room/add/?conference={conference.pk}", sent)

    assert Room.objects.get().conference == conference
    again = secretariat.get(answer.url)
    assert (again.context["conference"], again.context["adminform"].form["conference"].initial) == (
        conference,
        conference.pk,
    )


def test_saved_and_deleted_rows_lead_back_to_the_list_of_the_conference(secretariat, conference):
    room = make_room(conference)
    address = f"/en/admin/programme/room/{room.pk}/"

    saved = secretariat.post(f"{address}change/", {"name_en": "Room XXI", "position": 0})
    deleted = secretariat.post(f"{address}delete/", {"post": "yes"})

    assert [saved.url, deleted.url] == [within(conference, "programme/room")] * 2
    assert not Room.objects.exists()


def test_acts_on_chosen_rows_stay_in_the_conference(secretariat, conference):
    speaker = make_speaker(conference)
    address = within(conference, "speakers/speaker")

    answer = secretariat.post(address, {"action": "confirm", "_selected_action": speaker.pk})

    assert answer.url == address
    assert Speaker.objects.get().status == Speaker.Status.CONFIRMED


@pytest.mark.parametrize("page", ["change/", "delete/", "history/"])
def test_pages_of_a_row_stand_in_its_conference(secretariat, conference, page):
    session = make_session(conference)

    shown = secretariat.get(f"/en/admin/programme/session/{session.pk}/{page}")

    assert shown.context["conference"] == conference
    assert within(conference) in links(shown)
    assert '<a href="/en/water-2027/timetable/">' in shown.content.decode()
    assert 'action="/en/sign-out/"' in shown.content.decode()


def test_conference_of_a_row_within_it_is_no_line_of_its_form(secretariat, conference):
    page = secretariat.get(f"/en/admin/programme/session/{make_session(conference).pk}/change/")

    names = [name for __, options in page.context["adminform"].fieldsets for name in options["fields"]]
    assert "kind" in names
    assert "conference" not in names


def test_page_of_no_conference_has_the_name_of_its_reader_and_the_way_out(secretariat):
    page = secretariat.get("/ar/admin/speakers/state/")

    assert page.context["conference"] is None
    assert f"<bdi>{User.objects.get()}</bdi>" in page.content.decode()
    assert 'action="/ar/sign-out/"' in page.content.decode()
    assert 'class="frame-nav"' not in page.content.decode()


def test_languages_of_a_list_keep_its_conference(secretariat, conference):
    addresses = [link for link in links(secretariat.get(within(conference))) if link.startswith("/fr/")]

    assert {urlsplit(address).path for address in addresses} == {"/fr/admin/programme/session/"}
    assert parse_qs(urlsplit(addresses[0]).query) == {"conference__id__exact": [str(conference.pk)]}


def test_records_of_the_floor_are_listed_within_their_conference(secretariat, conference):
    for model in (Intervention, FloorEvent):
        name = f"{model._meta.app_label}/{model._meta.model_name}"

        page = secretariat.get(f"/en/admin/{name}/?{way_to_conference(model)}__id__exact={conference.pk}")

        assert (page.status_code, page.context["conference"]) == (200, conference)
        assert page.context["cl"].result_count == 0


def test_conference_that_is_not_there_is_no_frame(secretariat, conference):
    page = secretariat.get(f"/en/admin/programme/room/add/?conference={conference.pk + 1}")

    assert page.context["conference"] is None
    assert list(field(page, "conference").queryset) == list(Conference.objects.all())


def test_state_and_delegation_are_told_apart():
    assert [way_to_conference(model) for model in (State, Delegation)] == [None, "conference"]


def test_all_states_are_added_to_the_conference_of_the_list_without_asking_for_it(secretariat, conference, other):
    address = f"/en/admin/speakers/delegation/add-states/?conference={conference.pk}"

    assert address in links(secretariat.get(within(conference, "speakers/delegation")))
    form = secretariat.get(address).context["form"]
    assert (form["conference"].is_hidden, form["conference"].initial) == (True, str(conference.pk))


def test_conferences_of_one_title_are_told_apart_where_one_is_chosen(secretariat, conference, other):
    page = secretariat.get("/en/admin/programme/room/add/")

    shown = [label for __, label in field(page, "conference").choices]
    assert {"Dialogue (en) (water-2027)", "Dialogue (en) (water-2029)"} <= set(shown)
