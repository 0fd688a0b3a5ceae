"""Writing an imported text into the draft, with a version of each text, noted so that the import can be undone."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count

from conference.bulk_update import update_rows
from conference.languages import official
from conference.models import User
from conference.recorded_rows import BATCH, Journal
from summary.draft.structure import siblings
from summary.imports.notes import add_notes
from summary.imports.plan import DraftPlan, PlannedText
from summary.models import Footnote, Paragraph, Section, Summary
from summary.text.writing import replace_text, touch
from translation.models import Text, Version
from translation.texts.index import refresh_rows
from translation.texts.ordering import arrange_soon

Row = Section | Paragraph


def _first(rows: Sequence[Row], place: int) -> int:
    """Return the position of a new row that comes to a place among others."""
    return rows[place - 1].position + 1 if place else 0


class DraftWriter:
    """Writes one plan in the transaction of the caller, who has locked the Summary."""

    def __init__(self, summary: Summary, journal: Journal, *, by: User, at: datetime) -> None:
        self.summary, self.journal, self.by, self.at = summary, journal, by, at
        self.code = summary.original_language
        self._new: dict[type[Row], list[Row]] = {Section: [], Paragraph: []}
        self._notes: list[Footnote] = []

    def write(self, plan: DraftPlan, notes: Sequence[str] = ()) -> int:
        """Write what is planned, with its footnotes, and return how many headings and paragraphs were written."""
        self._add_notes(plan, notes)
        self.journal.touch(Section, [plan.into.pk] if plan.heading and plan.into else [])
        self._remove(plan)
        sections = self._sections(plan)
        into = plan.into or (sections.pop(0) if plan.lead else None)
        if plan.heading and plan.into and not plan.heading.why:
            replace_text(plan.into, "heading", self.code, plan.heading.text, by=self.by, at=self.at)
        if into:
            self._lead(plan, into)
        for section, planned in zip(sections, plan.sections, strict=True):
            self._paragraphs(section, None, planned.paragraphs, 0)
        self._list()
        arrange_soon(self.summary.conference_id, Paragraph._meta.label_lower)
        touch(self.summary)
        return sum(not each.why for each in plan.texts())

    def _add_notes(self, plan: DraftPlan, notes: Sequence[str]) -> None:
        written = [each for each in plan.texts() if not each.why]
        self._notes, texts = add_notes(self.summary, [each.text for each in written], notes)
        for each, text in zip(written, texts, strict=True):
            each.text = text

    def _remove(self, plan: DraftPlan) -> None:
        keys = [row.pk for row, __ in plan.removed]
        self.journal.touch(Paragraph, keys)
        Paragraph.objects.filter(pk__in=keys).update(removed_at=self.at)

    def _sections(self, plan: DraftPlan) -> list[Section]:
        """Add the sections, and before them one without a heading where the draft has none for the first paragraphs."""
        headings = [each.heading for each in plan.sections]
        levels = [each.depth for each in headings]
        words = ["" if each.why else each.text for each in headings]
        if plan.into is None and plan.lead:
            levels, words = [1, *levels], ["", *words]
        rows = list(self.summary.sections.all())
        place = rows.index(plan.behind) + 1 if plan.behind in rows else len(rows)
        column = f"heading_{official(self.code).suffix}"
        added = Section.objects.bulk_create(
            Section(summary=self.summary, position=number, level=level, **{column: text})
            for number, level, text in zip(count(_first(rows, place)), levels, words, strict=False)
        )
        self._new[Section] += added
        self._make_room(Section, rows, place, len(added))
        return added

    def _lead(self, plan: DraftPlan, into: Section) -> None:
        """Write the paragraphs before the first heading among those of a section, or the parts of a paragraph."""
        row, lead = plan.after or plan.fills, [each for each in plan.lead if not each.why]
        beside = siblings(row) if row else siblings(Paragraph(section=into))
        place = beside.index(row) + 1 if row else len(beside)
        if plan.fills and lead:
            self.journal.touch(Paragraph, [plan.fills.pk])
            replace_text(plan.fills, "text", self.code, lead[0].text, by=self.by, at=self.at)
            self._paragraphs(into, plan.fills, lead[0].parts, 0)
            lead = lead[1:]
        self._paragraphs(into, row.parent if row else None, lead, _first(beside, place))
        self._make_room(Paragraph, beside, place, len(lead))

    def _make_room(self, model: type[Row], rows: Sequence[Row], place: int, number: int) -> None:
        """Move the rows from a place on back, as far as the new ones before it need."""
        behind = rows[place:]
        distance = _first(rows, place) + number - behind[0].position if behind and number else 0
        if distance > 0:
            self.journal.touch(model, [row.pk for row in behind])
            for row in behind:
                row.position += distance
            update_rows(model, behind, ["position"])

    def _paragraphs(
        self, section: Section, parent: Paragraph | None, planned: Sequence[PlannedText], first: int
    ) -> None:
        """Add paragraphs, then the parts of each."""
        planned = [each for each in planned if not each.why]
        column = f"text_{official(self.code).suffix}"
        rows = Paragraph.objects.bulk_create(
            [
                Paragraph(section=section, parent=parent, position=place, **{column: each.text})
                for place, each in enumerate(planned, first)
            ],
            batch_size=BATCH,
        )
        self._new[Paragraph] += rows
        for row, each in zip(rows, planned, strict=True):
            if each.parts:
                self._paragraphs(section, row, each.parts, 0)

    def _list(self) -> None:
        """List the new texts and keep a version of each, which says who imported it."""
        new: list[tuple[type[Row] | type[Footnote], Sequence[Row | Footnote]]] = [*self._new.items()]
        for model, rows in [*new, (Footnote, self._notes)]:
            self.journal.add(rows)
            refresh_rows(rows, self.at)
            name = "heading" if model is Section else "text"
            column = f"{name}_{official(self.code).suffix}"
            words = {row.pk: getattr(row, column) for row in rows}
            listed = Text.objects.filter(
                conference=self.summary.conference_id, subject_type=model._meta.label_lower, field=name
            )
            Version.objects.bulk_create(
                (
                    Version(
                        text=text,
                        language=self.code,
                        number=1,
                        words=words[text.subject_id],
                        by=self.by,
                        began_at=self.at,
                        at=self.at,
                    )
                    for text in listed
                    if words.get(text.subject_id)
                ),
                batch_size=BATCH,
            )
