"""The acts on the draft that arrange it; each button of the page is one."""

from django.views.decorators.http import require_POST

from summary.draft import split_and_merge as joining
from summary.draft import structure as arranging
from summary.draft.page import act_on_draft
from summary.draft.sentence_boundaries import parts_of
from summary.staff_pages import draft_of, number_in, row_of
from translation.texts.states import text_of


@require_POST
def arrange_paragraph(request, conference, pk):
    """An act on a paragraph; the button that was pressed says which."""
    summary = draft_of(request, conference, "view_summary")
    paragraph = row_of(summary, "paragraph", pk)
    acts = {
        "up": lambda **who: arranging.move_paragraph(paragraph, arranging.UP, **who),
        "down": lambda **who: arranging.move_paragraph(paragraph, arranging.DOWN, **who),
        "indent": lambda **who: arranging.indent(paragraph, **who),
        "outdent": lambda **who: arranging.outdent(paragraph, **who),
        "add-after": lambda **who: arranging.add_paragraph(
            paragraph.section, paragraph, parent=paragraph.parent, **who
        ),
        "add-part": lambda **who: arranging.add_paragraph(paragraph.section, parent=paragraph, **who),
        "split": lambda **who: joining.split_paragraph(paragraph, _head(request, summary, paragraph), **who),
        "merge": lambda **who: joining.merge_with_next(paragraph, **who),
        "remove": lambda **who: arranging.remove_paragraph(paragraph, **who),
        "put-back": lambda **who: arranging.put_back(paragraph, **who),
        "to-section": lambda **who: arranging.move_to_section(
            paragraph, row_of(summary, "section", number_in(request, "section")), **who
        ),
    }
    return act_on_draft(request, summary, acts.get(request.POST.get("act")), paragraph)


def _head(request, summary, paragraph):
    """Where a paragraph is split: at the cursor, as the script sends the text before it; else behind a sentence."""
    head = request.POST.get("head", "")
    if head.strip():
        return head
    return parts_of(text_of(paragraph, "text", summary.original_language), number_in(request, "sentences"))[0]


@require_POST
def arrange_section(request, conference, pk):
    """An act on a section; the button that was pressed says which."""
    summary = draft_of(request, conference, "view_summary")
    section = row_of(summary, "section", pk)
    acts = {
        "up": lambda **who: arranging.move_section(section, arranging.UP, **who),
        "down": lambda **who: arranging.move_section(section, arranging.DOWN, **who),
        "level-1": lambda **who: arranging.set_level(section, 1, **who),
        "level-2": lambda **who: arranging.set_level(section, 2, **who),
        "add-paragraph": lambda **who: arranging.add_paragraph(section, **who),
        "add-section": lambda **who: arranging.add_section(summary, section, level=section.level, **who),
        "remove": lambda **who: arranging.remove_section(section, **who),
    }
    return act_on_draft(request, summary, acts.get(request.POST.get("act")), section)


@require_POST
def add_section(request, conference):
    summary = draft_of(request, conference, "view_summary")
    return act_on_draft(request, summary, lambda **who: arranging.add_section(summary, **who))
