"""Checking the values of rows as a form would, before an import writes them at once: bulk writing checks nothing."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from conference.languages.lists import in_sentences
from conference.models.import_file import ImportRefused


def check_fields(rows: Iterable[models.Model], columns: Sequence[str] | None = None) -> None:
    """Refuse an import that would write a value which the form of its row would not: ImportRefused names it.

    Of all columns, or those named. What is empty passes: what a row needs is a rule of its preview and of the database.
    """
    checked: dict[type[models.Model], list[models.Field]] = {}
    for row in rows:
        model = type(row)
        if model not in checked:
            checked[model] = [each for each in model._meta.concrete_fields if _is_checked(each, columns)]
        for field in checked[model]:
            value = getattr(row, field.attname)
            if value in field.empty_values:
                continue
            try:
                field.clean(value, row)
            except ValidationError as error:
                raise _refused(row, field, value, error) from None


def _is_checked(field: models.Field, columns: Sequence[str] | None) -> bool:
    """Whether a column holds a value of its own: neither a key nor the text that stands for one in six languages."""
    if field.is_relation or field.primary_key or hasattr(field.model, f"{field.name}_en"):
        return False
    return columns is None or field.name in columns


def _refused(row: models.Model, field: models.Field, value: object, error: ValidationError) -> ImportRefused:
    words = _("Nothing was imported. %(field)s of “%(row)s” cannot be “%(value)s”: %(problem)s")
    facts = {"field": capfirst(field.verbose_name), "row": row, "value": str(value)[:60]}
    return ImportRefused(words % {**facts, "problem": in_sentences(error.messages)})
