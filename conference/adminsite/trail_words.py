"""An entry of the audit trail in words: its moment in a time zone, its columns by their labels, its values as read."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from conference.audit_redaction import WITHHELD
from conference.languages import CODES, official
from conference.languages.dates import day_text, time_text
from conference.languages.lists import in_clauses, listed, with_note
from conference.languages.names import language_name
from conference.languages.time_zones import local_time_of
from conference.loading import key_in
from conference.models import Release

NOTES = {
    "reason": gettext_lazy("reason"),
    "note": gettext_lazy("note"),
    "version": gettext_lazy("version"),
    "provider": gettext_lazy("server"),  # to which a text was sent for a machine suggestion
}


@dataclass(frozen=True)
class ChangeInWords:
    """A column of a row, or a note on the act, with its value before and after; both are empty where not told."""

    label: str
    before: str = ""
    after: str = ""


class TrailWords:
    """Puts entries into words; `is_told` is whether the reader may know the values. It finds each named row once."""

    def __init__(self, zone=UTC, *, is_told=True):
        self._zone, self._is_told, self._names = zone, is_told, {}

    def changes(self, entry, *, with_notes=NOTES):
        """The changes that an entry tells; what is neither a column nor one of the notes is left out."""
        model = model_of(entry)
        for name, value in _columns_told(entry.detail).items():
            field = _field(model, name)
            if field:
                yield self._change(_label(model, field), field, value)
            elif self._is_told and (with_notes is None or name in with_notes):
                yield self._change(str(NOTES.get(name, name)), None, value)

    def _change(self, label, field, value):
        if not self._is_told:
            return ChangeInWords(label)
        if isinstance(value, dict) and set(value) == {"from", "to"}:
            value = [value["from"], value["to"]]
        if isinstance(value, list) and len(value) == 2:
            return ChangeInWords(label, *(self._words(field, each) for each in value))
        return ChangeInWords(label, "", self._words(field, value))

    def _words(self, field, value):
        if value in (None, ""):
            return ""
        if value == WITHHELD:
            return _("withheld")
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, list | dict):
            return listed(str(each) for each in (value.values() if isinstance(value, dict) else value))
        if getattr(field, "flatchoices", None):
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(field, models.ForeignKey) and isinstance(value, int):  # else it is a name already
            return self._name(field.related_model, value)
        if isinstance(field, models.DateField):
            return self._moment(field, value)
        return str(value)

    def _name(self, model, key):
        """How the admin names a row, which may be gone; an act may also tell its short name, which is no key."""
        if (model, key) not in self._names:
            number = key_in(str(key))
            row = model._base_manager.filter(pk=number).first()
            self._names[model, key] = str(row) if row else str(key) if number is None else f"#{key}"
        return self._names[model, key]

    def _moment(self, field, value):
        try:
            if isinstance(field, models.DateTimeField):
                return moment_in_words(datetime.fromisoformat(value), self._zone)
            return day_text(date.fromisoformat(value), get_language())
        except (TypeError, ValueError):
            return str(value)


def moment_in_words(moment, zone):
    """A day and a time: "3 April 2012, 10.15 a.m."."""
    local, code = moment.astimezone(zone), get_language()
    return in_clauses([day_text(local, code), time_text(local, code)])


def zone_in_words(zone):
    """ "New York time", or "UTC"."""
    if zone is UTC:
        return "UTC"
    return local_time_of(zone.key, get_language())


def zone_of(conference):
    """The time zone in which what belongs to a conference is told; UTC for what belongs to none."""
    return conference.zone if conference else UTC


def model_of(entry):
    """The model of an entry's row; None where the software no longer has it."""
    try:
        return apps.get_model(entry.subject_type)
    except (LookupError, ValueError):
        return None


def kind_in_words(label):
    """The name of a model by its label, such as "conference.user"."""
    try:
        return capfirst(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


_RELEASE = re.compile(r"\S+ (programme|summary) (\d+)")  # as `Release.__str__` writes it


def subject_in_words(entry, names=MappingProxyType({})):
    """What an entry is about: a release by its number, another row as it was called; empty where that is withheld.

    `names` are those of `names_now`, which a page prefers.
    """
    release = _RELEASE.fullmatch(entry.subject_name) if entry.subject_type == Release._meta.label_lower else None
    if release is None:
        return names.get(entry.pk) or entry.subject_name
    matter, number = release.groups()
    if matter == Release.Matter.PROGRAMME:
        return _("Revision %(number)s") % {"number": number}
    return f"{capfirst(Release.Matter(matter).label)} {number}"


def _columns_told(detail):
    """The detail with the column that the writing of a text names by its field and language."""
    if {"field", "language"} <= detail.keys() and detail["language"] != WITHHELD:
        code, field = str(detail["language"]), str(detail["field"])
        rest = {name: value for name, value in detail.items() if name not in ("field", "language")}
        return {f"{field}_{official(code).suffix}" if code in CODES else field: "", **rest}
    return detail


def _field(model, name):
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


def _label(model, field):
    """The label of a column; that of a translated text names its language."""
    code = getattr(field, "language", None)
    if code is None:
        return capfirst(str(getattr(field, "verbose_name", field.name)))
    text = model._meta.get_field(field.name.removesuffix(f"_{official(code).suffix}"))
    return with_note(capfirst(str(text.verbose_name)), language_name(code))
