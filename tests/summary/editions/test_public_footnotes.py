import pytest
from lxml import etree

from conference.languages import CODES
from tests.factories import make_conference
from tests.pages import as_drawn
from tests.summary.documents.contents import make_content, make_corrigendum, with_notes
from tests.summary.editions.issuing import issue

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def dialogue():
    conference = make_conference()
    issue(conference, with_notes(make_content(5)))
    return conference


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return etree.HTML(as_drawn(response.content.decode()))


def marks(page):
    return [(mark.text, mark.get("href")) for mark in page.xpath("//a[@role='doc-noteref']")]


def leads_somewhere(page):
    targets = {link.removeprefix("#") for link in page.xpath("//a[starts-with(@role, 'doc-')]/@href")}
    return targets <= set(page.xpath("//@id"))


@pytest.mark.parametrize("code", CODES)
def test_page_has_marks_that_lead_to_notes_and_notes_that_lead_back(client, dialogue, code):
    page = page_of(client, f"/{code}/dialogue/summary/")

    first = ["(1)", "(2)", "(3)"] if code == "ar" else ["1", "2", "3"]
    labels = (5, 7, 9) if code == "ar" else (7, 5, 9)
    assert marks(page) == [
        ("*", "#title-note-1"),
        ("**", "#title-note-2"),
        *((number, f"#footnote-{label}") for number, label in zip(first, labels, strict=True)),
    ]
    assert leads_somewhere(page)
    notes = page.xpath("//section[@role='doc-endnotes']/p")
    assert " ".join("".join(notes[2].itertext()).split()).startswith(f"{first[0]} Footnote {labels[0]} of A/RES")


def test_paragraph_by_itself_has_its_notes_in_each_language(client, dialogue):
    page = page_of(client, "/en/dialogue/summary/paragraphs/1/")

    assert leads_somewhere(page)
    assert len(page.xpath("//section[@role='doc-endnotes']")) == 6
    assert [number for number, __ in marks(page)][:4] == ["1", "2", "(1)", "(2)"]
    assert len(set(page.xpath("//@id"))) == len(page.xpath("//@id"))


def test_two_languages_beside_each_other_number_the_notes_each_for_itself(client, dialogue):
    page = page_of(client, "/en/dialogue/summary/with/ar/")

    assert leads_somewhere(page)
    assert [href for __, href in marks(page)[2:6]] == ["#footnote-7", "#footnote-5", "#footnote-5-ar", "#footnote-7-ar"]
    assert len(set(page.xpath("//@id"))) == len(page.xpath("//@id"))


def test_corrigendum_of_a_note_names_its_number_in_the_document(client, dialogue):
    content = with_notes(make_content(5))
    corrections = [{"key": "n9", "paragraph": None, "path": [], "languages": ["fr"]}]
    kept = {name: content[name] for name in ("title_notes", "notes", "sections")}
    issue(dialogue, make_corrigendum(corrections, **kept))

    words = " ".join("".join(page_of(client, "/fr/dialogue/summary/editions/2/").itertext()).split())

    assert "La note de bas de page 3 doit se lire comme suit : Footnote 9 of A/RES/64/9" in words.replace("\u00a0", " ")


def test_words_of_a_note_are_found_by_the_search_and_told_by_the_interface(client, dialogue):
    content = client.get("/api/v1/conferences/dialogue/summary/").json()

    assert [note["label"] for note in content["footnotes"]] == [7, 5, 9]
    assert content["title_notes"][0]["en"] == "Title note 1 (en)"
