import pytest

from conference.documents.document import EntryBlock, HeadingBlock, ParagraphBlock
from conference.documents.plain_text import plain_text_of
from conference.languages import CODES
from tests.conference.documents.sample_documents import make_document, texts_of


@pytest.mark.parametrize("code", CODES)
def test_each_text_is_a_line_with_its_number_in_front(code):
    lines = plain_text_of(make_document(code)).decode().split("\n")

    wanted = [text.replace("\t", " ") for text in texts_of(code)]
    organ = wanted.index("4 Organ")
    for person in (wanted.index("Ms. Name, function"), wanted.index("21 Person")):
        wanted[person] = f"• {wanted[person]}"  # here a list needs a sign
    wanted[1], wanted[organ] = wanted[organ], wanted[1]  # here the symbol stands below the organ
    for line in ("24 Head", next(text for text in wanted if text.startswith("26 "))):
        wanted[wanted.index(line) : wanted.index(line) + 2] = [" | ".join(wanted[wanted.index(line) :][:2])]
    quotation = next(text for text in wanted if text.startswith("22 "))
    wanted[wanted.index(quotation)] = f"    {quotation}"
    assert [line for line in lines if line] == wanted


def test_blank_lines_set_headings_and_paragraphs_apart_and_parts_stand_together():
    blocks = (
        HeadingBlock("Heading", 1, "I."),
        ParagraphBlock("One:", "1."),
        ParagraphBlock("part;", "(a)", 1),
        ParagraphBlock("part.", "(b)", 1),
        ParagraphBlock("Two.", "2."),
        EntryBlock("Session", "10 a.m.", ("Room",)),
    )
    document = make_document(title="Title", subtitle="", masthead=None, notes=(), blocks=blocks)

    assert plain_text_of(document).decode() == (
        "Title\n\nI. Heading\n\n1. One:\n(a) part;\n(b) part.\n\n2. Two.\n\n10 a.m.\nSession\nRoom\n"
    )


def test_paragraph_is_one_line_whatever_breaks_it_has():
    document = make_document(
        title="T", subtitle="", masthead=None, notes=(), blocks=(ParagraphBlock("a\r\nb \u2028 c\nd"),)
    )

    assert plain_text_of(document).decode() == "T\n\na b c d\n"


def test_text_begins_with_no_mark_of_its_encoding_and_ends_with_a_newline():
    content = plain_text_of(make_document("ar"))

    assert content.startswith(b"3 UN")
    assert content[-2:-1] != b"\n" == content[-1:]
