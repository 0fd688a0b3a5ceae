"""A quotation and an unnumbered paragraph in the documents of a Summary, in each format."""

from io import BytesIO

import pypdf
import pytest
from docx import Document
from lxml import etree

from conference.documents.emphasis import without_marks
from conference.languages import CODES
from summary.documents.documents import document_of
from summary.text.numbering import paragraph_mark
from tests.summary.documents.contents import make_content, make_corrigendum, with_forms

CONTENT = with_forms(make_content(5))
QUOTED, UNNUMBERED = CONTENT["sections"][0]["paragraphs"][1:3]
AKN = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}


@pytest.mark.parametrize("code", CODES)
def test_plain_text_sets_a_quotation_off_and_numbers_neither(code):
    lines = document_of(CONTENT, code, "txt").decode().split("\n\n")

    place = lines.index("    " + without_marks(QUOTED["text"][code]))
    assert lines[place - 1].startswith(paragraph_mark(1, code))
    assert lines[place + 1] == without_marks(UNNUMBERED["text"][code])
    assert lines[place + 2].startswith(paragraph_mark(2, code))


@pytest.mark.parametrize("code", CODES)
def test_html_and_word_have_the_elements_and_styles_of_each(code):
    page = etree.HTML(document_of(CONTENT, code, "html").decode())
    word = Document(BytesIO(document_of(CONTENT, code, "docx")))

    (quotation,) = page.xpath("//blockquote")
    assert quotation.get("id") == "p903"
    assert quotation.xpath("string(p)") == without_marks(QUOTED["text"][code])
    assert page.xpath("string(//p[@id='p904'])") == without_marks(UNNUMBERED["text"][code])
    styles = [each.style.name for each in word.paragraphs if "aragraph" in each.style.name or "quot" in each.style.name]
    assert styles[:4] == ["Numbered paragraph", "Block quotation", "Body paragraph", "Numbered paragraph"]


def tags(pdf):
    """The kinds of elements in the structure of a PDF."""
    found, rest = [], [pypdf.PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]]
    while rest:
        element = rest.pop().get_object()
        if isinstance(element, pypdf.generic.ArrayObject):
            rest += list(element)
        elif isinstance(element, pypdf.generic.DictionaryObject):
            found += [element["/S"]] if "/S" in element else []
            rest += [element["/K"]] if "/K" in element else []
    return found


def test_pdf_calls_a_quotation_a_block_quotation():
    assert tags(document_of(CONTENT, "ar", "pdf")).count("/BlockQuote") == 1


def test_akoma_ntoso_embeds_a_quotation_and_names_both_without_a_number():
    root = etree.fromstring(document_of(CONTENT, "fr", "xml"))

    rows = root.xpath("//a:paragraph", namespaces=AKN)
    assert [row.get("eId") for row in rows[:4]] == ["para_1", "para_nn_1", "para_nn_2", "para_2"]
    assert [len(row.xpath("a:num", namespaces=AKN)) for row in rows[:4]] == [1, 0, 0, 1]
    assert rows[1].xpath("string(a:content/a:p/a:embeddedText)", namespaces=AKN) == QUOTED["text"]["fr"]


def test_corrigendum_says_where_a_text_without_a_number_stands():
    corrections = [{"key": key, "paragraph": None, "path": [], "languages": ["fr"]} for key in ("p903", "p904")]
    content = make_corrigendum(corrections, sections=CONTENT["sections"])

    text = document_of(content, "fr", "txt").decode()

    assert "La citation qui suit le paragraphe 1 doit se lire comme suit" in text
    assert "Le paragraphe non numéroté qui suit le paragraphe 1 doit se lire" in text
