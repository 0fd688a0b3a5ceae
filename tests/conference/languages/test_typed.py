from datetime import date, datetime, time, timedelta

import pytest

from conference.languages import CODES
from conference.languages.dates import day_text, time_text
from conference.languages.typed import Ambiguous, NotUnderstood, read_day, read_moment, read_time

DAY = date(2027, 3, 22)
DAYS = [date(2027, 1, 1) + timedelta(days=number) for number in range(0, 366, 5)]
HOURS = [time(hour, minute) for hour in range(24) for minute in (0, 5, 15, 59)]


@pytest.mark.parametrize("code", CODES)
def test_whatever_is_printed_of_a_day_is_read_back(code):
    printed = [day_text(day, code, weekday=weekday) for day in DAYS for weekday in (False, True)]

    assert [read_day(text) for text in printed] == [day for day in DAYS for _weekday in (False, True)]


@pytest.mark.parametrize("code", CODES)
def test_whatever_is_printed_of_a_time_is_read_back(code):
    assert [read_time(time_text(hour, code)) for hour in HOURS] == HOURS


@pytest.mark.parametrize(
    "text",
    [
        *("22 March 2027", "March 22, 2027", "Mon. 22 Mar 2027", "the 22nd of March 2027", "22 mars 2027"),
        *("2027-03-22", "2027/3/22", "22.03.2027", "22.3.2027", "22/03/2027", "03/22/2027", "22 - 03 - 2027"),
        *("22 de marzo de 2027", "22 марта 2027 г.", "22 آذار 2027", "٢٢ مارس ٢٠٢٧", "２０２７年３月２２日"),
        *("二〇二七年三月二十二日", "2027年3月22号", "  22\u00a0MARCH\u00a02027 ", "22 marzo, 2027"),
    ],
)
def test_day_is_read_as_people_type_it(text):
    assert read_day(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "22 March", "March 2027", "22.03.27", "31 February 2027", "22 jui 2027", "3/4"),
        *("Tuesday, 22 March 2027", "22 23 March 2027", "22 March April 2027", "22 March 2027" * 20, "²² March 2027x"),
    ],
)
def test_what_names_no_day_is_not_understood(text):
    with pytest.raises(NotUnderstood):
        read_day(text)


@pytest.mark.parametrize("text", ["03/04/2027", "3-4-2027", "٠٣/٠٤/٢٠٢٧"])
def test_day_that_can_be_read_in_two_ways_is_never_guessed(text):
    with pytest.raises(Ambiguous) as found:
        read_day(text)

    assert found.value.readings == (date(2027, 4, 3), date(2027, 3, 4))


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        *((text, time(10)) for text in ("10 a.m.", "10am", "10h00", "10 h", "10:00", "10 ч", "上午10时", "10 صباحاً")),
        *((text, time(10, 15)) for text in ("10.15", "10:15", "10.15 a.m.", "10 h 15", "1015", "１０：１５", "١٠:١٥")),
        *((text, time(15)) for text in ("3 p.m.", "3 P. M.", "15h", "3 de la tarde", "3 дня", "下午三点")),
        *((text, time(12)) for text in ("noon", "12 p.m.", "midi", "mediodía", "полдень", "正午", "12 noon")),
        *((text, time(0)) for text in ("midnight", "12 a.m.", "minuit", "0 h", "00:00", "منتصف الليل")),
        ("الساعة 3 مساءً", time(15)),
        ("9:00 a.m.", time(9)),
        ("下午3点半", time(15, 30)),
        ("10:15:30", time(10, 15, 30)),
        ("10 ч 15 мин", time(10, 15)),
    ],
)
def test_time_is_read_as_people_type_it(text, hour):
    assert read_time(text) == hour


@pytest.mark.parametrize(
    "text", ["", "10", "25:00", "24:00", "10:60", "10.5", "13 a.m.", "0 p.m.", "12 du soir", "noonish", "10:15 Mars"]
)
def test_what_names_no_time_is_not_understood(text):
    with pytest.raises(NotUnderstood):
        read_time(text)


@pytest.mark.parametrize(
    "text",
    [
        *("2027-03-22T15:00", "2027-03-22 15:00:00", "22 March 2027, 3 p.m.", "3 p.m., 22 March 2027"),
        *("22 mars 2027 à 15 h", "22 de marzo de 2027 a las 15:00", "2027年3月22日下午3时"),
        "22 آذار/مارس 2027، الساعة 15:00",
    ],
)
def test_moment_is_read_as_people_type_it(text):
    assert read_moment(text) == datetime(2027, 3, 22, 15)


def test_moment_whose_day_can_be_read_in_two_ways_is_never_guessed():
    with pytest.raises(Ambiguous):
        read_moment("03/04/2027 10:15")
    with pytest.raises(NotUnderstood):
        read_moment("22 March 2027")
