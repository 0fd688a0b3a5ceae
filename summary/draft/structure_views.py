"""The acts on the draft that arrange it; each button of the page is one."""

import re
from functools import partial

from django.views.decorators.http import require_POST

from conference.languages.sentences import parts_of
from conference.posted import OddKey, Words, posted
from summary.draft import footnotes, split_and_merge, structure, tables
from summary.draft.page import act_on_draft
from summary.loading import draft_of, row_of
from summary.models import Paragraph
from translation.texts.states import text_of


@require_POST
def arrange_paragraph(request, conference, pk):
    """An act on a paragraph; the button that was pressed says which."""
    summary = draft_of(request, conference, "view_summary")
    paragraph = row_of(summary, "paragraph", pk)
    acts = {
        "up": lambda **who: structure.move_paragraph(paragraph, structure.UP, **who),
        "down": lambda **who: structure.move_paragraph(paragraph, structure.DOWN, **who),
        "indent": lambda **who: structure.indent(paragraph, **who),
        "outdent": lambda **who: structure.outdent(paragraph, **who),
        "add-after": lambda **who: structure.add_paragraph(
            paragraph.section, paragraph, parent=paragraph.parent, **who
        ),
        "add-footnote": lambda **who: footnotes.add_footnote(
            paragraph, posted(request, head=Words()).head.lstrip(), **who
        ),
        "add-part": lambda **who: structure.add_paragraph(paragraph.section, parent=paragraph, **who),
        **{f"form-{form}": _set_form(paragraph, form) for form in Paragraph.Form.values},
        "add-table": lambda **who: tables.add_table(paragraph, **who),
        "split": lambda **who: split_and_merge.split_paragraph(paragraph, _head(request, summary, paragraph), **who),
        "merge": lambda **who: split_and_merge.merge_with_next(paragraph, **who),
        "remove": lambda **who: structure.remove_paragraph(paragraph, **who),
        "put-back": lambda **who: structure.put_back(paragraph, **who),
        "to-section": lambda **who: structure.move_to_section(
            paragraph, row_of(summary, "section", posted(request, section=OddKey()).section), **who
        ),
    }
    return act_on_draft(request, summary, acts.get(posted(request, act=Words()).act), paragraph)


def _set_form(paragraph, form):
    return lambda **who: structure.set_form(paragraph, form, **who)


def _head(request, summary, paragraph):
    """Where a paragraph is split: at the cursor, as the script sends the text before it; else behind a sentence."""
    sent = posted(request, head=Words(), sentences=OddKey())
    if sent.head.strip():
        return sent.head
    return parts_of(
        text_of(paragraph, "text", summary.original_language), sent.sentences or 0, summary.original_language
    )[0]


@require_POST
def arrange_section(request, conference, pk):
    """An act on a section; the button that was pressed says which."""
    summary = draft_of(request, conference, "view_summary")
    section = row_of(summary, "section", pk)
    acts = {
        "up": lambda **who: structure.move_section(section, structure.UP, **who),
        "down": lambda **who: structure.move_section(section, structure.DOWN, **who),
        "level-1": lambda **who: structure.set_level(section, 1, **who),
        "level-2": lambda **who: structure.set_level(section, 2, **who),
        "level-3": lambda **who: structure.set_level(section, 3, **who),
        "add-paragraph": lambda **who: structure.add_paragraph(section, **who),
        "add-section": lambda **who: structure.add_section(summary, section, level=section.level, **who),
        "remove": lambda **who: structure.remove_section(section, **who),
    }
    return act_on_draft(request, summary, acts.get(posted(request, act=Words()).act), section)


_LINES = re.compile("(add|remove)-(row|column)-([0-9]{1,6})")


@require_POST
def arrange_table(request, conference, pk):
    """Adds a row or column of a table behind one, or removes one; the button says which by its number."""
    summary = draft_of(request, conference, "view_summary")
    table = row_of(summary, "paragraph", pk)
    act, asked = None, _LINES.fullmatch(posted(request, act=Words()).act)
    if asked:
        change = tables.add_line if asked[1] == "add" else tables.remove_line
        act = partial(change, table, asked[2], int(asked[3]))
    return act_on_draft(request, summary, act, table)


@require_POST
def add_title_note(request, conference):
    summary = draft_of(request, conference, "view_summary")
    return act_on_draft(request, summary, lambda **who: footnotes.add_title_note(summary, **who))


@require_POST
def add_section(request, conference):
    summary = draft_of(request, conference, "view_summary")
    return act_on_draft(request, summary, lambda **who: structure.add_section(summary, **who))
