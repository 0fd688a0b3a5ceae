"""The text of each PDF is read back by PDFium, which is another program than the one that wrote it.

This proves what people copy and search in Chrome: in five languages the exact text. Arabic is stored as it is seen, and
PDFium guesses in which order it was written, whatever the PDF says of it. It guesses well for words and numbers, but
swaps the sides of brackets and the halves of "A/66/999"; it does the same with PDFs that Chromium makes. So for such
lines the tests here compare what is there, and not in which order. That the PDF tells the order of all Arabic text
rightly is proved in test_documents_pdf_order.py, with a reader that follows the standard.
"""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO

import pypdf
import pypdfium2
import pytest

from conference.documents.document import (
    ColumnsBlock,
    EntryBlock,
    EntryItem,
    EntryList,
    HeadingBlock,
    Masthead,
    NoteBlock,
    ParagraphBlock,
    PrintedDocument,
)
from conference.documents.pdf import pdf_of
from conference.languages import CODES, official

TEXTS = {
    "ar": "افتتح رئيس الجمعية العامة الحوار التفاعلي في 3 نيسان/أبريل 2012 وأشار إلى أن الاتجار بالبشر جريمة لا تغتفر.",
    "zh-hans": "大会主席宣布互动对话开幕，并回顾第64/293号决议“人口贩运”（A/RES/64/293）的内容：《行动计划》。",
    "en": "The President’s “final” office—an affluent, difficult waffle (see resolution 64/293): ‘victims’.",
    "fr": "L’Assemblée générale\u00a0: «\u00a0aucun pays n’est épargné\u00a0», cœur, çà\u202f; 1\u202f000\u00a0%.",
    "ru": "Председатель напомнил, что торговля людьми — «преступление»; сто\u0301имость, ёлка, № 64/293.",
    "es": "¿Cuántas víctimas? ¡El niño y la señora! «Según la resolución 64/293», 2,5 millones.",
}
HARD = [
    '#let x = 1; #panic() $x^2$ <label> @reference `raw` [x] _i_ "q" // comment /* another */ = heading - list \\ ~ --',
    "&amp; <b>bold</b> <!-- no --> ]]> {{ braces }} {% percent %}",
    "A\u2011B, e\u0301 and n\u0303, 5\u00a0km, soft\u00adhyphen",
    "marks \u200eof\u200f direction \u2066in pairs\u2069",
    "Chinese 龘 and Arabic سلام in a Latin text",
]
MASTHEAD = Masthead(
    "United Nations",
    organ="General Assembly",
    symbol="A/66/999/Rev.1",
    distribution="Distr.: General",
    date="27 April 2012",
    original="Original: English",
    below=("Sixty-sixth session", "Agenda item 65"),
)


def document(*blocks, code="en", title="Title", **fields):
    return PrintedDocument(official(code), title, date(2012, 4, 27), blocks, **fields)


def pages(pdf):
    """The texts of the pages of a PDF, without the foot."""
    with pypdfium2.PdfDocument(pdf) as opened:
        number = len(opened)
        texts = [close_up(page.get_textpage().get_text_bounded()) for page in opened]
    return [text.removesuffix(f"{place}/{number}") for place, text in enumerate(texts, 1)]


def close_up(text):
    """A text without what is not seen: spaces, and marks of direction, which PDFium leaves out here and there."""
    return re.sub(r"[\s\u200b\u200e\u200f\u2066-\u2069]", "", text)


def seen(text):
    """The characters of a text in no order, brackets and quotation marks of either side as one."""
    return sorted(close_up(text).translate(str.maketrans(")]}>»”’", "([{<«“‘")))


def escaped(text):
    return text.replace("*", "\\*")


@pytest.mark.parametrize("code", CODES)
def test_pdf_gives_back_the_text_in_each_language(code):
    pdf = pdf_of(document(ParagraphBlock(TEXTS[code], mark="12 -"), ParagraphBlock(TEXTS[code]), code=code, title=""))

    assert pages(pdf) == [close_up(official(code).name + "12 -" + TEXTS[code] * 2)]


@pytest.mark.parametrize("text", HARD)
def test_pdf_gives_back_text_that_is_hard_to_set(text):
    pdf = pdf_of(
        document(ParagraphBlock(escaped(text)), HeadingBlock(text), EntryBlock(text, text, (text,)), NoteBlock(text))
    )

    assert [seen(page) for page in pages(pdf)] == [seen("Title" + 6 * text)]


def test_pdf_gives_back_the_plain_texts_around_the_blocks_as_they_are():
    text = "#panic() *_i_* <label>"
    masthead = Masthead(text, text, text, text, text, text, (text, text))
    given = document(title=text, subtitle=text, masthead=masthead, identifier=text, notes=(NoteBlock(text),))

    assert "".join(pages(pdf_of(given))).count(close_up(text)) == 11  # the symbol is not said again at the foot


def test_pdf_gives_back_what_is_foreign_in_an_arabic_text():
    text = "الوثيقة A/RES/64/293 (انظر الفقرة 5)، «اقتباس» و“United Nations”: 10/00-13/00، 1,000؟"

    pdf = pdf_of(document(ParagraphBlock(text, mark="(أ)"), code="ar", title="موجز"))

    assert [seen(page) for page in pages(pdf)] == [seen("موجز" + "(أ)" + text)]


@pytest.mark.parametrize("word", ["أولاً", "شكراً", "مثّل", "كُتب", "مُنح", "خالٍ", "رجالاً", "وفقاً", "جدّاً"])
def test_pdf_gives_back_words_with_arabic_vowels(word):
    pdf = pdf_of(document(ParagraphBlock(f"يعرب {word} عن {word}"), code="ar", title="موجز"))

    assert pages(pdf) == [f"موجزيعرب{word}عن{word}"]
    assert pypdf.PdfReader(BytesIO(pdf), strict=True).pages[0].extract_text()


def test_pdf_prints_the_number_of_a_character_that_no_font_has():
    pdf = pdf_of(document(ParagraphBlock("a 😀 b 中\u0613 \ue000 \U000e0041c")))

    assert pages(pdf) == ["Titlea[U+1F600]b中[U+0613][U+E000]c"]


def test_pdf_takes_every_character_that_a_text_may_hold():
    places = [*range(0x80, 0x3000, 7), *range(0xFB00, 0xFFFE, 5), *range(0x1F300, 0x1FA00, 11), 0x2FFFF, 0x10FFFF]
    odd = "\t\n\r\x7f\x85\u2028\u2029\ufeff\n\u0613\r\u064b" + "".join(map(chr, places))

    for code in CODES:
        pdf = pdf_of(
            document(ParagraphBlock(odd), *(ParagraphBlock(f"a{letter}b") for letter in odd), code=code, title=odd)
        )

        assert pages(pdf)


def test_pdf_keeps_a_mark_of_direction_within_its_block():
    pdf = pdf_of(document(ParagraphBlock("\u202ebackwards", mark="\u2067"), ParagraphBlock("forwards")))

    assert pages(pdf)[0].endswith("forwards")


def test_pdf_breaks_endless_words_within_the_sheet():
    pdf = pdf_of(
        document(
            ParagraphBlock("x" * 1000 + "\u064b" * 50),
            EntryBlock("y" * 300, "", ("https://un.org/" + "z" * 300,)),
            title="W" * 41,
        )
    )

    with pypdfium2.PdfDocument(pdf) as opened:
        text = opened[0].get_textpage()
        boxes = [text.get_charbox(place) for place in range(text.count_chars())]
        assert max(right for _, _, right, _ in boxes) < opened[0].get_width()
    assert pages(pdf)[0].count("x") == 1000


def test_pdf_keeps_the_hyphens_of_words_whatever_the_line():
    text = " ".join(f"{'a' * length}-related long-term decision-making" for length in range(1, 20))

    assert pages(pdf_of(document(ParagraphBlock(text), EntryBlock("", "", (text,))))) == ["Title" + 2 * close_up(text)]


def test_pdf_goes_on_for_as_many_pages_as_a_long_paragraph_needs():
    masthead = Masthead("United Nations", symbol="A/66/999")
    pdf = pdf_of(document(ParagraphBlock("word " * 4000), masthead=masthead, identifier="A/66/999"))

    first, *others = pages(pdf)
    assert first.count("word") + sum(page.count("word") for page in others) == 4000
    assert len(others) > 2
    assert all(page.startswith("A/66/999word") for page in others)  # the symbol stands above each page but the first
    assert first.startswith("UnitedNationsA/66/999Title")
    assert not any(page.endswith("A/66/999") for page in (first, *others))  # and not at the foot once more


@pytest.mark.parametrize(("code", "continued"), [("en", "K(continued)"), ("zh-hans", "K（续）")])
@pytest.mark.parametrize("lines", [6, 14, 30, 60])
def test_pdf_of_a_programme_leaves_no_label_behind_and_names_the_session_that_goes_on(code, continued, lines):
    """However far down the page the lines above push a session with four lists, each of which stays whole."""
    people = tuple(EntryItem(f", {number}", lead="Name") for number in range(6))
    blocks = (
        EntryBlock("A", "10", tuple("b" * lines)),
        EntryBlock("Title", "11", kind="K", lists=(EntryList("Label", people),) * 4),
        ColumnsBlock((HeadingBlock("H"), ParagraphBlock("P"), HeadingBlock("I"), ParagraphBlock("Q"))),
    )
    given = document(*blocks, code=code, masthead=Masthead("UN"), title="T", identifier="F", is_programme=True)

    _first, *others = printed = pages(pdf_of(given))

    whole = "Label" + "".join(f"Name,{number}" for number in range(6))
    assert sum(page.count(whole) for page in printed) == 4
    assert [page for page in printed if re.search("(11|K|Title|Label|H|I)$", page)] == []
    within = [page for page in others if page.removeprefix("F").removeprefix(continued).startswith("Label")]
    assert [page for page in within if not page.startswith(f"F{continued}")] == []
    assert others
    assert all(page.startswith("F") for page in others)


@pytest.mark.parametrize("code", CODES)
def test_pdf_of_an_empty_paper_has_one_page(code):
    assert len(pages(pdf_of(document(code=code, title="")))) == 1


def test_pdf_says_what_it_is():
    reader = pypdf.PdfReader(BytesIO(pdf_of(document(HeadingBlock("One", mark="I."), code="zh-hans", title="摘要"))))

    root, metadata = reader.trailer["/Root"], reader.xmp_metadata.stream.get_data().decode()
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "摘要"
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert [entry.title for entry in reader.outline] == ["I. One"]


def test_pdf_has_real_headings_and_no_level_is_left_out():
    blocks = [
        HeadingBlock("Deep", level=3),
        HeadingBlock("One"),
        HeadingBlock("Deeper", level=3),
        ParagraphBlock("**bold**"),
    ]

    assert [kind for kind, _ in elements(document(*blocks)) if kind[1] == "H"] == ["/H1", "/H1", "/H2"]


def test_pdf_marks_a_block_in_another_language():
    blocks = [ParagraphBlock("سلام", language=official("ar")), ParagraphBlock("hello", language=official("en"))]

    languages = [language for _, language in elements(document(*blocks)) if language]
    assert languages == ["ar"]


def elements(given):
    """The elements of a PDF's structure, in reading order: what each is, and its language where it names one."""
    found = []

    def walk(element):
        element = element.get_object()
        if isinstance(element, pypdf.generic.DictionaryObject):
            if "/S" in element:
                found.append((element["/S"], element.get("/Lang")))
            walk(element.get("/K", pypdf.generic.NullObject()))
        elif isinstance(element, list):
            for child in element:
                walk(child)

    walk(pypdf.PdfReader(BytesIO(pdf_of(given))).trailer["/Root"]["/StructTreeRoot"])
    return found


def test_pdf_sets_arabic_from_right_to_left():
    pdf = pdf_of(document(ParagraphBlock("سلام", mark="1"), EntryBlock("حدث", "10"), code="ar", masthead=MASTHEAD))

    with pypdfium2.PdfDocument(pdf) as opened:
        page = opened[0].get_textpage()
        left = {word: page.get_charbox(page.search(word).get_next()[0])[0] for word in ("Nations", "Distr", "سلام")}
        middle = opened[0].get_width() / 2
    assert left["Distr"] < middle < left["Nations"]
    assert left["سلام"] > middle


def test_pdf_is_the_same_from_many_threads_and_from_another_process():
    given = document(HeadingBlock("One"), *(ParagraphBlock(text) for text in TEXTS.values()), masthead=MASTHEAD)
    program = (
        "import sys\nfrom tests.conference.documents.test_pdf import *\n"
        'given = document(HeadingBlock("One"), *(ParagraphBlock(text) for text in TEXTS.values()), masthead=MASTHEAD)\n'
        "sys.stdout.buffer.write(pdf_of(given))"
    )

    with ThreadPoolExecutor(8) as threads:
        made = {*threads.map(lambda _: pdf_of(given), range(16))}
    made.add(subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout)

    assert len(made) == 1


def test_line_that_introduces_a_list_never_ends_a_page():
    groups = [(f"Group {number}:", *(f"part {number}.{each}" for each in range(number % 3))) for number in range(120)]
    blocks = [
        ParagraphBlock(words, mark="1.", depth=min(place, 1), introduces=not place and len(words_of_group) > 1)
        for words_of_group in groups
        for place, words in enumerate(words_of_group)
    ]

    texts = pages(pdf_of(document(*blocks)))

    ends = [re.search(r"Group(\d+):$", text) for text in texts[:-1]]
    assert len(texts) > 3
    assert [end[0] for end in ends if end and int(end[1]) % 3] == []
