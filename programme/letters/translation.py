"""Registers a conference's own templates of letters for translation."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import TranslationOptions, register

from conference.models import Conference
from programme.models.letter import LetterTemplate
from translation.texts import documents
from translation.texts.documents import Place


@register(LetterTemplate)
class LetterTemplateTranslation(TranslationOptions):
    fields = ("subject", "body")
    fallback_undefined = ""


def _places(conference):
    slug = Conference.objects.values_list("slug", flat=True).get(pk=conference)
    rows = LetterTemplate.objects.filter(conference=conference).order_by("kind")
    for pk, kind in rows.values_list("pk", "kind"):
        address = reverse("programme:letter-template", args=[slug, kind])
        yield Place("programme.lettertemplate", pk, address=address, group=f"letter:{pk}")


documents.add(documents.TextDocument("letters", _("Letters"), ("programme.lettertemplate",), _places, rank=5))
