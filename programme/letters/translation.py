"""Registers a conference's own templates of letters for translation."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import TranslationOptions, register

from conference.models import Conference
from programme.models.correspondence import LetterSettings
from programme.models.letter import LetterTemplate
from translation.texts import documents
from translation.texts.documents import Place


@register(LetterTemplate)
class LetterTemplateTranslation(TranslationOptions):
    fields = ("subject", "body")
    fallback_undefined = ""


@register(LetterSettings)
class LetterSettingsTranslation(TranslationOptions):
    fields = ("signatory", "signatory_function")
    fallback_undefined = ""


def _places(conference):
    slug = Conference.objects.values_list("slug", flat=True).get(pk=conference)
    rows = LetterTemplate.objects.filter(conference=conference).order_by("kind")
    for row in rows.only("pk", "kind"):
        address = reverse("programme:letter-template", args=[slug, row.key])
        yield Place("programme.lettertemplate", row.pk, address=address, group=f"letter:{row.pk}")
    for pk in LetterSettings.objects.filter(conference=conference).values_list("pk", flat=True):
        address = reverse("programme:letter-settings", args=[slug])
        yield Place("programme.lettersettings", pk, address=address, group=f"letterhead:{pk}")


_MODELS = ("programme.lettertemplate", "programme.lettersettings")
documents.add(documents.TextDocument("letters", _("Letters"), _MODELS, _places, rank=5))
