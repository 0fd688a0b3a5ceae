"""The page of contents of a Word file: a table of contents of Word's own, filled already with links to the headings.

Only Word knows on which of its pages a heading stands. So the numbers of pages are left to it: the table is marked as
one to be brought up to date, and Word asks for that when the file is opened. What is read without it is never wrong.
"""

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from conference.documents.emphasis import Run
from conference.documents.word_styles import style_id
from conference.documents.word_text import add_text, bookmark_name, set_direction

_INSTRUCTION = ' TOC \\o "1-3" \\h \\z '  # the three levels of headings, as links


def write_contents(docx, document):
    """Add the page of contents to a Word file, if the document has one; the text begins on the next page."""
    headings = document.contents()
    if not headings:
        return
    with override(document.language.code):
        add_text(_paragraph(docx, "TOC heading", document.language), Run(_("Contents")), document.language)
    for place, block in enumerate(headings):
        language = block.language or document.language
        paragraph = _paragraph(docx, f"toc {min(block.level, 3)}", language)
        if not place:
            _begin(paragraph)
        _entry(paragraph, block, document.language, language)
    last = _paragraph(docx, "Body paragraph", document.language)
    _mark(last, "end")
    last.add_run().add_break(WD_BREAK.PAGE)


def _paragraph(docx, style, language):
    paragraph = docx.add_paragraph()
    paragraph._p.style = style_id(style)
    set_direction(paragraph, language)
    return paragraph


def _begin(paragraph):
    _mark(paragraph, "begin", dirty="true")
    instruction = OxmlElement("w:instrText", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    instruction.text = _INSTRUCTION
    paragraph.add_run()._r.append(instruction)
    _mark(paragraph, "separate")


def _mark(paragraph, kind, **more):
    attributes = {"fldCharType": kind, **more}
    mark = OxmlElement("w:fldChar", {qn(f"w:{name}"): value for name, value in attributes.items()})
    paragraph.add_run()._r.append(mark)


def _entry(paragraph, block, marks, language):
    """The mark of a heading and its words, a link to it."""
    before = len(paragraph._p)
    if block.mark:
        add_text(paragraph, Run(block.mark), marks)
        paragraph.add_run("\t")
    add_text(paragraph, Run(block.text), language)
    link = OxmlElement("w:hyperlink", {qn("w:anchor"): bookmark_name(block.key), qn("w:history"): "1"})
    for run in paragraph._p[before:]:
        link.append(run)
    paragraph._p.append(link)
