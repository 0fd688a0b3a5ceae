"""How a test begins: with rows put there at once (`loading`), in a database that was emptied (`emptying`)."""

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError

from conference.models import AuditEntry, User
from speakers.models import FormerName, State
from tests import loading
from tests.emptying import Emptying
from tests.factories import MORNING
from tests.staff import make_member


def everything():
    return loading.content(loading.filled(loading.all_tables()))


def test_rows_come_back_to_the_letter_and_only_once_by_the_commands(db, monkeypatch):
    loading.load("load_states")
    first = everything()
    FormerName.objects.all().delete()
    State.objects.all().delete()

    monkeypatch.setattr(loading, "call_command", None)
    loading.load("load_states")

    assert first["speakers_state"]
    assert everything() == first


def test_commands_run_where_a_table_has_rows(db):
    loading.load("load_states")
    State.objects.exclude(iso3="FRA").delete()
    State.objects.update(name_es="Galia")

    loading.load("load_states")

    assert (State.objects.count(), State.objects.get(iso3="FRA").name_es) == (195, "Francia")


@pytest.mark.django_db(transaction=True)
def test_database_is_emptied_to_what_the_migrations_left():
    before, emptying = everything(), Emptying()
    user = make_member("secretariat")
    AuditEntry.objects.record(act="load", subject=user, by=user, at=MORNING)
    Permission.objects.filter(codename="view_session").delete()

    emptying()

    assert not User.objects.exists()
    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_triggers_outlast_the_emptying():
    emptying, user = Emptying(), make_member("secretariat")
    emptying()

    AuditEntry.objects.record(act="load", subject=user, by=None, at=MORNING)
    with pytest.raises(IntegrityError, match="is_kept"):
        AuditEntry.objects.all().delete()
