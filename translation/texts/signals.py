"""The signals by which the list of texts follows the tables.

Signals, because the texts of all apps are listed here and none of those apps may import this one. They write only that
list. `raw` saves (fixtures) and bulk operations are found by `manage.py find_texts`.
"""

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from conference.models import AuditEntry
from translation.texts.registry import names_of_home, text_names, translated_models

IN_THE_ADMIN = ("add", "change")  # the acts whose detail names the columns that a person wrote


def connect() -> None:
    """Connects the signals of every model that has texts to translate."""
    for model in translated_models():
        post_save.connect(_saved, sender=model, dispatch_uid=f"list texts of {model._meta.label_lower}")
        post_delete.connect(_deleted, sender=model, dispatch_uid=f"forget texts of {model._meta.label_lower}")
    post_save.connect(_entered, sender=AuditEntry, dispatch_uid="name who wrote a text in the admin")


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


def _entered(sender: type[Model], instance: AuditEntry, created: bool, raw: bool, **kwargs: object) -> None:
    """Names the writer of drafts: the admin records who wrote which columns."""
    from translation.texts.states import name_writer

    if created and not raw and instance.by and instance.act in IN_THE_ADMIN:
        name_writer(instance.subject_type, instance.subject_id, instance.detail, by=instance.by, at=instance.at)
