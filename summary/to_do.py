"""What is to do about the President's Summary: nobody has begun it, or it waits for the next stage."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.translation import gettext as _

from conference.to_do.facts import MINOR, TO_CHECK, FactSource, Situation, ToDo
from summary.models import Summary

Stage = Summary.Stage


def counts(at: datetime) -> dict[str, Combinable]:
    return {"summary_stage": Subquery(Summary.objects.filter(conference=OuterRef("pk")).values("stage")[:1])}


def facts(situation: Situation) -> Iterator[ToDo]:
    stage, slug = situation.counts["summary_stage"], situation.conference.slug
    may_issue = situation.user.has_perm("summary.issue_summary")
    draft, area = reverse("summary:draft", args=[slug]), "summary"
    if stage is None and situation.is_over and situation.user.has_perm("summary.draft_summary"):
        why = _("The conference is over; its record is the source.")
        yield ToDo("no-summary", TO_CHECK, _("The Summary is not begun"), area, draft, why=why, button=_("Begin it"))
    elif stage == Stage.DRAFT and situation.is_over:
        why = _("It goes to the President’s office when it is written.")
        yield ToDo("summary-draft", MINOR, _("The Summary is a draft"), area, draft, why=why, button=_("To the draft"))
    elif stage == Stage.CLEARED and may_issue:
        why = _("It can be sent to translation or issued.")
        address = reverse("summary:clearance", args=[slug])
        yield ToDo("summary-cleared", TO_CHECK, _("The Summary is cleared"), area, address, why=why, button=_("Go on"))
    elif stage == Stage.IN_TRANSLATION and may_issue:
        address = reverse("summary:issue", args=[slug])
        why = _("It is issued when all its texts are translated.")
        yield ToDo(
            "summary-translation",
            MINOR,
            _("The Summary is being translated"),
            area,
            address,
            why=why,
            button=_("See it"),
        )


SUMMARY = FactSource("summary.view_summary", facts, counts)
