"""Writing a text of the Summary: who may write what as things stand; how it is kept is `translation.writing`'s."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from summary.models import Paragraph, Section, Summary
from translation.texts import writing
from translation.texts.registry import text_of
from translation.texts.writing import TextOvertaken, TextRefused, replace_text
from translation.units import digest

__all__ = ["FIELDS", "SummaryRefusal", "TextOvertaken", "digest", "fit", "lock", "replace_text", "restore", "touch"]

FIELDS = {Paragraph: ("text",), Section: ("heading",), Summary: ("title", "note", "agenda_item")}
SummaryRefusal = TextRefused  # an act on the Summary that cannot be done is told like a text that cannot be written


def lock(summary):
    """The Summary's row, locked: one act after another, and each one starts from what the last one left."""
    return Summary.objects.select_for_update().select_related("conference").get(pk=summary.pk)


def touch(summary):
    """Tell the pages that show the draft that there is something new."""
    Summary.objects.filter(pk=summary.pk).update(version=F("version") + 1)


def summary_of(row):
    if isinstance(row, Paragraph):
        return row.section.summary
    return row.summary if isinstance(row, Section) else row


def write_text(row, field, code, text, base_version, *, by, at, state=None):
    """Saves a text of a paragraph, a section or the Summary and returns it as it is stored.

    `base_version` is the digest of the text that the change started from. A translation gets `state`; without one it
    becomes a draft. Raises SummaryRefusal where the text cannot be written, and TextOvertaken, which keeps both texts,
    where somebody else has written it since.
    """
    text = fit(row, field, text)
    with transaction.atomic():
        summary = lock(summary_of(row))
        if not summary.takes_text_from(by, code):
            raise SummaryRefusal(why_closed(summary, code))
        row.refresh_from_db()
        if getattr(row, "removed_at", None):
            raise SummaryRefusal(_("This was removed from the document meanwhile; put it back to go on writing."))
        overtaken = None
        try:
            text = writing.write_text(row, field, code, text, base_version, by=by, at=at, state=state)
        except TextOvertaken as both:
            overtaken = both  # what was set aside is kept: the transaction goes through
        touch(summary)
    if overtaken:
        raise overtaken
    return text


def fit(row, field, text):
    """The text as it can be kept; SummaryRefusal says what is wrong with it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
    if any(not line.strip() for line in lines[:-1]):
        raise SummaryRefusal(_("A paragraph has no empty line. Split it to make two of it."))
    return writing.fit(row, field, " ".join(line.strip() for line in lines))


def why_closed(summary, code):
    """Why a text can only be read, in a sentence."""
    if summary.stage == Summary.Stage.ISSUED:
        return _("The Summary is issued; an issued edition never changes. Reopen it for a revision or a corrigendum.")
    if code != summary.original_language and summary.stage != Summary.Stage.IN_TRANSLATION:
        return _("The Summary is not yet in translation.")
    if code == summary.original_language and summary.stage in (Summary.Stage.CLEARED, Summary.Stage.IN_TRANSLATION):
        return _("The original is cleared and can only be read, unless the Summary is reopened with a reason.")
    return _("You cannot write this text at present.")


def restore(row, field, code, number, *, by, at):
    """Let an earlier version stand again; it becomes the newest one."""
    words = writing.version_of(row, field, code, number)
    return write_text(row, field, code, words, digest(text_of(row, field, code)), by=by, at=at)
