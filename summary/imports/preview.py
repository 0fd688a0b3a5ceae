"""The preview of a text from elsewhere: what it becomes, what it replaces, and what of it is not imported."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from conference.documents.emphasis import STRAY_MARK, has_stray_mark
from conference.imports.preview import ImportPreview
from summary.imports.blocks import HEADING, DraftBlocks, LeftOutPart
from summary.imports.notes import notes_of
from summary.imports.plan import DraftPlace, DraftPlan, made_of, plan_of
from summary.models import Summary

_NAMES = {
    "picture": lambda number: ngettext("%(number)d picture", "%(number)d pictures", number),
    "object": lambda number: ngettext("%(number)d embedded object", "%(number)d embedded objects", number),
    "formula": lambda number: ngettext("%(number)d formula", "%(number)d formulas", number),
    "comment": lambda number: ngettext("%(number)d comment", "%(number)d comments", number),
    "contents": lambda number: ngettext(
        "%(number)d line of a table of contents", "%(number)d lines of a table of contents", number
    ),
    "table": lambda number: ngettext("%(number)d table", "%(number)d tables", number),
    "footnote": lambda number: ngettext("%(number)d footnote", "%(number)d footnotes", number),
    "endnote": lambda number: ngettext("%(number)d endnote", "%(number)d endnotes", number),
    "text box": lambda number: ngettext("%(number)d text box", "%(number)d text boxes", number),
    "header": lambda number: ngettext("%(number)d page header", "%(number)d page headers", number),
    "footer": lambda number: ngettext("%(number)d page footer", "%(number)d page footers", number),
    "title": lambda number: ngettext("%(number)d title", "%(number)d titles", number),
}


class DraftOutcome(models.TextChoices):
    """What becomes of the parts of a text, and of those that it replaces."""

    ADDED = "new", pgettext_lazy("parts of a document", "New")
    REMOVED = "removed", gettext_lazy("Removed from the document")
    LEFT_OUT = "left-out", gettext_lazy("Not imported")


class DraftPreview(ImportPreview):
    """What importing a text would do to the draft; what it did, once `is_made`."""

    outcomes = DraftOutcome
    seldom = (DraftOutcome.REMOVED, DraftOutcome.LEFT_OUT)

    def __init__(self, summary: Summary, found: DraftBlocks, place: DraftPlace, *, is_made: bool = False) -> None:
        self.summary, self.found = summary, found
        self.plan: DraftPlan = made_of(found.blocks, place) if is_made else plan_of(summary, found.blocks, place)

    @property
    def warnings(self) -> list[str]:
        found = []
        if self.found.has_changes:
            found.append(_("The document has tracked changes. They are imported as if all of them had been accepted."))
        if any(has_stray_mark(each.text) for each in self.plan.texts()):
            found.append(str(STRAY_MARK))
        return found

    def items_by_outcome(self) -> Sequence[tuple[Any, Any]]:
        texts = [(DraftOutcome.LEFT_OUT if each.why else DraftOutcome.ADDED, each) for each in self.plan.texts()]
        removed = [(DraftOutcome.REMOVED, each) for each in self.plan.removed]
        return [*texts, *removed, *((DraftOutcome.LEFT_OUT, each) for each in self.found.left_out)]

    def parts(self) -> Mapping[Hashable, object]:
        found: dict[Hashable, object] = {("place",): self.plan.place.as_json()}
        for number, each in enumerate(self.plan.texts()):
            notes = notes_of(each.text, self.found.notes)
            found["text", number] = [each.kind, each.depth, each.mark, each.text, each.why, notes]
        found |= {("removed", row.pk): text for row, text in self.plan.removed}
        return found | {("left out", number): name_of(each) for number, each in enumerate(self.found.left_out)}

    @property
    def headings(self) -> int:
        return sum(each.kind == HEADING and not each.why for each in self.plan.texts())

    @property
    def paragraphs(self) -> int:
        return sum(each.kind != HEADING and not each.why for each in self.plan.texts())


def name_of(part: LeftOutPart) -> str:
    """Return what a part is called that is not imported: "3 pictures"."""
    return _NAMES[part.kind](part.number) % {"number": part.number}
