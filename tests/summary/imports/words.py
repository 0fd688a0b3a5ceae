"""Word documents for tests."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

INSERTED = '<w:ins %s w:id="1" w:author="a"><w:r><w:t xml:space="preserve">new </w:t></w:r></w:ins>'
DELETED = '<w:del %s w:id="2" w:author="a"><w:r><w:delText>old</w:delText></w:r></w:del>'
TEXT_BOX = "<w:r %s><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"


def draft():
    """A draft as an office writes it, with styles, lists, emphasis, a tracked change, and what is not imported."""
    document = Document()
    document.add_paragraph("President’s Summary", style="Title")
    document.add_heading("Introduction", 1)
    first = document.add_paragraph("1.\tThe ")
    first.add_run("Global Report").italic = True
    first.add_run(" was ")
    first.add_run("noted").bold = True
    first.add_run(".")
    document.add_heading("Prevention", 2)
    document.add_paragraph("Speakers called for:", style="List Number")
    document.add_paragraph("training;", style="List Bullet")
    changed = document.add_paragraph("The ")
    changed._p.append(parse_xml(INSERTED % nsdecls("w")))
    changed._p.append(parse_xml(DELETED % nsdecls("w")))
    changed.add_run("words.")
    changed._p.append(parse_xml(TEXT_BOX % nsdecls("w")))
    document.add_table(1, 1).cell(0, 0).text = "In a table"
    document.sections[0].header.paragraphs[0].text = "In the header"
    return content_of(document)


def headings(*levels):
    """A document of headings alone, each with its level as its words."""
    document = Document()
    for level in levels:
        document.add_heading(str(level), level)
    return content_of(document)


def content_of(document):
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def upload(content=None, name="draft.docx"):
    return SimpleUploadedFile(name, draft() if content is None else content)
