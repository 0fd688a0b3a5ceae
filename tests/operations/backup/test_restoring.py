"""What a backup file is, and when nothing is restored."""

import json
import stat
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection

from conference.models import Conference
from conference.serving import in_use
from operations.backup import making
from operations.backup.archive import verify
from operations.backup.latest import latest_backup
from operations.models import Backup
from tests.factories import make_conference

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path / "data", tmp_path / "data" / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)


@pytest.fixture
def backup(tmp_path):
    """A backup of an installation with one file and without people, and its folder."""
    (Path(tmp_path) / "data" / "media" / "photograph.jpg").write_bytes(b"\xff\xd8" * 100)
    command("backup", tmp_path / "backups", "--keep", "3")
    path = latest_backup().path
    (Path(tmp_path) / "data" / "media" / "photograph.jpg").unlink()
    Backup.objects.all().delete()
    return path


def command(*words):
    out, err = StringIO(), StringIO()
    call_command(words[0], *map(str, words[1:]), stdout=out, stderr=err)
    return out.getvalue() + err.getvalue()


def refusal(*words):
    with pytest.raises(CommandError) as refused:
        command(*words)
    return str(refused.value)


def changed(backup, change):
    """A copy of the backup of which `change(name, bytes)` made other parts."""
    path = backup.with_name("changed.zip")
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            body = change(name, old.read(name))
            if body is not None:
                new.writestr(name, body)
    return path


def manifest_with(**values):
    def change(name, body):
        return json.dumps(json.loads(body) | values).encode() if name == "manifest.json" else body

    return change


def test_a_backup_is_its_owners_alone_and_says_what_it_has(backup):
    manifest = verify(backup)

    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.parent.stat().st_mode) == 0o700
    assert manifest.files == ["photograph.jpg"]
    assert set(manifest.tables) >= set(connection.introspection.table_names()) - making.INTERNAL
    assert manifest.left_out == []
    assert "whole. It was made at" in command("restore", "--check", backup)


def test_a_backup_that_was_cut_off_or_changed_is_refused(backup):
    whole = backup.read_bytes()
    cut = backup.with_name("cut.zip")
    cut.write_bytes(whole[: len(whole) // 2])
    other_rows = changed(backup, lambda name, body: body + b"[1]\n" if "django_migrations" in name else body)

    assert "It is damaged or no backup." in refusal("restore", "--check", cut)
    assert "Its part tables/django_migrations.jsonl is damaged." in refusal("restore", "--check", other_rows)
    lacking = changed(backup, lambda name, body: None if name.startswith("media/") else body)
    assert "other parts than its manifest names" in refusal("restore", "--check", lacking)
    nothing = changed(backup, lambda name, body: None if name == "manifest.json" else body)
    assert "no manifest" in refusal("restore", "--check", nothing)
    assert "cannot be read: No such file" in refusal("restore", "--check", backup.with_name("none.zip"))


def test_a_backup_of_a_later_version_is_refused(backup):
    later = [*verify(backup).migrations, ("conference", "9999_later")]

    assert "(conference.9999_later)" in refusal("restore", changed(backup, manifest_with(migrations=later)))
    assert "of a later version" in refusal("restore", "--check", changed(backup, manifest_with(number=2)))


def test_an_installation_with_data_is_not_overwritten(backup, settings):
    make_conference()

    assert "This installation has data" in refusal("restore", backup)
    Conference.objects.all().delete()
    (settings.MEDIA_ROOT / "somebody.jpg").write_bytes(b"x")
    assert "This installation has data" in refusal("restore", backup)


def test_a_restore_that_fails_changes_nothing(backup, settings):
    make_conference()
    (settings.MEDIA_ROOT / "somebody.jpg").write_bytes(b"x")

    def twice(name, body):
        return body * 2 if name == "tables/django_content_type.jsonl" else body

    said = refusal("restore", "--replace", with_right_checksums(changed(backup, twice)))

    assert "The table django_content_type cannot be written" in said
    assert Conference.objects.count() == 1
    assert [path.name for path in settings.MEDIA_ROOT.iterdir()] == ["somebody.jpg"]
    assert {path.name for path in settings.DATA_DIR.iterdir()} == {"in-use.lock", "media"}


def with_right_checksums(path):
    """The backup with a manifest that fits what was changed."""
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        for name in manifest["parts"]:
            body = archive.read(name)
            manifest["parts"][name] = {"size": len(body), "sha256": sha256(body).hexdigest()}
        for name, table in manifest["tables"].items():
            table["rows"] = archive.read(f"tables/{name}.jsonl").count(b"\n")
    return changed(path.rename(path.with_name("right.zip")), manifest_with(**manifest))


def test_a_running_server_is_not_restored_under(backup):
    with in_use.use(), in_use.use():
        assert "Rostrum is running on this data folder" in refusal("restore", backup)
    with in_use.alone(), pytest.raises(in_use.InUse, match="is being restored"):
        in_use.use()


def test_nothing_is_served_after_a_restore_that_was_interrupted(settings):
    (settings.DATA_DIR / in_use.UNFINISHED).touch()

    with pytest.raises(in_use.InUse, match="was interrupted"):
        in_use.use()


def test_a_file_never_leaves_its_folder(backup, settings):
    path = backup.with_name("out.zip")
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "manifest.json":
                body = body.replace(b"photograph.jpg", b"../../out.jpg")
            new.writestr(name.replace("photograph.jpg", "../../out.jpg"), body)

    assert "a file outside" in refusal("restore", path)
    assert not (settings.DATA_DIR.parent / "out.jpg").exists()


def test_rotation_keeps_the_latest_of_this_installation(tmp_path, monkeypatch):
    others = [tmp_path / "rostrum-other.example-20120403-100000.zip", tmp_path / "notes.zip"]
    old = [tmp_path / f"rostrum-localhost-2012040{day}-100000.zip" for day in range(1, 5)]
    for path in [*others, *old]:
        path.write_bytes(b"x")
        Backup.objects.create(made_at=datetime(2012, 4, 3, tzinfo=UTC), size=1, path=str(path))

    said = command("backup", tmp_path, "--keep", "2")

    made = latest_backup().path
    assert set(tmp_path.glob("*.zip")) == {*others, old[-1], made}
    assert set(Backup.objects.values_list("path", flat=True)) == {str(path) for path in (*others, old[-1], made)}
    assert f"{made}: " in said
    assert "verified." in said


def test_a_file_that_is_missing_is_told(tmp_path):
    conference = make_conference()
    conference.speakers.create(slug="a", photograph=ContentFile(b"x", "a.jpg"))
    conference.speakers.create(slug="b", photograph="photographs/lost.jpg")

    said = command("backup", tmp_path)

    assert "names 1 files that" in said
    assert "photographs/lost.jpg" in said


def test_a_backup_that_cannot_be_written_leaves_nothing(tmp_path):
    folder = tmp_path / "file"
    folder.write_bytes(b"")

    assert "No backup was made in" in refusal("backup", folder)
    assert latest_backup() is None
