import dataclasses
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import etree

from conference.documents.document import EntryBlock, EntryItem, EntryList, HeadingBlock, ParagraphBlock, PrintedNote
from conference.documents.word import word_of
from conference.languages import CODES, official
from tests.conference.documents.sample_documents import make_document, texts_of


def document_of(document):
    return Document(BytesIO(word_of(document)))


def paragraphs_of(document):
    """All paragraphs in order, those of tables too."""
    return [WordParagraph(element, document) for element in document.element.body.iter(qn("w:p"))]


def only_paragraph(code, text, language=None):
    """How Word sets one numbered paragraph of a document."""
    block = ParagraphBlock(text, mark="1.", language=language and official(language))
    return paragraphs_of(document_of(make_document(code, masthead=None, subtitle="", notes=(), blocks=(block,))))[1]


def run_with(paragraph, text):
    return next(run for run in paragraph.runs if text in run.text)


def asks_for(run):
    """What a run says of itself: {element: its attributes}."""
    return {
        etree.QName(element).localname: {etree.QName(key).localname: value for key, value in element.items()}
        for element in run._r.rPr
    }


@pytest.mark.parametrize("code", CODES)
def test_texts_are_those_of_the_paper(code):
    document = document_of(make_document(code))

    assert [paragraph.text for paragraph in paragraphs_of(document) if paragraph.text] == texts_of(code)


@pytest.mark.parametrize("code", CODES)
def test_file_has_the_same_bytes_each_time(code):
    assert word_of(make_document(code)) == word_of(make_document(code))


def test_file_says_nothing_of_the_day_and_the_machine_it_was_made_on():
    with ZipFile(BytesIO(word_of(make_document()))) as package:
        moments = {entry.date_time for entry in package.infolist()}
        names = package.namelist()

    assert moments == {(1980, 1, 1, 0, 0, 0)}
    assert names == ["[Content_Types].xml", *sorted(names[1:])]
    assert not [name for name in names if "thumbnail" in name or "app.xml" in name]


@pytest.mark.parametrize(("code", "language"), [("ar", "ar"), ("zh-hans", "zh-Hans"), ("en", "en")])
def test_file_says_its_title_its_language_its_symbol_and_its_day(code, language):
    properties = document_of(make_document(code)).core_properties

    assert properties.title == make_document(code).title
    assert (properties.language, properties.identifier, properties.author) == (language, "A/66/999", "3 UN")
    assert properties.created.replace(tzinfo=None) == properties.modified.replace(tzinfo=None) == datetime(2012, 4, 27)
    assert properties.subject == "2 Subtitle"
    assert (properties.comments, properties.last_modified_by) == ("", "")


def test_styles_have_names_that_an_office_finds():
    styles = [p.style.name for p in paragraphs_of(document_of(make_document())) if p.text]

    assert styles == [
        "Masthead organization",
        "Masthead symbol",
        "Masthead organ",
        *["Masthead details"] * 3,
        "Masthead session",
        "Masthead line",
        "Title",
        "Subtitle",
        "Note",
        "Heading 1",
        "Heading 2",
        "Numbered paragraph",
        "Sub-paragraph",
        "Sub-paragraph 2",
        *["Body paragraph"] * 2,
        "Block quotation",
        "Table number",
        "Table title",
        *["Table head"] * 2,
        *["Table text"] * 2,
        "Note",
        "Entry time",
        "Entry title",
        *["Entry line"] * 2,
        "Entry title",
        "Entry line",
        "Entry time",
        "Entry kind",
        "Entry title",
        "Entry label",
        *["Entry person"] * 2,
        "Entry label",
        *["Entry item"] * 2,
        "Heading 1",
        "Body paragraph",
    ]


def test_part_without_a_number_hangs_from_nothing():
    blocks = (ParagraphBlock("Numbered", "(a)", 1), ParagraphBlock("Quoted", depth=1))
    paragraphs = document_of(make_document(masthead=None, blocks=blocks)).paragraphs[-2:]

    hanging = [(p.style.name, p.style.paragraph_format.first_line_indent < 0) for p in paragraphs]
    assert hanging == [("Sub-paragraph", True), ("Indented paragraph", False)]


def test_elements_stand_in_the_order_of_the_schema():
    """Word refuses a file where they do not, and no reader at hand is as strict."""
    orders = {
        "pPr": "pStyle keepNext keepLines pBdr tabs bidi spacing ind jc outlineLvl rPr",
        "rPr": "rStyle rFonts b bCs i iCs color sz szCs u vertAlign rtl lang",
        "tblPr": "tblStyle bidiVisual tblW tblInd tblBorders tblLayout tblCellMar tblLook",
        "style": "name basedOn qFormat pPr rPr tblPr tblStylePr",
        "sectPr": "headerReference footerReference pgSz pgMar titlePg bidi",
    }
    notes = {7: PrintedNote("(1)", "**Note**", "n7"), 8: PrintedNote("*", "Note", "n8")}
    noted = ParagraphBlock("Words[^7][^8]", "1.", notes=notes)
    document = make_document("ar", blocks=(*make_document("ar").blocks, noted))
    with ZipFile(BytesIO(word_of(document))) as package:
        assert "word/footnotes.xml" in package.namelist()
        parts = [etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")]

    for name, order in orders.items():
        elements = [found for part in parts for found in part.iter(qn(f"w:{name}"))]
        assert elements, name
        for element in elements:
            places = [order.split().index(etree.QName(child).localname) for child in element]
            assert places == sorted(places), etree.tostring(element)


def test_numbers_are_text_and_nothing_counts_by_itself():
    with ZipFile(BytesIO(word_of(make_document()))) as package:
        everything = b"".join(package.read(name) for name in package.namelist())

    assert b"<w:pPr>" in everything
    assert b"w:numPr" not in everything


def test_paragraph_with_a_key_can_be_linked_to():
    document = document_of(make_document())

    bookmarks = [mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    assert bookmarks == ["s1", "paragraph_1", "paragraph_1_1", "p7"]
    numbers = [
        [mark.get(qn("w:id")) for mark in document.element.body.iter(qn(f"w:bookmark{end}"))]
        for end in ("Start", "End")
    ]
    assert numbers[0] == numbers[1] == ["0", "1", "2", "3"]


def test_emphasis_is_set_in_italics_and_bold():
    paragraph = only_paragraph("fr", "Le *rapport* des **États**.")

    assert (run_with(paragraph, "rapport").italic, run_with(paragraph, "États").bold) == (True, True)
    assert (run_with(paragraph, "Le ").italic, run_with(paragraph, " des ").bold) == (None, None)


@pytest.mark.parametrize(
    ("code", "text", "word"), [("ar", "في *التقرير* كله", "التقرير"), ("zh-hans", "在*报告*中", "报告")]
)
def test_nothing_is_slanted_where_a_script_has_no_italics(code, text, word):
    run = run_with(only_paragraph(code, text), word)

    assert {"b", "bCs"} <= set(asks_for(run))
    assert not {"i", "iCs"} & set(asks_for(run))


def test_arabic_is_asked_for_in_every_way_that_word_wants():
    paragraph = only_paragraph("ar", "في **الوثيقة** كلها")

    assert paragraph._p.pPr.find(qn("w:bidi")).attrib == {}
    assert asks_for(run_with(paragraph, "الوثيقة")) == {
        "rFonts": {"cs": "Traditional Arabic"},
        "b": {},
        "bCs": {},
        "rtl": {},
        "lang": {"bidi": "ar-SA"},
    }


@pytest.mark.parametrize("code", CODES)
def test_every_style_gives_size_and_weight_to_both_directions(code):
    styles = list(document_of(make_document(code)).styles.element.iter(qn("w:style")))

    assert styles
    for style in styles:
        found = {etree.QName(element).localname for element in style.iter()}
        assert ("sz" in found, "b" in found) == ("szCs" in found, "bCs" in found), style.get(qn("w:styleId"))


def test_symbol_within_arabic_is_read_from_left_to_right():
    paragraph = only_paragraph("ar", "الوثيقة A/66/L.1 (2012)")

    sides = [(run.text, "rtl" in asks_for(run)) for run in paragraph.runs if run._r.rPr is not None]
    assert sides == [("1.", True), ("الوثيقة ", True), ("A/66/L.1", False), (" (2012)", True)]


def test_arabic_name_within_english_is_read_from_right_to_left():
    paragraph = only_paragraph("en", "Mr. ناصر عبد العزيز (2012)")

    sides = [(run.text, "rtl" in asks_for(run)) for run in paragraph.runs if run._r.rPr is not None]
    assert sides == [("1.", False), ("Mr. ", False), ("ناصر عبد العزيز", True), (" (2012)", False)]


@pytest.mark.parametrize(
    ("code", "lang"),
    [
        ("ar", {"bidi": "ar-SA"}),
        ("zh-hans", {"val": "en-GB", "eastAsia": "zh-CN"}),
        ("en", {"val": "en-GB"}),
        ("fr", {"val": "fr-FR"}),
        ("ru", {"val": "ru-RU"}),
        ("es", {"val": "es-ES"}),
    ],
)
def test_text_is_proofed_in_its_language(code, lang):
    word = {"ar": "كلمة", "zh-hans": "词", "ru": "слово"}.get(code, "word")

    assert asks_for(run_with(only_paragraph(code, word), word))["lang"] == lang
    elsewhere = "en" if code != "en" else "fr"
    assert asks_for(run_with(only_paragraph(elsewhere, word, language=code), word))["lang"] == lang


def test_block_in_another_language_has_its_own_direction():
    arabic_in_english = only_paragraph("en", "نص", language="ar")
    english_in_arabic = only_paragraph("ar", "Text", language="en")

    assert arabic_in_english._p.pPr.find(qn("w:bidi")).attrib == {}
    assert english_in_arabic._p.pPr.find(qn("w:bidi")).get(qn("w:val")) == "0"


@pytest.mark.parametrize(("code", "mirrored"), [("ar", True), ("en", False)])
def test_tables_and_pages_run_in_the_direction_of_the_language(code, mirrored):
    body = document_of(make_document(code)).element.body

    tables = [table.find(qn("w:bidiVisual")) is not None for table in body.iter(qn("w:tblPr"))]
    assert (tables, body.sectPr.find(qn("w:bidi")) is not None) == ([mirrored] * 3, mirrored)


@pytest.mark.parametrize(("identifier", "below"), [("A/66/999", ""), ("Draft", "Draft")])
def test_symbol_stands_above_every_page_but_the_first_and_the_number_below_each(identifier, below):
    section = document_of(make_document(identifier=identifier)).sections[0]

    assert section.different_first_page_header_footer
    assert [p.text for p in section.header.paragraphs] == ["A/66/999"]
    assert [p.text for p in section.first_page_header.paragraphs] == [""]
    for footer in (section.footer, section.first_page_footer):
        fields = [field.get(qn("w:instr")) for field in footer._element.iter(qn("w:fldSimple"))]
        assert (footer.paragraphs[0].text.split("\t")[0], fields) == (below, ["PAGE", "NUMPAGES"])


def test_paper_of_a_list_has_neither_table_nor_masthead():
    document = make_document(masthead=None, blocks=(EntryBlock("A", lines=("B",)), EntryBlock("C")))

    document = document_of(document)

    assert document.tables == []
    assert [(p.style.name, p.text) for p in document.paragraphs[-3:]] == [
        ("Listed title", "A"),
        ("Listed line", "B"),
        ("Listed title", "C"),
    ]


def test_entry_goes_on_in_another_language_and_its_lists_hang():
    other = official("ar")
    blocks = (
        EntryBlock("A", "10", ("One",)),
        EntryBlock("", lines=("اثنان",), language=other, lists=(EntryList("Themes", (EntryItem("Three"),)),)),
        HeadingBlock("B"),
    )

    document = document_of(make_document(masthead=None, blocks=blocks))

    [table] = document.tables
    cells = [[(p.style.name, p.text) for p in row.cells[1].paragraphs] for row in table.rows]
    assert cells == [
        [("Entry title", "A"), ("Entry line", "One")],
        [("Entry line", "اثنان"), ("Entry label", "Themes"), ("Entry person", "Three")],
    ]
    assert [row.cells[0].text for row in table.rows] == ["10", ""]
    assert document.paragraphs[-1].paragraph_format.first_line_indent == 0


def test_label_stays_with_its_list_and_a_session_on_its_page():
    people = tuple(EntryItem(f", {number}", lead="Name") for number in range(5))
    long = EntryBlock("A", "11", ("word " * 600,))
    blocks = (EntryBlock("A", "10", lists=(EntryList("Panellists", people),)), long)

    document = document_of(make_document(masthead=None, blocks=blocks))

    label, *persons = document.tables[0].rows[0].cells[1].paragraphs[1:]
    assert (label.text, label.style.paragraph_format.keep_with_next) == ("Panellists", True)
    assert [person.runs[0].bold for person in persons] == [True] * 5
    whole = [row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in document.tables[0].rows]
    assert whole == [True, False]  # one that is longer than a page may go on


def test_programme_has_its_title_in_the_middle_and_a_light_head():
    document = document_of(make_document(is_programme=True, blocks=()))

    [head] = document.tables
    assert [cell.text for cell in head.rows[0].cells] == ["3 UN\n4 Organ", "27.4.2012"]
    centred = [p.text for p in document.paragraphs if p.style.name.startswith("Programme")]
    assert centred == ["2 Subtitle", document.core_properties.title, "5", "6"]


def test_cell_without_a_text_still_has_a_paragraph():
    document = make_document()
    document = dataclasses.replace(
        document, masthead=dataclasses.replace(document.masthead, symbol="", distribution="", date="", original="")
    )

    cells = [cell for table in document_of(document).tables for row in table.rows for cell in row.cells]

    assert min(len(cell.paragraphs) for cell in cells) == 1


def test_character_that_no_document_may_hold_is_replaced():
    assert only_paragraph("en", "a\x00b\ufffec").text == "1.\ta\ufffdb\ufffdc"


def test_line_that_introduces_a_list_is_kept_with_it():
    blocks = (ParagraphBlock("They were:", "1.", introduces=True), ParagraphBlock("one;", "(a)", 1))
    found = paragraphs_of(document_of(make_document(masthead=None, subtitle="", notes=(), blocks=blocks)))

    assert [paragraph.paragraph_format.keep_with_next for paragraph in found[1:]] == [True, None]
