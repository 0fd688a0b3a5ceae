"""The texts of a row that are missing in a language: in lists of the admin, and as their filter."""

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q
from django.utils.translation import gettext_lazy
from modeltranslation.translator import translator

from conference.adminsite.audited import conference_of
from conference.languages import LANGUAGES, official
from conference.models import Conference


def translated_fields(model):
    return list(translator.get_options_for_model(model).all_fields)


def original_language_of(row):
    conference = conference_of(row)
    return conference.original_language if conference else "en"


def missing(row):
    """Count the texts of a row that exist in its original language and not in another: {language: number}."""
    original = official(original_language_of(row)).suffix
    written = [name for name in translated_fields(type(row)) if getattr(row, f"{name}_{original}")]
    numbers = {
        language: sum(not getattr(row, f"{name}_{language.suffix}") for name in written) for language in LANGUAGES
    }
    return {language: number for language, number in numbers.items() if number}


def missing_in(model, language):
    """The condition (Q) for rows with such a text missing in a language."""
    question = Q()
    for original in LANGUAGES:
        lacking = Q()
        for name in translated_fields(model):
            empty = Q(**{f"{name}_{language.suffix}": ""}) | Q(**{f"{name}_{language.suffix}": None})
            lacking |= Q(**{f"{name}_{original.suffix}__gt": ""}) & empty
        question |= _originally_in(model, original) & lacking
    return question


def _originally_in(model, language):
    if model is Conference:
        return Q(original_language=language.code)
    try:
        model._meta.get_field("conference")
    except FieldDoesNotExist:  # a State, whose names come in English
        return Q() if language.code == "en" else Q(pk=None)
    return Q(conference__original_language=language.code)


class MissingTexts(admin.SimpleListFilter):
    title = gettext_lazy("missing texts")
    parameter_name = "missing"

    def lookups(self, request, model_admin):
        return [(language.suffix, language.name) for language in LANGUAGES]

    def queryset(self, request, queryset):
        chosen = next((language for language in LANGUAGES if language.suffix == self.value()), None)
        return queryset.filter(missing_in(queryset.model, chosen)) if chosen else queryset
