"""Texts in a Word file: their language for the spelling checker, their direction, their emphasis.

Word needs font, weight and language of a run twice: once for Latin letters, and again (`w:cs`, `w:bCs`, `w:bidi`) for
letters that are read from right to left.
"""

import re

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from conference.documents.characters import bidi_runs, fit
from conference.documents.word_styles import ARABIC, CHINESE, PROOFING

UPRIGHT = ("ar", "zh-hans")  # these scripts have no italics, so emphasis is bold


def set_direction(paragraph, language):
    """Set the direction of a paragraph to that of its language, whatever its style says."""
    bidi = OxmlElement("w:bidi", None if language.direction == "rtl" else {qn("w:val"): "0"})
    properties = paragraph._p.get_or_add_pPr()
    properties.append(bidi)


def add_text(paragraph, part, language, relations=None):
    """Add a part of a text (`emphasis.Run`) to a paragraph, as one run of Word for each direction in it.

    A link is a relation of the part of the file that the paragraph is in: `relations`, where it is not the document.
    """
    link = None
    if part.link:
        number = (relations or paragraph.part).relate_to(part.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink", {qn("r:id"): number})
    for text, rtl in bidi_runs(fit(part.text), language.direction):
        run = paragraph.add_run(text)._r
        properties = run.get_or_add_rPr()
        if link is not None:
            properties.append(_element("w:rStyle", val="Hyperlink"))
            link.append(run)
        for element in _properties(part, language, rtl):
            properties.append(element)
    if link is not None:
        paragraph._p.append(link)


def add_field(paragraph, instruction):
    """Add a field that Word computes, such as the page number."""
    field = OxmlElement("w:fldSimple", {qn("w:instr"): instruction})
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def bookmark_name(key):
    """A key as Word allows it for a bookmark: it begins with a letter, without hyphens, in at most 40 characters."""
    name = re.sub(r"\W", "_", key)
    return (name if name[0].isalpha() else f"b_{name}")[:40]


def _properties(part, language, rtl):
    """The properties of a run, in the order that the schema of WordprocessingML requires."""
    upright = language.code in UPRIGHT
    if rtl:
        yield _element("w:rFonts", cs=ARABIC)
    elif language.code == "zh-hans":
        yield _element("w:rFonts", hint="eastAsia", eastAsia=CHINESE)  # the hint also turns quotation marks Chinese
    if part.bold or (part.italic and upright):
        yield _element("w:b")
        yield _element("w:bCs")
    elif part.italic:
        yield _element("w:i")
        yield _element("w:iCs")
    if rtl:
        yield _element("w:rtl")
        yield _element("w:lang", bidi=PROOFING["ar"])
    elif language.code == "zh-hans":
        yield _element("w:lang", val=PROOFING["en"], eastAsia=PROOFING["zh-hans"])
    else:
        yield _element("w:lang", val=PROOFING["en"] if upright else PROOFING[language.code])


def _element(name, **attributes):
    return OxmlElement(name, {qn(f"w:{key}"): value for key, value in attributes.items()})
