"""The text of a President's Summary as pages read it: sections, paragraphs and their parts, each with its address."""

from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from conference.documents.emphasis import note_labels
from summary.text.numbering import (
    anchor,
    cell_citation,
    citation,
    footnote_anchor,
    footnote_mark,
    paragraph_mark,
    part_mark,
    place_without_number,
    section_mark,
    table_mark,
    title_note_mark,
)

NUMBERED = "numbered"
COLUMNS_OF_A_PHONE = 3


@dataclass(frozen=True)
class TextCell:
    """A cell of a table; rows and columns are counted from 1."""

    key: str
    text: dict
    table: int
    row: int
    column: int

    def citation(self, code):
        return cell_citation(self.table, self.row, self.column, code)


@dataclass(frozen=True)
class TextParagraph:
    """A paragraph, or a part of one. `path` holds its numbers from the paragraph down: (5, 2) is 5 (b).

    One without a number has an empty path; `after` is the number of the last one before it, 0 without any. `table` is
    the number of a table, and `rows` are its cells; the first row is the head.
    """

    key: str
    path: tuple
    text: dict
    parts: tuple = ()
    form: str = NUMBERED
    after: int = 0
    table: int = 0
    rows: tuple = ()

    @property
    def number(self):
        return self.path[0] if self.path else None

    @property
    def is_quotation(self):
        return self.form == "quotation"

    @property
    def is_wide(self):
        """Whether a table has more columns than a phone shows side by side."""
        return len(self.head) > COLUMNS_OF_A_PHONE

    @property
    def head(self):
        return self.rows[0] if self.rows else ()

    @property
    def body(self):
        """The rows of a table below its head, each cell with the head of its column."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows[1:]]

    @property
    def depth(self):
        return max(len(self.path) - 1, 0)

    @property
    def anchor(self):
        return anchor(self.path) if self.path else self.key

    def mark(self, code):
        if not self.path:
            return table_mark(self.table, code) if self.table else ""
        return part_mark(self.depth, self.path[-1], code) if self.depth else paragraph_mark(self.number, code)

    def citation(self, code):
        if self.table:
            return table_mark(self.table, code)
        return citation(self.path, code) if self.path else place_without_number(self.form, self.after, code)

    def texts(self):
        """Its text, and those of the cells of a table: [{code: text}]."""
        return [self.text, *(cell.text for row in self.rows for cell in row)]

    def in_order(self):
        """The paragraph and below it its parts, as they are read."""
        return [self, *(row for part in self.parts for row in part.in_order())]


@dataclass(frozen=True)
class TextSection:
    """A heading and the paragraphs under it; it stands within the sections of higher levels before it."""

    key: str
    level: int
    number: int
    heading: dict
    paragraphs: tuple = ()
    above: tuple = ()  # (level, number) of each section that it stands within, the highest first

    @property
    def anchor(self):
        return self.key

    def mark(self, code):
        return section_mark(self.level, self.number, code)

    def citation(self, code):
        """How the section is cited: "II", "II.A", "II.A.1"; "ثانيا - ألف" in Arabic."""
        marks = [section_mark(level, number, code) for level, number in self.above]
        return (" - " if code == "ar" else ".").join(mark.rstrip(" .-") for mark in (*marks, self.mark(code)))


@dataclass(frozen=True)
class TextNote:
    """A footnote as one language numbers it, or a note to the title, which has asterisks and the label 0.

    `key` is the same in all languages; `place` is the anchor of what has its first mark.
    """

    key: str
    label: int
    number: int
    text: dict
    place: str = "document-title"

    @property
    def anchor(self):
        return footnote_anchor(self.label) if self.label else f"title-note-{self.number}"

    def mark(self, code):
        return footnote_mark(self.number, code) if self.label else title_note_mark(self.number, code)


@dataclass(frozen=True)
class Correction:
    """What a corrigendum corrects: a line of the masthead by its name, a heading, a paragraph, or a footnote."""

    name: str
    texts: dict
    section: TextSection | None = None
    paragraph: TextParagraph | None = None
    note: TextNote | None = None
    cell: TextCell | None = None

    @property
    def is_marked(self):
        """Whether the text has emphasis and marks of footnotes."""
        return bool(self.paragraph or self.note or self.cell)


class SummaryText:
    """The sections of one content. It never changes, so that many pages can share it."""

    def __init__(self, content):
        self.content = content
        self.sections = tuple(_sections(content["sections"]))
        notes = enumerate(content.get("title_notes", ()), 1)
        self.title_notes = tuple(TextNote(note["key"], 0, number, note["text"]) for number, note in notes)
        self._notes = {}  # by language

    @cached_property
    def paragraphs(self):
        """The numbered paragraphs, each with its section: {number: (section, paragraph)}."""
        return {
            paragraph.number: (section, paragraph)
            for section in self.sections
            for paragraph in section.paragraphs
            if paragraph.path
        }

    def rows(self):
        """Every paragraph and part in the order of the document, with a number or without."""
        for section in self.sections:
            for paragraph in section.paragraphs:
                yield from paragraph.in_order()

    def set_off_after(self, section, paragraph):
        """The quotations and tables that stand directly behind a paragraph of a section, and so belong to it."""
        behind = section.paragraphs[section.paragraphs.index(paragraph) + 1 :]
        return list(takewhile(lambda row: row.is_quotation or row.table, behind))

    def citation_of(self, key, code):
        """How the paragraph, the part or the cell with a key is cited; "" for other texts."""
        found = self._by_key.get(key)
        return found.citation(code) if isinstance(found, TextParagraph | TextCell) else ""

    @cached_property
    def outline(self):
        """The table of contents: [(section of level 1, [its sub-sections])]."""
        found = []
        for section in self.sections:
            if section.level == 1 or not found:
                found.append((section, []))
            else:
                found[-1][1].append(section)
        return found

    def notes(self, code):
        """The footnotes as a language numbers them, by the order of their marks there: {label: TextNote}."""
        if code not in self._notes:
            self._notes[code] = self._numbered(code)
        return self._notes[code]

    def _numbered(self, code):
        known = {note["label"]: note for note in self.content.get("notes", ())}
        if not known:
            return {}
        original, found = self.content["original_language"], {}
        for row in self.rows():
            for label in _labels_in(row, code, original):
                if label in known and label not in found:
                    note = known[label]
                    found[label] = TextNote(note["key"], label, len(found) + 1, note["text"], row.anchor)
        return found

    def notes_in(self, paragraph, code, *set_off):
        """The footnotes that have a mark in a paragraph, its parts or what is set off, in the order of a language."""
        original = self.content["original_language"]
        rows = (*paragraph.in_order(), *set_off)
        labels = {label for row in rows for label in _labels_in(row, code, original)}
        return [note for label, note in self.notes(code).items() if label in labels]

    def corrections(self, code):
        """What is corrected in a language, in the order of the document."""
        rows = self.content["corrections"]
        return [self._correction(row["key"], code) for row in rows if code in row["languages"]]

    def _correction(self, key, code):
        found = self._by_key.get(key) or self._note(key, code)
        if isinstance(found, TextSection):
            return Correction(key, found.heading, section=found)
        if isinstance(found, TextNote):
            return Correction(key, found.text, note=found)
        if isinstance(found, TextCell):
            return Correction(key, found.text, cell=found)
        if found:
            return Correction(key, found.text, paragraph=found)
        return Correction(key, self.content[key])

    def _note(self, key, code):
        return next((note for note in (*self.title_notes, *self.notes(code).values()) if note.key == key), None)

    @cached_property
    def _by_key(self):
        found = {section.key: section for section in self.sections} | {row.key: row for row in self.rows()}
        return found | {cell.key: cell for table in self.rows() for row in table.rows for cell in row}


def _sections(contents):
    above, after = (), 0
    for content in contents:
        above = tuple(place for place in above if place[0] < content["level"])
        facts = (content["key"], content["level"], content["number"], content["heading"])
        paragraphs = []
        for paragraph in content["paragraphs"]:
            after = paragraph.get("number", after)
            paragraphs.append(_paragraph(paragraph, (), after))
        yield TextSection(*facts, tuple(paragraphs), above=above)
        above = (*above, (content["level"], content["number"]))


def _paragraph(content, above, after=0):
    path = (*above, content["number"]) if "number" in content else ()
    parts = tuple(_paragraph(part, path) for part in content["parts"])
    table = content.get("table", 0)
    rows = tuple(
        tuple(TextCell(cell["key"], cell["text"], table, row, column) for column, cell in enumerate(cells, 1))
        for row, cells in enumerate(content.get("rows", ()), 1)
    )
    form = content.get("form", NUMBERED)
    return TextParagraph(content["key"], path, content["text"], parts, form, after, table, rows)


def _labels_in(row, code, original):
    return [label for texts in row.texts() for label in note_labels(texts[code] or texts[original])]
