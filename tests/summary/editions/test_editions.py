import pytest

from conference.models import Release
from summary.editions.editions import SummaryReading, issued_editions
from summary.text.set_phrases import name_of
from tests.factories import MORNING, make_conference
from tests.summary.documents.contents import make_content, make_corrigendum
from tests.summary.editions.issuing import issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return make_conference()


def editions_of(conference):
    return issued_editions(Release.objects.public().of(conference.slug, Release.Matter.SUMMARY))


def names(editions):
    return [name_of(edition.content) for edition in editions]


def current(conference):
    editions = editions_of(conference)
    return SummaryReading(conference.slug, editions, editions[0], is_current=True)


def test_revision_replaces_what_came_before_and_corrigendum_does_not(dialogue):
    issue(dialogue)
    issue(dialogue, make_corrigendum())
    issue(dialogue, kind="revision", series=1, base=1)

    editions = editions_of(dialogue)

    replaced = {edition.number: editions.replacing(edition) for edition in editions}
    assert replaced == {1: editions[0], 2: editions[0], 3: None}
    assert editions.replaced_by(editions[0]) is editions[2]


def test_edition_is_replaced_by_the_newest_of_several_revisions(dialogue):
    issue(dialogue)
    issue(dialogue, kind="revision", series=1, base=1)
    issue(dialogue, kind="revision", series=2, base=2)

    editions = editions_of(dialogue)

    assert names([editions.replacing(editions.numbered(1))]) == ["A/66/999/Rev.2"]


def test_corrigenda_belong_to_the_edition_that_they_correct(dialogue):
    issue(dialogue)
    issue(dialogue, make_corrigendum())
    issue(dialogue, make_corrigendum(series=2))
    issue(dialogue, kind="revision", series=1, base=1)
    issue(dialogue, make_corrigendum(base=4, full_symbol="A/66/999/Rev.1/Corr.1"))

    editions = editions_of(dialogue)

    assert names(editions.corrigenda_of(editions.numbered(1))) == ["A/66/999/Corr.1", "A/66/999/Corr.2"]
    assert names(editions.corrigenda_of(editions.numbered(4))) == ["A/66/999/Rev.1/Corr.1"]
    assert editions.corrigenda_of(editions.numbered(2)) == []


def test_text_as_it_stands_has_the_corrected_words_under_the_symbol_of_what_is_corrected(dialogue):
    issue(dialogue)
    corrected = make_corrigendum()
    corrected["sections"][0]["paragraphs"][0]["text"]["fr"] = "Mots corrigés."
    issue(dialogue, corrected)

    reading = current(dialogue)

    assert reading.text.paragraphs[1][1].text["fr"] == "Mots corrigés."
    assert (reading.content["full_symbol"], reading.content["kind"]) == ("A/66/999", "first")
    assert reading.content["languages"] == make_content()["languages"]
    assert names(reading.corrigenda) == ["A/66/999/Corr.1"]


def test_withdrawn_edition_is_neither_named_nor_in_the_way(dialogue):
    issue(dialogue)
    issue(dialogue, kind="revision", series=1, base=1).withdraw(reason="Too early", by=None, at=MORNING)
    issue(dialogue, kind="revision", series=2, base=2)

    editions = editions_of(dialogue)

    assert names(editions) == ["A/66/999/Rev.2", "A/66/999"]
    assert editions.replaced_by(editions[0]) is None
    assert editions.replacing(editions[1]) is editions[0]


def test_corrigendum_to_a_withdrawn_edition_stands_by_itself(dialogue):
    issue(dialogue).withdraw(reason="Too early", by=None, at=MORNING)
    issue(dialogue, make_corrigendum())

    reading = current(dialogue)

    assert (reading.basis, reading.document is reading.edition) == (None, True)


def test_editions_come_from_memory_the_second_time(dialogue, django_assert_num_queries):
    issue(dialogue)
    issue(dialogue, kind="revision", series=1, base=1)
    releases = list(Release.objects.defer("content"))

    with django_assert_num_queries(1):
        first = issued_editions(releases)
        second = issued_editions(releases)

    assert [a is b for a, b in zip(first, second, strict=True)] == [True, True]
