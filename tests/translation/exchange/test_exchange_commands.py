"""Files of texts from the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from conference.models import AuditEntry, ImportFile
from summary.models import Paragraph, Summary
from tests.factories import MORNING, make_conference
from tests.summary.conftest import make_summary
from tests.translation.exchange.files import filled
from translation.exchange.detect_format import FORMAT_MODULES, read
from translation.models import Translation, Version
from translation.texts.states import set_state

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def summary(db):
    return make_summary(stage="in-translation")


@pytest.fixture
def row(summary):
    return Paragraph.objects.order_by("pk").first()


def run(command, *arguments, **options):
    out = StringIO()
    call_command(command, *arguments, stdout=out, **options)
    return out.getvalue()


def export(output, **options):
    return run("export_texts", "dialogue", output=str(output), **{"language": "fr", "format": "xliff20", **options})


def key(row):
    return f"summary.paragraph:{row.pk}:text"


@pytest.fixture
def translated(row, tmp_path):
    path = tmp_path / "translated.xlf"
    path.write_bytes(filled(row.section.summary.conference, {key(row): "Une phrase."}))
    return str(path)


@pytest.mark.parametrize("name", FORMAT_MODULES)
def test_texts_are_written_in_each_format(summary, tmp_path, name):
    path = tmp_path / "texts"

    said = export(path, format=name, document="summary")

    assert said == f"{path}: {path.stat().st_size} bytes.\n"
    with path.open("rb") as file:
        assert len(read(file, target_language="fr").units) == 5
    assert [each.name for each in tmp_path.iterdir()] == ["texts"]


def test_only_what_is_left_to_do_is_written_when_that_is_asked_for(row, tmp_path):
    path = tmp_path / "texts"
    set_state(row, "text", "fr", "revised", by=None, at=MORNING)

    export(path, document="summary", only="to-do")

    with path.open("rb") as file:
        keys = [unit.key for unit in read(file, target_language="fr").units]
    assert (len(keys), key(row) in keys) == (4, False)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"language": "de"}, "There is no official language de: choose ar, zh-hans, en, fr, ru or es."),
        ({"format": "pdf"}, "There is no format pdf: choose xliff20, xliff12, xliff12-filled, tmx, xlsx or docx."),
        (
            {"document": "never"},
            "There is no document never: choose programme, people, floor, summary, letters or other.",
        ),
        ({"only": "never"}, "There is no choice never: choose to-do or outdated."),
        ({"language": "en"}, "There is no text to write."),
        ({"output": "/never/there"}, "There is no folder /never."),
    ],
)
def test_what_cannot_be_written_is_said(summary, tmp_path, options, words):
    with pytest.raises(CommandError) as error:
        export(**{"output": tmp_path / "texts", **options})

    assert str(error.value) == words
    assert list(tmp_path.iterdir()) == []


def test_unknown_conference_is_said(db, tmp_path):
    with pytest.raises(CommandError, match="There is no conference dialogue"):
        export(tmp_path / "texts")


def test_file_is_shown_and_nothing_is_written(row, translated):
    before = Translation.objects.values_list("digest").order_by("pk")
    before, entries = list(before), AuditEntry.objects.count()

    said = run("import_texts", translated)

    assert said.splitlines() == [
        "dialogue, fr: 0 conflict, 0 refused, 0 not-found, 0 untranslated, 1 changed, 0 new, 5 unchanged.",
        "Nothing was written; --confirm imports the file.",
    ]
    assert list(Translation.objects.values_list("digest").order_by("pk")) == before
    assert (AuditEntry.objects.count(), Version.objects.count(), ImportFile.objects.count()) == (entries, 0, 0)


def test_file_is_imported_when_it_is_confirmed(row, translated):
    said = run("import_texts", translated, confirm=True)

    assert said.splitlines()[-1] == "1 texts were imported."
    assert Paragraph.objects.get(pk=row.pk).text_fr == "Une phrase."
    entry = AuditEntry.objects.first()
    assert (entry.act, entry.by, entry.detail["written"]) == ("texts: import", None, 1)

    with pytest.raises(CommandError, match="There is nothing to import from this file"):
        run("import_texts", translated, confirm=True)


def test_conflicts_are_shown_and_imported_only_when_asked_for(row, translated):
    Paragraph.objects.filter(pk=row.pk).update(text_fr="Plus récent.")

    said = run("import_texts", translated)
    assert f"  conflict: {key(row)} Somebody has changed the translation since the file was written." in said
    with pytest.raises(CommandError, match="There is nothing to import"):
        run("import_texts", translated, confirm=True)

    run("import_texts", translated, confirm=True, conflicts=True)
    assert Paragraph.objects.get(pk=row.pk).text_fr == "Une phrase."
    assert Version.objects.filter(words="Plus récent.").count() == 1


def test_stage_of_the_summary_holds_here_too(row, translated):
    Summary.objects.update(stage="issued")

    with pytest.raises(CommandError, match="There is nothing to import"):
        run("import_texts", translated, confirm=True)


def test_file_that_cannot_be_read_is_said(row, translated, tmp_path):
    page = tmp_path / "page.xlf"
    page.write_text("<html></html>")
    cases = {
        (str(page),): "This XML is neither XLIFF nor TMX.",
        (str(tmp_path / "never"),): f"{tmp_path / 'never'} cannot be read: No such file or directory.",
        (translated, "--language=ru"): "The file is a translation into Français, not into Русский.",
        (translated, "--language=de"): "de is no official language.",
        (translated, "--conference=never"): "There is no conference never.",
    }

    for arguments, words in cases.items():
        with pytest.raises(CommandError) as error:
            run("import_texts", *arguments)
        assert str(error.value) == words


def test_file_of_no_conference_here_is_said(row, translated):
    Paragraph.objects.all().delete()
    make_conference(slug="other")
    Translation.objects.all().delete()
    row.section.summary.conference.texts.all().delete()

    with pytest.raises(CommandError, match="No text of the file is here"):
        run("import_texts", translated)
