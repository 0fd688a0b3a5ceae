import pytest

from conference.documents.characters import bidi_runs, fit


@pytest.mark.parametrize(
    ("text", "direction", "expected"),
    [
        ("", "ltr", []),
        ("Only 2012 (Latin).", "ltr", [("Only 2012 (Latin).", False)]),
        ("فقط 2012 (عربي).", "rtl", [("فقط 2012 (عربي).", True)]),
        ("Mr. ناصر عبد, Qatar", "ltr", [("Mr. ", False), ("ناصر عبد", True), (", Qatar", False)]),
        ("في A/66/999 (2012)", "rtl", [("في ", True), ("A/66/999", False), (" (2012)", True)]),
        ("في A/66 (Part 2).", "rtl", [("في ", True), ("A/66 (Part 2)", False), (".", True)]),
        ("2012", "rtl", [("2012", True)]),
        ("مُنَظَّمة", "ltr", [("مُنَظَّمة", True)]),
        ("大会", "rtl", [("大会", False)]),
    ],
)
def test_text_falls_into_pieces_of_one_direction(text, direction, expected):
    assert bidi_runs(text, direction) == expected


def test_pieces_of_a_long_text_are_found_fast():
    """Ten thousand signs without a letter: no sign looks for the letter before it all by itself."""
    assert bidi_runs("." * 10_000, "rtl") == [("." * 10_000, True)]


def test_only_what_no_document_may_hold_is_replaced():
    assert fit("a\x00\ufffe\ud800\tb\u200f\U0001f600") == "a\ufffd\ufffd\ufffd\tb\u200f\U0001f600"
