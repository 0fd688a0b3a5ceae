"""The outline of a draft: sections and paragraphs in their order, with the numbers that follow from it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from conference.documents.emphasis import note_labels
from summary.models import LEVELS, Footnote, Paragraph, Section, Summary, TableCell
from summary.text.numbering import (
    cell_name,
    citation,
    paragraph_mark,
    part_mark,
    place_without_number,
    table_mark,
)
from translation.texts.registry import text_of


@dataclass
class OutlineParagraph:
    """A paragraph or a part of one. `path` are its numbers from the paragraph down: (5, 2) is 5 (b).

    One without a number has an empty path; `after` is the number of the last one before it, 0 without any. `notes` are
    the footnotes that the original has here first. `table` is the number of a table, `cells` are its cells.
    """

    row: Paragraph
    path: tuple[int, ...]
    parts: list["OutlineParagraph"] = field(default_factory=list)
    notes: list[Footnote] = field(default_factory=list)
    after: int = 0
    table: int = 0  # the number of a table
    cells: list[list[TableCell]] = field(default_factory=list)  # row by row

    @property
    def number(self) -> int:
        return self.path[-1]

    @property
    def depth(self) -> int:
        return max(len(self.path) - 1, 0)

    def mark(self, code: str) -> str:
        """Returns its number as a language prints it; "" for one without."""
        if not self.path:
            return table_mark(self.table, code) if self.table else ""
        return part_mark(self.depth, self.number, code) if self.depth else paragraph_mark(self.number, code)

    def citation(self, code: str) -> str:
        """Returns how it is cited: "5 (b)", "Table 1"; one without a number is told by the paragraph before it."""
        if self.table:
            return table_mark(self.table, code)
        return citation(self.path, code) if self.path else place_without_number(self.row.form, self.after, code)

    def named_cells(self) -> Iterator[tuple[str, TableCell]]:
        """Yields the cells of a table, row by row, each with its name ("B2")."""
        for row, cells in enumerate(self.cells, 1):
            yield from ((cell_name(row, column), cell) for column, cell in enumerate(cells, 1))

    def walk(self) -> Iterator["OutlineParagraph"]:
        """Yields this and all parts below it, in reading order."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass
class OutlineSection:
    """A section with its paragraphs. `number` counts the sections of its level within the one above."""

    row: Section
    number: int
    nodes: list[OutlineParagraph] = field(default_factory=list)

    def walk(self) -> Iterator["OutlineParagraph"]:
        for node in self.nodes:
            yield from node.walk()


class Outline(list[OutlineSection]):
    """The sections of a draft. Of the notes to the title (`to_title`) those are printed that have words.

    `unplaced` are the other footnotes that have no mark in the original, by their labels.
    """

    def __init__(self, summary: Summary, footnotes: list[Footnote]) -> None:
        super().__init__()
        self._original = summary.original_language
        self.to_title = [row for row in footnotes if row.is_to_title]
        self.title_notes = [row for row in self.to_title if text_of(row, "text", self._original)]
        self.unplaced = {row.number: row for row in footnotes if not row.is_to_title}
        self.unknown_marks: list[
            tuple[Paragraph | TableCell, int]
        ] = []  # the label of a mark that is that of no footnote
        self._placed: set[int] = set()

    def place_notes(self, node: OutlineParagraph) -> None:
        """Gives a paragraph, or a table with its cells, the footnotes that have their first mark there."""
        rows: list[Paragraph | TableCell] = [node.row, *(cell for __, cell in node.named_cells())]
        for row in rows:
            self._place_notes_of(node, row)

    def _place_notes_of(self, node: OutlineParagraph, row: Paragraph | TableCell) -> None:
        for label in note_labels(text_of(row, "text", self._original)):
            if label in self.unplaced:
                node.notes.append(self.unplaced.pop(label))
                self._placed.add(label)
            elif label not in self._placed:
                self.unknown_marks.append((row, label))


class HeadingNumbers:
    """Counts headings in the order of a document: those of each level within the one above."""

    def __init__(self) -> None:
        self._numbers = dict.fromkeys(LEVELS, 0)

    def following(self, level: int) -> int:
        """Return the number of the next heading, which is of this level."""
        self._numbers[level] += 1
        self._numbers |= {deeper: 0 for deeper in LEVELS if deeper > level}
        return self._numbers[level]


def outline_of(summary: Summary) -> Outline:
    """Returns the sections of a draft with their paragraphs, footnotes and tables, in three queries or four."""
    sections = list(Section.objects.in_document().filter(summary=summary).select_related("session", "theme"))
    children: dict[int | tuple[str, int], list[Paragraph]] = {}
    for row in Paragraph.objects.in_document().filter(section__summary=summary):
        children.setdefault(row.parent_id or ("section", row.section_id), []).append(row)
    tables = _tables(children)
    chapters = Outline(summary, list(Footnote.objects.filter(summary=summary)))
    count, table, numbers = 0, 0, HeadingNumbers()
    for section in sections:
        chapter = OutlineSection(section, numbers.following(section.level))
        for row in children.get(("section", section.pk), ()):
            row.section = section
            count += row.is_numbered
            path = (count,) if row.is_numbered else ()
            node = _node(row, path, children, after=count)
            if row.form == Paragraph.Form.TABLE:
                table += 1
                node.table, node.cells = table, _rows_of(node.row, tables)
            chapter.nodes.append(node)
        for node in chapter.walk():
            chapters.place_notes(node)
        chapters.append(chapter)
    return chapters


def _tables(children: dict[int | tuple[str, int], list[Paragraph]]) -> dict[int, list[TableCell]]:
    """Returns the cells of each table, row by row; without a query where there is no table."""
    keys = [row.pk for rows in children.values() for row in rows if row.form == Paragraph.Form.TABLE]
    found: dict[int, list[TableCell]] = {}
    for cell in TableCell.objects.in_document().filter(table__in=keys) if keys else ():
        found.setdefault(cell.table_id, []).append(cell)
    return found


def _rows_of(table: Paragraph, tables: dict[int, list[TableCell]]) -> list[list[TableCell]]:
    cells = tables.get(table.pk, [])
    for cell in cells:
        cell.table = table
    return [list(row) for __, row in groupby(cells, key=lambda cell: cell.row)]


def _node(
    row: Paragraph, path: tuple[int, ...], children: dict[int | tuple[str, int], list[Paragraph]], after: int = 0
) -> OutlineParagraph:
    node = OutlineParagraph(row, path, after=after)
    for number, part in enumerate(children.get(row.pk, ()), 1):
        part.section = row.section
        node.parts.append(_node(part, (*path, number), children))
    return node
