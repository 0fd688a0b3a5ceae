"""No step back of the migrations drops what hides a name, a recording or a file while a row needs it."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from conference.rollback import refuse_to_lose
from floor.models.record import Statement
from speakers.models import Speaker
from speakers.protection import CONSENTS, neutral_slug
from tests.factories import in_six

pytestmark = pytest.mark.django_db
HIDING = [(config.label, hiding) for config in apps.get_app_configs() for hiding in getattr(config, "hiding", ())]


def protect(room):
    speaker = room.chairs[0].speaker
    values = {"slug": neutral_slug(), **dict.fromkeys(CONSENTS, False), **in_six("displayed_name", "A survivor")}
    Speaker.objects.filter(pk=speaker.pk).update(protected=True, **values)


def take_off_the_recording(room):
    intervention = room.give(room.ask(0))
    type(intervention).objects.filter(pk=intervention.pk).update(recording_off_at=room.at)


def replace(room, **fields):
    values = {"session": room.session, "delegation": room.delegations[0], "file": "statements/a.pdf", "format": "pdf"}
    Statement.objects.create(**{**values, "size": 1, "language": "en", "uploaded_at": room.at, **fields})


CASES = [
    (protect, "speakers", "0001", "protected of 1 protected speakers"),
    (protect, "speakers", "zero", "protected of 1 protected speakers"),
    (protect, "conference", "0001", "protected of 1 protected speakers"),  # what rests on it goes back with it
    (take_off_the_recording, "floor", "0052", "recording_off_at of 1 interventions off the recording"),
    (
        lambda room: replace(room, replaced_at=room.at),
        "floor",
        "0051",
        "replaced_at of 1 statements that were replaced",
    ),
    (
        lambda room: replace(room, public_file="statements/b.pdf"),
        "floor",
        "0051",
        "public_file of 1 statements without",
    ),
]


@pytest.mark.parametrize(("hide", "app", "migration", "told"), CASES)
def test_going_back_is_refused_while_a_row_needs_the_column(room, hide, app, migration, told):
    hide(room)
    applied = set(MigrationExecutor(connection).loader.applied_migrations)

    with pytest.raises(CommandError, match=r"docs/upgrading\.md") as refused:
        call_command("migrate", app, migration, verbosity=0)

    assert told in str(refused.value)
    assert set(MigrationExecutor(connection).loader.applied_migrations) == applied


@pytest.mark.parametrize(("app", "migration"), [("speakers", "0001_initial"), ("floor", "0051_procedure")])
def test_going_back_is_allowed_where_no_row_needs_the_column(room, app, migration):
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan([(app, migration)])

    assert [is_backwards for _migration, is_backwards in plan] == [True] * len(plan) != []
    assert refuse_to_lose("default", executor.loader.project_state().apps, plan) is None


def test_later_step_back_is_allowed_beside_a_protected_speaker(room):
    protect(room)
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan([("speakers", "0061_pronunciation")])

    assert plan
    assert refuse_to_lose("default", executor.loader.project_state().apps, plan) is None


@pytest.mark.parametrize(("label", "hiding"), HIDING, ids=str)
def test_columns_that_hide_exist(label, hiding):
    model = apps.get_model(label, hiding.model)

    assert model._meta.get_field(hiding.column)
    assert not model.objects.filter(**hiding.lookup).exists()
