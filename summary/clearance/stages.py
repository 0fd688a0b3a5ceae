"""The stages of a Summary from draft to issue; each step needs a permission and leaves an audit entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from conference.confirmation import changed_since
from conference.models import AuditEntry, User
from conference.refusals import Conflict, Refusal
from conference.roles import CLEARING, clears
from summary.clearance.shown import open_suggestions, shown_of
from summary.models import Summary
from summary.text.outline import outline_of
from summary.text.writing import lock, touch

Stage = Summary.Stage


@dataclass(frozen=True)
class ClearanceStep:
    """A step from one of several stages to another. `name` is its word in addresses and in the audit trail."""

    name: str
    label: str | Promise
    before: Sequence[Summary.Stage]
    after: Summary.Stage
    permission: str
    needs_reason: bool = False


STEPS = (
    ClearanceStep(
        "submit", gettext_lazy("Send to the President’s office"), (Stage.DRAFT,), Stage.WITH_PRESIDENT, "draft"
    ),
    ClearanceStep(
        "return", gettext_lazy("Return to the drafters"), (Stage.WITH_PRESIDENT,), Stage.DRAFT, "clear", True
    ),
    ClearanceStep(
        "clear", pgettext_lazy("to approve a document", "Clear"), (Stage.WITH_PRESIDENT,), Stage.CLEARED, "clear"
    ),
    ClearanceStep("translate", gettext_lazy("Send to translation"), (Stage.CLEARED,), Stage.IN_TRANSLATION, "issue"),
    ClearanceStep(
        "reopen",
        gettext_lazy("Reopen the text"),
        (Stage.CLEARED, Stage.IN_TRANSLATION, Stage.ISSUED),
        Stage.DRAFT,
        "reopen",
        True,
    ),
    ClearanceStep(
        "reopen-translations",
        gettext_lazy("Reopen the translations only"),
        (Stage.ISSUED,),
        Stage.IN_TRANSLATION,
        "issue",
        True,
    ),
)
BY_NAME = {step.name: step for step in STEPS}


def steps_for(summary: Summary, user: User) -> list[ClearanceStep]:
    """Returns the steps that the user may take at the present stage."""
    return [step for step in STEPS if summary.stage in step.before and _may_take(step, user)]


def _may_take(step: ClearanceStep, user: User) -> bool:
    permission = f"summary.{step.permission}_summary"
    return clears(user) if permission == CLEARING else user.has_perm(permission)


def _refuse_with_suggestions(summary: Summary) -> None:
    """What is cleared is what everybody has agreed: no suggestion stays behind in a text that is closed."""
    number = open_suggestions(summary)
    if number:
        words = ngettext(
            "%(number)d suggestion is not decided yet: it must be accepted, refused or withdrawn first.",
            "%(number)d suggestions are not decided yet: they must be accepted, refused or withdrawn first.",
            number,
        )
        raise Refusal(words % {"number": number})


def change_stage(
    summary: Summary, name: str, *, reason: str = "", seen: str | None = None, by: User | None, at: datetime
) -> Summary:
    """Takes the Summary to another stage and returns it; `by` is None for a command.

    Raises Refusal where the step is not possible at the present stage or not permitted, and Conflict where the page
    with the token `seen` did not show the Summary as it is.
    """
    step = BY_NAME[name]
    with transaction.atomic():
        locked = lock(summary)
        if by and not _may_take(step, by):
            raise Refusal(_("This step is for another office to take."))
        if locked.stage not in step.before:
            words = _("The Summary has already moved to the stage “%(stage)s”; somebody else has acted before you.")
            raise Refusal(words % {"stage": locked.get_stage_display()})
        if step.needs_reason and not reason.strip():
            raise Refusal(_("Give the reason; it is entered in the audit trail."))
        if name == "submit" and not any(node.row.text for chapter in outline_of(locked) for node in chapter.walk()):
            raise Refusal(_("The draft has no text yet."))
        if name == "clear":
            _refuse_with_suggestions(locked)
        shown_of(locked).confirm(seen, Conflict(changed_since()))
        before, locked.stage = locked.stage, step.after
        locked.save(update_fields=["stage"])
        detail = {"from": before, "to": step.after, **({"reason": reason.strip()} if reason.strip() else {})}
        AuditEntry.objects.record(
            act=AuditEntry.Act(f"summary: {name}"),
            subject=locked,
            by=by,
            at=at,
            conference=locked.conference,
            detail=detail,
        )
        touch(locked)
    return locked
