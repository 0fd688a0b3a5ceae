import json
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import timezone

from conference.languages import LANGUAGES, columns
from conference.models import AuditEntry, Conference
from programme.demo.dialogue_2012 import FOLDER, move_to
from programme.release.content import content_of, missing_texts
from tests.loading import load

SOURCE = Path(__file__).resolve().parents[4] / "shared" / "interactive-dialogue-2012.txt"
NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def dialogue(db):
    load("load_states", "load_dialogue")
    return Conference.objects.get(slug="human-trafficking-2012")


def times(conference):
    return [
        (
            session.slug,
            f"{session.starts_at.astimezone(NEW_YORK):%H:%M}",
            f"{session.ends_at.astimezone(NEW_YORK):%H:%M}",
        )
        for session in conference.sessions.in_order()
    ]


def test_dialogue_has_the_sessions_and_times_of_the_page(dialogue):
    assert times(dialogue) == [
        ("opening", "10:00", "11:00"),
        ("panel-1", "11:00", "13:00"),
        ("break", "13:00", "15:00"),
        ("panel-2", "15:00", "17:45"),
        ("closing", "17:45", "18:00"),
    ]


def test_dialogue_has_the_people_of_the_page_in_their_order(dialogue):
    people = {
        session.slug: [(role.kind, role.speaker.name_en) for role in session.roles.all()]
        for session in dialogue.sessions.all()
    }

    assert people == {
        "opening": [
            ("speaker", "Nassir Abdulaziz Al-Nasser"),
            ("speaker", "Ban Ki-moon"),
            ("speaker", "Milos Koterec"),
            ("speaker", "Yury Fedotov"),
            ("speaker", "Mira Sorvino"),
        ],
        "panel-1": [
            ("co-chair", "Libran N. Cabactulan"),
            ("co-chair", "Jose Filipe Morales Cabral"),
            ("panellist", "Michelle Bachelet"),
            ("panellist", "Alyse Nelson"),
            ("panellist", "M. Cherif Bassiouni"),
            ("panellist", "David Arkless"),
            ("panellist", "Somaly Mam"),
        ],
        "break": [],
        "panel-2": [
            ("co-chair", "Antonio Pedro Monteiro Lima"),
            ("co-chair", "Sylvie Lucas"),
            ("panellist", "Aleya Hammad"),
            ("panellist", "William Lacy Swing"),
            ("panellist", "Rani Hong"),
            ("panellist", "Maryam Al-Malki"),
            ("panellist", "Joy Ngozi Ezeilo"),
        ],
        "closing": [("speaker", "Nassir Abdulaziz Al-Nasser")],
    }


def test_each_name_of_the_dialogue_stands_in_the_page(dialogue):
    if not SOURCE.exists():
        pytest.skip("the page of the dialogue is not beside this checkout")
    page = SOURCE.read_text(encoding="utf-8").replace("\u2010", "-")

    missing = [speaker.name_en for speaker in dialogue.speakers.all() if speaker.name_en not in page]

    assert missing == []


def test_panels_have_three_and_five_themes_and_three_minutes(dialogue):
    panels = dialogue.sessions.filter(kind="panel").order_by("number")

    assert [(panel.themes.count(), panel.speaking_time) for panel in panels] == [
        (3, timedelta(minutes=3)),
        (5, timedelta(minutes=3)),
    ]


def test_each_text_of_the_dialogue_is_in_six_languages(dialogue):
    assert set(missing_texts(content_of(dialogue)).values()) == {0}


def test_files_of_texts_have_the_same_keys_in_each_language():
    keys = {
        language.code: list(json.loads((FOLDER / f"texts.{language.code}.json").read_text(encoding="utf-8")))
        for language in LANGUAGES
    }

    assert all(keys[code] == keys["en"] for code in keys)


def test_delegation_of_a_state_has_the_name_of_2012(dialogue):
    delegation = dialogue.delegations.get(state__iso3="CPV")

    assert [getattr(delegation, column) for column in columns("name")] == [
        "الرأس الأخضر",
        "佛得角",
        "Cape Verde",
        "Cap-Vert",
        "Кабо-Верде",
        "Cabo Verde",
    ]


def test_dialogue_and_rehearsal_are_released_at_once(dialogue, client):
    for slug in ("human-trafficking-2012", "rehearsal"):
        for language in LANGUAGES:
            assert client.get(f"/{language.code}/{slug}/").status_code == 200


def test_rehearsal_is_the_same_dialogue_today(dialogue):
    rehearsal = Conference.objects.get(slug="rehearsal")

    assert rehearsal.starts_on == timezone.now().astimezone(NEW_YORK).date()
    assert times(rehearsal) == times(dialogue)


FACTS = {  # of the page: what the conference of 2007 was the first to do, and that the dialogue is timely
    "ar": ("أول مناسبة كبرى", "في الوقت المناسب", "2012"),
    "zh-hans": ("这是首次", "正当其时", "2012年4月3日"),
    "en": ("It was the first major multi-stakeholder event", "This timely interactive dialogue", "3 April 2012"),
    "fr": ("Pour la première fois", "à point nommé", "3 avril 2012"),
    "ru": ("Это было первое крупное мероприятие", "своевременный", "3 апреля 2012"),
    "es": ("Fue el primer gran acto", "oportuno", "3 de abril de 2012"),
}


def test_background_says_what_the_page_says_in_its_order_and_a_rehearsal_no_day(dialogue):
    rehearsal = Conference.objects.get(slug="rehearsal")

    for language in LANGUAGES:
        background = getattr(dialogue, f"background_{language.suffix}")
        places = [background.find(fact) for fact in FACTS[language.code]]
        assert -1 not in places
        assert places == sorted(places)
        assert background.startswith(getattr(rehearsal, f"background_{language.suffix}"))
        assert FACTS[language.code][2] not in getattr(rehearsal, f"background_{language.suffix}")


def test_loading_again_keeps_what_was_edited(dialogue):
    dialogue.sessions.filter(slug="opening").update(title_en="Edited")
    releases = dialogue.releases.count()

    call_command("load_dialogue", verbosity=0)

    assert dialogue.sessions.get(slug="opening").title_en == "Edited"
    assert dialogue.releases.count() == releases


def test_rehearsal_that_is_over_moves_to_today_with_its_edits(dialogue):
    rehearsal = Conference.objects.get(slug="rehearsal")
    move_to(rehearsal, date(2024, 3, 1))
    call_command("load_dialogue", verbosity=0)
    rehearsal.refresh_from_db()

    assert rehearsal.starts_on == timezone.now().astimezone(NEW_YORK).date()
    assert AuditEntry.objects.filter(act="move", conference=rehearsal).count() == 1


def test_moving_keeps_the_clock_times_across_summer_time(dialogue):
    move_to(dialogue, date(2012, 1, 10))

    opening = dialogue.sessions.get(slug="opening")
    assert opening.starts_at == datetime(2012, 1, 10, 10, tzinfo=NEW_YORK)
    assert opening.starts_at.utcoffset() == timedelta(0)
    assert f"{opening.starts_at:%H:%M}" == "15:00"
