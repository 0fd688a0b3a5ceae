"""What goes into a file of texts, and what does not."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conference.files.safe_open import FileRefused
from conference.models import Conference
from summary.models import Paragraph, Summary
from tests.factories import in_six, make_conference, make_panel, make_speaker
from tests.staff import make_member
from tests.summary.conftest import make_paragraph, make_summary
from translation.exchange.current_texts import Operator, current_texts
from translation.exchange.detect_format import read
from translation.exchange.exporting import FORMATS, Only, export, file_name, state_in_file, units_of
from translation.texts.index import refresh_all
from translation.texts.states import set_state
from translation.units import digest

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def summary(db):
    return make_summary(stage="in-translation")


@pytest.fixture
def row(summary):
    return Paragraph.objects.order_by("pk").first()


def written(code="fr", *, user=None, **choice):
    """The units of a file, for a reader of everything unless somebody is named."""
    return units_of(conference_of(), code, user=user or Operator(), **choice)


def keys(units):
    return [unit.key for unit in units]


def unit_of(row, code="fr", field="text", **choice):
    key = f"{row._meta.label_lower}:{row.pk}:{field}"
    return next((unit for unit in written(code, **choice) if unit.key == key), None)


def conference_of():
    return Conference.objects.get(slug="dialogue")


@pytest.mark.every_database
def test_document_is_written_in_its_order_with_the_numbers_of_its_paragraphs(summary):
    first, second, third = Paragraph.objects.order_by("pk")
    Paragraph.objects.filter(pk=third.pk).update(position=0)
    Paragraph.objects.filter(pk=first.pk).update(position=9)
    refresh_all()

    units = written(document="summary")

    assert keys(units) == [
        f"summary.summary:{summary.pk}:title",
        f"summary.section:{summary.sections.get().pk}:heading",
        *(f"summary.paragraph:{row.pk}:text" for row in (third, second, first)),
    ]
    assert [unit.note for unit in units][-3:] == ["paragraph 1.: text", "paragraph 2.: text", "paragraph 3.: text"]


def test_all_documents_follow_each_other(summary):
    conference = conference_of()
    make_panel(conference)
    make_speaker(conference)

    kinds = [key.split(":")[0] for key in keys(written())]

    assert list(dict.fromkeys(kinds)) == [
        "conference.conference",
        "programme.session",
        "programme.theme",
        "speakers.speaker",
        "summary.summary",
        "summary.section",
        "summary.paragraph",
    ]


def test_unit_carries_both_texts_and_the_state(row):
    Paragraph.objects.filter(pk=row.pk).update(text_fr="Une phrase.")
    row.refresh_from_db()
    set_state(row, "text", "fr", "translated", by=None, at=timezone.now())

    unit = unit_of(row)

    assert (unit.source, unit.target, unit.state) == (row.text_en, "Une phrase.", "translated")
    assert (unit.source_language, unit.target_language) == ("en", "fr")


def test_words_that_came_from_elsewhere_are_a_draft(row):
    set_state(row, "text", "fr", "revised", by=None, at=timezone.now())
    Paragraph.objects.filter(pk=row.pk).update(text_fr="Par derrière.")

    assert unit_of(row).state == "draft"


@pytest.mark.parametrize(
    ("state", "written"), [("revised", "tentative"), ("translated", "tentative"), ("draft", "draft")]
)
def test_outdated_translation_asks_to_be_looked_at_again(row, state, written):
    set_state(row, "text", "fr", state, by=None, at=timezone.now())
    Paragraph.objects.filter(pk=row.pk).update(text_en="Another source.")

    assert unit_of(row).state == written


def test_only_what_is_to_do(summary):
    done, outdated, draft = Paragraph.objects.order_by("pk")
    empty = make_paragraph(summary.sections.get(), "", text_en="New.")
    for row in (done, outdated):
        set_state(row, "text", "fr", "translated", by=None, at=timezone.now())
    Paragraph.objects.filter(pk=outdated.pk).update(text_en="Another source.")

    for only, found in {
        Only.ALL: [done, outdated, draft, empty],
        Only.TO_DO: [outdated, draft, empty],
        Only.OUTDATED: [outdated],
    }.items():
        units = written(document="summary", only=only)

        there = {unit.key for unit in units if unit.key.startswith("summary.paragraph")}
        assert there == {f"summary.paragraph:{row.pk}:text" for row in found}


def test_text_of_another_source_language_says_so(summary):
    Summary.objects.update(original_language="es")
    refresh_all()

    units = written("en")

    assert {unit.source_language for unit in units} == {"es"}
    assert unit_of(Paragraph.objects.first(), "es") is None


def test_removed_and_empty_texts_stay_out(summary, row):
    Paragraph.objects.filter(pk=row.pk).update(removed_at=timezone.now())
    empty = make_paragraph(summary.sections.get(), "", text_fr="Sans source.")

    assert unit_of(row) is None
    assert unit_of(empty) is None


def test_other_conferences_stay_out(row):
    other = make_conference(slug="other")

    found = keys(written())

    assert f"conference.conference:{row.section.summary.conference_id}:title" in found
    assert f"conference.conference:{other.pk}:title" not in found


def test_translator_has_the_summary_only_once_it_is_in_translation(row):
    translator, secretariat = make_member("translator-fr"), make_member("secretariat")
    assert unit_of(row, user=translator) is not None

    Summary.objects.update(stage="draft")

    assert unit_of(row, user=translator) is None
    assert unit_of(row, user=secretariat) is not None
    assert keys(written(user=translator)) != []


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "xliff12-filled"])  # which has its own test
def test_file_of_each_format_is_read_again(row, name):
    content = export(conference_of(), "ar", name, document="summary", user=Operator())

    parsed = read(BytesIO(content), target_language="ar")

    assert (parsed.format, parsed.without_key) == (name, 0)
    assert [(unit.key, unit.target) for unit in parsed.units] == [
        (unit.key, unit.target) for unit in written("ar", document="summary")
    ]
    assert {unit.target_digest == digest(unit.target) for unit in parsed.units} == {True}


def test_nothing_to_write_is_refused_with_a_sentence(summary):
    with pytest.raises(FileRefused, match="There is no text to write"):
        export(conference_of(), "en", "xliff20", user=Operator())


def test_names_of_files_are_plain():
    conference = Conference(slug="dialogue-2012")

    assert file_name(conference, "zh-hans", "xliff12") == "dialogue-2012-zh-hans.xlf"
    assert file_name(conference, "fr", "docx", document="summary", only=Only.TO_DO) == (
        "dialogue-2012-summary-to-do-fr.docx"
    )


def test_queries_are_the_same_for_few_and_many_texts(summary):
    make_speaker(conference_of())
    numbers = []
    for __ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            export(conference_of(), "fr", "xliff20", user=make_member(None, f"root-{len(numbers)}", is_superuser=True))
        numbers.append(len(queries))
        for number in range(3):
            make_paragraph(summary.sections.first(), f"More {number}.")
            make_speaker(conference_of())
            make_panel(conference_of(), **in_six("description", "Words"))

    assert numbers[0] <= numbers[1] <= numbers[0] + 2  # sessions and themes are two tables more


def test_state_in_a_file_agrees_with_the_state_that_stands(row):
    set_state(row, "text", "fr", "revised", by=None, at=timezone.now())

    (found,) = [text for text in current_texts(conference_of(), "fr", user=Operator()) if text.row == row]

    assert (found.state, found.is_outdated, state_in_file(found)) == ("revised", False, "revised")
