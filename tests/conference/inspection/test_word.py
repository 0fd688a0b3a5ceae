"""What a Word document may hold. Each disguise that was let through once has its line here."""

import zipfile
from io import BytesIO

import pytest
from docx import Document

from conference.documents.word import word_of
from conference.inspection.findings import Found
from conference.inspection.word import inspect
from tests.conference.documents.sample_documents import make_document
from tests.conference.inspection.uploads import RELATION, TYPES, W, field, related, word

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
MICROSOFT = "http://schemas.microsoft.com/office/2011/relationships"
PNG = b"\x89PNG\r\n\x1a\n"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
MACROS = '<Override PartName="/x" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'


def found_in(content):
    with pytest.raises(Found) as found:
        inspect(content)
    return found.value.code


def body(content):
    return word(
        document=f'<w:document xmlns:w="{W}" xmlns:v="urn:v" xmlns:o="urn:o"><w:body>{content}</w:body></w:document>'
    )


def of_word():
    out = BytesIO()
    document = Document()
    document.add_heading("Statement")
    document.add_table(2, 2)
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("code", ["ar", "en", "zh-hans"])
def test_documents_that_the_product_writes_are_accepted(code):
    assert inspect(word_of(make_document(code)))["parts"] > 3


@pytest.mark.parametrize(
    "content",
    [
        of_word(),
        word(),
        word([("word/media/image1.png", PNG), ("word/empty/", b"")]),
        related("hyperlink", "https://www.un.org/", "External"),
        related("hyperlink", "mailto:chair@un.org", "External"),
        related("hyperlink", "#part", "External"),
        related("styles", "styles.xml"),
        related("core-properties", "docProps/core.xml", kind_in=PACKAGE, name="_rels/.rels"),
        related("commentsExtended", "x.xml", kind_in=MICROSOFT),
        field(" PAGE "),
        field(" TOC \\o &quot;1-3&quot; "),
        field("HYPER", 'LINK "https://www.un.org/" \\l "part" \\o "a tip"'),
        field('HYPERLINK \\l "_Toc1"'),
        field("=SUM(ABOVE)"),
        field(""),
        body("<w:p><w:r><w:t>INCLUDEPICTURE and DDEAUTO are words here.</w:t></w:r></w:p>"),
        body('<w:fldSimple w:instr="NUMPAGES"/>'),
        body('<v:imagedata src="media/image1.png" o:href="https://www.un.org/"/>'),
    ],
)
def test_document_of_ordinary_parts_relations_and_fields_is_accepted(content):
    assert inspect(content)["parts"] >= 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (related("attachedTemplate", "https://evil.example/", "External"), "template"),
        (related("attached&#84;emplate", "https://evil.example/", "&#69;xternal"), "template"),
        (related("image", "https://evil.example/charref.png", "&#69;xternal"), "external"),
        (related("image", "https://evil.example/x.png", "external"), "external"),
        (related("image", "https://evil.example/x.png", "Odd"), "external"),
        (related("image", "https://evil.example/x.png"), "external"),
        (related("image", "//evil.example/x.png"), "external"),
        (related("image", "\\\\evil\\x.png"), "external"),
        (related("subDocument", "file://evil/", "External"), "external"),
        (related("oleObject", "embeddings/x.bin"), "embedded"),
        (related("package", "embeddings/x.xlsx"), "embedded"),
        (related("aFChunk", "chunk.rtf"), "embedded"),
        (related("vbaProject", "x.bin", kind_in="http://schemas.microsoft.com/office/2006/relationships"), "macros"),
        (related("control", "activeX1.xml"), "macros"),
        (related("styles", "styles.xml", kind_in="http://evil.example/relationships"), "part"),
        (related("hyperlink", "file:///c:/windows/calc.exe", "External"), "link"),
        (related("hyperlink", "&#106;avascript:alert(1)", "External"), "link"),
        (related("hyperlink", "\\\\evil\\share", "External"), "link"),
        (word([("word/vbaProject.bin", b"macro")]), "macros"),
        (word([("word/VBAPROJECT.BIN", b"macro")]), "macros"),
        (word(types=MACROS), "macros"),
        (word(types=MACROS.replace("macroE", "m&#97;croE")), "macros"),
        (word(types=(TYPES.split("?>")[1] % MACROS).encode("utf-16")), "macros"),
        (word([("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0")]), "embedded"),
        (word([("word/afchunk.rtf", b"{\\rtf1}")]), "embedded"),
        (word([("word/activeX/activeX1.bin", b"x")]), "macros"),
        (word([("run.exe", b"MZ")]), "part"),
        (word([("word/x.html", b"x")], types='<Default Extension="html" ContentType="text/html"/>'), "part"),
        (word([("word/x.svg", SVG)], types='<Default Extension="svg" ContentType="image/svg+xml"/>'), "picture"),
        (word([("word/media/image1.png", SVG)]), "picture"),
        (body('<v:imagedata src="https://evil.example/x.png"/>'), "external"),
        (body('<v:imagedata src="a.png" o:src="https://evil.example/x.png"/>'), "external"),
        (body('<v:shape href="file://evil/x"/>'), "link"),
        (body("<w:altChunk/>"), "embedded"),
        (body("<o:OLEObject/>"), "embedded"),
        (word([("word/settings.xml", f'<w:settings xmlns:w="{W}"><w:mailMerge/></w:settings>')]), "external"),
    ],
)
def test_document_that_acts_or_carries_or_fetches_something_is_refused_by_its_kind(content, code):
    assert found_in(content) == code


def test_relation_is_read_by_its_own_attributes_alone():
    attributes = (
        f'Type="{RELATION}/image" Target="https://evil/" x:Target="a.png" TargetMode="External" x:TargetMode="Internal"'
    )
    relation = f'<R xmlns:x="urn:x"><Relationship {attributes}/></R>'

    assert found_in(word([("word/_rels/document.xml.rels", relation)])) == "external"


NESTED = """<w:fldChar w:fldCharType="begin"/>%s<w:fldChar w:fldCharType="begin"/><w:instrText>REF x</w:instrText>
<w:fldChar w:fldCharType="separate"/><w:t>%s</w:t><w:fldChar w:fldCharType="end"/><w:instrText> y</w:instrText>
<w:fldChar w:fldCharType="end"/>"""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (field('DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc.exe"'), "field"),
        (field("DDE", "AUTO x"), "field"),
        (field(" &#68;deAuto x"), "field"),
        (field('INCLUDEPICTURE "https://evil.example/x.png"'), "field"),
        (field("MACROBUTTON x"), "field"),
        (field("QUOTE 68 68 69"), "field"),
        (field('HYPERLINK "file:///c:/calc.exe"'), "link"),
        (field("HYPERLINK \\\\\\\\evil\\\\share"), "link"),
        (field('HYPERLINK \\o "tip" "file://evil/"'), "link"),
        (body('<w:fldSimple w:instr="DDEAUTO x"/>'), "field"),
        (body('<w:p><w:fldChar w:fldCharType="begin"/><w:t>DDEAUTO x</w:t>'), "damaged"),
        (body('<w:fldChar w:fldCharType="begin"/><w:instrText>DDEAUTO x</w:instrText>'), "field"),
        (body('<w:fldChar w:fldCharType="begin"/><w:t>DDEAUTO x</w:t><w:fldChar w:fldCharType="end"/>'), "field"),
        (body(NESTED % ("", "PAGE")), "field"),
        (body(NESTED % ("<w:instrText>HYPERLINK </w:instrText>", "https://www.un.org")), "field"),
    ],
)
def test_field_that_may_load_or_start_something_is_refused(content, code):
    assert found_in(content) == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04" + b"\x00" * 60, "damaged"),
        (word()[:-40], "damaged"),
        (word(document='<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "damaged"),
        (word(document='<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")), "damaged"),
        (word(document="<x>"), "damaged"),
        (word(document='<?xml version="1.0" encoding="utf-7"?><x/>'), "damaged"),
        (word([("../../etc/passwd", b"x")]), "damaged"),
        (word([("word\\x.xml", b"<x/>")]), "damaged"),
        (word([("WORD/document.xml", b"<x/>")]), "damaged"),
        (word(types=b"<Types/>"), "no_document"),
        (word([("word/media/x.png", PNG + b"\x00" * 70_000_000)]), "inflated"),
        (word([("word/media/x.png", PNG + b"\x00" * 4_000_000)]), "inflated"),
        (word([(f"word/{number}.xml", b"<x/>") for number in range(2001)]), "inflated"),
    ],
)
def test_document_that_is_damaged_or_made_to_harm_is_refused(content, code):
    assert found_in(content) == code


def test_package_that_is_no_word_document_is_refused():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")

    assert found_in(out.getvalue()) == "no_document"


def test_document_that_lies_about_the_size_of_a_part_is_refused():
    content = bytearray(word([("word/media/x.png", PNG + b"\x00" * 400_000)]))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.rindex(mark)
        content[at + place : at + place + 4] = (10).to_bytes(4, "little")

    assert found_in(bytes(content)) == "damaged"
