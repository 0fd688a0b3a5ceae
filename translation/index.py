"""Keeping the list of texts in step with the tables: one row for each text, one for each of its translations.

A row that is saved is looked at at once (`signals.py`). What `update()`, bulk operations and SQL change is found by
`refresh_all`, which `manage.py find_texts` calls, and by every page that shows the text.
"""

from itertools import islice

from django.db import transaction
from django.utils import timezone

from conference.languages import CODES
from translation import documents
from translation.exchange.units import digest
from translation.models import Text, Translation
from translation.registry import column_of, conference_lookup, fields_of, language_lookup, translated_models
from translation.words import WORD

BATCH = 500
State = Translation.State


def words_in(text):
    """The words of a text; a Chinese character is a word."""
    return sum(1 for __ in WORD.finditer(text))


def digest_of(text):
    """A digest of a text; nothing for no text."""
    return digest(text) if text else ""


def refresh_row(row, at=None):
    """Bring the list in step with one row."""
    model = type(row)
    _refresh(model, model._base_manager.filter(pk=row.pk), at or timezone.now())


def refresh_all(at=None):
    """Bring the list in step with all tables; returns how many texts and translations were found changed."""
    at = at or timezone.now()
    changed = sum(_refresh(model, model._base_manager.all(), at) for model in translated_models())
    _forget_what_is_gone()
    for pk in Text.objects.order_by().values_list("conference", flat=True).distinct():
        arrange(pk)
    return changed


def text_row(row, field):
    """The text of a field of a row, listed now where it was not."""
    found = Text.objects.of(row, field).first()
    if found is None:
        refresh_row(row)
        found = Text.objects.of(row, field).first()
    return found


@transaction.atomic
def _refresh(model, rows, at):
    """The texts of some rows of a model, in batches."""
    fields = fields_of(model)
    names = {field: {code: column_of(field, code) for code in CODES} for field in fields}
    columns = [column for six in names.values() for column in six.values()]
    conference, language = conference_lookup(model), language_lookup(model)
    found = rows.order_by("pk").values("pk", conference, language, *columns).iterator(chunk_size=BATCH)
    changed = 0
    while batch := list(islice(found, BATCH)):
        read = {}
        for row in batch:
            for field, six in names.items():
                texts = {code: row[column] or "" for code, column in six.items()}
                read[row["pk"], field] = row[conference], row[language], texts
        changed += _store(model._meta.label_lower, read, at)
    return changed


def _store(label, read, at):
    keys = {pk for pk, __ in read}
    known = {(row.subject_id, row.field): row for row in Text.objects.filter(subject_type=label, subject_id__in=keys)}
    new, changed = [], []
    for (pk, field), (conference, source_language, six) in read.items():
        source = six[source_language]
        row = known.get((pk, field))
        if row is None:
            if any(six.values()):
                new.append(_text(label, pk, field, conference, source_language, source, at))
        elif _bring_up_to_date(row, source_language, source, at):
            changed.append(row)
    Text.objects.bulk_update(
        changed, ["source_language", "source_digest", "source_words", "changed_at"], batch_size=BATCH
    )
    known |= {(row.subject_id, row.field): row for row in Text.objects.bulk_create(new, batch_size=BATCH)}
    return len(new) + len(changed) + _store_translations(known, read, at)


def _text(label, pk, field, conference, source_language, source, at):
    return Text(
        conference_id=conference,
        subject_type=label,
        subject_id=pk,
        field=field,
        document=documents.OTHER,
        source_language=source_language,
        source_digest=digest_of(source),
        source_words=words_in(source),
        changed_at=at,
    )


def _bring_up_to_date(row, source_language, source, at):
    fresh = source_language, digest_of(source)
    if (row.source_language, row.source_digest) == fresh:
        return False
    row.source_language, row.source_digest = fresh
    row.source_words, row.changed_at = words_in(source), at
    return True


def _store_translations(texts, read, at):
    """A translation whose words came from elsewhere than the desk is a draft, for nobody has said more of it."""
    rows = Translation.objects.filter(text__in=[row.pk for row in texts.values()])
    known = {(row.text_id, row.language): row for row in rows}
    new, changed = [], []
    for key, text in texts.items():
        __, source_language, six = read[key]
        for code in CODES:
            row = known.get((text.pk, code))
            fresh = digest_of(six[code])
            if code == source_language or (row and row.digest == fresh):
                continue
            row = row or Translation(text=text, language=code)
            row.digest, row.words, row.at, row.by = fresh, words_in(six[code]), at, None
            row.state = State.DRAFT if fresh else State.MISSING
            row.source_text, row.source_digest = six[source_language], text.source_digest
            row.revised_by = row.revised_at = None
            (changed if row.pk else new).append(row)
    Translation.objects.bulk_create(new, batch_size=BATCH)
    columns = ["digest", "words", "state", "at", "by", "source_text", "source_digest", "revised_by", "revised_at"]
    Translation.objects.bulk_update(changed, columns, batch_size=BATCH)
    return len(new) + len(changed)


def forget(row):
    """A row is gone, and its texts with it."""
    Text.objects.of(row).delete()


def _forget_what_is_gone():
    for model in translated_models():
        there = model._base_manager.values("pk")
        Text.objects.filter(subject_type=model._meta.label_lower).exclude(subject_id__in=there).delete()


def arrange(conference, only=None):
    """Put the texts of a conference (its key) into the documents and the order in which they read."""
    texts = {}
    for row in Text.objects.filter(conference=conference):
        texts.setdefault((row.subject_type, row.subject_id), []).append(row)
    moved = []
    for document in documents.all_documents():
        if only in (None, document.key):
            moved += _place(texts, document, conference)
    if only is None:
        moved += _place_the_rest(texts)
    Text.objects.bulk_update(moved, ["document", "group", "position"], batch_size=BATCH)


def _place(texts, document, conference):
    position, moved = 0, []
    for place in document.places(conference):
        rows = texts.pop((place.subject_type, place.subject_id), ())
        for row in sorted(rows, key=_order_in_row):
            fresh = document.key, place.group, position
            if (row.document, row.group, row.position) != fresh:
                row.document, row.group, row.position = fresh
                moved.append(row)
            position += 1
    return moved


def _place_the_rest(texts):
    """What no document names keeps an order too; what was taken out of a document stays where it was."""
    rest = [row for key in sorted(texts) for row in sorted(texts[key], key=_order_in_row)]
    moved = []
    for position, row in enumerate(row for row in rest if row.document == documents.OTHER):
        if row.position != position:
            row.position = position
            moved.append(row)
    return moved


def _order_in_row(row):
    from translation.registry import model_of

    return fields_of(model_of(row.subject_type)).index(row.field)
