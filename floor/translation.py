"""Which fields of this app exist in six languages."""

from modeltranslation.translator import TranslationOptions, register

from floor import models, record


@register(models.Group)
class GroupTranslation(TranslationOptions):
    fields = ("name",)
    fallback_undefined = ""


@register(record.Pledge)
class PledgeTranslation(TranslationOptions):
    fields = ("donor",)
    fallback_undefined = ""
