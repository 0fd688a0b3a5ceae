"""The fields of forms for days, times, moments and short names: each reads what people type and the product prints.

A refusal shows, in the reader's language, an example of what is understood.
"""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextInputWidget
from django.core.validators import slug_re
from django.db import models
from django.forms.utils import from_current_timezone
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conference.languages.dates import day_text, time_text
from conference.languages.short_names import LONGEST, short_name
from conference.languages.time_zones import places, zone_named
from conference.languages.typed import Ambiguous, NotUnderstood, read_day, read_moment, read_time

_DAY, _TIME = date(2027, 3, 22), time(10, 15)  # of the examples


day_example = lazy(lambda: day_text(_DAY, get_language() or "en"), str)
hour_example = lazy(lambda: time_text(_TIME, get_language() or "en"), str)


class DayInput(forms.DateInput):
    """One line in which a day is typed; an example stands in it until then."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "size": 20, **(attrs or {})}, "%Y-%m-%d")


def _show_example(widget: Any, example: object) -> None:
    if getattr(widget, "input_type", "") == "text":  # a browser's own control takes none
        widget.attrs.setdefault("placeholder", example)


def _not_a_day(found: NotUnderstood, text: str) -> forms.ValidationError:
    language = get_language()
    if isinstance(found, Ambiguous):
        first, second = (day_text(day, language) for day in found.readings)
        words = _("“%(text)s” can be %(first)s or %(second)s; write the month as a word, or the year first.")
        return forms.ValidationError(words, "ambiguous", {"text": text, "first": first, "second": second})
    words = _("“%(text)s” is not understood as a day. Write it such as %(example)s or %(figures)s.")
    values = {"text": text, "example": day_text(_DAY, language), "figures": _DAY.isoformat()}
    return forms.ValidationError(words, "invalid", values)


class DayField(forms.DateField):
    """A day, as it is typed or printed in any of the six languages."""

    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        _show_example(self.widget, day_example())

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            return read_day(str(value))
        except NotUnderstood as found:
            raise _not_a_day(found, str(value)) from None


class HourField(forms.TimeField):
    """A time of day, as it is typed or printed in any of the six languages."""

    widget = forms.TimeInput(format="%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        _show_example(self.widget, hour_example())

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return super().to_python(value)
        try:
            return read_time(str(value))
        except NotUnderstood:
            words = _("“%(text)s” is not understood as a time. Write it such as %(example)s or %(figures)s.")
            example = str(hour_example())
            values = {"text": str(value), "example": example, "figures": "15.30" if ":" in example else "15:30"}
            raise forms.ValidationError(words, "invalid", values) from None


class MomentField(forms.DateTimeField):
    """A day and a time in one field, in the zone that is active."""

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            return from_current_timezone(read_moment(str(value)))
        except Ambiguous as found:
            raise _not_a_day(found, str(value)) from None
        except NotUnderstood:
            words = _("“%(text)s” is not understood as a day and a time. Write it such as %(example)s.")
            example = f"{_DAY.isoformat()} {_TIME:%H:%M}"
            raise forms.ValidationError(words, "invalid", {"text": str(value), "example": example}) from None


class SplitMomentField(forms.SplitDateTimeField):
    """A day and a time in two fields, in the zone that is active."""

    widget = AdminSplitDateTime

    def __init__(self, **kwargs: Any) -> None:
        for part in ("input_date_formats", "input_time_formats"):
            kwargs.pop(part, None)
        super().__init__(**kwargs)
        localize = kwargs.get("localize", False)
        self.fields = (DayField(localize=localize), HourField(localize=localize))
        for field in self.fields:
            field.required = False
            field.disabled = self.disabled
        for part, example in zip(getattr(self.widget, "widgets", ()), (day_example(), hour_example()), strict=False):
            _show_example(part, example)


class ShortNameField(forms.CharField):
    """A short name in addresses; a refusal proposes one made of what was typed."""

    def __init__(self, *, allow_unicode: bool = False, **kwargs: Any) -> None:
        """`allow_unicode` is what a model's field hands over; no address has other letters."""
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if text and not slug_re.fullmatch(text):
            words = _(
                "“%(text)s” cannot be part of an address: only Latin letters, digits, hyphens and underscores can. "
                "Write it such as %(example)s."
            )
            example = short_name(text, self.max_length or LONGEST) or "water-2027"
            raise forms.ValidationError(words, "invalid", {"text": text, "example": example})
        return text


class ZoneInput(forms.TextInput):
    """One line that completes the names of time zones, and finds them by their places in the reader's language."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        key = f"{(attrs or {}).get('id', name)}-zones"
        options = format_html_join(
            "", '<option value="{}" label="{}">{}</option>', ((zone, *[place] * 2) for zone, place in self._places())
        )
        line = super().render(
            name, value, {**(attrs or {}), "list": key, "dir": "ltr", "autocomplete": "off"}, renderer
        )
        return format_html('{}<datalist id="{}">{}</datalist>', line, key, options)

    def _places(self) -> tuple[tuple[str, str], ...]:
        return places(get_language() or "en")


class ZoneField(forms.CharField):
    """A time zone, by its name or a place in it: "Africa/Nairobi", "Nairobi", "Genève"."""

    widget = ZoneInput

    def to_python(self, value: Any) -> str:
        return zone_named(super().to_python(value) or "")


# For the admin: what each kind of column is written by, in place of Django's own.
OVERRIDES: dict[type[models.Field], dict[str, Any]] = {
    models.DateField: {"form_class": DayField},
    models.TimeField: {"form_class": HourField},
    models.DateTimeField: {"form_class": SplitMomentField},
    models.SlugField: {"form_class": ShortNameField, "widget": AdminTextInputWidget},
}
