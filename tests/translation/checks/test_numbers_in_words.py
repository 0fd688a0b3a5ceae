import pytest

from translation.checks.numbers_in_words import chinese_number


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("2030", 2030),
        ("二〇三〇", 2030),
        ("十", 10),
        ("二十五", 25),
        ("一千三百", 1_300),
        ("万", 10_000),
        ("三万", 30_000),
        ("十二万三千", 123_000),
        ("一亿", 100_000_000),
        ("一亿二千万", 120_000_000),
        ("七十亿", 7_000_000_000),
        ("一万亿", 1_000_000_000_000),
    ],
)
def test_chinese_number_is_read(numeral, number):
    assert chinese_number(numeral) == number
