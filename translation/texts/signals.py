"""The signals by which the list of texts follows the tables.

Signals, because the texts of all apps are listed here and none of those apps may import this one. They write only that
list. `raw` saves (fixtures) and bulk operations are found by `manage.py find_texts`.
"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from conference.adminsite.audited import columns_written
from conference.models import User
from translation.texts.registry import names_of_home, text_names, translated_models


def connect() -> None:
    """Connects the signals of every model that has texts to translate."""
    for model in translated_models():
        post_save.connect(_saved, sender=model, dispatch_uid=f"list texts of {model._meta.label_lower}")
        post_delete.connect(_deleted, sender=model, dispatch_uid=f"forget texts of {model._meta.label_lower}")
    columns_written.connect(_name_writer, dispatch_uid="name who wrote a text in the admin")


def _saved(
    sender: type[Model],
    instance: Model,
    created: bool,
    raw: bool,
    update_fields: frozenset[str] | None,
    **kwargs: object,
) -> None:
    from translation.texts.index import list_new_row, refresh_row
    from translation.texts.ordering import arrange_soon
    from translation.texts.registry import conference_of

    if raw:
        return
    texts, home = text_names(sender), names_of_home(sender)
    if created:
        list_new_row(instance)
    elif update_fields is None or update_fields & (texts | home):
        refresh_row(instance)
    if update_fields is None or update_fields - texts:
        arrange_soon(conference_of(instance).pk, sender._meta.label_lower)


def _deleted(sender: type[Model], instance: Model, **kwargs: object) -> None:
    from translation.texts.index import forget

    forget(instance)


def _name_writer(
    sender: type[Model], row: Model, columns: Collection[str], by: User, at: datetime, **kwargs: object
) -> None:
    """Names the writer of drafts."""
    from translation.texts.states import name_writer

    name_writer(sender._meta.label_lower, row.pk, columns, by=by, at=at)
