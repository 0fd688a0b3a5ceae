"""Importing a file of translations: all texts or none, with the same traces as if each was written at the desk."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar

from django.db import transaction
from django.db.models import Max, Model, OuterRef, Subquery

from conference.imports.apply import nothing_to_import
from conference.locking import lock_all
from conference.models import AuditEntry, Conference, User
from conference.models.checked_rows import check_fields
from conference.recorded_rows import Journal, in_batches
from conference.roles import HasPermissions
from translation.exchange.compare import Reason
from translation.exchange.notes import write_remarks
from translation.exchange.preview import ExchangePreview, IncomingText, preview
from translation.models import Text, Translation, Version
from translation.texts.index import BATCH, digest_of, refresh_row, words_in
from translation.texts.registry import column_of, conference_lookup, model_of, related_model
from translation.units import OnProgress, ParsedFile, digest

State = Translation.State
Row = TypeVar("Row")
LONGEST_KEY = 18  # digits; no row has a longer one


def apply_parsed_file(
    parsed: ParsedFile, conference: Conference, user: HasPermissions, *, conflicts: bool, at: datetime
) -> int:
    """Imports a file that was given to a command, for which no upload is kept; returns how many texts were written."""
    with transaction.atomic():
        lock_texts(conference, parsed)
        found = preview(parsed, conference, user)
        written = write(found, conflicts=conflicts, journal=Journal(), by=None, at=at)
        outcome = outcome_of(found, conflicts, written)
        detail = {**outcome, "language": parsed.target_language, "format": parsed.format}
        AuditEntry.objects.record(
            act=AuditEntry.Act.IMPORT_TEXTS, subject=conference, by=None, at=at, conference=conference, detail=detail
        )
    return written


def outcome_of(found: ExchangePreview, conflicts: bool, written: int) -> dict[str, object]:
    """Returns the outcome of an import as it is kept: how many texts were of each kind, and how many were written."""
    counts = {str(kind): number for kind, number in found.counts.items()}
    remarks = len(found.remarks)
    facts = {"without_key": found.parsed.without_key, "conflicts": conflicts, "written": written, "remarks": remarks}
    return {"counts": counts, **facts}


def lock_texts(conference: Conference, parsed: ParsedFile) -> None:
    """Locks what an import writes in the order in which a single text is written.

    First the rows that decide who may write, such as the Summary, then the rows, then the texts, so that no two wait
    for each other.
    """
    rows: dict[str, list[int]] = {}
    for unit in parsed.units:
        label, key, *__ = [*unit.key.split(":"), "", ""]
        if key.isdecimal() and len(key) < LONGEST_KEY:
            rows.setdefault(label, []).append(int(key))
    lock_rows(conference, rows)


def lock_rows(conference: Conference, rows: Mapping[str, Iterable[int]]) -> None:
    """Locks rows with texts, {label: their keys}, and before them the rows that decide who may write."""
    models = {model for label in rows if (model := model_of(label))}
    roots = {_root(model) for model in models if hasattr(model, "takes_text_from")}
    for root in sorted(roots, key=_label):
        found = root._base_manager.filter(**{conference_lookup(root): conference.pk})
        lock_all(found)
    for model in sorted(models, key=_label):
        for batch in in_batches(sorted(set(rows[_label(model)]))):
            found = model._base_manager.filter(pk__in=batch, **{conference_lookup(model): conference.pk})
            lock_all(found)
    lock_all(Text.objects.filter(conference=conference))


def _label(model: type[Model]) -> str:
    return model._meta.label_lower


def _root(model: type[Model]) -> type[Model]:
    """Returns the model just below the conference of which the rows of a model are parts."""
    for name in conference_lookup(model).split("__")[:-1]:
        model = related_model(model, name)
    return model


def write(
    found: ExchangePreview,
    *,
    conflicts: bool,
    journal: Journal,
    by: User | None,
    at: datetime,
    on_progress: OnProgress | None = None,
) -> int:
    """Writes the texts of a preview in the transaction of the caller; returns how many were written."""
    chosen, touched = found.to_import(conflicts), dict[type[Model], list[int]]()
    if not chosen and not (found.remarks and by):
        raise nothing_to_import()
    if by:
        write_remarks(found.remarks, found.parsed.target_language, journal=journal, by=by, at=at)
    if not chosen:
        return 0
    for each in chosen:
        touched.setdefault(type(each.known.row), []).append(each.known.row.pk)
    for model, keys in touched.items():
        journal.touch(model, keys)
    code, batches = found.parsed.target_language, _TextBatches(3 * len(chosen), on_progress)
    batches.through(_versions(chosen, code, by, at), Version.objects.bulk_create)
    batches.through([_translation(each, code, by, at) for each in chosen], _store_translations)
    for (model, column), rows in _by_column(chosen, code).items():
        check_fields(rows, [column])
        batches.through(rows, partial(model._base_manager.bulk_update, fields=[column]))
    for each in chosen:
        if each.known.listed.source_digest != digest_of(each.known.source):
            refresh_row(each.known.row, at)  # the source was changed past the list, which is seen only now
    batches.finished()
    return len(chosen)


class _TextBatches:
    """Writes rows batch by batch and reports the progress."""

    def __init__(self, total: int, on_progress: OnProgress | None) -> None:
        self._done, self._total, self._on_progress = 0, total, on_progress

    def through(self, rows: Sequence[Row], store: Callable[[Sequence[Row]], object]) -> None:
        for start in range(0, len(rows), BATCH):
            store(rows[start : start + BATCH])
            self._done = min(self._done + BATCH, self._total)
            self._tell()

    def finished(self) -> None:
        self._done = self._total
        self._tell()

    def _tell(self) -> None:
        if self._on_progress:
            self._on_progress(self._done, self._total)


def _versions(chosen: list[IncomingText], code: str, by: User | None, at: datetime) -> list[Version]:
    """Returns the versions to write: the new text, and before it the current one where it is no version yet.

    So both can be read and restored.
    """
    numbers, current = _last_versions(chosen[0].known.listed.conference_id, code)
    made = []

    def add(text: Text, words: str, person: User | None) -> None:
        numbers[text.pk] = numbers.get(text.pk, 0) + 1
        facts = {"language": code, "number": numbers[text.pk], "began_at": at, "at": at}
        made.append(Version(text=text, words=words, by=person, **facts))

    for each in chosen:
        text, words = each.known.listed, each.known.target
        if words and current.get(text.pk) != words:
            add(text, words, None)
        if each.unit.target != words:
            add(text, each.unit.target, by)
    return made


def _last_versions(conference: int, code: str) -> tuple[dict[int, int], dict[int, str]]:
    """Returns the last version number of each text, and the words of its last version that was not set aside."""
    rows = Version.objects.filter(text__conference=conference, language=code).order_by()
    numbers = dict(rows.values_list("text").annotate(Max("number")))
    last = Version.objects.filter(text=OuterRef("text"), language=code, set_aside_at=None).order_by("-number")
    return numbers, dict(rows.filter(pk=Subquery(last.values("pk")[:1])).values_list("text", "words"))


def _translation(each: IncomingText, code: str, by: User | None, at: datetime) -> Translation:
    text, recorded, unit = each.known, each.known.recorded, each.unit
    is_from_older = each.reason == Reason.SOURCE
    row = Translation(
        text=text.listed,
        language=code,
        state=unit.state,
        digest=digest_of(unit.target),
        words=words_in(unit.target),
        source_text=unit.source if is_from_older else text.source,
        source_digest=(unit.source_digest or digest(unit.source)) if is_from_older else digest_of(text.source),
        by=by,
        at=at,
    )
    if unit.state == State.REVISED:
        row.revised_by, row.revised_at = by, at
        if recorded and recorded.state != State.MISSING:
            row.by_id, row.at = recorded.by_id, recorded.at  # the translator stays named beside the reviser
    return row


def _store_translations(rows: Sequence[Translation]) -> None:
    kept = [field.name for field in Translation._meta.fields if field.name not in ("id", "text", "language")]
    Translation.objects.bulk_create(rows, update_conflicts=True, unique_fields=["text", "language"], update_fields=kept)


def _by_column(chosen: list[IncomingText], code: str) -> dict[tuple[type[Model], str], list[Model]]:
    """Returns the rows to write for each column; two people who write two languages do not affect each other."""
    found: dict[tuple[type[Model], str], list[Model]] = {}
    for each in chosen:
        row, column = each.known.row, column_of(each.known.listed.field, code)
        if each.unit.target != each.known.target:
            setattr(row, column, each.unit.target)
            found.setdefault((type(row), column), []).append(row)
    return found
