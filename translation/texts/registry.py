"""Which texts there are to translate: each field that modeltranslation knows, of each row that belongs to a conference.

The apps above this one are not named here. Their models are found in modeltranslation's registry, and the way from a
row to its conference along its foreign keys.
"""

from typing import Any

from django.db import models
from modeltranslation.translator import translator

from conference.caches import constant
from conference.languages import CODES, official
from conference.models import Conference
from conference.ownership import related_model, required_way


@constant()
def translated_models() -> tuple[type[models.Model], ...]:
    """Returns the models with texts in six languages whose rows belong to a conference, by their labels."""
    found = [model for model in translator.get_registered_models(abstract=False) if required_way(model) is not None]
    return tuple(sorted(found, key=lambda model: model._meta.label_lower))


@constant()
def fields_of(model: type[models.Model]) -> tuple[str, ...]:
    """Returns the translated fields of a model in the order in which they are declared."""
    known = set(translator.get_options_for_model(model).all_fields)
    return tuple(field.name for field in model._meta.fields if field.name in known)


def is_translated(model: type[models.Model]) -> bool:
    """Returns whether a model has texts to translate."""
    return model in translated_models()


@constant()
def model_of(label: str) -> type[models.Model] | None:
    """Returns the model of a label ("summary.paragraph"); None where it has no texts to translate."""
    return next((model for model in translated_models() if model._meta.label_lower == label), None)


def _known_way(model: type[models.Model]) -> tuple[str, ...]:
    """Returns the way from a model to its conference; raises LookupError where there is none."""
    way = required_way(model)
    if way is None:
        raise LookupError(model)
    return way


@constant()
def conference_lookup(model: type[models.Model]) -> str:
    """Returns the lookup from a model to its conference: "section__summary__conference"; "pk" for itself."""
    return "__".join(_known_way(model)) or "pk"


@constant()
def models_on_the_way(model: type[models.Model]) -> tuple[tuple[str, type[models.Model]], ...]:
    """Returns the models from a row to its conference, each with the lookup to it: ("section__summary", Summary)."""
    found, here, lookup = [("", model)], model, tuple[str, ...]()
    for name in _known_way(model):
        here, lookup = related_model(here, name), (*lookup, name)
        found.append(("__".join(lookup), here))
    return tuple(found)


@constant()
def language_lookup(model: type[models.Model]) -> str:
    """Returns the lookup to the language in which texts are written first, that of the nearest model that has one."""
    here, lookup = model, tuple[str, ...]()
    for name in (*_known_way(model), None):
        if any(field.name == "original_language" for field in here._meta.fields):
            return "__".join((*lookup, "original_language"))
        if name is not None:
            here, lookup = related_model(here, name), (*lookup, name)
    raise LookupError(model)


def conference_of(row: models.Model) -> Conference:
    """Returns the conference to which a row belongs."""
    for name in _known_way(type(row)):
        row = getattr(row, name)
    if not isinstance(row, Conference):
        raise LookupError(row)
    return row


def source_language_of(row: models.Model) -> str:
    """Returns the code of the language in which the texts of a row are written first."""
    *way, column = language_lookup(type(row)).split("__")
    for name in way:
        row = getattr(row, name)
    return str(getattr(row, column))


def withholding(model: type[models.Model]) -> tuple[str, tuple[str, ...]]:
    """Returns (column, fields) where a model keeps texts from translators, ("", ()) where it does not.

    The fields are withheld of those rows in which the column is set. The name of a protected speaker is such a text
    (`WITHHELD_TEXTS` of the model).
    """
    return getattr(model, "WITHHELD_TEXTS", ("", ()))


def is_withheld(row: models.Model, field: str) -> bool:
    """Returns whether a text is kept from all translators: for them it does not exist."""
    column, fields = withholding(type(row))
    return field in fields and getattr(row, column)


def text_of(row: models.Model, field: str, code: str) -> str:
    """Returns a text of a row in a language, from its column without any fallback; "" where it is withheld."""
    if is_withheld(row, field):
        return ""
    return getattr(row, column_of(field, code)) or ""


def column_named(model: type[models.Model], field: str) -> "models.Field[Any, Any]":
    """Returns a field of a model that has a column; raises LookupError for one that has none."""
    column = model._meta.get_field(field)
    if not isinstance(column, models.Field):
        raise LookupError(column)
    return column


def column_of(field: str, code: str) -> str:
    """Returns the name of the locale column of a field: "title_zh_hans"."""
    return f"{field}_{official(code).suffix}"


@constant()
def text_names(model: type[models.Model]) -> frozenset[str]:
    """Returns the translated fields as `save(update_fields=...)` may name them: plain, and for each language."""
    fields = fields_of(model)
    return frozenset([*fields, *(column_of(field, code) for field in fields for code in CODES)])


@constant()
def names_of_home(model: type[models.Model]) -> frozenset[str]:
    """Returns the fields that decide where a row belongs, its source language, and what of it is withheld."""
    named = {language_lookup(model).split("__")[0], *_known_way(model)[:1], *filter(None, withholding(model)[:1])}
    return frozenset({*named, *(f"{name}_id" for name in named)})


@constant()
def models_below(model: type[models.Model]) -> tuple[tuple[type[models.Model], str], ...]:
    """Returns the models whose rows belong to a row of this one, with the lookup to it: [(model, "section")]."""
    found = []
    for below in translated_models():
        here = below
        for place, name in enumerate(_known_way(below), start=1):
            here = related_model(here, name)
            if here is model:
                found.append((below, "__".join(_known_way(below)[:place])))
    return tuple(found)
