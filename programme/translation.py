"""Which fields of this app exist in six languages."""

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import TranslationOptions, register

from conference.models import Conference
from programme import models
from translation import documents
from translation.documents import Place


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


def _places(conference):
    """The programme as it reads: the conference, each session with its themes and questions, and what stands below."""
    slug = Conference.objects.values_list("slug", flat=True).get(pk=conference)
    page = reverse("programme:preview:programme", args=[slug])
    yield Place("conference.conference", conference, address=page)
    of_panel = {}
    for model in (models.Theme, models.GuidingQuestion):
        rows = model.objects.filter(panel__conference=conference).values_list("panel", "pk")
        for panel, pk in rows.order_by("position", "pk"):
            of_panel.setdefault(panel, []).append((model._meta.label_lower, pk))
    for pk, session in models.Session.objects.filter(conference=conference).in_order().values_list("pk", "slug"):
        address = reverse("programme:preview:session-detail", args=[slug, session])
        group = f"session:{pk}"
        yield Place("programme.session", pk, address=address, group=group)
        for label, part in of_panel.get(pk, ()):
            yield Place(label, part, address=address, group=group)
    for label, address in _BELOW.items():
        for pk in apps.get_model(label).objects.filter(conference=conference).values_list("pk", flat=True):
            yield Place(label, pk, address=reverse(f"programme:preview:{address}", args=[slug]) if address else "")


_BELOW = {
    "programme.room": "programme",
    "conference.organizer": "programme",
    "conference.followupmeeting": "programme",
    "conference.document": "document-list",
}

_KINDS = ("conference.conference", "programme.session", "programme.theme", "programme.guidingquestion", *_BELOW)
documents.add(documents.Document("programme", _("Programme"), _KINDS, _places))
