"""Which fields of this app exist in six languages."""

from django.utils.translation import pgettext_lazy
from modeltranslation.translator import TranslationOptions, register

from floor import models
from floor.models import record
from translation.texts import documents
from translation.texts.documents import Place


@register(models.Group)
class GroupTranslation(TranslationOptions):
    fields = ("name",)
    fallback_undefined = ""


@register(record.Pledge)
class PledgeTranslation(TranslationOptions):
    fields = ("donor",)
    fallback_undefined = ""


def _places(conference):
    """The groups of delegations, and the donors that are no delegation."""
    for model in (models.Group, record.Pledge):
        for pk in model.objects.filter(conference=conference).order_by("pk").values_list("pk", flat=True):
            yield Place(model._meta.label_lower, pk)


_NAME = pgettext_lazy("where delegations speak", "The floor")
documents.add(documents.TextDocument("floor", _NAME, ("floor.group", "floor.pledge"), _places, rank=3))
