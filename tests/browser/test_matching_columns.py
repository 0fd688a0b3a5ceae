"""A member of the secretariat uploads a list as it is kept, says once what its columns are, and next time need not."""

import csv
import re
from io import BytesIO, StringIO

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from tests.browser.barriers import WCAG_ALONE, barriers

FILES = "/human-trafficking-2012/files/"
HEADINGS = ["No.", "Name", "Country", "Title/Function", "Room"]
FIRST = [
    ["1", "H.E. Mr. Pedro of the List", "Мексика", "Minister for Foreign Affairs", "12"],
    ["2", "Ms. Kari of the List", "Япония", "Ambassador", "14"],
    ["3", "Ms. Ana of the List", "Atlantis", "Adviser", ""],
]
SECOND = [["1", "H.E. Ms. Maria of the List", "Аргентина", "Minister of Justice", ""]]
AFTERWARDS = """
from conference.models import ColumnMatching
from speakers.models import Speaker
Speaker.objects.filter(conference__slug="human-trafficking-2012", slug__endswith="-of-the-list").delete()
ColumnMatching.objects.all().delete()
"""


@pytest.fixture
def restored(site):
    yield
    site.run(AFTERWARDS)


def workbook(rows):
    """A list under a merged title, as secretariats keep it."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Interactive dialogue: list of participants"])
    sheet.merge_cells("A1:E1")
    sheet.append([])
    for row in [HEADINGS, *rows]:
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def upload(page, rows, code="en"):
    page.goto(f"/{code}{FILES}")
    page.locator("input[name=kind][value=speakers]").check()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    form = page.locator("form:has([name=kind])")
    form.locator("[name=file]").set_input_files({"name": "list.xlsx", "mimeType": kind, "buffer": workbook(rows)})
    form.locator("button.action").click()
    page.wait_for_url("**/files/*/**")


def test_list_is_imported_after_matching_its_columns_once_and_next_time_by_itself(page, sign_in, restored, faults):
    sign_in(page, "secretariat")
    upload(page, FIRST)

    expect(page).to_have_url(re.compile(r"/columns/$"))
    expect(page.get_by_label("Column A: No.")).to_have_value("")
    expect(page.get_by_label("Column B: Name")).to_have_value("full_name_en")
    expect(page.get_by_label("Column C: Country")).to_have_value("delegation")
    expect(page.get_by_label("Column D: Title/Function")).to_have_value("function_en")
    page.get_by_label("Column E: Room").select_option("affiliation_en")
    page.get_by_label("Column B: Name").select_option("")
    page.get_by_role("button", name="Preview the file").click()
    expect(page.get_by_role("alert")).to_contain_text("No column is the name of the person")
    assert len(faults) == 1  # the browser's own note of the refusal
    faults.clear()
    page.get_by_label("Column B: Name").select_option("full_name_en")
    page.get_by_label("Column E: Room").select_option("")
    page.get_by_role("button", name="Preview the file").click()

    expect(page.locator(".kind-new strong")).to_have_text("2")
    expect(page.locator(".incoming-text")).to_contain_text("This conference has no delegation “Atlantis”.")
    page.get_by_label("Delegation").fill("Португалия")
    page.get_by_role("button", name="Correct the row").click()
    expect(page.locator(".kind-new strong")).to_have_text("3")
    page.reload()
    expect(page.locator(".kind-new strong")).to_have_text("3")
    page.locator("form.decision button").click()

    expect(page.locator(".messages")).to_have_text("3 rows were imported.")
    imported = {row["short_name"]: row for row in exported(page)}
    pedro, ana = imported["pedro-of-the-list"], imported["ana-of-the-list"]
    assert (pedro["courtesy_title_en"], pedro["name_en"]) == ("H.E. Mr.", "Pedro of the List")
    assert (pedro["delegation"], pedro["function_en"]) == ("MEX", "Minister for Foreign Affairs")
    assert (ana["delegation"], ana["affiliation_en"]) == ("PRT", "")

    upload(page, SECOND)

    expect(page.locator(".kind-new strong")).to_have_text("1")
    expect(page.locator("main")).to_contain_text("Columns that are left out: No. (A), Room (E)")
    page.locator("form.decision button").click()
    expect(page.locator(".messages")).to_have_text("1 row was imported.")
    assert {row["short_name"]: row for row in exported(page)}["maria-of-the-list"]["delegation"] == "ARG"


def exported(page):
    answer = page.request.get(f"/en{FILES}export/speakers.csv")
    return list(csv.DictReader(StringIO(answer.body().decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("code", "colours", "width"), [("en", "light", 1280), ("ar", "dark", 390), ("zh-hans", "light", 390)]
)
def test_pages_of_matching_and_correcting_are_accessible_and_fit(new_page, sign_in, restored, code, colours, width):
    page = new_page(color_scheme=colours, viewport={"width": width, "height": 850})
    sign_in(page, "secretariat")
    faults = {}
    upload(page, FIRST, code)
    page.locator("details.heading-row summary").click()

    for part in ("matching", "correcting"):
        if part == "correcting":
            page.locator("form.matching button.action").click()
            expect(page.locator("form.row-correction")).to_be_visible()
        found = barriers(page, WCAG_ALONE)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if found or over > 0:
            faults[part] = found, over

    assert faults == {}
