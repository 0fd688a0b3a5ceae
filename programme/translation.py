"""Registers the fields of this app that exist in six languages."""

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import TranslationOptions, register

from conference.models import Conference
from programme import models
from programme.letters import translation  # noqa: F401 - looked for in this module alone
from translation.texts import documents
from translation.texts.documents import Place


@register(models.Room)
class RoomTranslation(TranslationOptions):
    fields = ("name",)
    fallback_undefined = ""


@register(models.Session)
class SessionTranslation(TranslationOptions):
    fields = ("own_kind", "title", "organized_by", "description", "after_presentations")
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
    """Yield the texts in reading order: the conference, sessions with themes and questions, then the rest."""
    slug = Conference.objects.values_list("slug", flat=True).get(pk=conference)
    page = reverse("programme:preview:programme", args=[slug])
    yield Place("conference.conference", conference, address=page)
    of_panel = {}
    for model in (models.Theme, models.GuidingQuestion):
        rows = model.objects.filter(panel__conference=conference).values_list("panel", "pk")
        for panel, pk in rows.order_by("position", "pk"):
            of_panel.setdefault(panel, []).append((model._meta.label_lower, pk))
    session_page = _page_of_sessions(slug)
    for pk, session in models.Session.objects.filter(conference=conference).in_order().values_list("pk", "slug"):
        address = session_page.replace(_SESSION, session)
        group = f"session:{pk}"
        yield Place("programme.session", pk, address=address, group=group)
        for label, part in of_panel.get(pk, ()):
            yield Place(label, part, address=address, group=group)
    for label, address in _BELOW.items():
        page = reverse(f"programme:preview:{address}", args=[slug])
        for pk in apps.get_model(label).objects.filter(conference=conference).values_list("pk", flat=True):
            yield Place(label, pk, address=page)


def _places_of(conference, texts):
    """Yield the places of some texts; those of a session are in its group."""
    slug = Conference.objects.values_list("slug", flat=True).get(pk=conference)
    groups = {text.group: text.group.partition(":")[2] for text in texts if text.group}
    slugs = dict(models.Session.objects.filter(pk__in=groups.values()).values_list("pk", "slug"))
    page, session_page = reverse("programme:preview:programme", args=[slug]), _page_of_sessions(slug)
    for text in texts:
        session = slugs.get(int(groups.get(text.group, 0)))
        below = (
            reverse(f"programme:preview:{_BELOW[text.subject_type]}", args=[slug])
            if text.subject_type in _BELOW
            else page
        )
        address = session_page.replace(_SESSION, session) if session else below
        yield Place(text.subject_type, text.subject_id, address=address, group=text.group)


def _page_of_sessions(slug):
    """Return the address of a session with a placeholder for its slug: reversing each would be slow."""
    return reverse("programme:preview:session-detail", args=[slug, _SESSION])


_SESSION = "-the-session-"
_BELOW = {
    "programme.room": "programme",
    "conference.organizer": "programme",
    "conference.followupmeeting": "programme",
    "conference.document": "document-list",
    "conference.practicalsection": "programme",
}

_KINDS = ("conference.conference", "programme.session", "programme.theme", "programme.guidingquestion", *_BELOW)
documents.add(documents.TextDocument("programme", _("Programme"), _KINDS, _places, _places_of, rank=1))
