"""Writing a text: every version is kept, and nobody overwrites another person's work.

A save names the text that its writer saw, by its digest (`base_version`), whoever wrote that text. Where the current
text is another one, what was written is kept beside it, set aside, and its writer is shown both (`Overtaken`).
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Model
from django.utils.translation import gettext as _

from conference.fields import Prose, is_blank, validate_one_line
from conference.languages.lists import in_sentences
from conference.locking import lock
from conference.models import AuditEntry, User
from conference.refusals import Overtaken, Refusal
from translation.models import Text, Translation, Version
from translation.texts import documents
from translation.texts.index import text_row
from translation.texts.ordering import UNPLACED
from translation.texts.registry import column_named, column_of, source_language_of, text_of
from translation.texts.states import set_state
from translation.units import digest

# One version holds what a person writes in this time; beyond it, what stood before can be looked up.
ONE_VERSION = timedelta(minutes=2)


def write_text(
    row: Model,
    field: str,
    code: str,
    text: str,
    base_version: str,
    *,
    by: User | None,
    at: datetime,
    state: str | None = None,
) -> str:
    """Saves a text of a row and returns it as it was kept; the caller has checked that `by` may write it.

    `base_version` is the digest of the text that the writer saw. A translation gets `state`, a draft where none is
    given. Raises Refusal where the text cannot be kept, and Overtaken, which keeps both texts, where another
    text was saved.
    """
    text = fit(row, field, text)
    with transaction.atomic():
        lock(row)  # one save after another
        row.refresh_from_db(fields=[column_of(field, code), column_of(field, source_language_of(row))])
        current = text_of(row, field, code)
        overtaken = base_version != digest(current) and text != current
        last = note_found(row, field, code, at)
        if text != current:
            _keep(row, field, code, text, by=by, at=at, set_aside=overtaken)
        if not overtaken:
            translated = Translation.objects.filter(text__in=Text.objects.of(row, field), language=code).first()
            put(row, field, code, text)
            set_state(row, field, code, state or Translation.State.DRAFT, by=by, at=at)
            if state == Translation.State.REVISED and translated:  # the translator stays named beside the reviser
                Translation.objects.filter(pk=translated.pk).update(by=translated.by, at=translated.at)
    if overtaken:
        last_by = last.by if last else None
        words = _("%(name)s has changed this text in the meantime. Both texts are kept.")
        raise Overtaken(words % {"name": last_by or _("Somebody")}, current=current, own=text, by=last_by)
    return text


def fit(row: Model | type[Model], field: str, text: str) -> str:
    """Returns a text as a row, or a new row of a model, can keep it; "" where none of its characters is visible.

    Raises Refusal, which says what is wrong with it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    column = column_named(row if isinstance(row, type) else type(row), field)
    if isinstance(column, Prose) and validate_one_line in column.validators:
        text = joined(text)
    if column.max_length and len(text) > column.max_length:
        words = _("The text has %(length)s characters; at most %(most)s are possible here.")
        raise Refusal(words % {"length": len(text), "most": column.max_length})
    try:
        for validate in column.validators:
            validate(text)
    except ValidationError as error:
        raise Refusal(in_sentences(error.messages)) from None
    return "" if is_blank(text) else text


def joined(text: str) -> str:
    """Returns a paragraph on one line, as it is pasted from a page of print; one with an empty line stays as it is."""
    lines = [line.strip() for line in text.split("\n")]
    return " ".join(lines) if all(lines) else text


def list_empty(row: Model, field: str, at: datetime) -> Text:
    """Lists a text that has no words in any language yet, and is about to be written first."""
    from translation.texts.registry import conference_of

    return Text.objects.get_or_create(
        subject_type=row._meta.label_lower,
        subject_id=row.pk,
        field=field,
        defaults={
            "conference": conference_of(row),
            "document": documents.of_kind(row._meta.label_lower),
            "position": UNPLACED,
            "source_language": source_language_of(row),
            "changed_at": at,
        },
    )[0]


def note_found(row: Model, field: str, code: str, at: datetime) -> Version | None:
    """Returns the version of the current text, which becomes one first where it came from elsewhere."""
    current = text_of(row, field, code)
    last = Version.objects.of(row, field, code).filter(set_aside_at=None).select_related("by").first()
    if current and (last is None or last.words != current):
        last = _new(row, field, code, current, by=None, at=at)
    return last


def _keep(row: Model, field: str, code: str, text: str, *, by: User | None, at: datetime, set_aside: bool) -> Version:
    """Puts the text into the version that its writer is still writing, else into a new one."""
    newest = Version.objects.of(row, field, code).first()
    if newest is None or not _is_still_written(newest, text, by=by, at=at, set_aside=set_aside):
        return _new(row, field, code, text, by=by, at=at, set_aside_at=at if set_aside else None)
    newest.words, newest.at = text, at
    newest.save(update_fields=["words", "at"])
    return newest


def _is_still_written(newest: Version, text: str, *, by: User | None, at: datetime, set_aside: bool) -> bool:
    """Whether a text continues a version: the same writer, within the time of one, and not much was deleted."""
    is_same = newest.by_id == (by and by.pk) and bool(newest.set_aside_at) == set_aside
    return is_same and at - newest.began_at < ONE_VERSION and 2 * len(text) >= len(newest.words)


def _new(
    row: Model, field: str, code: str, text: str, *, by: User | None, at: datetime, set_aside_at: datetime | None = None
) -> Version:
    listed = text_row(row, field) or list_empty(row, field, at)
    last = Version.objects.filter(text=listed, language=code).aggregate(last=Max("number"))["last"] or 0
    version = Version.objects.create(
        text=listed,
        language=code,
        number=last + 1,
        words=text,
        by=by,
        began_at=at,
        at=at,
        set_aside_at=set_aside_at,
    )
    AuditEntry.objects.record(
        act=AuditEntry.Act.SET_TEXT_ASIDE if set_aside_at else AuditEntry.Act.WRITE_TEXT,
        subject=row,
        by=by,
        at=at,
        conference=listed.conference,
        detail={"field": field, "language": code, "version": version.number},
    )
    return version


def put(row: Model, field: str, code: str, text: str) -> None:
    """Writes one locale column, so that two people who write two languages of a row do not affect each other."""
    column = column_of(field, code)
    setattr(row, column, text)
    row.save(update_fields=[column])


def replace_text(row: Model, field: str, code: str, text: str, *, by: User | None, at: datetime) -> None:
    """Writes a text as a part of a larger act that holds the locks, such as a split; every version is kept."""
    if text == text_of(row, field, code):
        return
    note_found(row, field, code, at)
    _new(row, field, code, text, by=by, at=at)
    put(row, field, code, text)


def version_of(row: Model, field: str, code: str, number: int) -> str:
    """Returns the words of a version; raises Refusal where there is none."""
    version = Version.objects.of(row, field, code).filter(number=number).first()
    if version is None:
        raise Refusal(_("There is no such version."))
    return version.words
