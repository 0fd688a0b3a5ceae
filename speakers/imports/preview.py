"""The preview of a table: what the import of each row would do. Nothing is written here."""

from collections.abc import Mapping

from conference.models import Conference, User
from speakers.imports.columns import TableKind
from speakers.imports.delegation_rows import DelegationsPlanner
from speakers.imports.parse import Table
from speakers.imports.plan import TablePreview
from speakers.imports.row_planner import RowPlanner
from speakers.imports.speaker_rows import SpeakersPlanner
from speakers.models import Delegation


def preview_table(
    table: Table,
    kind: TableKind,
    conference: Conference,
    added: Mapping[str, int] | None = None,
    *,
    adds_delegations: bool = False,
    user: User | None = None,
) -> TablePreview:
    """Compare a table with the current rows of a conference.

    `added` is {number of a row of the file: primary key} for rows that the file has already added: one without a key
    is compared with what it became. With `adds_delegations`, speakers of a State that has no delegation here yet bring
    it with them. `user` is who imports the file, None for a command.
    """
    planner: RowPlanner
    if kind.model is Delegation:
        planner = DelegationsPlanner(kind, conference, added or {}, user)
    else:
        planner = SpeakersPlanner(kind, conference, added or {}, user, adds_delegations=adds_delegations)
    rows = [planner.plan(table, number, cells) for number, cells in table.rows]
    planner.finish(rows)
    return TablePreview(kind, conference, rows, table.sheet, table.sheets_aside, planner.keys)
