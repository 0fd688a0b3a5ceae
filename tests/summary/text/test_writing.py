from datetime import timedelta

import pytest

from conference.models import AuditEntry
from conference.refusals import Overtaken, Refusal
from summary.models import LONGEST, Summary
from summary.text.writing import digest, restore, write_text
from tests.factories import make_conference
from tests.staff import make_member
from tests.summary.conftest import NOON, make_paragraph, make_summary
from translation.models import Version

pytestmark = pytest.mark.django_db


def write(row, text, on, by, code="en", at=NOON, field="text", **more):
    return write_text(row, field, code, text, digest(on), by=by, at=at, **more)


def test_text_is_saved_in_its_own_column_alone(paragraphs, drafter):
    first = paragraphs[0]
    type(first).objects.filter(pk=first.pk).update(text_fr="écrit ailleurs entre-temps")

    write(first, "New words.", first.text_en, drafter)

    first.refresh_from_db()
    assert (first.text_en, first.text_fr) == ("New words.", "écrit ailleurs entre-temps")


def test_text_is_written_beside_other_summaries(paragraphs, drafter):
    make_summary(make_conference(slug="another"))
    first = paragraphs[0]

    write(first, "New words.", first.text_en, drafter)

    assert list(type(first).objects.filter(text_en="New words.")) == [first]


def test_two_who_write_the_same_text_both_keep_their_words(paragraphs, drafter):
    first, loaded = paragraphs[0], paragraphs[0].text_en
    other = make_member("note-taker", "other")
    write(first, "What the other wrote.", loaded, other)

    with pytest.raises(Overtaken) as overtaken:
        write(first, "What I wrote.", loaded, drafter)

    assert (overtaken.value.current, overtaken.value.own) == ("What the other wrote.", "What I wrote.")
    assert "other" in str(overtaken.value)
    first.refresh_from_db()
    assert first.text_en == "What the other wrote."
    versions = Version.objects.of(first, "text", "en")
    assert [(row.words, bool(row.set_aside_at)) for row in versions] == [
        ("What I wrote.", True),
        ("What the other wrote.", False),
        (loaded, False),
    ]


def test_the_same_words_written_twice_are_no_conflict(paragraphs, drafter):
    first, loaded = paragraphs[0], paragraphs[0].text_en
    write(first, "The same.", loaded, make_member("note-taker", "other"))

    assert write(first, "The same.", loaded, drafter) == "The same."


def test_text_that_came_from_elsewhere_is_noted_as_a_version_first(paragraphs, drafter):
    first = paragraphs[0]
    type(first).objects.filter(pk=first.pk).update(text_en="From a command.")

    write(first, "Then by hand.", "From a command.", drafter)

    versions = Version.objects.of(first, "text", "en")
    assert [(row.words, row.by) for row in versions] == [("Then by hand.", drafter), ("From a command.", None)]


def test_what_is_written_without_a_pause_is_one_version(paragraphs, drafter):
    first, loaded = paragraphs[0], paragraphs[0].text_en
    for seconds, text in enumerate(["Words", "Words that", "Words that grow"]):
        loaded = write(first, text, loaded, drafter, at=NOON + timedelta(seconds=seconds))
    write(first, "Words that grow later", loaded, drafter, at=NOON + timedelta(minutes=3))

    texts = [row.words for row in Version.objects.of(first, "text", "en")]
    assert texts[:2] == ["Words that grow later", "Words that grow"]
    assert len(texts) == 3


def test_an_earlier_version_can_stand_again(paragraphs, drafter):
    first, loaded = paragraphs[0], paragraphs[0].text_en
    write(first, "A mistake.", loaded, drafter)
    number = Version.objects.of(first, "text", "en").last().number

    restore(first, "text", "en", number, by=drafter, at=NOON + timedelta(minutes=5))

    first.refresh_from_db()
    assert first.text_en == loaded
    assert [row.words for row in Version.objects.of(first, "text", "en")] == [loaded, "A mistake.", loaded]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x" * (LONGEST + 1), "20001 characters"),
        ("a\x07b", "control character"),
        ("one\n\ntwo", "no empty line"),
        ("\ud800", "control character"),
    ],
)
def test_text_that_cannot_be_kept_is_refused_with_a_sentence(paragraphs, drafter, text, words):
    with pytest.raises(Refusal, match=words):
        write(paragraphs[0], text, paragraphs[0].text_en, drafter)


def test_line_breaks_within_a_paragraph_become_spaces(paragraphs, drafter):
    assert write(paragraphs[0], " one\r\ntwo\n three ", paragraphs[0].text_en, drafter) == "one two three"


@pytest.mark.parametrize(
    ("stage", "role", "code", "may"),
    [
        ("draft", "secretariat", "en", True),
        ("draft", "note-taker", "en", True),
        ("draft", "presidents-office", "en", False),
        ("draft", "translator-fr", "fr", False),
        ("with-president", "secretariat", "en", False),
        ("with-president", "presidents-office", "en", True),
        ("cleared", "presidents-office", "en", False),
        ("in-translation", "secretariat", "en", False),
        ("in-translation", "secretariat", "fr", False),
        ("in-translation", "translator-fr", "fr", True),
        ("in-translation", "reviser-fr", "fr", True),
        ("in-translation", "translator-fr", "ru", False),
        ("in-translation", "translator-fr", "en", False),
        ("issued", "secretariat", "en", False),
        ("issued", "translator-fr", "fr", False),
    ],
)
def test_who_may_write_depends_on_the_stage(summary, paragraphs, stage, role, code, may):
    Summary.objects.update(stage=stage)
    member = make_member(role)

    try:
        write(paragraphs[0], "New words.", getattr(paragraphs[0], f"text_{code}"), member, code)
    except Refusal:
        assert not may
    else:
        assert may


def test_removed_paragraph_takes_no_text(summary, drafter):
    gone = make_paragraph(summary.sections.get(), "Gone.", removed_at=NOON)

    with pytest.raises(Refusal, match="removed"):
        write(gone, "More.", "Gone.", drafter)


def test_version_is_an_audit_entry(paragraphs, drafter):
    write(paragraphs[0], "New words.", paragraphs[0].text_en, drafter)

    entry = AuditEntry.objects.filter(act="text: write", by=drafter).get()
    assert entry.detail == {"field": "text", "language": "en", "version": 2}
