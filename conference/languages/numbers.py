"""Numbers, percentages and sums of money as United Nations documents of each language write them.

Digits are European in all six. Thousands are set apart from 1,000 on, in the way of the President's Summary: "20,000"
in English and Chinese, "20.000" in Spanish, with a space that no line ends at in Arabic, French and Russian.
"""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language, ngettext

NO_BREAK = "\u00a0"
_SIGNS = {  # between thousands, before decimals
    "ar": (NO_BREAK, "."),
    "zh-hans": (",", "."),
    "en": (",", "."),
    "fr": (NO_BREAK, ","),
    "ru": (NO_BREAK, ","),
    "es": (".", ","),
}
_AMOUNT_FIRST = ("fr", "ru", "es")  # before the letters of a currency, and with a space before the sign of per cent


def in_figures(number: int | Decimal, places: int = 0) -> str:
    """Return a number as the page's language writes it, with so many decimals: "20,000", "1.500,50"."""
    thousands, decimals = _SIGNS[get_language() or "en"]
    whole, __, rest = f"{number:,.{places}f}".partition(".")
    return whole.replace(",", thousands) + (decimals + rest if rest else "")


def percentage(part: float) -> str:
    """Return a part of a whole with the sign of per cent, as tables have it: "12.5%", "12,5 %"."""
    tenths = Decimal(str(100 * part)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    digits = in_figures(tenths, places=int(tenths != tenths.to_integral_value()))
    return f"{digits}{NO_BREAK}%" if get_language() in _AMOUNT_FIRST else f"{digits}%"


def money(number: Decimal, currency: str) -> str:
    """Return a sum of money: United States dollars as documents in the language write them, others by ISO 4217."""
    code = get_language()
    digits = _amount(number)
    if currency != "USD":
        return f"{digits}{NO_BREAK}{currency}" if code in _AMOUNT_FIRST else f"{currency}{NO_BREAK}{digits}"
    myriads = number / 10_000
    if code == "zh-hans" and myriads == myriads.to_integral_value():
        return f"{_amount(myriads)}万美元"
    return ngettext("$%(digits)s", "$%(digits)s", int(number)) % {"digits": digits}


def _amount(number: Decimal) -> str:
    return in_figures(number, places=0 if number == number.to_integral_value() else 2)
