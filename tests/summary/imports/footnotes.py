"""Word documents with footnotes for tests: python-docx writes none."""

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.summary.imports.words import content_of

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
REFERENCE = '<w:r %s><w:footnoteReference w:id="%d"/></w:r>'
NOTE = '<w:footnote w:id="%d"><w:p><w:r><w:footnoteRef/></w:r>%s</w:p></w:footnote>'


def with_footnotes(notes):
    """A document: a heading with a note, then two paragraphs. `notes` are {key: the XML of their runs}."""
    document = Document()
    heading = document.add_heading("Introduction", 1)
    first = document.add_paragraph("1.\tIt opened")
    second = document.add_paragraph("2.\tIt closed.")
    heading._p.append(parse_xml(REFERENCE % (nsdecls("w"), 4)))
    first._p.append(parse_xml(REFERENCE % (nsdecls("w"), 2)))
    first.add_run(" well").bold = True
    first._p.append(parse_xml(REFERENCE % (nsdecls("w"), 3)))
    first.add_run(".")
    second._p.append(parse_xml(REFERENCE % (nsdecls("w"), 2)))
    content = "".join(NOTE % each for each in notes.items())
    blob = f"<w:footnotes {nsdecls('w')}>{content}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), TYPE, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    return content_of(document)


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
