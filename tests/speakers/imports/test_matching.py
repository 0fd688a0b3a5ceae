"""Lists as secretariats keep them: their columns are proposed by headings and contents, and matched by a person."""

from io import BytesIO

import pytest

from conference.files.safe_open import FileRefused
from conference.files.tables import raw_sheets
from conference.imports.matching import Matching, columns_of_file, headings_of, signature_of
from speakers.imports.columns import KINDS
from speakers.imports.matching import PeopleMatcher, Proposer, overlapping
from speakers.imports.parse import HeadingsUnmatched, read
from speakers.imports.preview import preview_table
from speakers.models import Delegation, State
from tests.factories import make_conference, make_speaker
from tests.speakers.imports.lists import LIST, MATCHED, secretariat_list
from tests.speakers.imports.tables import csv_of, xlsx_of

SPEAKERS, DELEGATIONS = KINDS["speakers"], KINDS["delegations"]
STATES = {"norway", "chile", "чили", "норвегия", "智利"}


def in_latin(field, name):
    """What a name fills of the languages that are written in Latin letters, by the headings of a table."""
    return {f"{field}_{code}": name for code in ("en", "fr", "es")}


EXCELLENCY = {
    "courtesy_title_en": "H.E. Mr.",
    "courtesy_title_fr": "S.E. M.",
    "courtesy_title_es": "Excmo. Sr.",
    "courtesy_title_ru": "Его Превосходительство г-н",
    "courtesy_title_zh": "先生阁下",
}


def proposed(headings, *rows, kind=SPEAKERS, original="en", remembered=None):
    """The fields that are proposed for the columns of a table, in their order."""
    __, (sheet,) = raw_sheets(BytesIO(csv_of(headings, *rows)))
    columns = columns_of_file(sheet, sheet.rows[0][0])
    return list(Proposer(kind, original, STATES, remembered).propose(columns).values())


@pytest.mark.django_db
def test_list_of_a_secretariat_is_proposed_whole():
    __, sheets = raw_sheets(BytesIO(secretariat_list()))
    matcher = PeopleMatcher(SPEAKERS, make_conference())
    sheet = sheets[matcher.best_sheet(sheets)]
    row = matcher.heading_row(sheet)

    found = Proposer(SPEAKERS, "en", STATES).propose(columns_of_file(sheet, row))

    assert (sheets.index(sheet), row, found) == (1, 4, MATCHED)
    assert headings_of(sheet, row) == dict(zip("ABCDEF", LIST[0], strict=True))


@pytest.mark.parametrize(
    ("original", "headings", "row", "expected"),
    [
        ("en", ["No.", "Name", "Country", "Position"], ["1", "Ms. Jane Roe", "Norway", "Minister"], "full_name_en"),
        ("fr", ["N°", "Nom", "Pays", "Fonction"], ["1", "Mme Jane Roe", "Norvège", "Ministre"], "full_name_fr"),
        ("es", ["N.º", "Nombre", "País", "Cargo"], ["1", "Sra. Jane Roe", "Noruega", "Ministra"], "full_name_es"),
        ("ru", ["№", "ФИО", "Страна", "Должность"], ["1", "г-жа Джейн Роу", "Чили", "Министр"], "full_name_ru"),
        ("ar", ["م", "الاسم", "الدولة", "المنصب"], ["1", "السيدة جين رو", "شيلي", "وزيرة"], "full_name_ar"),
        ("zh-hans", ["序号", "姓名", "国家", "职务"], ["1", "简·罗女士", "智利", "部长"], "full_name_zh"),
    ],
)
def test_headings_of_six_languages_are_known(original, headings, row, expected):
    function = expected.replace("full_name", "function")

    assert proposed(headings, row, original=original) == ["", expected, "delegation", function]
    assert proposed(headings, ["1", "Roe"], original="en")[:2] == ["", "name_en"]


@pytest.mark.parametrize(
    ("headings", "row", "expected"),
    [
        (["Name / Nom", "Title\nFunction"], ["Jane Roe", "Minister"], ["name_en", "function_en"]),
        (["Nom", "Prénom"], ["Roe", "Jane"], ["family_name_en", "given_name_en"]),
        (["Фамилия", "Имя"], ["Роу", "Джейн"], ["family_name_ru", "given_name_ru"]),
        (["First name", "Surname"], ["Jane", "Roe"], ["given_name_en", "family_name_en"]),
        (["Title", "Name"], ["Ms.", "Jane Roe"], ["courtesy_title_en", "name_en"]),
        (["Title", "Name"], ["Minister", "Jane Roe"], ["function_en", "name_en"]),
        (["Fonction"], ["Ministre"], ["function_fr"]),
        (["Contact", "Name"], ["roe@example.org", "Jane Roe"], ["email", "name_en"]),
        (["Organization", "Name"], ["Norway", "Jane Roe"], ["delegation", "name_en"]),
        (["Organization", "Name"], ["WHO", "Jane Roe"], ["affiliation_en", "name_en"]),
        (["Name", "Full name"], ["Jane Roe", "Jane Roe"], ["name_en", ""]),
        (["Hotel", "Name"], ["Norway Inn", "Jane Roe"], ["", "name_en"]),
        (["Function (Français)", "Name"], ["Minister", "Jane Roe"], ["function_fr", "name_en"]),
    ],
)
def test_columns_are_proposed_by_headings_and_contents(headings, row, expected):
    assert proposed(headings, row) == expected


def test_column_without_a_heading_is_proposed_by_its_contents():
    rows = [["1", "Norway", "a@example.org"], ["2", "Chile", "b@example.org"]]

    assert proposed(["", "", "", "Name"], *([*row, "Jane Roe"] for row in rows)) == [
        "",
        "delegation",
        "email",
        "name_en",
    ]


def test_states_of_a_list_of_delegations_are_its_keys_and_organizations_are_names():
    assert proposed(["#", "Country", "Category"], ["1", "Чили", "states"], kind=DELEGATIONS) == ["", "key", "kind"]
    assert proposed(["Organization"], ["World Health Organization"], kind=DELEGATIONS) == ["name_en"]


def test_what_was_matched_before_is_proposed_before_all_else():
    assert proposed(["Hotel", "Name"], ["A", "B"], remembered={"hotel": "affiliation_en"}) == [
        "affiliation_en",
        "name_en",
    ]
    assert proposed(["Hotel", "Name"], ["A", "B"], remembered={"name": ""}) == ["", ""]


def test_fields_that_hold_the_same_overlap_and_halves_of_a_name_do_not():
    assert overlapping(SPEAKERS, ["full_name_en", "delegation", "courtesy_title_en"]) == [
        "full_name_en",
        "courtesy_title_en",
    ]
    assert overlapping(SPEAKERS, ["given_name_en", "family_name_en", "full_name_fr"]) == []
    assert overlapping(SPEAKERS, ["email", "email"]) == ["email"]


def test_signature_is_that_of_the_headings_and_their_places():
    headings = {"A": "No.", "B": "Name"}

    assert signature_of(headings) == signature_of({"B": " NAME", "A": "no."})
    assert len({signature_of(each) for each in (headings, {"A": "No.", "C": "Name"}, {"A": "No."})}) == 3


def table_of(content, fields, row=1, sheet=0, kind=SPEAKERS):
    return read(BytesIO(content), kind, Matching(sheet, row, fields))


@pytest.fixture
def conference(db):
    conference = make_conference()
    for iso3, iso2, m49, names in [
        ("NOR", "NO", "578", ("Norway", "Норвегия")),
        ("CHL", "CL", "152", ("Chile", "Чили")),
    ]:
        state = State.objects.create(
            iso3=iso3, iso2=iso2, m49=m49, status="member", region="europe", name_en=names[0], name_ru=names[1]
        )
        Delegation.objects.create(conference=conference, kind="states", state=state, name_en=names[0])
    return conference


def planned(content, conference, fields, kind=SPEAKERS, **place):
    table = table_of(content, fields, kind=kind, **place)
    return [
        {change.column.heading: change.after for change in row.changes} | {"": [each.message for each in row.problems]}
        for row in preview_table(table, kind, conference).rows
    ]


def test_matched_list_is_previewed_with_titles_names_and_states(conference):
    first, second, third = planned(secretariat_list(), conference, MATCHED, row=4, sheet=1)

    assert first == {
        **EXCELLENCY,
        **in_latin("name", "Pedro Example"),
        "delegation": "CHL",
        "function_en": "Minister for Foreign Affairs",
        "email": "pedro@example.org",
        "": [],
    }
    assert (second["courtesy_title_en"], second["name_en"], second["delegation"]) == ("Ms.", "Kari Example", "NOR")
    assert third["delegation"] == "NOR"  # of the cell that is merged with the one above
    assert third["courtesy_title_fr"] == "Mme"  # the language that has this title


def test_names_in_two_columns_make_a_name_and_one_for_sorting(conference):
    (row,) = planned(
        csv_of(["Surname", "First name"], ["Roe", "Jane"]), conference, {"A": "family_name_en", "B": "given_name_en"}
    )
    (chinese,) = planned(
        csv_of(["名", "姓", "Name"], ["小明", "王", "Wang Xiaoming"]),
        conference,
        {"A": "given_name_zh", "B": "family_name_zh", "C": "name_en"},
    )

    assert row == {**in_latin("name", "Jane Roe"), **in_latin("sort_name", "Roe Jane"), "": []}
    assert chinese == {"name_zh": "王小明", **in_latin("name", "Wang Xiaoming"), "": []}


def test_columns_that_are_left_out_leave_no_problem_and_rows_of_nothing_else_are_none(conference):
    content = csv_of(["No.", "Name", "Hotel"], ["1", "Jane Roe", "=A1"], ["2", "", ""], ["", "", "Total: 2"])

    assert planned(content, conference, {"A": "", "B": "name_en", "C": ""}) == [
        {**in_latin("name", "Jane Roe"), "": []}
    ]


def test_merged_cells_of_names_are_refused_and_those_of_titles_above_and_columns_aside_are_not(conference):
    rows = [["List"], ["Name", "Country", "Room"], ["Jane Roe", "Norway", "1"], ["John Roe", "Norway", "1"]]

    def merged(reference):
        content = xlsx_of(*rows, change=lambda sheet: [sheet.merge_cells(each) for each in ("A1:C1", reference)])
        return lambda: planned(content, conference, {"A": "name_en", "B": "delegation", "C": ""}, row=2)

    assert [row["delegation"] for row in merged("B3:B4")()] == ["NOR", "NOR"]
    assert len(merged("C3:C4")()) == 2
    with pytest.raises(FileRefused, match="A3:A4"):
        merged("A3:A4")()


def test_states_of_a_list_of_delegations_are_read_by_any_name(conference):
    State.objects.create(
        iso3="RUS", iso2="RU", m49="643", status="member", region="europe", name_en="Russian Federation"
    )
    content = csv_of(["State"], ["Россия"], ["Чили"], ["Atlantis"])

    new, known, unknown = planned(content, conference, {"A": "key"}, kind=DELEGATIONS)

    assert (new[""], known[""]) == ([], [])
    assert unknown[""] == ["“Atlantis” is neither a State nor a delegation of this conference, by any of its names."]


def test_table_with_other_headings_is_not_read_before_it_is_matched():
    for headings in (["Name", "short_name"], ["name_en", "Name (English)"]):
        with pytest.raises(HeadingsUnmatched):
            read(BytesIO(csv_of(headings, ["One", "Two"])), SPEAKERS)
    assert list(read(BytesIO(csv_of(["Name (English)"], ["One"])), SPEAKERS).columns) == ["A"]


def test_corrected_cells_are_read_in_place_of_those_of_the_file(conference):
    make_speaker(conference, slug="known", name_en="Known")
    content = csv_of(["Name", "Country"], ["=A1", "Korea"], ["Ms. Jane Roe", "Chile"], ["Known", ""], ["", "Chile"])
    table = table_of(content, {"A": "full_name_en", "B": "delegation"})
    before = preview_table(table, SPEAKERS, conference)

    corrections = {2: {"full_name_en": "H.E. Mr. John Roe", "delegation": "Норвегия"}, 4: None, 5: {"name_en": "Third"}}
    after = preview_table(table.corrected(corrections), SPEAKERS, conference)

    assert [row.outcome for row in before.rows] == ["refused", "new", "refused", "refused"]
    assert [row.outcome for row in after.rows] == ["new", "new", "left-out", "new"]
    assert {change.column.heading: change.after for change in after.rows[0].changes} == {
        **EXCELLENCY,
        **in_latin("name", "John Roe"),
        "delegation": "NOR",
    }
    assert after.rows[2].names["en"] == "Known"
    assert before.fingerprint != after.fingerprint
