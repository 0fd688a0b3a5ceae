"""What the page of issue says of the draft and of each language, with the way to where it is mended."""

import pytest

from conference.documents.emphasis import has_stray_mark
from summary.editions.open_points import open_points
from summary.models import Paragraph, Section, Summary
from summary.text.outline import outline_of
from tests.pages import as_drawn
from tests.staff import browser_of
from tests.summary.conftest import NOON, make_section
from tests.summary.editions.test_issuing import translated
from translation.models import Text
from translation.teamwork.comments import remark
from translation.texts.registry import column_of
from translation.texts.states import set_state

pytestmark = pytest.mark.django_db

PAGE = "/en/dialogue/summary/draft/issue/"


@pytest.fixture
def ready(summary, drafter):
    """A draft on whose page nothing stands out."""
    Summary.objects.update(stage="in-translation", symbol="A/66/999")
    for row in [*Summary.objects.all(), *Section.objects.all(), *Paragraph.objects.all()]:
        field = {Summary: "title", Section: "heading", Paragraph: "text"}[type(row)]
        letters = {"ar": "نص", "ru": "Текст", "zh_hans": "文", "fr": "Texte", "es": "Texto", "en": "Text"}
        number = row.position + 1 if isinstance(row, Paragraph) else type(row).__name__
        spaces = {"zh_hans": ""}
        texts = {f"{field}_{code}": f"{word}{spaces.get(code, ' ')}{number}" for code, word in letters.items()}
        type(row).objects.filter(pk=row.pk).update(**texts)
    summary = Summary.objects.get()
    translated(summary, drafter)
    return summary


def found(drafter):
    """{language or "": {key: number}}."""
    summary = Summary.objects.select_related("conference").get()
    points = open_points(summary, outline_of(summary), drafter)
    by_code = {"": points.document, **{language.code: some for language, some in points.languages}}
    return {code: {point.key: point.number for point in some} for code, some in by_code.items() if some}


def set_words(row, code, words, by, state="revised"):
    Paragraph.objects.filter(pk=row.pk).update(**{column_of("text", code): words})
    row.refresh_from_db()
    set_state(row, "text", code, state, by=by, at=NOON)


def test_nothing_stands_out_where_nothing_is_open(ready, drafter):
    page = browser_of(drafter).get(PAGE).content.decode()

    assert found(drafter) == {}
    assert "Nothing stands out." in page


def test_english_in_the_arabic_text_is_told_with_the_way_to_it(ready, drafter, paragraphs):
    english = "Everyone has the right to recognition everywhere."
    Paragraph.objects.filter(pk=paragraphs[0].pk).update(text_en=english)
    for code, words in {"fr": "Chacun.", "ru": "Каждый.", "es": "Todos.", "zh-hans": "人人。"}.items():
        set_words(paragraphs[0], code, words, drafter)
    set_words(paragraphs[0], "ar", english, drafter)

    page = browser_of(drafter).get(PAGE).content.decode()

    assert found(drafter)["ar"] == {"warnings": 1}
    assert "1 open warning<" in page
    assert 'href="/en/dialogue/texts/ar/warnings/?document=summary"' in page
    assert "Nothing stands out." not in page


def test_questions_and_texts_not_revised_are_counted_by_language(ready, drafter, paragraphs):
    text = Text.objects.of(paragraphs[1], "text").get()
    remark(text, paragraphs[1], "fr", "Which panel?", kind="question", by=drafter, at=NOON)
    set_words(paragraphs[2], "ru", "Текст 3 новый", drafter, state="translated")

    page = browser_of(drafter).get(PAGE).content.decode()

    assert found(drafter) == {"fr": {"questions": 1}, "ru": {"not-revised": 1}}
    assert 'href="/en/dialogue/texts/fr/summary/?only=questions">1 open question<' in page
    assert 'href="/en/dialogue/texts/ru/summary/?only=translated">1 text not revised<' in page


def test_headings_without_a_text_are_told_but_not_those_above_a_section_with_one(ready, drafter):
    Section.objects.update(level=2, position=1)
    above = Section.objects.create(summary=ready, position=0, level=1, heading_en="Above")
    alone = make_section(ready, "", position=2, level=1, heading_en="Alone")

    page = as_drawn(browser_of(drafter).get(PAGE).content.decode())

    assert found(drafter)[""] == {"no-text": 1}
    assert f'draft/#row-section-{alone.pk}-heading"><bdi>II.</bdi>' in page
    assert f"row-section-{above.pk}-heading" not in page


def test_marks_that_do_not_close_are_told_in_the_original_and_in_a_translation(ready, drafter, paragraphs):
    set_words(paragraphs[0], "fr", f"{paragraphs[0].text_fr} **dit** *ainsi", drafter)
    Paragraph.objects.filter(pk=paragraphs[1].pk).update(text_en="**Nobody **is")

    points = found(drafter)
    page = as_drawn(browser_of(drafter).get(PAGE).content.decode())

    assert points[""] == {"marks": 1}
    assert points["fr"]["marks"] == 1
    assert f'draft/#row-paragraph-{paragraphs[1].pk}"><bdi>2</bdi>' in page
    assert f'{Text.objects.of(paragraphs[0], "text").get().pk}/fr/at-its-place/"><bdi>1</bdi>' in page


@pytest.mark.parametrize("text", ["**bold**, *italic*", r"a \* b", "2 * 3", "* Reissued", "", "***"])
def test_mark_that_is_closed_escaped_or_between_spaces_is_no_stray_one(text):
    assert not has_stray_mark(text)
    assert has_stray_mark(f"{text} *word")


def test_what_is_confirmed_changes_with_what_is_shown(ready, drafter, paragraphs):
    def facts():
        summary = Summary.objects.select_related("conference").get()
        return open_points(summary, outline_of(summary), drafter).facts

    before = facts()
    Paragraph.objects.filter(pk=paragraphs[1].pk).update(text_en="*Nobody")

    assert facts() != before
