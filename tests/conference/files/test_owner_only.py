"""What a new installation keeps, no other account of the machine can read."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from conference.files.owner_only import keep_from_others

ROOT = Path(__file__).parent.parent.parent.parent


@pytest.fixture
def usual_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_new_data_folder_is_for_its_owner_alone(tmp_path, usual_umask):
    data = tmp_path / "data"

    done = subprocess.run(
        [sys.executable, "-c", "from conference import environment; environment.read()"],
        cwd=ROOT,
        env={"ROSTRUM_DATA": str(data)},
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert mode(data) == 0o700


def test_database_is_made_for_its_owner_alone(tmp_path, usual_umask):
    keep_from_others(tmp_path, tmp_path / "rostrum.sqlite3")

    assert mode(tmp_path / "rostrum.sqlite3") == 0o600


def test_what_everybody_could_read_is_closed(tmp_path, usual_umask):
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    names = ["rostrum.sqlite3", "rostrum.sqlite3-wal", "rostrum.sqlite3-shm"]
    for name in names:
        (data / name).write_bytes(b"rows")

    keep_from_others(data, data / "rostrum.sqlite3")

    assert mode(data) == 0o700
    assert {name: mode(data / name) for name in names} == dict.fromkeys(names, 0o600)
    assert (data / "rostrum.sqlite3").read_bytes() == b"rows"


def test_rights_that_a_group_was_given_stay(tmp_path):
    tmp_path.chmod(0o750)

    keep_from_others(tmp_path)

    assert mode(tmp_path) == 0o750


def test_folder_that_all_share_stays_open(tmp_path):
    tmp_path.chmod(0o1777)

    keep_from_others(tmp_path)

    assert mode(tmp_path) == 0o1777
