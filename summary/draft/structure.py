"""Arranging the draft: paragraphs and sections are added, moved, removed and put back.

Each act locks the Summary, needs the right to write the original, and leaves an audit entry. Nothing is ever deleted.
"""

from contextlib import contextmanager

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.models import AuditEntry
from conference.refusals import Refusal
from summary.models import DEEPEST, Paragraph, Section
from summary.text.writing import lock, touch
from translation.texts.ordering import arrange_soon

UP, DOWN = "up", "down"
WITHOUT_PARTS = gettext_lazy("A paragraph without a number has no parts and is no part of another one.")
_SECTION_ACTS = {UP: AuditEntry.Act.MOVE_SECTION_UP, DOWN: AuditEntry.Act.MOVE_SECTION_DOWN}
_PARAGRAPH_ACTS = {UP: AuditEntry.Act.MOVE_PARAGRAPH_UP, DOWN: AuditEntry.Act.MOVE_PARAGRAPH_DOWN}


@contextmanager
def arranging(summary, act, row=None, *beside, by, at, **detail):
    """Surrounds an act: locks the Summary, checks the right of the person, enters the act and tells the open pages.

    `beside` are the other rows that it needs. Raises Refusal where one of these rows has been removed since.
    """
    with transaction.atomic():
        locked = lock(summary)
        if not locked.takes_original_from(by):
            raise Refusal(_("The text can only be read at present."))
        for each in (row, *beside):
            if each is not None:
                each.refresh_from_db()
                if act != AuditEntry.Act.PUT_PARAGRAPH_BACK and not is_in_document(each):
                    raise Refusal(_("This was removed from the document in the meantime; restore it to go on writing."))
        yield locked
        arrange_soon(locked.conference_id, "summary.paragraph")  # the order is written without a signal
        AuditEntry.objects.record(
            act=act, subject=row or locked, by=by, at=at, conference=locked.conference, detail=detail
        )
        touch(locked)


def is_in_document(row):
    """Whether it stands, and with it the section and the paragraphs that it is a part of."""
    if isinstance(row, Section):
        return row.removed_at is None
    above = row.parent or row.section
    return row.removed_at is None and is_in_document(above)


def add_section(summary, after=None, *, level=1, by, at):
    """A section without a heading, after another one or at the end."""
    with arranging(summary, AuditEntry.Act.ADD_SECTION, by=by, at=at) as locked:
        rows = list(locked.sections.all())
        section = Section.objects.create(summary=locked, position=len(rows), level=level)
        rows.insert(rows.index(after) + 1 if after in rows else len(rows), section)
        _number(rows)
    return section


def move_section(section, direction, *, by, at):
    """Among the sections of its summary; with the sub-sections that belong to it."""
    with arranging(section.summary, _SECTION_ACTS[direction], section, by=by, at=at) as locked:
        blocks = _blocks(locked.sections.in_document(), section.level)
        place = next(index for index, block in enumerate(blocks) if section in block)
        other = place + (1 if direction == DOWN else -1)
        if not 0 <= other < len(blocks):
            raise Refusal(_("There is nothing to move it past."))
        blocks[place], blocks[other] = blocks[other], blocks[place]
        _number([row for block in blocks for row in block])


def _blocks(sections, level):
    """The sections as they move together: each with those of lower levels behind it."""
    blocks = []
    for row in sections:
        if row.level > level and blocks:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def set_level(section, level, *, by, at):
    with arranging(section.summary, AuditEntry.Act.SET_SECTION_LEVEL, section, by=by, at=at, level=level):
        section.level = level
        section.save(update_fields=["level"])


def remove_section(section, *, by, at):
    """Take an empty section out of the document."""
    with arranging(section.summary, AuditEntry.Act.REMOVE_SECTION, section, by=by, at=at):
        if section.paragraphs.in_document().filter(parent=None).exists():
            raise Refusal(_("The section still has paragraphs: move or remove them first."))
        section.removed_at = at
        section.save(update_fields=["removed_at"])


def add_paragraph(section, after=None, *, parent=None, by, at):
    """An empty paragraph in a section (a part of one, where `parent` is given), after another one or at the end."""
    with arranging(section.summary, AuditEntry.Act.ADD_PARAGRAPH, None, section, parent, by=by, at=at):
        if parent is not None and depth_of(parent) >= DEEPEST:
            raise Refusal(_("Parts of paragraphs have no further parts."))
        _may_have_parts(parent)
        paragraph = Paragraph(section=section, parent=parent)
        insert(paragraph, after)
    return paragraph


def move_paragraph(paragraph, direction, *, by, at):
    """Past the one beside it; a paragraph at an end of its section goes over into the next one."""
    with arranging(paragraph.section.summary, _PARAGRAPH_ACTS[direction], paragraph, by=by, at=at):
        rows = siblings(paragraph)
        place = rows.index(paragraph) + (1 if direction == DOWN else -1)
        if 0 <= place < len(rows):
            rows.remove(paragraph)
            rows.insert(place, paragraph)
            _number(rows)
        else:
            _move_over(paragraph, direction)


def _move_over(paragraph, direction):
    sections = list(paragraph.section.summary.sections.in_document())
    place = sections.index(paragraph.section) + (1 if direction == DOWN else -1)
    if paragraph.parent_id or not 0 <= place < len(sections):
        raise Refusal(_("There is nothing to move it past."))
    place_in(paragraph, sections[place], first=direction == DOWN)


def move_to_section(paragraph, section, *, by, at):
    """To the end of another section of the same Summary, as a paragraph."""
    with arranging(
        paragraph.section.summary, AuditEntry.Act.MOVE_PARAGRAPH, paragraph, section, by=by, at=at, section=section.pk
    ):
        paragraph.parent = None
        place_in(paragraph, section)


def place_in(paragraph, section, *, first=False):
    paragraph.section = section
    rows = [row for row in siblings(paragraph) if row != paragraph]
    paragraph.save(update_fields=["section", "parent"])
    rows.insert(0 if first else len(rows), paragraph)
    _number(rows)
    for row in parts_below(paragraph):
        row.section = section
        row.save(update_fields=["section"])


def indent(paragraph, *, by, at):
    """Make it the last part of the paragraph before it."""
    with arranging(paragraph.section.summary, AuditEntry.Act.INDENT_PARAGRAPH, paragraph, by=by, at=at):
        rows = siblings(paragraph)
        place = rows.index(paragraph)
        if not place:
            raise Refusal(_("There is no paragraph before it of which it could be a part."))
        if depth_of(paragraph) + 1 + height_of(paragraph) > DEEPEST:
            raise Refusal(_("Parts of paragraphs have no further parts."))
        for each in (paragraph, rows[place - 1]):
            _may_have_parts(each)
        paragraph.parent = rows[place - 1]
        insert(paragraph)


def outdent(paragraph, *, by, at):
    """Make a part stand by itself, after what it was a part of."""
    with arranging(paragraph.section.summary, AuditEntry.Act.OUTDENT_PARAGRAPH, paragraph, by=by, at=at):
        if paragraph.parent is None:
            raise Refusal(_("It is not a part of another paragraph."))
        parent = paragraph.parent
        paragraph.parent = parent.parent
        insert(paragraph, parent)


def set_form(paragraph, form, *, by, at):
    """Give it a number, or take the number away: to an unnumbered paragraph, or a quotation that is set off."""
    act = AuditEntry.Act.SET_PARAGRAPH_FORM
    with arranging(paragraph.section.summary, act, paragraph, by=by, at=at, form=form):
        if Paragraph.Form.TABLE in (form, paragraph.form):
            raise Refusal(_("A table cannot be made of a paragraph, nor a paragraph of a table."))
        has_parts = paragraph.parent_id or paragraph.parts.in_document().exists()
        if form != Paragraph.Form.NUMBERED and has_parts:
            raise Refusal(WITHOUT_PARTS)
        paragraph.form = form
        paragraph.save(update_fields=["form"])


def _may_have_parts(paragraph):
    """Refuse to make a part of what has no number, or of something for it."""
    if paragraph is not None and not paragraph.is_numbered:
        raise Refusal(WITHOUT_PARTS)


def remove_paragraph(paragraph, *, by, at):
    """Take it out of the document with its parts; `put_back` brings all of it again."""
    with arranging(paragraph.section.summary, AuditEntry.Act.REMOVE_PARAGRAPH, paragraph, by=by, at=at):
        paragraph.removed_at = at
        paragraph.save(update_fields=["removed_at"])


def put_back(paragraph, *, by, at):
    """Bring what was removed back to the end of the section, or of the paragraph, that it was in."""
    with arranging(paragraph.section.summary, AuditEntry.Act.PUT_PARAGRAPH_BACK, paragraph, by=by, at=at) as locked:
        if paragraph.removed_at is None:
            raise Refusal(_("It is in the document already."))
        if not _has_room_where_it_was(paragraph):
            paragraph.parent = None
        paragraph.removed_at = paragraph.merged_into = None
        paragraph.save(update_fields=["removed_at", "merged_into"])
        place_in(paragraph, _section_to_come_back_to(paragraph, locked))


def _has_room_where_it_was(paragraph):
    """Whether its former parent is still in the document and leaves room for its parts below it."""
    parent = paragraph.parent
    if parent is None:
        return True
    return is_in_document(parent) and parent.is_numbered and depth_of(parent) + 1 + height_of(paragraph) <= DEEPEST


def _section_to_come_back_to(paragraph, summary):
    """Its own; the last one where that is gone; its own again where all are gone."""
    section = paragraph.section
    if section.removed_at is None:
        return section
    last = summary.sections.in_document().last()
    if last:
        return last
    section.removed_at = None
    section.save(update_fields=["removed_at"])
    return section


def siblings(paragraph):
    """The standing paragraphs, or parts, beside a paragraph and itself, in their order."""
    rows = Paragraph.objects.in_document().select_related("section__summary").filter(parent=paragraph.parent)
    return list(rows if paragraph.parent else rows.filter(section=paragraph.section))


def depth_of(paragraph):
    depth = 0
    while paragraph.parent_id:
        paragraph, depth = paragraph.parent, depth + 1
    return depth


def height_of(paragraph):
    """How many levels of parts it has below it."""
    return max((1 + height_of(part) for part in paragraph.parts.in_document()), default=0)


def parts_below(paragraph):
    for part in paragraph.parts.all():
        yield part
        yield from parts_below(part)


def insert(paragraph, after=None):
    """Save a paragraph among its siblings: after one of them, else at the end."""
    rows = [row for row in siblings(paragraph) if row != paragraph]
    paragraph.position = (siblings_last(paragraph) or 0) + 1
    paragraph.save() if paragraph.pk is None else paragraph.save(update_fields=["section", "parent", "position"])
    rows.insert(rows.index(after) + 1 if after in rows else len(rows), paragraph)
    _number(rows)


def siblings_last(paragraph):
    rows = Paragraph.objects.filter(section=paragraph.section, parent=paragraph.parent)
    return rows.aggregate(last=Max("position"))["last"]


def _number(rows):
    """Store the order of rows; only what moved is written."""
    moved = [row for place, row in enumerate(rows) if row.position != place]
    for place, row in enumerate(rows):
        row.position = place
    type(rows[0]).objects.bulk_update(moved, ["position"]) if moved else None
