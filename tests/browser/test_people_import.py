"""A member of the secretariat downloads the speakers as a file, changes it, uploads it and confirms its preview."""

import csv
from io import StringIO

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import WCAG_ALONE, barriers

FILES = "/human-trafficking-2012/files/"
AFTERWARDS = """
from speakers.models import Speaker
rows = Speaker.objects.filter(conference__slug="human-trafficking-2012")
rows.filter(slug="amina-of-the-file").delete()
for row in rows.filter(function_fr__endswith=" du fichier"):
    row.function_fr = row.function_fr.removesuffix(" du fichier")
    row.save()
"""


@pytest.fixture
def restored(site):
    yield
    site.run(AFTERWARDS)


def exported(page, name="speakers.csv"):
    answer = page.request.get(f"/en{FILES}export/{name}")
    return list(csv.DictReader(StringIO(answer.body().decode("utf-8-sig"))))


def hand_in(page, rows, code="en"):
    out = StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    page.goto(f"/{code}{FILES}")
    page.locator("input[name=kind][value=speakers]").check()
    file = {"name": "speakers.csv", "mimeType": "text/csv", "buffer": out.getvalue().encode()}
    page.locator("form:has([name=kind]) [name=file]").set_input_files(file)
    page.locator("form:has([name=kind]) button.action").click()
    page.wait_for_url("**/files/*/")


def changed(rows):
    """The rows of a file with a text that changed, a person who is new, and a formula."""
    rows[0]["function_fr"] += " du fichier"
    rows[1]["function_en"] = "=1+1"
    new = dict.fromkeys(rows[0], "") | {"name_en": "Amina of the file", "name_ar": "أمينة", "status": "confirmed"}
    return [*rows, new]


def test_file_of_speakers_is_previewed_and_imported(page, sign_in, restored):
    sign_in(page, "secretariat")
    rows = exported(page)
    hand_in(page, changed(rows))

    expect(page.locator(".kind-refused strong")).to_have_text("1")
    expect(page.locator(".incoming-text")).to_contain_text("This is a formula.")
    expect(page.locator(".incoming-text")).to_contain_text("Row 3")
    page.locator(".kind-changed a").click()
    expect(page.locator(".incoming-text ins")).to_have_text(" du fichier")
    page.locator(".kind-new a").click()
    expect(page.locator(".cells dd[lang=ar]")).to_have_text("أمينة")
    assert "amina-of-the-file" not in [row["short_name"] for row in exported(page)]

    page.locator("form.decision button").click()

    expect(page.locator(".messages")).to_have_text("2 rows were imported.")
    after = {row["short_name"]: row for row in exported(page)}
    assert after[rows[0]["short_name"]]["function_fr"].endswith(" du fichier")
    assert after["amina-of-the-file"]["name_ar"] == "أمينة"
    assert after[rows[1]["short_name"]]["function_en"] != "=1+1"


@pytest.mark.parametrize(("code", "colours", "width"), [("en", "light", 1280), ("ar", "dark", 390)])
def test_pages_of_files_are_accessible_and_fit(new_page, sign_in, code, colours, width):
    page = new_page(color_scheme=colours, viewport={"width": width, "height": 850})
    sign_in(page, "secretariat")
    hand_in(page, changed(exported(page)), code)
    preview, faults = page.url, {}

    for address in (f"/{code}{FILES}", *(f"{preview}?show={shown}" for shown in ("refused", "changed", "new"))):
        page.goto(address)
        found = barriers(page, WCAG_ALONE)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if found or over > 0:
            faults[address] = found, over

    assert faults == {}
