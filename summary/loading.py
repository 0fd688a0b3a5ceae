"""Finds what an address of the draft names: the Summary, its sections, paragraphs and footnotes; else 404."""

from django.shortcuts import get_object_or_404

from conference.loading import require, require_one_of
from summary.models import Footnote, Paragraph, Section, Summary, TableCell


def draft_of(request, conference, *permissions):
    """Returns the draft to those who may read it and have one of the permissions, where some are given."""
    if permissions:
        require_one_of(request, tuple(f"summary.{name}" for name in permissions))
    rows = Summary.objects.visible_to(request.user).select_related("conference")
    return get_object_or_404(rows, conference__slug=conference)


def row_of(summary, kind, pk):
    """A row of this Summary with a text: a `summary`, `section`, `paragraph`, `cell` or `footnote`; else 404."""
    if kind == "summary" and pk == summary.pk:
        return summary
    rows = {
        "section": Section.objects.filter(summary=summary),
        "footnote": Footnote.objects.filter(summary=summary),
        "paragraph": Paragraph.objects.filter(section__summary=summary),
        "cell": TableCell.objects.filter(table__section__summary=summary),
    }
    require(kind in rows)
    row = get_object_or_404(rows[kind], pk=pk)
    if kind in ("paragraph", "cell"):
        (row.table if kind == "cell" else row).section.summary = summary
    else:
        row.summary = summary
    return row
