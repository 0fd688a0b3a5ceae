"""Several who press at once on the Summary: one act after another, and each starts from what the last one left."""

import pytest

from conference.models import AuditEntry, Release
from conference.refusals import Refusal
from summary.clearance.stages import change_stage
from summary.draft.skeleton import begin, start_from_the_record
from summary.draft.structure import add_paragraph, add_section, remove_section
from summary.editions.issuing import issue
from summary.models import Paragraph, Section, Summary
from summary.text.writing import write_text
from tests.factories import make_conference, make_panel
from tests.staff import make_member
from tests.summary.conftest import NOON, make_section, make_summary
from tests.together import at_once, in_the_midst_of, the_one
from translation.units import digest

pytestmark = pytest.mark.django_db(transaction=True)


def test_edition_that_two_issue_at_once_is_issued_once(drafter):
    make_summary(stage="in-translation")

    outcomes = at_once(
        lambda __: issue(Summary.objects.get(), "first", exception="The others are late", by=drafter, at=NOON),
        people=2,
    )

    assert the_one(outcomes, Refusal) == Release.objects.get()


def test_step_that_three_take_at_once_is_taken_once(drafter):
    make_summary()

    outcomes = at_once(lambda __: change_stage(Summary.objects.get(), "submit", by=drafter, at=NOON))

    assert the_one(outcomes, Refusal).stage == "with-president"
    assert AuditEntry.objects.filter(act="summary: submit").count() == 1


def test_sections_that_three_add_at_once_have_places_of_their_own(drafter):
    make_summary()

    sections = at_once(lambda __: add_section(Summary.objects.get(), by=drafter, at=NOON))

    assert sorted(section.position for section in sections) == [1, 2, 3]
    assert list(Section.objects.order_by("position").values_list("position", flat=True)) == [0, 1, 2, 3]


def test_paragraph_is_not_added_to_a_section_that_somebody_is_removing(drafter):
    section = make_section(make_summary())

    refused = in_the_midst_of(
        lambda: remove_section(Section.objects.get(pk=section.pk), by=drafter, at=NOON),
        lambda: add_paragraph(Section.objects.get(pk=section.pk), by=drafter, at=NOON),
    )

    assert isinstance(refused, Refusal)
    assert not section.paragraphs.exists()


def test_original_is_not_written_while_somebody_sends_it_on(drafter):
    summary = make_summary()
    paragraph = Paragraph.objects.order_by("pk").first()
    writer = make_member("secretariat", "writer")

    refused = in_the_midst_of(
        lambda: change_stage(summary, "submit", by=drafter, at=NOON),
        lambda: write_text(paragraph, "text", "en", "Late.", digest(paragraph.text_en), by=writer, at=NOON),
    )

    assert isinstance(refused, Refusal)
    assert Paragraph.objects.get(pk=paragraph.pk).text_en == "Sentence one of 1. Sentence two of 1."


def test_summary_that_three_begin_at_once_is_one(drafter):
    conference = make_conference()

    summaries = at_once(lambda __: begin(conference, by=drafter, at=NOON))

    assert summaries == [Summary.objects.get()] * 3
    assert AuditEntry.objects.filter(act="summary: begin").count() == 1


def test_skeleton_that_three_ask_for_at_once_is_laid_out_once(drafter):
    conference = make_conference()
    make_panel(conference)
    begin(conference, by=drafter, at=NOON)

    outcomes = at_once(lambda __: start_from_the_record(Summary.objects.get(), by=drafter, at=NOON))

    the_one(outcomes, Refusal)
    assert Section.objects.count() == 3  # the panel and its two themes
