"""What is the demonstration's, also in a database in which an earlier version loaded it."""

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from conference.models import AuditEntry, DemonstrationAccount, DemonstrationConference, User
from tests.factories import make_conference


def mark():
    """What the migration does with the rows of an earlier version."""
    migration = MigrationLoader(connection).get_migration("conference", "0068_mark_the_demonstration")
    migration.operations[0].code(apps, None)


def record(act, subject, by=None):
    AuditEntry.objects.record(act=act, subject=subject, by=by, at=timezone.now())


def test_conference_that_was_loaded_for_demonstration_is_marked(db):
    loaded, generated = make_conference(slug="rehearsal"), make_conference(slug="measured-60")
    own = make_conference(slug="human-trafficking-2012")
    for conference in (loaded, generated):
        record("load", conference)

    mark()

    assert [row.conference for row in DemonstrationConference.objects.all()] == [loaded]
    assert own.slug == "human-trafficking-2012"


def test_account_that_was_made_for_demonstration_is_marked_also_when_it_was_deleted(db):
    kept, deleted, colleague = (User.objects.create(username=name) for name in ("secretariat", "interpreter", "aline"))
    record("create account", kept)
    record("create account", deleted)
    record("create account", colleague, by=kept)
    deleted.delete()

    mark()

    marked = dict(DemonstrationAccount.objects.values_list("name", "user"))
    assert marked == {"secretariat": kept.pk, "interpreter": None}
