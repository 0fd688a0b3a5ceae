"""A draft that comes in from Word or as a pasted text: shown, imported and undone, and what is refused."""

import json
from io import BytesIO

import pytest

from conference.models import AuditEntry, ImportFile
from summary.imports.word_file import read_word
from summary.models import Paragraph, Section, Summary
from summary.text.outline import outline_of
from tests.factories import make_conference
from tests.staff import browser_of
from tests.summary.conftest import NOON, make_paragraph
from tests.summary.imports import words
from translation.models import Version

pytestmark = [pytest.mark.django_db]

IMPORTS = "/en/dialogue/summary/draft/imports/"
SCRIPT = {"headers": {"Rostrum-Fragment": "draft"}}
OLD = "Sentence one of {0}. Sentence two of {0}."
STANDING = ["# Heading (en)", *(OLD.format(number) for number in (1, 2, 3))]


@pytest.fixture
def browser(drafter):
    return browser_of(drafter)


def lines():
    """The document as it stands: "# heading", "paragraph", "- part"."""
    found = []
    for chapter in outline_of(Summary.objects.get()):
        found.append(f"{'#' * chapter.row.level} {chapter.row.heading_en or ''}")
        found += [f"{'-' * node.depth} {node.row.text_en or ''}".strip() for node in chapter.walk()]
    return found


def uploaded(browser, text="", **more):
    """The preview of an uploaded file, or of a text."""
    file = {} if text else {"file": words.upload()}
    answer = browser.post(IMPORTS, {"text": text, **file, **more})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return browser.get(answer.url)


def confirm(browser, page, verb="take"):
    import_file = ImportFile.objects.latest("pk")
    return browser.post(
        f"{IMPORTS}{import_file.pk}/{verb}/", {"seen": page.context["preview"].fingerprint}, follow=True
    )


def undo(browser):
    address = f"{IMPORTS}{ImportFile.objects.latest('pk').pk}/undo/"
    return browser.post(address, {"seen": browser.get(address).context["plan"].shown.token}, follow=True)


def test_word_document_fills_an_empty_draft_as_its_preview_showed_it(browser, drafter):
    Summary.objects.create(conference=make_conference(), title_en="Summary")

    page = uploaded(browser)
    shown = page.content.decode()

    assert [text in shown for text in ("<em>Global Report</em>", "<strong>noted</strong>", "tracked changes")] == [
        True
    ] * 3
    assert [text in shown for text in ("1 table", "In a table", "1 text box", "1 page header", "1 title")] == [True] * 5
    assert not Section.objects.exists()

    confirm(browser, page)

    assert lines() == [
        "# Introduction",
        "The *Global Report* was **noted**.",
        "## Prevention",
        "Speakers called for:",
        "- training;",
        "The new words.",
    ]
    versions = Version.objects.filter(text__field="text").values_list("words", "by__username", "number")
    assert ("training;", "drafter", 1) in versions
    assert AuditEntry.objects.filter(act="draft: import", by=drafter).count() == 1


def test_import_is_undone_with_everything_that_it_wrote(browser, summary):
    confirm(browser, uploaded(browser))
    assert len(lines()) == len(STANDING) + 6

    undo(browser)

    assert lines() == STANDING
    assert Paragraph.objects.count() == 3


def test_import_is_not_undone_once_its_words_were_changed(browser, summary):
    confirm(browser, uploaded(browser))
    Paragraph.objects.filter(text_en="training;").update(text_en="More training;")

    assert "cannot be undone" in undo(browser).content.decode()
    assert "- More training;" in lines()


def test_text_is_put_at_the_end_of_a_section_and_its_sections_behind_it(browser, summary):
    section = summary.sections.get()
    Section.objects.create(summary=summary, position=1, heading_en="Last")

    page = uploaded(browser, "More of it.\n\nII. New\n\nNew text.", place=f"section:{section.pk}")
    confirm(browser, page)

    assert lines() == [*STANDING, "More of it.", "# New", "New text.", "# Last"]
    assert [each.mark for each in page.context["preview"].plan.texts()] == ["4.", "II.", "5."]


def test_headings_of_three_levels_come_in_from_word_and_deeper_ones_at_the_third(browser, summary):
    page = uploaded(browser, file=words.upload(words.headings(1, 2, 3, 4, 2, 3)))
    confirm(browser, page)

    assert lines() == [*STANDING, "# 1", "## 2", "### 3", "### 4", "## 2", "### 3"]
    assert [each.mark for each in page.context["preview"].plan.texts()] == ["II.", "A.", "1.", "2.", "B.", "1."]


@pytest.mark.parametrize(
    ("text", "place", "marks", "expected"),
    [
        ("One.\n\nTwo.", "A", ["4.", "5."], "A 1 B"),
        ("A. New", "A", ["B."], "A 1 New B"),
        ("I. New", "A", ["II."], "A 1 B New"),
        ("A. New", "1", ["B."], "A 1 New B"),
        ("A. New", "Heading (en)", ["C."], "A 1 B New"),
    ],
)
def test_text_is_put_into_a_draft_of_three_levels(browser, summary, text, place, marks, expected):
    for number, (level, heading) in enumerate([(2, "A"), (3, "1"), (2, "B")], 1):
        Section.objects.create(summary=summary, position=number, level=level, heading_en=heading)
    section = summary.sections.get(heading_en=place)

    page = uploaded(browser, text, place=f"section:{section.pk}")
    confirm(browser, page)

    assert [each.mark for each in page.context["preview"].plan.texts()] == marks
    assert " ".join(row.heading_en for row in summary.sections.in_document()[1:]) == expected


def test_section_is_replaced_by_what_was_shown(browser, summary):
    section = summary.sections.get()

    page = uploaded(browser, "I. Another heading\n\nOne.\n\nTwo.", place=f"section:{section.pk}", replaces="1")
    assert OLD.format(1) in browser.get(f"{page.request['PATH_INFO']}?show=removed").content.decode()
    confirm(browser, page)

    assert lines() == ["# Another heading", "One.", "Two."]
    undo(browser)
    assert lines() == STANDING


def test_result_shows_what_was_made_and_not_what_importing_it_once_more_would_do(browser, summary):
    section = summary.sections.get()
    page = uploaded(browser, "One:\n(a) a part.\n\nII. New", place=f"section:{section.pk}", replaces="1")
    result = confirm(browser, page)
    section.removed_at = NOON
    section.save()

    for shown in (result, browser.get(page.request["PATH_INFO"])):
        body = shown.content.decode()
        assert "The list shows what was made of it." in body
        assert [each["text"] for each in shown.context["entries"]] == ["One:", "a part.", "New"]
        assert 'class="mark"' not in body
        assert not shown.context["preview"].plan.removed


def test_place_is_changed_on_the_preview(browser, summary):
    section = summary.sections.get()
    uploaded(browser, "One.")
    pk = ImportFile.objects.get().pk

    browser.post(f"{IMPORTS}{pk}/place/", {"place": f"section:{section.pk}", "replaces": "1"})
    confirm(browser, browser.get(f"{IMPORTS}{pk}/"))

    assert lines() == ["# Heading (en)", "One."]


def test_preview_that_shows_another_draft_is_not_imported(browser, summary):
    page = uploaded(browser, "One.", place=f"section:{summary.sections.get().pk}", replaces="1")
    Paragraph.objects.filter(text_en=OLD.format(1)).update(text_en="Changed.")

    answer = confirm(browser, page)

    assert answer.status_code == 409
    assert "has changed in the meantime" in answer.content.decode()
    assert "One." not in lines()


def pasted(browser, paragraph, plain="", html=""):
    return browser.post(
        f"{IMPORTS}paste/", {"plain": plain, "html": html, "place": f"paragraph:{paragraph.pk}"}, **SCRIPT
    )


def test_pasted_paragraphs_go_behind_the_one_in_which_they_were_pasted(browser, paragraphs):
    told = pasted(browser, paragraphs[0], "12. One:\n(a) a part;\n(b) another.\n13. Two.").json()
    pk = ImportFile.objects.get().pk

    assert "Make 4 paragraphs" in told["html"]
    assert '<span class="mark">(b)</span>' in told["html"]
    assert lines() == STANDING
    assert "Pasted text" not in browser.get(IMPORTS).content.decode()

    seen = browser.get(f"{IMPORTS}{pk}/").context["preview"].fingerprint
    answer = browser.post(f"{IMPORTS}{pk}/make/", {"seen": seen}, **SCRIPT)

    assert answer.status_code == 200
    assert lines() == [*STANDING[:2], "One:", "- a part;", "- another.", "Two.", *STANDING[2:]]
    undo(browser)
    assert lines() == STANDING


def test_pasted_paragraphs_fill_an_empty_one_first(browser, paragraphs):
    empty = make_paragraph(paragraphs[0].section, "", parent=paragraphs[0], text_en="")

    pasted(browser, empty, "One.\n\nTwo.")
    confirm(browser, browser.get(f"{IMPORTS}{ImportFile.objects.get().pk}/"))

    assert lines() == [*STANDING[:2], "- One.", "- Two.", *STANDING[2:]]


def test_one_pasted_paragraph_comes_back_with_its_emphasis_and_nothing_is_kept(browser, paragraphs):
    told = pasted(browser, paragraphs[0], "One", "<p>One <i>word</i> \u2067<script>x</script></p>").json()

    assert told == {"message": "", "text": "One *word* \u2067"}
    assert not ImportFile.objects.exists()


@pytest.mark.parametrize("text", ["", " \n \n"])
def test_nothing_is_said_to_be_nothing(browser, summary, text):
    answer = browser.post(IMPORTS, {"text": text})

    assert answer.status_code == 422
    assert "Choose a file, or paste a text." in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", "This is not a Word document"),
        (b"\xd0\xcf\x11\xe0old", "old format of Word"),
        (b"PK\x03\x04junk", "damaged or protected"),
    ],
)
def test_file_that_is_no_draft_is_refused_in_a_sentence_and_the_text_beside_it_comes_back(
    browser, summary, content, sentence
):
    answer = browser.post(IMPORTS, {"file": words.upload(content), "text": "Words <of mine>"})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Words &lt;of mine&gt;</textarea>" in answer.content.decode()
    assert not ImportFile.objects.exists()


def test_text_that_no_paragraph_can_hold_is_listed_and_the_rest_imported(browser, summary):
    page = uploaded(browser, f"{'x' * 20_001}\n\nOne.")

    assert [(each.text[:4], bool(each.why)) for each in page.context["preview"].plan.texts()] == [
        ("xxxx", True),
        ("One.", False),
    ]
    confirm(browser, page)
    assert lines() == [*STANDING, "One."]


def test_mark_of_emphasis_that_is_not_closed_is_said_in_the_preview(browser, summary):
    body = uploaded(browser, "**Nobody **is held.\n\nTwo.").content.decode()

    assert body.count("An asterisk lacks its partner") == 2  # above, and at the paragraph


def test_nothing_is_imported_once_the_original_is_closed(browser, summary):
    page = uploaded(browser, "One.")
    Summary.objects.update(stage="cleared")

    answer = confirm(browser, page)

    assert "cleared and can only be read" in answer.content.decode()
    assert lines() == STANDING


def test_place_that_is_gone_is_said(browser, paragraphs):
    Paragraph.objects.filter(pk=paragraphs[0].pk).update(removed_at=NOON)

    answer = pasted(browser, paragraphs[0], "One.\n\nTwo.")

    assert answer.status_code == 422
    assert "was removed from the document" in answer.json()["message"]


def test_word_document_is_read_by_styles_lists_and_marks():
    found = read_word(BytesIO(words.draft()))

    assert [(each.heading, each.numbering) for each in found.paragraphs] == [
        (1, ""),
        (0, ""),
        (2, ""),
        (0, "decimal"),
        (0, "bullet"),
        (0, ""),
    ]
    assert found.has_changes
    assert json.dumps([each.kind for each in found.left_out]) == '["title", "text box", "table", "header"]'
