import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from conference.languages import CODES
from programme.session_people import suggested_orders
from speakers.precedence import suggested
from tests.factories import make_conference, make_panel, make_speaker
from tests.pages import body_of
from tests.staff import make_member

DATA = Path(__file__).parents[2] / "programme" / "data" / "human-trafficking-2012"


@pytest.mark.parametrize(
    ("function", "kind", "place"),
    [
        ("President of the General Assembly", None, 10),
        ("President of the General Assembly at its sixty-sixth session", None, 10),
        ("Secrétaire générale de l'Organisation des Nations Unies", None, 20),
        ("Secrétaire générale adjointe de l’Organisation des Nations Unies", "un-system", None),
        ("Secretary-General of the Organization of American States", "intergovernmental", None),
        ("联合国秘书长特别代表", None, None),
        ("Vicesecretaria General de las Naciones Unidas", None, 25),
        ("Заместитель Генерального секретаря Организации Объединенных Наций, Директор-исполнитель", None, None),
        ("President", "states", 30),
        ("President of the Republic of Malta", "states", 30),
        ("President of the National Assembly", "states", None),
        ("President", "civil-society", None),
        ("وزيرة الخارجية", "states", 55),
        ("Minister for Foreign Affairs", "states", 55),
        ("Ministre de la justice", "states", 60),
        ("外交部副部长", "states", 65),
        ("Permanent Representative of Portugal to the United Nations", "states", 70),
        ("常驻联合国副代表", "states", 75),
        ("Minister Counsellor", "states", None),
        ("", "states", None),
    ],
)
def test_place_of_a_function(function, kind, place):
    assert suggested({"en": "", "ar": function}, kind) == place


@pytest.mark.parametrize("code", CODES)
def test_functions_of_the_dialogue_of_2012_have_their_places_in_each_language(code):
    texts = json.loads((DATA / f"texts.{code}.json").read_text(encoding="utf-8"))
    speakers = json.loads((DATA / "structure.json").read_text(encoding="utf-8"))["speakers"]

    places = {row["slug"]: suggested({code: texts[f"speakers.{row['slug']}.function"]}, None) for row in speakers}

    assert {slug: place for slug, place in places.items() if place} == {
        "nassir-abdulaziz-al-nasser": 10,
        "ban-ki-moon": 20,
        "milos-koterec": 22,
    }


@pytest.mark.django_db
def test_place_set_by_hand_comes_before_the_one_of_the_function():
    conference = make_conference()
    president = {"function_en": "President of the General Assembly"}

    assert make_speaker(conference, **president).place_in_protocol == 10
    assert make_speaker(conference, precedence=60, **president).place_in_protocol == 60
    assert make_speaker(conference).place_in_protocol is None


@pytest.mark.django_db
@pytest.mark.parametrize("place", [0, 100])
def test_place_is_a_number_from_1_to_99(place):
    speaker = make_speaker(make_conference(), precedence=99)
    speaker.precedence = place

    with pytest.raises(ValidationError, match="precedence"):
        speaker.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        speaker.save(update_fields=["precedence"])


@pytest.mark.django_db
def test_reason_is_kept_only_of_a_place_that_was_set_by_hand():
    speaker = make_speaker(make_conference(), precedence=45, precedence_reason="Speaks for the President")
    speaker.precedence = None

    with pytest.raises(ValidationError, match="only for a place that is set by hand"):
        speaker.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        speaker.save(update_fields=["precedence"])
    speaker.precedence_reason = ""
    speaker.save(update_fields=["precedence", "precedence_reason"])


@pytest.mark.django_db
def test_people_of_a_session_are_suggested_by_role_where_their_order_is_another():
    panel = make_panel(make_conference())
    panellists = [("panellist", "Zhou", 60), ("panellist", "Bold", None), ("panellist", "Adams", None)]
    for position, (kind, name, place) in enumerate([*panellists, ("co-chair", "One", 70)]):
        speaker = make_speaker(panel.conference, name_en=name, sort_name_en=name, precedence=place)
        panel.roles.create(kind=kind, speaker=speaker, position=position)

    [(role, people)] = suggested_orders(panel, "en")
    panel.roles.filter(speaker__name_en="Adams").update(position=1)
    panel.roles.filter(speaker__name_en="Bold").update(position=2)

    assert (role, [person.name_en for person in people]) == ("panellist", ["Zhou", "Adams", "Bold"])
    assert suggested_orders(panel, "en") == []


@pytest.mark.django_db
def test_form_of_a_session_shows_the_suggestion_and_changes_nothing(client):
    panel = make_panel(make_conference())
    for name, place in (("Adams", 60), ("Zhou", 30)):
        panel.roles.create(kind="panellist", speaker=make_speaker(panel.conference, name_en=name, precedence=place))
    client.force_login(make_member("secretariat"))

    page = body_of(client.get(f"/en/admin/programme/session/{panel.pk}/change/"))

    assert "Panellist: the order of protocol would be the following." in page
    assert page.index("<bdi>Zhou</bdi>") < page.index("<bdi>Adams</bdi>")
    assert [role.speaker.name_en for role in panel.roles.all()] == ["Adams", "Zhou"]
