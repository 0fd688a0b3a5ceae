"""The page of contents in the documents of a Summary, in each format and language."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from pdfua import validate
from pypdf import PdfReader

from conference.languages import CODES
from summary.documents.documents import document_of, summary_document
from summary.text.content import has_contents
from summary.text.reading import SummaryText
from tests.summary.documents.contents import make_content, make_corrigendum

CONTENTS = {
    "ar": "المحتويات",
    "zh-hans": "目录",
    "en": "Contents",
    "fr": "Table des matières",
    "ru": "Содержание",
    "es": "Índice",
}
CONTENT = make_content(20, contents="always")


def headings(code):
    """Each heading as its mark, its words and its anchor."""
    return [(each.mark(code), each.heading[code], each.anchor) for each in SummaryText(CONTENT).sections]


@pytest.mark.parametrize(
    ("choice", "sections", "expected"),
    [("never", 13, False), ("long", 12, False), ("long", 13, True), ("always", 1, True), ("always", 0, False)],
)
def test_page_of_contents_is_there_by_choice_and_by_the_number_of_headings(choice, sections, expected):
    assert has_contents(make_content(contents=choice, sections=[{}] * sections)) is expected


def test_edition_of_before_there_were_any_and_a_corrigendum_have_none():
    assert not has_contents(make_content(40))
    assert not summary_document(make_corrigendum(contents="always"), "en").contents()


@pytest.mark.one_database
@pytest.mark.parametrize("code", CODES)
def test_pdf_lists_the_headings_with_their_pages_and_leads_to_them(tmp_path, code):
    path = tmp_path / "summary.pdf"
    path.write_bytes(document_of(CONTENT, code, "pdf"))
    reader = PdfReader(path)

    first = reader.pages[0]
    targets = [note.get_object() for note in first["/Annots"]]
    assert len({str(each.get("/Dest") or each["/A"]["/D"]) for each in targets}) == len(headings(code))
    assert "/TOCI" in {str(each) for each in kinds_of(reader.trailer["/Root"]["/StructTreeRoot"])}
    assert [outcome.message for outcome in validate(path).findings] == []
    assert any(words in reader.pages[1].extract_text() for words in ("1.", "1-", "1 -", "-1"))


def kinds_of(element):
    """The kinds of all elements of the tree in a tagged PDF."""
    element = element.get_object()
    if isinstance(element, list):
        for child in element:
            yield from kinds_of(child)
    elif isinstance(element, dict):
        if "/S" in element:
            yield element["/S"]
        if "/K" in element:
            yield from kinds_of(element["/K"])


@pytest.mark.parametrize("code", CODES)
def test_word_has_a_table_of_contents_that_is_filled_and_leads_to_the_headings(code):
    word = Document(BytesIO(document_of(CONTENT, code, "docx")))

    (title,) = [each.text for each in word.paragraphs if each.style.name == "TOC heading"]
    listed = [each for each in word.paragraphs if each.style.name.startswith("toc ")]
    assert title == CONTENTS[code]
    assert [each.text.replace("\u200f", "") for each in listed] == [
        f"{mark}\t{words}" for mark, words, __ in headings(code)
    ]
    marks = word.element.xpath("//w:fldChar/@w:fldCharType")
    assert marks == ["begin", "separate", "end"]
    assert word.element.xpath("//w:fldChar/@w:dirty") == ["true"]  # Word puts the numbers of its pages in
    named = word.element.xpath("//w:bookmarkStart/@w:name")
    assert all(link in named for each in listed for link in each._p.xpath("w:hyperlink/@w:anchor"))
    assert len(word.element.xpath("//w:hyperlink[@w:anchor]")) == len(listed)
    assert (listed[0]._p.pPr.find(qn("w:bidi")).get(qn("w:val")) is None) == (code == "ar")


@pytest.mark.parametrize("code", CODES)
def test_html_has_links_to_the_headings(code):
    page = etree.HTML(document_of(CONTENT, code, "html").decode())

    (nav,) = page.xpath("//nav[@class='contents']")
    assert nav.xpath("h2/text()") == [CONTENTS[code]]
    links = [(*link.xpath("span/text()"), link.xpath("string()"), link.get("href")) for link in nav.xpath(".//a")]
    assert links == [(mark, f"{mark} {words}", f"#{anchor}") for mark, words, anchor in headings(code)]
    assert all(page.xpath(f"//*[@id='{href[1:]}']") for *__, href in links)


@pytest.mark.parametrize("code", CODES)
def test_plain_text_lists_the_headings(code):
    blocks = document_of(CONTENT, code, "txt").decode().split("\n\n")

    lines = next(block for block in blocks if block.startswith(f"{CONTENTS[code]}\n")).split("\n")
    assert [line.strip() for line in lines[1:]] == [f"{mark} {words}" for mark, words, __ in headings(code)]


@pytest.mark.parametrize("code", CODES)
def test_akoma_ntoso_leads_to_the_headings(code):
    root = etree.fromstring(document_of(CONTENT, code, "xml"))

    items = root.xpath("//*[local-name()='tocItem']")
    assert [item.xpath("string()") for item in items] == [f"{mark} {words}" for mark, words, __ in headings(code)]
    assert all(root.xpath(f"//*[@eId='{item.get('href')[1:]}']") for item in items)
