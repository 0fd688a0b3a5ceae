import pytest

from conference.documents.document import Entry, Heading, Paragraph
from conference.documents.plain_text import plain_of
from conference.languages import CODES
from tests.conference.documents.sample_documents import make_paper, texts_of


@pytest.mark.parametrize("code", CODES)
def test_each_text_is_a_line_with_its_number_in_front(code):
    lines = plain_of(make_paper(code)).decode().split("\n")

    wanted = [text.replace("\t", " ") for text in texts_of(code)]
    organ = wanted.index("4 Organ")
    wanted[1], wanted[organ] = wanted[organ], wanted[1]  # here the symbol stands below the organ
    assert [line for line in lines if line] == wanted


def test_blank_lines_set_headings_and_paragraphs_apart_and_parts_stand_together():
    blocks = (
        Heading("Heading", 1, "I."),
        Paragraph("One:", "1."),
        Paragraph("part;", "(a)", 1),
        Paragraph("part.", "(b)", 1),
        Paragraph("Two.", "2."),
        Entry("Session", "10 a.m.", ("Room",)),
    )
    paper = make_paper(title="Title", subtitle="", masthead=None, notes=(), blocks=blocks)

    assert plain_of(paper).decode() == (
        "Title\n\nI. Heading\n\n1. One:\n(a) part;\n(b) part.\n\n2. Two.\n\n10 a.m.\nSession\nRoom\n"
    )


def test_paragraph_is_one_line_whatever_breaks_it_has():
    paper = make_paper(title="T", subtitle="", masthead=None, notes=(), blocks=(Paragraph("a\r\nb \u2028 c\nd"),))

    assert plain_of(paper).decode() == "T\n\na b c d\n"


def test_text_begins_with_no_mark_of_its_encoding_and_ends_with_a_newline():
    content = plain_of(make_paper("ar"))

    assert content.startswith(b"3 UN")
    assert content[-2:-1] != b"\n" == content[-1:]
