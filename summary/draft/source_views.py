"""What stands beside the text for drafters alone: what a paragraph rests on, and what they say about it."""

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from conference.loading import key_in, require
from conference.posted import OddKey, Several, Words, posted
from conference.refusals import Refusal
from summary.draft import structure
from summary.draft.comments import add_comment, settle
from summary.draft.page import act_on_draft
from summary.draft.sources import add_source, remove_source
from summary.loading import draft_of, row_of
from summary.models import Comment, Section


@require_POST
def reflect(request, conference):
    """What was ticked of what is not yet reflected becomes a source of a paragraph, or of a new one in a section."""
    summary = draft_of(request, conference, "view_summary")
    sent = posted(request, under=Words(), key=Several())
    kind, __, pk = sent.under.partition(":")
    require(kind in ("section", "paragraph"))
    row = row_of(summary, kind, key_in(pk))

    @transaction.atomic
    def act(**who):
        if not sent.key:
            raise Refusal(_("Tick the sources on which the paragraph is to rest."))
        paragraph = structure.add_paragraph(row, **who) if isinstance(row, Section) else row
        for key in sent.key:
            add_source(paragraph, key, **who)
        return paragraph

    return act_on_draft(request, summary, act)


@require_POST
def unsource(request, conference, pk):
    summary = draft_of(request, conference, "view_summary")
    paragraph = row_of(summary, "paragraph", pk)
    key = posted(request, key=Words()).key
    return act_on_draft(request, summary, lambda **who: remove_source(paragraph, key, **who), paragraph)


@require_POST
def comment(request, conference, pk):
    summary = draft_of(request, conference, "view_summary")
    paragraph = row_of(summary, "paragraph", pk)
    sent = vars(posted(request, text=Words(), quotation=Words(), occurrence=OddKey()))
    written = {"commented": {"paragraph": paragraph.pk, **sent}}
    return act_on_draft(request, summary, lambda **who: add_comment(paragraph, **sent, **who), paragraph, **written)


@require_POST
def settle_comment(request, conference, pk):
    summary = draft_of(request, conference, "view_summary")
    found = get_object_or_404(Comment, pk=pk, paragraph__section__summary=summary)
    return act_on_draft(request, summary, lambda **who: settle(found, **who), found.paragraph)
