"""Writing a text of the Summary: each by itself, every version kept, and nobody overwrites another.

A save says on which text it rests, by its digest, whoever wrote that text and wherever. When another text stands
meanwhile, what was written is kept beside it, set aside, and its writer is shown both (TextOvertaken).
"""

from datetime import timedelta
from hashlib import blake2s

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from conference.languages import official
from conference.models import AuditEntry
from summary.models import Paragraph, Section, Summary, Version
from translation.models import Translation
from translation.states import set_state, text_of

# One version holds what a person writes in this time; beyond it, what stood before can be looked up.
ONE_VERSION = timedelta(minutes=2)
FIELDS = {Paragraph: ("text",), Section: ("heading",), Summary: ("title", "note", "agenda_item")}
LONG = {"text"}


class SummaryRefusal(Exception):
    """An act on the Summary cannot be done as things stand; its words are for whom tried."""


class TextOvertaken(SummaryRefusal):
    """Another text came to stand while this one was written: `standing` and `own`, both kept."""

    def __init__(self, standing, own, by):
        who = by or _("Somebody")
        super().__init__(_("%(name)s has written here meanwhile. Both texts are kept.") % {"name": who})
        self.standing, self.own, self.by = standing, own, by


def digest(text):
    """What a page sends along to say on which text a save rests."""
    return blake2s(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def lock(summary):
    """The Summary's row, locked: one act after another, and each one starts from what the last one left."""
    return Summary.objects.select_for_update().select_related("conference").get(pk=summary.pk)


def touch(summary):
    """Tell the pages that show the draft that there is something new."""
    Summary.objects.filter(pk=summary.pk).update(version=F("version") + 1)


def summary_of(row):
    return Version.place_of(row)["summary"]


def write_text(row, field, code, text, on, *, by, at, state=None):
    """Save a text of a paragraph, a section or the Summary as it now reads, and return it as it stands.

    `on` is the digest of the text that it rests on. A translation gets `state`, a draft where none is given.
    SummaryRefusal says why it cannot be written, TextOvertaken keeps both texts.
    """
    text = fit(row, field, text)
    with transaction.atomic():
        summary = lock(summary_of(row))
        if not summary.takes_text_from(by, code):
            raise SummaryRefusal(why_closed(summary, code))
        row.refresh_from_db()
        if getattr(row, "removed_at", None):
            raise SummaryRefusal(_("This was removed from the document meanwhile; put it back to go on writing."))
        standing = text_of(row, field, code)
        overtaken = on != digest(standing) and text != standing
        last = note_found(row, field, code, at)
        if text != standing:
            _keep(row, field, code, text, last, by=by, at=at, set_aside=overtaken)
        if not overtaken:
            put(row, field, code, text)
            _set_state(summary, row, field, code, state, by, at)
            touch(summary)
    if overtaken:
        raise TextOvertaken(standing, text, last.by if last else None)
    return text


def fit(row, field, text):
    """The text as it can be kept; SummaryRefusal says what is wrong with it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if "\n" in text:
        if any(not line.strip() for line in text.split("\n")):
            raise SummaryRefusal(_("A paragraph has no empty line. Split it to make two of it."))
        text = " ".join(line.strip() for line in text.split("\n"))
    column = row._meta.get_field(field)
    if len(text) > column.max_length:
        words = _("The text has %(length)s characters; at most %(most)s are possible here.")
        raise SummaryRefusal(words % {"length": len(text), "most": column.max_length})
    try:
        for validate in column.default_validators:
            validate(text)
    except ValidationError as error:
        raise SummaryRefusal(" ".join(error.messages)) from None
    return text


def why_closed(summary, code):
    if summary.stage == Summary.Stage.ISSUED:
        return _("The Summary is issued; an issued edition never changes. Reopen it for a revision or a corrigendum.")
    if code != summary.original_language and summary.stage != Summary.Stage.IN_TRANSLATION:
        return _("The Summary is not yet in translation.")
    if code == summary.original_language and summary.stage in (Summary.Stage.CLEARED, Summary.Stage.IN_TRANSLATION):
        return _("The original is cleared and can only be read, unless the Summary is reopened with a reason.")
    return _("You may not write this text as things stand.")


def note_found(row, field, code, at):
    """The version that stands. A text that came from elsewhere, such as the admin, is noted as one first."""
    standing = text_of(row, field, code)
    last = Version.objects.of(row, field, code).filter(set_aside_at=None).select_related("by").first()
    if standing and (last is None or last.text != standing):
        last = _new(row, field, code, standing, by=None, at=at)
    return last


def _keep(row, field, code, text, last, *, by, at, set_aside):
    """Put the text into the version that its writer is still writing, else into a new one."""
    newest = Version.objects.of(row, field, code).first()
    is_same = newest and newest.by_id == (by and by.pk) and bool(newest.set_aside_at) == set_aside
    is_still_written = is_same and at - newest.began_at < ONE_VERSION and 2 * len(text) >= len(newest.text)
    if not is_still_written:
        return _new(row, field, code, text, by=by, at=at, set_aside_at=at if set_aside else None)
    newest.text, newest.at = text, at
    newest.save(update_fields=["text", "at"])
    return newest


def _new(row, field, code, text, *, by, at, set_aside_at=None):
    last = Version.objects.of(row, field, code).aggregate(last=Max("number"))["last"] or 0
    version = Version.objects.create(
        **Version.place_of(row),
        field=field,
        language=code,
        number=last + 1,
        text=text,
        by=by,
        began_at=at,
        at=at,
        set_aside_at=set_aside_at,
    )
    summary = version.summary
    AuditEntry.objects.record(
        act="summary text: set aside" if set_aside_at else "summary text: write",
        subject=row,
        by=by,
        at=at,
        conference=summary.conference,
        detail={"field": field, "language": code, "version": version.number},
    )
    return version


def put(row, field, code, text):
    """Write the one column, so that two who write two languages of a row never touch each other."""
    column = f"{field}_{official(code).suffix}"
    setattr(row, column, text)
    row.save(update_fields=[column])


def _set_state(summary, row, field, code, state, by, at):
    if code == summary.original_language:
        return
    set_state(
        row, field, code, state or Translation.State.DRAFT, source_language=summary.original_language, by=by, at=at
    )


def replace_text(row, field, code, text, *, by, at):
    """Write a text as a part of an act that has locked the Summary, such as a split; every version is kept."""
    if text == text_of(row, field, code):
        return
    note_found(row, field, code, at)
    _new(row, field, code, text, by=by, at=at)
    put(row, field, code, text)


def restore(row, field, code, number, *, by, at):
    """Let an earlier version stand again; it becomes the newest one."""
    version = Version.objects.of(row, field, code).filter(number=number).first()
    if version is None:
        raise SummaryRefusal(_("There is no such version."))
    return write_text(row, field, code, version.text, digest(text_of(row, field, code)), by=by, at=at)
