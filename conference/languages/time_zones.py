"""Time zones: which there are, and what people call them in six languages."""

from zoneinfo import available_timezones

from babel.core import Locale, get_global
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from conference.caches import constant
from conference.languages import CODES, official
from conference.languages.folding import fold


def validate_zone(name: str) -> None:
    if not is_zone(name):
        raise ValidationError(
            _("“%(name)s” is not a time zone; write one such as Africa/Nairobi."), params={"name": name}
        )


# Names that CLDR lacks, has in another language, or has of former days, as United Nations documents write them.
_CITIES = {
    "Africa/Lome": {"en": "Lomé"},
    "America/Atikokan": {"ar": "أتيكوكان", "ru": "Атикокан"},
    "America/Bogota": {"en": "Bogotá"},
    "America/Coyhaique": {"ar": "كويهايكي", "zh-hans": "科伊艾克", "ru": "Кояйке"},
    "America/Nuuk": {"ar": "نوك"},
    "America/Sao_Paulo": {"en": "São Paulo"},
    "Antarctica/Syowa": {"ru": "Сева"},
    "Asia/Almaty": {"fr": "Almaty"},
    "Asia/Yangon": {"ar": "يانغون", "fr": "Yangon", "es": "Yangón"},
    "Europe/Kyiv": {"fr": "Kyïv", "es": "Kyiv"},
    "Europe/Tirane": {"en": "Tirana"},
    "Pacific/Chuuk": {"ar": "تشوك", "ru": "Чуук"},
    "Pacific/Kanton": {"es": "Kanton"},
    "Pacific/Noumea": {"en": "Nouméa"},
}


@constant(6000)  # each zone in each language
def city_of(name: str, code: str) -> str:
    """The city that a zone is named for, in a language: America/New_York is "Нью-Йорк" in Russian (CLDR's names)."""
    newest = get_global("zone_aliases").get(name, name)
    if newest in _CITIES and code in _CITIES[newest]:
        return _CITIES[newest][code]
    if newest.startswith("Etc/"):
        return _offset(newest.removeprefix("Etc/"))
    named = Locale.parse(official(code).html, sep="-").time_zones
    # CLDR keeps the name of a city with the identifier that its zone had when the name was entered.
    known = (named.get(each, {}).get("city") for each in (newest, name, *_former(newest)))
    return next(filter(None, known), newest.rpartition("/")[2].replace("_", " "))


def _former(zone: str) -> list[str]:
    return [former for former, newest in get_global("zone_aliases").items() if newest == zone]


def _offset(name: str) -> str:
    """ "UTC+3" for GMT-3, whose sign is that of POSIX, the other way round than people write it."""
    signs = str.maketrans({"+": "\u2212", "-": "+"})
    return name.replace("GMT", "UTC").translate(signs) if name != "GMT" else name


def local_time_of(name: str, code: str) -> str:
    """The time that a zone keeps, in a language: "New York time", or "UTC" where it is named for no place."""
    city = city_of(name, code)
    if get_global("zone_aliases").get(name, name).startswith("Etc/"):
        return city
    with override(code):
        return gettext("%(city)s time") % {"city": city}


def is_zone(name: str) -> bool:
    """Whether there is a time zone of that name."""
    return name in _zones()


@constant()
def _zones() -> set[str]:
    # The one is whatever the machine keeps, the other tells that nobody has set it.
    return available_timezones() - {"localtime", "Factory"}


# Places where United Nations bodies meet and that no zone is named for, by what the six languages call them.
_MEETING_PLACES = {
    "Africa/Cairo": (
        "شرم الشيخ",
        "沙姆沙伊赫",
        "Sharm el-Sheikh",
        "Charm el-Cheikh",
        "Шарм-эль-Шейх",
        "Sharm el-Sheij",
    ),
    "America/New_York": ("واشنطن", "华盛顿", "Washington", "Washington", "Вашингтон", "Washington"),
    "America/Toronto": ("مونتريال", "蒙特利尔", "Montreal", "Montréal", "Монреаль", "Montreal"),
    "Asia/Kolkata": ("نيودلهي", "新德里", "New Delhi", "New Delhi", "Нью-Дели", "Nueva Delhi"),
    "Asia/Shanghai": ("بيجين", "北京", "Beijing", "Beijing", "Пекин", "Beijing"),
    "Europe/Amsterdam": ("لاهاي", "海牙", "The Hague", "La Haye", "Гаага", "La Haya"),
    "Europe/Berlin": ("بون", "波恩", "Bonn", "Bonn", "Бонн", "Bonn"),
    "Europe/Zurich": ("جنيف", "日内瓦", "Geneva", "Genève", "Женева", "Ginebra"),
}
_REGIONS = "Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific".split()


@constant()
def places(code: str) -> tuple[tuple[str, str], ...]:
    """The places of all zones in a language, region by region: ((zone, place), ...)."""
    known = [name for name in get_global("zone_territories") if name.partition("/")[0] in _REGIONS and is_zone(name)]
    found = [(name, city_of(name, code)) for name in known]
    found += [(name, places[CODES.index(code)]) for name, places in _MEETING_PLACES.items()]
    return tuple(sorted(found, key=lambda each: (each[0].partition("/")[0], fold(each[1]))))


def zone_named(text: str) -> str:
    """The name of the zone that a text means: its own name in any case, or a place in any language; else the text."""
    text = text.strip()
    return text if is_zone(text) else _by_words().get(fold(text), text)


@constant()
def _by_words() -> dict[str, str]:
    """The zones by their folded names and places, without what two of them are called."""
    found: dict[str, set[str]] = {}
    for code in CODES:
        for name, place in places(code):
            for words in (name, place):
                found.setdefault(fold(words), set()).add(name)
    return {words: names.pop() for words, names in found.items() if len(names) == 1}
