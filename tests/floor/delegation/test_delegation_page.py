"""The page on which a delegation asks for the floor, sees that it is heard, and withdraws."""

import json
import re
from datetime import timedelta
from uuid import UUID, uuid4

import html5lib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from floor.delegation.views import REQUESTS_A_MINUTE
from floor.groups import add_groups
from floor.models import Floor, FloorEvent, Intervention
from floor.models.seat import Device, Seat
from floor.procedure import presiding
from floor.procedure.changes import change_request
from floor.procedure.events import take_back, undo
from floor.procedure.hours import set_hours
from floor.procedure.requests import ask_for_floor, withdraw
from speakers.models import Delegation
from tests.factories import in_six, make_conference, make_panel, make_speaker, release
from tests.pages import as_drawn, body_of, page

pytestmark = pytest.mark.one_database

HOME = "/en/dialogue/floor/"
ASK = "/en/dialogue/floor/ask/"


def phone_of(delegation):
    at = timezone.now()
    until = at + timedelta(days=1)
    [(__, secret)] = Seat.objects.make([delegation], valid_until=until, by=None, at=at)
    client = Client()
    client.post(reverse("floor:join", args=[delegation.conference.slug, secret]))
    return client


@pytest.fixture
def open_room(room):
    """The room, released, with a phone for each of its first two delegations."""
    release(room.conference)
    room.phones = [phone_of(delegation) for delegation in room.delegations[:2]]
    return room


def words_of(response):
    """The text of the page's content, as a delegate reads it."""
    document = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    return " ".join("".join(document.find(".//main").itertext()).split())


def key_on(response):
    return re.search(r'name="key" value="([^"]+)"', response.content.decode())[1]


def ask_from(client, address=ASK, **fields):
    values = {"session": "session-0", "key": str(uuid4()), "kind": "intervention", **fields}
    return client.post(address, values)


def status_on(response):
    return re.findall(r'data-status="([\w-]+)"', response.content.decode())


def kinds_on(response):
    """What can be asked for on a page, in its order."""
    return re.findall(r'name="kind" value="([\w-]+)"', response.content.decode())


# Who sees the page


def test_page_says_for_whom_the_phone_takes_part(open_room):
    response = open_room.phones[1].get(HOME)

    assert (response.status_code, "You take part for Delegation 1 (en)" in words_of(response)) == (200, True)
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("address", [HOME, f"{HOME}now/", f"{HOME}session-0/state.json", ASK, f"{HOME}1/withdraw/"])
def test_who_has_not_joined_is_answered_as_if_there_were_no_conference(open_room, address):
    client = Client()
    answers = []
    for slug in ("dialogue", "no-event"):
        for act in (client.get, client.post):
            response = act(address.replace("dialogue", slug))
            answers.append((response.status_code, response.content.decode().replace(slug, "")))

    assert len(set(answers)) == 1
    assert answers[0][0] == 404


def test_page_is_in_each_language(open_room):
    for code in ("ar", "zh-hans", "fr", "ru", "es"):
        content = open_room.phones[0].get(f"/{code}/dialogue/floor/").content.decode()
        assert f"Delegation 0 ({code.replace('-', '_')})" in content


def test_page_is_valid_html_without_inline_code(open_room):
    client = open_room.phones[0]
    add_groups(open_room.conference)
    wrong = {"kind": "x", "group": "x", "speaker_name": "A" * 121, "speaker_gender": "x", "language": "x"}
    pages = [
        client.get(HOME),
        ask_from(client, **wrong),
        ask_from(client, language="other"),
        ask_from(client) and client.get(HOME),
        open_room.give(Intervention.objects.get()) and client.get(HOME),
        ask_from(client) and client.get(HOME),
        Client().get(HOME),
    ]

    assert [response.status_code for response in pages] == [200, 422, 422, 200, 200, 200, 404]
    for response in pages:
        content = response.content.decode()
        html5lib.HTMLParser(strict=True).parse(content)
        assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son\w+=", content)


@pytest.mark.parametrize("sessions", [1, 3])
def test_page_asks_as_many_queries_for_many_floors_as_for_one(open_room, django_assert_num_queries, sessions):
    for _number in range(sessions - 1):
        panel = make_panel(open_room.conference)
        presiding.open_requests(panel, by=open_room.officer, at=open_room.at)
        ask_for_floor(panel, open_room.delegations[0], key=uuid4(), through="phone", at=open_room.at)
    second = phone_of(open_room.delegations[0])
    second.get("/en/")
    open_room.phones[1].get(HOME)

    with django_assert_num_queries(10):  # two of them for the marks, with which a step costs no page
        open_room.phones[0].get(HOME)
    with django_assert_num_queries(5):  # what was drawn for the first phone of the delegation
        second.get(HOME)


def test_phones_of_a_delegation_share_what_is_drawn_but_for_their_tokens_and_keys(open_room):
    first, second = open_room.phones[0], phone_of(open_room.delegations[0])

    pages = [phone.get(HOME).content.decode() for phone in (first, second, second)]

    keys = [re.findall('name="key" value="([^"]+)"', page) for page in pages]
    tokens = [set(re.findall('name="csrfmiddlewaretoken" value="([^"]+)"', page)) for page in pages]
    assert [len(each) for each in keys] == [len(keys[0])] * 3
    assert len({UUID(key) for each in keys for key in each}) == 3 * len(keys[0]) > 0
    assert all(tokens)
    assert tokens[0].isdisjoint(tokens[1])
    sent = {"session": open_room.session.slug, "kind": "intervention", "key": keys[1][0]}
    checked = Client(enforce_csrf_checks=True)
    checked.cookies = second.cookies
    assert checked.post(ASK, sent | {"csrfmiddlewaretoken": tokens[0].pop()}).status_code == 403
    assert checked.post(ASK, sent | {"csrfmiddlewaretoken": tokens[1].pop()}).status_code == 302
    assert [status_on(phone.get(HOME)) for phone in (first, second)] == [["waiting"], ["waiting"]]


# Asking


def test_request_is_made_as_it_was_filled_in(open_room):
    group = add_groups(open_room.conference)[5]
    fields = {
        "kind": "right-of-reply",
        "group": group.pk,
        "speaker_title": "H.E. Ms.",
        "speaker_name": "A. Borg",
        "speaker_function": "Minister of Justice",
        "level": "minister",
        "speaker_gender": "woman",
        "language": "fr",
    }

    response = ask_from(open_room.phones[0], **fields)

    assert (response.status_code, response.headers["Location"]) == (302, HOME)
    request = Intervention.objects.get()
    assert (request.delegation, request.session, request.device) == (
        open_room.delegations[0],
        open_room.session,
        Device.objects.get(seat__delegation=open_room.delegations[0]),
    )
    assert {name: getattr(request, name) for name in fields} == {**fields, "group": group}
    assert (request.through, request.asked_by) == ("phone", None)


def test_request_needs_nothing_but_the_button(open_room):
    client = open_room.phones[0]

    client.post(ASK, {"session": "session-0", "key": key_on(client.get(HOME)), "kind": "intervention"})

    assert open_room.waiting() == [0]


def test_delegation_sees_that_it_is_heard_and_how_many_wait_but_no_place(open_room):
    for number in (1, 2):
        open_room.ask(number)
    ask_from(open_room.phones[0])
    Intervention.objects.filter(delegation=open_room.delegations[0]).update(asked_at=open_room.at)

    words = words_of(open_room.phones[0].get(HOME))

    assert "You are heard" in words
    assert re.search(r"Asked at 10 a\.m\.: intervention", words)
    assert "3 requests are waiting." in words
    assert "There is no established list of speakers" in words


def test_double_tap_is_one_request(open_room):
    key = str(uuid4())

    answers = [ask_from(open_room.phones[0], key=key).status_code for _tap in range(3)]

    assert (answers, Intervention.objects.count()) == ([302] * 3, 1)
    assert FloorEvent.objects.filter(act="ask").count() == 1


def test_two_phones_of_a_delegation_have_one_request(open_room):
    second = phone_of(open_room.delegations[0])
    ask_from(open_room.phones[0])

    response = ask_from(second)

    assert (response.status_code, Intervention.objects.count()) == (409, 1)
    assert "waiting for the floor already" in words_of(response)
    assert status_on(second.get(HOME)) == ["waiting"]


def test_form_that_was_used_and_withdrawn_asks_again_only_when_pressed_again(open_room):
    client, key = open_room.phones[0], str(uuid4())
    ask_from(client, key=key)
    client.post(f"{HOME}{Intervention.objects.get().pk}/withdraw/")

    response = ask_from(client, key=key, speaker_name="Ms. A")

    assert (response.status_code, open_room.waiting()) == (409, [])
    assert "press again" in words_of(response)
    assert key_on(response) != key
    assert 'value="Ms. A"' in response.content.decode()
    ask_from(client, key=key_on(response))
    assert open_room.waiting() == [0]


def test_what_was_said_last_time_is_filled_in(open_room):
    client, group = open_room.phones[0], add_groups(open_room.conference)[0]
    ask_from(
        client,
        group=group.pk,
        speaker_title="H.E. Mr.",
        speaker_name="Mr. C",
        speaker_function="Minister of Justice",
        level="minister",
        speaker_gender="man",
        language="other",
        other_language="Thai",
    )
    client.post(f"{HOME}{Intervention.objects.get().pk}/withdraw/")

    content = as_drawn(client.get(HOME).content.decode())

    said = ("H.E. Mr.", "Mr. C", "Minister of Justice", "Thai")
    for marked in (f'value="{group.pk}" selected', 'value="man" selected', 'value="minister" selected'):
        assert marked in content
    assert [words for words in said if f'value="{words}"' not in content] == []
    assert "Mr. C" not in open_room.phones[1].get(HOME).content.decode()


def test_last_time_is_that_of_the_latest_request_in_whatever_order_they_were_entered(open_room):
    for name in ("Later", "Earlier"):
        withdraw(open_room.ask(0, speaker_name=name), at=open_room.later(1))
    Intervention.objects.filter(speaker_name="Earlier").update(asked_at=open_room.at - timedelta(days=1))

    content = open_room.phones[0].get(HOME).content.decode()

    assert ('value="Later"' in content, 'value="Earlier"' in content) == (True, False)


def test_key_is_new_with_each_page(open_room):
    keys = {UUID(key_on(open_room.phones[0].get(HOME))) for _time in range(3)}

    assert len(keys) == 3


# What goes wrong is said, and nothing typed is lost


def test_other_language_needs_its_name(open_room):
    response = ask_from(open_room.phones[0], language="other", speaker_name="Ms. A")

    assert (response.status_code, Intervention.objects.count()) == (422, 0)
    assert "Say which language" in words_of(response)
    assert 'value="Ms. A"' in response.content.decode()


def test_name_of_another_language_alone_is_enough(open_room):
    ask_from(open_room.phones[0], other_language="Portuguese")

    request = Intervention.objects.get()
    assert (request.language, request.other_language) == ("other", "Portuguese")


def test_name_of_another_language_does_not_stay_with_an_official_one(open_room):
    ask_from(open_room.phones[0], language="es", other_language="Portuguese")

    assert Intervention.objects.get().other_language == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"speaker_name": "A" * 121},
        {"speaker_name": "line\nbreak"},
        {"speaker_name": "\x07"},
        {"kind": "speech"},
        {"kind": ""},
        {"language": "tlh"},
        {"speaker_gender": "x"},
        {"group": "999999"},
        {"group": "x"},
        {"key": "x"},
        {"key": ""},
        {"other_language": "B" * 61, "language": "other"},
    ],
)
def test_bad_field_is_refused_in_a_sentence(open_room, fields):
    response = ask_from(open_room.phones[0], **fields)

    assert (response.status_code, Intervention.objects.count()) == (422, 0)
    assert "The request was not sent" in words_of(response)


def test_form_with_a_bad_key_comes_back_with_a_good_one(open_room):
    response = ask_from(open_room.phones[0], key="x", speaker_name="Ms. A")

    assert UUID(key_on(response))
    ask_from(open_room.phones[0], key=key_on(response))
    assert open_room.waiting() == [0]


def test_requests_that_closed_meanwhile_keep_what_was_typed(open_room):
    presiding.close_requests(open_room.session, by=open_room.officer, at=open_room.at)

    response = ask_from(open_room.phones[0], speaker_name="Ms. A", language="ru")

    assert response.status_code == 409
    assert "Requests for the floor are not open now." in words_of(response)
    content = response.content.decode()
    assert ('value="Ms. A"' in content, 'value="ru" selected' in content) == (True, True)


def test_one_device_asks_so_often_a_minute(open_room):
    client = open_room.phones[0]
    for _time in range(REQUESTS_A_MINUTE):
        ask_from(client)
        client.post(f"{HOME}{Intervention.objects.latest('pk').pk}/withdraw/")

    response = ask_from(client, speaker_name="Ms. A")

    assert (response.status_code, Intervention.objects.count()) == (429, REQUESTS_A_MINUTE)
    assert "try again in a minute" in words_of(response)
    assert 'value="Ms. A"' in response.content.decode()
    assert ask_from(open_room.phones[1]).status_code == 302


# Beside the list: what a delegation may ask for at the same time


def test_phone_offers_what_a_delegation_does(open_room):
    response = open_room.phones[0].get(HOME)

    assert kinds_on(response) == ["intervention", "point-of-order", "right-of-reply"]
    assert ask_from(open_room.phones[0], kind="answer").status_code == 422


def test_case_11_phone_that_is_heard_raises_a_point_of_order_and_keeps_its_request(open_room):
    client = open_room.phones[0]
    ask_from(client)
    assert kinds_on(client.get(HOME)) == ["point-of-order", "right-of-reply"]

    answers = [ask_from(client, kind=kind).status_code for kind in ("point-of-order", "point-of-order")]

    assert answers == [302, 409]
    words = words_of(client.get(HOME))
    assert [kind for kind in ("intervention", "point of order") if f": {kind} " in words] == [
        "intervention",
        "point of order",
    ]
    order, request = open_room.session.interventions.waiting()
    assert (order.kind, request.kind) == ("point-of-order", "intervention")
    client.post(f"{HOME}{order.pk}/withdraw/")
    assert list(open_room.session.interventions.waiting()) == [request]
    assert status_on(client.get(HOME)) == ["waiting"]


def test_delegation_waits_for_itself_and_for_a_group(open_room):
    group = add_groups(open_room.conference)[5]
    client = open_room.phones[0]
    ask_from(client)
    response = client.get(HOME)
    assert "Ask on behalf of a group of States too" in words_of(response)

    answers = [ask_from(client, group=group.pk).status_code for _time in range(2)]

    assert answers == [302, 409]
    assert [row.group for row in open_room.session.interventions.waiting()] == [None, group]
    assert kinds_on(client.get(HOME)) == ["point-of-order", "right-of-reply"]


def test_delegation_that_speaks_for_a_group_is_offered_to_ask_for_itself(open_room):
    group = add_groups(open_room.conference)[5]
    ask_from(open_room.phones[0], group=group.pk)

    response = open_room.phones[0].get(HOME)

    assert "Ask for our own delegation too" in words_of(response)
    form = response.content.decode().split('class="again"')[1]
    assert ('name="speaker_name"' in form, 'name="group"' in form) == (True, False)


def test_right_of_reply_is_asked_for_while_requests_are_closed(open_room):
    presiding.close_requests(open_room.session, by=open_room.officer, at=timezone.now())
    client = open_room.phones[0]

    assert kinds_on(client.get(HOME)) == ["point-of-order", "right-of-reply"]
    assert ask_from(client, kind="right-of-reply").status_code == 302
    assert ask_from(client).status_code == 409


def test_interrupted_delegation_reads_that_it_goes_on(open_room):
    request = open_room.give(open_room.ask(0))
    Intervention.objects.filter(pk=request.pk).update(
        state="interrupted", paused_at=request.given_at + timedelta(seconds=60)
    )

    response = open_room.phones[0].get(HOME)

    assert status_on(response) == ["interrupted"]
    assert "Interrupted by a point of order" in words_of(response)
    assert "2:00 left" in words_of(response)


# Withdrawing


@pytest.mark.parametrize("close", [False, True])
def test_request_is_withdrawn_also_when_requests_are_closed(open_room, close):
    client = open_room.phones[0]
    ask_from(client)
    if close:
        presiding.close_requests(open_room.session, by=open_room.officer, at=timezone.now())

    response = client.post(f"{HOME}{Intervention.objects.get().pk}/withdraw/")

    assert (response.status_code, open_room.waiting()) == (302, [])


def test_withdrawing_asks_first_without_javascript(open_room):
    ask_from(open_room.phones[0])

    document = html5lib.parse(open_room.phones[0].get(HOME).content.decode(), namespaceHTMLElements=False)

    [question] = [node for node in document.iter("details") if node.get("class") == "withdraw"]
    assert question.find(".//button") is not None
    assert question.get("open") is None


def test_withdrawing_twice_is_withdrawing_once(open_room):
    ask_from(open_room.phones[0])
    address = f"{HOME}{Intervention.objects.get().pk}/withdraw/"

    assert [open_room.phones[0].post(address).status_code for _tap in range(2)] == [302, 302]
    assert FloorEvent.objects.filter(act="withdraw").count() == 1


def test_request_that_was_given_the_floor_is_no_longer_withdrawn(open_room):
    request = open_room.give(open_room.ask(0))

    response = open_room.phones[0].post(f"{HOME}{request.pk}/withdraw/")

    assert response.status_code == 409
    assert "The floor has been given already" in words_of(response)


# No delegation poses as another


def test_request_of_another_delegation_cannot_be_withdrawn(open_room):
    request = open_room.ask(1)

    response = open_room.phones[0].post(f"{HOME}{request.pk}/withdraw/")

    assert (response.status_code, open_room.waiting()) == (404, [1])


def test_delegation_and_device_in_the_form_mean_nothing(open_room):
    other = open_room.delegations[1]

    ask_from(
        open_room.phones[0],
        delegation=other.pk,
        device=Device.objects.get(seat__delegation=other).pk,
        through="console",
        state="speaking",
        rank="0",
        asked_at="2001-01-01",
        asked_by=open_room.officer.pk,
    )

    request = Intervention.objects.get()
    assert (request.delegation, request.through, request.state) == (open_room.delegations[0], "phone", "waiting")
    assert (request.rank, request.asked_by) == (None, None)


def test_key_of_another_delegation_neither_shows_nor_touches_its_request(open_room):
    key = uuid4()
    theirs = open_room.ask(1, key=key, speaker_name="Ms. Secret")

    response = ask_from(open_room.phones[0], key=str(key))

    assert (response.status_code, list(Intervention.objects.all())) == (409, [theirs])
    assert "Ms. Secret" not in response.content.decode()
    assert key_on(response) != str(key)


def test_swapped_cookies_swap_the_phones_and_nothing_more(open_room):
    """Who holds the cookie is the delegation; the form of the other one does not change that."""
    mine, theirs = open_room.phones
    form = {"session": "session-0", "key": key_on(theirs.get(HOME)), "kind": "intervention"}

    mine.post(ASK, form)

    assert open_room.waiting() == [0]


def test_device_of_another_conference_asks_for_nothing_here(open_room):
    stranger = Delegation.objects.create(
        conference=make_conference(slug="other"), kind="media", **in_six("name", "Stranger")
    )
    client = phone_of(stranger)

    assert ask_from(client).status_code == 404
    assert ask_from(client, "/en/other/floor/ask/").status_code == 404  # the session is of this one
    assert not Intervention.objects.exists()


def test_group_of_another_conference_is_no_choice(open_room):
    group = add_groups(make_conference(slug="other"))[0]

    assert ask_from(open_room.phones[0], group=group.pk).status_code == 422
    assert not Intervention.objects.exists()


def test_revoked_phone_neither_asks_nor_withdraws(open_room):
    ask_from(open_room.phones[0])
    request = Intervention.objects.get()
    Seat.objects.all().revoke(by=open_room.officer, at=timezone.now())

    assert open_room.phones[0].post(f"{HOME}{request.pk}/withdraw/").status_code == 404
    assert ask_from(open_room.phones[1]).status_code == 404
    assert open_room.waiting() == [0]


def test_forged_form_of_another_site_asks_for_nothing(open_room):
    client = Client(enforce_csrf_checks=True)
    client.cookies = open_room.phones[0].cookies

    assert ask_from(client).status_code == 403
    assert client.post(f"{HOME}leave/").status_code == 403
    assert not Intervention.objects.exists()


def test_page_of_one_delegation_shows_nothing_of_the_request_of_another(open_room):
    open_room.ask(1, speaker_name="Ms. Secret", language="ru")

    response = open_room.phones[0].get(HOME)
    state = open_room.phones[0].get(f"{HOME}session-0/state.json").json()

    assert ("Ms. Secret" in response.content.decode(), status_on(response), state["requests"]) == (False, ["open"], [])


def test_what_was_typed_is_text_on_the_page(open_room):
    mark = '"><script>alert(1)</script>'
    client = open_room.phones[0]
    ask_from(client, speaker_name=mark, other_language=mark)
    client.post(f"{HOME}{Intervention.objects.get().pk}/withdraw/")

    refused = body_of(ask_from(client, speaker_name=mark * 9), 422)

    assert "&lt;script&gt;alert" in refused
    assert "<script>alert" not in refused
    assert "<script>alert" not in page(client, HOME)


# From the floor to thanks


def test_delegation_is_told_that_it_has_the_floor_with_the_time_left(open_room):
    request = open_room.ask(0)
    now = timezone.now()
    Intervention.objects.filter(pk=request.pk).update(asked_at=now)
    request.refresh_from_db()
    presiding.give_floor(request, by=open_room.officer, at=now - timedelta(seconds=0))

    response = open_room.phones[0].get(HOME)

    assert "You have the floor" in words_of(response)
    [(given, allowed)] = re.findall(r'data-given="(\d+)" data-allowed="(\d+)"', as_drawn(response.content.decode()))
    request.refresh_from_db()
    assert (int(given), int(allowed)) == (round(request.given_at.timestamp() * 1000), 180_000)
    assert re.search(r"(3:00|2:5\d)", words_of(response))


def test_overtime_is_said_in_words(open_room):
    open_room.give(open_room.ask(0))  # in 2012

    content = open_room.phones[0].get(HOME).content.decode()

    assert re.search(r'class="clock over"', content)
    assert "over the time allowed" in content


def test_delegation_is_asked_to_conclude(open_room):
    request = open_room.give(open_room.ask(0))
    assert 'class="conclude"' not in open_room.phones[0].get(HOME).content.decode()

    Intervention.objects.filter(pk=request.pk).update(asked_to_conclude_at=timezone.now())

    assert 'class="conclude"' in open_room.phones[0].get(HOME).content.decode()
    assert open_room.phones[0].get(f"{HOME}session-0/state.json").json()["requests"][0]["asked_to_conclude_at"]


def test_delegation_is_thanked_and_asks_again(open_room):
    request = open_room.give(open_room.ask(0))
    presiding.conclude(open_room.session, by=open_room.officer, at=timezone.now(), expected=request.pk)
    client = open_room.phones[0]

    assert "Your intervention is concluded. Thank you." in words_of(client.get(HOME))
    ask_from(client)
    assert open_room.waiting() == [0]


def test_delegation_is_thanked_also_where_requests_are_closed(open_room):
    request = open_room.give(open_room.ask(0))
    presiding.close_requests(open_room.session, by=open_room.officer, at=timezone.now())
    presiding.conclude(open_room.session, by=open_room.officer, at=timezone.now(), expected=request.pk)

    response = open_room.phones[0].get(HOME)

    assert "Thank you." in words_of(response)
    assert kinds_on(response) == ["point-of-order", "right-of-reply"]


@pytest.mark.parametrize(("minutes", "is_thanked"), [(14.5, True), (15.5, False)])
def test_delegation_is_thanked_for_a_quarter_of_an_hour(open_room, minutes, is_thanked):
    request = open_room.give(open_room.ask(0))
    presiding.close_requests(open_room.session, by=open_room.officer, at=timezone.now())
    presiding.conclude(open_room.session, by=open_room.officer, at=timezone.now(), expected=request.pk)
    Intervention.objects.update(concluded_at=timezone.now() - timedelta(minutes=minutes))

    assert ("Thank you." in words_of(open_room.phones[0].get(HOME))) == is_thanked


def test_delegation_that_speaks_may_ask_again(open_room):
    open_room.give(open_room.ask(0))

    ask_from(open_room.phones[0])

    assert (open_room.speaking().delegation, open_room.waiting()) == (open_room.delegations[0], [0])
    assert status_on(open_room.phones[0].get(HOME)) == ["speaking"]


def test_page_names_who_has_the_floor(open_room):
    open_room.give(open_room.ask(1))

    assert "Now speaking: Delegation 1 (en)" in words_of(open_room.phones[0].get(HOME))


# Which floors are shown


def test_floors_that_take_requests_are_shown_and_others_are_not(open_room):
    second, third = make_panel(open_room.conference), make_panel(open_room.conference)
    presiding.open_requests(third, by=open_room.officer, at=open_room.at)

    content = open_room.phones[0].get(HOME).content.decode()

    assert (f'id="floor-{open_room.session.slug}"' in content, f'id="floor-{third.slug}"' in content) == (True, True)
    assert f'id="floor-{second.slug}"' not in content


def test_floor_that_closes_stays_while_the_session_is_on(open_room):
    ask_from(open_room.phones[0])
    presiding.close_requests(open_room.session, by=open_room.officer, at=timezone.now())

    assert [status_on(phone.get(HOME)) for phone in open_room.phones] == [["waiting"], ["closed"]]


def test_next_panel_is_followed_before_its_requests_are_open(open_room):
    presiding.close_requests(open_room.session, by=open_room.officer, at=open_room.at)
    now = timezone.now()
    conference = open_room.conference
    panel = make_panel(conference, starts_at=now, ends_at=now + timedelta(hours=1))

    assert status_on(open_room.phones[0].get(HOME)) == ["none"]
    release(conference)
    response = open_room.phones[0].get(HOME)

    assert status_on(response) == ["closed"]
    assert f'data-stream="/live/dialogue/{panel.slug}/delegation"' in response.content.decode()
    assert ask_from(open_room.phones[0], session=panel.slug).status_code == 409


def test_title_is_the_released_one_while_the_draft_changes(open_room):
    open_room.session.title_en = "Half-done edit"
    open_room.session.save()

    words = words_of(open_room.phones[0].get(HOME))

    assert ("Half-done edit" in words, "Session 0 (en)" in words) == (False, True)


def test_panellist_who_has_the_floor_is_named(open_room):
    from floor.procedure.requests import ask_for_panellist

    make_speaker(open_room.conference)
    open_room.give(ask_for_panellist(open_room.panellist, key=uuid4(), by=open_room.officer, at=open_room.later(1)))

    assert "Now speaking: Speaker 2 (en)" in words_of(open_room.phones[0].get(HOME))


# For the script


def test_fragment_is_the_part_that_changes(open_room):
    response = open_room.phones[0].get(f"{HOME}now/")

    assert response.content.decode().strip().startswith('<div id="now"')
    assert "<html" not in response.content.decode()


def test_script_is_told_at_once_how_the_page_is_after_an_act(open_room):
    client, script = open_room.phones[0], {"headers": {"Rostrum-Fragment": "floor"}}
    fields = {"session": "session-0", "key": str(uuid4()), "kind": "intervention"}

    refused = client.post(ASK, {**fields, "language": "other"}, **script)
    asked = client.post(ASK, fields, **script)
    withdrawn = client.post(f"{HOME}{Intervention.objects.get().pk}/withdraw/", **script)

    assert [answer.status_code for answer in (refused, asked, withdrawn)] == [422, 200, 200]
    assert 'aria-invalid="true"' in refused.json()["html"]
    statuses = [re.findall(r'data-status="([\w-]+)"', answer.json()["html"]) for answer in (refused, asked, withdrawn)]
    assert [found[0] for found in statuses] == ["open", "waiting", "open"]


def test_token_is_that_of_a_phone_and_names_its_delegation(open_room):
    client = Client(enforce_csrf_checks=True)
    client.cookies = open_room.phones[0].cookies

    told = client.get(f"{HOME}token/").json()
    response = client.post(ASK, {"session": "session-0", "key": str(uuid4()), "csrfmiddlewaretoken": told["token"]})

    assert told["user"] == open_room.delegations[0].pk
    assert response.status_code != 403
    assert Client().get(f"{HOME}token/").status_code == 404


def test_state_has_the_own_request_and_an_etag(open_room):
    ask_from(open_room.phones[0])
    address = f"{HOME}session-0/state.json"

    response = open_room.phones[0].get(address)
    again = open_room.phones[0].get(address, headers={"If-None-Match": response.headers["ETag"]})

    assert [row["state"] for row in json.loads(response.content)["requests"]] == ["waiting"]
    assert (again.status_code, again.content) == (304, b"")


def test_state_of_a_session_of_another_conference_does_not_exist(open_room):
    other = make_panel(make_conference(slug="other"), slug="elsewhere")

    assert open_room.phones[0].get(f"{HOME}{other.slug}/state.json").status_code == 404


def test_devices_of_the_delegation_are_listed(open_room):
    phone_of(open_room.delegations[0])

    words = words_of(open_room.phones[0].get(HOME))

    assert "2 phones take part for your delegation" in words
    assert words.count("(this phone)") == 1


def test_last_seen_is_noted_every_five_minutes(open_room):
    device = Device.objects.get(seat__delegation=open_room.delegations[0])
    long_ago = timezone.now() - timedelta(hours=1)
    Device.objects.filter(pk=device.pk).update(seen_at=long_ago)

    open_room.phones[0].get(HOME)

    device.refresh_from_db()
    assert timezone.now() - device.seen_at < timedelta(minutes=1)


# Changing a request that waits


def change_from(client, row, path="change/", **wanted):
    """The form of a change, as the page showed it, sent with other values."""
    html = client.get(HOME).content.decode()
    form = html5lib.parse(html, namespaceHTMLElements=False).find(f".//form[@id='change-{row.pk}']")
    values = {field.get("name"): field.get("value", "") for field in form.iter("input")}
    for field in form.iter("select"):
        chosen = [option for option in field.iter("option") if option.get("selected") is not None]
        values[field.get("name")] = chosen[0].get("value") if chosen else ""
    return lambda **more: client.post(f"{HOME}{row.pk}/{path}", {**values, **wanted, **more})


def test_request_is_changed_from_the_phone(open_room):
    client, row = open_room.phones[0], open_room.ask(0)
    open_room.ask(1)

    response = change_from(client, row, speaker_title="S.E. Mme", speaker_name="A. Borg", level="minister")()

    assert (response.status_code, open_room.waiting()) == (302, [0, 1])
    words = words_of(client.get(HOME))
    assert ("S.E. Mme A. Borg" in words, "Minister" in words) == (True, True)


def test_change_that_was_overtaken_is_told_and_can_then_be_made(open_room):
    client, row = open_room.phones[0], open_room.ask(0)
    send = change_from(client, row, speaker_name="Ms. Mine")
    seen, now = {"speaker_name": "", "language": ""}, timezone.now()
    change_request(row, {"speaker_name": "Ms. Theirs", "language": "ru"}, seen=seen, by=open_room.officer, at=now)

    response = send()

    assert response.status_code == 409
    assert "It now says: who speaks: Ms. Theirs. You wrote: who speaks: Ms. Mine." in words_of(response)
    form = as_drawn(response.content.decode()).split(f'id="change-{row.pk}"')[1]
    assert ('value="Ms. Mine"' in form, 'value="ru" selected' in form) == (True, True)
    seen = {"seen-speaker_name": "Ms. Theirs", "seen-language": "ru", "language": "ru"}
    assert send(**seen).status_code == 302
    row.refresh_from_db()
    assert (row.speaker_name, row.language) == ("Ms. Mine", "ru")


def test_wrong_change_is_marked_and_kept(open_room):
    client, row = open_room.phones[0], open_room.ask(0)

    response = change_from(client, row, language="other", speaker_name="Ms. A")()

    assert response.status_code == 422
    assert "The request was not changed" in words_of(response)
    assert ('value="Ms. A"' in response.content.decode(), 'aria-invalid="true"' in response.content.decode()) == (
        True,
        True,
    )


def test_request_of_another_delegation_cannot_be_changed(open_room):
    row = open_room.ask(1, speaker_name="Ms. Secret")

    response = open_room.phones[0].post(f"{HOME}{row.pk}/change/", {"speaker_name": "Ms. A", "kind": "intervention"})

    row.refresh_from_db()
    assert (response.status_code, row.speaker_name) == (404, "Ms. Secret")


# What others did with its requests


def notices_on(client):
    page = html5lib.parse(client.get(HOME).content.decode(), namespaceHTMLElements=False)
    found = page.find(".//*[@id='notices']")
    return [] if found is None else [" ".join("".join(row.itertext()).split()) for row in found.iter("li")]


def acts_of_the_officer(room):
    """Each act of the secretariat on a request of a delegation, and the sentence that its phone shows."""
    by = {"by": room.officer, "at": timezone.now()}
    row = room.ask(0)
    changed = {"seen": {"language": ""}, **by}
    return {
        "withdraw": (lambda: withdraw(row, **by), "The secretariat has withdrawn your request for the floor"),
        "change": (
            lambda: change_request(row, {"language": "fr"}, **changed),
            "The secretariat has changed your request for the floor: language.",
        ),
        "give": (
            lambda: (presiding.give_floor(row, instead_of=None, **by), undo(room.session, **by)),
            "You were given the floor by mistake: you are waiting for it again, in your place",
        ),
    }


@pytest.mark.parametrize("act", ["withdraw", "change", "give"])
def test_phone_is_told_what_the_secretariat_did_until_it_is_read(open_room, act):
    client = open_room.phones[0]
    do, words = acts_of_the_officer(open_room)[act]
    assert notices_on(client) == []

    do()

    [notice] = notices_on(client)
    assert words in notice
    assert notices_on(open_room.phones[1]) == []
    until = re.search(r'name="until" value="(\d+)"', client.get(HOME).content.decode())[1]
    assert client.post(f"{HOME}read/", {"until": until}).status_code == 302
    assert notices_on(client) == []


def test_phone_is_told_that_a_slip_was_entered_by_mistake_and_that_it_was_put_back(open_room):
    by = {"by": open_room.officer, "at": timezone.now()}
    ask_for_floor(open_room.session, open_room.delegations[0], key=uuid4(), through="slip", **by)
    assert notices_on(open_room.phones[0]) == []

    undone = undo(open_room.session, **by)
    assert undone.act == "ask"
    take_back(open_room.session, FloorEvent.objects.latest("number").number, **by)

    mistaken, put_back = notices_on(open_room.phones[0])
    assert "it was entered by mistake (intervention)" in mistaken
    assert "put your request back on the list (intervention)" in put_back
    assert open_room.waiting() == [0]


def test_what_the_delegation_did_itself_is_no_notice(open_room):
    client, row = open_room.phones[0], open_room.ask(0)
    change_from(client, row, language="fr")()
    client.post(f"{HOME}{row.pk}/withdraw/")

    assert FloorEvent.objects.filter(intervention=row, act__in=["change", "withdraw"]).count() == 2
    assert notices_on(client) == []


def test_notices_of_before_a_phone_joined_are_not_for_it(open_room):
    row = open_room.ask(0)
    withdraw(row, by=open_room.officer, at=timezone.now() - timedelta(minutes=1))

    late = phone_of(open_room.delegations[0])

    assert notices_on(late) == []
    withdraw(open_room.ask(0), by=open_room.officer, at=timezone.now())
    assert len(notices_on(late)) == 1


def test_each_phone_reads_its_notices_itself(open_room):
    second = phone_of(open_room.delegations[0])
    withdraw(open_room.ask(0), by=open_room.officer, at=timezone.now())
    event = FloorEvent.objects.latest("pk").pk

    open_room.phones[0].post(f"{HOME}read/", {"until": event})
    open_room.phones[0].post(f"{HOME}read/", {"until": event - 1})

    assert (notices_on(open_room.phones[0]), len(notices_on(second))) == ([], 1)


# The hours of the requests


def test_phone_says_when_requests_will_open_and_when_they_close(open_room):
    now = timezone.now()
    session = open_room.session
    presiding.close_requests(session, by=open_room.officer, at=open_room.at)
    opens, closes = now + timedelta(days=2), now + timedelta(days=3)
    set_hours(session, opens_at=opens, closes_at=closes, by=open_room.officer, at=open_room.at)

    before = open_room.phones[0].get(HOME)
    Floor.objects.update(requests_from=now - timedelta(days=2))
    during = open_room.phones[0].get(HOME)

    assert (status_on(before), status_on(during)) == (["closed"], ["open"])
    assert re.search(r"Requests open on \d+ \w+ \d+ at \d", words_of(before))
    assert re.search(r"Requests close on \d+ \w+ \d+ at \d", words_of(during))
    changes = [re.findall(r'data-changes="(\d+)"', answer.content.decode()) for answer in (before, during)]
    assert changes == [[str(round(moment.timestamp() * 1000))] for moment in (opens, closes)]
    assert ask_from(open_room.phones[0]).status_code == 302
