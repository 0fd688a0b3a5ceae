"""All rows that belong to a row, in whichever app, and the order in which they can be deleted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from graphlib import TopologicalSorter
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.fields.files import FileField

Model = type[models.Model]
Rows = dict[Model, set[Any]]

AT_ONCE = 500  # keys in one statement


def parts_of(start: Rows, *, follow: Sequence[Any] = (models.CASCADE, models.PROTECT)) -> Rows:
    """The rows and all that refer to them by a foreign key which follows them or protects them."""
    found: Rows = defaultdict(set)
    waiting = list(start.items())
    while waiting:
        model, keys = waiting.pop()
        keys = set(keys) - found[model]
        if keys:
            found[model] |= keys
            waiting += [
                (relation.related_model, keys_of(relation.related_model, relation.field.name, keys))
                for relation in references_to(model)
                if relation.on_delete in follow
            ]
    return {model: keys for model, keys in found.items() if keys}


def references_to(model: Model) -> list[Any]:
    """The foreign keys that refer to a model, those of the tables between many and many too."""
    return [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and (relation.one_to_many or relation.one_to_one) and not relation.concrete
    ]


def keys_of(model: Model, field: str, values: Iterable[Any]) -> set[Any]:
    """The keys of the rows of a model whose field has one of the values."""
    rows = model._base_manager
    return {
        key for some in in_parts(values) for key in rows.filter(**{f"{field}__in": some}).values_list("pk", flat=True)
    }


def in_parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The values, so many at a time as a statement can have."""
    rest = iter(values)
    while part := list(islice(rest, AT_ONCE)):
        yield part


def in_order_of_deletion(rows: Rows) -> Iterator[Model]:
    """The models of the rows, each after all that refer to it."""
    order: TopologicalSorter[Model] = TopologicalSorter()
    for model in rows:
        referring = {relation.related_model for relation in references_to(model)}
        order.add(model, *(referring & rows.keys() - {model}))
    yield from order.static_order()


def delete(rows: Rows) -> None:
    """Delete exactly these rows, without a signal; rows that stay and may do without them refer to them no longer."""
    for model in in_order_of_deletion(rows):
        for relation in references_to(model):
            if relation.on_delete is models.SET_NULL:
                _let_go(relation, rows[model])
        for some in in_parts(rows[model]):
            found = model._base_manager.filter(pk__in=some)
            found._raw_delete(found.db)  # type: ignore[attr-defined]  # Django's own, which the stubs leave out


def _let_go(relation: Any, keys: Iterable[Any]) -> None:
    for some in in_parts(keys):
        name = relation.field.name
        relation.related_model._base_manager.filter(**{f"{name}__in": some}).update(**{name: None})


def file_fields() -> Iterator[tuple[Model, str]]:
    """The fields of all models that name a stored file."""
    for model in apps.get_models():
        for field in model._meta.fields:
            if isinstance(field, FileField):
                yield model, field.name
