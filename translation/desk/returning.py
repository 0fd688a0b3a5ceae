"""A reviser returns a text to its translator, with a remark that says why."""

from django.db import transaction
from django.utils.translation import gettext as _

from conference.refusals import Refusal
from translation.desk.saving import lock_pair, name_translator
from translation.models import Translation
from translation.teamwork import comments
from translation.texts.permissions import may_revise
from translation.texts.states import set_state
from translation.units import digest

State = Translation.State


def return_to_translator(pair, remark, *, base_version, source_version, by, at):
    """Makes a text a draft again, whose translator stays named, and keeps the remark that says why.

    Raises Refusal where the user does not revise, where there is no text, or where it is not the one that was read.
    """
    if not may_revise(by, pair.code):
        raise Refusal(_("Only a reviser of this language returns a text to its translator."))
    if not remark.strip():
        raise Refusal(_("Say in a remark why the text comes back."))
    with transaction.atomic():
        found = lock_pair(pair, source_version)
        if not pair.words:
            raise Refusal(_("There is no text yet that could be returned."))
        if base_version != digest(pair.words):
            raise Refusal(_("The translation was changed since this page was opened. Look at it as it now reads."))
        if found is None or found.digest != digest(pair.words):  # it came from elsewhere; nobody is named
            set_state(pair.row, pair.text.field, pair.code, State.DRAFT, by=None, at=at)
        name_translator(pair, by)
        drafts = Translation.objects.filter(text=pair.text, language=pair.code)
        drafts.update(state=State.DRAFT, revised_by=None, revised_at=None)
        comments.remark(pair.text, pair.row, pair.code, remark, kind=comments.Kind.RETURNED, by=by, at=at)
