"""The first day of an officer: "High-level dialogue on water", two days in Geneva, from sign-in to a release in French.

Each press and each field that is filled in is counted, and each page that is loaded: what a task costs is held here.
"""

import io
import zipfile

import pytest
from openpyxl import Workbook
from PIL import Image
from playwright.sync_api import expect

WATER = "high-level-dialogue-on-water"
GONE = f"""
from contextlib import ExitStack
from django.db import connection, transaction
from conference.models import Conference
from operations.demonstration.removal import KEPT, suspended
from operations.demonstration.rows import delete, parts_of
keys = set(Conference.objects.filter(slug="{WATER}").values_list("pk", flat=True))
with transaction.atomic(), ExitStack() as stack:
    for table in KEPT:
        stack.enter_context(suspended(connection, table))
    delete(parts_of({{Conference: keys}}))
"""
PEOPLE = [
    ("H.E. Mr. Emomali Rahmon", "Tajikistan", "President", "Opening session", "Speaker"),
    ("H.E. Ms. Amina Diop", "Senegal", "Minister of Water", "Panel 1", "Co-Chair"),
    ("Dr. Li-Wei Nguyễn", "Viet Nam", "Professor", "Panel 1", "Panellist"),
    ("Ms. Bjørg Ødegård", "Norway", "Director", "Panel 1", "Panellist"),
    *((f"Ms. Ana Silva {number}", "Brazil", "Adviser", "Panel 1", "Panellist") for number in range(13)),
]


class Officer:
    """Who works on pages, and counts what it costs: presses and fields, and pages that are loaded."""

    def __init__(self, page):
        self.page, self.interactions, self.loads = page, 0, 0
        page.on("framenavigated", self._loaded)

    def _loaded(self, frame):
        self.loads += frame == self.page.main_frame

    def fill(self, name, value):
        self.interactions += 1
        self.page.locator(f"[name={name}]").fill(value)

    def choose(self, name, value):
        self.interactions += 1
        self.page.locator(f"select[name={name}]").select_option(value)

    def press(self, locator):
        self.interactions += 1
        locator.click()

    def link(self, name):
        self.press(self.page.get_by_role("link", name=name, exact=True).first)

    def button(self, name):
        self.press(self.page.get_by_role("button", name=name).first)

    def upload(self, locator, name, content):
        self.interactions += 1
        locator.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})

    def cost(self):
        """The interactions and loads since it was last asked."""
        cost, self.interactions, self.loads = (self.interactions, self.loads), 0, 0
        return cost


def spreadsheet():
    """A list as an office keeps it: a merged title above, numbers, "H.E. Mr." before the names."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Provisional list of speakers (as at 1 March)"])
    sheet.merge_cells("A1:F1")
    sheet.append([])
    sheet.append(["No.", "Name", "Country", "Title/Function", "Session", "Role"])
    for number, person in enumerate(PEOPLE, start=1):
        sheet.append([number, *person])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def photographs():
    """A zip with a picture of each of four people, by their names as somebody typed them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("emomali rahmon.JPG", "Amina-Diop.jpg", "nguyen li-wei.jpg", "Odegard Bjorg.jpg"):
            picture = io.BytesIO()
            Image.effect_noise((400, 500), 60).convert("RGB").save(picture, "JPEG")
            archive.writestr(name, picture.getvalue())
    return file.getvalue()


@pytest.fixture
def cleared(site):
    yield
    site.run(GONE)


def test_two_days_on_water_from_sign_in_to_the_release_in_french(cleared, new_page, sign_in):
    """It takes over 5 s: it is a whole day's work, in one browser."""
    page = new_page(viewport={"width": 1280, "height": 1000})
    sign_in(page, "secretariat")
    officer = Officer(page)
    cost = {}

    page.goto("/en/admin/conference/conference/add/")
    officer.cost()
    officer.fill("title_en", "High-level dialogue on water")
    officer.fill("starts_on", "22 March 2027")
    expect(page.locator("[name=slug]")).to_have_value(WATER)
    officer.fill("ends_on", "23.3.2027")
    officer.fill("time_zone", "Geneva")
    officer.press(page.locator("[name=_save]"))
    expect(page.get_by_role("heading", name="Four steps to a released programme")).to_be_visible()
    cost["conference"] = officer.cost()

    officer.link("Programme")
    officer.link("Rooms")
    officer.press(page.locator(".object-tools a").first)
    officer.fill("name_en", "Room XX")
    officer.press(page.locator("[name=_save]"))
    cost["room"] = officer.cost()

    officer.link("Sessions")
    officer.press(page.locator(".object-tools a").first)
    officer.choose("kind", "opening")
    officer.fill("title_en", "Opening session")
    officer.fill("starts_at_1", "10 a.m.")
    officer.fill("ends_at_1", "11h00")
    officer.press(page.locator("[name=_addanother]"))
    expect(page.locator("[name=starts_at_1]")).to_have_value("11:00")
    cost["session"] = officer.cost()

    officer.choose("kind", "panel")
    officer.fill("title_en", "Water for health")
    officer.fill("number", "1")
    officer.fill("ends_at_1", "1 p.m.")
    officer.fill("themes-0-text_en", "Water that can be drunk")
    officer.fill("guidingquestions-0-text_en", "Who pays for it?")
    officer.press(page.locator("[name=_save]"))
    cost["panel"] = officer.cost()

    officer.link("People")
    officer.link("Files")
    officer.press(page.locator("[name=kind][value=speakers]"))
    form = page.locator("form:has([name=kind])")
    officer.upload(form.locator("[name=file]"), "list.xlsx", spreadsheet())
    officer.press(form.locator("button.action"))
    officer.button("Preview the file")
    officer.button("Import 17 rows")
    expect(page.get_by_text("17 rows were imported.").first).to_be_visible()
    officer.link("Files")
    form = page.locator("form:has([name=file]):not(:has([name=kind]))")
    officer.upload(form.locator("[name=file]"), "photographs.zip", photographs())
    officer.press(form.locator("button"))
    officer.button("Import 4 photographs")
    cost["17 people with roles and 4 photographs"] = officer.cost()

    officer.link("People")
    officer.interactions += 1
    page.locator("#mark-status").select_option("confirmed")
    officer.press(page.locator("button[name=all]"))
    expect(page.get_by_text("17 speakers now have the status “confirmed”.")).to_be_visible()
    cost["confirmed"] = officer.cost()

    officer.link("Releases")
    officer.press(page.locator("[name=in_spite]"))
    officer.press(page.get_by_role("button", name="Release", exact=True))
    cost["release"] = officer.cost()

    page.goto(f"/fr/{WATER}/")
    expect(page.get_by_text("22 et 23 mars 2027").first).to_be_visible()
    expect(page.get_by_text("S.E. M. Emomali Rahmon").first).to_be_visible()
    expect(page.get_by_text("Tadjikistan").first).to_be_visible()
    expect(page.get_by_text("de 10 h à 11 h".replace(" h", "\u00a0h")).first).to_be_visible()
    assert cost == {
        "conference": (5, 1),
        "room": (5, 4),
        "session": (7, 3),
        "panel": (7, 1),
        "17 people with roles and 4 photographs": (11, 8),
        "confirmed": (3, 2),
        "release": (3, 2),
    }
