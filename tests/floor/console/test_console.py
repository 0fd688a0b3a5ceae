from datetime import timedelta
from uuid import uuid4

import html5lib
import pytest
from django.utils import timezone
from django.utils.translation import override

from conference.models import Conference
from floor.console.board import board_of
from floor.forms import REQUEST_FIELDS, delegations_to_find
from floor.models import Floor, FloorEvent, Intervention
from floor.procedure.requests import ask_for_floor
from programme.models import Session
from speakers.models import Delegation
from tests.factories import in_six, make_panel, release, zone_at_midday
from tests.pages import as_drawn, body_of
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.one_database

MINUTE = timedelta(minutes=1)


class Desk:
    """An officer at the console of a room."""

    def __init__(self, room, role="floor-officer"):
        self.room = room
        self.user = make_member(role)
        self.client = browser_of(self.user)
        self.address = f"/en/dialogue/sessions/{room.session.slug}/console/"

    def look(self, path="", language="en"):
        return self.client.get(self.address.replace("/en/", f"/{language}/") + path)

    def act(self, path, fragment=False, **data):
        headers = {"Rostrum-Fragment": "console"} if fragment else {}
        return self.client.post(f"{self.address}{path}/", data, headers=headers)


@pytest.fixture
def desk(room):
    return Desk(room)


def state(row):
    row.refresh_from_db()
    return row.state


def test_page_shows_each_request_with_what_is_known_of_it(desk, room):
    group = room.conference.groups.create(**in_six("name", "Group"))
    room.ask(0, kind="point-of-order", group=group, speaker_name="Ms. A. Speaker", language="fr")

    page = desk.look().content.decode()

    for words in ("Delegation 0 (en)", "point of order", "Group (en)", "Ms. A. Speaker", "French", "Not heard yet"):
        assert words in page
    assert "asked at 10 a.m." in page
    assert "civil society" in page


def test_page_calls_a_session_of_a_kind_of_ones_own_by_that_kind(desk, room):
    assert "Interactive panel discussion I:" in desk.look().content.decode()

    Session.objects.filter(pk=room.session.pk).update(**in_six("own_kind", "Fireside talk"))

    assert "Fireside talk (fr) I" in desk.look("", "fr").content.decode()


def test_page_is_valid_html_in_each_direction(desk, room):
    room.give(room.ask(0))
    room.ask(1)

    for language in ("en", "ar"):
        for path in ("", "cards/", "shortcuts/"):
            parser = html5lib.HTMLParser(strict=True)
            parser.parse(desk.look(path, language).content.decode())


def test_delegation_that_spoke_is_no_longer_marked_as_not_heard(desk, room):
    first = room.give(room.ask(0))
    room.later(90)
    desk.act("conclude", current=first.pk)
    room.ask(0)

    board = board_of(room.session, room.at)

    assert (board.next.is_new, board.next.heard.times) == (False, 1)
    assert "has spoken once" in desk.look().content.decode()


def test_speaking_in_another_session_is_counted_but_is_new_here(desk, room):
    other = make_panel(room.conference)
    elsewhere = ask_for_floor(
        other, room.delegations[0], key=uuid4(), through="slip", by=desk.user, at=room.at, language="en"
    )
    Intervention.objects.filter(pk=elsewhere.pk).update(
        state="concluded", given_at=room.at, allowance=3 * MINUTE, concluded_at=room.at + 2 * MINUTE
    )
    room.ask(0)

    board = board_of(room.session, room.at)

    assert board.next.is_new
    assert board.next.heard.sessions == ((other, 1, 2 * MINUTE),)


def test_struck_intervention_is_not_counted_as_heard(desk, room):
    spoken = room.give(room.ask(0))
    desk.act("conclude", current=spoken.pk)
    desk.act(f"{spoken.pk}/strike", reason="Entered by mistake.")
    room.ask(0)

    board = board_of(room.session, room.at)

    assert (board.next.is_new, state(spoken)) == (True, "struck")
    assert "Entered by mistake." in desk.look().content.decode()


def test_sentence_says_when_the_list_ends(desk, room):
    room.ask(0)
    room.ask(1)
    at = timezone.now()
    Conference.objects.update(time_zone=zone_at_midday(at))  # an hour later it is the same day
    room.session.starts_at, room.session.ends_at = at - MINUTE, at + 60 * MINUTE
    room.session.save()

    page = desk.look().content.decode()

    assert "At three minutes each the list runs to " in page
    assert ": 1 hour<" in page or ": 60 minutes<" in page


def test_giving_the_floor_to_the_next_ends_the_intervention(desk, room):
    first = room.give(room.ask(0))
    second = room.ask(1)

    response = desk.act(f"{second.pk}/give", current=first.pk)

    assert (response.status_code, response.headers["Location"]) == (302, desk.address)
    assert (state(first), state(second)) == ("concluded", "speaking")


def test_console_that_comes_too_late_is_told_who_has_the_floor(desk, room):
    first, second = room.ask(0), room.ask(1)
    desk.act(f"{first.pk}/give", current="")

    response = desk.act(f"{second.pk}/give", fragment=True, current="")

    assert response.status_code == 409
    assert "Delegation 0 has the floor." in response.content.decode().replace(" (en)", "")
    assert 'id="part-queue"' in response.content.decode()
    assert "<html" not in response.content.decode()
    assert (state(first), state(second)) == ("speaking", "waiting")


def test_refusal_without_javascript_is_a_whole_page_that_says_why(desk, room):
    response = desk.act("conclude", current="")

    assert response.status_code == 422
    assert "Nobody has the floor." in response.content.decode()
    assert "<html" in response.content.decode()


def test_clock_is_paused_resumed_and_the_intervention_concluded(desk, room):
    speaking = room.give(room.ask(0))

    desk.act("pause", current=speaking.pk)
    speaking.refresh_from_db()
    assert speaking.paused_at

    desk.act("resume", current=speaking.pk)
    desk.act("conclude", current=speaking.pk)
    assert state(speaking) == "concluded"


def test_undo_takes_back_exactly_the_step_that_was_seen(desk, room):
    request = room.ask(0)
    desk.act(f"{request.pk}/give", current="")
    step = FloorEvent.objects.order_by("-number").first().number

    assert desk.act("undo", step=step).status_code == 302
    assert state(request) == "waiting"
    assert desk.act("undo", step=step).status_code == 422


def test_requests_are_closed_and_opened(desk, room):
    desk.act("close")
    assert "Requests are closed" in desk.look().content.decode()

    desk.act("open")
    assert "Requests are open" in desk.look().content.decode()


@pytest.mark.parametrize(("written", "minutes"), [("2", 2), ("1.5", 1.5), ("1,5", 1.5)])
def test_speaking_time_is_shortened_for_those_who_have_not_begun(desk, room, written, minutes):
    speaking = room.give(room.ask(0))

    desk.act("speaking-time", minutes=written)

    speaking.refresh_from_db()
    room.session.floor.refresh_from_db()
    assert (room.session.floor.speaking_time, speaking.allowance) == (minutes * MINUTE, 3 * MINUTE)


@pytest.mark.parametrize("written", ["", "two", "nan", "inf", "0", "-1", "600"])
def test_speaking_time_that_is_none_is_refused(desk, room, written):
    assert desk.act("speaking-time", minutes=written).status_code == 422


def test_one_speaker_is_given_more_time(desk, room):
    request = room.ask(0)

    for added in (0, 0, 120_000):  # the second is a double tap
        assert desk.act(f"{request.pk}/more-time", minutes="2", added=added).status_code == 302

    request.refresh_from_db()
    assert request.extra_time == 4 * MINUTE
    assert "4:00 added so far" in desk.look().content.decode()


def test_chair_is_handed_over(desk, room):
    desk.act(f"chair/{room.chairs[1].pk}")

    assert board_of(room.session, room.at).presiding == room.chairs[1]


@pytest.mark.every_database
def test_panellists_answer_in_their_order_before_all_who_wait(desk, room):
    request, key = room.ask(0), uuid4()
    second = room.session.roles.create(kind="panellist", speaker=room.chairs[0].speaker, position=1)

    desk.act("panellists", key=key)
    desk.act("panellists", key=key)  # a double tap

    waiting = list(room.session.interventions.waiting())
    assert [row.role for row in waiting] == [room.panellist, second, None]
    assert waiting[-1] == request


@pytest.mark.every_database
def test_one_panellist_answers_and_a_point_of_order_stays_ahead(desk, room):
    order = room.ask(0, kind="point-of-order")

    desk.act("panellists", key=uuid4(), role=room.panellist.pk)

    assert room.session.interventions.waiting()[0] == order
    assert room.session.interventions.waiting()[1].role == room.panellist


def test_co_chair_cannot_be_asked_to_answer_as_a_panellist(desk, room):
    assert desk.act("panellists", key=uuid4(), role=room.chairs[0].pk).status_code == 404


@pytest.mark.every_database
def test_list_is_put_in_the_order_that_was_dragged(desk, room):
    keys = [room.ask(number).pk for number in range(3)]

    desk.act("order", keys=f"{keys[2]} {keys[0]} {keys[1]}")

    assert room.waiting() == [2, 0, 1]


@pytest.mark.every_database
def test_order_of_a_list_that_has_changed_is_refused(desk, room):
    request = room.ask(0)

    assert desk.act("order", keys=f"{request.pk} 999999").status_code == 422
    assert desk.act("order", keys="one two").status_code == 422


@pytest.mark.parametrize(("to", "order"), [("top", [2, 0, 1]), ("up", [0, 2, 1]), ("down", [0, 1, 2])])
def test_request_is_moved_without_dragging(desk, room, to, order):
    keys = [room.ask(number).pk for number in range(3)]

    desk.act(f"{keys[2]}/move", to=to)

    assert room.waiting() == order


def test_request_is_withdrawn_for_a_delegation(desk, room):
    request = room.ask(0)

    desk.act(f"{request.pk}/withdraw")

    assert state(request) == "withdrawn"


def test_request_of_another_session_is_not_found(desk, room):
    other = make_panel(room.conference)
    elsewhere = ask_for_floor(
        other, room.delegations[0], key=uuid4(), through="slip", by=desk.user, at=room.at, language=""
    )

    for act in ("give", "withdraw", "more-time", "strike"):
        assert desk.act(f"{elsewhere.pk}/{act}", minutes=1, reason="x").status_code == 404
    assert state(elsewhere) == "waiting"


def test_slip_needs_only_the_delegation(desk, room):
    desk.act("slip", delegation=room.delegations[3].pk, key=uuid4())

    request = room.session.interventions.waiting().get()
    assert (request.delegation, request.kind, request.through, request.asked_by) == (
        room.delegations[3],
        "intervention",
        "slip",
        desk.user,
    )


@pytest.mark.every_database
def test_slip_sent_twice_is_one_request(desk, room):
    key = uuid4()

    for _tap in range(2):
        assert desk.act("slip", delegation=room.delegations[3].pk, key=key).status_code == 302
    assert room.session.interventions.waiting().count() == 1


def test_slip_carries_what_is_known(desk, room):
    group = room.conference.groups.create(**in_six("name", "Group"))

    desk.act(
        "slip",
        delegation=room.delegations[0].pk,
        key=uuid4(),
        kind="right-of-reply",
        group=group.pk,
        speaker_name="Mr. B",
        speaker_gender="man",
        other_language="Portuguese",
    )

    request = room.session.interventions.waiting().get()
    assert (request.kind, request.group, request.speaker_name, request.speaker_gender) == (
        "right-of-reply",
        group,
        "Mr. B",
        "man",
    )
    assert (request.language, request.other_language) == ("other", "Portuguese")


def test_refusal_names_the_delegation_that_it_is_about(desk, room):
    request = room.ask(0)
    desk.act(f"{request.pk}/withdraw")

    response = desk.act(f"{request.pk}/withdraw", fragment=True)

    assert response.status_code == 422
    assert "Delegation 0 (en): The request is withdrawn already." in response.content.decode()


def test_slip_for_who_waits_already_is_refused_in_words(desk, room):
    room.ask(0)

    response = desk.act("slip", fragment=True, delegation=room.delegations[0].pk, key=uuid4())

    assert response.status_code == 422
    assert "Delegation 0 (en) is waiting for the floor already (intervention)." in response.content.decode()


def test_slip_for_no_delegation_is_refused(desk, room):
    assert desk.act("slip", delegation="", key=uuid4()).status_code == 422


@pytest.mark.every_database
def test_delegations_are_listed_in_the_alphabet_of_the_page(desk, room):
    conference = room.conference
    conference.delegations.all().delete()
    for english, french in (("Germany", "Allemagne"), ("Austria", "Autriche"), ("Egypt", "Égypte")):
        Delegation.objects.create(conference=conference, kind="states", name_en=english, name_fr=french)

    with override("fr"):
        names = [row["names"]["fr"] for row in delegations_to_find(conference)]

    assert names == ["Allemagne", "Autriche", "Égypte"]


def test_name_with_markup_is_shown_as_text(desk, room):
    Delegation.objects.filter(pk=room.delegations[0].pk).update(name_en="<script>alert(1)</script>")
    room.ask(0, speaker_name='"><img src=x>')

    body = body_of(desk.look())

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body
    assert "&lt;img src=x&gt;" in body
    assert "<script>alert" not in body
    assert "<img src=x>" not in body


def test_last_step_says_who_did_what_and_when(desk, room):
    room.give(room.ask(0))

    page = desk.look("queue/").content.decode()

    assert "Last step:" in page
    assert "officer" in page
    assert "gave the floor" in page


def test_version_rises_with_each_step(desk, room):
    before = desk.look("version/").json()["version"]

    room.ask(0)

    assert desk.look("version/").json() == {"version": before + 1}


def test_version_is_not_sent_again_while_nothing_happens(desk, room):
    tag = desk.look("version/").headers["ETag"]

    assert desk.client.get(f"{desk.address}version/", headers={"If-None-Match": tag}).status_code == 304


def test_language_of_a_request_is_named_in_the_language_of_the_page(desk, room):
    room.ask(0, language="ar")

    assert "<span>Arabe</span>" in body_of(desk.look("queue/", language="fr"))
    assert "<span>Arabic</span>" in body_of(desk.look("queue/"))


@pytest.mark.parametrize("waiting", [1, 3, 40])
def test_console_needs_as_many_queries_however_many_wait(crowded_room, django_assert_num_queries, waiting):
    desk = Desk(crowded_room)
    crowded_room.give(crowded_room.ask(0))
    for number in range(1, waiting):
        crowded_room.ask(number)
    crowded_room.ask(0)
    desk.look("queue/")

    with django_assert_num_queries(15):
        desk.look("queue/")
    with django_assert_num_queries(18):
        desk.look()


@pytest.mark.parametrize("role", ["note-taker", "presidents-office", "translator-fr"])
def test_acts_do_not_exist_for_others(room, role):
    request = room.ask(0)
    desk = Desk(room, role)

    for path in (f"{request.pk}/give", "conclude", "slip", "undo", "order", f"{request.pk}/withdraw"):
        assert desk.act(path, current="").status_code == 404
    assert state(request) == "waiting"


def test_list_of_floors_shows_how_each_stands(desk, room):
    second = make_panel(room.conference)
    room.give(room.ask(0))
    room.ask(1)

    page = desk.client.get("/en/dialogue/console/").content.decode()

    assert "Delegation 0 (en)" in page
    assert "1 waiting" in page
    assert "Not opened yet" in page
    for panel in (room.session, second):
        assert f"/en/dialogue/sessions/{panel.slug}/console/" in page


@pytest.mark.parametrize("panels", [1, 3])
def test_list_of_floors_needs_as_many_queries_however_many_panels(desk, room, django_assert_num_queries, panels):
    for _panel in range(panels - 1):
        make_panel(room.conference)

    with django_assert_num_queries(8):
        desk.client.get("/en/dialogue/console/")


def test_page_of_a_panel_links_its_console_for_who_runs_the_floor(room):
    release(room.conference)
    address = f"/en/dialogue/sessions/{room.session.slug}/"

    pages = {
        role: browser_of(make_member(role)).get(address).content.decode() for role in ("floor-officer", "note-taker")
    }

    assert f"{address}console/" in pages["floor-officer"]
    assert f"{address}console/" not in pages["note-taker"]


def test_session_in_the_admin_links_its_console(room):
    page = browser_of(make_member("secretariat")).get(f"/en/admin/programme/session/{room.session.pk}/change/")

    assert f"/en/dialogue/sessions/{room.session.slug}/console/" in page.content.decode()


# The hours of the requests


def test_hours_are_set_in_the_time_of_the_conference(desk, room):
    response = desk.act("hours", fragment=True, opens_at="2099-04-03T09:00", closes_at="2099-04-03T12:45")

    floor = Floor.objects.get()
    zone = room.conference.zone
    hours = [moment.astimezone(zone) for moment in (floor.requests_from, floor.requests_until)]
    assert [f"{moment:%d %H:%M}" for moment in hours] == ["03 09:00", "03 12:45"]
    assert 'value="2099-04-03T09:00"' in as_drawn(response.content.decode())


def test_hour_that_is_no_time_is_refused_in_words(desk, room):
    response = desk.act("hours", fragment=True, opens_at="soon", closes_at="")

    assert response.status_code == 422
    assert "Write each hour as a day and a time." in response.content.decode()


# Changing a request


def test_request_is_changed_in_its_row(desk, room):
    row = room.ask(0)
    values = dict.fromkeys(REQUEST_FIELDS, "") | {"kind": "intervention"}
    seen = {f"seen-{name}": value for name, value in values.items()}
    changed = {**values, **seen, "speaker_title": "H.E. Ms.", "speaker_name": "A. Borg", "level": "minister"}

    response = desk.act(f"{row.pk}/change", fragment=True, **changed)

    row.refresh_from_db()
    assert (row.speaker_line, row.level) == ("H.E. Ms. A. Borg", "minister")
    assert "H.E.\u00a0Ms.\u00a0A.\u00a0Borg" in response.content.decode()
    again = desk.act(f"{row.pk}/change", fragment=True, **{**changed, "speaker_name": "B"})
    assert again.status_code == 409
    assert "You wrote: who speaks: B" in again.content.decode()
