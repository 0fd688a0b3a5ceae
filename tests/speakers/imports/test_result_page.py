"""The page of a file that was imported: what came of it, and how it compares with the current rows."""

import pytest

from speakers.models import Delegation, Speaker
from tests.cases import case
from tests.factories import make_conference
from tests.speakers.imports.tables import csv_of
from tests.speakers.imports.test_pages import apply_import, preview_of
from tests.staff import browser_of, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def client(conference):
    return browser_of(make_member("secretariat"))


def counts(response):
    return {str(label): number for _outcome, number, label in response.context["counts"] if number}


def test_case_22_rows_that_were_just_imported_are_shown_as_what_they_are(client):
    address = preview_of(client, case("15-names-to-sort.csv"))

    response = apply_import(client, address)

    assert counts(response) == {"As in the file": 13}
    assert [(row.outcome, row.problems) for row, *_cells in response.context["entries"]] == [("unchanged", [])] * 13
    page = response.content.decode()
    assert "13 rows were imported" in page
    assert "Cannot be imported" not in page
    assert "lucas-example" in page


def test_rows_that_were_left_out_changed_or_removed_since_are_told_apart(client, conference):
    rows = [["", "confirmed", name] for name in ("Stays", "Changed", "Removed")]
    address = preview_of(client, csv_of(["short_name", "status", "name_en"], *rows, ["", "nonsense", "Wrong"]))
    apply_import(client, address)
    conference.speakers.filter(slug="changed").update(status=Speaker.Status.INVITED)
    conference.speakers.filter(slug="removed").delete()

    response = client.get(address)

    assert counts(response) == {"Left out": 1, "Different now": 1, "Not there now": 1, "As in the file": 1}


def test_delegations_without_key_are_found_again(client, conference):
    address = preview_of(
        client, csv_of(["key", "kind", "name_en"], ["", "media", "A paper"]), kind="delegations", name="d.csv"
    )

    response = apply_import(client, address)

    assert counts(response) == {"As in the file": 1}
    assert Delegation.objects.get(conference=conference).name_en == "A paper"
