"""Numbers, days, times of day and symbols, which every language writes in its own way."""

import pytest

from translation.checks import check
from translation.checks.days import WrittenDay, days_in


def found(source, target, language, source_language="en"):
    return [str(finding) for finding in check(source, target, source_language, language)]


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [
        ("70 per 100,000 births", "70 sur 100 000 naissances", "fr"),
        ("70 per 100,000 births", "70 sur 100\u202f000 naissances", "fr"),
        ("70 per 100,000 births", "70 por cada 100.000 nacimientos", "es"),
        ("70 per 100,000 births", "70 случаев на 100\u00a0000 рождений", "ru"),
        ("70 per 100,000 births", "٧٠ لكل ١٠٠٬٠٠٠ من المواليد", "ar"),
        ("70 per 100,000 births", "每10万例活产70例", "zh-hans"),
        ("less than $1.25 a day", "moins de 1,25 dollar par jour", "fr"),
        ("0.20 per cent of the income", "国民总收入的0.2%", "zh-hans"),
        ("Article 3", "第3条", "zh-hans"),
        ("Article 3", "第三条", "zh-hans"),
        ("Article 13", "第十三条", "zh-hans"),
        ("jointly 100 billion dollars", "共同筹资1000亿美元", "zh-hans"),
        ("jointly 100 billion dollars", "100.000 millones de dólares", "es"),
        ("jointly 100 billion dollars", "100 mil millones de dólares", "es"),
        ("jointly 100 billion dollars", "100 milliards de dollars", "fr"),
        ("jointly 100 billion dollars", "100 млрд. долларов", "ru"),
        ("jointly 100 billion dollars", "100 بليون دولار", "ar"),
        ("for 1 million people", "por millón de habitantes", "es"),
        ("children under 5 years of age", "детей в возрасте до пяти лет", "ru"),
        ("children under 5 years of age", "الأطفال دون سن الخامسة", "ar"),
        ("within 2 years", "خلال سنتين", "ar"),
        ("the 10-Year Framework", "Marco Decenal", "es"),
        ("the five themes", "les 5 thèmes", "fr"),
        ("the 66th session", "soixante-sixième session", "fr"),
        ("the 66th session", "第六十六届会议", "zh-hans"),
        ("the 21st century", "le XXIe siècle", "fr"),
        ("in the 1990s", "dans les années 90", "fr"),
        ("2015-2030", "2015—2030 годы", "ru"),
    ],
)
def test_number_is_the_same_in_every_way_of_writing_it(source, target, language):
    assert found(source, target, language) == []


@pytest.mark.parametrize(
    ("source", "target", "language", "numbers"),
    [
        ("By 2020, all", "D’ici à 2030, tous", "fr", ["2020", "2030"]),
        ("1,000 pages", "1,5 page", "fr", ["1,000", "1,5"]),
        ("5 billion dollars", "5 millions de dollars", "fr", ["5 billion", "5 millions"]),
        ("Article 3", "第4条", "zh-hans", ["3", "4"]),
        ("12 States", "٢١ دولة", "ar", ["12", "٢١"]),
    ],
)
def test_other_number_is_told_on_both_sides(source, target, language, numbers):
    lost, added = numbers

    assert found(source, target, language) == [
        f"The number {lost} of the source is not in the translation.",
        f"The number {added} is not in the source.",
    ]


def test_finding_says_where_it_stands_and_keeps_its_key_when_it_moves():
    first, second = check("By 2020, all States", "D’ici à 2030, tous les États", "en", "fr")

    assert (first.in_source, second.in_target) == ((3, 7), (8, 12))
    assert [each.key for each in check("By 2020, all", "Tous, d’ici à 2030", "en", "fr")] == [first.key, second.key]
    assert first.key != second.key


DAYS = {
    "en": "3 April 2012",
    "ar": "3 نيسان/أبريل 2012",
    "zh-hans": "2012年4月3日",
    "fr": "3 avril 2012",
    "ru": "3 апреля 2012 года",
    "es": "3 de abril de 2012",
}


@pytest.mark.parametrize("target", DAYS)
@pytest.mark.parametrize("source", DAYS)
def test_day_is_the_same_in_every_language(source, target):
    """The same day twice is, of course, untranslated; no other check may say anything."""
    findings = check(DAYS[source], DAYS[target], source, target)

    assert [each.check for each in findings if each.check != "untranslated"] == []


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [
        ("from 3 to 5 April 2012", "4月3日至5日", "zh-hans"),
        ("from 3 to 5 April 2012", "с 3 по 5 апреля 2012 года", "ru"),
        ("from 3 to 5 April 2012", "du 3 au 5 avril 2012", "fr"),
        ("1 August 2012", "1er aou\u0302t 2012", "fr"),
        ("April 3, 2012", "二〇一二年四月三日", "zh-hans"),
        ("3 May", "3 мая", "ru"),
        ("1 February", "1 فبراير", "ar"),
    ],
)
def test_day_is_the_same_in_other_ways_of_writing_it(source, target, language):
    assert found(source, target, language) == []


@pytest.mark.parametrize("month", range(1, 13))
def test_day_of_each_month_is_known_in_chinese(month):
    (fact,) = days_in(f"2012年{month}月31日", "zh-hans")

    assert fact.value == WrittenDay(31, month, 2012)


@pytest.mark.parametrize("text", ["2012年13月3日", "2012年0月3日"])
def test_month_that_there_is_not_is_no_day_in_chinese(text):
    assert days_in(text, "zh-hans") == []


@pytest.mark.parametrize(
    ("target", "language"),
    [("3 мая 2012 года", "ru"), ("4 avril 2012", "fr"), ("2013年4月3日", "zh-hans"), ("٣ أيار/مايو ٢٠١٢", "ar")],
)
def test_other_day_is_told_once(target, language):
    assert found("3 April 2012", target, language) == [
        "The date “3 April 2012” of the source is not in the translation."
    ]


def test_day_that_the_source_has_not_is_told():
    assert found("On that day", "Le 3 avril", "fr") == ["The date “3 avril” is not in the source."]


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [
        ("from 3 to 5.45 p.m.", "de 15 h à 17\u00a0h\u00a045", "fr"),
        ("from 3 to 5.45 p.m.", "下午3时至5时45分", "zh-hans"),
        ("at 10.15 a.m.", "в 10:15", "ru"),
        ("at 10.15 a.m.", "в 10 ч. 15 м.", "ru"),
        ("at 10.15 a.m.", "في الساعة 10:15", "ar"),
        ("at 10.15 a.m.", "a las 10.15 horas", "es"),
        ("from 10 a.m. to noon", "с 10:00 до 12:00", "ru"),
    ],
)
def test_time_of_day_is_the_same_in_every_language(source, target, language):
    assert [each for each in check(source, target, "en", language) if each.check in ("times", "numbers")] == []


def test_other_time_is_told():
    message = "The time “10.15 a.m.” of the source is not in the translation, or is another one there."

    assert found("at 10.15 a.m.", "в 22:15", "ru")[0] == message


@pytest.mark.parametrize(
    "symbol", ["A/66/L.1", "A/RES/64/293", "E/CN.15/2012/20/Add.1", "A/HRC/20/18", "ST/SGB/2003/4", "A/RES/1514(XV)"]
)
def test_symbol_is_the_same_in_every_language(symbol):
    assert found(f"See document {symbol}.", f"见{symbol}号文件。", "zh-hans") == []
    assert found(f"See document {symbol}.", "见文件。", "zh-hans") == [
        f"The symbol {symbol} of the source is not in the translation."
    ]


def test_symbol_with_a_letter_of_another_alphabet_is_told():
    assert len(found("See A/66/L.1.", "См. А/66/L.1.", "ru")) >= 1


def test_number_of_a_resolution_is_a_symbol():
    assert found("in its resolution 64/293", "в своей резолюции 64/239", "ru") == [
        "The symbol 64/293 of the source is not in the translation.",
        "The symbol 64/239 is not in the source.",
    ]


def test_abbreviation_with_a_stroke_is_no_symbol():
    assert found("target of 0.7 per cent (ODA/GNI)", "objectif de 0,7 % (APD/RNB)", "fr", "en") == [
        "In French a non-breaking space stands before “%”."
    ]
