"""Where the blocks of a text go in the draft: which sections and paragraphs are added, and what they replace."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conference.documents.emphasis import STRAY_MARK, has_stray_mark
from conference.languages import official
from conference.refusals import Refusal
from summary.imports.blocks import HEADING, DraftBlock
from summary.models import DEEPEST, Paragraph, Section, Summary
from summary.text.numbering import paragraph_mark, part_mark, section_mark
from summary.text.outline import HeadingNumbers, OutlineParagraph, OutlineSection, outline_of
from translation.texts.registry import text_of
from translation.texts.writing import fit

END = "end"


@dataclass(frozen=True)
class DraftPlace:
    """Where a text is put: at the end, behind what a section has (or instead of it), or behind a paragraph."""

    kind: str = END
    pk: int = 0
    replaces: bool = False

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "pk": self.pk, "replaces": self.replaces}

    @classmethod
    def of(cls, options: dict[str, Any]) -> "DraftPlace":
        return cls(**options.get("place", {}))


@dataclass
class PlannedText:
    """A heading or a paragraph that is to be added. `why` says why it cannot be; `mark` is the number that it gets."""

    kind: str
    depth: int
    text: str
    why: str = ""
    mark: str = ""
    parts: list["PlannedText"] = field(default_factory=list)

    @property
    def note(self) -> str:
        """What a person should see to: a mark of emphasis that is not closed."""
        return str(STRAY_MARK) if has_stray_mark(self.text) else ""

    def walk(self) -> Iterator["PlannedText"]:
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass
class PlannedSection:
    """A section that is to be added, with its paragraphs."""

    heading: PlannedText
    paragraphs: list[PlannedText] = field(default_factory=list)


@dataclass
class DraftPlan:
    """What importing a text does to a draft.

    `lead` are the paragraphs before the first heading: they go into the section `into` (a new one without a heading if
    there is none) behind `after`, or at its end; the first of them fills `fills`, an empty paragraph. The sections go
    behind `behind`, or at the end. `heading` replaces that of `into`.
    """

    place: DraftPlace
    into: Section | None = None
    after: Paragraph | None = None
    fills: Paragraph | None = None
    behind: Section | None = None
    heading: PlannedText | None = None
    lead: list[PlannedText] = field(default_factory=list)
    sections: list[PlannedSection] = field(default_factory=list)
    removed: list[tuple[Paragraph, str]] = field(default_factory=list)

    def texts(self) -> Iterator[PlannedText]:
        """Yield all that is to be written, in the order of the document."""
        if self.heading:
            yield self.heading
        for paragraph in self.lead:
            yield from paragraph.walk()
        for section in self.sections:
            yield section.heading
            for paragraph in section.paragraphs:
                yield from paragraph.walk()


def plan_of(summary: Summary, blocks: Sequence[DraftBlock], place: DraftPlace) -> DraftPlan:
    """Return what importing blocks at a place does; Refusal where the place is not in the document any more."""
    chapters = outline_of(summary)
    plan = _placed(DraftPlan(place), chapters, summary.original_language)
    base = _depth_of(chapters, plan.after or plan.fills)
    _fill(plan, blocks, base)
    if place.replaces and not plan.lead and plan.sections:
        first = plan.sections.pop(0)
        plan.heading, plan.lead = first.heading, first.paragraphs
    plan.behind = _behind(plan, chapters)
    _number(plan, chapters)
    return plan


def made_of(blocks: Sequence[DraftBlock], place: DraftPlace) -> DraftPlan:
    """Return what was made of blocks that are imported; without numbers, which have followed the draft since."""
    plan = DraftPlan(place)
    _fill(plan, blocks, 0)
    return plan


def _placed(plan: DraftPlan, chapters: list[OutlineSection], code: str) -> DraftPlan:
    """Find the rows of the place."""
    place = plan.place
    if place.kind == END:
        plan.into = chapters[-1].row if chapters else None
        return plan
    for chapter in chapters:
        found = place.kind == "section" and chapter.row.pk == place.pk
        for node in chapter.walk():
            if place.kind == "paragraph" and node.row.pk == place.pk:
                found = True
                is_empty = node.row.is_numbered and not text_of(node.row, "text", code) and not node.parts
                plan.after, plan.fills = (None, node.row) if is_empty else (node.row, None)
        if found:
            plan.into = chapter.row
            if place.replaces:
                plan.removed = [(node.row, text_of(node.row, "text", code)) for node in chapter.nodes]
            return plan
    raise Refusal(_("The place for this text was removed from the document in the meantime; choose another one."))


def _behind(plan: DraftPlan, chapters: list[OutlineSection]) -> Section | None:
    """Return the section behind which the new ones go; None for the end.

    It is the last one below that of the place, and below those beside it where a new one is of a higher level.
    """
    if plan.into is None or plan.place.kind == END:
        return None
    last = plan.into
    highest = min([last.level, *(section.heading.depth for section in plan.sections)])
    rows = [chapter.row for chapter in chapters]
    for row in rows[rows.index(last) + 1 :]:
        if row.level <= highest:
            break
        last = row
    return last


def _depth_of(chapters: list[OutlineSection], row: Paragraph | None) -> int:
    nodes = (node for chapter in chapters for node in chapter.walk())
    return next((node.depth for node in nodes if row and node.row.pk == row.pk), 0)


def _fill(plan: DraftPlan, blocks: Sequence[DraftBlock], base: int) -> None:
    """Put the blocks into the plan; below a part of a paragraph they stand as deep as it does."""
    open_above: list[PlannedText] = []
    for block in blocks:
        if block.kind == HEADING:
            plan.sections.append(PlannedSection(_planned(block, block.depth)))
            open_above, base = [], 0
            continue
        depth = min(block.depth + base, DEEPEST)
        planned = _planned(block, depth)
        del open_above[max(0, depth - base) :]
        if open_above and open_above[-1].why:
            planned.why = open_above[-1].why
        there = plan.sections[-1].paragraphs if plan.sections else plan.lead
        (open_above[-1].parts if open_above else there).append(planned)
        open_above.append(planned)


def _planned(block: DraftBlock, depth: int) -> PlannedText:
    model, name = (Section, "heading") if block.kind == HEADING else (Paragraph, "text")
    try:
        return PlannedText(block.kind, depth, fit(model, name, block.text))
    except Refusal as refusal:
        return PlannedText(block.kind, depth, block.text, why=str(refusal))


def _number(plan: DraftPlan, chapters: list[OutlineSection]) -> None:
    """Give each planned text the number that it gets in the document as it will be."""
    code = official(get_language() or "en").code
    numbers, count = HeadingNumbers(), 0

    def heading(level: int, planned: PlannedText | None) -> None:
        number = numbers.following(level)
        if planned:
            planned.mark = section_mark(level, number, code)

    def paragraphs(some: Sequence[PlannedText]) -> None:
        nonlocal count
        for planned in some:
            count += 1
            planned.mark = paragraph_mark(count, code)
            _number_parts(planned.parts, 1, 0, code)

    def new_sections() -> None:
        for section in plan.sections:
            heading(section.heading.depth, section.heading)
            paragraphs(section.paragraphs)

    for chapter in chapters:
        is_into = plan.into is not None and chapter.row.pk == plan.into.pk
        heading(chapter.row.level, plan.heading if is_into else None)
        gone = {row.pk for row, __ in plan.removed}
        lead = plan.lead if is_into else []
        for node in (node for node in chapter.nodes if node.row.pk not in gone):
            if plan.fills and node.row.pk == plan.fills.pk and lead:
                paragraphs(lead)
                lead = []
                continue
            count += node.row.is_numbered
            if plan.after and any(each.row.pk == plan.after.pk for each in node.walk()):
                if node.row.pk == plan.after.pk:
                    paragraphs(lead)
                else:
                    _number_beside(node, plan, code)
                lead = []
            elif plan.fills and any(each.row.pk == plan.fills.pk for each in node.walk()):
                _number_beside(node, plan, code)
                lead = []
        paragraphs(lead)
        if plan.behind is not None and chapter.row.pk == plan.behind.pk:
            new_sections()
    if plan.into is None and plan.lead:
        heading(1, None)
        paragraphs(plan.lead)
    if plan.behind is None:
        new_sections()


def _number_beside(node: OutlineParagraph, plan: DraftPlan, code: str) -> None:
    """Number what is put among the parts of a paragraph, behind one of them or in its place."""
    row = plan.after or plan.fills
    for each in node.walk():
        for place, part in enumerate(each.parts, 1):
            if row and part.row.pk == row.pk:
                _number_parts(plan.lead, part.depth, place - (plan.fills is not None), code)


def _number_parts(parts: Sequence[PlannedText], depth: int, before: int, code: str) -> None:
    for place, part in enumerate(parts, before + 1):
        part.mark = part_mark(depth, place, code)
        _number_parts(part.parts, depth + 1, 0, code)
