"""The names of places that time zones are named for, in six languages."""

import re
from zoneinfo import available_timezones

import pytest

from conference.languages import CODES
from conference.languages.time_zones import city_of, is_zone, local_time_of

ZONES = sorted(name for name in available_timezones() if is_zone(name))
PLACELESS = {"UTC", "GMT"} | {f"UTC{sign}{hours}" for sign in "+−" for hours in range(1, 15)}


def test_there_are_zones_and_that_of_the_machine_is_none_of_them():
    assert len(ZONES) >= 489
    assert not {"localtime", "Factory"} & set(ZONES)


@pytest.mark.parametrize("code", ["ar", "ru", "zh-hans"])
def test_each_zone_has_a_name_in_the_script_of_the_language(code):
    names = {zone: city_of(zone, code) for zone in ZONES}

    assert {zone: name for zone, name in names.items() if re.search("[A-Za-z]", name) and name not in PLACELESS} == {}


@pytest.mark.parametrize("code", CODES)
def test_no_name_has_a_part_of_the_identifier(code):
    assert [name for zone in ZONES if re.search("[/_]", name := city_of(zone, code))] == []


@pytest.mark.parametrize(
    ("zone", "names"),
    {
        "America/Argentina/Buenos_Aires": (
            *("بوينوس أيرس", "布宜诺斯艾利斯", "Buenos Aires", "Buenos Aires"),
            *("Буэнос-Айрес", "Buenos Aires"),
        ),
        "America/Sao_Paulo": ("ساو باولو", "圣保罗", "São Paulo", "São Paulo", "Сан-Паулу", "São Paulo"),
        "Asia/Kolkata": ("كالكتا", "加尔各答", "Kolkata", "Calcutta", "Калькутта", "Calcuta"),
        "Asia/Calcutta": ("كالكتا", "加尔各答", "Kolkata", "Calcutta", "Калькутта", "Calcuta"),
        "Europe/Kyiv": ("كييف", "基辅", "Kyiv", "Kyïv", "Киев", "Kyiv"),
    }.items(),
)
def test_names_of_a_zone(zone, names):
    assert tuple(city_of(zone, code) for code in CODES) == names


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ar", "توقيت القاهرة"),
        ("zh-hans", "开罗时间"),
        ("en", "Cairo time"),
        ("fr", "heure locale (Le Caire)"),
        ("ru", "местное время (Каир)"),
        ("es", "hora de El Cairo"),
    ],
)
def test_local_time_is_said_without_an_article_that_would_have_to_change(code, words):
    assert local_time_of("Africa/Cairo", code) == words


def test_zone_that_is_named_for_no_place_is_said_by_its_distance():
    assert [local_time_of(name, "en") for name in ("UTC", "Etc/GMT-3", "Etc/GMT+11")] == ["UTC", "UTC+3", "UTC−11"]
