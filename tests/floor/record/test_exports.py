import csv
from datetime import datetime
from io import BytesIO, StringIO

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from floor.procedure import presiding
from floor.record.exports import as_csv, as_xlsx, table_of
from floor.record.gists import write_gist
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.one_database


@pytest.fixture
def held(room):
    """One who spoke for 100 seconds with a pause of 20, and one who was not reached."""
    row = room.give(room.ask(0, speaker_name="=HYPERLINK(1)", language="other", other_language="@SUM"))
    by = {"by": room.officer, "expected": row.pk}
    presiding.pause(room.session, at=room.later(40), **by)
    presiding.resume(room.session, at=room.later(20), **by)
    presiding.conclude(room.session, at=room.later(60), **by)
    row.refresh_from_db()
    write_gist(row, "-1 reservation\nand more", 0, language="en", by=room.officer, at=room.at)
    room.ask(1)
    return room


def lines(room):
    """The table as {heading: value}, for each row."""
    with override("en"):
        heading, rows = table_of(room.session, at=room.at)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def test_table_has_times_in_the_conference_s_zone_and_in_iso_and_spans_in_seconds(held):
    first = lines(held)[0]

    assert first["Given (New York time)"] == datetime(2012, 4, 3, 10, 0, 1)
    assert first["Given (ISO 8601)"] == "2012-04-03T10:00:01-04:00"
    assert [first[f"{what} (seconds)"] for what in ("Paused", "Used", "Allowed", "Overtime")] == [20, 100, 180, 0]


def test_who_was_not_reached_comes_after_with_no_number_and_no_times(held):
    last = lines(held)[-1]

    assert (last["Number"], last["Delegation"], last["State of the intervention"]) == (
        None,
        "Delegation 1 (en)",
        "waiting",
    )
    assert (last["Given (ISO 8601)"], last["Used (seconds)"]) == ("", None)


def test_struck_one_is_told_with_its_reason(held):
    presiding.strike(held.session.interventions.on_record().get(), reason="No", by=held.officer, at=held.at)

    assert (lines(held)[0]["Number"], lines(held)[0]["Struck because"]) == (None, "No")


def test_csv_is_utf_8_with_the_mark_and_holds_no_formula(held):
    content = as_csv(held.session, at=held.at)

    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    assert content.startswith(b"\xef\xbb\xbf")
    assert {"'=HYPERLINK(1)", "'@SUM", "'-1 reservation\nand more"} <= set(rows[1])
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


def test_what_a_spreadsheet_takes_for_a_formula_is_the_same_as_in_every_file(held):
    given = held.session.interventions.exclude(given_at=None)

    for name in (" =1+1", "\uff1d1+1"):
        given.update(speaker_name=name)
        assert f"'{name}" in as_csv(held.session, at=held.at).decode()


def test_excel_holds_text_as_text_and_numbers_as_numbers(held):
    sheet = load_workbook(BytesIO(as_xlsx(held.session, at=held.at))).active

    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    assert "'=HYPERLINK(1)" in [cell.value for cell in cells]
    assert 100 in [cell.value for cell in cells]


def test_control_characters_that_no_sheet_holds_are_left_out(held):
    held.session.interventions.filter(delegation=held.delegations[1]).update(speaker_name="A\x0bB\x01")

    sheet = load_workbook(BytesIO(as_xlsx(held.session, at=held.at))).active

    assert "AB" in [cell.value for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize(("code", "right_to_left"), [("ar", True), ("fr", False)])
def test_export_is_in_the_language_of_the_page(held, code, right_to_left):
    client = browser_of(make_member("presidents-office"))

    answer = client.get(f"/{code}/dialogue/sessions/{held.session.slug}/record/export.xlsx")

    sheet = load_workbook(BytesIO(answer.content)).active
    assert bool(sheet.sheet_view.rightToLeft) == right_to_left
    assert f"Delegation 0 ({code})" in [cell.value for cell in sheet["C"]]
    disposition = f'attachment; filename="dialogue-{held.session.slug}-record-{code}.xlsx"'
    assert answer.headers["Content-Disposition"] == disposition


def test_export_does_not_exist_for_who_may_not_read_the_record(held):
    client = browser_of(make_member("translator-fr"))

    assert [
        client.get(f"/en/dialogue/sessions/{held.session.slug}/record/export.{form}").status_code
        for form in ("xlsx", "csv")
    ] == [404, 404]
