"""Points of order, rights of reply, times by kind, suspension and messages, as the officers press them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from floor.console.board import board_of
from floor.models import Floor
from floor.procedure import presiding
from tests.factories import make_speaker
from tests.floor.console.test_console import Desk, state
from tests.pages import body_of

pytestmark = pytest.mark.one_database

MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(room):
    return Desk(room)


@pytest.fixture
def interrupted(desk, room):
    speaker = room.give(room.ask(0))
    order = room.ask(1, kind="point-of-order")
    desk.act(f"{order.pk}/give", current=speaker.pk)
    return speaker, order


def button(page, key):
    """The opening tag and the words of a button of a page, by its id; None where it has none."""
    if f'id="{key}"' not in page:
        return None
    tag, rest = page.split(f'id="{key}"', 1)
    return tag.rsplit("<button", 1)[1] + rest.split("</button>", 1)[0]


def refused(response, words):
    """Whether an act was refused with these words."""
    return response.status_code == 422 and words in response.content.decode()


@pytest.mark.every_database
def test_point_of_order_interrupts_by_the_key_of_the_next(desk, room):
    speaker, following = room.give(room.ask(0)), room.ask(2)
    room.ask(1, kind="point-of-order")

    page = body_of(desk.look())

    assert "Interrupt for a point of order" in button(page, "give-next")
    assert 'data-shortcut="n"' in button(page, "give-next")
    assert f'id="request-{following.pk}"' in page.split('id="requests-list"')[1].split("</ol>")[0]
    assert "Delegation 0 (en) is interrupted and has the floor again afterwards." in page
    assert state(speaker) == "speaking"


def test_interrupted_speaker_goes_on_by_the_key_of_the_next(desk, room, interrupted):
    speaker, order = interrupted
    following = room.ask(2)
    desk.act("conclude", current=order.pk)

    page = body_of(desk.look())

    assert "Delegation 0 (en) goes on, " in button(page, "go-on")
    assert 'data-shortcut="n"' in button(page, "go-on")
    assert "Delegation 2" in button(page, "give-next")
    assert "data-shortcut" not in button(page, "give-next")
    assert desk.act(f"{speaker.pk}/go-on", current="").status_code == 302
    assert (state(speaker), state(order), state(following)) == ("speaking", "concluded", "waiting")


@pytest.mark.every_database
def test_point_of_order_that_waits_goes_before_the_interrupted_speaker(desk, room, interrupted):
    second = room.ask(2, kind="point-of-order")

    board = board_of(room.session, room.at)

    assert (board.next, board.goes_on, board.interrupted) == (second, None, interrupted[0])


def test_interrupted_speaker_is_concluded_from_the_console(desk, room, interrupted):
    speaker, order = interrupted
    desk.act("conclude", current=order.pk)
    assert f'value="{speaker.pk}"' in button(body_of(desk.look()), "conclude")

    desk.act("conclude", current=speaker.pk)

    assert state(speaker) == "concluded"


def test_right_of_reply_stands_beside_the_list_until_it_is_placed(desk, room):
    room.ask(0)
    reply = room.ask(1, kind="right-of-reply")
    listed = body_of(desk.look()).split('id="requests-list"')[1].split("</ol>")[0]
    assert "Delegation 0 (en)" in listed
    assert "Delegation 1 (en)" not in listed

    desk.act(f"{reply.pk}/move", to="list")
    desk.act(f"{reply.pk}/move", to="up")
    assert room.waiting() == [1, 0]

    desk.act(f"{reply.pk}/defer")
    assert room.waiting() == [0, 1]
    assert "At the end of the session" in body_of(desk.look())


def test_third_right_of_reply_is_warned_of_and_not_refused(desk, room):
    for _number in range(2):
        reply = room.give(room.ask(0, kind="right-of-reply"))
        desk.act("conclude", current=reply.pk)
        assert "limits a delegation to two" not in body_of(desk.look())
    third = room.ask(0, kind="right-of-reply")

    assert "Right of reply number 3: decision 34/401" in body_of(desk.look())
    desk.act(f"{third.pk}/give", current="")
    assert (state(third), third.allowance) == ("speaking", 5 * MINUTE)


def test_time_of_a_kind_is_set_and_its_default_brought_back(desk, room):
    assert desk.act("kind-time", kind="answer", minutes="1,5").status_code == 302
    found = board_of(room.session, room.at).times.by_kind["answer"]
    assert (found.time, str(found.source)) == (1.5 * MINUTE, "set for this session")

    desk.act("kind-time", kind="answer", minutes="", default="1")
    assert board_of(room.session, room.at).times.by_kind["answer"].time == 3 * MINUTE


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        ({"kind": "answer", "minutes": ""}, "Write the time in minutes"),
        ({"kind": "answer", "minutes": "99"}, "between ten seconds and one hour"),
        ({"kind": "odd", "minutes": "2"}, "Select a valid choice"),
    ],
)
def test_odd_time_of_a_kind_is_refused_in_words(desk, data, refusal):
    response = desk.act("kind-time", **data)

    assert refused(response, refusal)


def test_more_time_is_added_to_what_was_added(desk, room):
    speaker = room.give(room.ask(0))
    presiding.give_more_time(speaker, MINUTE, by=desk.user, at=room.at)

    form = body_of(desk.look()).split(f'id="extend-{speaker.pk}"')[1].split("</form>")[0]

    # What the person sees goes along: the buttons add to it, and a press that arrives twice adds once.
    assert [value.split('"')[0] for value in form.split('value="')[-4:]] == ["60000", "1", "2", "3"]
    assert "1:00 added so far" in form


def test_session_is_suspended_until_an_hour_and_resumed(desk, room):
    zone = room.conference.zone
    later = (timezone.now() + 30 * MINUTE).astimezone(zone).replace(second=0, microsecond=0)
    request = room.ask(0)

    desk.act("suspend", resumes=f"{later:%H:%M}")

    floor = Floor.objects.get()
    assert floor.resumes_at == later
    page = body_of(desk.look())
    assert "The session is suspended" in page
    assert button(page, "give-next") is None
    assert refused(desk.act(f"{request.pk}/give", current=""), "resume it first")

    desk.act("resume-session")
    assert button(body_of(desk.look()), "give-next")


def test_hour_that_is_over_is_refused(desk):
    over = (timezone.now() - 10 * MINUTE).astimezone(Floor.objects.get().session.conference.zone)

    assert refused(desk.act("suspend", resumes=f"{over:%H:%M}"), "write a later hour")
    assert desk.act("suspend", resumes="25:99").status_code == 422


def test_ready_message_is_shown_in_six_languages_and_taken_down(desk):
    desk.act("message", ready="phones")
    texts = Floor.objects.get().message.texts()
    assert (texts["en"], texts["fr"], len(set(texts.values()))) == (
        "Please silence your mobile phones.",
        "Veuillez mettre vos téléphones en mode silencieux.",
        6,
    )
    assert "Please silence your mobile phones." in body_of(desk.look()).split('id="on-screens"')[1].split("</p>")[0]

    desk.act("end-message")
    assert (Floor.objects.get().message, 'id="on-screens"' in body_of(desk.look())) == (None, False)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        ({}, "in one language at least"),
        ({"text_fr": "é" * 161}, "at most 160 characters"),
        ({"text_fr": "é\x07"}, "control character"),
        ({"ready": "odd"}, "Select a valid choice"),
    ],
)
def test_odd_message_is_refused_in_words(desk, data, refusal):
    response = desk.act("message", **data)

    assert refused(response, refusal)


def test_written_message_is_shown_in_its_languages_alone(desk):
    desk.act("message", text_fr="La séance reprend en salle 3.", text_ar="")

    assert {code for code, text in Floor.objects.get().message.texts().items() if text} == {"fr"}


def test_speaker_is_asked_to_conclude_and_the_console_says_so(desk, room):
    speaker = room.give(room.ask(0))

    desk.act("please-conclude", current=speaker.pk)

    assert "Asked to conclude at" in body_of(desk.look())


def test_who_is_not_to_be_recorded_is_told_of_before_the_floor_is_given(desk, room):
    protected = make_speaker(
        room.conference, protected=True, slug="participant-2b3c4d5e6f", displayed_name_en="A survivor"
    )
    role = room.session.roles.create(kind="panellist", speaker=protected)
    desk.act("panellists", role=role.pk, key=uuid4())
    answer = room.session.interventions.get(role=role)

    for path in ("", "cards/"):
        page = body_of(desk.look(path))
        assert "No picture, no recording" in page
        assert button(page, f"recording-off-{answer.pk}")

    assert desk.act(f"{answer.pk}/recording-off").status_code == 302
    page = body_of(desk.look())
    assert "Noted: the recording is off" in page
    assert button(page, f"recording-off-{answer.pk}") is None


def test_list_that_no_longer_fits_offers_what_helps(desk, room):
    room.session.starts_at, room.session.ends_at = room.at - MINUTE, timezone.now() + 5 * MINUTE
    room.session.save()
    for number in range(4):
        room.ask(number)

    page = body_of(desk.look())
    assert "The list no longer fits." in page
    assert 'value="1"' in button(page, "shorten-to-fit")
    assert button(page, "close-the-list")

    desk.act("speaking-time", minutes="1")
    assert "The list no longer fits." not in body_of(desk.look())


def test_cue_cards_hand_over_the_chair_open_the_requests_and_let_the_panellists_answer(desk, room):
    page = body_of(desk.look("cards/"))

    assert "Close the requests" in button(page, "requests")
    assert "The panellists answer" in button(page, "panellists")
    assert all(button(page, f"chair-{role.pk}") for role in room.chairs)

    desk.act("close", page="cards")
    assert "Open the requests" in button(body_of(desk.look("cards/")), "requests")


def test_cue_cards_say_the_sentences_of_an_interruption(desk, room, interrupted):
    speaker, order = interrupted
    assert "I give the floor again to the following delegation: Delegation 0 (en)." in body_of(desk.look("cards/"))

    desk.act(f"{speaker.pk}/go-on", current=order.pk)
    room.ask(2, kind="point-of-order")

    page = body_of(desk.look("cards/"))
    assert "I must interrupt the statement: a point of order has been raised." in page
    assert "On a point of order, I give the floor to the following delegation: Delegation 2 (en)." in page


def test_what_was_typed_in_another_language_is_labelled_on_the_console(desk, room):
    """The reason for eyes and ears; the function, which stands beside a name, for screen readers."""
    row = room.give(room.ask(0, speaker_function="Legal Adviser"))
    presiding.conclude(room.session, expected=row.pk, by=room.officer, at=room.later(1))
    presiding.strike(row, reason="Entered for the wrong delegation", by=room.officer, at=room.later(1))
    room.ask(1, speaker_function="Legal Adviser")

    russian = body_of(desk.look(language="ru"))
    english = body_of(desk.look())

    reason = '<span lang="en" dir="ltr">Entered for the wrong delegation</span>'
    assert f'<bdi>{reason} <span class="other-language"' in russian
    assert '<bdi><span lang="en" dir="ltr">Legal Adviser</span></bdi>' in russian
    assert "<bdi>Entered for the wrong delegation</bdi>" in english
    assert "<bdi>Legal Adviser</bdi>" in english
