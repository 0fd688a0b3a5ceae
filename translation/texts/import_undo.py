"""Undoing an import of rows with texts: the states of their translations come back, and versions tell of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max, Model

from conference.bulk_update import update_rows
from conference.languages import CODES
from conference.models import Conference, User
from conference.recorded_rows import RecordedChanges, RowChange, Values, in_batches
from translation.models import Text, Translation, Version
from translation.texts.index import refresh_rows
from translation.texts.ordering import arrange_soon
from translation.texts.registry import column_of, fields_of, model_of

_COLUMNS = ("state", "digest", "words", "source_text", "source_digest", "by_id", "at", "revised_by_id", "revised_at")
_MOMENTS = ("at", "revised_at")


class TranslationStates:
    """The states of translations, by keys such as "speakers.speaker:12:name:fr"; what is missing has none."""

    label = Translation._meta.label_lower

    def read_of(self, label: str, keys: Collection[str]) -> dict[str, Values]:
        return {key: _values(row) for key, row in _translations(label, keys) if row.state != Translation.State.MISSING}

    def read(self, keys: Collection[str]) -> dict[str, Values]:
        subjects: dict[str, set[str]] = {}
        for label, pk, *__ in (key.split(":") for key in keys):
            subjects.setdefault(label, set()).add(pk)
        found = {key: values for label, pks in subjects.items() for key, values in self.read_of(label, pks).items()}
        return {key: values for key, values in found.items() if key in keys}


TRANSLATION_STATES = TranslationStates()


def _translations(label: str, keys: Iterable[str]) -> Iterator[tuple[str, Translation]]:
    if model_of(label) is None:
        return
    for batch in in_batches(keys):
        rows = Translation.objects.filter(text__subject_type=label, text__subject_id__in=batch)
        for row in rows.select_related("text").order_by("pk"):
            yield f"{label}:{row.text.subject_id}:{row.text.field}:{row.language}", row


def _values(row: Translation) -> Values:
    found = {name: getattr(row, name) for name in _COLUMNS}
    return found | {name: found[name] and found[name].isoformat() for name in _MOMENTS}


def put_texts_back(changes: RecordedChanges, conference: Conference, *, by: User, at: datetime) -> None:
    """Bring the list of texts in step with rows that were just put back, as if they had never been imported."""
    for label, rows in changes.items():
        if model := model_of(label):
            there = [key for key, (before, __) in rows.items() if before is not None]
            for batch in in_batches(there):
                refresh_rows(list(model._base_manager.filter(pk__in=batch)), at)
            _put_states_back(label, there, changes.get(TranslationStates.label, {}))
            _add_versions(model, {key: before for key, (before, after) in rows.items() if before and after}, by, at)
            arrange_soon(conference.pk, label)


def _put_states_back(label: str, keys: Iterable[str], states: Mapping[str, RowChange]) -> None:
    changed = []
    for key, row in _translations(label, keys):
        before, after = states.get(key, (None, None))
        if before is None:
            continue
        former = before if after is None else {**after, **before}
        if former["digest"] == row.digest:
            for name, value in former.items():
                setattr(row, name, datetime.fromisoformat(value) if value and name in _MOMENTS else value)
            changed.append(row)
    update_rows(Translation, changed, _COLUMNS)


def _add_versions(model: type[Model], changed: Mapping[str, Values], by: User, at: datetime) -> None:
    """Add a version with the former words of each text that has versions, so that its history tells of the undo."""
    places = {column_of(field, code): (field, code) for field in fields_of(model) for code in CODES}
    wanted: dict[tuple[int, str, str], Any] = {
        (int(key), *places[column]): words
        for key, values in changed.items()
        for column, words in values.items()
        if column in places
    }
    made = []
    for batch in in_batches({pk for pk, __, __ in wanted}):
        texts = Text.objects.filter(subject_type=model._meta.label_lower, subject_id__in=batch)
        rows = Version.objects.filter(text__in=texts).order_by().values_list("text", "language").annotate(Max("number"))
        subjects = {text.pk: (text.subject_id, text.field) for text in texts}
        for text, code, number in rows:
            if (words := wanted.get((*subjects[text], code))) is not None:
                facts = {"language": code, "number": number + 1, "began_at": at, "at": at}
                made.append(Version(text_id=text, words=words, by=by, **facts))
    Version.objects.bulk_create(made)
