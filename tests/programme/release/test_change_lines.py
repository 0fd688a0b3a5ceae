"""The changes of a revision are told by kind, session by session, what is alike in one line."""

import re
from datetime import timedelta

import pytest
from django.utils.translation import override

from conference.languages import CODES
from conference.languages.lists import labelled
from programme.release.change_lines import lines_of
from programme.release.change_words import act_in_words, change_in_words, things_in_words
from programme.release.history import unreleased_changes
from speakers.models import Delegation, State
from tests.factories import in_six, make_panel, make_released, make_speaker, release
from tests.loading import load
from tests.staff import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

STATES = ("MLT", "EGY", "ZAF")
IN_ORDER = {
    "ar": ["جنوب أفريقيا", "مالطة", "مصر"],
    "zh-hans": ["埃及", "马耳他", "南非"],
    "en": ["Egypt", "Malta", "South Africa"],
    "fr": ["Afrique du Sud", "Égypte", "Malte"],
    "ru": ["Египет", "Мальта", "Южная Африка"],
    "es": ["Egipto", "Malta", "Sudáfrica"],
}


@pytest.fixture
def conference():
    return make_released(sessions=2)


def add_states(conference, *codes):
    load("load_states")
    Delegation.objects.add_states(conference, State.objects.filter(iso3__in=codes))


def lines(conference):
    return [
        [(change.act, change.what, change.key) for change in line.changes]
        for line in lines_of(unreleased_changes(conference), "en", "en")
    ]


def text(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.every_database
@pytest.mark.parametrize("code", CODES)
def test_new_delegations_are_one_line_in_the_alphabetical_order_of_the_page(conference, client, code):
    add_states(conference, *STATES)
    release(conference)

    page = client.get(f"/{code}/dialogue/changes/").content.decode()

    [line] = re.findall(r'<li class="new">(.*?)</li>', page, re.DOTALL)
    assert re.findall(r"<bdi>(?:<[^>]+>)?(.*?)(?:<[^>]+>)?</bdi>", line) == IN_ORDER[code]
    assert "3" in text(line)


def test_changes_of_a_session_stand_together_and_before_those_of_people(conference):
    second = conference.sessions.get(slug="session-1")
    add_states(conference, "EGY")
    guest = make_speaker(conference, slug="guest")
    second.roles.create(kind="panellist", speaker=guest)
    conference.sessions.filter(pk=second.pk).update(title_en="Another title")

    assert lines(conference) == [
        [("renamed", "session", "session-1"), ("joined", "session", "session-1")],
        [("new", "speaker", "guest")],
        [("new", "delegation", conference.delegations.get().pk)],
    ]


def test_same_act_on_several_is_one_line_and_others_stand_by_themselves(conference):
    conference.speakers.update(biography_fr="Texte")
    conference.speakers.filter(slug="speaker-0").update(biography_fr="", biography_es="Texto")
    conference.speakers.filter(slug="speaker-3").update(name_en="Another")

    assert lines(conference) == [
        [("renamed", "speaker", "speaker-3"), ("reworded", "speaker", "speaker-3")],
        [("reworded", "speaker", "speaker-0")],
        [("reworded", "speaker", "speaker-1"), ("reworded", "speaker", "speaker-2")],
    ]


def test_speakers_of_a_line_stand_by_their_name_for_sorting(conference):
    for slug, sort_name in (("one", "Zola"), ("two", "Arendt")):
        make_speaker(conference, slug=slug, sort_name_en=sort_name)

    assert lines(conference) == [[("new", "speaker", "two"), ("new", "speaker", "one")]]


def test_program_is_told_the_changes_in_the_same_order(conference, client):
    add_states(conference, *STATES)
    conference.sessions.filter(slug="session-1").update(title_en="Another title")
    release(conference)

    newest = client.get("/api/v1/conferences/dialogue/changes/").json()["revisions"][0]

    told = [(change["what"], change["name"]["en"]) for change in newest["changes"]]
    assert told == [("session", "Another title"), *(("delegation", name) for name in IN_ORDER["en"])]


def test_part_that_changed_since_staff_looked_marks_the_line_that_has_it(conference, client):
    client.force_login(make_member("secretariat"))
    make_speaker(conference)
    page = client.get("/en/dialogue/release/")
    make_speaker(conference, **in_six("name", "Latecomer"))

    again = client.post("/en/dialogue/release/new/", {"seen": page.context["seen"]})

    [line] = re.findall(r'<li class="new">(.*?)</li>', again.content.decode(), re.DOTALL)
    assert "New: 2 speakers" in text(line)
    assert "New since you looked" in text(line)


def test_new_sessions_keep_the_order_of_the_programme(conference):
    for number in (3, 4):
        make_panel(conference, slug=f"panel-{number}")

    assert lines(conference) == [[("new", "session", "panel-3"), ("new", "session", "panel-4")]]


@pytest.mark.parametrize(
    ("code", "states", "session"),
    [
        ("ar", "إضافة: وفدان (2)", "نقل: Session 0 (ar) (جلسة)"),
        ("zh-hans", "新增：2个代表团", "时间或地点变更：Session 0 (zh_hans)（场次）"),
        ("en", "New: 2 delegations", "Moved: session Session 0 (en)"),
        ("fr", "Ajout\u00a0: 2 délégations", "Déplacement\u00a0: Session 0 (fr) (séance)"),
        ("ru", "Добавление: 2 делегации", "Перенос: Session 0 (ru) (заседание)"),
        ("es", "Adición: 2 delegaciones", "Traslado: Session 0 (es) (sesión)"),
    ],
)
def test_act_is_a_noun_that_suits_any_item(conference, code, states, session):
    add_states(conference, "EGY", "MLT")
    first = conference.sessions.get(slug="session-0")
    first.ends_at += timedelta(hours=1)
    first.save()

    moved, new = lines_of(unreleased_changes(conference), code, "en")

    with override(code):
        assert labelled(act_in_words(new.first), things_in_words(new)) == states
        assert change_in_words(moved.first, "en") == session


def test_page_names_the_item_in_the_order_of_its_language(conference, client):
    conference.sessions.filter(slug="session-1").update(**in_six("title", "Renamed"))
    release(conference)

    pages = {code: text(client.get(f"/{code}/dialogue/changes/").content.decode()) for code in ("en", "fr", "zh-hans")}

    assert "Renamed: session Renamed (en) was:" in pages["en"]
    assert "Changement de nom : Renamed (fr) ( séance )" in pages["fr"]
    assert "更名： Renamed (zh_hans) （ 场次 ）" in pages["zh-hans"]
