"""The pages that match the columns of a list and correct its rows, and what is remembered of them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from conference.files.safe_open import FileRefused
from conference.models import ColumnMatching, ImportFile
from speakers.models import Delegation, Speaker, State
from tests.factories import MORNING, make_conference
from tests.speakers.imports.lists import LIST, MATCHED, secretariat_list
from tests.speakers.imports.tables import csv_of, upload
from tests.staff import browser_of, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FORM = {f"column-{place}": field for place, field in MATCHED.items()}
SPANISH = [LIST[0], ["1", "Ms. Ana Example", "Норвегия", "Ministra", "", ""]]


@pytest.fixture
def conference():
    conference = make_conference()
    for iso3, iso2, m49, name in [("NOR", "NO", "578", "Норвегия"), ("CHL", "CL", "152", "Чили")]:
        state = State.objects.create(iso3=iso3, iso2=iso2, m49=m49, status="member", region="europe", name_ru=name)
        Delegation.objects.create(conference=conference, kind="states", state=state, name_en=iso3)
    return conference


@pytest.fixture
def member():
    return make_member("secretariat")


@pytest.fixture
def client(member):
    return browser_of(member)


def address(import_file, page, *more):
    return reverse(f"speakers:import-{page}", args=[import_file.conference.slug, import_file.pk, *more])


def matched(client, import_file, **more):
    return client.post(address(import_file, "columns"), {"sheet": "1", "row": "4", **FORM, **more})


def a_list(conference, member, content=None):
    return upload(content or secretariat_list(), conference, member, MORNING, name="list.xlsx")


def test_list_is_matched_before_its_preview_and_the_next_one_is_read_by_itself(conference, member, client):
    first = a_list(conference, member)

    assert client.get(address(first, "preview")).headers["Location"] == address(first, "columns")
    page = client.get(address(first, "columns"))
    assert {name: page.context["form"].initial[name] for name in FORM} == FORM
    assert f"Columns understood: {sum(map(bool, FORM.values()))} of {len(FORM)}." in page.content.decode()
    assert matched(client, first).headers["Location"] == address(first, "preview")
    assert client.get(address(first, "preview")).context["preview"].counts["new"] == 3
    second = a_list(conference, member, secretariat_list(SPANISH))
    preview = client.get(address(second, "preview"))
    assert preview.context["preview"].counts["new"] == 1
    assert preview.context["matching"]["by"] == member
    assert preview.context["matching"]["left_out"] == ["No. (A)", "Hotel (F)"]


def test_only_headings_and_fields_are_remembered(conference, member, client):
    matched(client, a_list(conference, member))

    (row,) = ColumnMatching.objects.all()

    assert row.columns[:2] == [["A", "no.", ""], ["B", "name", "full_name_en"]]
    assert "Example" not in str(row.columns)
    assert (row.by, row.kind, row.conference) == (member, "speakers", conference)


def test_other_headings_are_proposed_as_they_were_matched_before(conference, member, client):
    matched(client, a_list(conference, member), **{"column-F": "affiliation_en"})
    other = a_list(conference, member, csv_of(["Hotel", "Name"], ["Plaza", "Jane Example"]))

    page = client.get(address(other, "columns"))

    assert page.context["form"].initial["column-A"] == "affiliation_en"


def test_matching_can_be_changed_until_the_import(conference, member, client):
    import_file = a_list(conference, member)
    matched(client, import_file)
    matched(client, import_file, **{"column-D": ""})
    preview = client.get(address(import_file, "preview")).context["preview"]
    client.post(address(import_file, "apply"), {"seen": preview.fingerprint})

    response = matched(client, import_file)

    assert response.headers["Location"] == address(import_file, "preview")
    assert ColumnMatching.objects.count() == 1
    assert set(Speaker.objects.values_list("function_en", flat=True)) == {None}
    assert Speaker.objects.get(name_en="Pedro Example").courtesy_title_en == "H.E. Mr."


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"column-B": ""}, "No column is the name of the person (English, the original language)."),
        ({"column-F": "function_en"}, "“Function (English)” can be in one column only"),
        ({"column-A": "name_en"}, "“Name (English)” can be in one column only"),
    ],
)
def test_what_is_missing_or_doubled_is_told_and_nothing_is_kept(conference, member, client, fields, words):
    import_file = a_list(conference, member)

    response = matched(client, import_file, **fields)

    assert (response.status_code, words in response.content.decode()) == (422, True)
    assert ImportFile.objects.get().options == {}
    assert not ColumnMatching.objects.exists()


def test_row_of_the_headings_is_chosen_among_the_first(conference, member, client):
    import_file = a_list(conference, member, csv_of(["Name"], ["Jane Example"], ["Name"], ["John Example"]))

    page = client.get(address(import_file, "columns"), {"row": "3"})

    assert page.context["heading_row"] == 3
    assert page.context["form"].columns[0].texts == ["John Example"]
    assert client.get(address(import_file, "columns"), {"row": "99", "sheet": "7"}).context["heading_row"] == 1
    assert client.get(address(import_file, "columns"), {"row": "x"}).context["heading_row"] == 1


def test_list_that_cannot_be_read_so_is_told_on_the_page(conference, member, client):
    response = matched(client, a_list(conference, member), **{"column-C": "affiliation_en"})

    assert (response.status_code, "Cells are merged (C6:C7)." in response.content.decode()) == (422, True)


UNKNOWN = csv_of(
    ["Name", "Country"], ["Ana Example", "Atlantis"], ["Ben Example", "Atlantis"], ["Eve Example", "Чили"], ["", "Чили"]
)


@pytest.fixture
def unknown(conference, member, client):
    """A list with a State that nobody knows, twice, and a row without a name."""
    import_file = a_list(conference, member, UNKNOWN)
    form = {"sheet": "0", "row": "1", "column-A": "name_en", "column-B": "delegation"}
    assert client.post(address(import_file, "columns"), form).status_code == 302
    return import_file


def outcomes(client, import_file):
    preview = client.get(address(import_file, "preview")).context["preview"]
    return [planned.outcome.value for planned in preview.rows]


def correct(client, import_file, number, **form):
    return client.post(address(import_file, "correct", number), {"action": "save", **form}, follow=True)


def test_rows_are_corrected_in_the_preview_and_only_confirmed_rows_are_written(client, unknown):
    assert outcomes(client, unknown) == ["refused", "refused", "new", "refused"]
    seen = client.get(address(unknown, "preview")).context["preview"].fingerprint

    correct(client, unknown, 2, delegation="Норвегия")
    correct(client, unknown, 5, name_en="Max Example")

    assert outcomes(client, unknown) == ["new", "refused", "new", "new"]
    assert not Speaker.objects.exists()
    assert client.post(address(unknown, "apply"), {"seen": seen}).status_code == 409
    seen = client.get(address(unknown, "preview")).context["preview"].fingerprint
    client.post(address(unknown, "apply"), {"seen": seen})
    found = Speaker.objects.order_by("name_en").values_list("name_en", "delegation__state__iso3")
    assert list(found) == [("Ana Example", "NOR"), ("Eve Example", "CHL"), ("Max Example", "CHL")]


@pytest.mark.every_database
def test_all_rows_with_the_same_text_are_corrected_at_once(client, unknown):
    page = client.get(address(unknown, "preview"))
    assert [each[2].is_alike for each in page.context["entries"]] == [True, True, False]

    said = correct(client, unknown, 2, delegation="CHL", alike="on")

    assert "2 rows were corrected." in said.content.decode()
    assert outcomes(client, unknown) == ["new", "new", "new", "refused"]


def test_row_is_left_out_and_taken_back(client, unknown):
    correct(client, unknown, 2, action="leave-out")
    assert outcomes(client, unknown)[0] == "left-out"
    assert client.get(address(unknown, "preview")).context["left_out"][0].place == "Row 2"

    correct(client, unknown, 2, action="reset")

    assert outcomes(client, unknown)[0] == "refused"
    assert ImportFile.objects.get().options["corrections"] == {}


def test_state_without_a_delegation_brings_it_along_and_the_undo_takes_it_away(conference, member, client):
    State.objects.create(iso3="SWE", iso2="SE", m49="752", status="member", region="europe", name_en="Sweden")
    rows = [["", "One Example", "Швеция"], ["", "Two Example", "Sweden"], ["", "Eve Example", "NOR"]]
    State.objects.filter(iso3="SWE").update(name_ru="Швеция")
    import_file = a_list(conference, member, csv_of(["short_name", "name_en", "delegation"], *rows))

    page = client.get(address(import_file, "preview"))

    assert "and get one with this import: Sweden." in page.content.decode()
    assert not conference.delegations.filter(state__iso3="SWE").exists()
    client.post(address(import_file, "apply"), {"seen": page.context["preview"].fingerprint})
    found = Speaker.objects.order_by("slug").values_list("slug", "delegation__state__iso3")
    assert list(found) == [("eve-example", "NOR"), ("one-example", "SWE"), ("two-example", "SWE")]
    assert conference.delegations.get(state__iso3="SWE").name_en == "Sweden"
    after = client.get(address(import_file, "preview")).context["preview"]
    assert (after.counts["unchanged"], after.warnings) == (3, [])
    seen = client.get(address(import_file, "undo")).context["plan"].shown.token
    client.post(address(import_file, "undo"), {"seen": seen})
    assert (Speaker.objects.count(), conference.delegations.filter(state__iso3="SWE").count()) == (0, 0)


def test_correction_that_is_wrong_too_is_told_with_what_was_written(client, unknown):
    correct(client, unknown, 2, delegation="Lemuria")

    page = client.get(address(unknown, "preview")).content.decode()

    assert "This conference has no delegation “Lemuria”." in page
    assert 'value="Lemuria"' in page


def test_rows_that_are_not_there_or_imported_are_not_corrected(client, unknown):
    assert "The file has no row 99." in correct(client, unknown, 99, name_en="X").content.decode()
    ImportFile.objects.update(taken_at=MORNING + timedelta(hours=1), outcome={"format": "csv", "rows": 4, "written": 1})

    assert "already been imported" in correct(client, unknown, 2, delegation="CHL").content.decode()
    assert "corrections" not in ImportFile.objects.get().options


@pytest.mark.every_database
def test_headings_are_matched_once_at_a_conference(conference, member):
    row = {"kind": "speakers", "signature": "a" * 32, "columns": [], "by": member, "at": MORNING}
    ColumnMatching.objects.create(conference=conference, **row)
    ColumnMatching.objects.create(conference=make_conference(slug="other"), **row)

    with pytest.raises(IntegrityError), transaction.atomic():
        ColumnMatching.objects.create(conference=conference, **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        ColumnMatching.objects.create(conference=conference, **row | {"kind": "letters", "signature": "b" * 32})


def test_control_character_is_told_at_its_row_and_utf_16_without_a_mark_of_the_whole_file(conference, member, client):
    content = csv_of(["short_name", "name_en"], ["", "Ana\0 Example"], ["", "Eve Example"])

    assert outcomes(client, a_list(conference, member, content)) == ["refused", "new"]
    with pytest.raises(FileRefused, match="not in UTF-8"):
        a_list(conference, member, "short_name,name_en\n,Eve Example\n".encode("utf-16-le"))


def test_preview_says_which_sheets_are_not_read(conference, member, client):
    import_file = a_list(conference, member)
    matched(client, import_file)

    page = client.get(address(import_file, "preview"))

    words = "The file has several sheets. Only sheet 2 is read; left out are: 1."
    assert words in page.context["preview"].warnings
    assert words in page.content.decode()


def test_preview_names_a_column_with_a_long_heading_shortly(conference, member, client):
    rows = [[*LIST[0][:5], "H" * 4000], *LIST[1:]]
    import_file = a_list(conference, member, secretariat_list(rows))
    matched(client, import_file)

    page = client.get(address(import_file, "preview"))

    assert page.context["matching"]["left_out"] == ["No. (A)", "H" * 79 + "… (F)"]
