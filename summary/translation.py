"""Which fields of this app exist in six languages."""

from modeltranslation.translator import TranslationOptions, register

from summary import models


@register(models.Summary)
class SummaryTranslation(TranslationOptions):
    fields = ("title", "note", "agenda_item")
    fallback_undefined = ""


@register(models.Section)
class SectionTranslation(TranslationOptions):
    fields = ("heading",)
    fallback_undefined = ""


@register(models.Paragraph)
class ParagraphTranslation(TranslationOptions):
    fields = ("text",)
    fallback_undefined = ""
