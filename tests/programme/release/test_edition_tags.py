import pytest
from django.utils.translation import override

from programme.templatetags.edition import label


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "I"), (2, "II"), (4, "IV"), (9, "IX"), (14, "XIV"), (44, "XLIV"), (99, "XCIX"), (2012, "MMXII")],
)
def test_panel_carries_a_roman_numeral(number, numeral):
    with override("en"):
        assert label({"kind": "panel", "number": number}) == f"Interactive panel discussion {numeral}"


@pytest.mark.parametrize("code", ["ar", "zh-hans"])
def test_panel_carries_a_figure_in_arabic_and_chinese(code):
    with override(code):
        assert label({"kind": "panel", "number": 14}).endswith("14")
