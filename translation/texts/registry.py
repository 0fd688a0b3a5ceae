"""Which texts there are to translate: each field that modeltranslation knows, of each row that has a conference.

The apps above are not named here: their models are found in modeltranslation's registry, and the way from a row to its
conference along its foreign keys.
"""

from functools import cache
from typing import Any

from django.db import models
from modeltranslation.translator import translator

from conference.languages import CODES, official
from conference.models import Conference


@cache
def translated_models() -> tuple[type[models.Model], ...]:
    """The models with texts in six languages whose rows belong to a conference, in the order of the apps."""
    found = [model for model in translator.get_registered_models(abstract=False) if _way(model) is not None]
    return tuple(sorted(found, key=lambda model: model._meta.label_lower))


@cache
def fields_of(model: type[models.Model]) -> tuple[str, ...]:
    """The translated fields of a model in the order in which they are declared."""
    known = set(translator.get_options_for_model(model).all_fields)
    return tuple(field.name for field in model._meta.fields if field.name in known)


def is_translated(model: type[models.Model]) -> bool:
    return model in translated_models()


@cache
def model_of(label: str) -> type[models.Model] | None:
    """The model of a label ("summary.paragraph"); None where it has no texts to translate."""
    return next((model for model in translated_models() if model._meta.label_lower == label), None)


@cache
def _way(model: type[models.Model]) -> tuple[str, ...] | None:
    """The foreign keys from a model to its conference, the shortest way: ("section", "summary", "conference")."""
    waiting: list[tuple[type[models.Model], tuple[str, ...]]] = [(model, ())]
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


def _known_way(model: type[models.Model]) -> tuple[str, ...]:
    """The way from a model to its conference; LookupError where there is none."""
    way = _way(model)
    if way is None:
        raise LookupError(model)
    return way


def related_model(model: type[models.Model], name: str) -> type[models.Model]:
    """The model to which a foreign key of a model leads; LookupError for a field that is none."""
    related = model._meta.get_field(name).related_model
    if related is None:
        raise LookupError(f"{model.__name__}.{name}")
    return related


@cache
def conference_lookup(model: type[models.Model]) -> str:
    """How a query finds the conference of a row: "section__summary__conference"; "pk" of a conference itself."""
    return "__".join(_known_way(model)) or "pk"


@cache
def models_on_the_way(model: type[models.Model]) -> tuple[tuple[str, type[models.Model]], ...]:
    """The models from a row to its conference, each with how a query finds it: ("section__summary", Summary)."""
    found, here, lookup = [("", model)], model, tuple[str, ...]()
    for name in _known_way(model):
        here, lookup = related_model(here, name), (*lookup, name)
        found.append(("__".join(lookup), here))
    return tuple(found)


@cache
def language_lookup(model: type[models.Model]) -> str:
    """How a query finds the language in which a text of a row was written first: that of the nearest that names one."""
    here, lookup = model, tuple[str, ...]()
    for name in (*_known_way(model), None):
        if any(field.name == "original_language" for field in here._meta.fields):
            return "__".join((*lookup, "original_language"))
        if name is not None:
            here, lookup = related_model(here, name), (*lookup, name)
    raise LookupError(model)


def conference_of(row: models.Model) -> Conference:
    for name in _known_way(type(row)):
        row = getattr(row, name)
    if not isinstance(row, Conference):
        raise LookupError(row)
    return row


def source_language_of(row: models.Model) -> str:
    """The language in which the texts of a row are written first."""
    *way, column = language_lookup(type(row)).split("__")
    for name in way:
        row = getattr(row, name)
    return str(getattr(row, column))


def withholding(model: type[models.Model]) -> tuple[str, tuple[str, ...]]:
    """(column, fields) where a model keeps texts from translators: those fields of the rows in which the column is set.

    The name of a protected speaker is such a text (`WITHHELD_TEXTS` of the model).
    """
    return getattr(model, "WITHHELD_TEXTS", ("", ()))


def is_withheld(row: models.Model, field: str) -> bool:
    """Whether a text is kept from all who translate: for them it does not exist."""
    column, fields = withholding(type(row))
    return field in fields and getattr(row, column)


def text_of(row: models.Model, field: str, code: str) -> str:
    """A text of a row in a language, from its column, so that no fallback mixes languages; nothing where withheld."""
    if is_withheld(row, field):
        return ""
    return getattr(row, column_of(field, code)) or ""


def column_named(model: type[models.Model], field: str) -> "models.Field[Any, Any]":
    """A field of a model that has a column; LookupError for one that has none, such as the far end of a foreign key."""
    column = model._meta.get_field(field)
    if not isinstance(column, models.Field):
        raise LookupError(column)
    return column


def column_of(field: str, code: str) -> str:
    return f"{field}_{official(code).suffix}"


@cache
def text_names(model: type[models.Model]) -> frozenset[str]:
    """What the fields with texts are called, plain and in each language, as `save(update_fields=...)` names them."""
    fields = fields_of(model)
    return frozenset([*fields, *(column_of(field, code) for field in fields for code in CODES)])


@cache
def names_of_home(model: type[models.Model]) -> frozenset[str]:
    """The fields that say where a row belongs, in which language it is written first, and what of it is withheld."""
    named = {language_lookup(model).split("__")[0], *_known_way(model)[:1], *filter(None, withholding(model)[:1])}
    return frozenset({*named, *(f"{name}_id" for name in named)})


@cache
def models_below(model: type[models.Model]) -> tuple[tuple[type[models.Model], str], ...]:
    """The models whose rows belong to a row of this one, with the lookup that finds them: [(model, "section")]."""
    found = []
    for below in translated_models():
        here = below
        for place, name in enumerate(_known_way(below), start=1):
            here = related_model(here, name)
            if here is model:
                found.append((below, "__".join(_known_way(below)[:place])))
    return tuple(found)
