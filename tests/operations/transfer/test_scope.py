"""Each model of each app is exported, shared or left out with a reason, and each key that a row holds is followed."""

from django.apps import apps
from django.db import models

from conference.ownership import owned_models
from operations.transfer.references import FOLLOWED_WITHIN
from operations.transfer.scope import (
    EMPTIED,
    LEFT_OUT,
    LEFT_OUT_APPS,
    LEFT_OUT_BETWEEN,
    SHARED,
    WITHOUT_KEYS,
    columns_of,
    exported_labels,
    exported_models,
    label_of,
    reason_to_leave_out,
)

ALL = apps.get_models(include_auto_created=True)
# Whole numbers that count something, of which a name ends like that of a key; none so far.
NUMBERS = set()


def test_each_model_is_exported_shared_or_left_out_with_a_reason():
    undecided = [
        model._meta.label
        for model in ALL
        if label_of(model) not in exported_labels() | SHARED.keys() and not reason_to_leave_out(model)
    ]

    assert len(exported_models()) > 40
    assert undecided == []


def test_lists_of_what_is_left_out_name_what_there_is():
    labels, own = {label_of(model) for model in ALL}, {label_of(model) for model in owned_models()}

    assert labels >= LEFT_OUT.keys() | LEFT_OUT_BETWEEN.keys() | SHARED.keys()
    assert {config.label for config in apps.get_app_configs()} >= LEFT_OUT_APPS.keys()
    assert own & (SHARED.keys() | LEFT_OUT_BETWEEN.keys()) == set()
    assert exported_labels() == own - LEFT_OUT.keys()


def test_whatever_a_row_refers_to_is_exported_shared_or_left_empty():
    for model in exported_models():
        for field in columns_of(model):
            if isinstance(field, models.ForeignKey):
                label = label_of(field.related_model)
                known = exported_labels() | SHARED.keys()
                assert label in known or (field.null and label in LEFT_OUT), f"{model._meta.label}.{field.name}"


def test_each_column_that_may_hold_a_key_without_a_foreign_key_is_followed():
    """JSON may hold anything, and a number or a text whose name ends like a key's is one."""
    undecided = [
        f"{model._meta.label}.{field.name}"
        for model in exported_models()
        for field in columns_of(model)
        if not isinstance(field, models.ForeignKey)
        and (isinstance(field, models.JSONField) or field.name.endswith(("_id", "_key", "_number")))
        and label_of(model) not in FOLLOWED_WITHIN
        and (label_of(model), field.name) not in WITHOUT_KEYS | EMPTIED.keys() | NUMBERS | {TEXT_KEY}
    ]

    assert undecided == []


TEXT_KEY = ("floor.statement", "text_key")  # kept, or made anew where a copy is here


def test_columns_without_keys_are_columns_of_exported_models():
    columns = {(label_of(model), field.name) for model in exported_models() for field in columns_of(model)}

    assert columns >= WITHOUT_KEYS | EMPTIED.keys() | {TEXT_KEY}
    assert exported_labels() >= FOLLOWED_WITHIN
