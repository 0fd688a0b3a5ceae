"""Footnotes in the documents of a Summary, in each format."""

import re
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from conference.languages import CODES
from summary.documents.documents import document_of
from tests.conference.documents.pdf_reading import paragraphs
from tests.summary.documents.contents import make_content, make_corrigendum, with_notes

CONTENT = with_notes(make_content(5), repeated=True)
AKN = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
# The printed number, then the label: Arabic has the marks of the first paragraph in the other order.
ORDER = {code: [(1, 7), (2, 5), (3, 9)] for code in CODES} | {"ar": [(1, 5), (2, 7), (3, 9)]}


def printed(number, code):
    return f"({number})" if code == "ar" else str(number)


def note_text(label, code):
    return f"Footnote {label} of A/RES/64/{label}, page 3 ({code})"


@pytest.mark.parametrize("code", CODES)
def test_plain_text_has_the_numbers_and_the_notes_at_its_end(code):
    text = document_of(CONTENT, code, "txt").decode()

    assert text.endswith("".join(f"[{number}] {note_text(label, code)}\n" for number, label in ORDER[code]))
    assert CONTENT["title"][code] + "*, **\n" in text
    assert re.findall(r"\[\d\]", text.split("Title note")[0]) == (
        ["[1]", "[2]", "[3]", "[2]"] if code == "ar" else ["[1]", "[2]", "[3]", "[1]"]
    )


@pytest.mark.parametrize("code", CODES)
def test_html_leads_to_each_note_and_back(code):
    page = etree.HTML(document_of(CONTENT, code, "html").decode())

    marks = page.xpath("//a[@role='doc-noteref']")
    notes = page.xpath("//section[@role='doc-endnotes']/p")
    assert [note.get("id") for note in notes] == [
        "title-note-1",
        "title-note-2",
        *(f"footnote-{label}" for __, label in ORDER[code]),
    ]
    assert [mark.text for mark in marks[:5]] == ["*", "**", *(printed(number, code) for number in (1, 2, 3))]
    for note in notes:
        back = note.xpath("a[@role='doc-backlink']")[0].get("href").removeprefix("#")
        assert page.xpath("//a[@id=$id]/@href", id=back) == [f"#{note.get('id')}"]
    assert len(set(page.xpath("//@id"))) == len(page.xpath("//@id"))


@pytest.mark.parametrize("code", CODES)
def test_word_has_real_footnotes_with_the_words_of_each(code):
    document = Document(BytesIO(document_of(CONTENT, code, "docx")))
    part = next(part for part in document.part.package.iter_parts() if part.partname == "/word/footnotes.xml")
    notes = etree.fromstring(part.blob).findall(qn("w:footnote"))[2:]
    references = list(document.element.body.iter(qn("w:footnoteReference")))

    words = ["".join(note.itertext()) for note in notes]
    bracketed = "() " if code == "ar" else " "  # Word writes the number itself
    assert words == [
        f"* Title note 1 ({code})",
        f"** Title note 2 ({code})",
        *(bracketed + note_text(label, code) for __, label in ORDER[code]),
    ]
    assert [reference.get(qn("w:id")) for reference in references] == [note.get(qn("w:id")) for note in notes]
    assert [reference.get(qn("w:customMarkFollows")) for reference in references] == ["1", "1", None, None, None]


@pytest.mark.parametrize("code", CODES)
def test_pdf_has_each_note_where_its_mark_is(code):
    text = " ".join(paragraphs(document_of(CONTENT, code, "pdf")))

    for number, label in ORDER[code]:
        assert f"{printed(number, code)}{note_text(label, code)}" in text.replace("\n", "")
    assert text.index("Title note 1") < text.index("Footnote")


@pytest.mark.parametrize("code", CODES)
def test_akoma_ntoso_has_the_notes_within_the_text_and_a_reference_at_a_second_mark(code):
    root = etree.fromstring(document_of(CONTENT, code, "xml"))

    notes = root.findall(".//a:mainBody//a:authorialNote", AKN)
    to_title = root.findall(".//a:docTitle/a:authorialNote", AKN)
    names = {7: "authorialNote_1", 5: "authorialNote_2", 9: "authorialNote_3"}  # one in all languages
    assert [(note.get("marker"), note.get("eId")) for note in notes] == [
        (printed(number, code), names[label]) for number, label in ORDER[code]
    ]
    assert ["".join(note.itertext()) for note in notes] == [note_text(label, code) for __, label in ORDER[code]]
    assert [note.get("marker") for note in to_title] == ["*", "**"]
    assert [reference.get("href") for reference in root.iter("{*}noteRef")] == ["#authorialNote_1"]


@pytest.mark.parametrize("ending", ["pdf", "docx", "xml", "html", "txt"])
def test_document_with_notes_has_the_same_bytes_each_time(ending):
    assert document_of(CONTENT, "ar", ending) == document_of(CONTENT, "ar", ending)


def test_corrigendum_names_the_note_and_keeps_the_number_that_it_has_in_the_document():
    corrections = [
        {"key": "n9", "paragraph": None, "path": [], "languages": ["fr"]},
        {"key": "p2-1", "paragraph": 2, "path": [2, 1], "languages": ["fr"]},
    ]
    names = ("title_notes", "notes", "sections")
    content = make_corrigendum(corrections, **{name: CONTENT[name] for name in names})

    text = document_of(content, "fr", "txt").decode()
    word = Document(BytesIO(document_of(content, "fr", "docx")))

    assert "3 doit se lire comme suit" in text
    assert text.endswith(f"[3] {note_text(9, 'fr')}\n[1] {note_text(7, 'fr')}\n")
    assert [each.get(qn("w:customMarkFollows")) for each in word.element.body.iter(qn("w:footnoteReference"))] == [
        "1",
        None,
    ]


def test_edition_from_before_there_were_footnotes_is_read_as_it_is():
    content = make_content(2)
    assert "notes" not in content

    assert b"authorialNote" not in document_of(content, "en", "xml")
    assert b"doc-endnotes" not in document_of(content, "en", "html")
