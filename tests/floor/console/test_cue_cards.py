import pytest
from django.utils.translation import override

from conference.languages import columns
from conference.languages.people import with_plain_spaces
from floor import cue_cards
from floor.console.board import board_of
from floor.procedure import presiding
from speakers.models import State
from tests.factories import in_six, make_speaker
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.one_database


def state_delegation(room, iso2, name):
    iso3 = {"MX": "MEX", "IR": "IRN", "NE": "NER", "RU": "RUS"}[iso2]
    names = dict.fromkeys(columns("name"), name)
    forms = {
        "in_text_en": {"Niger": "the Niger", "Russian Federation": "the Russian Federation"}.get(name, name),
        "of_fr": f"du {name}",
        "of_es": f"de {name}",
        "of_ru": f"{name}а",
        "in_text_ar": name,
    }
    fields = {"status": "member", "region": "asia", **names, **forms}
    state = State.objects.create(iso3=iso3, iso2=iso2, m49=iso2, **fields)
    return room.conference.delegations.create(kind="states", state=state, **names)


def next_card(room, iso2, name, **details):
    room.delegations.append(state_delegation(room, iso2, name))
    room.ask(len(room.delegations) - 1, **details)
    with override("en"):
        return cue_cards.giving(board_of(room.session, room.at).next)


def test_floor_is_given_to_the_representative_of_a_state(room):
    assert next_card(room, "MX", "Mexico") == "I now give the floor to the distinguished representative of Mexico."


def test_english_names_a_state_with_its_article(room):
    assert next_card(room, "NE", "Niger") == "I now give the floor to the distinguished representative of the Niger."


def test_name_that_is_none_of_the_states_stands_after_a_colon(room):
    next_card(room, "MX", "Mexico")
    room.delegations[-1].name_en = "Mexico (observer)"
    room.delegations[-1].save()

    with override("en"):
        card = cue_cards.giving(board_of(room.session, room.at).next)

    assert card == "I now give the floor to the following delegation: Mexico (observer)."


def test_group_is_named_with_who_speaks_for_it(room):
    group = room.conference.groups.create(**in_six("name", "Group"), in_text_en="the Group of 77 and China")

    card = next_card(room, "MX", "Mexico", group=group)

    assert card == (
        "I now give the floor to the distinguished representative of Mexico, "
        "who will speak on behalf of the Group of 77 and China."
    )


def test_group_without_a_form_stands_bare_and_so_does_who_speaks_for_it(room):
    group = room.conference.groups.create(name_en="Friends")

    card = next_card(room, "NE", "Niger", group=group)

    assert card == "I now give the floor to the following delegation: Niger, on behalf of Friends."


@pytest.mark.every_database
def test_point_of_order_is_named_as_such(room):
    card = next_card(room, "MX", "Mexico", kind="point-of-order")

    assert card == "On a point of order, I give the floor to the distinguished representative of Mexico."


def test_right_of_reply_is_named_as_such(room):
    assert next_card(room, "RU", "Russian Federation", kind="right-of-reply") == (
        "I give the floor to the distinguished representative of the Russian Federation "
        "in exercise of the right of reply."
    )


def test_other_delegations_are_named_without_an_article(room):
    room.ask(0)

    with override("en"):
        card = cue_cards.giving(board_of(room.session, room.at).next)

    assert card == "I now give the floor to the following delegation: Delegation 0 (en)."


def test_panellist_is_invited_with_the_courtesy_title_of_the_language(room):
    speaker = make_speaker(room.conference, courtesy_title_en="Ms.", courtesy_title_zh_hans="女士")
    role = room.session.roles.create(kind="panellist", speaker=speaker)
    from uuid import uuid4

    from floor.procedure.requests import ask_for_panellist

    ask_for_panellist(role, key=uuid4(), by=room.officer, at=room.at)
    row = board_of(room.session, room.at).next

    with override("en"):
        assert f"Ms.\u00a0{speaker.name_en}" in cue_cards.giving(row)
    with override("zh-hans"):
        assert f"{speaker.name_zh_hans}女士" in cue_cards.giving(row)


def test_cards_show_thanks_next_and_those_after(room):
    room.give(room.ask(0))
    room.ask(1)
    room.ask(2)
    officer = browser_of(make_member("co-chair"))

    page = officer.get(f"/en/dialogue/sessions/{room.session.slug}/console/cards/").content.decode()

    assert "I thank the following delegation for its statement: Delegation 0 (en)." in page
    assert "I now give the floor to the following delegation: Delegation 1 (en)." in page
    assert "limited to three minutes" in page


def test_act_from_the_cards_leads_back_to_the_cards(room):
    request = room.ask(0)
    address = f"/en/dialogue/sessions/{room.session.slug}/console/"

    response = browser_of(make_member("co-chair")).post(
        f"{address}{request.pk}/give/", {"page": "cards", "current": ""}
    )

    assert (response.status_code, response.headers["Location"]) == (302, f"{address}cards/")
    assert room.speaking() == request


BORG = {"speaker_title": "H.E. Ms.", "speaker_name": "A. Borg", "speaker_function": "Minister of Justice"}


@pytest.mark.parametrize(
    ("details", "card"),
    [
        (BORG, "I now give the floor to H.E. Ms. A. Borg, Minister of Justice, of Mexico."),
        (
            BORG | {"kind": "point-of-order"},
            "On a point of order, I give the floor to H.E. Ms. A. Borg, Minister of Justice, of Mexico.",
        ),
        (
            BORG | {"kind": "right-of-reply", "speaker_function": "", "level": "head-of-delegation"},
            "I give the floor to H.E. Ms. A. Borg, Head of delegation, of Mexico, in exercise of the right of reply.",
        ),
        ({"speaker_name": "A. Borg"}, "I now give the floor to A. Borg, of Mexico."),
        (
            {"level": "minister"},
            "I now give the floor to the distinguished representative of Mexico (Minister).",
        ),
    ],
)
def test_speaker_is_named_with_form_of_address_and_function_as_far_as_they_are_given(room, details, card):
    assert with_plain_spaces(next_card(room, "MX", "Mexico", **details)) == card


@pytest.mark.parametrize(
    ("code", "card"),
    [
        ("ar", "أعطي الكلمة الآن إلى السيدة A. Borg، Minister of Justice، من وفد Mexico."),
        ("fr", "Je donne maintenant la parole à S.E. Mme A. Borg, Minister of Justice, de la délégation du Mexico."),
        ("zh-hans", "现在请Mexico的A. Borg女士阁下，Minister of Justice发言。"),
        (
            "ru",
            "Слово имеет делегация Mexicoа, которую представляет Ее Превосходительство г-жа A. Borg, "
            "Minister of Justice.",
        ),
        ("es", "Tiene ahora la palabra la Excma. Sra. A. Borg, Minister of Justice, de la delegación de Mexico."),
    ],
)
def test_named_speaker_stands_in_the_sentence_of_each_language(room, code, card):
    next_card(room, "MX", "Mexico", **BORG)

    with override(code):
        assert with_plain_spaces(cue_cards.giving(board_of(room.session, room.at).next)) == card


def test_named_speaker_is_thanked_and_given_the_floor_again_by_name(room):
    next_card(room, "MX", "Mexico", **BORG)
    row = board_of(room.session, room.at).next

    with override("en"):
        said = [with_plain_spaces(words) for words in (cue_cards.thanking(row), cue_cards.going_on(row))]

    assert said == [
        "I thank H.E. Ms. A. Borg, Minister of Justice, of Mexico, for the statement.",
        "I give the floor again to H.E. Ms. A. Borg, Minister of Justice, of Mexico.",
    ]


@pytest.mark.parametrize("code", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_sentences_of_an_interruption_stand_in_each_language(room, code):
    next_card(room, "MX", "Mexico")
    row = board_of(room.session, room.at).next

    with override(code):
        sentence, interruption = cue_cards.going_on(row), cue_cards.interrupting()

    assert "Mexico" in sentence
    assert (code == "en") == interruption.startswith("I must interrupt")


def test_panellists_are_greeted_in_the_order_of_protocol_then_alphabetically(room):
    minister = make_speaker(room.conference, function_en="Minister of Justice", precedence=60, name_en="Zhou")
    others = [make_speaker(room.conference, name_en=name, sort_name_en=name) for name in ("Bold", "Adams")]

    with override("en"):
        cards = dict(cue_cards.opening("3 minutes", [*others, minister]))

    assert cards["Greeting, in the order of protocol"] == "Zhou, Adams, Bold, Excellencies, distinguished delegates."
    assert "Greeting, in the order of protocol" not in dict(cue_cards.opening("3 minutes"))


def test_steps_and_labels_name_a_delegation_as_it_is_said(room):
    next_card(room, "NE", "Niger")
    request = board_of(room.session, room.at).next
    room.give(request)
    presiding.conclude(room.session, expected=request.pk, by=room.officer, at=room.later(10))
    officer = browser_of(make_member("floor-officer"))
    address = f"/dialogue/sessions/{room.session.slug}/console/"

    english, spanish = (officer.get(f"/{code}{address}").content.decode() for code in ("en", "es"))

    assert "gave the floor to <bdi>the Niger</bdi>" in english
    assert "concedió la palabra: <bdi>Niger</bdi>" in spanish
    assert "Strike the Niger from the record" in " ".join(english.split())
