"""The one order in which rows are locked, so that no two people wait for each other for ever.

1. An uploaded file that is imported.
2. The conference, where one act on it must follow the other.
3. The row that decides who may write: the Summary with its stage, the floor with its state.
4. The rows that are written, one model after the other by their labels, the rows of a model by their keys.
5. Their texts in the list (`translation.Text`) by their keys, and then what belongs to these.

An act leaves out what it does not need, and never goes back. A row is locked without its key, so that rows which point
to it can be written beside: to the conference every audit entry points. A query that joins other tables locks its own
rows alone.
"""

from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def lock(row: Row) -> Row:
    """Returns a row, read anew and locked until the transaction ends."""
    return type(row)._base_manager.select_for_update(no_key=True, of=("self",)).get(pk=row.pk)


def lock_all(rows: QuerySet[Row]) -> None:
    """Locks rows of one model in the order of their keys until the transaction ends."""
    list(rows.order_by("pk").select_for_update(no_key=True, of=("self",)).values_list("pk"))
