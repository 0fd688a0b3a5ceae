"""Quotations and paragraphs without a number on the public pages, and in the interface for programs."""

import pytest
from lxml import etree

from conference.languages import CODES
from summary.editions.editions import reading_of
from summary.editions.searched import _items_of
from tests.factories import make_conference
from tests.pages import as_drawn
from tests.summary.documents.contents import make_content, make_corrigendum, with_forms
from tests.summary.editions.issuing import issue

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

CONTENT = with_forms(make_content(5))
QUOTED, UNNUMBERED = (row["text"] for row in CONTENT["sections"][0]["paragraphs"][1:3])


@pytest.fixture
def dialogue():
    conference = make_conference()
    issue(conference, CONTENT)
    return conference


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return etree.HTML(as_drawn(response.content.decode()))


@pytest.mark.parametrize("code", CODES)
def test_page_has_a_quotation_and_an_unnumbered_paragraph(client, dialogue, code):
    page = page_of(client, f"/{code}/dialogue/summary/")

    assert page.xpath("string(//blockquote[@id='p903']/p)") == QUOTED[code]
    unnumbered = page.xpath("//p[@id='p904']")[0]
    assert not unnumbered.xpath(".//*[@class='mark']")
    assert page.xpath("//a[@class='permalink']/@href")[:2] == [
        f"/{code}/dialogue/summary/paragraphs/{number}/" for number in (1, 2)
    ]


def test_paragraph_by_itself_has_the_quotation_that_follows_it(client, dialogue):
    page = page_of(client, "/fr/dialogue/summary/paragraphs/1/")

    assert len(page.xpath("//blockquote")) == 6
    assert page.xpath("string(//div[contains(@class, 'main-text')]/blockquote)").strip() == QUOTED["fr"]
    assert not page.xpath("//*[@id='p904']")
    assert not page_of(client, "/fr/dialogue/summary/paragraphs/2/").xpath("//blockquote")


def test_two_languages_beside_each_other_have_both(client, dialogue):
    page = page_of(client, "/en/dialogue/summary/with/ar/")

    assert [each.xpath("string()").strip() for each in page.xpath("//blockquote")] == [QUOTED["en"], QUOTED["ar"]]


def test_corrigendum_shows_a_quotation_without_a_link_to_its_page(client, dialogue):
    corrections = [{"key": "p903", "paragraph": None, "path": [], "languages": ["fr"]}]
    issue(dialogue, make_corrigendum(corrections, sections=CONTENT["sections"]))

    page = page_of(client, "/fr/dialogue/summary/editions/2/")

    assert page.xpath("string(//*[@class='erratum']/blockquote)").strip() == QUOTED["fr"]
    assert "La citation qui suit le paragraphe 1" in page.xpath("string(//*[@class='correction-place'])")


def test_search_finds_a_quotation_at_its_place(client, dialogue):
    found = {item.address.partition("#")[2]: item for item in _items_of(reading_of("dialogue"), "en")}

    assert "witnesses to a crime" in found["p903"].folded
    assert "Paragraph" not in found["p903"].about


def test_interface_for_programs_tells_the_form(client, dialogue):
    rows = client.get("/api/v1/conferences/dialogue/summary/").json()["sections"][0]["paragraphs"]

    assert [(row["number"], row["form"]) for row in rows] == [
        (1, "numbered"),
        (None, "quotation"),
        (None, "unnumbered"),
        (2, "numbered"),
    ]
