"""Tables on the public pages, in the search and in the interface for programs."""

import pytest
from lxml import etree

from conference.languages import CODES
from summary.editions.editions import reading_of
from summary.editions.searched import _items_of
from summary.text.numbering import table_mark
from tests.factories import make_conference
from tests.pages import as_drawn
from tests.summary.documents.contents import make_content, make_corrigendum, with_table
from tests.summary.editions.issuing import issue

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

CONTENT = with_table(make_content(5), columns=4)
ROWS = CONTENT["sections"][0]["paragraphs"][1]["rows"]


@pytest.fixture
def dialogue():
    conference = make_conference()
    issue(conference, CONTENT)
    return conference


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return etree.HTML(as_drawn(response.content.decode()))


def words(node):
    return " ".join(node.xpath("string()").split())


@pytest.mark.parametrize("code", CODES)
def test_page_has_the_table_with_the_head_before_each_cell_of_a_wide_one(client, dialogue, code):
    page = page_of(client, f"/{code}/dialogue/summary/")

    (table,) = page.xpath("//table[@id='p910']")
    assert "wide" in table.get("class")
    assert words(table.xpath("caption/span[@class='mark']")[0]) == table_mark(1, code)
    heads = [cell["text"][code] for cell in ROWS[0]]
    assert [words(head) for head in table.xpath(".//th")] == heads
    assert [words(name) for name in table.xpath(".//span[@class='column-name']")] == heads * 2
    assert words(table.xpath(".//tbody/tr[2]/td[1]/span[2]")[0]) == ROWS[2][0]["text"][code]


def test_paragraph_by_itself_has_the_table_in_each_language(client, dialogue):
    page = page_of(client, "/fr/dialogue/summary/paragraphs/1/")

    assert sorted(words(mark) for mark in page.xpath("//table//span[@class='mark']")) == sorted(
        table_mark(1, code) for code in CODES
    )
    assert len(page_of(client, "/en/dialogue/summary/with/zh-hans/").xpath("//table")) == 2


def test_corrigendum_shows_the_words_of_a_cell(client, dialogue):
    corrections = [{"key": "c6", "paragraph": None, "path": [], "languages": ["fr"]}]
    issue(dialogue, make_corrigendum(corrections, sections=CONTENT["sections"]))

    page = page_of(client, "/fr/dialogue/summary/editions/2/")

    assert words(page.xpath("//*[@class='erratum']/blockquote")[0]) == "54"
    assert words(page.xpath("//*[@class='correction-place']")[0]).startswith("Tableau 1, ligne 2, colonne 2")


def test_search_and_programs_find_the_cells(client, dialogue):
    found = {item.address.partition("#")[2]: item for item in _items_of(reading_of("dialogue"), "en")}
    assert "africa" in found["p910"].folded
    assert found["p910"].about == "Table 1"

    row = client.get("/api/v1/conferences/dialogue/summary/").json()["sections"][0]["paragraphs"][1]
    assert (row["form"], row["number"], row["table"]) == ("table", None, 1)
    assert [cell["fr"] for cell in row["rows"][0]] == ["Région", "États", "Contributions", "Observations"]
