from datetime import timedelta

import pytest

from conference.languages import columns
from summary.models import Paragraph, Section, Summary
from tests.factories import MORNING, in_six, make_conference
from tests.staff import make_member

NOON = MORNING + timedelta(hours=2)


def make_summary(conference=None, **fields):
    """A draft with one section of three paragraphs, each in six languages."""
    conference = conference or make_conference()
    values = {"dated_on": conference.ends_on, **in_six("title", "Summary"), **fields}
    summary = Summary.objects.create(conference=conference, **values)
    section = make_section(summary)
    for number in range(1, 4):
        make_paragraph(section, f"Sentence one of {number}. Sentence two of {number}.")
    return summary


def make_section(summary, heading="Heading", **fields):
    values = {"position": summary.sections.count(), **in_six("heading", heading), **fields}
    return Section.objects.create(summary=summary, **values)


def make_paragraph(section, text, parent=None, **fields):
    """A paragraph with the same words in each language, so that only its column says which it is."""
    values = {"position": section.paragraphs.count(), **dict.fromkeys(columns("text"), text), **fields}
    return Paragraph.objects.create(section=section, parent=parent, **values)


@pytest.fixture
def summary(db):
    return make_summary()


@pytest.fixture
def drafter(db):
    return make_member("secretariat", "drafter")


@pytest.fixture
def office(db):
    return make_member("presidents-office", "office")


@pytest.fixture
def translator(db):
    return make_member("translator-fr", "translator")


@pytest.fixture
def paragraphs(summary):
    return list(Paragraph.objects.order_by("pk"))
