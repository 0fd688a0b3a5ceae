"""Footnotes of a Word document become footnotes of the draft, with their emphasis; what cannot be is listed."""

import pytest

from summary.models import LONGEST_NOTE, Footnote, Paragraph
from tests.staff import browser_of
from tests.summary.conftest import make_paragraph
from tests.summary.imports import words
from tests.summary.imports.footnotes import run, with_footnotes
from tests.summary.imports.test_draft_imports import IMPORTS, confirm, undo
from translation.models import Version

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def preview(summary, drafter):
    """Uploads a document and returns its preview, with the browser of the drafter."""
    browser = browser_of(drafter)

    def upload(notes):
        answer = browser.post(IMPORTS, {"file": words.upload(with_footnotes(notes))})
        return browser, browser.get(answer.url)

    return upload


def texts():
    return [row.text_en for row in Paragraph.objects.in_document().order_by("section__position", "position")]


def test_footnotes_become_footnotes_of_the_draft_and_go_with_the_import(summary, preview):
    section = summary.sections.last()
    standing = make_paragraph(section, "", text_en="It stood.[^7]")
    Footnote.objects.create(summary=summary, number=7, text_en="Before.")
    browser, page = preview(
        {2: run("See ") + run("A/66/783", "<w:i/>"), 3: run("Not in Word."), 4: run("Of a heading.")}
    )

    shown = page.content.decode()
    assert "See <em>A/66/783</em>" in shown
    assert [(each.words) for each in page.context["preview"].found.left_out] == ["Of a heading."]
    assert Footnote.objects.count() == 1

    confirm(browser, page)

    assert texts()[-3:] == [standing.text_en, "It opened[^8] **well**[^9].", "It closed.[^8]"]
    assert [(row.number, row.text_en) for row in Footnote.objects.all()][1:] == [
        (8, "See *A/66/783*"),
        (9, "Not in Word."),
    ]
    assert Version.objects.filter(text__subject_type="summary.footnote", words="See *A/66/783*").count() == 1

    undo(browser)

    assert texts()[-1] == standing.text_en
    assert Footnote.objects.get().number == 7


def test_note_that_is_too_long_or_has_no_words_is_listed_and_leaves_no_mark(preview):
    browser, page = preview({2: run("x" * (LONGEST_NOTE + 1)), 3: run("Kept."), 4: ""})

    left_out = page.context["preview"].found.left_out
    assert [(each.kind, each.words[:3]) for each in left_out] == [("footnote", "xxx"), ("footnote", "")]

    confirm(browser, page)

    assert texts()[-2:] == ["It opened **well**[^1].", "It closed."]


def test_note_that_refers_to_itself_is_read_once(preview):
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    _browser, page = preview({2: run("Round") + reference, 3: run("Kept.")})

    assert page.context["preview"].found.notes == ("Round", "Kept.")
