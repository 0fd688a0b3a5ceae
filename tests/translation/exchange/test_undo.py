"""An import of translations is undone as long as nothing else changed its texts."""

from datetime import timedelta

import pytest

from conference.imports.apply import apply_import
from conference.models import AuditEntry, ImportFile
from summary.models import Paragraph, Summary
from tests.factories import MORNING, make_session
from tests.staff import browser_of, make_member
from tests.summary.conftest import make_summary
from tests.translation.exchange.files import filled, store
from translation.exchange.exporting import export
from translation.exchange.kind import TEXTS
from translation.exchange.preview import parsed_file_of, preview, store_upload
from translation.models import Translation, Version
from translation.texts.writing import write_text
from translation.units import digest

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=1)


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def conference():
    return make_summary(stage="in-translation").conference


@pytest.fixture
def rows(conference):
    return list(Paragraph.objects.order_by("pk"))


@pytest.fixture
def translator():
    return make_member("translator-fr")


def key(row, field="text"):
    return f"{row._meta.label_lower}:{row.pk}:{field}"


def take(conference, words, by, **choice):
    stored = store(filled(conference, words, **choice), conference, by, MORNING)
    seen = preview(parsed_file_of(stored), conference, by).fingerprint
    apply_import(TEXTS, stored, choices=False, seen=seen, by=by, at=MORNING)
    return stored


def page_of(stored, by):
    return browser_of(by).get(TEXTS.address("undo", stored))


def undo(stored, by):
    address, client = TEXTS.address("undo", stored), browser_of(by)
    return client.post(address, {"seen": client.get(address).context["plan"].shown.token}, follow=True)


def contents():
    states = Translation.objects.exclude(state="missing").order_by("pk")
    return list(Paragraph.objects.order_by("pk").values()), list(states.values())


def test_texts_and_their_states_are_as_before(conference, rows, translator):
    reviser = make_member("reviser-fr")
    write_text(rows[0], "text", "fr", "Révisé.", digest(rows[0].text_fr), by=reviser, at=MORNING, state="revised")
    write_text(rows[1], "text", "fr", "", digest(rows[1].text_fr), by=translator, at=MORNING)
    before = contents()
    stored = take(conference, {key(rows[0]): "Un.", key(rows[1]): "Deux."}, translator)
    assert contents() != before

    page = undo(stored, translator)

    assert "The import was undone." in page.content.decode()
    assert contents() == before
    assert Version.objects.of(rows[0], "text", "fr").values_list("words", "by")[0] == ("Révisé.", translator.pk)
    entry = AuditEntry.objects.get(act="undo import")
    assert (entry.by, entry.detail) == (translator, {"added": 1, "changed": 1, "removed": 0})


def test_text_that_was_changed_since_is_not_undone(conference, rows, translator):
    stored = take(conference, {key(rows[0]): "Un.", key(rows[1]): "Deux."}, translator)
    write_text(rows[1], "text", "fr", "Trois.", digest("Deux."), by=translator, at=LATER)

    assert "something was changed since: Paragraph “" in page_of(stored, translator).context["plan"].refusal
    undo(stored, translator)
    assert set(Paragraph.objects.filter(pk__in=[rows[0].pk, rows[1].pk]).values_list("text_fr", flat=True)) == {
        "Un.",
        "Trois.",
    }


def test_other_languages_of_a_row_stay(conference, rows, translator):
    stored = take(conference, {key(rows[0]): "Un."}, translator)
    write_text(rows[0], "text", "ru", "Один.", digest(rows[0].text_ru), by=translator, at=LATER)

    undo(stored, translator)

    row = Paragraph.objects.get(pk=rows[0].pk)
    assert (row.text_fr, row.text_ru) == (rows[0].text_fr, "Один.")


def test_summary_that_takes_no_text_any_more_keeps_its_own(conference, rows, translator):
    stored = take(conference, {key(rows[0]): "Un."}, translator)
    Summary.objects.update(stage="draft")

    plan = page_of(stored, translator).context["plan"]

    assert plan.refusal == "This import cannot be undone, because you cannot translate all of its texts at present."
    undo(stored, translator)
    assert Paragraph.objects.get(pk=rows[0].pk).text_fr == "Un."


def test_text_that_cannot_be_placed_is_listed_and_comes_back_as_a_sheet(conference, translator):
    session = make_session(conference, title_en="Opening", title_fr="")
    content = export(conference, "fr", "xlsx", user=translator)
    file = store_upload_of(content, conference, translator)
    session.delete()

    page = browser_of(translator).get(TEXTS.address("preview", file))

    assert f"programme.session:{session.pk or ''}" in page.content.decode()
    assert [each.reasons for each in page.context["left_out"]] == [["Not found"]]
    answer = browser_of(translator).get(TEXTS.address("left-out", file))
    again = store_upload_of(answer.content, conference, translator)
    assert [unit.note for unit in parsed_file_of(again).units] == ["Not found"]


def store_upload_of(content, conference, by):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from conference.languages import official

    upload = SimpleUploadedFile("texts.xlsx", content)
    return store_upload(upload, conference=conference, language=official("fr"), by=by, at=MORNING)


def test_address_from_before_the_one_table_leads_to_the_file(conference, rows, translator):
    stored = store(filled(conference, {key(rows[0]): "Un."}), conference, translator, MORNING)
    ImportFile.objects.filter(pk=stored.pk).update(former_number=stored.pk + 1000)

    page = browser_of(translator).get(f"/en/dialogue/texts/imports/{stored.pk + 1000}/")

    assert page.headers["Location"] == TEXTS.address("preview", stored)
