"""What is to do about the President's Summary: nobody has begun it, or it waits for the next stage."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.to_do.facts import MINOR, TO_CHECK, FactSource, Situation, ToDo, number_of
from summary.models import Suggestion, Summary

Stage = Summary.Stage


def counts(at: datetime) -> dict[str, Combinable]:
    of_conference = Summary.objects.filter(conference=OuterRef("pk"))
    suggestions = Suggestion.objects.to_decide()
    return {
        "summary_stage": Subquery(of_conference.values("stage")[:1]),
        "summary_suggestions": number_of(suggestions, "paragraph__section__summary__conference"),
    }


def facts(situation: Situation) -> Iterator[ToDo]:
    stage, slug = situation.counts["summary_stage"], situation.conference.slug
    may_issue = situation.user.has_perm("summary.issue_summary")
    draft, area = reverse("summary:draft", args=[slug]), "summary"
    yield from _suggestions(situation, stage)
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


def _suggestions(situation: Situation, stage: str | None) -> Iterator[ToDo]:
    number = situation.counts["summary_suggestions"]
    is_decided_now = stage in (Stage.DRAFT, Stage.WITH_PRESIDENT)
    if not (number and is_decided_now and situation.user.has_perm("summary.draft_summary")):
        return
    words = ngettext(
        "%(number)d suggestion of the President’s office is to be decided",
        "%(number)d suggestions of the President’s office are to be decided",
        number,
    )
    yield ToDo(
        "summary-suggestions",
        TO_CHECK,
        words % {"number": number},
        "summary",
        reverse("summary:suggestions", args=[situation.conference.slug]),
        why=_("The text can be cleared once each is accepted or refused."),
        button=_("See the suggestions"),
        count=number,
    )


SUMMARY = FactSource("summary.view_summary", facts, counts)
