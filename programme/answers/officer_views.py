"""The officer's page of what speakers propose: old beside new, taken with one press, or returned with a reason."""

from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from conference.fields import validate_characters
from conference.languages import official, texts
from conference.loading import conference_for, keys_in
from conference.posted import Several, posted, seen_in
from conference.refusals import Refusal
from conference.staff_pages import staff_page_context
from programme.answers.forms import CONSENT, PARTICIPATION
from programme.answers.speaker_views import photograph_of
from speakers.answers import deciding
from speakers.answers.deciding import compared, shown_proposals
from speakers.answers.values import Field
from speakers.models import Proposal, Speaker, SpeakerNeeds

PERMISSION = "speakers.change_speaker"
READS_NEEDS = "speakers.read_needs"
PER_PAGE = 50
IN_WORDS = {Field.PARTICIPATION: dict(PARTICIPATION), **{name: dict(CONSENT) for name in Proposal.CONSENTS}}


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=Proposal._meta.get_field("reason").max_length,
        validators=[validate_characters],
        error_messages={"required": gettext_lazy("Give the reason: the speaker reads it.")},
    )


class ComparedInWords:
    """A proposal and what is on file, as the page shows them."""

    def __init__(self, compared):
        self.proposal, self.is_overtaken = compared.proposal, compared.is_overtaken
        words = IN_WORDS.get(compared.proposal.field, {})
        self.now, self.then, self.proposed = (
            words.get(value, value) for value in (compared.current, self.proposal.base, self.proposal.value)
        )
        self.language = official(self.proposal.language) if self.proposal.language else None
        self.is_photograph = self.proposal.field == Field.PHOTOGRAPH


@dataclass
class WaitingAnswer:
    """All that waits of one speaker."""

    speaker: Speaker
    rows: list
    seen: str

    @property
    def name(self):
        return {"name": self.speaker.public_name, "courtesy_title": self.speaker.public_courtesy_title}


def sent_by_speakers(user):
    """What waits for an officer, of what the user may read."""
    return Proposal.objects.waiting().readable_by(reads_needs=user.has_perm(READS_NEEDS))


@never_cache
@require_safe
def answers(request, conference):
    return _page(request, conference_for(request, conference, PERMISSION))


def _page(request, row, refusal="", status=200):
    several = {}
    for proposal in sent_by_speakers(request.user).of(row).order_by("proposed_at", "pk"):
        several.setdefault(proposal.speaker_id, []).append(proposal)
    page = Paginator(list(several), PER_PAGE).get_page(request.GET.get("page"))
    speakers = row.speakers.select_related("conference", "needs").in_bulk(list(page))
    context = {
        **staff_page_context(request, row),
        "page": page,
        "waiting": [_answer(speakers[key], several[key]) for key in page if key in speakers],
        "refusal": refusal,
        "needs": _needs(row) if request.user.has_perm(READS_NEEDS) else [],
    }
    return render(request, "programme/answers/answers.html", context, status=status)


def _answer(speaker, proposals):
    found = compared(speaker, proposals, getattr(speaker, "needs", None))
    return WaitingAnswer(speaker, [ComparedInWords(each) for each in found], shown_proposals(found).token)


def _needs(conference):
    """What speakers need, as accepted: (names, [(label, text)])."""
    rows = SpeakerNeeds.objects.filter(speaker__conference=conference).select_related("speaker").order_by("speaker")
    return [
        (row.speaker.public_name, [(Field(name).label, getattr(row, name)) for name in Proposal.NEEDS])
        for row in rows
        if any(getattr(row, name) for name in Proposal.NEEDS)
    ]


def _decide(request, conference, pk, act, done):
    """Do what was pressed for the proposals that the form names, and tell of it; the page says why not."""
    row = conference_for(request, conference, PERMISSION)
    person = get_object_or_404(row.speakers, pk=pk)
    keys = keys_in(posted(request, proposal=Several()).proposal)
    reads_needs, at = request.user.has_perm(READS_NEEDS), timezone.now()
    try:
        number = act(person, keys, seen=seen_in(request), reads_needs=reads_needs, by=request.user, at=at)
    except Refusal as refusal:
        return _page(request, row, str(refusal), refusal.status)
    messages.success(request, done(number) % {"number": number, "name": _name(person)})
    return redirect("programme:answers", conference)


def _name(speaker):
    return texts(speaker, "displayed_name" if speaker.protected else "name")[speaker.conference.original_language]


def _accepted(number):
    return ngettext("%(name)s: %(number)d value accepted.", "%(name)s: %(number)d values accepted.", number)


def _returned(number):
    return ngettext("%(name)s: %(number)d value returned.", "%(name)s: %(number)d values returned.", number)


@require_POST
def accept(request, conference, pk):
    return _decide(request, conference, pk, deciding.take, _accepted)


@require_POST
def give_back(request, conference, pk):
    row = conference_for(request, conference, PERMISSION)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, row, " ".join(form.errors["reason"]), 422)
    act = partial(deciding.give_back, reason=form.cleaned_data["reason"])
    return _decide(request, conference, pk, act, _returned)


@never_cache
@require_safe
def photograph(request, conference, pk, which):
    row = conference_for(request, conference, PERMISSION)
    return photograph_of(get_object_or_404(row.speakers, pk=pk), which)
