"""An interpreters' booth: who opens it, what it reads of the floor in its language, and its signals to the officer."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation

from conference.models import AuditEntry
from conference.refusals import Refusal
from floor.booth.board import booth_of
from floor.models import BoothSignal, Floor, FloorEvent
from floor.procedure import requests, signals
from floor.procedure.suspension import suspend
from tests.factories import in_six, make_speaker
from tests.pages import body_of, page
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.one_database

MINUTE = timedelta(minutes=1)


@pytest.fixture
def interpreter(db):
    return browser_of(make_member("interpreter"))


def address(room, code="fr", path=""):
    return f"/{code}/dialogue/sessions/{room.session.slug}/booth/{path}"


def board(room, code="fr"):
    with translation.override(code):
        return booth_of(room.session, room.at)


def speaks(room, number=0, **details):
    """A delegation that has the floor, after whoever had it."""
    return room.give(room.ask(number, **details), instead_of=room.speaking())


# Who opens it


def test_interpreter_reads_the_booth_in_its_language(room, interpreter):
    speaks(room, language="en")

    words = page(interpreter, address(room))

    assert "Delegation 0 (fr)" in words
    assert re.search(r"Cabine\s:\sFrançais", words)
    assert '<meta name="robots" content="noindex">' in words


@pytest.mark.parametrize("role", ["note-taker", "translator-fr", None])
def test_booth_does_not_exist_for_others(room, role, interpreter):
    client = browser_of(make_member(role, "somebody")) if role else Client()

    for path in ("", "now/", "version/"):
        assert client.get(address(room, path=path)).status_code == 404
        assert interpreter.get(address(room, path=path)).status_code == 200


def test_booth_is_kept_nowhere_and_its_address_told_nobody(room, interpreter):
    response = interpreter.get(address(room))

    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "strict-origin"


# Who speaks


def test_who_speaks_is_told_with_group_person_and_language(room):
    group = room.conference.groups.create(**in_six("name", "African States"))
    speaks(room, group=group, speaker_name="Ms.\u00a0Samia Belkacem", language="ar")

    turn = board(room).speaking

    assert (turn.name, turn.group, turn.person) == (
        "Delegation 0 (fr)",
        "African States (fr)",
        "Ms.\u00a0Samia Belkacem",
    )
    assert (turn.spoken, board(room, "en").speaking.spoken) == ("arabe", "Arabic")


def test_names_are_told_as_they_are_said(room, interpreter):
    delegation = room.delegations[0]
    delegation.in_text_en, delegation.of_fr, delegation.in_text_ar = "the Niger", "du Niger", "جمهورية النيجر"
    delegation.save()
    speaks(room, group=room.conference.groups.create(**in_six("name", "Group"), of_fr="du Groupe"))

    names = {code: board(room, code).speaking.name for code in ("en", "fr", "ar")}
    page = interpreter.get(address(room)).content.decode()

    assert names == {"en": "the Niger", "fr": "Delegation 0 (fr)", "ar": "جمهورية النيجر"}
    assert '<p class="booth-fact">délégation du Niger</p>' in " ".join(page.split())
    assert "au nom du Groupe" in page


def test_name_of_who_speaks_for_a_delegation_is_said_as_its_speaker_wants(room):
    speaker = {"delegation": room.delegations[0], "pronunciation": "SA-mia", **in_six("function", "Minister")}
    make_speaker(room.conference, name_en="Samia Belkacem", name_fr="Samia Belkacem", **speaker)
    speaks(room, speaker_name="Samia BELKACEM")

    turn = board(room).speaking

    assert (turn.pronunciation, turn.function) == ("SA-mia", "Minister (fr)")


def test_panellist_is_told_with_function_and_how_the_name_is_said(room):
    speaker = room.panellist.speaker
    speaker.pronunciation, speaker.function_fr, speaker.courtesy_title_fr = "MEE-ra", "Professeure", "Mme"
    speaker.save()
    answers(room)

    turn = board(room).speaking

    assert turn.name == f"Mme\u00a0{speaker.name_fr}"
    assert (turn.function, turn.pronunciation) == ("Professeure", "MEE-ra")


def answers(room):
    """The panellist of the room, who has the floor."""
    return room.give(requests.ask_for_panellist(room.panellist, key=uuid4(), by=room.officer, at=room.at))


NOT_TAKEN = ("Ni image ni enregistrement", "Pas d’enregistrement", "Pas d’image")


@pytest.mark.parametrize(
    ("consents", "words"),
    [
        ({}, ["Ni image ni enregistrement"]),
        ({"consents_to_photograph": True}, ["Pas d’enregistrement"]),
        ({"consents_to_recording": True}, ["Pas d’image"]),
        ({"consents_to_photograph": True, "consents_to_recording": True}, []),
    ],
)
def test_booth_says_what_is_not_taken_of_who_speaks(room, interpreter, consents, words):
    type(room.panellist.speaker).objects.filter(pk=room.panellist.speaker_id).update(**consents)
    answers(room)

    shown = page(interpreter, address(room))

    assert room.panellist.speaker.name_fr in shown
    assert [each for each in NOT_TAKEN if each in shown] == words


def test_protected_panellist_is_told_by_the_displayed_name_alone(room, interpreter):
    speaker = room.panellist.speaker
    hidden = {
        "protected": True,
        "slug": "participant-2345",
        "pronunciation": "Qsaidx",
        **in_six("displayed_name", "S."),
    }
    type(speaker).objects.filter(pk=speaker.pk).update(**hidden, **in_six("name", "Zxqvara"))
    answers(room)

    words = page(interpreter, address(room))

    assert "S. (fr)" in words
    assert "Ni image ni enregistrement" in words
    assert "Zxqvara" not in words
    assert "Qsaidx" not in words


# The language of delivery


def test_change_of_language_is_marked_now_and_ahead(room):
    speaks(room, 0, language="en")
    speaks(room, 1, language="ar")
    for number, language in ((2, "ar"), (3, ""), (4, "es")):
        room.ask(number, language=language)

    found = board(room)

    assert (found.speaking.changes, found.before) == (True, "anglais")
    assert [turn.changes for turn in found.next] == [False, False, True]
    assert found.after.spoken == "espagnol"


def test_first_language_of_a_session_is_no_change(room):
    speaks(room, 0, language="en")
    room.ask(1, language="en")

    found = board(room)

    assert (found.speaking.changes, found.before, found.after) == (False, "", None)


def test_next_five_are_told_and_how_many_come_after(crowd):
    found = board(crowd)

    assert [turn.name for turn in found.next] == [f"Delegation {number} (fr)" for number in range(5)]
    assert found.more == 2


@pytest.fixture
def crowd(room):
    for number in range(7):
        if number >= len(room.delegations):
            names = in_six("name", f"Delegation {number}")
            room.delegations.append(room.conference.delegations.create(kind="media", **names))
        room.ask(number)
    return room


def test_booth_costs_the_same_queries_for_one_and_for_many(crowd, django_assert_num_queries):
    crowd.give(crowd.session.interventions.waiting().first())

    with django_assert_num_queries(QUERIES):
        board(crowd)
    for row in crowd.session.interventions.waiting()[1:]:
        requests.withdraw(row, by=crowd.officer, at=crowd.later(1))
    with django_assert_num_queries(QUERIES):
        board(crowd)


QUERIES = 7


@pytest.mark.every_database
def test_speaker_who_was_interrupted_is_the_next_after_the_point_of_order(room):
    speaks(room, 0, language="en")
    point = room.ask(1, kind="point-of-order", language="fr")
    speaks_now = room.speaking()
    room.give(point, instead_of=speaks_now)

    found = board(room)

    assert (found.speaking.name, [turn.name for turn in found.next]) == ("Delegation 1 (fr)", ["Delegation 0 (fr)"])
    assert found.next[0].is_interrupted


def test_suspension_is_told_with_the_hour_at_which_the_session_resumes(room, interpreter):
    suspend(room.session, by=room.officer, at=room.at, resumes_at=room.at + 30 * MINUTE)

    assert re.search(r"La séance est suspendue\.\s+Elle reprend à 10\sh\s30\.", page(interpreter, address(room)))


# The signals


def test_signal_is_on_the_console_until_it_is_acknowledged(room, interpreter):
    officer = browser_of(make_member("floor-officer", "officer-2"))
    console = f"/en/dialogue/sessions/{room.session.slug}/console/"

    sent = interpreter.post(address(room, path="signal/"), {"kind": "slower"})

    assert sent.headers["Location"] == address(room)
    signal = BoothSignal.objects.get()
    for place in ("", "queue/", "cards/", "cards/now/"):
        assert "French booth: Slower, please" in page(officer, console + place)
    assert "envoyé" in page(interpreter, address(room))

    officer.post(f"{console}booth-signals/{signal.pk}/")

    assert "Slower, please" not in page(officer, console)
    assert "vu par le responsable" in page(interpreter, address(room))


def test_signal_raises_the_version_of_the_floor_so_that_all_screens_learn_of_it(room):
    before = Floor.objects.get(session=room.session).version

    signals.send(room.session, "fr", "text", at=room.at)

    assert Floor.objects.get(session=room.session).version == before + 1


def test_signal_is_entered_without_a_person(room, interpreter):
    interpreter.post(address(room, path="signal/"), {"kind": "sound"})

    entry = AuditEntry.objects.get(act="floor: signal")
    event = FloorEvent.objects.get(act="signal")
    assert (entry.by, event.by) == (None, None)
    assert (entry.detail["booth"], entry.detail["signal"]) == ("fr", "sound")


def test_signal_that_stands_is_not_sent_a_second_time(room, interpreter):
    signals.send(room.session, "fr", "slower", at=room.at)
    version = FloorEvent.objects.count()

    response = interpreter.post(address(room, path="signal/"), {"kind": "slower"})

    assert "Le responsable de la salle a déjà ce signal." in body_of(response, 422)
    assert (BoothSignal.objects.count(), FloorEvent.objects.count()) == (1, version)


def test_another_booth_and_another_signal_are_not_held_back(room):
    signals.send(room.session, "fr", "slower", at=room.at)

    signals.send(room.session, "es", "slower", at=room.at)
    signals.send(room.session, "fr", "sound", at=room.at)

    assert BoothSignal.objects.standing().count() == 3


@pytest.mark.every_database
def test_signal_that_was_acknowledged_can_be_sent_again_and_not_be_acknowledged_twice(room):
    first = signals.send(room.session, "fr", "slower", at=room.at)
    signals.acknowledge(first, by=room.officer, at=room.at)

    signals.send(room.session, "fr", "slower", at=room.later(1))

    with pytest.raises(Refusal, match="acknowledged already"):
        signals.acknowledge(first, by=room.officer, at=room.at)
    assert [row.acknowledged_at is None for row in BoothSignal.objects.order_by("pk")] == [False, True]


def test_unknown_signal_is_refused_in_a_sentence(room, interpreter):
    response = interpreter.post(address(room, path="signal/"), {"kind": "coffee"})

    assert "Ce signal n’est pas connu" in body_of(response, 422)
    assert BoothSignal.objects.count() == 0


def test_officer_sees_a_signal_of_this_session_alone(room):
    signal = signals.send(room.session, "fr", "slower", at=room.at)
    other = room.conference.sessions.create(
        slug="other", kind="meeting", starts_at=room.at, ends_at=room.at + MINUTE, **in_six("title", "Other")
    )
    officer = browser_of(make_member("floor-officer", "officer-2"))

    response = officer.post(f"/en/dialogue/sessions/{other.slug}/console/booth-signals/{signal.pk}/")

    assert response.status_code == 404
    assert BoothSignal.objects.standing().count() == 1
