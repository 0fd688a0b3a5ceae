"""The numbers of sections, paragraphs and their parts, which are generated and never typed, so that languages agree.

Each language writes them as its United Nations documents do: "12." and "(a)" in English, "a)" in French, Russian and
Spanish, "12 -" and "(أ)" in Arabic. The numbers are the same; one cites a paragraph, never a page.
"""

from collections.abc import Sequence
from string import ascii_lowercase

from django.utils.translation import gettext, gettext_noop, override

_ARABIC = (  # the abjad order, as in legal texts
    "أ ب ج د هـ و ز ح ط ي ك ل م ن س ع ف ص ق ر ش ت ث خ ذ ض ظ غ"
).split()
_ARABIC_NAMES = ("ألف باء جيم دال هاء واو زاي حاء طاء ياء كاف لام ميم نون سين عين فاء صاد قاف راء شين تاء").split()
_ARABIC_ORDINALS = [
    *"أولا ثانيا ثالثا رابعا خامسا سادسا سابعا ثامنا تاسعا عاشرا".split(),
    *(f"{unit} عشر" for unit in "حادي ثاني ثالث رابع خامس سادس سابع ثامن تاسع".split()),
    "عشرون",
]
_CHINESE = "一二三四五六七八九"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_HALF_BRACKET = ("fr", "ru", "es")  # which write "a)" where English writes "(a)"


def section_mark(level: int, number: int, code: str) -> str:
    """Returns the number before a heading: "I.", "A." and "1." by its level; in Arabic "أولا -", "ألف -" and "1 -"."""
    if level == 3:
        return paragraph_mark(number, code)
    if code == "ar":
        return f"{_nth(_ARABIC_ORDINALS if level == 1 else _ARABIC_NAMES, number)} -"
    if level == 1:
        return f"{_chinese(number) if code == 'zh-hans' else _roman(number).upper()}."
    return f"{_letter(number).upper()}."


def paragraph_mark(number: int, code: str) -> str:
    """Returns the number before a paragraph: "12.", in Arabic "12 -"."""
    return f"{number} -" if code == "ar" else f"{number}."


def part_mark(depth: int, number: int, code: str) -> str:
    """Returns the mark before a part of a paragraph: "(a)" at depth 1, "(i)" at depth 2, by language."""
    if code == "ar":
        return f"({_nth(_ARABIC, number)})" if depth == 1 else f"'{number}'"
    if code == "zh-hans" and depth == 2:
        return f"({_chinese(number)})"
    mark = _letter(number) if depth == 1 else _roman(number)
    return f"{mark})" if code in _HALF_BRACKET else f"({mark})"


def footnote_mark(number: int, code: str) -> str:
    """Returns the number of a footnote as it is printed: "3", in Arabic "(3)"."""
    return f"({number})" if code == "ar" else str(number)


def title_note_mark(number: int, code: str) -> str:
    """Returns the mark of a note to the title, which is the same in all languages: "*", "**"."""
    return "*" * number


def footnote_anchor(label: int) -> str:
    """Returns the name of a footnote in addresses, one for all languages and editions: "footnote-7"."""
    return f"footnote-{label}"


def citation(path: Sequence[int], code: str) -> str:
    """Returns how a paragraph or its part is cited, by its numbers from the paragraph down: [5, 2] is "5 (b)"."""
    return " ".join([str(path[0]), *(part_mark(depth, number, code) for depth, number in enumerate(path[1:], 1))])


def anchor(path: Sequence[int]) -> str:
    """Returns the name of a paragraph or its part in addresses, one for all languages: [5, 2] is "paragraph-5-2"."""
    return "-".join(["paragraph", *map(str, path)])


_TABLES = {
    "ar": "الجدول %s",
    "zh-hans": "表%s",
    "en": "Table %s",
    "fr": "Tableau %s",
    "ru": "Таблица %s",
    "es": "Cuadro %s",
}


def table_mark(number: int, code: str) -> str:
    """Returns the number of a table as a language prints it: "Table 1", "表1"."""
    return _TABLES[code] % number


def cell_name(row: int, column: int) -> str:
    """Returns what a cell is called among staff, as in a spreadsheet: "B2"; both are counted from 1."""
    return f"{_letter(column).upper()}{row}"


def cell_citation(table: int, row: int, column: int, code: str) -> str:
    """Returns how a cell is cited: "Table 1, row 2, column 3"; the head is row 1."""
    with override(code):
        facts = {"table": table_mark(table, code), "row": row, "column": column}
        return gettext("%(table)s, row %(row)s, column %(column)s") % facts


_PLACES = {
    "unnumbered": (
        gettext_noop("unnumbered paragraph at the beginning"),
        gettext_noop("unnumbered paragraph after %(number)s"),
    ),
    "quotation": (gettext_noop("quotation at the beginning"), gettext_noop("quotation after %(number)s")),
}


def place_without_number(form: str, after: int, code: str) -> str:
    """Returns how a paragraph without a number is cited: "quotation after 5"; `after` is the number before it, or 0."""
    at_beginning, behind = _PLACES[form]
    with override(code):
        return gettext(behind) % {"number": after} if after else gettext(at_beginning)


def _nth(words: Sequence[str], number: int) -> str:
    return words[number - 1] if number <= len(words) else str(number)


def _letter(number: int) -> str:
    """a to z, then aa, bb and so on, as the Organization goes on."""
    times, place = divmod(number - 1, len(ascii_lowercase))
    return ascii_lowercase[place] * (times + 1)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text


def _chinese(number: int) -> str:
    """The numerals from 1 to 999; beyond them digits."""
    if number > 999:
        return str(number)
    hundreds, tens, units = number // 100, number // 10 % 10, number % 10
    text = f"{_CHINESE[hundreds - 1]}百" if hundreds else ""
    if tens:
        text += "十" if number < 20 else f"{_CHINESE[tens - 1]}十"
    elif hundreds and units:
        text += "零"
    return text + (_CHINESE[units - 1] if units else "")
