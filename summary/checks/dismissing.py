"""Dismissing what the checks of the original found, with a reason; it holds as long as the text stays as it is."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from conference.models import User
from conference.refusals import Refusal
from summary.checks.checking import check_original
from summary.models import Summary
from summary.text.outline import outline_of
from summary.text.writing import Row
from translation.desk import warnings
from translation.models.teamwork import Dismissal
from translation.texts.index import text_row


def dismisses(summary: Summary, user: User | AnonymousUser) -> bool:
    """Whether the user may say that a warning about the original does not hold: who drafts, clears or issues."""
    names = ("draft", "clear", "issue")
    return any(user.has_perm(f"summary.{name}_summary") for name in names) and summary.stage != Summary.Stage.ISSUED


def dismiss(summary: Summary, row: Row, field: str, key: str, reason: str, *, by: User, at: datetime) -> None:
    """Dismisses a warning about a text of the original; raises Refusal where there is none such, or no reason."""
    _refuse_reader(summary, by)
    found = [each for each in check_original(summary, outline_of(summary)) if (each.row, each.name) == (row, field)]
    text = text_row(row, field)
    if text is None or key not in {warning.key for each in found for warning in each.open}:
        raise Refusal(_("This warning no longer applies; there is nothing to dismiss."))
    warnings.dismiss(text, row, summary.original_language, key, reason, by=by, at=at)


def undo(summary: Summary, dismissal: Dismissal, row: Row, *, by: User, at: datetime) -> None:
    """Lets a dismissed warning hold again."""
    _refuse_reader(summary, by)
    warnings.undo_dismissal(dismissal, row, by=by, at=at)


def _refuse_reader(summary: Summary, by: User) -> None:
    if not dismisses(summary, by):
        raise Refusal(_("Warnings are dismissed by those who draft, clear or issue the Summary, until it is issued."))
