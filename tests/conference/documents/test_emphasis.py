import pytest

from conference.documents.emphasis import Run, runs, without_marks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("a *b*", [Run("a "), Run("b", italic=True)]),
        ("**a**", [Run("a", bold=True)]),
        ("**a** *b* c", [Run("a", bold=True), Run(" "), Run("b", italic=True), Run(" c")]),
        (r"2 \* 3", [Run("2 * 3")]),
        (r"*a \* b*", [Run("a * b", italic=True)]),
        ("2 * 3 * 4", [Run("2 * 3 * 4")]),
        ("*never closed", [Run("*never closed")]),
    ],
)
def test_marks_divide_a_text_into_runs_of_which_none_is_empty(text, found):
    assert runs(text) == found


def test_words_alone_have_no_marks():
    assert without_marks(r"**The** *dialogue* \*") == "The dialogue *"
