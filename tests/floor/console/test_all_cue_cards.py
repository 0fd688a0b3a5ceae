"""Every cue card in six languages, by the rules that a line can be held to; the file of them is for people to read."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from conference.languages import CODES
from floor.demo.all_cue_cards import FORMS_OF_ADDRESS, Card

BARE = "organization without forms"
WRONG = {
    "ar": r"[A-Za-z]|  | [،.؛:]",
    "zh-hans": r"[A-Za-z ,.:;()]",
    "en": r"\bthe the\b|\bof The\b|\b[Tt]he [a-z]+ of \)",
    "fr": r"\b[dDà]e? les?\b|\b(de|le|la|que|du) [AEIOUÉÎaeiouéî]|\bd’(?![AEIOUÉÎHaeiouéîh])",
    "ru": r"[A-Za-z]|уважаем\w+ представител|\bкоторый\b",
    "es": r"\b(de|a) el\b",
}


@pytest.fixture(scope="module")
def cards(tmp_path_factory):
    """As linguists read them: from the file."""
    file = tmp_path_factory.mktemp("linguists") / "cue-cards.tsv"
    call_command("write_cue_cards", str(file), stdout=StringIO())
    return [Card(*line.split("\t")) for line in file.read_text(encoding="utf-8").splitlines()]


def test_every_name_and_form_of_address_has_its_cards_in_each_language(cards):
    by_language = {code: {(card.about, card.occasion) for card in cards if card.language == code} for code in CODES}

    assert len({frozenset(found) for found in by_language.values()}) == 1
    about = {name for name, __ in by_language["en"]}
    assert len(about) == 195 + 13 + 17 + len(FORMS_OF_ADDRESS) + len(["organization with forms", BARE])
    assert len({occasion for name, occasion in by_language["en"] if name == "SDN"}) == 7


@pytest.mark.parametrize("code", CODES)
def test_no_line_has_what_its_language_does_not_write(cards, code):
    lines = [card.sentence for card in cards if card.language == code]

    assert [line for line in lines if re.search(rf"{WRONG[code]}|  |%\(|\s[.,]", line)] == []
    assert [line for line in lines if not line.endswith((".", "。", "：", ":", ",", "!"))] == []


def test_form_of_a_list_stands_only_where_nobody_wrote_one(cards):
    """Brackets are for the level of who speaks, and for the bare name of an organization.

    In Chinese the Congo is always told from its neighbour by its capital: 刚果（布）.
    """
    others = [card for card in cards if card.about not in (BARE, "COG") and card.occasion != "giving, level"]

    assert [card for card in others if re.search("[(（）)]", card.sentence)] == []
    colons = {card.about for card in cards if re.search("[:：] ?[^ ]", card.sentence)}
    assert colons - {BARE} == {"organization with forms"}  # on behalf of a group without forms


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ar", "أعطي الكلمة الآن لوفد جمهورية إيران الإسلامية الموقر."),
        ("zh-hans", "现在请尊敬的伊朗伊斯兰共和国代表发言。"),
        ("en", "I now give the floor to the distinguished representative of the Islamic Republic of Iran."),
        ("fr", "Je donne maintenant la parole à la délégation de la République islamique d’Iran."),
        ("ru", "Слово предоставляется делегации Исламской Республики Иран."),
        ("es", "Doy ahora la palabra a la delegación de la República Islámica del Irán."),
    ],
)
def test_card_is_said_as_one_speaks(cards, code, words):
    assert [card.sentence for card in cards if card[:3] == ("IRN", "giving", code)] == [words]


def test_person_is_addressed_as_each_language_does(cards):
    thanks = {card.language: card.sentence for card in cards if card[:2] == ("H.E. Ms.", "panellist, thanks")}

    assert thanks == {
        "ar": "أشكر السيدة أندريا بورغ.",
        "zh-hans": "感谢安德烈娅·博尔格女士阁下。",
        "en": "I thank H.E.\u00a0Ms.\u00a0Andrea Borg.",
        "fr": "Je remercie S.E.\u00a0Mme\u00a0Andrea Borg.",
        "ru": "Благодарю Вас, Ваше Превосходительство г-жа\u00a0Андреа Борг.",
        "es": "Muchas gracias, Excma.\u00a0Sra.\u00a0Andrea Borg.",
    }
