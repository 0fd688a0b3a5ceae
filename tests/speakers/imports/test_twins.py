"""A row of a file whose person may be there already stands beside that person, and is taken as the same or as new."""

import pytest

from conference.models import ImportFile
from speakers.models import Speaker
from tests.factories import MORNING, make_conference, make_speaker
from tests.speakers.imports.tables import csv_of, preview, upload
from tests.speakers.imports.test_matching_pages import address
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    conference = make_conference()
    make_speaker(
        conference, slug="hammad", name_en="Aleya El-Bindari Hammad", email="a@example.org", function_en="Chair"
    )
    return conference


@pytest.fixture
def member():
    return make_member("secretariat")


@pytest.mark.parametrize(
    ("name", "email", "twin"),
    [
        ("Aléya el-Bindari HAMMAD", "", "hammad"),
        ("Aleya Hammad", "A@example.org", "hammad"),
        ("Somebody Else", "a@example.org", None),
        ("Aleya Hammad", "", None),
    ],
)
def test_person_is_found_by_name_or_by_address_and_a_word_of_the_name(conference, name, email, twin):
    (row,) = preview(csv_of(["name_en", "email"], [name, email]), conference).rows

    assert (row.twin and row.twin.slug) == twin
    assert (row.outcome == "refused") is bool(twin)


def a_file(conference, member):
    content = csv_of(
        ["name_en", "email", "function_en", "affiliation_en"],
        ["Aleya Hammad", "a@example.org", "Chair of the Board", "Fund"],
        ["Bo Lima", "", "", ""],
    )
    return upload(content, conference, member, MORNING)


def test_same_person_is_changed_by_what_is_marked(conference, member):
    client, import_file = browser_of(member), a_file(conference, member)
    page = client.get(address(import_file, "preview"))
    twin = page.context["entries"][0][3]
    assert [cell.heading for cell in twin.cells if cell.is_asked] == ["name_en", "function_en"]
    assert "Are these one person?" in page.content.decode()
    sent = {"action": "save", "short_name": twin.slug, "name_en": "", "function_en": "Chair of the Board"}

    client.post(address(import_file, "correct", 2), sent)

    found = client.get(address(import_file, "preview")).context["preview"]
    assert (found.counts["changed"], found.counts["new"]) == (1, 1)
    client.post(address(import_file, "apply"), {"seen": found.fingerprint})
    hammad = Speaker.objects.get(slug="hammad")
    assert (hammad.name_en, hammad.function_en, hammad.affiliation_en) == (
        "Aleya El-Bindari Hammad",
        "Chair of the Board",
        "Fund",
    )
    assert Speaker.objects.count() == 2


def test_another_person_is_added_with_a_short_name_of_their_own(conference, member):
    client, import_file = browser_of(member), a_file(conference, member)
    twin = client.get(address(import_file, "preview")).context["entries"][0][3]

    client.post(address(import_file, "correct", 2), {"action": "save", "short_name": twin.other_slug})

    found = client.get(address(import_file, "preview")).context["preview"]
    assert found.counts["new"] == 2
    client.post(address(import_file, "apply"), {"seen": found.fingerprint})
    assert Speaker.objects.get(name_en="Aleya Hammad").slug == "aleya-hammad"
    assert ImportFile.objects.get().taken_at
