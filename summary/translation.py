"""Which fields of this app exist in six languages."""

from functools import partial

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, gettext_noop
from modeltranslation.translator import TranslationOptions, register

from conference.documents.emphasis import note_mark
from conference.models import Release
from conference.roles import languages_of
from summary import models
from summary.text.numbering import section_mark, title_note_mark
from summary.text.outline import outline_of
from translation.models import Translation
from translation.texts import documents
from translation.texts.documents import DocumentAccess, Place


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


@register(models.TableCell)
class TableCellTranslation(TranslationOptions):
    fields = ("text",)
    fallback_undefined = ""


@register(models.Footnote)
class FootnoteTranslation(TranslationOptions):
    fields = ("text",)
    fallback_undefined = ""


def _places(conference):
    """The Summary as it reads, with the numbers of its sections and paragraphs; issued, it has a page that shows it."""
    summary = models.Summary.objects.select_related("conference").filter(conference=conference).first()
    if summary is None:
        return
    is_public = Release.objects.public().filter(conference=conference, matter=Release.Matter.SUMMARY).exists()
    page = reverse("summary:summary", args=[summary.conference.slug]) if is_public else ""
    yield Place("summary.summary", summary.pk, address=page)
    chapters = outline_of(summary)
    for place, note in enumerate(chapters.title_notes, 1):
        yield Place("summary.footnote", note.pk, partial(title_note_mark, place), page)
    for chapter in chapters:
        section = chapter.row
        yield Place("summary.section", section.pk, partial(section_mark, section.level, chapter.number), page)
        for node in chapter.walk():
            yield Place("summary.paragraph", node.row.pk, node.mark, page, depth=node.depth)
            for name, cell in node.named_cells():
                yield Place("summary.tablecell", cell.pk, partial(_same, name), page, depth=1)
            for note in node.notes:
                yield Place("summary.footnote", note.pk, partial(_mark, note.number), page, depth=node.depth)


def _same(name, code):
    """The name of a cell ("B2"), which is the same in every language."""
    return name


def _mark(label, code):
    """The mark of a footnote, as it stands in the text, in every language."""
    return note_mark(label)


def _access(user, conference):
    """Who may see the draft reads it in every language; who does not only translate it has its pages too.

    Who has translated a part of a Summary knows of it, and is told that it was reopened; to all others it is not there.
    """
    own = Translation.objects.filter(
        text__conference=OuterRef("conference"), text__subject_type__startswith="summary.", by=user.pk
    )
    rows = models.Summary.objects.filter(conference=conference).select_related("conference")
    is_visible = Exists(models.Summary.objects.visible_to(user).filter(pk=OuterRef("pk")))
    summary = rows.annotate(is_visible=is_visible, is_known=Exists(own)).first()
    if summary is None:
        return DocumentAccess()
    if not summary.is_visible:
        is_known = summary.is_known and languages_of(user)
        return DocumentAccess(withdrawn=gettext(_WITHDRAWN) if is_known else "")
    return DocumentAccess(True, summary.get_absolute_url() if user.has_perm("summary.view_summary") else "")


_WITHDRAWN = gettext_noop(
    "The Summary was reopened. It can be read and translated here again once it is sent to translation."
)
_HINT = gettext_lazy(
    "One paragraph is one text. Write *italic* and **bold** as in the source, and put the mark of a footnote, such as"
    " [^1], where it belongs; the numbers are made by the system."
)
documents.add(
    documents.TextDocument(
        "summary",
        gettext_lazy("President’s Summary"),
        ("summary.summary", "summary.section", "summary.paragraph", "summary.tablecell", "summary.footnote"),
        _places,
        rank=4,
        on_a_page=400,  # the whole document, which is at most 8,500 words
        hint=_HINT,
        access=_access,
    )
)
