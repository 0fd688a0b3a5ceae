"""The two commands, and the files that an import refuses in a sentence, with nothing written."""

import hashlib
import io
import json
import os
import shutil
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from conference.models import AuditEntry, Conference, User
from operations.transfer.export import one_moment
from speakers.models import State
from tests.factories import MORNING, in_six, make_conference, make_released, make_speaker
from translation.models import Assignment


@pytest.fixture
def file(db, settings, tmp_path):
    """The file of a small released conference with a photograph, in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    conference = make_released()
    make_speaker(conference, photograph=default_storage.save("photographs/one.jpg", ContentFile(b"a photograph")))
    state = State.objects.create(iso3="FRA", iso2="FR", m49="250", status="member", region="europe")
    conference.delegations.create(kind="states", state=state, **in_six("name", "France"))
    person = User.objects.create_user("translator", first_name="Ana", last_name="Ruiz")
    Assignment.objects.create(
        conference=conference, language="fr", person=person, made_by=person, due_on=MORNING, made_at=MORNING
    )
    call_command("export_conference", "dialogue", output=str(tmp_path / "dialogue.zip"), stdout=io.StringIO())
    return tmp_path / "dialogue.zip"


def imported(file, **options):
    out = io.StringIO()
    call_command("import_conference", str(file), stdout=out, **options)
    return out.getvalue()


def refusal_of(file, **options):
    """What the command says, after which every table and file is as before."""
    before = contents()
    with pytest.raises(CommandError) as refused:
        imported(file, **options)
    assert contents() == before
    return str(refused.value)


def contents():
    rows = {model: list(model._base_manager.order_by("pk").values_list()) for model in apps.get_models()}
    return rows, sorted(default_storage.listdir("photographs")[1])


def changed(file, **parts):
    """A file with other parts, of which `manifest` keeps the checksums; None leaves a part out."""
    target = file.with_name("changed.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = parts.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return target


def manifest_with(file, **facts):
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    return changed(file, **{"manifest.json": json.dumps(manifest | facts)})


def test_file_is_for_its_owner_alone_and_the_trail_tells_that_it_was_written(file):
    conference = Conference.objects.get()

    assert os.stat(file).st_mode & 0o777 == 0o600
    assert list(file.parent.glob("*.part")) == []
    assert AuditEntry.objects.about(conference).filter(act="conference: export").count() == 1
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert archive.read("files/photographs/one.jpg") == b"a photograph"
    assert (manifest["conference"]["slug"], manifest["counts"]["programme.session"]) == ("dialogue", 1)


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_an_export_which_reads_as_it_was_at_one_moment():
    make_conference()

    with one_moment(), ThreadPoolExecutor(1) as colleague:
        before = Conference.objects.get().slug
        assert colleague.submit(write_beside).result(timeout=15) == 1
        assert Conference.objects.get().slug == before
    assert Conference.objects.get().slug == "renamed"


def write_beside():
    try:
        return Conference.objects.update(slug="renamed")
    finally:
        connection.close()


def test_conference_is_imported_beside_itself_under_another_short_name(file):
    said = imported(file, slug="second")

    second = Conference.objects.get(slug="second")
    assert "second: " in said
    assert " 1 files" in said
    names = [speaker.photograph.name for speaker in second.speakers.exclude(photograph="")]
    assert len(names) == 1
    assert names != ["photographs/one.jpg"]
    with default_storage.open(names[0]) as photograph:
        assert photograph.read() == b"a photograph"
    assert second.delegations.get().state.iso3 == "FRA"


def test_people_are_inactive_accounts_unless_the_administrator_says_that_they_are_the_same(file):
    people = User.objects.count()

    imported(file, slug="same", same_accounts=True)
    assert Assignment.objects.get(conference__slug="same").person.username == "translator"
    assert User.objects.count() == people
    imported(file, slug="second")
    person = Assignment.objects.get(conference__slug="second").person
    assert (person.username, str(person), person.is_active) == ("second-translator", "Ana Ruiz", False)


def test_check_says_what_would_be_imported_and_keeps_nothing(file):
    before = contents()

    said = imported(file, slug="second", check=True)

    assert "Nothing was kept. It would be imported as second: " in said
    assert contents() == before


def test_short_name_that_is_taken_is_refused(file):
    assert "There is a conference “dialogue” here already" in refusal_of(file)
    Conference.objects.update(slug="renamed")
    assert "lead to another conference here" in refusal_of(file)
    assert "is no short name" in refusal_of(file, slug="a b")
    assert "cannot be a short name" in refusal_of(file, slug="admin")


def test_other_version_is_refused(file):
    with zipfile.ZipFile(file) as archive:
        migrations = json.loads(archive.read("manifest.json"))["migrations"]
    later = manifest_with(file, migrations=migrations | {"floor": "9999_later"})
    assert "of “floor” it has the migration 9999_later, this installation 00" in refusal_of(later, slug="second")
    more = manifest_with(file, migrations=migrations | {"lobby": "0001_initial"})
    assert "of “lobby” it has the migration 0001_initial, this installation none" in refusal_of(more, slug="second")
    assert "of another version of the software" in refusal_of(manifest_with(file, format=2), slug="second")


def test_file_that_is_damaged_not_complete_or_none_of_ours_is_refused(file):
    damaged = "The file is damaged or not complete"
    no_file = "This is not the file of a conference"
    half, other = file.with_name("half.zip"), file.with_name("other.zip")
    half.write_bytes(file.read_bytes()[:2000])
    other.write_bytes(b"no zip")

    assert no_file in refusal_of(half, slug="second")
    assert no_file in refusal_of(other, slug="second")
    assert "cannot be read: No such file" in refusal_of(file.with_name("none.zip"), slug="second")
    assert damaged in refusal_of(changed(file, **{"rows/programme.session.jsonl": b""}), slug="second")
    assert damaged in refusal_of(changed(file, **{"files/photographs/one.jpg": None}), slug="second")


def forged(file, part, content):
    """A file of which a part was changed with its checksum, as whoever forges one does."""
    with zipfile.ZipFile(file) as archive:
        sums = json.loads(archive.read("manifest.json"))["checksums"]
    shutil.copy(changed(file, **{part: content}), file.with_name("forged.zip"))
    return manifest_with(file.with_name("forged.zip"), checksums=sums | {part: hashlib.sha256(content).hexdigest()})


@pytest.mark.parametrize(
    "line",
    [
        b"no json\n",
        b'[1, {"slug": "x"}]\n',
        b'{"pk": 1}\n',
        b'["1; DROP", []]\n',
    ],
)
def test_rows_that_are_no_rows_are_refused(file, line):
    assert "damaged or not complete" in refusal_of(forged(file, "rows/programme.room.jsonl", line), slug="second")


def test_row_that_refers_to_a_row_of_another_conference_is_refused(file):
    other = make_conference(slug="other")
    with zipfile.ZipFile(file) as archive:
        lines = archive.read("rows/programme.session.jsonl")
    key, values = json.loads(lines)
    line = json.dumps([key, values | {"conference_id": other.pk}]).encode()

    assert "which is not in it" in refusal_of(forged(file, "rows/programme.session.jsonl", line), slug="second")


def test_states_that_this_installation_does_not_know_are_named(file):
    State.objects.update(iso3="FRX")

    assert "does not know the States FRA: run load_states first" in refusal_of(file, slug="second")


def test_conference_or_folder_that_is_not_there_is_refused(db, tmp_path):
    with pytest.raises(CommandError, match="There is no conference nothing"):
        call_command("export_conference", "nothing", output=str(tmp_path / "x.zip"))
    make_conference()
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        call_command("export_conference", "dialogue", output=str(tmp_path / "none" / "x.zip"))
    assert list(tmp_path.iterdir()) == []
