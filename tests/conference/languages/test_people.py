import pytest

from conference.languages.people import function_line, joined, titled_name


@pytest.mark.parametrize(
    ("code", "title", "name", "line"),
    [
        ("en", "Ms.", "Mira Sorvino", "Ms. Mira Sorvino"),
        ("zh-hans", "女士", "米拉·索尔维诺", "米拉·索尔维诺女士"),
        ("en", "", "Mira Sorvino", "Mira Sorvino"),
        ("zh-hans", "", "米拉·索尔维诺", "米拉·索尔维诺"),
        ("en", "Ms.", "", ""),
        ("zh-hans", "女士", "", ""),
    ],
)
def test_courtesy_title_stands_where_the_language_has_it(code, title, name, line):
    assert titled_name(title, name, code) == line


@pytest.mark.parametrize(
    ("code", "function", "affiliation", "line"),
    [
        ("en", "Professor", "DePaul University", "Professor, DePaul University"),
        ("ar", "أستاذ", "جامعة دي بول", "أستاذ، جامعة دي بول"),
        ("zh-hans", "荣休法学教授", "德保罗大学法学院", "德保罗大学法学院荣休法学教授"),
        ("en", "", "DePaul University", "DePaul University"),
        ("zh-hans", "荣休法学教授", "", "荣休法学教授"),
    ],
)
def test_affiliation_stands_where_the_language_has_it(code, function, affiliation, line):
    assert function_line(function, affiliation, code) == line


def test_parts_without_text_leave_no_separator():
    assert [joined(("A", "", "B"), code) for code in ("en", "ar", "zh-hans")] == ["A, B", "A، B", "A，B"]
