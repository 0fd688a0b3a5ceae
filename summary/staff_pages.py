"""What the staff pages of a Summary share: access to a draft, and the context around each page."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from conference.languages import official, texts
from conference.models import Conference
from conference.roles import languages_of
from summary.models import Paragraph, Section, Summary


def draft_of(request, conference, *permissions):
    """Returns the draft to those who may read it and have one of the permissions; to everybody else it answers 404."""
    rows = Summary.objects.visible_to(request.user).select_related("conference")
    if permissions and not any(request.user.has_perm(f"summary.{name}") for name in permissions):
        raise Http404
    return get_object_or_404(rows, conference__slug=conference)


def read_conference(request, conference):
    """Returns the conference to those who may read its draft once there is one; else 404."""
    if not request.user.has_perm("summary.view_summary"):
        raise Http404
    return get_object_or_404(Conference, slug=conference)


def drafted_conference(request, conference):
    """Returns the conference to those who may begin its Summary; else 404."""
    if not request.user.has_perm("summary.draft_summary"):
        raise Http404
    return get_object_or_404(Conference, slug=conference)


def row_of(summary, kind, pk):
    """A row whose text is written: of the kinds `summary`, `section` and `paragraph`, in this Summary, else 404."""
    if kind == "summary" and pk == summary.pk:
        return summary
    rows = {
        "section": Section.objects.filter(summary=summary),
        "paragraph": Paragraph.objects.filter(section__summary=summary),
    }
    if kind not in rows:
        raise Http404
    row = get_object_or_404(rows[kind], pk=pk)
    if kind == "paragraph":
        row.section.summary = summary
    else:
        row.summary = summary
    return row


def page_context(request, summary):
    """Returns what every page of the draft shows around its content."""
    return {
        "summary": summary,
        "conference": summary.conference,
        "conference_title": texts(summary.conference, "title"),
        "title": texts(summary, "title"),
        "original_language": summary.original_language,
        "original": official(summary.original_language),
        "zone": summary.conference.zone,
        "translates_into": languages_of(request.user),
        "stages": _stages(summary),
    }


def _stages(summary):
    """The stages as the head of a page shows them: [(name, "past" | "now" | "to come")]."""
    values = Summary.Stage.values
    here = values.index(summary.stage)
    when = lambda place: "past" if place < here else "now" if place == here else "to come"  # noqa: E731
    return [(label, when(place)) for place, label in enumerate(Summary.Stage.labels)]


def number_in(request, name):
    """A number that a form sends; 0 where it sends none."""
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 18 else 0
