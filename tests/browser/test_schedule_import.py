"""A programme arrives as a file of another system: uploaded, previewed, imported, and uploaded once more."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.barriers import WCAG_ALONE, barriers
from tests.programme.imports.schedules_of_others import event, schedule

MAKE = """
from datetime import date
from conference.models import Conference
days = {"starts_on": date(2019, 8, 21), "ends_on": date(2019, 8, 21), "time_zone": "Europe/Berlin"}
Conference.objects.get_or_create(slug="camp", defaults={"title_en": "Camp", **days})
"""


@pytest.fixture
def camp(site):
    """An empty conference, which stays: versions of its texts are never deleted."""
    site.run(MAKE)


@pytest.fixture
def path(tmp_path):
    def write(*events):
        found = tmp_path / "schedule.json"
        found.write_text(json.dumps({"schedule": schedule(*events)}))
        return found

    return write


def hand_in(page, path):
    page.goto("/en/camp/files/programme/")
    page.get_by_label("File", exact=True).set_input_files(path)
    page.get_by_role("button", name="Preview the file").click()
    expect(page.get_by_role("heading", name="What the file would change")).to_be_visible()


def test_programme_is_looked_at_and_taken(camp, page, sign_in, path):
    sign_in(page, "secretariat")
    late = event(2, date="2019-08-22T10:00:00+02:00")
    hand_in(page, path(event(1), late, event(3, duration="00:00")))

    expect(page.locator(".incoming-text")).to_contain_text("Talk 3")
    expect(page.locator(".incoming-text .why")).to_have_text("It ends when it begins or before.")
    assert barriers(page, WCAG_ALONE) == []

    page.get_by_label("Let the conference last").check()
    page.get_by_role("button", name="Import the file").click()
    expect(page.get_by_text("5 parts of the file were imported.").first).to_be_visible()

    hand_in(page, path(event(1), event(2, date="2019-08-22T10:00:00+02:00", title="Talk two")))
    expect(page.locator(".incoming-text ins")).to_have_text(["two"])
    page.get_by_role("button", name="Import the file").click()
    expect(page.get_by_text("1 part of the file was imported.").first).to_be_visible()

    hand_in(page, path(event(1), event(2, date="2019-08-22T10:00:00+02:00", title="Talk two")))
    expect(page.get_by_text("There is nothing to import from this file.")).to_be_visible()


@pytest.mark.parametrize(("code", "colours"), [("ar", "dark"), ("zh-hans", "light")])
def test_preview_fits_a_phone(camp, new_page, sign_in, path, code, colours):
    page = new_page(color_scheme=colours, viewport={"width": 390, "height": 844})
    sign_in(page, "secretariat")
    hand_in(page, path(event(1), event(2, title="A long title of many words " * 8)))

    page.goto(page.url.replace("/en/", f"/{code}/"))

    expect(page.locator(".incoming-text")).not_to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert barriers(page, WCAG_ALONE) == []
