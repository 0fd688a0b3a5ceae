import re
from datetime import timedelta

import pytest

from conference.languages import CODES, columns
from summary.models import Paragraph, Section, Summary
from tests import loading
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


def in_language(text, code):
    """The words that `make_paragraph` gives a text in a language."""
    if code == "en" or not text:
        return text
    marked = re.sub(r"\.(?= |$)", f" ({code}).", text)
    return marked if marked != text else f"{text} ({code})"


def texts_of_paragraph(text):
    return {column: in_language(text, code) for column, code in zip(columns("text"), CODES, strict=True)}


def make_paragraph(section, text, parent=None, **fields):
    """A paragraph in six languages; in all but English each sentence says which it is in: "Sentence one (fr)."."""
    values = {"position": section.paragraphs.count(), **texts_of_paragraph(text), **fields}
    return Paragraph.objects.create(section=section, parent=parent, **values)


@pytest.fixture
def summary(db):
    return loading.beginning("summary", make_summary)


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
