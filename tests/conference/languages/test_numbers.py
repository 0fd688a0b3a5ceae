"""Numbers, percentages and sums of money are written in one way in each language."""

from decimal import Decimal

import pytest
from django.utils.formats import number_format
from django.utils.translation import override

from conference.languages.numbers import in_figures, money, percentage

pytestmark = pytest.mark.one_database

WRITTEN = [
    ("ar", "5\u00a0000", "20\u00a0000.5", "12.5%", "EUR\u00a010\u00a0000"),
    ("zh-hans", "5,000", "20,000.5", "12.5%", "EUR\u00a010,000"),
    ("en", "5,000", "20,000.5", "12.5%", "EUR\u00a010,000"),
    ("fr", "5\u00a0000", "20\u00a0000,5", "12,5\u00a0%", "10\u00a0000\u00a0EUR"),
    ("ru", "5\u00a0000", "20\u00a0000,5", "12,5\u00a0%", "10\u00a0000\u00a0EUR"),
    ("es", "5.000", "20.000,5", "12,5\u00a0%", "10.000\u00a0EUR"),
]


@pytest.mark.parametrize(("code", "thousands", "decimals", "part", "euros"), WRITTEN)
def test_numbers_are_written_as_documents_in_the_language_write_them(code, thousands, decimals, part, euros):
    with override(code):
        written = in_figures(5000), in_figures(Decimal("20000.5"), 1), percentage(0.125), money(Decimal(10000), "EUR")

    assert written == (thousands, decimals, part, euros)


@pytest.mark.parametrize(("code", "thousands"), [row[:2] for row in WRITTEN])
def test_django_groups_digits_in_the_same_way(code, thousands):
    with override(code):
        assert number_format(5000, use_l10n=True, force_grouping=True) == thousands


def test_whole_part_has_no_decimals():
    with override("en"):
        assert [percentage(0.5), percentage(1 / 3), percentage(0)] == ["50%", "33.3%", "0%"]
