"""Headings of the third level: numbered, cited, nested in Akoma Ntoso, and moved with the heading above."""

from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from docx import Document
from lxml import etree

from summary.documents.documents import document_of
from summary.draft import structure
from summary.models import Section
from summary.text.content import content_of
from summary.text.numbering import section_mark
from summary.text.outline import outline_of
from summary.text.reading import SummaryText
from tests.summary.conftest import NOON, make_paragraph, make_section

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def sections(summary):
    """I, A, 1, 2, B, 1; II, and directly below it 1."""
    summary.sections.all().delete()
    rows = [
        make_section(summary, heading_en=f"H{place}", level=level)
        for place, level in enumerate((1, 2, 3, 3, 2, 3, 1, 3))
    ]
    for row in rows:
        make_paragraph(row, "Words")
    return rows


def test_it_is_numbered_within_the_heading_above_and_cited_with_it(summary, sections):
    assert [chapter.number for chapter in outline_of(summary)] == [1, 1, 1, 2, 2, 1, 2, 1]
    text = SummaryText(content_of(summary))
    assert [section.citation("en") for section in text.sections] == "I I.A I.A.1 I.A.2 I.B I.B.1 II II.1".split()
    assert [section_mark(3, 2, code) for code in ("en", "ar", "zh-hans")] == ["2.", "2 -", "2."]


def test_documents_nest_it(summary, sections):
    content = content_of(summary) | {"languages": ["en"]}

    root = etree.fromstring(document_of(content, "en", "xml"))
    page = etree.HTML(document_of(content, "en", "html").decode())
    word = Document(BytesIO(document_of(content, "en", "docx")))

    names = [element.get("eId") for element in root.iter("{*}section", "{*}subsection")]
    assert names[:4] == ["sec_1", "sec_1__subsec_1", "sec_1__subsec_1__subsec_1", "sec_1__subsec_1__subsec_2"]
    assert names[-1] == "sec_2__subsec_1"
    assert len(set(names)) == len(names)
    assert [heading.xpath("string()") for heading in page.xpath("//h4")] == ["1. H2", "2. H3", "1. H5", "1. H7"]
    styles = [each.style.name for each in word.paragraphs if each.style.name.startswith("Heading")]
    assert styles == [f"Heading {level}" for level in (1, 2, 3, 3, 2, 3, 1, 3)]
    assert document_of(content, "en", "pdf").startswith(b"%PDF")


def test_it_moves_with_the_heading_above(summary, sections, drafter):
    structure.move_section(sections[1], structure.DOWN, by=drafter, at=NOON)

    assert [chapter.row.heading_en for chapter in outline_of(summary)] == "H0 H4 H5 H1 H2 H3 H6 H7".split()


def test_there_is_no_fourth_level(summary, sections):
    with pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.filter(pk=sections[0].pk).update(level=4)
