"""Which fields of this app exist in six languages."""

from modeltranslation.translator import TranslationOptions, register

from floor import models


@register(models.Group)
class GroupTranslation(TranslationOptions):
    fields = ("name",)
    fallback_undefined = ""
