"""Which fields of this app exist in six languages."""

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from modeltranslation.translator import TranslationOptions, register

from summary import models
from summary.text.numbering import paragraph_mark, part_mark, section_mark
from summary.text.outline import outline_of
from translation.texts import documents
from translation.texts.documents import Place


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


def _places(conference):
    """The Summary as it reads, with the numbers of its sections and paragraphs."""
    summary = models.Summary.objects.select_related("conference").filter(conference=conference).first()
    if summary is None:
        return
    page, code = reverse("summary:translations", args=[summary.conference.slug]), get_language() or "en"
    yield Place("summary.summary", summary.pk, address=page)
    for chapter in outline_of(summary):
        section = chapter.row
        yield Place("summary.section", section.pk, section_mark(section.level, chapter.number, code), page)
        for node in chapter.walk():
            mark = part_mark(node.depth, node.number, code) if node.depth else paragraph_mark(node.number, code)
            yield Place("summary.paragraph", node.row.pk, mark, page)


_KINDS = ("summary.summary", "summary.section", "summary.paragraph")
documents.add(documents.TextDocument("summary", gettext_lazy("President’s Summary"), _KINDS, _places, rank=4))
