"""The epoch, by which what was shown before a restore is known as such."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from conference.models import Epoch
from conference.models.epoch import current_epoch, in_epoch, new_epoch


def test_database_that_was_never_restored_has_no_epoch(db):
    assert current_epoch() == ""
    assert in_epoch({"version": 3}) == {"version": 3}


def test_each_restore_begins_another_epoch(db, capsys):
    first = new_epoch()
    call_command("new_epoch")

    assert "load anew" in capsys.readouterr().out
    assert len({"", first, current_epoch()}) == 3
    assert Epoch.objects.count() == 1
    assert in_epoch({"version": 3}) == {"version": 3, "epoch": current_epoch()}


def test_there_is_one_epoch_also_for_plain_sql(db):
    new_epoch()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO conference_epoch (id, mark) VALUES (2, 'another')")
