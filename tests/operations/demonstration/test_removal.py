"""What was loaded for demonstration is removed wholly, and nothing else is."""

from io import StringIO

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from conference.models import AuditEntry, Conference, DemonstrationAccount, DemonstrationConference, Release, User
from floor.models import FloorEvent
from floor.models.record import Gist, Statement
from tests import loading
from tests.factories import make_released, make_speaker, release

GROUND = ("apply_roles", "load_states", "load_glossary")
DEMONSTRATION = ("load_dialogue", "load_floor", "load_summary", "find_texts", "make_accounts")


@pytest.fixture
def own(db, settings, tmp_path):
    """A conference that is no demonstration."""
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    conference = make_released(slug="own")
    make_speaker(conference)
    return conference


@pytest.fixture
def trial(own):
    """What is removed, in little: a released conference, and two accounts."""
    conference = make_released(slug="trial")
    DemonstrationConference.objects.create(conference=conference)
    for name in ("secretariat", "interpreter"):
        DemonstrationAccount.objects.create(name=name, user=User.objects.create_user(name))
    return conference


def tables():
    """What all tables hold, but for the order of their rows; PostgreSQL's rows are lines of one text."""
    found = {}
    for table, rows in loading.content(loading.filled(loading.all_tables())).items():
        lines = rows.splitlines() if isinstance(rows, bytes) else rows
        found[table] = sorted(lines, key=repr)
    return found


def account(name):
    return User.objects.get(username=name)


def remove(*options):
    out = StringIO()
    call_command("remove_demonstration", *options, stdout=out)
    return out.getvalue()


def act_on(conference, by):
    AuditEntry.objects.record(act="change", subject=conference, by=by, at=timezone.now(), conference=conference)


def test_everything_goes_and_nothing_else(own, django_capture_on_commit_callbacks):
    """A play on the floor, a photograph, an account that is signed in, and what people changed go too.

    It takes some 10 s, because the whole demonstration is loaded.
    """
    loading.load(*GROUND)
    call_command("find_texts", stdout=StringIO())
    never_had_it = tables()
    for command in DEMONSTRATION:
        call_command(command, stdout=StringIO())
    conference = Conference.objects.get(slug="rehearsal")
    call_command("rehearse", "rehearsal", speed=0, minutes=3, stdout=StringIO(), verbosity=0)
    speaker = conference.speakers.first()
    speaker.photograph.save("photograph.jpg", ContentFile(b"jpeg"))
    Client().force_login(account("interpreter"))
    act_on(conference, account("secretariat"))
    assert (FloorEvent.objects.exists(), Gist.objects.exists(), Statement.objects.exists()) == (True, True, False)

    with django_capture_on_commit_callbacks(execute=True):
        said = remove("--yes")

    left, entries = tables(), AuditEntry.objects.filter(act="delete")
    different = {table for table in left.keys() | never_had_it.keys() if left.get(table) != never_had_it.get(table)}
    assert different == {"conference_auditentry"}
    assert len(left["conference_auditentry"]) == len(never_had_it["conference_auditentry"]) + entries.count()
    assert "the conference human-trafficking-2012: " in said
    assert "changed by people since it was loaded: " in said
    assert "Change (1)" in said
    assert not default_storage.exists(speaker.photograph.name)
    assert not (settings.DATA_DIR / "sign-ins.txt").exists()


def test_account_that_acted_elsewhere_is_deactivated_and_named(own, trial):
    act_on(own, account("secretariat"))
    client = Client()
    client.force_login(account("secretariat"))

    said = remove("--yes")

    kept = account("secretariat")
    assert [user.username for user in User.objects.all()] == ["secretariat"]
    assert not kept.is_active
    assert "  secretariat, named there 1 times\n" in said
    assert "No administrator is left" in said
    assert not Session.objects.exists()
    assert AuditEntry.objects.filter(by=kept).count() == 1


def test_archived_conference_goes_too(trial):
    Conference.objects.filter(pk=trial.pk).update(archived_at=timezone.now())

    remove("--yes")

    assert set(Conference.objects.values_list("slug", flat=True)) == {"own"}


def test_nothing_goes_without_a_yes(trial, monkeypatch):
    before = tables()

    for answer in ("", "yes"):
        monkeypatch.setattr("builtins.input", lambda question, answer=answer: answer)
        with pytest.raises(CommandError, match="Nothing was removed"):
            remove()

    assert tables() == before
    monkeypatch.setattr("builtins.input", lambda question: "remove")
    remove()
    assert set(Conference.objects.values_list("slug", flat=True)) == {"own"}
    assert remove() == "There is nothing of the demonstration here.\n"


def test_what_has_changed_since_it_was_told_stays(trial, monkeypatch):
    def somebody_acts(question):
        act_on(trial, account("secretariat"))
        return "remove"

    monkeypatch.setattr("builtins.input", somebody_acts)
    with pytest.raises(CommandError, match="has changed while you looked at it"):
        remove()

    assert Conference.objects.count() == 2


def test_database_goes_on_to_refuse_the_deletion_of_a_record(trial):
    remove("--yes")

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM conference_release")
    assert Release.objects.count() == 1


def test_pages_kept_in_memory_are_read_again(own, trial):
    release(own)  # newer than those that go
    before = Release.objects.fingerprint()

    remove("--yes")

    assert Release.objects.fingerprint() != before


def test_conference_that_has_the_same_name_and_was_not_loaded_stays(db):
    conference = make_released(slug="rehearsal")

    assert remove("--yes") == "There is nothing of the demonstration here.\n"
    assert [row.pk for row in Conference.objects.all()] == [conference.pk]
