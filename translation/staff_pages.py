"""The pages of the translators' desk in the navigation of a conference."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.navigation import CONFERENCE, StaffPage
from translation.models import Remark
from translation.texts.permissions import is_secretariat, reads


def _open_questions(user):
    """Questions of translators, which the secretariat answers."""
    questions = Remark.objects.filter(kind=Remark.Kind.QUESTION, settled_at=None, text__conference=CONFERENCE)
    return questions if is_secretariat(user) else questions.none()


PAGES = (
    StaffPage(
        "texts",
        "translation:overview",
        pgettext_lazy("to translate", "Texts"),
        reads,
        waiting=_open_questions,
        needs=_("Questions of translators"),
    ),
)
