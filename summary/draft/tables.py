"""Tables of a draft: added behind a paragraph, with rows and columns added where they are wanted and removed if empty.

A table is a paragraph whose text is its title, so that it moves, is commented and is removed as any other one.
"""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from conference.models import AuditEntry, User
from conference.refusals import Refusal
from summary.draft.structure import arranging, insert
from summary.models import MOST_COLUMNS, MOST_ROWS, Paragraph, TableCell
from translation.texts.registry import text_of

ROW, COLUMN = "row", "column"
NEW_ROWS, NEW_COLUMNS = 3, 2  # of a new table, with its head
_MOST = {ROW: MOST_ROWS, COLUMN: MOST_COLUMNS}
_OTHER = {ROW: COLUMN, COLUMN: ROW}
_AWAY = 1_000_000  # rows are moved in two steps, so that no two of them ever have one number


def add_table(paragraph: Paragraph, *, by: User, at: datetime) -> Paragraph:
    """Adds an empty table behind a paragraph (behind the whole of it, if this is a part of one) and returns it."""
    with arranging(paragraph.section.summary, AuditEntry.Act.ADD_TABLE, paragraph, by=by, at=at):
        above = paragraph
        while above.parent is not None:
            above = above.parent
        table = Paragraph(section=above.section, form=Paragraph.Form.TABLE)
        insert(table, above)
        for row in range(NEW_ROWS):
            for column in range(NEW_COLUMNS):
                TableCell.objects.create(table=table, row=row, column=column)
    return table


def add_line(table: Paragraph, kind: str, after: int, *, by: User, at: datetime) -> TableCell:
    """Adds an empty row or column (`kind`) behind the one with the number `after`, and returns its first cell.

    Raises Refusal where the table has as many as can be, or no such row or column any more.
    """
    with _changing(table, by=by, at=at):
        cells = table.cells.in_document()
        numbers = _numbers(table, kind)
        if after not in numbers:
            raise Refusal(_("This row or column was removed in the meantime."))
        if len(numbers) >= _MOST[kind]:
            words = _("A table has at most %(rows)s rows and %(columns)s columns.")
            raise Refusal(words % {"rows": MOST_ROWS, "columns": MOST_COLUMNS})
        cells.filter(**{f"{kind}__gt": after}).update(**{kind: F(kind) + _AWAY})
        cells.filter(**{f"{kind}__gt": _AWAY}).update(**{kind: F(kind) - _AWAY + 1})
        place = {kind: after + 1}
        made = [
            TableCell.objects.create(table=table, **place, **{_OTHER[kind]: number})
            for number in _numbers(table, _OTHER[kind])
        ]
    return made[0]


def remove_line(table: Paragraph, kind: str, number: int, *, by: User, at: datetime) -> None:
    """Takes a row or column (`kind`) out of a table; raises Refusal where it still has words, or is the last one."""
    with _changing(table, by=by, at=at) as summary:
        cells = list(table.cells.in_document().filter(**{kind: number}))
        if any(text_of(cell, "text", summary.original_language) for cell in cells):
            raise Refusal(_("There are still words in it: move or remove them first."))
        if len(_numbers(table, kind)) <= 1:
            raise Refusal(_("A table has at least one row and one column. Remove the table as a whole."))
        TableCell.objects.filter(pk__in=[cell.pk for cell in cells]).update(removed_at=at)


def _changing(table: Paragraph, *, by: User, at: datetime):
    if table.form != Paragraph.Form.TABLE:
        raise Refusal(_("This is not a table."))
    return arranging(table.section.summary, AuditEntry.Act.CHANGE_TABLE, table, by=by, at=at)


def _numbers(table: Paragraph, kind: str) -> list[int]:
    """Returns the numbers of the rows or columns of a table, in their order."""
    return sorted(set(table.cells.in_document().values_list(kind, flat=True)))
