"""Reading and setting the state of texts: missing, draft, tentative, translated, revised; and whether outdated."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from conference.languages import official
from translation.models import Translation

MISSING = "missing"
FINAL = (Translation.State.TRANSLATED, Translation.State.REVISED)
NAMES = {MISSING: _("missing"), **dict(Translation.State.choices)}


@dataclass(frozen=True)
class TextState:
    """A text in a language. `made_from` is how the source read when it was translated, where that is known."""

    state: str
    is_outdated: bool = False
    made_from: str = ""
    by: object = None
    at: datetime | None = None
    revised_by: object = None

    @property
    def is_complete(self):
        """Whether the document can be issued with it."""
        return self.state in FINAL and not self.is_outdated

    @property
    def name(self):
        return NAMES[self.state]


def text_of(row, field, code):
    return getattr(row, f"{field}_{official(code).suffix}") or ""


class States:
    """The states of the texts of some rows of one model, read with one query."""

    def __init__(self, rows, source_language):
        self.source_language = source_language
        found = Translation.objects.of(*rows).select_related("by", "revised_by")
        self._found = {(row.subject_id, row.field, row.language): row for row in found}

    def of(self, row, field, code):
        """The state of one text; None where the source is empty or the language is that of the source."""
        source = text_of(row, field, self.source_language)
        if code == self.source_language or not source:
            return None
        if not text_of(row, field, code):
            return TextState(MISSING)
        found = self._found.get((row.pk, field, code))
        if not found or found.source_language != self.source_language:
            return TextState(Translation.State.DRAFT)
        return TextState(
            found.state, found.source_text != source, found.source_text, found.by, found.at, found.revised_by
        )


def set_state(row, field, code, state, *, source_language, by, at):
    """Record that the text of a row, as it now stands, has this state and was made from the source as it now reads."""
    values = {
        "state": state,
        "source_language": source_language,
        "source_text": text_of(row, field, source_language),
        "by": by,
        "at": at,
    }
    if state == Translation.State.REVISED:
        values = {**values, "revised_by": by, "revised_at": at}
        values.pop("by"), values.pop("at")
    place = {"subject_type": row._meta.label_lower, "subject_id": row.pk, "field": field, "language": code}
    Translation.objects.update_or_create(
        **place, defaults=values, create_defaults={**values, "by": by, "at": at, **place}
    )
