import pytest
from lxml import html

from conference.refusals import Refusal
from summary.draft.comments import add_comment, settle
from summary.draft.split_and_merge import merge_with_next, split_paragraph
from summary.models import Comment, Summary
from summary.suggestions.words import marked, place_of
from tests.staff import browser_of
from tests.summary.conftest import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DRAFT = "/en/dialogue/summary/draft/"
TEXT = "Sentence one of 1. Sentence two of 1."


@pytest.fixture
def first(summary, paragraphs):
    return paragraphs[0]


def tree(response):
    return html.document_fromstring(response.content)


@pytest.mark.parametrize(
    ("occurrence", "text", "place"),
    [
        (0, TEXT, (0, 8)),
        (1, TEXT, (19, 27)),
        (7, TEXT, (19, 27)),  # there were more
        (1, "One. Sentence two.", (5, 13)),
        (0, "Other words.", None),
    ],
)
def test_words_are_found_again(occurrence, text, place):
    assert place_of("Sentence", occurrence, text) == place


def test_words_of_several_comments_are_marked_where_they_meet(first, drafter):
    one = add_comment(first, "Who?", quotation="Sentence one", by=drafter, at=NOON)
    two = add_comment(first, "Why?", quotation="one of 1", by=drafter, at=NOON)

    assert [(part.text, part.comments) for part in marked(TEXT, first.comments.all())] == [
        ("Sentence ", (one.pk,)),
        ("one", (one.pk, two.pk)),
        (" of 1", (two.pk,)),
        (". Sentence two of 1.", ()),
    ]
    for each in (one, two):
        settle(each, by=drafter, at=NOON)
    assert marked(TEXT, first.comments.all()) == []


def test_comment_stays_with_its_quotation_when_the_words_change(first, drafter, office):
    Summary.objects.update(stage="with-president")
    add_comment(first, "Which one?", quotation="Sentence", occurrence=1, by=office, at=NOON)
    page = tree(browser_of(drafter).get(DRAFT))
    assert page.xpath("//p[@class='reading']/mark/text()") == ["Sentence"]
    assert page.xpath("string(//p[@class='reading'][mark])").strip() == TEXT
    assert page.xpath("string((//*[@class='said-of'])/@data-from)") == "19"

    type(first).objects.filter(pk=first.pk).update(text_en="Other words.")

    page = tree(browser_of(drafter).get(DRAFT))
    said = " ".join(page.xpath("string(//*[@class='said-of'])").split())
    assert said == "Said of: Sentence These words are no longer in the paragraph."
    assert not page.xpath("//mark")


@pytest.mark.parametrize("quotation", ["Words that are not there", "x" * 1001])
def test_words_that_are_not_there_are_refused_and_come_back(first, drafter, quotation):
    sent = {"text": "Who <b>?", "quotation": quotation, "occurrence": "x"}
    response = browser_of(drafter).post(f"{DRAFT}paragraphs/{first.pk}/comments/", sent)

    page = tree(response)
    assert response.status_code == 409
    assert page.xpath("string(//details[@open]//textarea)").strip() == "Who <b>?"
    assert page.xpath("string(//details[@open]//input[@name='quotation']/@value)") == quotation
    assert not Comment.objects.exists()


def test_comment_without_the_script_is_about_the_words_that_were_typed(first, drafter):
    sent = {"text": "Who?", "quotation": " Sentence two ", "occurrence": ""}
    browser_of(drafter).post(f"{DRAFT}paragraphs/{first.pk}/comments/", sent)

    assert Comment.objects.values_list("quotation", "occurrence").get() == ("Sentence two", 0)


def test_comment_goes_with_its_words_when_the_paragraph_is_split(first, drafter):
    before = add_comment(first, "Who?", quotation="Sentence", by=drafter, at=NOON)
    after = add_comment(first, "Why?", quotation="Sentence", occurrence=1, by=drafter, at=NOON)
    whole = add_comment(first, "Too long.", by=drafter, at=NOON)

    second = split_paragraph(first, "Sentence one of 1.", by=drafter, at=NOON)

    places = {row.pk: (row.paragraph_id, row.occurrence) for row in Comment.objects.all()}
    assert places == {before.pk: (first.pk, 0), after.pk: (second.pk, 0), whole.pk: (first.pk, 0)}
    merge_with_next(first, by=drafter, at=NOON)
    places = {row.pk: (row.paragraph_id, row.occurrence) for row in Comment.objects.all()}
    assert places == {before.pk: (first.pk, 0), after.pk: (first.pk, 1), whole.pk: (first.pk, 0)}


def test_words_are_the_paragraph_s_at_the_time(first, drafter):
    type(first).objects.filter(pk=first.pk).update(text_en="Other words.")

    with pytest.raises(Refusal):
        add_comment(first, "Who?", quotation="Sentence", by=drafter, at=NOON)
