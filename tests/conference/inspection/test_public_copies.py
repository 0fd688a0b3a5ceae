"""The copy of a document for the public: the same text and structure, and no name of who made it."""

import base64
import zipfile
from io import BytesIO

import pypdf
import pytest
from docx import Document
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

from conference.documents.pdf import pdf_of
from conference.inspection import pdf, pdf_public, pdf_text, process, word, word_public, word_text
from conference.inspection.findings import Found
from tests.conference.documents.sample_documents import make_document
from tests.conference.inspection.test_texts import SPEECH, run, typed, written
from tests.conference.inspection.uploads import pdf as plain_pdf
from tests.conference.inspection.uploads import word as plain_word

SECRET = "Jane Doe"


def copy_of(module, content, title="Qatar: Panel 1"):
    return base64.b64decode(module.inspect(content, title)["file"])


def everything_in(content):
    """All bytes of a PDF with its streams unpacked, or of a Word document with its parts."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as package:
            return b"".join(name.encode() + package.read(name) for name in package.namelist())
    writer = pypdf.PdfWriter(clone_from=BytesIO(content))
    streams = [found.get_data() for found in writer._objects if isinstance(found, StreamObject)]
    return content + b"".join(streams)


def signed(writer):
    """Names in every place that a word processor or a reader of PDFs writes them."""
    writer.add_metadata({"/Author": SECRET, "/Title": f"{SECRET}.docx", "/Company": SECRET})
    page = writer.pages[0]
    for place in (page, writer._root_object):
        xmp = StreamObject()
        xmp.set_data(SECRET.encode())
        place[NameObject("/Metadata")] = writer._add_object(xmp)
    page[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/App"): TextStringObject(SECRET)})
    note = {"/Type": "/Annot", "/Subtype": "/Text"}
    note = DictionaryObject({NameObject(key): NameObject(value) for key, value in note.items()})
    note[NameObject("/Rect")] = ArrayObject([])
    note[NameObject("/T")] = TextStringObject(SECRET)
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def test_pdf_loses_its_names_and_keeps_a_title():
    content = plain_pdf(signed)
    copy = copy_of(pdf_public, content)

    assert everything_in(content).count(SECRET.encode()) >= 6
    assert SECRET.encode() not in everything_in(copy)
    assert dict(pypdf.PdfReader(BytesIO(copy)).metadata) == {"/Title": "Qatar: Panel 1"}
    assert pdf.inspect(copy) == {"pages": 1}


def test_pdf_keeps_its_text_and_its_structure():
    content = pdf_of(make_document("fr"))
    copy = copy_of(pdf_public, content)

    assert pdf_text.inspect(copy) == pdf_text.inspect(content)
    assert pdf_text.inspect(copy_of(pdf_public, typed(SPEECH)))["paragraphs"] == [SPEECH]
    root = pypdf.PdfReader(BytesIO(copy)).trailer["/Root"]
    assert {"/StructTreeRoot", "/MarkInfo", "/Lang"} <= set(root)


def test_pdf_leaves_out_what_a_later_part_of_the_file_replaced():
    first = plain_pdf(lambda writer: writer.add_metadata({"/Author": SECRET}))
    later = pypdf.PdfWriter(BytesIO(first), incremental=True)
    later.metadata = {"/Author": "Nobody"}
    out = BytesIO()
    later.write(out)

    assert SECRET.encode() in out.getvalue()
    assert SECRET.encode() not in everything_in(copy_of(pdf_public, out.getvalue()))


def test_word_loses_its_names_and_keeps_a_title():
    document, out = Document(), BytesIO()
    document.add_paragraph(SPEECH)
    for name in ("author", "last_modified_by", "comments", "title", "keywords"):
        setattr(document.core_properties, name, SECRET)
    document.add_comment(document.paragraphs[0].runs, text="Cut this", author=SECRET, initials="JD")
    document.save(out)
    copy = copy_of(word_public, out.getvalue())

    assert everything_in(out.getvalue()).count(SECRET.encode()) >= 5
    assert SECRET.encode() not in everything_in(copy)
    assert Document(BytesIO(copy)).core_properties.title == "Qatar: Panel 1"
    assert word_text.inspect(copy)["paragraphs"] == [SPEECH]
    assert word.inspect(copy) == word.inspect(out.getvalue())


def test_word_loses_the_names_at_changes():
    changed = f'<w:ins w:id="1" w:author="{SECRET}">{run("added")}</w:ins>'
    copy = copy_of(word_public, written(changed))

    assert SECRET.encode() not in everything_in(copy)
    assert word_text.inspect(copy)["paragraphs"] == ["added"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n%%EOF", b"PK\x03\x04"])
@pytest.mark.parametrize("module", [pdf_public, word_public])
def test_what_cannot_be_read_is_found_damaged(module, content):
    with pytest.raises(Found) as found:
        module.inspect(content)

    assert found.value.code == "damaged"


@pytest.mark.parametrize(("kind", "content"), [("pdf_public", plain_pdf()), ("word_public", plain_word())])
def test_copy_is_made_in_a_process_of_its_own_with_a_title_of_any_script(kind, content):
    copy = base64.b64decode(process.inspect(kind, content, "قطر – 专题讨论")["file"])

    if kind == "pdf_public":
        assert pypdf.PdfReader(BytesIO(copy)).metadata.title == "قطر – 专题讨论"
    else:
        assert copy.startswith(b"PK")
