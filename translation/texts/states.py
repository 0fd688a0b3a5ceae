"""Reading and setting the state of texts: missing, draft, tentative, translated, revised; and whether outdated."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.utils.functional import Promise

from conference.languages import CODES
from conference.models import User
from translation.models import Text, Translation
from translation.texts.index import digest_of, text_row, words_in
from translation.texts.registry import column_of, fields_of, model_of, source_language_of, text_of
from translation.units import digest

State = Translation.State
MISSING = State.MISSING
NAMES = dict(State.choices)
FINAL = (State.TRANSLATED, State.REVISED)


@dataclass(frozen=True)
class TextState:
    """The state of a text in a language. `made_from` is the source as it was translated, where that is known."""

    state: str
    is_outdated: bool = False
    made_from: str = ""
    by: User | None = None
    at: datetime | None = None
    revised_by: User | None = None

    @property
    def is_complete(self) -> bool:
        """Whether the document can be issued with it."""
        return self.state in FINAL and not self.is_outdated

    @property
    def name(self) -> str | Promise:
        """The state in the language of the reader."""
        return State(self.state).label


class States:
    """The states of the texts of some rows of one model, read with one query."""

    def __init__(self, rows: Sequence[Model], source_language: str) -> None:
        self.source_language = source_language
        found = Translation.objects.none()
        if rows:
            found = Translation.objects.filter(
                text__subject_type=rows[0]._meta.label_lower, text__subject_id__in=[row.pk for row in rows]
            ).select_related("text", "by", "revised_by")
        self._found = {(row.text.subject_id, row.text.field, row.language): row for row in found}

    def of(self, row: Model, field: str, code: str) -> TextState | None:
        """Returns the state of one text; None where the source is empty or the language is that of the source."""
        source, words = text_of(row, field, self.source_language), text_of(row, field, code)
        if code == self.source_language or not source:
            return None
        return state_of(self._found.get((row.pk, field, code)), source, words)


def state_of(found: Translation | None, source: str, words: str) -> TextState:
    """Returns the state of a translation that reads `words`; `found` is what was recorded of it, if anything."""
    if not words:
        return TextState(MISSING)
    if not found or found.digest != digest(words):
        return TextState(State.DRAFT)
    outdated = found.source_digest != digest(source)
    return TextState(found.state, outdated, found.source_text, found.by, found.at, found.revised_by)


def set_state(
    row: Model, field: str, code: str, state: str, *, by: User | None, at: datetime, source_language: str | None = None
) -> None:
    """Records that the current text of a row has a state and was made from the current source.

    A reviser is recorded beside the translator. Nothing is recorded of a text that does not exist.
    """
    source_language = source_language or source_language_of(row)
    words, source = text_of(row, field, code), text_of(row, field, source_language)
    if code == source_language or code not in CODES:
        return
    values = {
        "state": state if words else MISSING,
        "digest": digest_of(words),
        "words": words_in(words),
        "source_text": source,
        "source_digest": digest_of(source),
    }
    if state == State.REVISED:
        values |= {"revised_by": by, "revised_at": at}
    else:
        values |= {"by": by, "at": at, "revised_by": None, "revised_at": None}
    text = text_row(row, field)
    if text is not None:
        Translation.objects.update_or_create(
            text=text, language=code, defaults=values, create_defaults={**values, "by": by, "at": at}
        )


def name_writer(label: str, pk: int | str, columns: Container[str], *, by: User, at: datetime) -> None:
    """Names the writer of the drafts in some columns of a row, where nobody is named yet."""
    name_writers(label, [pk], columns, by=by, at=at)


def name_writers(label: str, keys: Sequence[int | str], columns: Container[str], *, by: User, at: datetime) -> None:
    """Names the writer of the drafts in some columns of several rows of a model; see `name_writer`."""
    model = model_of(label)
    if model is None:
        return
    for field in fields_of(model):
        codes = [code for code in CODES if column_of(field, code) in columns]
        drafts = Translation.objects.filter(state=State.DRAFT, by=None, language__in=codes)
        if codes:
            drafts.filter(text__in=Text.objects.filter(subject_type=label, subject_id__in=keys, field=field)).update(
                by=by, at=at
            )
