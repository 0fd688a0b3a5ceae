"""The pages of the translators' desk in the navigation of a conference."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.navigation import CONFERENCE, StaffPage
from conference.roles import languages_of
from translation.models import Remark
from translation.texts.permissions import is_secretariat, reads


def _remarks(user):
    """Questions, for the secretariat; what others returned, for those who work into the language."""
    waiting = Q(kind=Remark.Kind.RETURNED, language__in=[language.code for language in languages_of(user)])
    waiting &= ~Q(by=user.pk) & ~Q(text__document="")
    if is_secretariat(user):
        waiting |= Q(kind=Remark.Kind.QUESTION)
    return Remark.objects.filter(waiting, settled_at=None, text__conference=CONFERENCE)


PAGES = (
    StaffPage(
        "texts",
        "translation:overview",
        pgettext_lazy("to translate", "Texts"),
        reads,
        waiting=_remarks,
        needs=_("Questions and returned texts"),
    ),
)
