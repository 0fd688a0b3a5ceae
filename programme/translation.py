"""Which fields of this app exist in six languages."""

from modeltranslation.translator import TranslationOptions, register

from programme import models


@register(models.Room)
class RoomTranslation(TranslationOptions):
    fields = ("name",)
    fallback_undefined = ""


@register(models.Session)
class SessionTranslation(TranslationOptions):
    fields = ("title", "description", "after_presentations")
    fallback_undefined = ""


@register(models.Theme)
class ThemeTranslation(TranslationOptions):
    fields = ("text",)
    fallback_undefined = ""


@register(models.GuidingQuestion)
class GuidingQuestionTranslation(TranslationOptions):
    fields = ("text",)
    fallback_undefined = ""
