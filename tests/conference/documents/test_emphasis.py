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


def test_mark_of_a_footnote_is_a_run_of_its_own_within_emphasis_too():
    assert [(run.text, run.note, run.bold) for run in runs("One[^7] **two[^12]**[^0] [^x]")] == [
        ("One", 0, False),
        ("[^7]", 7, False),
        (" ", 0, False),
        ("two", 0, True),
        ("[^12]", 12, True),
        ("[^0] [^x]", 0, False),
    ]
    assert without_marks("One[^7] **two[^12]**") == "One two"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://www.un.org/en/.", ["https://www.un.org/en/"]),
        ("(https://un.org) 见https://www.un.org/zh/。", ["https://un.org", "https://www.un.org/zh/"]),
        ("[the site](https://x.example/a_(b)?c=1#d)", ["https://x.example/a_(b)?c=1#d"]),
        ("http://un.org https://localhost/ https://10.0.0.1/ javascript:alert(1) https://user@un.org", []),
        ('[x](https://un.org/" onclick="a) [x](javascript:a)', ["https://un.org/"]),
    ],
)
def test_links_lead_to_public_addresses_with_https_alone(text, links):
    assert [run.link for run in runs(text) if run.link] == links
    assert "".join(run.text for run in runs("[a](https://un.org) b")) == "a b"
