"""The pages of files: who has what, and what a browser is given."""

import pytest

from summary.models import Summary
from tests.staff import browser_of, make_member
from tests.summary.conftest import make_summary

pytestmark = pytest.mark.django_db

PAGE = "/en/dialogue/texts/files/"


def export_of(code, format="xliff20"):
    return f"/en/dialogue/texts/export/{code}/{format}/"


@pytest.fixture
def summary(db):
    return make_summary(stage="in-translation")


@pytest.fixture
def client(summary):
    return browser_of(make_member("translator-fr"))


def test_file_is_given_to_save(client):
    response = client.get(export_of("fr", "docx"), {"document": "summary", "only": "to-do"})

    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == 'attachment; filename="dialogue-summary-to-do-fr.docx"'
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.content.startswith(b"PK")


@pytest.mark.parametrize(
    "address",
    [
        export_of("ru"),
        export_of("de"),
        export_of("fr", "pdf"),
        export_of("fr") + "?document=never",
        export_of("fr") + "?only=never",
        PAGE + "?language=ru",
        "/en/never/texts/files/",
    ],
)
def test_what_is_not_offered_does_not_exist(client, address):
    assert client.get(address).status_code == 404


def test_nothing_to_write_is_said_on_the_page(client):
    response = client.get(export_of("fr"), {"only": "outdated"})

    assert response.status_code == 422
    assert "There is no text to write." in response.content.decode()


def test_draft_of_the_summary_is_in_no_file_of_a_translator(client):
    Summary.objects.update(stage="draft")

    assert client.get(export_of("fr"), {"document": "summary"}).status_code == 422


def test_page_offers_the_languages_of_its_reader_alone(client):
    page = client.get(PAGE)
    assert (page.status_code, page.context["target"].code) == (200, "fr")
    assert "?language=" not in page.content.decode()

    offered = browser_of(make_member("secretariat")).get(PAGE + "?language=ru")
    assert offered.context["target"].code == "ru"
    assert offered.content.decode().count("?language=") == 6
