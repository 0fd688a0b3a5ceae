"""Which rows belong to a conference: those of which foreign keys lead to it, whatever app their model is of.

No app is named here: the way from a row to its conference is found along the foreign keys, so that a new model is never
forgotten by what concerns all that a conference owns, such as its export and its archive.
"""

from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from conference.caches import constant
from conference.models import Conference

Model = type[models.Model]
Way = tuple[
    str, ...
]  # the names of the foreign keys from a row to its conference: ("section", "summary", "conference")


def related_model(model: Model, name: str) -> Model:
    """Returns the model to which a foreign key leads; raises LookupError for another kind of field."""
    related = model._meta.get_field(name).related_model
    if related is None:
        raise LookupError(f"{model.__name__}.{name}")
    return related


@constant()
def required_way(model: Model) -> Way | None:
    """Returns the shortest way to the conference by foreign keys that are never empty; None where there is none."""
    waiting: list[tuple[Model, Way]] = [(model, ())]
    seen = {model}
    while waiting:
        here, way = waiting.pop(0)
        if here is Conference:
            return way
        for field in here._meta.fields:
            if isinstance(field, models.ForeignKey) and not field.null and field.related_model not in seen:
                seen.add(field.related_model)
                waiting.append((field.related_model, (*way, field.name)))
    return None


@constant()
def ways(model: Model) -> tuple[Way, ...]:
    """Returns the ways from a row to its conference: the required one, else all of which one or another is empty."""
    return _ways(model, frozenset())


def _ways(model: Model, passed: frozenset[Model]) -> tuple[Way, ...]:
    required = required_way(model)
    if required is not None:
        return (required,)
    passed |= {model}
    return tuple(
        (field.name, *rest)
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.related_model not in passed
        for rest in _ways(field.related_model, passed)
    )


@constant()
def owned_models() -> tuple[Model, ...]:
    """Returns the conference and the models whose rows belong to one, also those between two of them, by label."""
    found = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed and ways(model)]
    return tuple(sorted(found, key=lambda model: model._meta.label_lower))


def rows_of(model: Model, conference: Conference) -> "models.QuerySet[Any]":
    """Returns the rows of a model that belong to a conference, in the order of their keys."""
    lookups = ["__".join(way) or "pk" for way in ways(model)]
    return model._base_manager.filter(reduce(or_, (Q(**{lookup: conference.pk}) for lookup in lookups))).order_by("pk")
