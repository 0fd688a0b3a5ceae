"""Papers for the tests of the formats: each kind of block, in each language, with texts that are hard to write."""

from datetime import date

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
    TableBlock,
    TableCellText,
)
from conference.languages import official

# Emphasis, the other direction, direction marks, and what looks like XML, an entity, or a field of Word.
WORDS = {
    "ar": "وأشار *التقرير* إلى **الوثيقة** A/66/L.1 <b>&amp;</b> \u200fفي عام 2012\u200f.",
    "zh-hans": "《*报告*》提到**文件**“A/66/L.1” <b>&amp;</b>。",
    "en": "The *Report* of **States** on الاتجار بالأشخاص (2012) \u2067نص\u2069 <b>&amp;</b> { PAGE } \u200e\\*.",
    "fr": "Le *rapport* des **États** : « <b>&amp;</b> » – l’alinéa\u00a0a).",
    "ru": "В *докладе* **государств** № 5 <b>&amp;</b> — «ёлка».",
    "es": "El *informe* de los **Estados**: ¿<b>&amp;</b>? ¡Sí!",
}


def make_document(code="en", **changes):
    words = WORDS[code]
    values = {
        "language": official(code),
        "title": f"1 {plain(code)}",
        "subtitle": "2 Subtitle",
        "dated": date(2012, 4, 27),
        "identifier": "A/66/999",
        "masthead": Masthead("3 UN", "4 Organ", "A/66/999", "Distr.: General", "27.4.2012", "Original", ("5", "6")),
        "notes": (NoteBlock("7 Note & note"),),
        "blocks": (
            HeadingBlock("8 Heading", 1, "I.", "s1"),
            HeadingBlock("9 Heading below", 2, "A."),
            ParagraphBlock(words, "1.", 0, "paragraph-1"),
            ParagraphBlock(words, "(a)", 1, "paragraph-1-1"),
            ParagraphBlock(words, "(i)", 2),
            ParagraphBlock(f"10 {words}"),
            ParagraphBlock(WORDS[other(code)], language=official(other(code))),
            ParagraphBlock(f"22 {words}", is_quotation=True),
            TableBlock("Table 1", f"23 {words}", table_of(words, code), "p7"),
            NoteBlock("11 Note"),
            EntryBlock("12 Entry", "10–13", ("13 Line", "14 Line")),
            EntryBlock("15 Entry", lines=("16 Line",), language=official(other(code))),
            EntryBlock("18 Entry", "17", kind="19 Kind", lists=lists_of(code)),
            ColumnsBlock((HeadingBlock("20 Heading"), ParagraphBlock(words))),
        ),
        **changes,
    }
    return PrintedDocument(**values)


def table_of(words, code):
    elsewhere = official(other(code))
    head = (TableCellText("24 Head"), TableCellText("25 Head", elsewhere))
    return (head, (TableCellText(f"26 {words}"), TableCellText("27 Cell", elsewhere)))


def lists_of(code):
    elsewhere = official(other(code))
    people = (EntryItem(", function", lead="Name", before="Ms. "), EntryItem("21 Person", language=elsewhere))
    return (EntryList("People", people), EntryList("Themes", (EntryItem("One"), EntryItem("Two")), is_numbered=True))


def other(code):
    """A language of the other direction."""
    return "en" if code == "ar" else "ar"


def plain(code):
    """The words alone: the marks are removed here by hand, so that a test does not ask the code about itself."""
    asterisk = "\x00"
    return WORDS[code].replace("\\*", asterisk).replace("*", "").replace(asterisk, "*")


def texts_of(code):
    """Every text of `make_document`, in the order of reading, with the mark before it: each a line."""
    words = plain(code)
    return [
        "3 UN",
        "A/66/999",
        "4 Organ",
        "Distr.: General",
        "27.4.2012",
        "Original",
        "5",
        "6",
        f"1 {words}",
        "2 Subtitle",
        "7 Note & note",
        "I.\t8 Heading",
        "A.\t9 Heading below",
        f"1.\t{words}",
        f"(a)\t{words}",
        f"(i)\t{words}",
        f"10 {words}",
        plain(other(code)),
        f"22 {words}",
        "Table 1",
        f"23 {words}",
        "24 Head",
        "25 Head",
        f"26 {words}",
        "27 Cell",
        "11 Note",
        "10–13",
        "12 Entry",
        "13 Line",
        "14 Line",
        "15 Entry",
        "16 Line",
        "17",
        "19 Kind",
        "18 Entry",
        "People",
        "Ms. Name, function",
        "21 Person",
        "Themes",
        "1.\tOne",
        "2.\tTwo",
        "20 Heading",
        words,
    ]
