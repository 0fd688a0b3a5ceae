"""Links in the documents of a Summary: in each format to the address, and to public addresses with https alone."""

from io import BytesIO

import pytest
from docx import Document
from lxml import etree
from pypdf import PdfReader

from conference.languages import CODES
from summary.documents.documents import document_of
from tests.summary.documents.contents import make_content, with_notes

NAMED, PLAIN, BELOW = "https://www.un.org/en/", "https://docs.un.org/A/66/1", "https://www.unodc.org/a_(b)"


def make_linked():
    content = with_notes(make_content(5))
    for code in CODES:
        text = content["sections"][0]["paragraphs"][0]["text"]
        text[code] = f"[**x**]({NAMED}) **[words]({NAMED})** {PLAIN}. https://localhost/ [^7]"
        content["notes"][0]["text"][code] = f"[note]({BELOW})"
    return content


CONTENT = make_linked()


@pytest.mark.parametrize("code", ["en", "ar", "zh-hans"])
def test_html_and_akoma_ntoso_link_words_to_addresses(code):
    page = etree.HTML(document_of(CONTENT, code, "html").decode())
    root = etree.fromstring(document_of(CONTENT, code, "xml"))

    expected = [(NAMED, "words"), (PLAIN, PLAIN), (BELOW, "note")]
    shown = [(link.get("href"), link.text) for link in page.xpath("//a[starts-with(@href, 'https')]")]
    links = [(link.get("href"), link.text) for link in root.iter("{*}a")]
    assert [each for each in shown if each != (NAMED, NAMED)] == expected
    assert sorted(each for each in links if each != (NAMED, NAMED)) == sorted(expected)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_pdf_and_word_link_in_the_text_and_in_the_note(code):
    reader = PdfReader(BytesIO(document_of(CONTENT, code, "pdf")))
    word = Document(BytesIO(document_of(CONTENT, code, "docx")))

    annotations = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
    addresses = {note["/A"]["/URI"] for note in annotations if note.get("/A", {}).get("/S") == "/URI"}
    parts = [word.part, *(part for part in word.part.package.iter_parts() if part.partname == "/word/footnotes.xml")]
    related = [[each.target_ref for each in part.rels.values() if each.is_external] for part in parts]
    assert addresses == {NAMED, PLAIN, BELOW}
    assert [sorted(set(each)) for each in related] == [sorted({NAMED, PLAIN}), [BELOW]]


def test_plain_text_has_the_address_behind_the_words():
    text = document_of(CONTENT, "en", "txt").decode()

    assert f"words <{NAMED}> {PLAIN}. https://localhost/ [1]" in text
    assert f"[1] note <{BELOW}>" in text
