"""The outline of a draft: sections and paragraphs in their order, with the numbers that follow from it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from summary.models import Paragraph, Section, Summary


@dataclass
class OutlineParagraph:
    """A paragraph or a part of one. `path` are its numbers from the paragraph down: (5, 2) is 5 (b)."""

    row: Paragraph
    path: tuple[int, ...]
    parts: list["OutlineParagraph"] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.path[-1]

    @property
    def depth(self) -> int:
        return len(self.path) - 1

    def walk(self) -> Iterator["OutlineParagraph"]:
        """Yields this and all parts below it, in reading order."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass
class OutlineSection:
    """A section with its paragraphs. `number` counts the sections of its level, within the one above at level 2."""

    row: Section
    number: int
    nodes: list[OutlineParagraph] = field(default_factory=list)

    def walk(self) -> Iterator["OutlineParagraph"]:
        for node in self.nodes:
            yield from node.walk()


def outline_of(summary: Summary) -> list[OutlineSection]:
    """Returns the sections of a draft with their paragraphs, in two queries."""
    sections = list(Section.objects.in_document().filter(summary=summary).select_related("session", "theme"))
    children: dict[int | tuple[str, int], list[Paragraph]] = {}
    for row in Paragraph.objects.in_document().filter(section__summary=summary):
        children.setdefault(row.parent_id or ("section", row.section_id), []).append(row)
    chapters: list[OutlineSection] = []
    count, numbers = 0, {1: 0, 2: 0}
    for section in sections:
        numbers[section.level] += 1
        if section.level == 1:
            numbers[2] = 0
        chapter = OutlineSection(section, numbers[section.level])
        for row in children.get(("section", section.pk), ()):
            row.section = section
            count += 1
            chapter.nodes.append(_node(row, (count,), children))
        chapters.append(chapter)
    return chapters


def _node(
    row: Paragraph, path: tuple[int, ...], children: dict[int | tuple[str, int], list[Paragraph]]
) -> OutlineParagraph:
    node = OutlineParagraph(row, path)
    for number, part in enumerate(children.get(row.pk, ()), 1):
        part.section = row.section
        node.parts.append(_node(part, (*path, number), children))
    return node
