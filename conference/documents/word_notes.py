"""Footnotes of a Word file, in a part of their own (footnotes.xml), which python-docx keeps but does not write.

A note whose printed number is the one that Word counts is left to Word, so that an office can add others before it. Any
other has its mark as text: asterisks, brackets, and in a corrigendum the number that the note has in the document.
"""

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from conference.documents.document import between_marks
from conference.documents.emphasis import Run, runs
from conference.documents.word_styles import W, style_id
from conference.documents.word_text import add_text, set_direction

_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))
_REFERENCE = style_id("footnote reference")


class WordFootnotes:
    """The footnotes of a file that is being written."""

    def __init__(self, docx, language):
        self.docx, self.language = docx, language
        self.ids = {}
        self.counted = 0
        self.part = None

    def add_marks(self, paragraph, notes):
        """Adds the marks of footnotes that stand in one place; a note that is in the file already is referred to."""
        for place, note in enumerate(notes):
            if place and between_marks(note.mark):
                self._superscript(paragraph, between_marks(note.mark))
            if note.key in self.ids:
                self._superscript(paragraph, note.mark)
            else:
                self._add(paragraph, note)

    def _add(self, paragraph, note):
        number = self.ids[note.key] = len(self.ids) + 1
        is_counted = note.mark.strip("()") == str(self.counted + 1)
        self.counted += is_counted
        opening, closing = ("(", ")") if note.mark.startswith("(") else ("", "")
        attributes = {qn("w:id"): str(number)} | ({} if is_counted else {qn("w:customMarkFollows"): "1"})
        reference = OxmlElement("w:footnoteReference", attributes)
        own = "" if is_counted else note.mark.strip("()")
        self._mark(paragraph, opening, reference, own, closing)
        self._write(note, number, (opening, OxmlElement("w:footnoteRef") if is_counted else None, own, closing))

    def _mark(self, paragraph, opening, element, own, closing):
        """The mark in one run, or in three where it is in brackets: Word counts the number alone."""
        if opening:
            self._superscript(paragraph, opening)
        run = self._superscript(paragraph, "")
        if element is not None:
            run.append(element)
        if own:
            text = OxmlElement("w:t")
            text.text = own
            run.append(text)
        if closing:
            self._superscript(paragraph, closing)

    def _superscript(self, paragraph, text):
        run = paragraph.add_run(text)._r
        properties = run.get_or_add_rPr()
        properties.append(OxmlElement("w:rStyle", {qn("w:val"): _REFERENCE}))
        if self.language.direction == "rtl":
            properties.append(OxmlElement("w:rtl"))
        return run

    def _write(self, note, number, mark):
        footnote = OxmlElement("w:footnote", {qn("w:id"): str(number)})
        element = OxmlElement("w:p")
        footnote.append(element)
        paragraph, language = Paragraph(element, self.docx), note.language or self.language
        element.style = style_id("footnote text")
        set_direction(paragraph, language)
        self._mark(paragraph, *mark)
        add_text(paragraph, Run(" "), language)
        for run in runs(note.text):
            add_text(paragraph, run, language, self._part())
        self._part().element.append(footnote)

    def _part(self):
        """The part, which a file has where it has a note; its settings name the two lines above the notes."""
        if self.part is None:
            lines = "".join(
                f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
                for kind, number in _SEPARATORS
            )
            element = parse_xml(f'<w:footnotes xmlns:w="{W}">{lines}</w:footnotes>')
            document = self.docx.part
            name = PackURI("/word/footnotes.xml")
            self.part = XmlPart(name, CONTENT_TYPE.WML_FOOTNOTES, element, document.package)
            document.relate_to(self.part, RELATIONSHIP_TYPE.FOOTNOTES)
            properties = OxmlElement("w:footnotePr")
            for _kind, number in _SEPARATORS:
                properties.append(OxmlElement("w:footnote", {qn("w:id"): str(number)}))
            self.docx.settings.element.insert(0, properties)
        return self.part
