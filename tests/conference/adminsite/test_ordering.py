import pytest

from conference.models import AuditEntry
from tests.factories import MORNING, in_six, make_conference, make_panel, make_session, make_speaker
from tests.pages import page
from tests.staff import browser_of, errors_on, form_of, make_member, open_form
from tests.together import at_once

pytestmark = pytest.mark.django_db

ROOMS = "/en/admin/programme/room/"
SESSIONS = "/en/admin/programme/session/"


@pytest.fixture
def secretariat():
    return browser_of(make_member("secretariat"))


def make_rooms(conference, *positions):
    return [
        conference.rooms.create(position=position, **in_six("name", f"Room {number}"))
        for number, position in enumerate(positions)
    ]


def put(client, before, after, address=ROOMS):
    sent = {"before": before, "after": after}
    return client.post(f"{address}order/", {name: " ".join(str(row.pk) for row in rows) for name, rows in sent.items()})


def positions(rows):
    for row in rows:
        row.refresh_from_db()
    return [row.position for row in rows]


def page_of(row):
    return f"/en/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


# Lists


def test_rows_of_a_list_are_put_in_another_order(secretariat):
    conference = make_conference()
    a, b, c = make_rooms(conference, 0, 1, 2)

    response = put(secretariat, [a, b, c], [c, a, b])

    assert (response.status_code, response.json()) == (200, {"message": "Saved"})
    assert list(conference.rooms.all()) == [c, a, b]


def test_row_that_is_moved_back_leaves_everything_as_it_was(secretariat):
    rows = a, b, c = make_rooms(make_conference(), 3, 5, 9)

    put(secretariat, [a, b, c], [b, a, c])
    put(secretariat, [b, a, c], [a, b, c])

    assert positions(rows) == [3, 5, 9]


def test_each_row_that_changes_its_place_is_entered_and_no_other(secretariat):
    conference = make_conference()
    a, b, c = make_rooms(conference, 0, 1, 2)

    put(secretariat, [a, b, c], [b, a, c])

    entries = AuditEntry.objects.filter(act="change")
    assert {(entry.subject_id, str(entry.detail), entry.conference) for entry in entries} == {
        (str(a.pk), "{'position': [0, 1]}", conference),
        (str(b.pk), "{'position': [1, 0]}", conference),
    }


@pytest.mark.parametrize("start", [0, 32_767])
def test_rows_that_all_have_one_position_get_their_own(secretariat, start):
    conference = make_conference()
    a, b, c = make_rooms(conference, start, start, start)

    assert put(secretariat, [a, b, c], [b, c, a]).status_code == 200

    assert list(conference.rooms.all()) == [b, c, a]


def test_rows_that_the_page_does_not_show_stay_where_they_are(secretariat):
    conference = make_conference()
    a, b, c, d = make_rooms(conference, 0, 1, 2, 3)

    put(secretariat, [a, c], [c, a])

    assert list(conference.rooms.all()) == [c, b, a, d]


def test_order_that_somebody_changed_meanwhile_is_refused_and_nothing_moves(secretariat):
    conference = make_conference()
    a, b, c = make_rooms(conference, 0, 1, 2)
    put(browser_of(make_member("secretariat", "other")), [a, b, c], [c, b, a])

    response = put(secretariat, [a, b, c], [b, a, c])

    assert response.status_code == 409
    assert response.json() == {"message": "The list has changed since; look again before you change the order."}
    assert list(conference.rooms.all()) == [c, b, a]


def test_order_with_a_row_that_somebody_deleted_is_refused(secretariat):
    a, b, c = make_rooms(make_conference(), 0, 1, 2)
    answers = []
    for gone in (b, a):
        kept = type(gone)(pk=gone.pk)
        gone.delete()
        answers.append(put(secretariat, [kept, c], [c, kept]).status_code)

    assert answers == [409, 409]


def test_row_that_somebody_added_meanwhile_is_kept_and_comes_after(secretariat):
    conference = make_conference()
    a, b = make_rooms(conference, 0, 1)
    (new,) = make_rooms(conference, 2)

    assert put(secretariat, [a, b], [b, a]).status_code == 200

    assert list(conference.rooms.all()) == [b, a, new]


def test_rows_of_two_conferences_are_not_put_in_one_order(secretariat):
    (own,), (foreign,) = make_rooms(make_conference(), 0), make_rooms(make_conference(slug="other"), 1)

    assert put(secretariat, [own, foreign], [foreign, own]).status_code == 409
    assert positions([own, foreign]) == [0, 1]


def test_sessions_that_begin_together_are_put_in_order_and_no_others(secretariat):
    conference = make_conference()
    a, b = (make_session(conference, starts_at=MORNING) for _ in range(2))
    later = make_session(conference)

    assert put(secretariat, [a, b], [b, a], SESSIONS).status_code == 200
    assert put(secretariat, [b, later], [later, b], SESSIONS).status_code == 409

    assert list(conference.sessions.in_order()) == [b, a, later]


@pytest.mark.parametrize(
    ("before", "after"),
    [("", ""), ("1 2", "1"), ("1", "2"), ("x", "x"), ("1  2", "2 1"), ("9" * 30, "9" * 30), ("1 " * 2000, "1 " * 2000)],
)
def test_list_that_cannot_be_read_is_refused(secretariat, before, after):
    response = secretariat.post(f"{ROOMS}order/", {"before": before, "after": after})

    assert (response.status_code, response.json()) == (
        400,
        {"message": "The form is not complete; load the page again."},
    )


def test_translator_neither_changes_an_order_nor_is_offered_to():
    a, b = make_rooms(make_conference(), 0, 1)
    translator = browser_of(make_member("translator-fr"))

    page = translator.get(ROOMS).content.decode()

    assert put(translator, [a, b], [b, a]).status_code == 403
    assert positions([a, b]) == [0, 1]
    assert ("data-row" in page, 'id="ordering"' in page) == (False, False)


def test_list_that_is_sorted_otherwise_is_not_put_in_order(secretariat):
    make_rooms(make_conference(), 0, 1)

    offered = [
        f'data-address="{ROOMS}order/"' in secretariat.get(ROOMS + query).content.decode() for query in ("", "?o=2")
    ]

    assert offered == [True, False]


def test_rooms_of_several_conferences_are_listed_conference_by_conference(secretariat):
    first, second = make_conference(), make_conference(slug="other", starts_on="2012-04-02")
    a, b = make_rooms(first, 0, 1)
    c, d = make_rooms(second, 0, 1)

    response = secretariat.get(ROOMS)

    assert list(response.context["cl"].result_list) == [a, b, c, d]


def test_name_of_a_row_is_written_as_text_into_its_handle(secretariat):
    make_conference().rooms.create(name_en='"><script>alert(1)</script>')

    body = page(secretariat, ROOMS)

    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in body
    assert "<script>alert" not in body


@pytest.mark.django_db(transaction=True)
def test_of_two_orders_that_come_at_once_one_is_taken_and_the_other_told():
    conference = make_conference()
    rows = a, b, c = make_rooms(conference, 0, 1, 2)
    clients = [browser_of(make_member("secretariat", name)) for name in ("a", "b")]
    orders = [[c, a, b], [b, a, c]]

    answers = at_once(lambda number: put(clients[number], rows, orders[number]).status_code, people=2)

    assert sorted(answers) == [200, 409]
    assert list(conference.rooms.all()) == orders[answers.index(200)]


# Rows within a form


def test_two_people_who_move_and_write_rows_of_one_form_lose_nothing():
    panel = make_panel(make_conference())
    one, other = browser_of(make_member("secretariat", "a")), browser_of(make_member("secretariat", "b"))
    moving, writing = open_form(one, page_of(panel)), open_form(other, page_of(panel))

    one.post(page_of(panel), moving | {"themes-0-position": "1", "themes-1-position": "0"})
    other.post(page_of(panel), writing | {"themes-0-text_fr": "Prévention"})

    assert list(panel.themes.values_list("text_en", "text_fr")) == [
        ("Theme 1 (en)", "Theme 1 (fr)"),
        ("Theme 0 (en)", "Prévention"),
    ]


def test_second_of_two_people_who_move_the_same_row_is_told_and_no_row_is_lost():
    panel = make_panel(make_conference())
    panel.themes.create(position=2, **in_six("text", "Theme 2"))
    one, other = browser_of(make_member("secretariat", "a")), browser_of(make_member("secretariat", "b"))
    first, second = open_form(one, page_of(panel)), open_form(other, page_of(panel))
    one.post(page_of(panel), first | {"themes-0-position": "1", "themes-1-position": "0"})

    told = other.post(page_of(panel), second | {"themes-0-position": "2", "themes-2-position": "0"})
    again = other.post(page_of(panel), form_of(told))

    assert len(errors_on(told)) == 1
    assert again.status_code == 302
    assert panel.themes.count() == 3


def test_new_row_comes_last_and_one_left_empty_is_none(secretariat):
    session = make_session(make_conference())
    speaker = make_speaker(session.conference)
    session.roles.create(speaker=speaker, kind="moderator", position=4)
    page = secretariat.get(page_of(session)).content.decode()
    rows = {"roles-TOTAL_FORMS": "3", "roles-1-session": session.pk, "roles-2-session": session.pk}
    rows |= {"roles-1-kind": "speaker", "roles-1-position": "5", "roles-1-speaker": speaker.pk}
    rows |= {"roles-2-kind": "speaker", "roles-2-position": "6", "roles-2-speaker": ""}

    response = secretariat.post(page_of(session), open_form(secretariat, page_of(session)) | rows)

    assert 'name="roles-__prefix__-position" value="5"' in page
    assert response.status_code == 302
    assert list(session.roles.values_list("kind", "position")) == [("moderator", 4), ("speaker", 5)]


def test_meetings_are_put_in_order_within_their_year(secretariat):
    conference = make_conference()
    conference.follow_up_meetings.create(year=2013, **in_six("title", "Meeting"))

    page = secretariat.get(page_of(conference)).content.decode()

    field = page[page.index('name="follow_up_meetings-0-position"') :].partition(">")[0]
    assert 'data-apart="year"' in field
