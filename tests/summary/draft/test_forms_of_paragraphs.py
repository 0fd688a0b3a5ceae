"""Paragraphs without a number and quotations while a Summary is drafted: they count for nothing and have no parts."""

import pytest
from django.db import IntegrityError, transaction

from conference.models import AuditEntry
from conference.refusals import Refusal
from summary.clearance.shown import places_of, shown_of
from summary.draft import split_and_merge, structure
from summary.editions.issuing import CORRIGENDUM, FIRST, edition_of
from summary.models import Paragraph
from summary.text.content import content_of
from summary.text.outline import outline_of
from summary.text.reading import SummaryText
from summary.translation import _places
from tests.staff import browser_of
from tests.summary.conftest import NOON, make_paragraph

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DRAFT = "/en/dialogue/summary/draft/"
UNNUMBERED, QUOTATION = Paragraph.Form.UNNUMBERED, Paragraph.Form.QUOTATION


@pytest.fixture
def formed(paragraphs, drafter):
    """Three paragraphs: 1, a quotation, 2."""
    structure.set_form(paragraphs[1], QUOTATION, by=drafter, at=NOON)
    return paragraphs


def citations(summary, code="en"):
    return [node.citation(code) for part in outline_of(summary) for node in part.walk()]


def test_button_of_the_draft_takes_the_number_away_and_gives_it_back(summary, paragraphs, drafter):
    browser = browser_of(drafter)
    address = f"{DRAFT}paragraphs/{paragraphs[0].pk}/"

    browser.post(address, {"act": "form-unnumbered"})

    assert citations(summary) == ["unnumbered paragraph at the beginning", "1", "2"]
    body = browser.get(DRAFT).content.decode()
    assert body.count('value="form-numbered"') == 1
    assert 'aria-label="Unnumbered paragraph"' in body
    assert AuditEntry.objects.latest("pk").act == AuditEntry.Act.SET_PARAGRAPH_FORM
    browser.post(address, {"act": "form-numbered"})
    assert citations(summary) == ["1", "2", "3"]


def test_page_of_the_draft_draws_a_quotation_as_such_for_readers_too(summary, formed, office):
    body = browser_of(office).get(DRAFT).content.decode()

    assert body.count('class="text paragraph depth-0 quotation"') == 1
    assert body.count('class="text paragraph depth-0 numbered"') == 2


def test_texts_without_a_number_are_cited_by_the_paragraph_before(summary, formed):
    assert citations(summary) == ["1", "quotation after 1", "2"]
    assert citations(summary, "fr")[1] == "citation après 1"
    marks = [place.mark("en") for place in _places(summary.conference_id) if place.subject_type == "summary.paragraph"]
    assert marks == ["1.", "", "2."]
    text = SummaryText(content_of(summary))
    assert list(text.paragraphs) == [1, 2]
    assert [row.anchor for row in text.rows()] == ["paragraph-1", f"p{formed[1].pk}", "paragraph-2"]


def test_they_have_no_parts_and_are_no_part(summary, formed, drafter):
    who = {"by": drafter, "at": NOON}
    one, quotation, two = formed
    part = structure.add_paragraph(one.section, parent=one, **who)

    for act in (
        lambda: structure.add_paragraph(quotation.section, parent=quotation, **who),
        lambda: structure.indent(quotation, **who),
        lambda: structure.indent(two, **who),
        lambda: structure.set_form(one, UNNUMBERED, **who),
        lambda: structure.set_form(part, QUOTATION, **who),
    ):
        with pytest.raises(Refusal, match="without a number"):
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        Paragraph.objects.filter(pk=part.pk).update(form=QUOTATION)
    with pytest.raises(IntegrityError), transaction.atomic():
        Paragraph.objects.filter(pk=one.pk).update(form="verse")


def test_split_keeps_the_form_and_merge_refuses_parts(summary, formed, drafter):
    who = {"by": drafter, "at": NOON}
    __, quotation, two = formed

    second = split_and_merge.split_paragraph(quotation, "Sentence one of 2.", **who)

    assert second.form == QUOTATION
    assert citations(summary) == ["1", "quotation after 1", "quotation after 1", "2"]
    make_paragraph(two.section, "Part", parent=two)
    with pytest.raises(Refusal, match="without a number"):
        split_and_merge.merge_with_next(second, **who)


def test_part_whose_paragraph_lost_its_number_comes_back_as_a_paragraph(summary, paragraphs, drafter):
    who = {"by": drafter, "at": NOON}
    part = structure.add_paragraph(paragraphs[0].section, parent=paragraphs[0], **who)
    structure.remove_paragraph(part, **who)
    structure.set_form(paragraphs[0], QUOTATION, **who)

    structure.put_back(part, **who)

    assert part.parent is None
    assert citations(summary) == ["quotation at the beginning", "1", "2", "3"]


def test_form_is_part_of_what_is_confirmed_and_is_no_mere_word(summary, paragraphs, drafter):
    before, seen = content_of(summary), shown_of(summary).token
    first = edition_of(before, FIRST, [], set())

    structure.set_form(paragraphs[1], QUOTATION, by=drafter, at=NOON)

    new = shown_of(summary).new_since(seen)
    assert places_of(summary, new) == ["quotation after 1", "2"]
    edition = type("Issued", (), {"number": 1, "content": first})()
    with pytest.raises(Refusal, match="corrects words alone"):
        edition_of(content_of(summary), CORRIGENDUM, [edition], set())
