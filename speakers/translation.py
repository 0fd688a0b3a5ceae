"""Which fields of this app exist in six languages."""

from modeltranslation.translator import TranslationOptions, register

from speakers import models


@register(models.State)
class StateTranslation(TranslationOptions):
    fields = ("name", "formal")
    fallback_undefined = ""


@register(models.FormerName)
class FormerNameTranslation(TranslationOptions):
    fields = ("name", "formal")
    fallback_undefined = ""


@register(models.Delegation)
class DelegationTranslation(TranslationOptions):
    fields = ("name",)
    fallback_undefined = ""


@register(models.Speaker)
class SpeakerTranslation(TranslationOptions):
    fields = ("courtesy_title", "name", "sort_name", "function", "affiliation", "biography")
    fallback_undefined = ""
