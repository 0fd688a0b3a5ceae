"""Programmes from the command line: exported to a file, and imported from one."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from conference.languages import CODES
from conference.models import Release
from tests.factories import make_conference, make_released
from tests.programme.imports.schedules_of_others import as_json, event, make_camp, schedule

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

BEGINNINGS = {"ics": b"BEGIN:VCALENDAR", "xml": b"<?xml", "json": b"{", "pdf": b"%PDF", "docx": b"PK"}


def run(command, *arguments, **options):
    out = StringIO()
    call_command(command, *arguments, stdout=out, **options)
    return out.getvalue()


def export(path, language="fr", format="json", conference="dialogue"):
    return run("export_programme", conference, language=language, format=format, output=str(path))


@pytest.mark.parametrize("format", BEGINNINGS)
def test_programme_is_written_in_each_format(tmp_path, format):
    make_released()

    said = export(tmp_path / "programme", format=format)

    body = (tmp_path / "programme").read_bytes()
    assert body.startswith(BEGINNINGS[format])
    assert said == f"{tmp_path / 'programme'}: {len(body)} bytes.\n"


@pytest.mark.parametrize("format", ["json", "xml"])
@pytest.mark.parametrize("code", CODES)
def test_schedule_is_what_the_public_reads(client, tmp_path, code, format):
    make_released()

    export(tmp_path / "programme", code, format)

    assert (tmp_path / "programme").read_bytes() == client.get(f"/{code}/dialogue/schedule.{format}").content


def test_calendar_is_what_the_public_reads(client, tmp_path):
    make_released()

    export(tmp_path / "programme", "ar", "ics")

    assert (tmp_path / "programme").read_bytes() == client.get("/ar/dialogue/programme.ics").content


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"language": "de"}, "de is no official language: choose ar, zh-hans, en, fr, ru or es."),
        ({"format": "csv"}, "There is no format csv: choose ics, xml, json, pdf or docx."),
        ({"conference": "none"}, "There is no conference none."),
        ({}, "The programme of dialogue is not released."),
    ],
)
def test_what_cannot_be_exported_is_told_in_a_sentence(tmp_path, options, words):
    make_conference()

    with pytest.raises(CommandError) as refusal:
        export(tmp_path / "programme", **options)

    assert str(refusal.value) == words
    assert list(tmp_path.iterdir()) == []


def test_withdrawn_programme_is_not_exported(tmp_path):
    make_released()
    Release.objects.get().withdraw(reason="Wrong.", by=None, at=Release.objects.get().released_at)

    with pytest.raises(CommandError, match="not released"):
        export(tmp_path / "programme")


def write(path, *events):
    path.write_bytes(as_json(schedule(*events)).getvalue())
    return str(path)


def test_file_is_shown_and_imported_only_when_confirmed(tmp_path):
    conference, path = make_camp(), write(tmp_path / "schedule.json", event(1))

    shown = run("import_programme", path, conference="camp")
    assert (conference.sessions.count(), conference.rooms.count()) == (0, 0)
    imported = run("import_programme", path, conference="camp", confirm=True)

    head = "camp: 0 refused, 0 outside, 0 conflict, 0 gone, 0 changed, 3 new, 0 unchanged.\n"
    assert shown == head + "Nothing was written; --confirm imports it.\n"
    assert imported == head + "3 parts of the file were imported.\n"
    assert conference.sessions.get().title_en == "Talk 1"
    assert conference.speakers.get().status == "invited"


def test_file_that_was_imported_already_is_no_error(tmp_path):
    conference, path = make_camp(), write(tmp_path / "schedule.json", event(1))
    run("import_programme", path, "--conference=camp", "--confirm")

    again = run("import_programme", path, conference="camp", confirm=True)

    assert again.splitlines()[-1] == "Nothing was written: there is nothing to import."
    assert conference.sessions.count() == 1


def test_bad_rows_are_named_and_make_the_command_fail(tmp_path):
    conference, path = make_camp(), write(tmp_path / "schedule.json", event(1), event(2, duration="00:00"))

    out = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("import_programme", path, conference="camp", confirm=True, confirmed=True, stdout=out)

    assert str(refusal.value) == "1 of the file’s parts cannot be imported; they are named above."
    assert "  refused: session “Talk 2” 2019-08-21 It ends when it begins or before.\n" in out.getvalue()
    assert [session.title_en for session in conference.sessions.all()] == ["Talk 1"]
    assert conference.speakers.get().status == "confirmed"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("none.json", None, "none.json cannot be read: No such file or directory."),
        ("empty.json", b"", "The file is empty."),
        ("list.json", b"[]", "This is not a schedule that can be read: schedule.json or schedule.xml."),
        (
            "half.json",
            json.dumps({"schedule": {}})[:5].encode(),
            "The file is damaged or not complete (line 1); save it again.",
        ),
    ],
)
def test_file_that_cannot_be_read_is_told_in_a_sentence(tmp_path, monkeypatch, name, content, words):
    monkeypatch.chdir(tmp_path)
    make_camp()
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(CommandError) as refusal:
        run("import_programme", name, conference="camp")

    assert str(refusal.value) == words
