import pytest

from conference.refusals import Refusal
from summary.draft import split_and_merge
from summary.draft.footnotes import add_footnote, add_title_note
from summary.models import Footnote, Paragraph, Summary
from summary.text.content import content_of
from summary.text.outline import outline_of
from summary.text.progress import progress_of
from summary.text.reading import SummaryText
from summary.text.writing import digest, write_text
from tests.staff import browser_of
from tests.summary.conftest import NOON
from translation.models import Text, Version
from translation.texts.states import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DRAFT = "/en/dialogue/summary/draft/"
SCRIPT = {"headers": {"Rostrum-Fragment": "draft"}}


@pytest.fixture
def first(summary):
    return Paragraph.objects.order_by("pk")[0]


def write(row, words, drafter, code="en"):
    write_text(row, "text", code, words, digest(text_of(row, "text", code)), by=drafter, at=NOON)


def placed(summary):
    return [(node.path, note.number) for part in outline_of(summary) for node in part.walk() for note in node.notes]


def test_footnote_is_added_at_the_cursor_with_its_mark(summary, first, drafter):
    browser = browser_of(drafter)

    head = {"act": "add-footnote", "head": "Sentence one of 1."}
    answer = browser.post(f"{DRAFT}paragraphs/{first.pk}/", head, **SCRIPT)

    note = Footnote.objects.get()
    first.refresh_from_db()
    assert first.text_en == "Sentence one of 1.[^1] Sentence two of 1."
    assert Version.objects.of(first, "text", "en").first().by == drafter
    assert f"row-footnote-{note.pk}" in answer.content.decode()
    address = f"{DRAFT}texts/footnote/{note.pk}/text/"
    browser.post(address, {"text": "A/RES/64/293.", "base_version": digest("")})
    body = browser.get(DRAFT).content.decode()
    assert "A/RES/64/293.</textarea>" in body
    assert f'action="{address}"' in body


def test_footnote_without_a_cursor_has_its_mark_at_the_end(first, drafter):
    add_footnote(first, "", by=drafter, at=NOON)
    add_footnote(first, "Something else", by=drafter, at=NOON)

    first.refresh_from_db()
    assert first.text_en.endswith("Sentence two of 1.[^1][^2]")


def test_marks_go_along_when_a_paragraph_is_split_and_an_older_version_brings_its_note_back(summary, first, drafter):
    add_footnote(first, "Sentence one of 1.", by=drafter, at=NOON)
    note = add_footnote(first, "", by=drafter, at=NOON)
    write(note, "Second note", drafter)
    first.refresh_from_db()

    second = split_and_merge.split_paragraph(first, "Sentence one of 1.[^1]", by=drafter, at=NOON)

    assert placed(summary) == [((1,), 1), ((2,), 2)]
    write(second, "Sentence two of 1.", drafter)
    assert placed(summary) == [((1,), 1)]
    assert outline_of(summary).unplaced == {2: note}
    assert "Second note</textarea>" in browser_of(drafter).get(DRAFT).content.decode()
    write(second, "Sentence two of 1.[^2]", drafter)
    assert outline_of(summary).unplaced == {}


def test_mark_of_no_footnote_is_told_and_left_out_of_the_document(summary, first, drafter):
    write(first, "One[^9].", drafter)

    assert "<code>[^9]</code>" in browser_of(drafter).get(DRAFT).content.decode()
    assert content_of(summary)["sections"][0]["paragraphs"][0]["text"]["en"] == "One."


def test_translation_has_the_notes_of_the_original_whatever_marks_it_has(summary, first, drafter):
    for words in ("First note", "Second note"):
        write(add_footnote(first, "", by=drafter, at=NOON), words, drafter)
    Paragraph.objects.filter(pk=first.pk).update(text_fr="Mot[^2]s[^7].", text_ar="")

    content = content_of(summary)

    text = content["sections"][0]["paragraphs"][0]["text"]
    assert text["fr"] == "Mot[^2]s.[^1]"
    assert text["ar"] == ""
    assert [(note["label"], note["text"]["en"]) for note in content["notes"]] == [(1, "First note"), (2, "Second note")]
    reading = SummaryText(content)
    assert {code: [note.label for note in reading.notes(code).values()] for code in ("en", "fr", "ar")} == {
        "en": [1, 2],
        "fr": [2, 1],
        "ar": [1, 2],  # not translated, so that it reads the original
    }


def test_footnote_counts_among_the_texts_to_translate_while_it_has_its_mark(summary, first, drafter):
    before = {each.language.code: each.total for each in progress_of(summary)}
    note = add_footnote(first, "", by=drafter, at=NOON)
    write(note, "A note", drafter)

    assert {each.language.code: each.total for each in progress_of(summary)} == {
        code: number + 1 for code, number in before.items()
    }
    assert Text.objects.get(subject_type="summary.footnote", subject_id=note.pk).document == "summary"


def test_title_has_three_notes_at_most_and_those_without_words_are_not_printed(summary, drafter):
    for words in ("One", "Two", ""):
        note = add_title_note(summary, by=drafter, at=NOON)
        write(note, words, drafter)
    assert [note["text"]["en"] for note in content_of(summary)["title_notes"]] == ["One", "Two"]
    assert add_title_note(summary, by=drafter, at=NOON) == note

    write(note, "Three", drafter)
    with pytest.raises(Refusal):
        add_title_note(summary, by=drafter, at=NOON)


def test_nobody_adds_a_footnote_to_a_text_that_is_cleared(summary, first, drafter):
    Summary.objects.update(stage="cleared")

    for add in (
        lambda: add_footnote(first, "", by=drafter, at=NOON),
        lambda: add_title_note(summary, by=drafter, at=NOON),
    ):
        with pytest.raises(Refusal):
            add()
    assert not Footnote.objects.exists()
