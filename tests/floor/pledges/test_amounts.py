"""A sum of money is written in one way in each language: as the President's Summary writes it."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from floor.templatetags.record import amount


@pytest.mark.parametrize(
    ("code", "number", "written"),
    [
        ("en", "10000", "$10,000"),
        ("en", "1500.50", "$1,500.50"),
        ("fr", "10000", "10\u00a0000 dollars"),
        ("fr", "1", "1 dollar"),
        ("es", "10000", "10.000 dólares"),
        ("ru", "10000", "10\u00a0000 долл. США"),
        ("ar", "10000", "10\u00a0000 دولار"),
        ("ar", "5", "5 دولارات"),
        ("zh-hans", "200000", "20万美元"),
        ("zh-hans", "1500", "1,500美元"),
    ],
)
def test_dollars_are_written_as_documents_in_the_language_write_them(code, number, written):
    with override(code):
        assert amount(Decimal(number), "USD") == f"<bdi>{written}</bdi>"


def test_other_currencies_have_their_letters():
    with override("fr"):
        assert amount(Decimal(1000), "EUR") == "<bdi>1\u00a0000\u00a0EUR</bdi>"
