"""The console of a long meeting: the last of those who have spoken, all of them on a page, rows that are always new."""

from datetime import timedelta
from uuid import uuid4

import pytest

from floor.console.board import LAST_SPOKEN, board_of
from floor.console.drawn_rows import _drawn
from floor.models import Intervention
from floor.procedure.requests import ask_for_floor
from speakers.models import Delegation, State
from tests.factories import make_panel
from tests.floor.console.test_console import Desk
from tests.pages import body_of

MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(room):
    return Desk(room)


def say(room, number, session=None):
    """So many interventions of two minutes, of the delegations in turn."""
    rows = [
        Intervention(
            session=session or room.session,
            delegation=room.delegations[place % len(room.delegations)],
            key=uuid4(),
            through="phone",
            state="concluded",
            asked_at=room.at + place * 3 * MINUTE,
            given_at=room.at + place * 3 * MINUTE,
            concluded_at=room.at + (place * 3 + 2) * MINUTE,
            allowance=3 * MINUTE,
        )
        for place in range(number)
    ]
    return Intervention.objects.bulk_create(rows)


def test_console_shows_who_spoke_last_and_leads_to_all(desk, room):
    rows = say(room, LAST_SPOKEN + 3)
    page = body_of(desk.look("queue/"))

    assert f'reversed start="{LAST_SPOKEN + 3}"' in page
    assert [row.pk for row in rows if f'id="spoken-{row.pk}"' in page] == [row.pk for row in rows[3:]]
    assert 'console/spoken/">All who have spoken</a>' in page


def test_short_record_is_shown_whole(desk, room):
    say(room, 2)

    assert "All who have spoken" not in body_of(desk.look("queue/"))


def test_all_who_have_spoken_can_be_read_and_struck(desk, room, monkeypatch):
    monkeypatch.setattr("floor.console.spoken_list.MOST", 3)
    rows = say(room, 5)
    later, earlier = body_of(desk.look("spoken/")), body_of(desk.look("spoken/?before=3"))

    assert 'start="5"' in later
    assert "?before=3" in later
    assert 'start="2"' in earlier
    assert [f"spoken-{row.pk}" in later for row in rows] == [False, False, True, True, True]
    assert [f"spoken-{row.pk}" in earlier for row in rows] == [True, True, False, False, False]
    answer = desk.act(f"{rows[0].pk}/strike", reason="Entered twice", page="spoken")
    assert answer.headers["Location"].endswith("/console/spoken/")
    assert "Entered twice" in body_of(desk.look("spoken/?before=2"))


def test_heard_and_balance_count_the_whole_record(desk, room):
    other = make_panel(room.conference)
    say(room, 25)
    say(room, 5, session=other)
    room.ask(1)
    board = board_of(room.session, room.at)

    assert board.all_made == 25
    assert (board.next.heard.times, board.next.heard.spoken) == (6, 12 * MINUTE)
    assert board.next.heard.sessions == ((room.session, 5, 10 * MINUTE), (other, 1, 2 * MINUTE))
    (_group, _continent, (_heading, [share]), *_rest) = board.balances
    assert (share.made, share.spoken, share.waiting) == (25, 50 * MINUTE, 1)


def test_who_speaks_counts_until_now_and_without_the_pauses(desk, room):
    speaking = room.give(room.ask(0))
    Intervention.objects.filter(pk=speaking.pk).update(paused_for=MINUTE)
    room.later(180)
    ask_for_floor(room.session, room.delegations[0], key=uuid4(), through="phone", at=room.at)

    assert board_of(room.session, room.at).next.heard.spoken == 2 * MINUTE


def test_row_is_shown_as_it_is_now(desk, room):
    request = room.ask(0, language="fr")
    assert "<span>French</span>" in body_of(desk.look("queue/"))
    group = room.conference.groups.create(name_en="Group of Friends")

    Intervention.objects.filter(pk=request.pk).update(language="ru", group=group)
    assert "<span>Russian</span>" in body_of(desk.look("queue/"))
    group.name_en = "Group of Neighbours"
    group.save()
    assert "Group of Neighbours" in body_of(desk.look("queue/"))
    assert "Group of Friends" not in body_of(desk.look("queue/"))
    Delegation.objects.filter(pk=request.delegation_id).update(name_en="Renamed")
    assert "Renamed" in body_of(desk.look("queue/"))


def test_first_slip_of_a_session_makes_its_floor_and_is_shown(desk, room):
    other = make_panel(room.conference)
    desk.address = f"/en/dialogue/sessions/{other.slug}/console/"
    answer = desk.act("slip", fragment=True, delegation=room.delegations[0].pk, key=uuid4())

    assert f'id="request-{other.interventions.get().pk}"' in body_of(answer)


def test_state_that_had_another_name_is_shown(desk, room):
    state = State.objects.create(
        iso3="CPV", iso2="CV", m49="132", status="member", region="africa", name_en="Cabo Verde"
    )
    state.former_names.create(valid_until="2013-10-24", name_en="Cape Verde")
    delegation = Delegation.objects.create(conference=room.conference, kind="states", state=state, name_en="Cape Verde")
    desk.act("slip", delegation=delegation.pk, key=uuid4())

    assert "<strong>Cape Verde</strong>" in body_of(desk.look("queue/"))


def test_step_draws_no_row_again_that_it_leaves_as_it_was(desk, room):
    rows = [room.ask(number) for number in range(3)]
    desk.look("queue/")
    before = len(_drawn)
    answer = desk.act(f"{rows[0].pk}/give", fragment=True, current="")

    assert f'id="request-{rows[2].pk}"' in body_of(answer)
    assert len(_drawn) == before


def test_rows_have_the_token_of_who_reads_them(desk, room):
    row = room.ask(0)
    for each in (desk, Desk(room, "secretariat")):
        each.client.handler.enforce_csrf_checks = True
        form = body_of(each.look("queue/")).partition(f'id="change-form-{row.pk}"')[2]
        token = form.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]

        assert each.act(f"{row.pk}/change", csrfmiddlewaretoken=token, language="es").status_code in (302, 422)
        assert each.act(f"{row.pk}/change", csrfmiddlewaretoken="x" * 64).status_code == 403
