"""The database can be checked, dumped and copied by programs that know nothing of Django.

A constraint, trigger, view or index that calls a function of Django's own connection breaks all of them: `VACUUM INTO`
then leaves an empty file in place of a backup. How the guide does it is run in `test_documentation.py`.
"""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.db import connection

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no functions of Django's")
DUMP = "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).iterdump(), sep='\\n')"


@pytest.fixture
def database(db, tmp_path):
    """A copy of the migrated database, made without Django's connection."""
    with plain(connection.settings_dict["NAME"]) as opened:
        opened.execute("VACUUM INTO ?", [str(tmp_path / "copy.sqlite3")])
    return tmp_path / "copy.sqlite3"


def plain(path):
    return closing(sqlite3.connect(path))


def objects(path):
    with plain(path) as opened:
        return opened.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()


def test_whole_database_is_checked(db):
    with plain(connection.settings_dict["NAME"]) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_copy_holds_every_table_index_and_trigger(database):
    assert objects(database) == objects(connection.settings_dict["NAME"])
    assert "conference_release_is_frozen" in {name for _kind, name, _sql in objects(database)}


def test_dump_is_read_again(database, tmp_path):
    dump = subprocess.run([sys.executable, "-c", DUMP, database], capture_output=True, text=True, check=True)
    with plain(tmp_path / "restored.sqlite3") as restored:
        restored.executescript(dump.stdout)

        assert restored.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    names = [name for _kind, name, _sql in objects(database)]
    assert [name for _kind, name, _sql in objects(tmp_path / "restored.sqlite3")] == names


def test_plain_sql_refuses_what_a_constraint_forbids(database):
    row = "INSERT INTO conference_followupmeeting (conference_id, title, description, url, position, year, starts_on)"

    with plain(database) as opened:
        opened.execute(f"{row} VALUES (1, '', '', '', 0, 2013, '2013-05-01')")
        with pytest.raises(sqlite3.IntegrityError, match="follow_up_meeting_year_is_that_of_its_day"):
            opened.execute(f"{row} VALUES (1, '', '', '', 0, 2013, '2014-05-01')")
