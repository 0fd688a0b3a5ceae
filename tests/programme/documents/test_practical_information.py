"""Practical information: under shipped headings, with what Rostrum knows, released with the programme."""

import re
from io import BytesIO

import pytest
from docx import Document as WordDocument

from tests.constraints import refuses
from tests.factories import in_six, make_conference, make_panel, release
from tests.staff import browser_of, form_of, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PAGE = "/fr/dialogue/practical-information/"


def make_informed():
    conference = make_conference(contact_email="dialogue@example.org")
    make_panel(conference, room=conference.rooms.create(**in_six("name", "Room 1")))
    conference.practical_sections.create(
        heading="visas", contact="Visa office, visas@example.org", **in_six("text", "Ask early.")
    )
    return conference


def test_page_has_what_was_written_and_what_is_known_in_the_order_of_the_headings(client):
    conference = make_informed()
    conference.practical_sections.create(heading="health")
    release(conference)

    page = client.get(PAGE).content.decode()

    names = ["date-and-venue", "organizers", "speaking", "statements", "webcast", "visas"]
    assert re.findall(r'<h2 id="([a-z-]+)">', page) == names
    assert "Ask early. (fr)" in page
    assert "visas@example.org" in page
    assert "Room 1 (fr)" in page
    assert "dialogue@example.org" in page


def test_page_is_public_with_the_release_and_not_before(client):
    conference = make_informed()
    conference.practical_sections.all().delete()
    release(conference)
    conference.practical_sections.create(heading="visas", **in_six("text", "Ask early."))

    assert client.get(PAGE).status_code == 404
    assert client.get("/fr/dialogue/practical-information.docx").status_code == 404
    release(conference)

    assert client.get(PAGE).status_code == 200
    assert PAGE in client.get("/fr/dialogue/").content.decode()


def test_note_for_participants_is_a_paper_and_stands_among_the_documents(client):
    release(make_informed())

    word = client.get("/fr/dialogue/practical-information.docx").content

    text = [paragraph.text for paragraph in WordDocument(BytesIO(word)).paragraphs]
    assert "Note d’information à l’intention des participants et participantes" in text
    assert "Ask early. (fr)" in text
    assert "/fr/dialogue/practical-information.docx" in client.get("/fr/dialogue/documents/").content.decode()


def test_heading_is_one_of_those_shipped_and_stands_once():
    conference = make_informed()

    assert refuses(conference.practical_sections.create, heading="hotels")
    assert refuses(conference.practical_sections.create, heading="visas")


def test_form_notes_the_day_of_a_change():
    section = make_informed().practical_sections.get()
    browser = browser_of(make_member("secretariat"))
    page = f"/en/admin/conference/practicalsection/{section.pk}/change/"

    answer = browser.post(page, form_of(browser.get(page)) | {"text_en": "Ask three weeks before."})

    assert answer.status_code == 302, answer.context["errors"]
    section.refresh_from_db()
    assert (section.text_en, section.changed_on is None) == ("Ask three weeks before.", False)


def test_search_finds_what_is_written_and_what_is_filled_in(client):
    release(make_informed())

    written, filled = (client.get(f"/en/dialogue/search/?q={word}").content.decode() for word in ("early", "Room+1"))

    assert "/en/dialogue/practical-information/#visas" in written
    assert "/en/dialogue/practical-information/#date-and-venue" in filled
