"""Keeping the list of texts in step with the tables: one row for each text, one for each of its translations.

A row that is saved is read again (`signals.py`). What `update()`, bulk operations and SQL change is found by
`refresh_all`, which `manage.py find_texts` calls, and by every page that shows the text.

A row is always locked before its texts, as in every module that writes a text. So the second of two saves waits for the
first and sees what it wrote, and no two wait for each other.
"""

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from conference.bulk_update import update_rows
from conference.languages import CODES
from translation.models import Text, Translation, Version
from translation.models.teamwork import Dismissal, Presence, Remark
from translation.texts import documents
from translation.texts.ordering import HIDDEN, UNPLACED, arrange, arrange_soon
from translation.texts.registry import (
    column_of,
    conference_lookup,
    fields_of,
    language_lookup,
    models_below,
    translated_models,
    withholding,
)
from translation.texts.tokens import WORD
from translation.units import digest

BATCH = 500
Row = TypeVar("Row", bound=Model)
TextKey = tuple[int, str]  # the key of a row and the name of a field
Translations = dict[tuple[int, str], Translation]  # by the key of the text and the language
Columns = dict[TextKey, tuple[int, str, dict[str, str]]]  # conference, language of the source, {code: text}
State = Translation.State


def words_in(text: str) -> int:
    """Counts the words of a text; each Chinese character counts as a word."""
    return sum(1 for __ in WORD.finditer(text))


def digest_of(text: str) -> str:
    """Returns the digest of a text; an empty string for an empty text."""
    return digest(text) if text else ""


@dataclasses.dataclass
class IndexChanges:
    """What a refresh changed: the number of changed rows, and the rows whose conference or language changed."""

    changed: int = 0
    moved: set[int] = dataclasses.field(default_factory=set)


def refresh_row(row: Model, at: datetime | None = None) -> None:
    """Brings the list in step with one row, and with all below it where its conference or language changed."""
    model, at = type(row), at or timezone.now()
    if _refresh(model, model._base_manager.filter(pk=row.pk), at).moved:
        for below, lookup in models_below(model):
            _refresh(below, below._base_manager.filter(**{lookup: row.pk}), at)


def list_new_row(row: Model, at: datetime | None = None) -> None:
    """Lists the texts of a row that this transaction has just inserted: nobody else sees it, so it needs no lock."""
    with transaction.atomic(savepoint=False):
        _store(row._meta.label_lower, _read(type(row), [row.pk]), at or timezone.now(), IndexChanges())


def refresh_rows(rows: Sequence[Model], at: datetime | None = None) -> None:
    """Brings the list in step with rows of one model that were written without a signal, as by `bulk_create`."""
    if rows:
        model = type(rows[0])
        _refresh(model, model._base_manager.filter(pk__in=[row.pk for row in rows]), at or timezone.now())


def list_loaded(rows: list[Row], at: datetime | None = None) -> list[Row]:
    """Lists rows of one model that were just loaded, accepts their translations as official, and returns the rows."""
    if rows:
        at, label = at or timezone.now(), rows[0]._meta.label_lower
        refresh_rows(rows, at)
        Text.objects.filter(subject_type=label, subject_id__in=[row.pk for row in rows]).accept(at=at)
        key = f"{conference_lookup(type(rows[0]))}_id"  # what is loaded together belongs to a conference itself
        for conference in {getattr(row, key) for row in rows}:
            arrange_soon(conference, label)
    return rows


def refresh_all(at: datetime | None = None) -> int:
    """Brings the list in step with all tables; returns how many texts and translations had changed."""
    at = at or timezone.now()
    changed = sum(_refresh(model, _not_archived(model), at).changed for model in translated_models())
    _forget_what_is_gone()
    for pk in (
        Text.objects.filter(conference__archived_at=None).order_by().values_list("conference", flat=True).distinct()
    ):
        arrange(pk)
    return changed


def _not_archived(model: type[Model]) -> QuerySet[Model]:
    """Returns the rows of conferences that are not archived: the list of an archived one stays as it is."""
    way = conference_lookup(model)
    return model._base_manager.filter(**{"archived_at" if way == "pk" else f"{way}__archived_at": None})


def text_row(row: Model, field: str) -> Text | None:
    """Returns the text of a field of a row, and lists it first where needed; None for a text without words."""
    found = Text.objects.of(row, field).first()
    if found is None:
        refresh_row(row)
        found = Text.objects.of(row, field).first()
    return found


def _refresh(model: type[Model], rows: QuerySet[Model], at: datetime) -> IndexChanges:
    """Refreshes the texts of some rows of a model in batches, each in a transaction of its own."""
    found, last = IndexChanges(), 0
    while True:
        with transaction.atomic(savepoint=False):
            batch = rows.filter(pk__gt=last).order_by("pk").select_for_update(no_key=True)
            keys = list(batch.values_list("pk", flat=True)[:BATCH])
            if keys:
                _store(model._meta.label_lower, _read(model, keys), at, found)
        if len(keys) < BATCH:
            return found
        last = keys[-1]


def _read(model: type[Model], keys: list[int]) -> Columns:
    """Reads texts from their columns: {(key, field): (conference, language of the source, {code: text})}."""
    names = {field: {code: column_of(field, code) for code in CODES} for field in fields_of(model)}
    columns = [column for six in names.values() for column in six.values()]
    conference, language = conference_lookup(model), language_lookup(model)
    flag, withheld = withholding(model)
    rows = model._base_manager.filter(pk__in=keys).values("pk", conference, language, *columns, *filter(None, [flag]))
    read = {}
    for row in rows:
        kept = withheld if flag and row[flag] else ()
        for field, six in names.items():
            words = {code: "" if field in kept else row[name] or "" for code, name in six.items()}
            read[row["pk"], field] = row[conference], row[language], words
    return read


def _store(label: str, read: Columns, at: datetime, found: IndexChanges) -> None:
    keys = {pk for pk, __ in read}
    known = {(row.subject_id, row.field): row for row in Text.objects.filter(subject_type=label, subject_id__in=keys)}
    new, changed = [], []
    for (pk, field), (conference, source_language, six) in read.items():
        source = six[source_language]
        row = known.get((pk, field))
        if row is None:
            if any(six.values()):
                new.append(_text(label, pk, field, conference, source_language, source, at))
        else:
            was = row.conference_id, row.source_language
            if _bring_up_to_date(row, conference, source_language, source, at):
                changed.append(row)
            if was != (conference, source_language):
                found.moved.add(pk)
    columns = ["conference", "position", "source_language", "source_digest", "source_words", "changed_at"]
    update_rows(Text, changed, columns)
    translated = _translations_of(known.values())
    known |= {(row.subject_id, row.field): row for row in Text.objects.bulk_create(new, batch_size=BATCH)}
    found.changed += len(new) + len(changed) + _store_translations(known, translated, read, at)


def _text(label: str, pk: int, field: str, conference: int, source_language: str, source: str, at: datetime) -> Text:
    return Text(
        conference_id=conference,
        subject_type=label,
        subject_id=pk,
        field=field,
        document=documents.of_kind(label),
        position=UNPLACED,
        source_language=source_language,
        source_digest=digest_of(source),
        source_words=words_in(source),
        changed_at=at,
    )


def _bring_up_to_date(row: Text, conference: int, source_language: str, source: str, at: datetime) -> bool:
    fresh = conference, source_language, digest_of(source)
    if (row.conference_id, row.source_language, row.source_digest) == fresh:
        return False
    if row.conference_id != conference:
        row.position = UNPLACED
    if (row.source_language, row.source_digest) != fresh[1:]:
        row.changed_at = at
    row.conference_id, row.source_language, row.source_digest = fresh
    row.source_words = words_in(source)
    return True


def _translations_of(texts: Iterable[Text]) -> Translations:
    keys = [row.pk for row in texts]
    if not keys:  # those of a new row
        return {}
    rows = Translation.objects.filter(text__in=keys)
    return {(row.text_id, row.language): row for row in rows}


def _store_translations(texts: dict[TextKey, Text], known: Translations, read: Columns, at: datetime) -> int:
    """Updates the translations of texts, of which some are known; returns how many changed.

    Words that came from elsewhere than the desk become a draft, because nobody has vouched for more.
    """
    new: list[Translation] = []
    changed: list[Translation] = []
    gone: list[int] = []
    for key, text in texts.items():
        __, source_language, six = read[key]
        for code in CODES:
            row = known.get((text.pk, code))
            fresh = digest_of(six[code])
            if code == source_language:
                gone += [row.pk] if row else []
                continue
            if row and row.digest == fresh:
                continue
            row = row or Translation(text=text, language=code)
            row.digest, row.words, row.at, row.by = fresh, words_in(six[code]), at, None
            row.state = State.DRAFT if fresh else State.MISSING
            row.source_text, row.source_digest = six[source_language], text.source_digest
            row.revised_by = row.revised_at = None
            (changed if row.pk else new).append(row)
    Translation.objects.bulk_create(new, batch_size=BATCH)
    columns = ["digest", "words", "state", "at", "by", "source_text", "source_digest", "revised_by", "revised_at"]
    update_rows(Translation, changed, columns)
    if gone:  # the language in which a text is now written first
        Translation.objects.filter(pk__in=gone).delete()
    return len(new) + len(changed) + len(gone)


def forget(row: Model) -> None:
    """Removes the texts of a row that was deleted."""
    _forget(Text.objects.of(row))


def _forget(texts: QuerySet[Text]) -> None:
    """Removes texts; one that people have written keeps its versions, in no document and with nothing to translate."""
    written = list(Version.objects.filter(text__in=texts).order_by().values_list("text", flat=True).distinct())
    for model in (Translation, Remark, Dismissal, Presence):
        model.objects.filter(text__in=written).delete()
    Text.objects.filter(pk__in=written).update(document=HIDDEN, source_digest="", source_words=0)
    texts.exclude(pk__in=written).delete()


def _forget_what_is_gone() -> None:
    for model in translated_models():
        there = model._base_manager.values("pk")
        _forget(Text.objects.filter(subject_type=model._meta.label_lower).exclude(subject_id__in=there))
