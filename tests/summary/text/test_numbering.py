import pytest

from conference.languages import CODES
from summary.text.numbering import anchor, citation, paragraph_mark, part_mark, section_mark


@pytest.mark.parametrize(
    ("code", "marks"),
    [
        ("ar", ["أولا -", "ثاني عشر -", "باء -", "12 -", "(ب)", "'4'"]),
        ("zh-hans", ["一.", "十二.", "B.", "12.", "(b)", "(四)"]),
        ("en", ["I.", "XII.", "B.", "12.", "(b)", "(iv)"]),
        ("fr", ["I.", "XII.", "B.", "12.", "b)", "iv)"]),
        ("ru", ["I.", "XII.", "B.", "12.", "b)", "iv)"]),
        ("es", ["I.", "XII.", "B.", "12.", "b)", "iv)"]),
    ],
)
def test_marks_are_those_of_the_language(code, marks):
    made = [
        section_mark(1, 1, code),
        section_mark(1, 12, code),
        section_mark(2, 2, code),
        paragraph_mark(12, code),
        part_mark(1, 2, code),
        part_mark(2, 4, code),
    ]

    assert made == marks


def test_long_documents_count_on_as_their_language_does():
    numbers = (20, 41, 99, 100, 101, 110, 211)

    assert [section_mark(1, number, "en") for number in numbers] == [
        *("XX.", "XLI.", "XCIX.", "C.", "CI.", "CX.", "CCXI.")
    ]
    assert [section_mark(1, number, "zh-hans") for number in numbers] == [
        *("二十.", "四十一.", "九十九.", "一百.", "一百零一.", "一百一十.", "二百一十一.")
    ]


def test_citation_names_the_paragraph_and_its_parts():
    assert [citation([5], "en"), citation([5, 2], "en"), citation([5, 2, 3], "fr")] == ["5", "5 (b)", "5 b) iii)"]


def test_anchor_is_the_same_in_all_languages():
    assert anchor([5, 2]) == "paragraph-5-2"


@pytest.mark.parametrize("code", CODES)
def test_no_two_numbers_have_the_same_mark(code):
    """Also beyond the letters of an alphabet."""
    for mark in (part_mark, section_mark):
        for level in (1, 2):
            marks = [mark(level, number, code) for number in range(1, 1100)]
            assert len(set(marks)) == len(marks)
