"""What translators write beside the texts of a file becomes remarks, and what is lost on the way is told."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from docx import Document
from openpyxl import load_workbook

from conference.imports.undo import plan_undo, undo_import
from conference.languages import official
from tests.staff import browser_of, make_member
from tests.summary.conftest import make_paragraph, make_summary
from tests.translation.exchange.test_importing import EVENING, NEXT_DAY, import_all, key, own_media, previewed  # noqa: F401
from translation.exchange.current_texts import Operator
from translation.exchange.exporting import export
from translation.exchange.kind import TEXTS
from translation.exchange.preview import IncomingKind, store_upload
from translation.models import Remark

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def section(db):
    return make_summary(stage="in-translation").sections.get()


@pytest.fixture
def conference(section):
    return section.summary.conference


@pytest.fixture
def translator(db):
    return make_member("translator-fr", "translator")


@pytest.fixture
def upload(conference, translator):
    def uploaded(content, name="a.xlsx"):
        file = SimpleUploadedFile(name, content)
        return store_upload(file, conference=conference, language=official("fr"), by=translator, at=EVENING)

    return uploaded


def exported(conference, format):
    return export(conference, "fr", format, user=Operator())


def saved(document):
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def remarks(found):
    return {text.key: words for text, words in found.remarks}


def test_note_of_a_sheet_becomes_a_remark_once_and_undoing_takes_it_away(section, upload, translator, conference):
    row = make_paragraph(section, "", text_en="It closed.")
    book = load_workbook(BytesIO(exported(conference, "xlsx")))
    place = next(cells for cells in book.active.iter_rows() if cells[0].value == key(row))
    assert (place[4].value, place[5].value.startswith("paragraph")) == (None, True)
    place[4].value = "Ask the secretariat what closed."
    stored = upload(saved(book))

    found = previewed(stored, translator)
    page = browser_of(translator).get(f"/en/dialogue/texts/imports/{stored.pk}/").content.decode()
    written = import_all(stored, translator)

    assert remarks(found) == {key(row): "Ask the secretariat what closed."}
    assert found.of(IncomingKind.REMARKED)[0].unit.key == key(row)
    assert "1 note of the file becomes a remark on its text." in page
    assert "Ask the secretariat what closed." in page
    assert (written, Remark.objects.get().by) == (0, translator)
    again = upload(saved(book))
    assert remarks(previewed(again, translator)) == {}

    stored.refresh_from_db()
    undo_import(TEXTS, stored, seen=plan_undo(TEXTS, stored, translator).shown.token, by=translator, at=NEXT_DAY)
    assert not Remark.objects.exists()


@pytest.mark.parametrize("format", ["xliff12", "xliff20", "tmx", "xlsx", "docx"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_note_that_our_export_wrote_is_no_remark(section, upload, translator, conference, format, language):
    make_paragraph(section, "", text_en="It closed.")
    with override(language):
        content = exported(conference, format)

    assert remarks(previewed(upload(content), translator)) == {}


@pytest.mark.parametrize("format", ["xliff12", "xliff20", "tmx"])
def test_note_that_a_tool_adds_becomes_a_remark(section, upload, translator, conference, format):
    row = make_paragraph(section, "", text_en="It closed.")
    content = exported(conference, format).decode()
    start = content.index(key(row))
    end = content.index("</note>", start) + len("</note>")

    found = previewed(upload((content[:end] + "<note>To be checked</note>" + content[end:]).encode()), translator)

    assert remarks(found) == {key(row): "To be checked"}


COMMENTS = """<doc-info xmlns="http://sdl.com/FileTypes/SdlXliff/1.0"><cmt-defs><cmt-def id="c1"><Comments xmlns="">
<Comment severity="Low" user="A" version="1.0">Which meeting?</Comment><Comment user="B">The last one.</Comment>
</Comments></cmt-def></cmt-defs></doc-info>"""
OF_TRADOS = (
    '<mrk mtype="x-sdl-comment" xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" sdl:cid="c1">Elle</mrk> est close.'
)


@pytest.mark.parametrize(
    ("format", "words", "comment"),
    [
        ("xliff12", OF_TRADOS, "Which meeting?\n\nThe last one."),
        ("xliff12", '<mrk mtype="x-a" comment="Which meeting?">Elle</mrk> est close.', "Which meeting?"),
        ("xliff20", '<mrk id="m1" type="comment" value="Which meeting?">Elle</mrk> est close.', "Which meeting?"),
    ],
)
def test_comment_on_words_becomes_a_remark(section, upload, translator, conference, format, words, comment):
    row = make_paragraph(section, "", text_en="It closed.", text_fr="Elle est fermée.")
    content = exported(conference, format).decode().replace("Elle est fermée.", words)
    if format == "xliff12":
        content = content.replace("<file ", f"{COMMENTS}<file ", 1)

    found = previewed(upload(content.encode()), translator)

    assert remarks(found) == {key(row): comment}
    assert [each.unit.target for each in found.incoming if each.unit.key == key(row)] == ["Elle est close."]


def test_word_comment_text_beside_the_table_and_a_lost_row_are_told(section, upload, translator, conference):
    row = make_paragraph(section, "", text_en="It closed.")
    document = Document(BytesIO(exported(conference, "docx")))
    (table,) = document.tables
    cells = next(each.cells for each in table.rows if each.cells[0].text.startswith(key(row)))
    cells[2].paragraphs[0].add_run("Elle est close.")
    document.add_comment(cells[2].paragraphs[0].runs, text="Which meeting?", author="A")
    document.add_paragraph("Note of the translator")
    lost = next(each for each in table.rows[1:] if not each.cells[0].text.startswith(key(row)))
    table._tbl.remove(lost._tr)
    stored = upload(saved(document), "a.docx")

    found = previewed(stored, translator)
    page = browser_of(translator).get(f"/en/dialogue/texts/imports/{stored.pk}/").content.decode()

    assert remarks(found) == {key(row): "Which meeting?"}
    assert found.parsed.outside == ("Note of the translator",)
    assert "It stands outside of the table." in page
    assert "1 text of the export is not" in " ".join(page.split())


def test_note_that_is_too_long_for_a_remark_is_listed(section, upload, translator, conference):
    row = make_paragraph(section, "", text_en="It closed.")
    book = load_workbook(BytesIO(exported(conference, "xlsx")))
    next(cells for cells in book.active.iter_rows() if cells[0].value == key(row))[4].value = "x" * 4001
    stored = upload(saved(book))

    page = browser_of(translator).get(f"/en/dialogue/texts/imports/{stored.pk}/").content.decode()

    assert "This note is longer than a remark can be." in page
    assert remarks(previewed(stored, translator)) == {}


def test_file_for_omegat_has_sources_as_targets_which_count_as_not_translated(section, upload, translator, conference):
    row = make_paragraph(section, "", text_en="Introduction")
    content = exported(conference, "xliff12-filled")

    assert b'state="new">Introduction</target>' in content
    found = {each.unit.key: each.kind for each in previewed(upload(content, "a.xlf"), translator).incoming}
    assert found[key(row)] == IncomingKind.UNTRANSLATED


def test_note_of_another_kind_of_text_is_no_remark_where_a_text_is_matched_by_its_source(
    section, upload, translator, conference
):
    make_paragraph(section, "", text_en="It closed.")
    tu = '<tu><note>section A.: heading</note><tuv xml:lang="en"><seg>It closed.</seg></tuv>'
    tmx = f'<tmx version="1.4"><body>{tu}<tuv xml:lang="fr"><seg>Close.</seg></tuv></tu></body></tmx>'

    assert remarks(previewed(upload(tmx.encode().replace(b"<tu>", b'<tu srclang="en">'), "a.tmx"), translator)) == {}
