"""Splitting a paragraph in two and merging two into one, with all that hangs on them.

What a paragraph rests on and what was said about it go along. A translation is parted after the same number of
sentences where it has as many as the original, and is then tentative, because a person has to look at it; where it has
not, it stays whole with the first part and is outdated until somebody has parted it.
"""

from django.utils.translation import gettext as _

from conference.languages import CODES
from conference.languages.sentences import joined, parts_of, sentences
from conference.models import AuditEntry
from conference.refusals import Refusal
from summary.draft.structure import WITHOUT_PARTS, arranging, depth_of, height_of, siblings
from summary.models import DEEPEST, Paragraph
from summary.suggestions.following import follow_merge, follow_split
from summary.text.writing import fit, replace_text
from translation.models import Translation
from translation.texts.states import States, set_state, text_of

ORDER = list(Translation.State)[1:]  # of what is there, from the least to the most


def split_paragraph(paragraph, head, *, by, at):
    """Part a paragraph behind `head`, the text before the place; returns the new one, which takes its parts along."""
    with arranging(paragraph.section.summary, AuditEntry.Act.SPLIT_PARAGRAPH, paragraph, by=by, at=at) as summary:
        original = summary.original_language
        whole, head = text_of(paragraph, "text", original), fit(paragraph, "text", head)
        tail = whole[len(head) :].strip()
        if not whole.startswith(head) or not head or not tail:
            raise Refusal(_("Put the cursor between two words, where the second paragraph is to begin."))
        if paragraph.form == Paragraph.Form.TABLE:
            raise Refusal(_("A table cannot be split or merged."))
        second = _beside(paragraph)
        states = States([paragraph], original)
        halves = {code: _halves(paragraph, code, original, head, states) for code in CODES if code != original}
        replace_text(paragraph, "text", original, head, by=by, at=at)
        replace_text(second, "text", original, tail, by=by, at=at)
        for code, parted in halves.items():
            if parted:
                _part(paragraph, second, code, parted, by=by, at=at)
        second.sources.bulk_create(_copies(paragraph, second))
        paragraph.parts.update(parent=second)
        follow_split(paragraph, second, whole, head)
    return second


def _beside(paragraph):
    """A new row after a paragraph."""
    rows = siblings(paragraph)
    fields = {name: getattr(paragraph, name) for name in ("section", "parent", "form")}
    second = Paragraph.objects.create(**fields, position=len(rows))
    rows.insert(rows.index(paragraph) + 1, second)
    for place, row in enumerate(rows):
        row.position = place
    Paragraph.objects.bulk_update(rows, ["position"])
    return second


def _halves(paragraph, code, original, head, states):
    """A translation in two, where it can be told how; None where it stays whole."""
    text, whole = text_of(paragraph, "text", code), text_of(paragraph, "text", original)
    number = len(sentences(head, original))
    is_between_sentences = parts_of(whole, number, original)[0] == head
    is_alike = len(sentences(text, code)) == len(sentences(whole, original))
    state = states.of(paragraph, "text", code)
    if not text or state.is_outdated or not is_between_sentences or not is_alike:
        return None
    return (*parts_of(text, number, code), min(state.state, Translation.State.TENTATIVE, key=ORDER.index))


def _part(first, second, code, parted, *, by, at):
    head, tail, state = parted
    for row, text in ((first, head), (second, tail)):
        replace_text(row, "text", code, text, by=by, at=at)
        set_state(row, "text", code, state, by=by, at=at)


def _copies(paragraph, second):
    rows = paragraph.sources.all()
    return [type(row)(paragraph=second, intervention_id=row.intervention_id, role_id=row.role_id) for row in rows]


def merge_with_next(paragraph, *, by, at):
    """Make one of a paragraph and the one after it; the second is removed and keeps its versions."""
    with arranging(paragraph.section.summary, AuditEntry.Act.MERGE_PARAGRAPHS, paragraph, by=by, at=at) as summary:
        rows = siblings(paragraph)
        second = next(iter(rows[rows.index(paragraph) + 1 :]), None)
        if second is None:
            raise Refusal(_("No paragraph follows it here with which it could be merged."))
        if depth_of(paragraph) + height_of(second) > DEEPEST:
            raise Refusal(_("Parts of paragraphs have no further parts."))
        if Paragraph.Form.TABLE in (paragraph.form, second.form):
            raise Refusal(_("A table cannot be split or merged."))
        if not paragraph.is_numbered and height_of(second):
            raise Refusal(WITHOUT_PARTS)
        _merge_texts(paragraph, second, summary.original_language, by=by, at=at)
        _merge_what_hangs_on_them(paragraph, second, summary.original_language)
        second.removed_at, second.merged_into = at, paragraph
        second.save(update_fields=["removed_at", "merged_into"])


def _merge_texts(first, second, original, *, by, at):
    states = States([first, second], original)
    both = {code: (states.of(first, "text", code), states.of(second, "text", code)) for code in CODES}
    for code in (original, *(code for code in CODES if code != original)):
        text = joined(text_of(first, "text", code), text_of(second, "text", code), code)
        replace_text(first, "text", code, fit(first, "text", text), by=by, at=at)
        found = [state for state in both[code] if state]
        if found and all(state.state in ORDER and not state.is_outdated for state in found):
            state = min((state.state for state in found), key=ORDER.index)
            set_state(first, "text", code, state, by=by, at=at)


def _merge_what_hangs_on_them(first, second, original):
    held = {(row.intervention_id, row.role_id) for row in first.sources.all()}
    for source in second.sources.all():
        if (source.intervention_id, source.role_id) not in held:
            type(source).objects.create(paragraph=first, intervention_id=source.intervention_id, role_id=source.role_id)
    follow_merge(first, second, original)
    parts = [*first.parts.in_document(), *second.parts.in_document()]
    for place, part in enumerate(parts):
        part.parent, part.position = first, place
    Paragraph.objects.bulk_update(parts, ["parent", "position"])
