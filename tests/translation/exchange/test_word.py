"""The Word table as Word sees it, and what translators do to it there."""

import re
import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from conference.files.safe_open import FileRefused
from conference.languages import CODES
from tests.translation.exchange.texts import OTHERS, PROSE, WORDS, make_unit, make_units, write
from translation.exchange.detect_format import read
from translation.units import digest


def opened(units, **facts):
    return Document(BytesIO(write("docx", units, **facts)))


def saved(document):
    file = BytesIO()
    document.save(file)
    return BytesIO(file.getvalue())


def target(document, row=1):
    return document.tables[0].rows[row].cells[2]


def put(cell, *paragraphs):
    """Put paragraphs, given as XML, in place of what a cell holds."""
    for paragraph in cell._tc.findall(qn("w:p")):
        cell._tc.remove(paragraph)
    for xml in paragraphs:
        cell._tc.append(parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"))


def text(words):
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def inserted(inner):
    return f'<w:ins w:id="1" w:author="Anne" w:date="2012-04-03T10:00:00Z">{inner}</w:ins>'


def deleted(words):
    gone = f'<w:r><w:delText xml:space="preserve">{words}</w:delText></w:r>'
    return f'<w:del w:id="2" w:author="Anne" w:date="2012-04-03T10:00:00Z">{gone}</w:del>'


def read_back(*paragraphs, source="Interactive dialogue", written=""):
    """The unit whose target was replaced by paragraphs of XML."""
    document = opened([make_unit(1, written, "revised" if written else "missing", source=source)])
    put(target(document), *paragraphs)
    (unit,) = read(saved(document)).units
    return unit


def test_table_has_three_columns_and_a_heading_on_each_page():
    document = opened([make_unit(1, "Dialogue interactif", "draft", note="A title")], name="Dialogue & <more>")

    (table,) = document.tables
    shown = [
        ["".join(run.text for run in cell.paragraphs[0].runs if not run.font.hidden) for cell in row.cells]
        for row in table.rows
    ]
    assert shown == [
        ["Key", "English", "Français"],
        ["programme.session:1:title", "Interactive dialogue", "Dialogue interactif"],
    ]
    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert table.style.name == "Table Grid"
    assert table.rows[1].cells[0].paragraphs[1].text == "A title"
    assert document.paragraphs[0].text == "Dialogue & <more>"


def test_paragraphs_and_line_breaks_are_those_of_word():
    cell = target(opened([make_unit(1, PROSE, "draft")]))

    assert [paragraph.text for paragraph in cell.paragraphs] == [
        "First paragraph,\nwith a line break.",
        "Second\tparagraph.",
        "\nThird after two blank lines.",
    ]


@pytest.mark.parametrize("language", CODES)
def test_each_text_is_in_its_language_and_direction(language):
    source = OTHERS[language]
    row = opened([make_unit(1, WORDS[language], "draft", language=language, source_language=source)]).tables[0].rows[1]

    paragraph, properties = (row.cells[2]._tc.find(f".//{qn(name)}") for name in ("w:p", "w:rPr"))
    names = {"ar": ("w:bidi", "ar-EG"), "zh-hans": ("w:eastAsia", "zh-CN"), "en": ("w:val", "en-GB")}
    attribute, code = names.get(language, ("w:val", None))
    found = properties.find(qn("w:lang")).get(qn(attribute))
    assert found == code or (code is None and found.startswith(language))
    assert (paragraph.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None) == (language == "ar")
    assert (properties.find(qn("w:rtl")) is not None) == (language == "ar")
    assert properties.find(qn("w:rFonts")).get(qn("w:cs"))


@pytest.mark.parametrize(("language", "turned"), [("ar", True), ("fr", False)])
def test_columns_run_from_the_right_for_arabic(language, turned):
    (table,) = opened([make_unit(1, language=language)]).tables

    assert (table._tbl.tblPr.find(qn("w:bidiVisual")) is not None) == turned


def test_arabic_source_is_set_from_the_right_too():
    row = opened([make_unit(1, "Dialogue", "draft", source=WORDS["ar"], source_language="ar")]).tables[0].rows[1]

    assert row.cells[1]._tc.find(f".//{qn('w:bidi')}") is not None
    assert row.cells[2]._tc.find(f".//{qn('w:bidi')}") is None


def test_what_a_translator_types_is_read_as_a_draft():
    document = opened([make_unit(1), make_unit(2, "Débat", "revised")])
    target(document, 1).text = "Dialogue interactif"

    first, second = read(saved(document)).units

    assert (first.target, first.state, first.target_digest) == ("Dialogue interactif", "draft", digest(""))
    assert (second.target, second.state) == ("Débat", "revised")


def test_text_that_was_changed_is_no_longer_revised():
    unit = read_back(text("Dialogue actif"), written="Dialogue")

    assert (unit.target, unit.state, unit.target_digest) == ("Dialogue actif", "draft", digest("Dialogue"))


def test_runs_are_joined_however_word_splits_them():
    unit = read_back(
        '<w:pPr><w:rPr><w:b/></w:rPr></w:pPr><w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t>Dia</w:t></w:r>'
        '<w:proofErr w:type="spellStart"/><w:r><w:t xml:space="preserve">logue </w:t></w:r>'
        '<w:bookmarkStart w:id="0" w:name="x"/><w:hyperlink><w:r><w:t>inter</w:t></w:r></w:hyperlink>'
        "<w:smartTag><w:r><w:t>actif</w:t><w:lastRenderedPageBreak/></w:r></w:smartTag><w:r><w:noBreakHyphen/></w:r>"
        "<w:r><w:softHyphen/><w:t>x</w:t><w:cr/><w:t>y</w:t><w:br/><w:tab/><w:instrText>PAGE</w:instrText></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t>z</w:t></w:r></w:sdtContent></w:sdt>"
    )

    assert unit.target == "Dialogue interactif\u2011\u00adx\ny\n\tz"


def test_space_that_word_does_not_keep_is_no_text():
    assert read_back("<w:r><w:t>  Dialogue\n</w:t></w:r>").target == "Dialogue"
    assert read_back(text("  Dialogue  ")).target == "  Dialogue  "


def test_inserted_text_counts_and_deleted_text_does_not():
    unit = read_back(f"{text('Le ')}{deleted('débat')}{inserted(text('dialogue'))}{text(' actif')}")

    assert unit.target == "Le dialogue actif"


def test_moved_text_counts_where_it_went():
    moved = 'w:id="3" w:author="Anne" w:date="2012-04-03T10:00:00Z"'
    unit = read_back(
        f"<w:moveFrom {moved}>{text('Un')}</w:moveFrom>{text('Deux')}", f"<w:moveTo {moved}>{text('Un')}</w:moveTo>"
    )

    assert unit.target == "Deux\n\nUn"


def test_deleted_end_of_paragraph_joins_the_next_one():
    mark = '<w:pPr><w:rPr><w:del w:id="4" w:author="Anne" w:date="2012-04-03T10:00:00Z"/></w:rPr></w:pPr>'

    assert read_back(f"{mark}{text('Dia')}", text("logue"), text("Fin")).target == "Dialogue\n\nFin"


def test_deleted_row_is_not_there():
    document = opened([make_unit(1, "Un", "draft"), make_unit(2, "Deux", "draft")])
    change = f'<w:trPr {nsdecls("w")}><w:del w:id="5" w:author="Anne" w:date="2012-04-03T10:00:00Z"/></w:trPr>'
    document.tables[0].rows[1]._tr.insert(0, parse_xml(change))

    assert [unit.target for unit in read(saved(document)).units] == ["Deux"]


def test_empty_lines_at_the_end_are_not_taken_from_what_was_typed():
    assert read_back(text("Dialogue"), "", "").target == "Dialogue"
    assert read_back(text("Dialogue"), "", source="Dialogue\n\n").target == "Dialogue\n\n"
    assert read_back("", "").target == ""


def test_text_in_a_table_or_a_content_control_within_the_cell_is_read():
    document = opened([make_unit(1), make_unit(2)])
    target(document, 1).text = "Un"
    target(document, 1).add_table(1, 4).rows[0].cells[1].text = "Deux"
    inner = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>{text('Trois')}</w:p></w:sdtContent></w:sdt>"
    put(target(document, 2))
    target(document, 2)._tc.append(parse_xml(inner))

    first, second = read(saved(document)).units

    assert first.target.split() == ["Un", "Deux"]
    assert second.target == "Trois"


def test_cell_within_a_content_control_is_a_cell():
    document = opened([make_unit(1, "Dialogue", "draft")])
    row = document.tables[0].rows[1]._tr
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    control[0].append(row.tc_lst[2])
    row.append(control)

    assert [unit.target for unit in read(saved(document)).units] == ["Dialogue"]


def test_rows_may_move_and_others_may_stand_between():
    document = opened([make_unit(1, "Un", "draft"), make_unit(2, "Deux", "draft")])
    (table,) = document.tables
    table._tbl.append(table.rows[1]._tr)
    table.add_row().cells[2].text = "A remark"
    document.add_table(2, 3).rows[0].cells[2].text = "Another table"

    parsed = read(saved(document))

    assert [unit.target for unit in parsed.units] == ["Deux", "Un"]
    assert parsed.without_key == 2


def test_text_that_looks_like_our_marks_is_text():
    strange = "[rostrum:key] [rostrum:target:ru] [en revised 0123456789abcdef 0123456789abcdef]"

    (unit,) = read(BytesIO(write("docx", [make_unit(1, strange, "draft", source=strange)]))).units

    assert (unit.source, unit.target, unit.state) == (strange, strange, "draft")


def test_fallback_of_a_drawing_is_not_text():
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    unit = read_back(
        f"{text('Dialogue')}<w:r><mc:AlternateContent {space}><mc:Choice Requires='wps'><w:drawing/></mc:Choice>"
        f"<mc:Fallback><w:pict><w:t>again</w:t></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert unit.target == "Dialogue"


def test_document_without_its_headings_is_refused():
    document = opened([make_unit(1, "Dialogue", "draft")])
    (table,) = document.tables
    table._tbl.remove(table.rows[0]._tr)

    with pytest.raises(FileRefused, match="No table of the document"):
        read(saved(document))


def test_package_has_no_moment_in_it():
    with zipfile.ZipFile(BytesIO(write("docx", make_units()))) as package:
        assert {part.date_time[0] for part in package.infolist()} == {1980}
        assert re.findall(rb"<w:rPr>(?:(?!</w:rPr>).)*<w:vanish/>", package.read("word/document.xml"))
