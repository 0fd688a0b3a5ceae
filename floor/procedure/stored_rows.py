"""Rows as the steps of a floor keep them: the values of fields as JSON, and back."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.duration import duration_iso_string

Values = dict[str, Any]  # {name of a field: its value}, of a model's field or as JSON
Kept = tuple[str, int, Values | None]  # a row before or after a step: (model, key, values); None where there was no row
Key = tuple[str, int]


def stored(row: models.Model, name: str) -> Any:
    """Returns the value of a field as JSON holds it."""
    value = getattr(row, _field(row, name).attname)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return duration_iso_string(value) if isinstance(value, timedelta) else value


def all_stored(row: models.Model) -> Values:
    """Returns the values of all fields of a row but its key."""
    return {field.name: stored(row, field.name) for field in row._meta.concrete_fields if not field.primary_key}


def restored(model: type[models.Model] | models.Model, name: str, value: Any) -> Any:
    """Returns the value of a field from the form in which `stored` gave it."""
    field = _field(model, name)
    if value is None:
        return None
    if isinstance(field, models.ForeignKey):
        return field.remote_field.model._default_manager.get(pk=value)
    return field.to_python(value)


def all_restored(model: type[models.Model], values: Values) -> Values:
    return {name: restored(model, name, value) for name, value in values.items()}


def key_of(row: models.Model) -> Key:
    return str(row._meta.model_name), row.pk


def model_of(name: str) -> type[models.Model]:
    return apps.get_model("floor", name)


def _field(model: type[models.Model] | models.Model, name: str) -> "models.Field[Any, Any]":
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field
