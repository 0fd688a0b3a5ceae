"""The text of a President's Summary as pages read it: sections, paragraphs and their parts, each with its address."""

from dataclasses import dataclass
from functools import cached_property

from conference.documents.emphasis import note_labels
from summary.text.numbering import (
    anchor,
    citation,
    footnote_anchor,
    footnote_mark,
    paragraph_mark,
    part_mark,
    section_mark,
    title_note_mark,
)


@dataclass(frozen=True)
class TextParagraph:
    """A paragraph, or a part of one. `path` holds its numbers from the paragraph down: (5, 2) is 5 (b)."""

    key: str
    path: tuple
    text: dict
    parts: tuple = ()

    @property
    def number(self):
        return self.path[0]

    @property
    def depth(self):
        return len(self.path) - 1

    @property
    def anchor(self):
        return anchor(self.path)

    def mark(self, code):
        return part_mark(self.depth, self.path[-1], code) if self.depth else paragraph_mark(self.number, code)

    def citation(self, code):
        return citation(self.path, code)

    def in_order(self):
        """The paragraph and below it its parts, as they are read."""
        return [self, *(row for part in self.parts for row in part.in_order())]


@dataclass(frozen=True)
class TextSection:
    """A heading and the paragraphs under it; at level 2 it stands within the section of level 1 before it."""

    key: str
    level: int
    number: int
    heading: dict
    paragraphs: tuple = ()
    above: int | None = None  # the number of the section of level 1 that it stands within

    @property
    def anchor(self):
        return self.key

    def mark(self, code):
        return section_mark(self.level, self.number, code)

    def citation(self, code):
        """How the section is cited: "II", "II.A"; "ثانيا - ألف" in Arabic."""
        marks = [section_mark(1, self.above, code)] if self.above else []
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
        return {paragraph.number: (section, paragraph) for section in self.sections for paragraph in section.paragraphs}

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
        for __, paragraph in self.paragraphs.values():
            for row in paragraph.in_order():
                for label in note_labels(row.text[code] or row.text[original]):
                    if label in known and label not in found:
                        note = known[label]
                        found[label] = TextNote(note["key"], label, len(found) + 1, note["text"], row.anchor)
        return found

    def notes_in(self, paragraph, code):
        """The footnotes that have a mark in a paragraph or its parts, in the order of a language."""
        original = self.content["original_language"]
        texts = [row.text[code] or row.text[original] for row in paragraph.in_order()]
        labels = dict.fromkeys(label for text in texts for label in note_labels(text))
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
        if found:
            return Correction(key, found.text, paragraph=found)
        return Correction(key, self.content[key])

    def _note(self, key, code):
        return next((note for note in (*self.title_notes, *self.notes(code).values()) if note.key == key), None)

    @cached_property
    def _by_key(self):
        found = {section.key: section for section in self.sections}
        for _section_of, paragraph in self.paragraphs.values():
            found |= {row.key: row for row in paragraph.in_order()}
        return found


def _sections(contents):
    above = None
    for content in contents:
        if content["level"] == 1:
            above = content["number"]
        facts = (content["key"], content["level"], content["number"], content["heading"])
        paragraphs = tuple(_paragraph(paragraph, ()) for paragraph in content["paragraphs"])
        yield TextSection(*facts, paragraphs, above=above if content["level"] > 1 else None)


def _paragraph(content, above):
    path = (*above, content["number"])
    return TextParagraph(
        content["key"], path, content["text"], tuple(_paragraph(part, path) for part in content["parts"])
    )
