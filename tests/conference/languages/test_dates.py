from datetime import date, datetime

import pytest

from conference.languages.dates import day_text, days_text, time_text, times_text


def at(clock):
    return datetime.fromisoformat(f"2012-04-03T{clock}:00-04:00")


@pytest.mark.parametrize(
    ("code", "day", "with_weekday"),
    [
        ("ar", "3 نيسان/أبريل 2012", "الثلاثاء، 3 نيسان/أبريل 2012"),
        ("zh-hans", "2012年4月3日", "2012年4月3日星期二"),
        ("en", "3 April 2012", "Tuesday, 3 April 2012"),
        ("fr", "3 avril 2012", "mardi 3 avril 2012"),
        ("ru", "3 апреля 2012 года", "вторник, 3 апреля 2012 года"),
        ("es", "3 de abril de 2012", "martes 3 de abril de 2012"),
    ],
)
def test_day_is_written_as_documents_of_the_language_write_it(code, day, with_weekday):
    assert day_text(date(2012, 4, 3), code) == day
    assert day_text(date(2012, 4, 3), code, weekday=True) == with_weekday


def test_first_day_of_a_month_is_an_ordinal_in_french():
    assert day_text(date(2012, 5, 1), "fr") == "1er mai 2012"


@pytest.mark.parametrize(
    ("code", "two", "more", "months", "years"),
    [
        (
            "ar",
            "3 و4 نيسان/أبريل 2012",
            "من 3 إلى 5 نيسان/أبريل 2012",
            "من 3 نيسان/أبريل إلى 1 أيار/مايو 2012",
            "من 3 نيسان/أبريل 2012 إلى 3 نيسان/أبريل 2013",
        ),
        ("zh-hans", "2012年4月3日和4日", "2012年4月3日至5日", "2012年4月3日至5月1日", "2012年4月3日至2013年4月3日"),
        ("en", "3 and 4 April 2012", "3 to 5 April 2012", "3 April to 1 May 2012", "3 April 2012 to 3 April 2013"),
        (
            "fr",
            "3 et 4 avril 2012",
            "du 3 au 5 avril 2012",
            "du 3 avril au 1er mai 2012",
            "du 3 avril 2012 au 3 avril 2013",
        ),
        (
            "ru",
            "3 и 4 апреля 2012 года",
            "3–5 апреля 2012 года",
            "с 3 апреля по 1 мая 2012 года",
            "с 3 апреля 2012 года по 3 апреля 2013 года",
        ),
        (
            "es",
            "3 y 4 de abril de 2012",
            "del 3 al 5 de abril de 2012",
            "del 3 de abril al 1 de mayo de 2012",
            "del 3 de abril de 2012 al 3 de abril de 2013",
        ),
    ],
)
def test_span_of_days_names_a_month_and_a_year_once(code, two, more, months, years):
    ends = date(2012, 4, 4), date(2012, 4, 5), date(2012, 5, 1), date(2013, 4, 3)

    assert [days_text(date(2012, 4, 3), end, code) for end in ends] == [two, more, months, years]


def test_two_days_may_lie_in_two_months():
    assert days_text(date(2012, 4, 30), date(2012, 5, 1), "en") == "30 April and 1 May 2012"
    assert days_text(date(2012, 4, 30), date(2012, 5, 1), "fr") == "30 avril et 1er mai 2012"


@pytest.mark.parametrize(
    ("clock", "text"),
    [
        ("00:00", "midnight"),
        ("10:00", "10 a.m."),
        ("10:15", "10.15 a.m."),
        ("11:59", "11.59 a.m."),
        ("12:00", "noon"),
        ("12:01", "12.01 p.m."),
        ("17:45", "5.45 p.m."),
    ],
)
def test_time_in_english_has_twelve_hours(clock, text):
    assert time_text(at(clock), "en") == text


@pytest.mark.parametrize(
    ("code", "times"),
    [
        ("ar", "من 15:00 إلى 17:45"),
        ("zh-hans", "15:00至17:45"),
        ("en", "3 to 5.45 p.m."),
        ("fr", "de 15\u00a0h à 17\u00a0h\u00a045"),
        ("ru", "15:00–17:45"),
        ("es", "de 15:00 a 17:45"),
    ],
)
def test_span_of_time(code, times):
    assert times_text(at("15:00"), at("17:45"), code) == times


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("11:00", "13:00", "11 a.m. to 1 p.m."),
        ("10:00", "12:00", "10 a.m. to noon"),
        ("10:00", "11:00", "10 to 11 a.m."),
        ("21:00", "00:00", "9 p.m. to midnight"),
        ("00:00", "01:00", "midnight to 1 a.m."),
        ("00:00", "12:00", "midnight to noon"),
    ],
)
def test_english_span_names_the_half_of_the_day_once_where_it_can(start, end, text):
    assert times_text(at(start), at(end), "en") == text


def on(moment):
    return datetime.fromisoformat(f"{moment}:00+01:00")


@pytest.mark.parametrize(
    ("code", "times"),
    [
        ("ar", "من 10:00 إلى 4 تشرين الثاني/نوفمبر، الساعة 22:00"),
        ("zh-hans", "10:00至11月4日22:00"),
        ("en", "10 a.m. to 4 November, 10 p.m."),
        ("fr", "de 10\u00a0h au 4 novembre à 22\u00a0h"),
        ("ru", "10:00 – 4 ноября, 22:00"),
        ("es", "de 10:00 al 4 de noviembre a las 22:00"),
    ],
)
def test_case_09_span_that_ends_on_another_day_says_the_day(code, times):
    assert times_text(on("2024-11-03T10:00"), on("2024-11-04T22:00"), code) == times


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2024-11-03T21:00", "2024-11-04T00:00", "9 p.m. to midnight"),
        ("2024-11-03T21:00", "2024-11-04T02:00", "9 p.m. to 2 a.m."),
        ("2024-11-03T21:00", "2024-11-04T06:00", "9 p.m. to 6 a.m."),
        ("2024-11-03T21:00", "2024-11-04T06:01", "9 p.m. to 4 November, 6.01 a.m."),
        ("2024-11-03T09:00", "2024-11-04T11:00", "9 a.m. to 4 November, 11 a.m."),
        ("2024-11-03T09:00", "2024-11-05T00:00", "9 a.m. to 5 November, midnight"),
        ("2024-12-31T09:00", "2025-01-01T11:00", "9 a.m. to 1 January 2025, 11 a.m."),
    ],
)
def test_case_09_end_in_the_night_after_needs_no_day(start, end, text):
    assert times_text(on(start), on(end), "en") == text
