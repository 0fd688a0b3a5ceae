"""A signal, because the texts of all apps are listed here and none of them may know of this app.

It writes nothing but that list. `raw` saves (fixtures) and bulk operations are found by `manage.py find_texts`.
"""

from django.db.models.signals import post_delete, post_save

from translation.registry import translated_models


def connect():
    for model in translated_models():
        post_save.connect(_saved, sender=model, dispatch_uid=f"list texts of {model._meta.label_lower}")
        post_delete.connect(_deleted, sender=model, dispatch_uid=f"forget texts of {model._meta.label_lower}")


def _saved(sender, instance, created, raw, **kwargs):
    from translation.index import arrange, refresh_row
    from translation.registry import conference_of

    if not raw:
        refresh_row(instance)
        if created:
            arrange(conference_of(instance).pk)


def _deleted(sender, instance, **kwargs):
    from translation.index import forget

    forget(instance)
