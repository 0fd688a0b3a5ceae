"""The staff page of issue: what the next edition would be, what prevents it, and what was issued."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from conference.accounts.reauthentication import asks_who_is_there
from conference.languages import official
from conference.models import Release
from conference.posted import Words, posted, seen_in
from conference.refusals import Refusal
from summary.clearance.forms import NeededReasonForm, ReasonForm
from summary.clearance.shown import places_of
from summary.editions import issuing
from summary.editions.open_points import open_points
from summary.loading import draft_of
from summary.page_context import page_context
from summary.text.content import content_of
from summary.text.outline import outline_of
from summary.text.progress import progress_of, words_of
from summary.text.reading import SummaryText
from summary.text.set_phrases import name_of
from summary.text.writing import lock


@dataclass(frozen=True)
class NextEdition:
    """An edition of a kind as it would be issued now, or why not. `corrections`: [(language, [Correction])]."""

    kind: str
    label: str
    name: str = ""
    languages: list = field(default_factory=list)
    corrections: list = field(default_factory=list)
    refusal: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@asks_who_is_there
def issue(request, conference):
    summary = draft_of(request, conference, "issue_summary")
    if request.method != "POST":
        return _page(request, summary)
    kind, form = posted(request, kind=Words()).kind, ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, summary, kind=kind, form=form, status=422)
    try:
        edition = issuing.issue(
            summary,
            kind,
            exception=form.cleaned_data["reason"],
            seen=seen_in(request),
            by=request.user,
            at=timezone.now(),
        )
    except Refusal as refusal:
        return _page(request, summary, kind=kind, form=form, refusal=refusal, status=refusal.status)
    messages.success(request, _("%(name)s is issued and public.") % {"name": name_of(edition.content)})
    return redirect("summary:edition:summary", conference, edition.number)


@require_POST
@asks_who_is_there
def withdraw(request, conference, edition):
    """Take an edition from the public; its address answers as if it had never been. It stays on file."""
    summary = draft_of(request, conference, "issue_summary")
    form = NeededReasonForm(request.POST)
    release = get_object_or_404(Release.objects.of(conference, Release.Matter.SUMMARY), number=edition)
    if not form.is_valid():
        return _page(request, summary, withdrawing=edition, withdrawal=form, status=422)
    with transaction.atomic():
        lock(summary)
        was_public = release.withdraw(reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    name = {"name": name_of(release.content)}
    if was_public:
        messages.success(request, _("%(name)s is withdrawn.") % name)
    else:
        messages.info(request, _("%(name)s was withdrawn before.") % name)
    return redirect("summary:issue", conference)


def _page(request, summary, *, status=200, **more):
    summary = draft_of(request, summary.conference.slug)  # read again, since a refused act may have found it changed
    chapters = outline_of(summary)
    progress = progress_of(summary, chapters)
    editions = list(
        Release.objects.of(summary.conference.slug, Release.Matter.SUMMARY).select_related(
            "released_by", "withdrawn_by"
        )
    )
    absent = {each.language.code for each in progress if not each.is_complete}
    words, most = words_of(summary, chapters)
    aheads = _aheads(summary, [each for each in editions if each.withdrawn_at is None], absent)
    possible = [ahead.kind for ahead in aheads if not ahead.refusal]
    points = open_points(summary, chapters, request.user)
    shown = issuing.shown_of(summary, points)
    new_since = shown.new_since(seen_in(request))
    context = {
        **page_context(request, summary),
        "aheads": aheads,
        "chosen": more.get("kind") or (possible[0] if len(possible) == 1 else ""),
        "is_open": summary.stage == summary.Stage.IN_TRANSLATION,
        "progress": progress,
        "absent": absent,
        "words": words,
        "most_words": most,
        "points": points,
        "editions": editions,
        "seen": shown.token,
        "new_since": {part[0] for part in new_since},
        "new_languages": {part[1] for part in new_since if part[0] == "language"},
        "new_places": places_of(summary, new_since),
        **more,
    }
    return render(request, "summary/editions/draft_issue.html", context, status=status)


def _aheads(summary, editions, absent):
    content = content_of(summary)
    return [_ahead(content, kind, editions, absent) for kind in issuing.possible_kinds(editions)]


def _ahead(content, kind, editions, absent):
    label = issuing.KINDS[kind]
    try:
        edition = issuing.edition_of(content, kind, editions, absent)
    except Refusal as refusal:
        return NextEdition(kind, label, refusal=str(refusal))
    languages = [official(code) for code in edition["languages"]]
    text = SummaryText(edition)
    corrections = [(language, text.corrections(language.code)) for language in languages]
    return NextEdition(
        kind, label, name_of(edition), edition["languages"], corrections if edition["corrections"] else []
    )
