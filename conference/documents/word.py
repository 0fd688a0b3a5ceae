"""A paper as a Word document: real styles, so that an office can go on working with it, and numbers that are text.

`word_styles.py` says how it looks, `word_file.py` makes the file, `word_text.py` sets the texts in their directions.
"""

import re
from itertools import groupby

from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from conference.documents.document import BULLET, Entry, Heading, Note, Paragraph
from conference.documents.emphasis import Run, runs
from conference.documents.word_file import blank, bytes_of
from conference.documents.word_styles import COLUMN_MM, TEXT_WIDTH_MM, style_id
from conference.documents.word_text import add_field, add_text, set_direction

DETAILS_MM, TIME_MM = 48, 40
# Of a paragraph, its parts and the parts of these: with a number, which hangs, and without one.
STYLES = (
    ("Numbered paragraph", "Body paragraph"),
    ("Sub-paragraph", "Indented paragraph"),
    ("Sub-paragraph 2", "Indented paragraph"),
)
LTR_MARK = "\u200e"  # keeps "2/4" in this order between Arabic words


def word_of(paper):
    """The bytes of a paper as a Word document (.docx)."""
    document = blank(paper)
    _Writer(document, paper).write()
    return bytes_of(document)


class _Writer:
    """Puts a paper into a document, from the masthead to the foot."""

    def __init__(self, document, paper):
        self.document = document
        self.paper = paper
        self.bookmarks = 0

    def write(self):
        if self.paper.masthead:
            self._masthead(self.paper.masthead)
        self._line(self.document, "Title", self.paper.title)
        self._line(self.document, "Subtitle", self.paper.subtitle)
        for note in self.paper.notes:
            self._line(self.document, "Note", note.text)
        for kind, blocks in groupby(self.paper.blocks, key=type):
            self._blocks(kind, list(blocks))
        self._frame()

    def _blocks(self, kind, blocks):
        if kind is Entry and any(isinstance(block, Entry) and block.when for block in self.paper.blocks):
            self._timetable(blocks)
            return
        add = {Heading: self._heading, Paragraph: self._paragraph, Entry: self._listed, Note: self._note}[kind]
        for block in blocks:
            add(block)

    def _line(self, place, style, text, language=None):
        if text:
            self._runs(place, style, [Run(text)], language)

    def _runs(self, place, style, parts, language=None, mark="", key=""):
        """A paragraph: its mark and a tab, then its words, with a bookmark round all where it has a key."""
        language = language or self.paper.language
        paragraph = place.add_paragraph()
        paragraph._p.style = style_id(style)  # by its name python-docx would search all styles for it each time
        set_direction(paragraph, language)
        if key:
            self._bookmark(paragraph, "w:bookmarkStart", name=_bookmark_name(key))
        if style.startswith("Heading") and not mark:
            paragraph.paragraph_format.first_line_indent = 0  # nothing hangs beside the column of the text
        if mark:
            add_text(paragraph, Run(mark), self.paper.language)
            paragraph.add_run("\t")
        for part in parts:
            add_text(paragraph, part, language)
        if key:
            self._bookmark(paragraph, "w:bookmarkEnd")
            self.bookmarks += 1

    def _bookmark(self, paragraph, kind, name=None):
        element = OxmlElement(kind, {qn("w:id"): str(self.bookmarks)} | ({qn("w:name"): name} if name else {}))
        paragraph._p.append(element)

    def _masthead(self, head):
        """Two rows, as documents of the Organization have them: who and which symbol, which organ and the details."""
        (who, symbol), (organ, details) = self._table("Masthead", TEXT_WIDTH_MM - DETAILS_MM, DETAILS_MM, rows=2)
        self._line(who, "Masthead organization", head.organization)
        self._line(symbol, "Masthead symbol", head.symbol)
        self._line(organ, "Masthead organ", head.organ)
        for detail in (head.distribution, head.date, head.original):
            self._line(details, "Masthead details", detail)
        _close_cells(who, symbol, organ, details)
        for number, line in enumerate(head.below):
            self._line(self.document, "Masthead line" if number else "Masthead session", line)

    def _heading(self, block):
        style = f"Heading {min(max(block.level, 1), 2)}"
        self._runs(self.document, style, [Run(block.text)], block.language, block.mark, block.key)

    def _paragraph(self, block):
        numbered, unnumbered = STYLES[min(block.depth, 2)]
        style = numbered if block.mark else unnumbered
        self._runs(self.document, style, runs(block.text), block.language, block.mark, block.key)

    def _note(self, block):
        self._line(self.document, "Note", block.text)

    def _listed(self, block):
        self._line(self.document, "Listed title", block.title, block.language)
        for line in block.lines:
            self._line(self.document, "Listed line", line, block.language)

    def _timetable(self, entries):
        """Entries with their times in a column; a row may break over pages."""
        rows = self._table("Entries", TIME_MM, TEXT_WIDTH_MM - TIME_MM - COLUMN_MM, rows=len(entries))
        for (when, what), block in zip(rows, entries, strict=True):
            self._line(when, "Entry time", block.when)
            self._line(what, "Entry title", block.title, block.language)
            for line in block.lines:
                style = "Entry item" if line.startswith(BULLET) else "Entry line"
                self._line(what, style, line, block.language)
            _close_cells(when, what)

    def _table(self, style, *widths, rows):
        """The cells of a new table, row by row, without the empty paragraph that each begins with."""
        table = self.document.add_table(rows, len(widths))
        table.style = style
        table.autofit = False
        if self.paper.language.direction == "rtl":
            table.table_direction = WD_TABLE_DIRECTION.RTL
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        cells = [list(row.cells) for row in table.rows]
        for row in cells:
            for cell, width in zip(row, widths, strict=True):
                cell.width = Mm(width)
                cell._tc.remove(cell._tc.p_lst[0])
        return cells

    def _frame(self):
        """The symbol above every page but the first; below every page what it belongs to and its number."""
        section, head = self.document.sections[0], self.paper.masthead
        above = section.header.paragraphs[0]
        section.first_page_header.paragraphs[0].style = "Normal"  # and so without the rule of the other pages
        self._fill(above, (head and head.symbol) or self.paper.identifier)
        for footer in (section.footer, section.first_page_footer):
            below = footer.paragraphs[0]
            self._fill(below, self.paper.identifier)
            below.add_run("\t" + LTR_MARK)
            add_field(below, "PAGE")
            below.add_run(f"{LTR_MARK}/{LTR_MARK}")
            add_field(below, "NUMPAGES")
            below.add_run(LTR_MARK)

    def _fill(self, paragraph, text):
        set_direction(paragraph, self.paper.language)
        add_text(paragraph, Run(text), self.paper.language)


def _close_cells(*cells):
    for cell in cells:
        if not cell.paragraphs:  # a cell without any is an error to Word
            cell.add_paragraph()._p.style = style_id("Entry line")


def _bookmark_name(key):
    """Word's bookmarks begin with a letter, have no hyphens and at most 40 characters."""
    name = re.sub(r"\W", "_", key)
    return (name if name[0].isalpha() else f"b_{name}")[:40]
