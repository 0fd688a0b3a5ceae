"""What `migrate` leaves out of the state is there again where a function of a migration reads rows."""

from types import SimpleNamespace

import pytest
from django.db import migrations, models
from django.db.migrations.state import ModelState, ProjectState

from conference.migration_states import own_model_alone

TEXT = {"default": "", "max_length": 5}


@pytest.fixture
def state():
    """A room, and a seat with a key of the room; the classes of both are made."""
    key = models.ForeignKey("floor.room", models.CASCADE)
    state = ProjectState()
    state.add_model(ModelState("floor", "Room", [("id", models.AutoField(primary_key=True))]))
    state.add_model(ModelState("floor", "Seat", [("id", models.AutoField(primary_key=True)), ("room", key)]))
    assert state.apps
    return state


def fields(model):
    return {field.name for field in model._meta.get_fields()}


def test_class_of_a_related_model_is_not_made_anew_for_each_change(state):
    seat = state.apps.get_model("floor", "seat")
    with own_model_alone():
        state.add_field("floor", "room", "name", models.CharField(**TEXT), True)
    assert "name" in fields(state.apps.get_model("floor", "room"))
    assert state.apps.get_model("floor", "seat") is seat


@pytest.mark.parametrize("way", ["database_forwards", "database_backwards"])
def test_function_of_a_migration_finds_all_classes_as_they_are_then(state, way):
    found = []

    def note(apps, schema_editor):
        room = apps.get_model("floor", "seat")._meta.get_field("room").related_model
        found.append((room is apps.get_model("floor", "room"), fields(room)))

    with own_model_alone():
        state.add_field("floor", "room", "name", models.CharField(**TEXT), True)
        operation = migrations.RunPython(note, note)
        editor = SimpleNamespace(connection=SimpleNamespace(alias="default"))
        getattr(operation, way)("floor", editor, state, state.clone())
    assert found == [(True, {"id", "name", "seat"})]


def test_keys_of_other_models_follow_a_key_that_changes(state):
    with own_model_alone():
        state.alter_field("floor", "room", "id", models.BigAutoField(primary_key=True), True)
    room = state.apps.get_model("floor", "room")
    assert state.apps.get_model("floor", "seat")._meta.get_field("room").target_field is room._meta.get_field("id")


def test_django_is_as_it_was_afterwards(state):
    before = ProjectState.reload_model, migrations.RunPython.database_backwards
    with own_model_alone():
        assert ProjectState.reload_model != before[0]
    assert (ProjectState.reload_model, migrations.RunPython.database_backwards) == before
