"""What every staff page of a Summary shows around its content."""

from conference.languages import official, texts
from conference.page_context import page_context as conference_context
from conference.roles import languages_of
from summary.models import Summary


def page_context(request, summary):
    """Returns what every page of the draft shows around its content."""
    return {
        **conference_context(summary.conference),
        "summary": summary,
        "title": texts(summary, "title"),
        "original_language": summary.original_language,
        "original": official(summary.original_language),
        "translates_into": languages_of(request.user),
        "stages": _stages(summary),
    }


def _stages(summary):
    """The stages as the head of a page shows them: [(name, "past" | "now" | "to come")]."""
    values = Summary.Stage.values
    here = values.index(summary.stage)
    when = lambda place: "past" if place < here else "now" if place == here else "to come"  # noqa: E731
    return [(label, when(place)) for place, label in enumerate(Summary.Stage.labels)]
