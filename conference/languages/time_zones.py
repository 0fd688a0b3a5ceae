"""Time zones: which there are, and what people call them in six languages."""

from zoneinfo import available_timezones

from babel.core import Locale
from babel.dates import get_timezone_location
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from conference.caches import constant
from conference.languages import official


def validate_zone(name: str) -> None:
    if not is_zone(name):
        raise ValidationError(
            _("“%(name)s” is not a time zone; write one such as Africa/Nairobi."), params={"name": name}
        )


def city_of(name: str, code: str) -> str:
    """The city that a zone is named for, in a language: America/New_York is "Нью-Йорк" in Russian (CLDR's names)."""
    locale = Locale.parse(official(code).html, sep="-")
    return get_timezone_location(name, locale=locale, return_city=True)


def is_zone(name: str) -> bool:
    """Whether there is a time zone of that name."""
    return name in _zones()


@constant()
def _zones() -> set[str]:
    return available_timezones()
