"""Copies the states of texts: what is translated or revised in the original is so in the copy."""

from datetime import datetime
from typing import Any

from conference.adminsite.audited import columns_of
from conference.models import Conference
from translation.models import Text, Translation
from translation.models.teamwork import Dismissal
from translation.texts.index import BATCH, refresh_rows
from translation.texts.ordering import arrange_soon
from translation.texts.registry import is_translated


def copy_states(
    pairs: dict[int, Any], conference: Conference, at: datetime, groups: dict[str, str] | None = None
) -> None:
    """Index the texts of copied rows, {old key: new row}, with the states of the original texts.

    They keep their order: `groups` maps the parts of a document to those of the copy, which have other keys. If a text
    differs in the copy, or the old one was not indexed, its state is found as for any row written outside the desk.
    """
    rows = list(pairs.values())
    if not rows or not is_translated(type(rows[0])):
        return
    label = type(rows[0])._meta.label_lower
    texts = {
        text.pk: _like(
            text,
            conference_id=conference.pk,
            subject_id=pairs[text.subject_id].pk,
            group=(groups or {}).get(text.group, ""),
        )
        for text in Text.objects.filter(subject_type=label, subject_id__in=pairs).order_by("pk")
    }
    Text.objects.bulk_create(texts.values(), batch_size=BATCH)
    for model in (Translation, Dismissal):
        found = model.objects.filter(text__subject_type=label, text__subject_id__in=pairs).order_by("pk")
        copies = [_like(row, text_id=texts[row.text_id].pk) for row in found]
        model.objects.bulk_create(copies, batch_size=BATCH)
    refresh_rows(rows, at)
    arrange_soon(conference.pk, label)


def _like(row: Any, **changes: object) -> Any:
    values = {column.attname: getattr(row, column.attname) for column in columns_of(row)}
    return type(row)(**{**values, **changes})
