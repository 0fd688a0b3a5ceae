"""Taking the texts of a file: all of them or none, with the same traces as if each had been written at the desk."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar

from django.db import transaction
from django.db.models import Max, Model, OuterRef, Subquery
from django.utils.translation import gettext as _

from conference.models import AuditEntry, Conference, User
from conference.models.import_file import LookedAtBefore, NotTaken
from translation.exchange.compare import Reason
from translation.exchange.preview import ExchangePreview, IncomingText, parsed_file_of, preview
from translation.models import Text, Translation, Version
from translation.models.teamwork import Delivery
from translation.texts.index import BATCH, digest_of, refresh_row, words_in
from translation.texts.permissions import HasPermissions
from translation.texts.registry import column_of, conference_lookup, model_of, related_model
from translation.units import OnProgress, ParsedFile, digest

State = Translation.State
Row = TypeVar("Row")


def apply_upload(
    upload: Delivery,
    *,
    conflicts: bool,
    fingerprint: str,
    by: User,
    at: datetime,
    on_progress: OnProgress | None = None,
) -> int:
    """Take a upload as its preview showed it (`fingerprint` is that one's fingerprint); returns how many were written.

    ImportRefused says why nothing was.
    """
    parsed = parsed_file_of(upload)
    with transaction.atomic():
        row = Delivery.objects.select_for_update().select_related("conference").get(pk=upload.pk)
        if row.taken_at:
            raise NotTaken(_("This file has already been imported; nothing was written a second time."))
        lock(row.conference, parsed)
        found = preview(parsed, row.conference, by)
        if found.fingerprint != fingerprint:
            words = _("Texts have changed since this preview was made. See what the file would do now, then confirm.")
            raise LookedAtBefore(words)
        written = write(found, conflicts=conflicts, by=by, at=at, on_progress=on_progress)
        detail = outcome_of(found, conflicts, written)
        row.taken_at, row.outcome = at, {**row.outcome, **detail}
        row.save(update_fields=["taken_at", "outcome"])
        _record(row, row.conference, parsed, detail, by=by, at=at)
    return written


def apply_parsed_file(
    parsed: ParsedFile, conference: Conference, user: HasPermissions, *, conflicts: bool, at: datetime
) -> int:
    """Take a file from the command line, of which no person's upload is kept."""
    with transaction.atomic():
        lock(conference, parsed)
        found = preview(parsed, conference, user)
        written = write(found, conflicts=conflicts, by=None, at=at)
        _record(conference, conference, parsed, outcome_of(found, conflicts, written), by=None, at=at)
    return written


def _record(
    subject: Model,
    conference: Conference,
    parsed: ParsedFile,
    detail: dict[str, object],
    *,
    by: User | None,
    at: datetime,
) -> None:
    detail = {**detail, "language": parsed.target_language, "format": parsed.format}
    AuditEntry.objects.record(act="texts: import", subject=subject, by=by, at=at, conference=conference, detail=detail)


def outcome_of(found: ExchangePreview, conflicts: bool, written: int) -> dict[str, object]:
    """What came of a file, to be kept: how many texts were of each kind, and what was written."""
    counts = {str(kind): number for kind, number in found.counts.items()}
    return {"counts": counts, "without_key": found.parsed.without_key, "conflicts": conflicts, "written": written}


def lock(conference: Conference, parsed: ParsedFile) -> None:
    """As whoever writes one text does: first what has a say over its rows, such as the Summary, then the texts."""
    models = {model_of(unit.key.split(":")[0]) for unit in parsed.units}
    roots = {_root(model) for model in models if model and hasattr(model, "takes_text_from")}
    for root in sorted(roots, key=lambda model: model._meta.label_lower):
        rows = root._base_manager.filter(**{conference_lookup(root): conference.pk})
        list(rows.select_for_update().order_by("pk").values_list("pk"))
    list(Text.objects.select_for_update().filter(conference=conference).order_by("pk").values_list("pk"))


def _root(model: type[Model]) -> type[Model]:
    """What the rows of a model are parts of, just below the conference."""
    for name in conference_lookup(model).split("__")[:-1]:
        model = related_model(model, name)
    return model


def write(
    found: ExchangePreview, *, conflicts: bool, by: User | None, at: datetime, on_progress: OnProgress | None = None
) -> int:
    """Write what is to be taken of a preview, in the transaction of whoever calls; returns how many texts that is."""
    chosen = found.to_import(conflicts)
    if not chosen:
        raise NotTaken(_("There is nothing to import from this file."))
    code, batches = found.parsed.target_language, _Batches(3 * len(chosen), on_progress)
    batches.through(_versions(chosen, code, by, at), Version.objects.bulk_create)
    batches.through([_translation(each, code, by, at) for each in chosen], _store_translations)
    for (model, column), rows in _by_column(chosen, code).items():
        batches.through(rows, partial(model._base_manager.bulk_update, fields=[column]))
    for each in chosen:
        if each.known.listed.source_digest != digest_of(each.known.source):
            refresh_row(each.known.row, at)  # the source was changed past the list, which is seen only now
    batches.finished()
    return len(chosen)


class _Batches:
    """Rows written a batch after another, and how far that has come."""

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
    """What comes, and before it what stood where that was in no version yet: both can be looked up and restored."""
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
    """For each text the last number that was given, and the words of the last version that came to stand."""
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
            row.by_id, row.at = recorded.by_id, recorded.at  # who revises stands beside who translated
    return row


def _store_translations(rows: Sequence[Translation]) -> None:
    kept = [field.name for field in Translation._meta.fields if field.name not in ("id", "text", "language")]
    Translation.objects.bulk_create(rows, update_conflicts=True, unique_fields=["text", "language"], update_fields=kept)


def _by_column(chosen: list[IncomingText], code: str) -> dict[tuple[type[Model], str], list[Model]]:
    """The rows to write for each column: two who write two languages of a row never touch each other."""
    found: dict[tuple[type[Model], str], list[Model]] = {}
    for each in chosen:
        row, column = each.known.row, column_of(each.known.listed.field, code)
        if each.unit.target != each.known.target:
            setattr(row, column, each.unit.target)
            found.setdefault((type(row), column), []).append(row)
    return found
