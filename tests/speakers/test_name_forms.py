"""The forms in which the names of States and groups stand in sentences: that all are there, and look as they must.

What a form looks like is held here by rules and by closed lists; whether it is right, people have read.
"""

import importlib
import json
import re
from datetime import date

import pytest
from django.apps import apps

from floor.groups import FILE
from floor.models import Group
from speakers.management.commands.load_states import DATA, rows_of
from speakers.models import Delegation, FormerName, State
from speakers.models.name_forms import FORMS
from tests.constraints import refuses
from tests.factories import in_six, make_conference
from tests.staff import browser_of, errors_on, make_member, open_form

INVERTED = {"BOL", "FSM", "IRN", "NLD", "VEN"}  # a list has them by their geographical name
# The States that the terminology database of the United Nations (UNTERM) has with "(the)", but for the five inverted.
ENGLISH_ARTICLE = set(
    "ARE BHS CAF COD COG COM DOM GBR GMB KOR LAO MDA MHL NER PHL PRK PSE RUS SDN SYR TZA USA VAT".split()
)
FORMER_ARTICLE = {"CZE 2016-05-16", "LBY 2011-09-15", "MKD 2019-02-13", "NLD 2023-06-30"}
FRENCH_WITHOUT_ARTICLE = set(
    "ATG BHR CPV CUB CYP DJI HTI ISR KIR KNA LCA LKA MCO MDG MLT MUS NRU OMN SGP SLV SMR STP VCT VUT".split()
)
SPANISH_ARTICLE = set(
    "AFG ARE ARG BHS BRA CAF CAN CMR COD COG COM DOM ECU GAB GBR IND IRQ JPN KOR LAO LBN MDA MHL NER PAK PER PRK PRY "
    "PSE RUS SAU SDN SEN SLB SYR TCD TGO TZA URY USA VAT YEM".split()
)
RUSSIAN_UNDECLINED = set(
    "BDI BFA BGD CHL COG CPV DJI FJI HTI KIR LSO MAR MCO MLI MWI NIC NRU PER SLE SMR SOM STP SWZ TGO TON TUV VUT WSM "
    "PLW ZWE".split()
)

FRENCH = re.compile(
    r"des |(du |de la )(?![AEIOUÉÎaeiouéî])|de l’(?=[AEIOUÉÎaeiouéî])|de (?![AEIOUÉÎl])|d’(?=[AEIOUÉÎH])"
)
SPANISH = re.compile(r"(del|de la|de los|de las|de) ")


def shipped():
    """The names that ship: [(what it is called in a message, whether it is a group, row)]."""
    states = [(row["iso3"], False, row) for row in rows_of(DATA / "states.csv")]
    former = [(f"{row['iso3']} {row['valid_until']}", False, row) for row in rows_of(DATA / "former_names.csv")]
    groups = [
        (row["en"], True, {f"name_{code}".replace("-", "_"): text for code, text in row.items()} | row)
        for row in json.loads(FILE.read_text(encoding="utf-8"))
    ]
    assert [len(states), len(former), len(groups)] == [195, 13, 17]
    return [*states, *former, *groups]


SHIPPED = shipped()
GROUPS = {row["in_text_ar"] for _, is_group, row in SHIPPED if is_group}


def wrong(form, is_right):
    return [(key, row[form]) for key, _, row in SHIPPED if not is_right(key, row)]


def running(row, code):
    """The name as it runs, not as a list turns it round: of the five States the formal one."""
    return row[f"formal_{code}"] if row.get("iso3") in INVERTED and "(" in row["name_en"] else row[f"name_{code}"]


def same(one, other):
    """A group that is no proper name begins small in a sentence, and the formal names have articles."""
    return one.casefold() == other.casefold()


@pytest.mark.parametrize("form", FORMS.values())
def test_every_name_has_every_form_and_none_is_that_of_a_list(form):
    assert wrong(form, lambda key, row: row[form] and not set(row[form]) & set("()（）")) == []


@pytest.mark.parametrize(("form", "script"), [("of_ru", "А-Яа-яёЁ"), ("in_text_ar", "\u0621-\u064a")])
def test_forms_are_in_their_own_script(form, script):
    def is_right(key, row):
        return re.fullmatch(rf"[{script}0-9 ’,—-]+", row[form])

    assert wrong(form, is_right) == []


def test_english_forms_have_the_article_that_the_name_takes():
    def is_right(key, row):
        bare, has_article = row["in_text_en"].removeprefix("the "), row["in_text_en"].startswith("the ")
        takes_one = key in ENGLISH_ARTICLE | INVERTED | FORMER_ARTICLE or row["in_text_ar"] in GROUPS
        return same(bare, re.sub("^[Tt]he ", "", running(row, "en"))) and has_article == takes_one

    assert wrong("in_text_en", is_right) == []


def test_french_forms_have_preposition_and_article_and_are_elided_before_vowels():
    def is_right(key, row):
        found = FRENCH.match(row["of_fr"])
        bare = re.sub(r"^(les? |la |l’)(?=[RÉé])", "", running(row, "fr"))
        rest = row["of_fr"][found.end() :] if found else ""
        return same(rest.replace(" et de la Chine", " et la Chine"), bare) and (
            len(key) > 3 or (found[0] in ("de ", "d’")) == (key in FRENCH_WITHOUT_ARTICLE)
        )

    assert wrong("of_fr", is_right) == []


def test_spanish_forms_have_preposition_and_article():
    def is_right(key, row):
        found = SPANISH.match(row["of_es"])
        bare = re.sub(r"^(el |la |los |las )(?=Re|Es)", "", running(row, "es"))
        return same(row["of_es"][found.end() :], bare) and (
            len(key) > 3 or (found[0] != "de ") == (key in SPANISH_ARTICLE | INVERTED)
        )

    assert wrong("of_es", is_right) == []


def test_russian_forms_are_declined_but_for_the_names_that_never_are():
    """What follows the noun stays: Республика Молдова, Республики Молдова."""

    def is_right(key, row):
        name, form = running(row, "ru"), row["of_ru"]
        is_state, word = len(key) == 3, name.split()[0]
        if is_state and key in RUSSIAN_UNDECLINED:
            return form == name
        changed = form != name or key.startswith(("CPV",))
        return changed and form[0].casefold() == name[0].casefold() and form[:2].casefold() == word[:2].casefold()

    assert wrong("of_ru", is_right) == []


def test_arabic_forms_are_the_names_as_they_run():
    assert wrong("in_text_ar", lambda key, row: row["in_text_ar"] == running(row, "ar")) == []


# Whose form a sentence takes


def state_of(iso3):
    """A State with its former names as they ship, without a row in the database."""

    def of(model, row):
        return model(pk=1, **{name: value for name, value in row.items() if name not in ("iso3", "valid_until")})

    state = of(State, next(row for row in rows_of(DATA / "states.csv") if row["iso3"] == iso3))
    former = [of(FormerName, row) for row in rows_of(DATA / "former_names.csv") if row["iso3"] == iso3]
    state._prefetched_objects_cache = {"former_names": former}
    return state


def delegation_of(state, names, **fields):
    columns = {column: value for column, value in vars(names).items() if column.startswith("name_")}
    return Delegation(kind="states", state=state, **{**columns, **fields})


@pytest.mark.parametrize(
    ("code", "today", "in_2012"),
    [
        ("en", "the Kingdom of the Netherlands", "the Netherlands"),
        ("fr", "du Royaume des Pays-Bas", "des Pays-Bas"),
        ("es", "del Reino de los Países Bajos", "de los Países Bajos"),
        ("ru", "Королевства Нидерландов", "Нидерландов"),
        ("ar", "مملكة هولندا", "هولندا"),
        ("zh-hans", "荷兰王国", "荷兰"),
    ],
)
def test_delegation_of_a_state_takes_the_form_of_the_name_of_its_day(code, today, in_2012):
    state = state_of("NLD")
    former = state.former_names.all()[0]

    assert delegation_of(state, state).in_sentence(code) == today
    assert delegation_of(state, former).in_sentence(code) == in_2012


@pytest.mark.parametrize(
    ("iso3", "said"),
    [
        ("IRN", ["République islamique d’Iran", "República Islámica del Irán", "Исламская Республика Иран"]),
        ("NLD", ["Royaume des Pays-Bas", "Reino de los Países Bajos", "Королевство Нидерландов"]),
        ("BOL", ["État plurinational de Bolivie", "Estado Plurinacional de Bolivia"]),
        ("SDN", ["Soudan", "Sudán", "Судан"]),
    ],
)
def test_name_by_itself_is_said_in_its_order(iso3, said):
    state = state_of(iso3)

    found = [delegation_of(state, state).as_said(code) for code in ("fr", "es", "ru")]

    assert found[: len(said)] == said


def test_name_that_is_none_of_the_states_has_no_form_and_its_own_form_goes_first():
    state = state_of("FRA")

    assert delegation_of(state, state, name_fr="Gaule").in_sentence("fr") == ""
    assert delegation_of(state, state, name_fr="").in_sentence("fr") == ""
    assert delegation_of(state, state, of_fr="de la Gaule").in_sentence("fr") == "de la Gaule"


def test_organization_has_the_forms_that_are_written_for_it_and_its_bare_name_in_chinese():
    row = Delegation(
        kind="un-system", of_es="de la Organización Internacional", name_zh_hans="国际组织", name_en="A name"
    )

    assert [row.in_sentence(code) for code in ("es", "zh-hans", "en", "ru")] == [
        "de la Organización Internacional",
        "国际组织",
        "",
        "",
    ]


@pytest.mark.django_db
def test_forms_that_cannot_follow_a_delegation_are_refused():
    conference = make_conference()
    state = State.objects.create(iso3="FRA", iso2="FR", m49="250", status="member", region="europe", of_fr="d’Ici")

    for rows, fields in ((conference.delegations, {"kind": "un-system"}), (conference.groups, {})):
        make = rows.create
        assert make(of_fr="des Amis", of_es="del Grupo", **fields).pk
        assert refuses(make, of_fr="la France", **fields)
        assert refuses(make, of_es="la Argentina", **fields)
    assert refuses(state.former_names.create, valid_until=date(2012, 1, 1), of_fr="le Zaïre")


@pytest.mark.django_db
def test_groups_of_an_older_installation_get_the_forms_of_those_that_ship_by_their_names():
    conference = make_conference()
    ours = conference.groups.create(**in_six("name", "Our own"))
    nordic = conference.groups.create(name_en="Nordic countries", name_fr="Pays du Nord", name_es="Países nórdicos")

    importlib.import_module("floor.migrations.0062_forms_of_known_groups").give_forms(apps, None)

    ours.refresh_from_db()
    nordic.refresh_from_db()
    assert [nordic.form_in(code) for code in ("en", "fr", "es")] == [
        "the Nordic countries",
        "",
        "de los países nórdicos",
    ]
    assert not any(ours.form_in(code) for code in FORMS)
    assert Group.objects.count() == 2


@pytest.mark.django_db
def test_forms_of_an_organization_are_written_in_the_admin_in_their_direction():
    secretariat = browser_of(make_member("secretariat"))
    row = make_conference().delegations.create(kind="un-system", **in_six("name", "Office"))
    address = f"/en/admin/speakers/delegation/{row.pk}/change/"

    page = secretariat.get(address).content.decode()
    refused = secretariat.post(address, open_form(secretariat, address) | {"of_fr": "le Bureau"})
    secretariat.post(address, open_form(secretariat, address) | {"of_fr": "du Bureau", "in_text_ar": "المكتب"})

    assert "In sentences</h2>" in page
    assert re.search(r'<input[^>]*name="in_text_ar"[^>]*lang="ar"[^>]*dir="rtl"', page)
    assert "The French form begins with its preposition: de, du, des or d’." in errors_on(refused)
    row.refresh_from_db()
    assert (row.of_fr, row.in_text_ar) == ("du Bureau", "المكتب")
