"""A file is looked at, and taken: what is written, what is left, and what stays as it was."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference.files.safe_open import FileRefused
from conference.imports.apply import apply_import
from conference.languages import official
from conference.models import AuditEntry, ImportFile
from conference.models.import_file import ImportRefused, PreviewOutdated
from programme.models import Session
from summary.demo.summary_2012 import load_summary
from summary.models import Paragraph, Summary
from summary.text.progress import progress_of, texts_of
from tests.factories import MORNING, in_six, make_conference, make_panel
from tests.loading import load
from tests.staff import make_member
from tests.summary.conftest import make_paragraph, make_summary
from tests.translation.exchange.files import filled, store
from translation.exchange.apply import apply_parsed_file
from translation.exchange.current_texts import Operator
from translation.exchange.kind import TEXTS
from translation.exchange.preview import IncomingKind, parsed_file_of, preview, store_upload
from translation.models import Text, Translation, Version
from translation.texts.index import refresh_all
from translation.texts.registry import text_of
from translation.texts.states import set_state
from translation.texts.writing import version_of, write_text
from translation.units import digest

pytestmark = pytest.mark.django_db

EVENING = MORNING + timedelta(hours=9)
NEXT_DAY = MORNING + timedelta(days=1)


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def summary(db):
    return make_summary(stage="in-translation")


@pytest.fixture
def conference(summary):
    return summary.conference


@pytest.fixture
def rows(summary):
    return list(Paragraph.objects.order_by("pk"))


@pytest.fixture
def translator(db):
    return make_member("translator-fr", "translator")


@pytest.fixture
def reviser(db):
    return make_member("reviser-fr", "reviser")


def key(row, field="text"):
    return f"{row._meta.label_lower}:{row.pk}:{field}"


def previewed(stored, user):
    return preview(parsed_file_of(stored), stored.conference, user)


def kinds(found):
    """The kinds of text that there are in a preview: {key: kind}, without what is unchanged."""
    return {each.unit.key: each.kind for each in found.incoming if each.kind != IncomingKind.UNCHANGED}


def why(found, row, field="text"):
    return next(str(each.why) for each in found.incoming if each.unit.key == key(row, field))


def import_all(stored, by, *, conflicts=False, at=NEXT_DAY):
    return apply_import(TEXTS, stored, choices=conflicts, seen=previewed(stored, by).fingerprint, by=by, at=at)


def text_in(row, code="fr", field="text"):
    return type(row).objects.values_list(f"{field}_{official(code).suffix}", flat=True).get(pk=row.pk)


def recorded(row, code="fr"):
    return Translation.objects.get(text__in=Text.objects.of(row, "text"), language=code)


def versions(row, code="fr"):
    found = Version.objects.of(row, "text", code).order_by("number")
    return [(version.words, version.by and version.by.username) for version in found]


# What the preview says


def test_each_text_is_of_a_kind(conference, summary, rows, translator):
    changed, conflict, gone = rows
    new = make_paragraph(summary.sections.get(), "", text_en="New.")
    content = filled(conference, {key(changed): "A", key(conflict): "B", key(gone): "C", key(new): "D"})
    write_text(conflict, "text", "fr", "Mieux.", digest(conflict.text_fr), by=translator, at=EVENING)
    Paragraph.objects.get(pk=gone.pk).delete()

    found = previewed(store(content, conference, translator, EVENING), translator)

    assert kinds(found) == {
        key(changed): IncomingKind.CHANGED,
        key(conflict): IncomingKind.CONFLICT,
        key(gone): IncomingKind.NOT_FOUND,
        key(new): IncomingKind.NEW,
    }
    assert sum(found.counts.values()) == len(found.incoming) == len(found.parsed.units)
    assert why(found, conflict) == "Somebody has changed the translation since the file was written."


def test_source_that_changed_since_is_a_conflict(conference, rows, translator):
    content = filled(conference, {key(rows[0]): "A"})
    Paragraph.objects.filter(pk=rows[0].pk).update(text_en="Past the list of texts.")

    found = previewed(store(content, conference, translator, EVENING), translator)

    assert why(found, rows[0]) == "The source has changed since the file was written."


def test_text_of_another_conference_is_not_found(conference, translator):
    other = make_conference(slug="other")
    content = filled(other, {key(other, "title"): "Autre"})

    found = previewed(store(content, conference, translator, EVENING), translator)

    assert set(kinds(found).values()) == {IncomingKind.NOT_FOUND}
    with pytest.raises(ImportRefused, match="There is nothing to import"):
        import_all(store(content, conference, translator, EVENING), translator)
    other.refresh_from_db()
    assert other.title_fr == "Dialogue (fr)"


def test_summary_accepts_texts_in_its_stage_alone(conference, rows, translator):
    content = filled(conference, {key(rows[0]): "A", key(conference, "title"): "Titre"})
    Summary.objects.update(stage="issued")

    stored = store(content, conference, translator, EVENING)
    found = previewed(stored, translator)

    assert kinds(found) == {key(rows[0]): IncomingKind.REFUSED, key(conference, "title"): IncomingKind.CHANGED}
    assert why(found, rows[0]) == "You cannot translate this text at present."
    assert import_all(stored, translator) == 1
    assert (text_in(rows[0]), text_in(conference, field="title")) == (rows[0].text_fr, "Titre")
    assert previewed(stored, translator).counts[IncomingKind.REFUSED] == 1


def test_draft_of_the_summary_does_not_exist_for_a_translator(conference, rows, translator):
    content = filled(conference, {key(rows[0]): "A"})
    Summary.objects.update(stage="draft")

    stored = store(content, conference, translator, EVENING)

    assert kinds(previewed(stored, translator))[key(rows[0])] == IncomingKind.NOT_FOUND
    assert kinds(previewed(stored, make_member("secretariat"))) == {key(rows[0]): IncomingKind.REFUSED}


def test_text_that_cannot_be_kept_is_refused_with_its_reason(conference, summary, rows, translator):
    content = filled(
        conference, {key(summary, "title"): "x" * 301, key(conference, "title"): "Two\nlines", key(rows[0]): "A"}
    )
    Paragraph.objects.filter(pk=rows[0].pk).update(removed_at=EVENING)

    found = previewed(store(content, conference, translator, EVENING), translator)

    assert set(kinds(found).values()) == {IncomingKind.REFUSED}
    assert why(found, summary, "title") == "The text has 301 characters; at most 300 are possible here."
    assert why(found, conference, "title") == "This is one line; the text has a line break."
    assert why(found, rows[0]) == "This was removed from its document."


def test_spaces_around_a_text_change_nothing(conference, rows, translator):
    content = filled(conference, {key(rows[0]): f"  {rows[0].text_fr}\n", key(rows[1]): "  "}, state="draft")

    assert kinds(previewed(store(content, conference, translator, EVENING), translator)) == {}


def test_revised_is_for_revisers(conference, rows, translator, reviser):
    row = rows[0]
    set_state(row, "text", "fr", "translated", by=translator, at=MORNING)
    content = filled(conference, {key(row): row.text_fr}, state="revised")

    stored = store(content, conference, translator, EVENING)
    assert kinds(previewed(stored, translator)) == {}
    assert kinds(previewed(stored, reviser)) == {key(row): IncomingKind.CHANGED}
    import_all(stored, reviser)

    now = recorded(row)
    assert (now.state, now.by, now.at) == ("revised", translator, MORNING)
    assert (now.revised_by, now.revised_at) == (reviser, NEXT_DAY)


def test_text_that_a_translator_calls_revised_is_translated(conference, rows, translator):
    import_all(
        store(filled(conference, {key(rows[0]): "A"}, state="revised"), conference, translator, EVENING), translator
    )

    assert recorded(rows[0]).state == "translated"


def test_outdated_translation_is_still_right_when_a_tool_says_so(conference, rows, translator):
    row = rows[0]
    set_state(row, "text", "fr", "translated", by=translator, at=MORNING)
    Paragraph.objects.filter(pk=row.pk).update(text_en="Slightly other.")
    refresh_all()
    untouched = store(filled(conference, {}), conference, translator, EVENING)
    confirmed = store(filled(conference, {key(row): row.text_fr}), conference, translator, EVENING)

    assert kinds(previewed(untouched, translator)) == {}
    import_all(confirmed, translator)

    assert (recorded(row).source_text, recorded(row).state) == ("Slightly other.", "translated")
    assert not Translation.objects.outdated().filter(pk=recorded(row).pk).exists()


# What is written


def test_texts_are_written_with_versions_and_states(conference, rows, translator):
    stored = store(filled(conference, {key(rows[0]): "Un."}), conference, translator, EVENING)
    before = rows[0].text_fr

    assert import_all(stored, translator) == 1

    now = recorded(rows[0])
    assert text_in(rows[0]) == "Un."
    assert (now.state, now.by, now.at, now.words) == ("translated", translator, NEXT_DAY, 1)
    assert (now.digest, now.source_text) == (digest("Un."), rows[0].text_en)
    assert versions(rows[0]) == [(before, None), ("Un.", "translator")]


def test_upload_has_one_entry_in_the_trail(conference, rows, translator):
    stored = store(filled(conference, {key(rows[0]): "Un."}), conference, translator, EVENING)
    others = AuditEntry.objects.count()

    import_all(stored, translator)

    entry = AuditEntry.objects.first()
    assert AuditEntry.objects.count() == others + 1
    assert (entry.act, entry.by, entry.conference) == ("texts: import", translator, conference)
    assert (entry.subject_type, entry.subject_id) == ("conference.importfile", str(stored.pk))
    assert (entry.detail["written"], entry.detail["counts"]["changed"], entry.detail["language"]) == (1, 1, "fr")


@pytest.mark.parametrize("state", ["draft", "tentative", "translated"])
@pytest.mark.parametrize("before", ["", "Avant."])
@pytest.mark.parametrize("noted", [True, False])
def test_both_ways_of_writing_leave_the_same_rows(conference, rows, translator, reviser, state, before, noted):
    """What a file brings at once is written as the desk writes a text."""
    Paragraph.objects.update(text_fr="Au début.")
    refresh_all(at=MORNING)
    at_desk, from_file, _other = Paragraph.objects.order_by("pk")
    for row in (at_desk, from_file):
        if noted and before:
            write_text(row, "text", "fr", before, digest(row.text_fr), by=reviser, at=MORNING)
        else:
            Paragraph.objects.filter(pk=row.pk).update(text_fr=before)
            refresh_all(at=MORNING)
        row.refresh_from_db()
    stored = store(filled(conference, {key(from_file): "Après."}, state=state), conference, translator, EVENING)

    write_text(at_desk, "text", "fr", "Après.", digest(at_desk.text_fr), by=translator, at=NEXT_DAY, state=state)
    import_all(stored, translator)

    assert _rows_of(from_file, "fr") == _rows_of(at_desk, "fr")


def _rows_of(row, code):
    """All that is kept of a text in a language, without its keys and its source."""
    now = {field.name: getattr(recorded(row, code), field.name) for field in Translation._meta.fields}
    kept = Version.objects.of(row, "text", code).values("number", "words", "by", "began_at", "at", "set_aside_at")
    for name in ("id", "text", "source_text", "source_digest"):
        now.pop(name)
    return text_in(row, code), now, list(kept)


def test_approval_leaves_the_same_rows_both_ways(conference, rows, translator, reviser):
    Paragraph.objects.update(text_fr="Au début.")
    at_desk, from_file, _other = Paragraph.objects.order_by("pk")
    for row in (at_desk, from_file):
        write_text(row, "text", "fr", "Un.", digest(row.text_fr), by=translator, at=MORNING, state="translated")
    stored = store(filled(conference, {key(from_file): "Un."}, state="revised"), conference, reviser, EVENING)

    write_text(at_desk, "text", "fr", "Un.", digest("Un."), by=reviser, at=NEXT_DAY, state="revised")
    import_all(stored, reviser)

    assert _rows_of(from_file, "fr") == _rows_of(at_desk, "fr")


def test_conflicts_are_left_unless_they_are_asked_for(conference, rows, translator, reviser):
    row, other, __ = rows
    content = filled(conference, {key(row): "Du fichier.", key(other): "Autre."})
    write_text(row, "text", "fr", "Plus récent.", digest(row.text_fr), by=reviser, at=EVENING, state="translated")

    left, taken = (store(content, conference, translator, EVENING) for __ in range(2))

    assert import_all(left, translator) == 1
    assert text_in(row) == "Plus récent."
    assert import_all(taken, translator, conflicts=True) == 1
    assert text_in(row) == "Du fichier."
    assert versions(row)[-2:] == [("Plus récent.", "reviser"), ("Du fichier.", "translator")]
    assert version_of(row, "text", "fr", 2) == "Plus récent."


def test_conflict_over_the_source_is_imported_as_outdated(conference, rows, translator):
    row, old = rows[0], rows[0].text_en
    content = filled(conference, {key(row): "De l’ancien."})
    row.text_en = "A new source."
    row.save()

    import_all(store(content, conference, translator, EVENING), translator, conflicts=True)

    assert (text_in(row), recorded(row).source_text) == ("De l’ancien.", old)
    assert Translation.objects.outdated().filter(pk=recorded(row).pk).exists()


def test_source_that_changed_past_the_list_does_not_leave_a_text_outdated(conference, rows, translator):
    Paragraph.objects.filter(pk=rows[0].pk).update(text_en="Past the list.")

    delivery = store(filled(conference, {key(rows[0]): "Un."}), conference, translator, EVENING)

    assert import_all(delivery, translator) == 1
    assert text_in(rows[0]) == "Un."
    assert not Translation.objects.outdated().filter(pk=recorded(rows[0]).pk).exists()


def test_two_languages_of_a_row_never_touch_each_other(conference, rows, translator):
    """The lost update: both files were looked at before either was taken, and rows were read before both."""
    russian = make_member("translator-ru")
    french = store(filled(conference, lambda source: "Français."), conference, translator, EVENING)
    other = store(filled(conference, lambda source: "Русский.", "ru"), conference, russian, EVENING, "ru")
    seen = [previewed(french, translator).fingerprint, previewed(other, russian).fingerprint]
    before = {code: text_in(rows[0], code) for code in ("ar", "zh-hans", "en", "es")}

    apply_import(TEXTS, french, choices=False, seen=seen[0], by=translator, at=NEXT_DAY)
    apply_import(TEXTS, other, choices=False, seen=seen[1], by=russian, at=NEXT_DAY)

    assert (text_in(rows[0], "fr"), text_in(rows[0], "ru")) == ("Français.", "Русский.")
    assert before == {code: text_in(rows[0], code) for code in before}


def test_several_fields_of_a_row_are_written(conference, translator):
    panel = make_panel(conference, **in_six("description", "Words"))
    content = filled(conference, {key(panel, "title"): "Titre", key(panel, "description"): "Mots"})

    import_all(store(content, conference, translator, EVENING), translator)

    assert Session.objects.values_list("title_fr", "description_fr").get() == ("Titre", "Mots")


def test_file_is_imported_once(conference, rows, translator):
    stored = store(filled(conference, {key(rows[0]): "Un."}), conference, translator, EVENING)
    seen = previewed(stored, translator).fingerprint
    apply_import(TEXTS, stored, choices=False, seen=seen, by=translator, at=NEXT_DAY)

    with pytest.raises(ImportRefused, match="This file has already been imported"):
        apply_import(TEXTS, stored, choices=False, seen=seen, by=translator, at=NEXT_DAY)

    assert len(versions(rows[0])) == 2


def test_file_is_previewed_again_when_a_text_changed_since(conference, rows, translator, reviser):
    row, other, __ = rows
    stored = store(filled(conference, {key(row): "Un."}), conference, translator, EVENING)
    seen = previewed(stored, translator).fingerprint
    write_text(other, "text", "fr", "Autre.", digest(other.text_fr), by=reviser, at=EVENING)

    with pytest.raises(PreviewOutdated, match="Texts have changed since this preview was made"):
        apply_import(TEXTS, stored, choices=False, seen=seen, by=translator, at=NEXT_DAY)

    stored.refresh_from_db()
    assert (stored.taken_at, text_in(row)) == (None, row.text_fr)


def test_all_is_written_or_nothing(conference, rows, translator):
    """A failure at the last step leaves no version, no state and no text behind."""
    stored = store(filled(conference, lambda source: "Un."), conference, translator, EVENING)
    before = Version.objects.count(), recorded(rows[0]).digest, text_in(rows[0])

    def fails(done, total):
        if done == total:
            raise RuntimeError("the machine went down")

    seen = previewed(stored, translator).fingerprint
    with pytest.raises(RuntimeError, match="went down"):
        apply_import(TEXTS, stored, choices=False, seen=seen, by=translator, at=NEXT_DAY, on_progress=fails)

    assert (Version.objects.count(), recorded(rows[0]).digest, text_in(rows[0])) == before
    stored.refresh_from_db()
    assert stored.taken_at is None


def test_progress_rises_to_the_whole(conference, translator):
    stored = store(filled(conference, lambda source: "Un."), conference, translator, EVENING)
    told, seen = [], previewed(stored, translator).fingerprint

    apply_import(
        TEXTS,
        stored,
        choices=False,
        seen=seen,
        by=translator,
        at=NEXT_DAY,
        on_progress=lambda *shares: told.append(shares),
    )

    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 0


def test_queries_are_the_same_for_few_and_many_texts(conference, summary, translator):
    numbers = []
    for turn in ("a", "b"):
        stored = store(filled(conference, lambda source, turn=turn: turn), conference, translator, EVENING)
        seen = previewed(stored, translator).fingerprint
        with CaptureQueriesContext(connection) as queries:
            apply_import(TEXTS, stored, choices=False, seen=seen, by=translator, at=NEXT_DAY)
        numbers.append(len(queries))
        for number in range(20):
            make_paragraph(summary.sections.first(), f"More {number}.")

    assert numbers[0] == numbers[1]


# Files


@pytest.mark.parametrize(
    ("code", "words"),
    [("ru", "The file is a translation into Русский, not into Français.")],
)
def test_file_for_another_language_is_refused(conference, translator, code, words):
    with pytest.raises(FileRefused, match=words):
        store(filled(conference, {}, code), conference, translator, EVENING)

    assert ImportFile.objects.count() == 0


def test_file_whose_units_name_another_language_is_refused(conference, translator):
    content = filled(conference, lambda source: "Un.")
    smuggled = content.replace(b"<target ", b'<target xml:lang="ru" ', 1)
    assert smuggled != content

    with pytest.raises(FileRefused, match="into Русский, not into Français"):
        store(smuggled, conference, translator, EVENING)


def test_name_of_a_file_is_only_shown(conference, translator):
    content = filled(conference, {})
    upload = SimpleUploadedFile("x", content)
    upload._name = "../../../etc/passwd\n\x1b[2J\u202e" + "x" * 400  # as no client of Django sends it

    stored = store_upload(upload, conference=conference, language=official("fr"), by=translator, at=EVENING)

    assert stored.file.name.startswith("imports/dialogue-fr")
    assert len(stored.name) == 300
    assert stored.name.isprintable()


def test_upload_whose_file_is_gone_says_so(conference, translator):
    stored = store(filled(conference, {}), conference, translator, EVENING)
    stored.file.storage.delete(stored.file.name)

    with pytest.raises(FileRefused, match="The file is no longer there"):
        parsed_file_of(stored)


def test_parsed_file_in_memory_is_that_of_its_content(conference, rows, translator):
    one = store(filled(conference, {key(rows[0]): "Un."}), conference, translator, EVENING)
    other = store(filled(conference, {key(rows[0]): "Deux."}), conference, translator, EVENING)

    assert parsed_file_of(one) is parsed_file_of(one)
    assert parsed_file_of(one) != parsed_file_of(other)


# The command line's way, and the whole way


def test_operator_writes_where_the_rows_allow_it(conference, rows):
    delivery_file = filled(conference, {key(rows[0]): "Un.", key(conference, "title"): "Titre"}, state="revised")
    from translation.exchange.detect_format import read

    parsed = read(BytesIO(delivery_file))
    assert apply_parsed_file(parsed, conference, Operator(), conflicts=False, at=NEXT_DAY) == 2
    assert (recorded(rows[0]).state, recorded(rows[0]).by) == ("revised", None)

    Summary.objects.update(stage="issued")
    parcel = read(BytesIO(filled(conference, {key(rows[1]): "Deux."})))
    with pytest.raises(ImportRefused, match="nothing to import"):
        apply_parsed_file(parcel, conference, Operator(), conflicts=False, at=NEXT_DAY)


def test_summary_of_the_dialogue_goes_from_nothing_to_all_of_a_language_by_a_file(translator):
    """It may take over 5 s: all paragraphs of the Summary go out, come back and are looked at by each check."""
    load("load_states", "load_dialogue", "load_floor")
    load_summary(at=MORNING)
    Summary.objects.update(stage="in-translation")
    summary = Summary.objects.select_related("conference").get()
    french = {}
    for row, field in texts_of(summary):
        french[f"{row._meta.label_lower}:{row.pk}:{field}"] = text_of(row, field, "fr")
        type(row).objects.filter(pk=row.pk).update(**{f"{field}_fr": ""})
    refresh_all()
    summary.refresh_from_db()
    before = {code: kept for code in ("ar", "ru") if (kept := _words_in(summary, code))}
    assert _progress(summary) == (0, "missing")

    content = filled(summary.conference, {key: text for key, text in french.items() if text}, document="summary")
    stored = store(content, summary.conference, translator, EVENING)
    found = previewed(stored, translator)
    written = import_all(stored, translator)

    summary.refresh_from_db()
    assert found.counts[IncomingKind.NEW] == len(found.incoming) == written > 50
    assert _progress(summary) == (100, "translated")
    assert _words_in(summary, "fr") == list(french.values())
    assert {code: _words_in(summary, code) for code in before} == before


def _progress(summary):
    """How much of the French is complete, and the one state that all its texts have."""
    (progress,) = [each for each in progress_of(summary) if each.language.code == "fr"]
    (state,) = progress.states
    return progress.per_cent, state


def _words_in(summary, code):
    return [text_of(row, field, code) for row, field in texts_of(summary)]
