"""A table in the documents of a Summary, in each format."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from conference.documents.emphasis import without_marks
from conference.languages import CODES
from summary.documents.documents import document_of
from summary.text.numbering import table_mark
from tests.summary.documents.contents import make_content, make_corrigendum, with_notes, with_table

CONTENT = with_table(make_content(5), columns=4)
TABLE = CONTENT["sections"][0]["paragraphs"][1]
AKN = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}


def wanted(code):
    return [[without_marks(cell["text"][code]) for cell in row] for row in TABLE["rows"]]


@pytest.mark.parametrize("code", CODES)
def test_plain_text_has_a_line_for_each_row_below_number_and_title(code):
    blocks = document_of(CONTENT, code, "txt").decode().split("\n\n")

    lines = next(block for block in blocks if block.startswith(table_mark(1, code) + "\n")).split("\n")
    assert lines[1] == TABLE["text"][code]
    assert [line.split(" | ") for line in lines[2:]] == wanted(code)


@pytest.mark.parametrize("code", CODES)
def test_html_has_a_caption_and_a_head(code):
    page = etree.HTML(document_of(CONTENT, code, "html").decode())

    (table,) = page.xpath("//table[@id='p910']")
    assert table.xpath("caption/p/text()") == [table_mark(1, code), TABLE["text"][code]]
    assert [[cell.xpath("string()") for cell in row] for row in table.xpath(".//tr")] == wanted(code)
    assert table.xpath("thead/tr/th/@scope") == ["col"] * 4


@pytest.mark.parametrize("code", ["ar", "en"])
def test_word_has_a_table_whose_head_is_repeated_and_which_runs_from_the_side_of_its_language(code):
    word = Document(BytesIO(document_of(CONTENT, code, "docx")))

    table = next(each for each in word.tables if each.style.name == "Table of the text")
    assert [[cell.text for cell in row.cells] for row in table.rows] == wanted(code)
    assert [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows] == [
        True,
        False,
        False,
    ]
    assert (table._tbl.tblPr.find(qn("w:bidiVisual")) is not None) == (code == "ar")


def test_akoma_ntoso_has_the_table_with_its_caption():
    root = etree.fromstring(document_of(CONTENT, "fr", "xml"))

    (table,) = root.xpath("//a:paragraph[@eId='para_nn_1']/a:content/a:table", namespaces=AKN)
    assert table.xpath("string(a:caption)", namespaces=AKN) == f"Tableau 1 {TABLE['text']['fr']}"
    rows = table.xpath("a:tr", namespaces=AKN)
    assert [[cell.xpath("string()") for cell in row.xpath("a:th/a:p | a:td/a:p", namespaces=AKN)] for row in rows] == [
        [words.strip() for words in row] for row in wanted("fr")
    ]


def test_footnote_of_a_cell_is_numbered_among_the_others():
    content = with_notes(CONTENT | {"sections": make_content(5)["sections"]})
    table = with_table(content)["sections"][0]["paragraphs"][1]
    table["rows"][1][0]["text"] = {code: f"{words}[^9]" for code, words in table["rows"][1][0]["text"].items()}
    content["sections"][0]["paragraphs"].insert(1, table)

    text = document_of(content, "en", "txt").decode()

    assert "Africa[3] | 54" in text
    assert document_of(content, "en", "docx")
    assert document_of(content, "ar", "pdf").startswith(b"%PDF")


def test_corrigendum_names_the_table_and_the_cell():
    corrections = [{"key": key, "paragraph": None, "path": [], "languages": ["fr"]} for key in ("p910", "c6")]

    text = document_of(make_corrigendum(corrections, sections=CONTENT["sections"]), "fr", "txt").decode()

    assert "Le titre du tableau 1 doit se lire comme suit" in text
    assert "Tableau 1, ligne 2, colonne 2, doit se lire comme suit" in text
