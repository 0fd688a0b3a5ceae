"""How old the latest backup is, and who is warned of it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from operations.backup.latest import latest_backup
from operations.models import Backup

pytestmark = pytest.mark.django_db


def warnings():
    found = run_checks(include_deployment_checks=True, databases=["default"])
    return [message.id for message in found if message.id in ("rostrum.W002", "rostrum.W003")]


def test_no_backup_is_known_at_first_and_it_is_warned_of():
    assert latest_backup() is None
    assert warnings() == ["rostrum.W002"]


def test_the_latest_backup_is_the_one_made_last():
    at = timezone.now().replace(microsecond=0)
    Backup.objects.create(made_at=at, size=3000, path="/backups/new.zip")
    Backup.objects.create(made_at=at - timedelta(days=3), size=2000, path="/backups/old.zip")

    latest = latest_backup()

    assert latest == (at, 3000, Path("/backups/new.zip"))
    assert latest.age(at + timedelta(hours=2)) == timedelta(hours=2)
    assert warnings() == []


def test_a_backup_older_than_the_setting_allows_is_warned_of(settings):
    Backup.objects.create(made_at=timezone.now() - timedelta(hours=30), size=2000, path="/backups/old.zip")

    assert warnings() == ["rostrum.W003"]
    settings.BACKUP_HOURS = 48
    assert warnings() == []


@pytest.mark.parametrize("wrong", [{"size": 0}, {"path": ""}])
def test_a_backup_has_a_size_and_a_path(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Backup.objects.create(**{"made_at": timezone.now(), "size": 10, "path": "/a.zip"} | wrong)


def test_an_unmigrated_database_is_not_warned_of():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE operations_backup RENAME TO operations_later")

    assert warnings() == []
