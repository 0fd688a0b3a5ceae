"""A document as Word file: with real styles, so that an office can edit it, and with numbers that are text.

`word_styles.py` defines the styles, `word_file.py` makes the file, `word_text.py` writes texts in their
directions, `word_notes.py` footnotes, `word_contents.py` the page of contents.
"""

from io import BytesIO
from itertools import groupby

from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from conference.documents.document import EntryBlock, HeadingBlock, LetterBlock, NoteBlock, ParagraphBlock, TableBlock
from conference.documents.emphasis import Run, runs
from conference.documents.word_contents import write_contents
from conference.documents.word_file import blank, bytes_of
from conference.documents.word_notes import WordFootnotes
from conference.documents.word_styles import COLUMN_MM, TEXT_WIDTH_MM, style_id
from conference.documents.word_text import add_field, add_text, bookmark_name, set_direction
from conference.house import current_house, emblem_of

DETAILS_MM, TIME_MM, SENDER_MM, EMBLEM_MM = 48, 40, 65, 14
# By the depth of a paragraph: the style with a number, which hangs, and the one without.
STYLES = (
    ("Numbered paragraph", "Body paragraph"),
    ("Sub-paragraph", "Indented paragraph"),
    ("Sub-paragraph 2", "Indented paragraph"),
)
MOST_OF_A_PAGE = 2500  # characters
LTR_MARK = "\u200e"  # keeps "2/4" in this order between Arabic words


def word_of(document):
    """The bytes of a document as a Word document (.docx)."""
    docx = blank(document)
    _WordWriter(docx, document).write()
    return bytes_of(docx)


class _WordWriter:
    """Writes a document into a Word file, from the masthead to the footer."""

    def __init__(self, docx, document):
        self.docx = docx
        self.document = document
        self.bookmarks = 0
        self.footnotes = WordFootnotes(docx, document.language)

    def write(self):
        if self.document.is_programme:
            self._programme_head(self.document.masthead)
        elif self.document.masthead:
            self._masthead(self.document.masthead)
        if self.document.letterhead:
            self._letterhead(self.document.letterhead)
        if not self.document.is_programme:
            self._title()
            self._line(self.docx, "Subtitle", self.document.subtitle)
        for note in self.document.notes:
            self._line(self.docx, "Note", note.text)
        write_contents(self.docx, self.document)
        for kind, blocks in groupby(self.document.blocks_in_order(), key=type):
            self._blocks(kind, list(blocks))
        self._frame()

    def _title(self):
        style = "Letter subject" if self.document.letterhead else "Title"
        if self.document.title:
            title = self._runs(self.docx, style, [Run(self.document.title)])
            self.footnotes.add_marks(title, self.document.title_notes)

    def _blocks(self, kind, blocks):
        if kind is EntryBlock and any(isinstance(block, EntryBlock) and block.when for block in self.document.blocks):
            self._timetable(blocks)
            return
        add = {
            HeadingBlock: self._heading,
            ParagraphBlock: self._paragraph,
            TableBlock: self._tabular,
            EntryBlock: self._listed,
            NoteBlock: self._note,
            LetterBlock: self._letter_part,
        }[kind]
        for block in blocks:
            add(block)

    def _line(self, place, style, text, language=None):
        if text:
            self._runs(place, style, [Run(text)], language)

    def _runs(self, place, style, parts, language=None, mark="", key="", notes=None):
        """Add a paragraph: its mark and a tab, then its text, within a bookmark if it has a key."""
        notes = notes or {}
        language = language or self.document.language
        paragraph = place.add_paragraph()
        paragraph._p.style = style_id(style)  # given a name, python-docx would search all styles each time
        set_direction(paragraph, language)
        if key:
            self._bookmark(paragraph, "w:bookmarkStart", name=bookmark_name(key))
        if style.startswith("Heading") and not mark:
            paragraph.paragraph_format.first_line_indent = 0  # without a mark nothing hangs beside the text column
        if mark:
            add_text(paragraph, Run(mark), self.document.language)
            paragraph.add_run("\t")
        for is_marks, group in groupby(parts, key=lambda part: part.note in notes):
            if is_marks:
                self.footnotes.add_marks(paragraph, [notes[part.note] for part in group])
                continue
            for part in group:
                add_text(paragraph, part, language)
        if key:
            self._bookmark(paragraph, "w:bookmarkEnd")
            self.bookmarks += 1
        return paragraph

    def _bookmark(self, paragraph, kind, name=None):
        element = OxmlElement(kind, {qn("w:id"): str(self.bookmarks)} | ({qn("w:name"): name} if name else {}))
        paragraph._p.append(element)

    def _masthead(self, head):
        """Add the masthead in two rows: organization and symbol, then organ and details."""
        (who, symbol), (organ, details) = self._table("Masthead", TEXT_WIDTH_MM - DETAILS_MM, DETAILS_MM, rows=2)
        self._emblem(who)
        self._line(who, "Masthead organization", head.organization)
        self._line(symbol, "Masthead symbol", head.symbol)
        self._line(organ, "Masthead organ", head.organ)
        for detail in head.facts:
            self._line(details, "Masthead details", detail, head.facts_language)
        _close_cells(who, symbol, organ, details)
        for number, line in enumerate(head.below):
            self._line(self.docx, "Masthead line" if number else "Masthead session", line)

    def _programme_head(self, head):
        """Add the head of a programme: organization, organ and revision above a rule, the title in the middle."""
        ((who, revision),) = self._table("Letterhead", TEXT_WIDTH_MM - SENDER_MM, SENDER_MM, rows=1)
        self._emblem(who)
        self._line(who, "Letterhead organization", head.organization)
        self._line(who, "Letterhead line", head.organ)
        self._line(revision, "Letterhead sender", head.date)
        _close_cells(who, revision)
        self._line(self.docx, "Programme name", self.document.subtitle)
        self._line(self.docx, "Programme title", self.document.title)
        for line in head.below:
            self._line(self.docx, "Programme occasion", line)

    def _emblem(self, place):
        """Add the emblem of the house, where one is set, above its name."""
        if emblem := emblem_of(current_house()):
            paragraph = place.add_paragraph()
            paragraph._p.style = style_id("Letterhead line")
            set_direction(paragraph, self.document.language)
            picture = paragraph.add_run().add_picture(BytesIO(emblem), width=Mm(EMBLEM_MM))
            picture._inline.docPr.set("descr", current_house().name(self.document.language.code))

    def _heading(self, block):
        style = f"Heading {min(max(block.level, 1), 3)}"
        self._runs(self.docx, style, [Run(block.text)], block.language, block.mark, block.key)

    def _paragraph(self, block):
        numbered, unnumbered = STYLES[min(block.depth, 2)]
        style = "Block quotation" if block.is_quotation else numbered if block.mark else unnumbered
        parts = runs(block.text)
        added = self._runs(self.docx, style, parts, block.language, block.mark, block.key, block.notes)
        if block.introduces:
            added.paragraph_format.keep_with_next = True

    def _tabular(self, block):
        """Add a table with its title; the first row is repeated on each page, and no row is broken over pages."""
        self._runs(self.docx, "Table number", [Run(block.mark)], key=block.key)
        self._runs(self.docx, "Table title", runs(block.title), block.language, notes=block.notes)
        shares, room = block.widths(), TEXT_WIDTH_MM - 2 * COLUMN_MM
        widths = [room * share / sum(shares) for share in shares]
        rows = self._table("Table of the text", *widths, rows=len(block.rows))
        for place, (cells, texts) in enumerate(zip(rows, block.rows, strict=True)):
            for cell, text in zip(cells, texts, strict=True):
                style = "Table text" if place else "Table head"
                self._runs(cell, style, runs(text.text), text.language, notes=block.notes)
            properties = cells[0]._tc.getparent().get_or_add_trPr()
            for name in ("w:cantSplit", "w:tblHeader")[: 1 if place else 2]:
                properties.append(OxmlElement(name))
        self.docx.add_paragraph()._p.style = style_id("Table text")  # Word joins tables that touch

    def _note(self, block):
        self._line(self.docx, "Note", block.text)

    def _letterhead(self, head):
        """Add the letterhead in a table with a rule below it, then the recipient beside date and reference."""
        ((who, sender),) = self._table("Letterhead", TEXT_WIDTH_MM - SENDER_MM, SENDER_MM, rows=1)
        self._emblem(who)
        self._line(who, "Letterhead organization", head.organization)
        for line in (head.organ, head.dialogue):
            self._line(who, "Letterhead line", line)
        for line in head.sender:
            self._line(sender, "Letterhead sender", line)
        _close_cells(who, sender)
        self.docx.add_paragraph()._p.style = style_id("Letter line")  # Word joins tables that touch
        ((recipient, details),) = self._table("Entries", TEXT_WIDTH_MM - SENDER_MM, SENDER_MM, rows=1)
        for place, lines, style in (
            (recipient, head.recipient, "Letter line"),
            (details, head.details, "Letter details"),
        ):
            for line in lines:
                self._line(place, style, line)
        _close_cells(recipient, details)

    def _letter_part(self, block):
        style = "Letter signature" if block.is_signature else "Letter line"
        for line in block.lines[:-1]:
            self._line(self.docx, style, line)
            style = "Letter line"
        self._line(self.docx, "Letter paragraph" if style == "Letter line" else style, block.lines[-1])

    def _listed(self, block):
        self._line(self.docx, "Listed title", block.title, block.language)
        for line in block.lines:
            self._line(self.docx, "Listed line", line, block.language)

    def _timetable(self, entries):
        """Add entries as a table with their times in a column; only a very long row may break over pages."""
        style = "Timetable" if self.document.is_programme else "Entries"
        rows = self._table(style, TIME_MM, TEXT_WIDTH_MM - TIME_MM - COLUMN_MM, rows=len(entries))
        for (when, what), block in zip(rows, entries, strict=True):
            self._line(when, "Entry time", block.when)
            self._line(what, "Entry kind", block.kind)
            self._line(what, "Entry title", block.title, block.language)
            for line in block.lines:
                self._line(what, "Entry line", line, block.language)
            for each in block.lists:
                self._line(what, "Entry label", each.label)
                self._items(what, each)
            _close_cells(when, what)
            if sum(len(text) for text in what._tc.itertext()) < MOST_OF_A_PAGE:
                what._tc.getparent().get_or_add_trPr().append(OxmlElement("w:cantSplit"))

    def _items(self, place, each):
        style = "Entry item" if each.is_numbered else "Entry person"
        for mark, item in each.marked_items():
            parts = [Run(item.before), Run(item.lead, bold=True), Run(item.text)]
            self._runs(place, style, [part for part in parts if part.text], item.language, mark)

    def _table(self, style, *widths, rows):
        """Add a table; return its cells, row by row, without the empty paragraph with which each begins."""
        table = self.docx.add_table(rows, len(widths))
        table.style = style
        table.autofit = False
        if self.document.language.direction == "rtl":
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
        """Fill the headers, on all pages but the first, and the footers: what stands above is not said below again."""
        section, head = self.docx.sections[0], self.document.masthead
        above = (head and head.symbol) or self.document.identifier
        section.first_page_header.paragraphs[0].style = "Normal"  # so that it has no rule
        self._fill(section.header.paragraphs[0], above)
        for footer in (section.footer, section.first_page_footer):
            below = footer.paragraphs[0]
            self._fill(below, "" if self.document.identifier == above else self.document.identifier)
            below.add_run("\t" + LTR_MARK)
            add_field(below, "PAGE")
            below.add_run(f"{LTR_MARK}/{LTR_MARK}")
            add_field(below, "NUMPAGES")
            below.add_run(LTR_MARK)

    def _fill(self, paragraph, text):
        set_direction(paragraph, self.document.language)
        add_text(paragraph, Run(text), self.document.language)


def _close_cells(*cells):
    for cell in cells:
        if not cell.paragraphs:  # to Word a cell without a paragraph is an error
            cell.add_paragraph()._p.style = style_id("Entry line")
