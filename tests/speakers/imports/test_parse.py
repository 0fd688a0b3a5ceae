"""What uploaded files hold: every encoding, every fault, and a sentence for each."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.utils.translation import gettext, override
from openpyxl import load_workbook

from conference.files import safe_open, tables
from conference.files.safe_open import FileRefused
from speakers.imports import export, parse
from speakers.imports.columns import KINDS
from speakers.imports.plan import RowOutcome
from speakers.models import Delegation, Speaker, State
from tests.factories import make_conference, make_speaker
from tests.speakers.imports.tables import csv_of, preview, problems_of, xlsx_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HEADINGS = ["short_name", "name_en", "name_ar"]
ROW = ["new", "Name, with; signs", "اسم"]


@pytest.fixture
def conference():
    return make_conference()


def refusal_of(content, conference, kind="speakers"):
    with pytest.raises(FileRefused) as refused:
        preview(content, conference, kind)
    return str(refused.value)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_as_spreadsheets_save_it(conference, separator, encoding):
    found = preview(csv_of(HEADINGS, ROW, separator=separator, encoding=encoding), conference)

    assert found.rows[0].values == {
        "status": "proposed",
        "slug": "new",
        **dict.fromkeys(("name_en", "name_fr", "name_es"), "Name, with; signs"),
        "name_ar": "اسم",
    }


def test_csv_that_says_its_separator_is_believed(conference):
    found = preview(b"sep=;\r\nshort_name;name_en\r\none, two;One\r\n;Two\r\n", conference)

    assert [entry.number for entry in found.rows] == [2, 3]
    assert found.rows[1].values["name_en"] == "Two"


@pytest.mark.parametrize(
    ("encoding", "name"), [("windows-1251", "Имя"), ("windows-1256", "اسم"), ("gb18030", "名字"), ("utf-16-le", "Name")]
)
def test_csv_in_another_encoding_is_refused_with_the_way_out(conference, encoding, name):
    content = "\r\n".join(["short_name,name_en", f"new,{name}"]).encode(encoding)

    assert refusal_of(content, conference) == "The file is not in UTF-8; save it as “CSV UTF-8”."


@pytest.mark.parametrize(
    "start", [b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xd8\xff\xe0\x00\x10JFIF", b"\x89PNG\r\n"]
)
def test_other_formats_are_refused_by_what_they_are(conference, start):
    words = "This is neither an Excel workbook (.xlsx) nor a CSV file; save it as one of these."

    assert refusal_of(start + b" and more", conference) == words


def test_other_packages_are_refused(conference):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", "<office/>")

    assert refusal_of(out.getvalue(), conference).startswith("This is neither an Excel workbook")


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n,,\r\n", xlsx_of()])
def test_empty_file_is_told(conference, content):
    assert refusal_of(content, conference) == "The file is empty."


@pytest.mark.parametrize("make", [csv_of, xlsx_of])
def test_headings_alone_are_no_table(conference, make):
    assert refusal_of(make(HEADINGS), conference) == "The file has no row beneath the headings."


@pytest.mark.parametrize("code", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_headings_are_read_in_all_six_languages(conference, code):
    with override(code):
        labels = [str(column.label) for column in KINDS["speakers"].columns]

    found = parse.read(BytesIO(csv_of(labels, ["new"])), KINDS["speakers"])

    assert [column.heading for column in found.columns.values()] == [
        column.heading for column in KINDS["speakers"].columns
    ]


@pytest.mark.parametrize("code", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_words_are_read_in_all_six_languages(conference, code):
    speaker = make_speaker(conference, slug="one", status="invited", consents_to_recording=False)
    with override(code):
        row = ["one", f" {Speaker.Status.WITHDRAWN.label.upper()}", gettext("yes")]

    found = preview(csv_of(["short_name", "status", "consents_to_recording"], row), conference).rows[0]

    assert found.values == {"status": "withdrawn", "consents_to_recording": True}
    assert found.row == speaker


def test_row_numbers_are_those_of_the_spreadsheet(conference):
    rows = [HEADINGS, ["one", "One\nbad", ""], [], ["", "", ""], ["two", "=1+1", ""]]

    for content in (csv_of(*rows), xlsx_of(*rows)):
        assert [row[:3] for row in problems_of(content, conference)] == [(2, "B", "name_en"), (5, "B", "name_en")]


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\uff1d1+1", '=HYPERLINK("x")'])
def test_formula_in_csv_is_refused(conference, formula):
    words = "This is a formula. Write its result, or an apostrophe before it where it is text."

    assert problems_of(csv_of(HEADINGS, ["new", formula, ""]), conference) == [(2, "B", "name_en", words)]


def test_formula_in_a_workbook_is_refused_and_its_value_is_not_read(conference):
    assert problems_of(xlsx_of(HEADINGS, ["new", '="Na"&"me"', ""]), conference)[0][:3] == (2, "B", "name_en")
    assert problems_of(xlsx_of(HEADINGS, ["=A1", "Name", ""]), conference)[0][:3] == (2, "A", "short_name")


@pytest.mark.parametrize("text", ["=1+1", "- a dash", "'quoted", "''=1", "\uff0b1", "@you", "'= 1"])
@pytest.mark.parametrize("format", ["as_csv", "as_xlsx"])
def test_text_like_a_formula_goes_out_as_text_and_comes_back(conference, text, format):
    speaker = make_speaker(conference, slug="one", function_en=text, biography_en=f"{text}\n\n{text}")

    content = getattr(export, format)(KINDS["speakers"], conference)
    found = preview(content, conference)

    assert found.counts[RowOutcome.UNCHANGED] == 1
    speaker.delete()
    assert preview(content, conference).rows[0].values["function_en"] == text
    if format == "as_xlsx":
        cells = [cell for row in load_workbook(BytesIO(content)).active.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    else:
        assert not any(part.startswith(("=", "+", "-", "@")) for part in content.decode("utf-8-sig").split(","))


def test_date_and_fault_in_a_workbook_are_told(conference):
    found = problems_of(xlsx_of(HEADINGS, ["new", date(2012, 4, 3), "اسم"], ["two", "#REF!", ""]), conference)

    assert found == [
        (2, "B", "name_en", "Excel took this for a date. Make the cell text and write it again."),
        (3, "B", "name_en", "This cell shows an error and no text."),
    ]


def test_merged_cells_are_told_by_their_place(conference):
    content = xlsx_of(HEADINGS, ROW, ["two", "", ""], change=lambda sheet: sheet.merge_cells("B2:B3"))

    assert refusal_of(content, conference) == "Cells are merged (B2:B3). Unmerge them: each row has its own cells."


def test_cell_beyond_the_headings_is_told(conference):
    assert problems_of(csv_of(HEADINGS, [*ROW, "lost"]), conference) == [(2, "D", None, "This column has no heading.")]


def test_sheet_with_our_headings_is_found_behind_others(conference):
    def add(sheet):
        first = sheet.parent.create_sheet("Notes", 0)
        first.append(["Something", "else"])

    assert preview(xlsx_of(HEADINGS, ROW, change=add), conference).counts[RowOutcome.NEW] == 1


def test_more_rows_than_can_be_imported_are_refused(conference, monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 2)

    assert refusal_of(csv_of(HEADINGS, ROW, ROW, ROW), conference) == "The file has more than 2 rows; divide it."


def test_long_text_that_stands_in_many_cells_is_refused(conference, monkeypatch):
    monkeypatch.setattr(tables, "MOST_LETTERS", 1000)

    assert "too large when it is unpacked" in refusal_of(csv_of(HEADINGS, ["new", "x" * 1000, ""]), conference)


def test_bomb_is_refused_before_it_is_unpacked(conference, monkeypatch):
    monkeypatch.setattr(safe_open, "LARGEST_UNPACKED", 100_000)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000)

    assert "too large when it is unpacked" in refusal_of(out.getvalue(), conference)


def test_workbook_with_a_document_type_or_damage_is_refused(conference):
    for part in ('<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>', "<worksheet><row", "no XML", ""):
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            package.writestr("xl/workbook.xml", "<workbook/>")
            package.writestr("xl/worksheets/sheet1.xml", part)
        assert refusal_of(out.getvalue(), conference)
    assert "damaged" in refusal_of(xlsx_of(HEADINGS, ROW)[:-40], conference)


def test_csv_that_is_no_table_is_refused(conference):
    assert "not a table" in refusal_of(b'short_name,name_en\n"new,Name', conference)
    assert "not a table" in refusal_of(b"short_name,name_en\nnew," + b"x" * 200_000, conference)


@pytest.mark.parametrize(
    ("heading", "cell", "words"),
    [
        ("name_fr", "x" * 301, "The text has 301 characters; at most 300 are possible here."),
        ("courtesy_title_en", "x" * 61, "The text has 61 characters; at most 60 are possible here."),
        ("name_fr", "a\nb", "This is one line; the text has a line break."),
        ("name_fr", "a\x01b", "The text has a control character (U+0001) at place 2; remove it."),
        (
            "status",
            "arrived",
            "“arrived” is not known here. Possible are: proposed, cleared, invited, confirmed, declined, withdrawn.",
        ),
        ("consents_to_recording", "perhaps", "“perhaps” is not known here. Possible are: yes, no."),
        ("email", "at home", "Enter a valid email address."),
        ("time_zone", "Mars/Olympus", "“Mars/Olympus” is not a time zone; write one such as Africa/Nairobi."),
        (
            "correspondence_language",
            "Deutsch",
            "“Deutsch” is not known here. Possible are: ar, zh-hans, en, fr, ru, es.",
        ),
        (
            "protected",
            "yes",
            "The address of a protected speaker must not tell the name. Leave it empty, and one is made.",
        ),
        ("delegation", "XYZ", "This conference has no delegation “XYZ”."),
    ],
)
def test_cell_that_cannot_be_kept_is_told(conference, heading, cell, words):
    assert problems_of(csv_of(["short_name", "name_en", heading], ["new", "Name", cell]), conference) == [
        (2, *(("A", "short_name") if heading == "protected" else ("C", heading)), words)
    ]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (["", "Ruchira Gupta", ""], None),
        (["", "Éléonore", ""], None),
        (["", "محمد", "Mohammed"], None),
        (["", "محمد", "穆罕默德"], None),
        (["two words", "Name", ""], "Enter a valid “slug”"),
        (["x" * 61, "Name", ""], "The text has 61 characters; at most 60 are possible here."),
        (["new", "", "Nom"], "This text is needed in the original language."),
    ],
)
def test_new_speaker_needs_a_name_and_an_address(conference, cells, problem):
    found = problems_of(csv_of(["short_name", "name_en", "name_fr"], cells), conference)

    assert len(found) == (problem is not None)
    assert not problem or found[0][3].startswith(problem)


def test_key_is_found_whatever_its_case_and_stands_once(conference):
    make_speaker(conference, slug="one")

    rows = [["ONE", "Other"], ["one ", "Third"], ["two", "Two"], ["Two", "Two again"], ["", "Two"]]

    assert [(row, said) for row, __, __, said in problems_of(csv_of(["short_name", "name_en"], *rows), conference)] == [
        (3, "Row 2 has the same key."),
        (5, "Row 4 has the same key."),
        (6, "Row 4 has the same key."),
    ]


def test_name_that_makes_a_known_address_is_no_second_person(conference):
    make_speaker(conference, slug="jane-roe")

    found = problems_of(csv_of(["short_name", "name_en"], ["", "Jane Roe"]), conference)

    assert found[0][3].startswith("“jane-roe” is there already.")


def test_empty_cell_leaves_what_stands(conference):
    make_speaker(conference, slug="one", function_en="Director")

    found = preview(csv_of(["short_name", "name_en", "function_en", "status"], ["one", "Other", "", ""]), conference)

    assert [change.column.heading for change in found.rows[0].changes] == ["name_en"]


def test_protection_is_lifted_by_no_file(conference):
    make_speaker(conference, slug="participant-2", protected=True, displayed_name_en="A survivor")
    headings = ["short_name", "protected", "consents_to_recording"]

    assert [row[2] for row in problems_of(csv_of(headings, ["participant-2", "no", ""]), conference)] == ["protected"]
    found = problems_of(csv_of(headings, ["participant-2", "yes", "yes"]), conference)
    assert [row[2] for row in found] == ["consents_to_recording"]


@pytest.fixture
def delegations(conference):
    qatar = State.objects.create(iso3="QAT", iso2="QA", m49="634", status="member", region="asia", name_en="Qatar")
    State.objects.create(iso3="NOR", iso2="NO", m49="578", status="member", region="europe", name_en="Norway")
    return [
        Delegation.objects.create(conference=conference, kind="states", state=qatar, name_en="Qatar"),
        Delegation.objects.create(conference=conference, kind="media", name_en="A newspaper"),
    ]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["nor", "", ""], None),
        (["NOR", "Member States and observers", "Kingdom of Norway"], None),
        (["NOR", "media", ""], "The delegation of a State is of the kind “Member States and observers”."),
        (["QAT", "media", ""], "The delegation of a State is of the kind “Member States and observers”."),
        (["XXX", "media", "Name"], "“XXX” is neither the code of a State nor the number of a delegation"),
        (["99999", "media", "Name"], "“99999” is neither the code of a State nor the number of a delegation"),
        (["", "media", "Another newspaper"], None),
        (["", "", "Another newspaper"], "A new delegation needs a kind."),
        (["", "media", ""], "This text is needed in the original language."),
        (["", "media", "a Newspaper"], "The delegation “"),
        (["", "guests", "Guests"], "“guests” is not known here. Possible are: states, un-system"),
    ],
)
def test_delegation_is_found_by_state_or_number(conference, delegations, row, problem):
    found = problems_of(csv_of(["key", "kind", "name_en"], row), conference, "delegations")

    if row == ["", "media", ""]:
        problem = "This text is needed in the original language."
    assert found[0][3].startswith(problem) if problem else found == [], found


def test_state_stands_once(conference, delegations):
    rows = [["NOR", "", ""], ["nor", "", ""], ["qat", "", ""], ["QAT", "", "State of Qatar"]]

    found = problems_of(csv_of(["key", "kind", "name_en"], *rows), conference, "delegations")

    assert [(row, said) for row, __, __, said in found] == [
        (3, "Row 2 has the same key."),
        (5, "Row 4 has the same key."),
    ]


def test_delegation_of_another_conference_is_unknown(conference, delegations):
    other = make_conference(slug="other")
    key = str(delegations[1].pk)

    assert problems_of(csv_of(["key", "kind"], [key, "media"]), other, "delegations")[0][0] == 2
    assert problems_of(csv_of(["short_name", "name_en", "delegation"], ["n", "N", key]), other)[0][2] == "delegation"


def test_speaker_is_given_a_delegation(conference, delegations):
    make_speaker(conference, slug="one")

    for key, delegation in [("qat", delegations[0]), (str(delegations[1].pk), delegations[1])]:
        found = preview(xlsx_of(["short_name", "delegation"], ["one", key]), conference).rows[0]
        assert found.values == {"delegation_id": delegation.pk}
    assert Speaker.objects.get().delegation is None


CELL = b'<c r="A1" t="inlineStr"><is><t>short_name</t></is></c>'


@pytest.mark.parametrize("broken", [b'<c r="A1" t="s"><v>999999</v></c>', b'<c r="A1" s="x"><v>1</v></c>'])
def test_workbook_that_names_what_it_does_not_have_is_refused(conference, broken):
    whole, damaged = zipfile.ZipFile(BytesIO(xlsx_of(HEADINGS, ROW))), BytesIO()
    with zipfile.ZipFile(damaged, "w") as file:
        for name in whole.namelist():
            file.writestr(name, whole.read(name).replace(CELL, broken))

    assert "damaged" in refusal_of(damaged.getvalue(), conference)
