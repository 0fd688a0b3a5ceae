"""The names of States that ship with the product: which they are, how they are written, and where they come from.

The apostrophe is the typographic one (’, U+2019) in every language. Former names say until which day they were used.
"""

import csv
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
DATA = REPOSITORY / "speakers" / "data"
REFERENCE = REPOSITORY.parent / "shared" / "data" / "member-states.csv"

LANGUAGES = ["ar", "zh_hans", "en", "fr", "ru", "es"]
FORMS = ["in_text_ar", "in_text_en", "of_fr", "of_ru", "of_es"]  # test_name_forms.py says what they look like
NAMES = [f"{kind}_{language}" for kind in ("name", "formal") for language in LANGUAGES]
SCRIPTS = {"ar": "ARABIC", "zh_hans": "CJK", "en": "LATIN", "fr": "LATIN", "ru": "CYRILLIC", "es": "LATIN"}

MISSING = "the reference leaves the formal name empty"
RENAMED = "the reference has the former short name; the United Nations has since put the Kingdom into it"

# (State, column): what the reference says, and why our table says otherwise. Not among them is the dash in Arabic
# names such as بوليفيا (دولة - المتعددة القوميات): the United Nations puts it where the name has been taken out.
DEVIATIONS = {
    ("CIV", "name_en"): ("Ivory Coast", "the State's name is not translated: Côte d’Ivoire in all languages"),
    **{("CIV", f"formal_{language}"): ("", MISSING) for language in LANGUAGES},
    ("NLD", "name_ar"): ("هولندا", RENAMED),
    ("NLD", "name_zh_hans"): ("荷兰", RENAMED),
    ("NLD", "name_en"): ("Netherlands", RENAMED),
    ("NLD", "name_fr"): ("Pays-Bas", RENAMED),
    ("NLD", "name_ru"): ("Нидерланды", RENAMED),
    ("NLD", "name_es"): ("Países Bajos", RENAMED),
    ("PNG", "formal_ru"): (
        "Независимое государство Папуа — Новая Гвинея",
        "a formal name has a capital on Государство, as Samoa's and Bolivia's have",
    ),
    ("TLS", "name_ar"): ("تيمور- ليشتي", "a space on both sides of the dash, as in the State's formal name"),
    **{("TUR", f"formal_{language}"): ("", MISSING) for language in LANGUAGES},
}

NAMES_OF_3_APRIL_2012 = {
    "BOL": "Bolivia (Plurinational State of)",
    "CPV": "Cape Verde",
    "CZE": "Czech Republic",
    "LBY": "Libya",
    "MKD": "The former Yugoslav Republic of Macedonia",
    "NLD": "Netherlands",
    "PSE": "Palestine",
    "SRB": "Serbia",
    "SWZ": "Swaziland",
    "TUR": "Turkey",
    "VEN": "Venezuela (Bolivarian Republic of)",
}


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def states():
    return {row["iso3"]: row for row in rows_of(DATA / "states.csv")}


def former_names():
    return rows_of(DATA / "former_names.csv")


def names_on(iso3, day):
    """The row that holds the State's names on that day: the first former one still valid, else today's."""
    former = [row for row in former_names() if row["iso3"] == iso3 and row["valid_until"] >= day.isoformat()]
    return min(former, key=lambda row: row["valid_until"], default=states()[iso3])


def reference_names():
    """The reference's names under our column names, with our apostrophe and single spaces."""
    if not REFERENCE.exists():
        pytest.skip("the reference list of States (shared/data/member-states.csv) is not beside the repository")
    return {
        (row["iso3"], column): " ".join(row[column.replace("name_", "short_")].replace("'", "’").split())
        for row in rows_of(REFERENCE)
        for column in NAMES
    }


def every_cell():
    """Every cell of both files, as (file, State, column, text)."""
    found = [
        (name, row["iso3"], column, text)
        for name in ("states.csv", "former_names.csv")
        for row in rows_of(DATA / name)
        for column, text in row.items()
    ]
    assert {name for name, *__ in found} == {"states.csv", "former_names.csv"}
    return found


def every_name():
    names = [(file, iso3, column, text) for file, iso3, column, text in every_cell() if column in NAMES]
    assert {column for __, __, column, __ in names} == set(NAMES)
    return names


def alphabetical(name):
    """As the United Nations sorts: an accented letter stands where the plain one does."""
    decomposed = unicodedata.normalize("NFD", name)
    return "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()


def test_states_have_the_agreed_columns():
    assert list(rows_of(DATA / "states.csv")[0]) == ["iso3", "iso2", "m49", "status", "region", *NAMES, *FORMS]
    assert list(former_names()[0]) == ["iso3", "valid_until", *NAMES, *FORMS]


def test_states_are_193_members_and_2_observers():
    observers = [row["iso3"] for row in states().values() if row["status"] == "observer"]
    members = [row["iso3"] for row in states().values() if row["status"] == "member"]

    assert len(members) == 193
    assert observers == ["VAT", "PSE"]


@pytest.mark.parametrize(
    ("code", "form"), [("iso3", r"[A-Z]{3}"), ("iso2", r"[A-Z]{2}"), ("m49", r"[0-9]{3}")], ids=["iso3", "iso2", "m49"]
)
def test_states_have_a_code_of_their_own(code, form):
    codes = [row[code] for row in rows_of(DATA / "states.csv")]

    assert len(set(codes)) == 195
    assert [wrong for wrong in codes if not re.fullmatch(form, wrong)] == []


def test_states_are_in_one_of_five_regions():
    assert {row["region"] for row in states().values()} == {"africa", "americas", "asia", "europe", "oceania"}


def test_states_have_the_codes_and_the_region_of_the_reference():
    reference_names()
    facts = {
        row["iso3"]: (
            row["iso2"],
            row["m49"].zfill(3),
            row["status"].removesuffix(" State").lower(),
            row["region"].lower(),
        )
        for row in rows_of(REFERENCE)
    }

    assert {iso3: (row["iso2"], row["m49"], row["status"], row["region"]) for iso3, row in states().items()} == facts


def test_states_stand_in_english_alphabetical_order():
    names = [row["name_en"] for row in rows_of(DATA / "states.csv")]

    assert names == sorted(names, key=alphabetical)


@pytest.mark.parametrize("column", NAMES)
def test_names_differ_from_state_to_state(column):
    names = [row[column] for row in states().values()]

    assert len(set(names)) == 195


def test_names_leave_no_cell_empty():
    assert [cell for cell in every_cell() if not cell[-1]] == []


def test_names_have_no_stray_space():
    assert [cell for cell in every_cell() if cell[-1] != " ".join(cell[-1].split())] == []


def test_names_have_no_invisible_or_decomposed_characters():
    def is_plain(text):
        categories = {unicodedata.category(character) for character in text}
        return text == unicodedata.normalize("NFC", text) and not categories & {"Cc", "Cf", "Mn", "Co", "Cn"}

    assert [cell for cell in every_cell() if not is_plain(cell[-1])] == []


def test_names_use_the_typographic_apostrophe():
    assert [cell for cell in every_cell() if set(cell[-1]) & set("'`´‘ʼ")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_in_the_script_of_their_language(language):
    def is_in_script(text):
        letters = [character for character in text if character.isalpha()]
        return all(unicodedata.name(letter).startswith(SCRIPTS[language]) for letter in letters)

    names = [cell for cell in every_name() if cell[2].endswith(f"_{language}")]

    assert [cell for cell in names if not is_in_script(cell[-1])] == []


def test_names_in_chinese_have_full_width_brackets_and_no_spaces():
    names = [cell for cell in every_name() if cell[2].endswith("_zh_hans")]

    assert [cell for cell in names if set(cell[-1]) & set("() ")] == []


def test_names_have_balanced_brackets():
    assert [cell for cell in every_name() if cell[-1].count("(") != cell[-1].count(")")] == []
    assert [cell for cell in every_name() if cell[-1].count("（") != cell[-1].count("）")] == []


@pytest.mark.parametrize("column", NAMES)
def test_names_are_those_of_the_reference_or_a_deviation_with_its_reason(column):
    reference = {iso3: name for (iso3, column_there), name in reference_names().items() if column_there == column}
    expected = {iso3: name for iso3, name in reference.items() if (iso3, column) not in DEVIATIONS}

    assert {iso3: row[column] for iso3, row in states().items() if (iso3, column) not in DEVIATIONS} == expected


def test_deviations_are_still_deviations():
    reference = reference_names()

    assert {place: blemish for place, (blemish, _) in DEVIATIONS.items()} == {
        place: reference[place] for place in DEVIATIONS
    }
    assert [place for place in DEVIATIONS if states()[place[0]][place[1]] == reference[place]] == []


def test_deviations_each_have_a_reason():
    assert [place for place, (_, reason) in DEVIATIONS.items() if not reason] == []


def test_former_names_belong_to_states_we_know():
    assert {row["iso3"] for row in former_names()} <= set(states())


def test_former_names_end_on_a_day_between_2000_and_today():
    days = [date.fromisoformat(row["valid_until"]) for row in former_names()]

    assert [day for day in days if not date(2000, 1, 1) < day < date.today()] == []


def test_former_names_of_a_state_end_on_different_days():
    ends = [(row["iso3"], row["valid_until"]) for row in former_names()]

    assert len(set(ends)) == len(ends)


def test_former_names_differ_from_the_names_that_followed_them():
    def followed_by(row):
        return names_on(row["iso3"], date.fromordinal(date.fromisoformat(row["valid_until"]).toordinal() + 1))

    unchanged = [row for row in former_names() if all(row[column] == followed_by(row)[column] for column in NAMES)]

    assert unchanged == []


@pytest.mark.parametrize(("iso3", "name"), NAMES_OF_3_APRIL_2012.items())
def test_conference_of_3_april_2012_prints_the_names_of_its_day(iso3, name):
    assert names_on(iso3, date(2012, 4, 3))["name_en"] == name


@pytest.mark.parametrize(
    ("iso3", "last_day", "former", "new"),
    [
        ("SRB", date(2003, 2, 3), "Yugoslavia", "Serbia and Montenegro"),
        ("VEN", date(2004, 11, 16), "Venezuela", "Venezuela (Bolivarian Republic of)"),
        ("SRB", date(2006, 6, 2), "Serbia and Montenegro", "Serbia"),
        ("LBY", date(2011, 9, 15), "Libyan Arab Jamahiriya", "Libya"),
        ("PSE", date(2012, 12, 16), "Palestine", "State of Palestine"),
        ("CPV", date(2013, 10, 23), "Cape Verde", "Cabo Verde"),
        ("CZE", date(2016, 5, 16), "Czech Republic", "Czechia"),
        ("MKD", date(2019, 2, 13), "The former Yugoslav Republic of Macedonia", "North Macedonia"),
        ("TUR", date(2022, 5, 31), "Turkey", "Türkiye"),
    ],
)
def test_former_names_give_way_on_the_day_after_their_last(iso3, last_day, former, new):
    the_day_after = date.fromordinal(last_day.toordinal() + 1)

    assert names_on(iso3, last_day)["name_en"] == former
    assert names_on(iso3, the_day_after)["name_en"] == new


def test_libya_keeps_its_short_name_when_its_formal_name_changes():
    in_2012, today = names_on("LBY", date(2012, 4, 3)), states()["LBY"]

    assert (in_2012["name_en"], in_2012["formal_en"]) == ("Libya", "Libya")
    assert (today["name_en"], today["formal_en"]) == ("Libya", "the State of Libya")
