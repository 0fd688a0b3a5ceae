"""Which fields of this app exist in six languages."""

from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import TranslationOptions, register

from speakers import models
from translation.texts import documents
from translation.texts.documents import Place


@register(models.State)
class StateTranslation(TranslationOptions):
    fields = ("name", "formal")
    fallback_undefined = ""


@register(models.FormerName)
class FormerNameTranslation(TranslationOptions):
    fields = ("name", "formal")
    fallback_undefined = ""


@register(models.Delegation)
class DelegationTranslation(TranslationOptions):
    fields = ("name",)
    fallback_undefined = ""


@register(models.Speaker)
class SpeakerTranslation(TranslationOptions):
    fields = ("courtesy_title", "name", "sort_name", "displayed_name", "function", "affiliation", "biography")
    fallback_undefined = ""


def _places(conference):
    """The delegations by key and the speakers by short name: an order that no translation changes."""
    for pk in models.Delegation.objects.filter(conference=conference).order_by("pk").values_list("pk", flat=True):
        yield Place("speakers.delegation", pk)
    for pk in models.Speaker.objects.filter(conference=conference).order_by("slug").values_list("pk", flat=True):
        yield Place("speakers.speaker", pk, group=f"speaker:{pk}")


_KINDS = ("speakers.delegation", "speakers.speaker")
documents.add(documents.TextDocument("people", _("Speakers and delegations"), _KINDS, _places, rank=2))
