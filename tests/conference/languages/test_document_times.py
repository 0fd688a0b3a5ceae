"""Times of day in letters and in the Journal are written as the documents of each language write them."""

from datetime import datetime

import pytest

from conference.languages.document_times import time_in_words, times_in_words

pytestmark = pytest.mark.one_database


def at(hour, minute=0, day=3):
    return datetime(2012, 4, day, hour, minute)


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("ar", ["الساعة 10:00", "الساعة 15:15", "الساعة 12:00", "الساعة 00:00"]),
        ("zh-hans", ["上午10时", "下午3时15分", "中午12时", "午夜12时"]),
        ("en", ["10 a.m.", "3.15 p.m.", "noon", "midnight"]),
        ("fr", ["10 heures", "15 h 15", "12 heures", "0 heure"]),
        ("ru", ["10 ч. 00 м.", "15 ч. 15 м.", "12 ч. 00 м.", "0 ч. 00 м."]),
        ("es", ["10.00 horas", "15.15 horas", "12.00 horas", "0.00 horas"]),
    ],
)
def test_time_of_day(code, written):
    times = at(10), at(15, 15), at(12), at(0)

    assert [time_in_words(each, code).replace("\u00a0", " ") for each in times] == written


@pytest.mark.parametrize(
    ("code", "morning", "afternoon", "days"),
    [
        (
            "ar",
            "من الساعة 10:00 إلى الساعة 13:00",
            "من الساعة 15:00 إلى الساعة 17:45",
            "من الساعة 10:00 إلى 5 نيسان/أبريل، الساعة 22:00",
        ),
        ("zh-hans", "上午10时至下午1时", "下午3时至5时45分", "上午10时至4月5日下午10时"),
        ("en", "10 a.m. to 1 p.m.", "3 to 5.45 p.m.", "10 a.m. to 5 April, 10 p.m."),
        ("fr", "de 10 heures à 13 heures", "de 15 heures à 17 h 45", "de 10 heures au 5 avril à 22 heures"),
        (
            "ru",
            "с 10 ч. 00 м. до 13 ч. 00 м.",
            "с 15 ч. 00 м. до 17 ч. 45 м.",
            "с 10 ч. 00 м. до 5 апреля, 22 ч. 00 м.",
        ),
        (
            "es",
            "de las 10.00 a las 13.00 horas",
            "de las 15.00 a las 17.45 horas",
            "de las 10.00 al 5 de abril a las 22.00 horas",
        ),
    ],
)
def test_span_of_time(code, morning, afternoon, days):
    spans = (at(10), at(13)), (at(15), at(17, 45)), (at(10), at(22, day=5))

    written = [times_in_words(start, end, code).replace("\u00a0", " ") for start, end in spans]

    assert written == [morning, afternoon, days]
