"""What lint says of sheets: raw values, a class in two sheets, a class that nothing names."""

import pytest

from lint.findings import ROOT
from lint.styles import raw_values, styled_for_nothing, styled_twice

ONE, OTHER = ROOT / "static" / "one.css", ROOT / "static" / "other.css"


@pytest.mark.parametrize(
    "rule",
    [
        ".action { font-size: 1rem; }",
        ".action { font: 600 15px/1.4 var(--sans); }",
        ".action { border-radius: 3px; }",
        ".action { color: #fff; }",
        ".action { border: 1px solid rgb(0 0 0 / .2); }",
        "@media (min-width: 50rem) { .action { color: var(--ink); } }",
    ],
)
def test_raw_value_is_found(rule):
    assert len(list(raw_values(ONE, rule))) == 1


def test_tokens_paper_and_the_four_widths_are_free():
    sheet = """
    .action { font: 600 var(--text-s)/1.4 var(--sans); border-radius: var(--radius) 0; color: var(--ink); }
    @media (min-width: 46rem) { .action { border: 1px solid currentcolor; } }
    @media print { .action { font-size: 9.5pt; } }
    """

    assert list(raw_values(ONE, sheet)) == []


def test_class_that_stands_by_itself_in_two_sheets_is_found_once():
    sheets = {ONE: ".action { color: red; }", OTHER: ".card .action { color: red; }\n.action:hover { color: red; }"}

    assert [(path, line) for path, line, _ in styled_twice(sheets)] == [(OTHER, 2)]


def test_class_that_nothing_names_is_found():
    sheets = {ONE: ".action { color: red; }\n.n" + "owhere-at-all { color: red; }"}

    assert [(path, line) for path, line, _ in styled_for_nothing(sheets)] == [(ONE, 2)]
