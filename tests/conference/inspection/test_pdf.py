"""What a PDF may hold. Each disguise that was let through once has its line here."""

import pytest
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from conference.documents.pdf import pdf_of
from conference.inspection.findings import Found
from conference.inspection.pdf import inspect
from tests.conference.documents.sample_documents import make_document
from tests.conference.inspection.uploads import objects_in_stream, pdf, raw_pdf, stream

LINK = "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (%s) >> >>]"
SCRIPT = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


def found_in(content):
    with pytest.raises(Found) as found:
        inspect(content)
    return found.value.code


@pytest.mark.parametrize("code", ["ar", "en", "zh-hans"])
def test_pdfs_that_the_product_writes_are_accepted(code):
    assert inspect(pdf_of(make_document(code)))["pages"] >= 1


@pytest.mark.parametrize(
    "content",
    [
        pdf(),
        raw_pdf(page=LINK % "https://www.un.org/"),
        raw_pdf(page=LINK % "MAILTO:chair@un.org"),
        raw_pdf(page="/Annots [4 0 R]", objects=["<< /Subtype /Link /Rect [0 0 9 9] /Dest [3 0 R /Fit] >>"]),
        raw_pdf(page="/Annots [<< /Subtype /Highlight /Rect [0 0 9 9] >> << /Subtype /Popup >>]"),
        raw_pdf("/OpenAction [3 0 R /Fit]"),
        raw_pdf("/OpenAction << /S /GoTo /D [3 0 R /Fit] >>"),
        raw_pdf("/StructTreeRoot << /K << /S /Link /A << /O /Layout /Placement /Block >> >> >>"),
        raw_pdf(
            "/Outlines << /First 4 0 R >>", objects=["<< /Title (A) /Next 5 0 R /Dest [3 0 R] >>", "<< /Title (B) >>"]
        ),
        raw_pdf(page="/Resources << /Font << /AA 4 0 R >> >>", objects=["<< /Type /Font /Subtype /Type1 >>"]),
        raw_pdf(
            objects=[stream(b"BT (1 0 obj) Tj ET"), "<< /Length 9 >>\nstream\n(the trailer of a film) Tj\nendstream"]
        ),
        raw_pdf(objects=[objects_in_stream("<< /Title (A) >>", "[1 2 (a\\)b) <0a0> 20 0 R]")]),
        raw_pdf(page="/Contents 4 0 R % a comment >> \r", objects=["<< /Length 1 >> stream\nq\nendstream"]),
    ],
)
def test_pdf_that_only_shows_and_leads_to_the_web_is_accepted(content):
    assert inspect(content) == {"pages": 1}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (raw_pdf(f"/OpenAction {SCRIPT}"), "script"),
        (raw_pdf("/OpenAction << /S /J#61vaScript >>"), "script"),
        (raw_pdf("/OpenAction << /S /GoTo /D [3 0 R] /Next << /S /Launch /F (calc.exe) >> >>"), "action"),
        (raw_pdf("/OpenAction << /S /GoToR /F (\\\\\\\\evil\\\\share\\\\x.pdf) >>"), "action"),
        (raw_pdf("/OpenAction << /S /GoTo /F (\\\\\\\\evil\\\\share\\\\x.pdf) >>"), "automatic"),
        (raw_pdf("/OpenAction << /S /URI /URI (https://evil.example/) >>"), "automatic"),
        (raw_pdf("/OpenAction [3 0 R /Fit << /S /URI /URI (https://evil.example/) >>]"), "automatic"),
        (raw_pdf("/OpenAction << /S /GoTo /D [3 0 R] /Next [<< /S /URI /URI (https://e.example/) >>] >>"), "automatic"),
        (raw_pdf("/OpenAction 4 0 R", objects=["<< /S /Named /N /Print >>"]), "automatic"),
        (raw_pdf(page="/AA << /O << /S /Named /N /NextPage >> >>"), "automatic"),
        (raw_pdf(page="/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << /S /Hide /T (x) >> >>]"), "action"),
        (raw_pdf(page="/Annots [<< /Subtype /Link /PA << /S /Named /N /Print >> >>]"), "action"),
        (raw_pdf(page="/Annots [<< /Subtype /Link /A << /S /ResetForm >> >>]"), "action"),
        (raw_pdf(page="/Annots [<< /Subtype /Link /A << /S /SubmitForm /F (https://evil.example/) >> >>]"), "action"),
        (raw_pdf(page=LINK % "file:///etc/passwd"), "link"),
        (raw_pdf(page=LINK % "javascript:alert\\(1\\)"), "link"),
        (raw_pdf(page=LINK % "\\\\\\\\evil\\\\share"), "link"),
        (raw_pdf(page=LINK % " https://www.un.org/"), "link"),
        (raw_pdf("/URI << /Base (file://evil/) >>", page=LINK % "https://www.un.org/"), "link"),
        (raw_pdf(page="/Annots [<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] >>]"), "annotation"),
        (raw_pdf(page="/Annots 4 0 R", objects=["[5 0 R]", "<< /Subtype /Screen >>"]), "annotation"),
        (raw_pdf(page="/Annots [<< /Subtype /Unheard /Rect [0 0 9 9] >>]"), "annotation"),
        (raw_pdf(objects=["<< /Type /Annot /Subtype /Unheard /Rect [0 0 9 9] >>"]), "annotation"),
        (raw_pdf(page="/Annots [<< /Subtype /Widget /FT /Btn >>]"), "form"),
        (raw_pdf("/AcroForm << /XFA [] >>"), "form"),
        (raw_pdf("/Names << /EmbeddedFiles << /Names [] >> >>"), "file"),
        (raw_pdf(objects=["<< /Type /Filespec /F (x.exe) >>"]), "file"),
        (pdf(lambda writer: writer.add_attachment("virus.exe", b"MZ")), "file"),
        (raw_pdf(objects=[stream(b"q Q", "/F << /FS /URL /F (https://evil.example/a) >>")]), "elsewhere"),
        (raw_pdf(objects=[stream(b"q Q", "/Subtype /Form /Ref << /F (other.pdf) /Page 0 >>")]), "elsewhere"),
        (raw_pdf(objects=[objects_in_stream("<< /Title (A) >>", SCRIPT)]), "script"),
        (raw_pdf(page="/Annots [20 0 R]", objects=[objects_in_stream("<< /Subtype /Movie >>")]), "annotation"),
    ],
)
def test_pdf_that_acts_or_carries_or_fetches_something_is_refused_by_its_kind(content, code):
    assert found_in(content) == code


@pytest.mark.parametrize(
    "catalog",
    [
        f"/OpenAction [3 0 R /Fit] /Open#41ction {SCRIPT}",  # one program takes the first, another the last
        "/Lang (en) null /OpenAction << /S /Named >>",
        "/Lang @ /OpenAction << /S /Named >>",
        "/Lang (en /OpenAction << /S /Named >>",
        "/Lang [ (en) >> /OpenAction << /S /Named >>",
        "[" * 400 + "]" * 400,
    ],
)
def test_pdf_that_could_be_read_in_two_ways_is_damaged(catalog):
    assert found_in(raw_pdf(catalog)) == "damaged"


def test_object_of_a_later_or_an_earlier_part_of_the_file_is_looked_at():
    later = raw_pdf() + b"1 0 obj << /Type /Catalog /Pages 2 0 R /AA << /WC << /S /Named >> >> >> endobj\n%%EOF\n"
    hidden = raw_pdf(objects=[stream(b"")]).replace(b"endstream", b"9 0 obj " + SCRIPT.encode() + b" endobj endstream")

    assert [found_in(later), found_in(hidden)] == ["automatic", "script"]


def test_object_whose_head_holds_a_comment_is_looked_at():
    assert found_in(raw_pdf(objects=[]) + b"9 %x\n 0%y\nobj " + SCRIPT.encode() + b"endobj\n%%EOF\n") == "script"


def test_protected_pdf_is_refused():
    assert found_in(pdf(lambda writer: writer.encrypt("secret", algorithm="RC4-128"))) == "encrypted"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7\n", "incomplete"),
        (b"%PDF-1.7\nnothing\n%%EOF", "damaged"),
        (b"%PDF-1.7\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF", "damaged"),
        (raw_pdf().replace(b"/Type /Page ", b"/Type /None "), "no_page"),
        (raw_pdf(objects=["<< /Type /Page >>"] * 500), "pages"),
        (raw_pdf(objects=["null"] * 50_000), "costly"),
    ],
)
def test_pdf_that_is_no_document_of_a_usual_size_is_refused(content, code):
    assert found_in(content) == code


@pytest.mark.parametrize(
    ("bodies", "code"),
    [
        ([stream(b"1 0 null" + b" " * 6_000_000, "/Type /ObjStm /N 1 /First 4")] * 2, "inflated"),
        ([stream(b" " * 110_000_000)] * 3, "inflated"),
        ([stream(b" ", "/Filter [/FlateDecode /FlateDecode]").replace(b"/Filter /FlateDecode", b"", 1)], "costly"),
        ([stream(b" ", "/N 1 /First 4").replace(b"/FlateDecode", b"/LZWDecode")], "costly"),
    ],
)
def test_pdf_that_unpacks_without_end_is_refused_before_it_is_unpacked(bodies, code):
    assert found_in(raw_pdf(objects=bodies)) == code


def test_names_in_a_refusal_are_short_and_in_one_line():
    with pytest.raises(Found) as found:
        inspect(raw_pdf(page=LINK % ("x\u00ad\\n" + "y" * 99)))

    assert found.value.name == "x??" + "y" * 56 + "…"


def test_program_of_another_kind_writes_the_same_action():
    action = DictionaryObject({NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("calc")})

    assert found_in(pdf(lambda writer: writer.root_object.update({NameObject("/OpenAction"): action}))) == "action"
