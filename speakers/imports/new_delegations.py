"""Delegations of States that the speakers of a file bring with them."""

from datetime import datetime

from conference.models import User
from conference.recorded_rows import Journal
from speakers.imports.apply import RowWriter
from speakers.imports.columns import KINDS
from speakers.imports.parse import Table
from speakers.imports.plan import RowOutcome, TablePreview
from speakers.imports.preview import preview_table
from translation.texts.ordering import arrange_soon


def add_delegations(found: TablePreview, journal: Journal, *, by: User, at: datetime) -> None:
    """Add the delegations that a preview of speakers announced, as a table of them would, and give them to the rows."""
    if not found.new_delegations:
        return
    kind, conference = KINDS["delegations"], found.conference
    table = Table("", {"A": kind.columns[0]}, [(row, {"A": key}) for row, key in enumerate(found.new_delegations, 1)])
    planned = preview_table(table, kind, conference).of(RowOutcome.NEW)
    RowWriter(kind, conference, journal, by, at).add(planned)
    arrange_soon(conference.pk, kind.model._meta.label_lower)
    added = {each.key: each.row.pk for each in planned}
    for row in found.of(RowOutcome.NEW, RowOutcome.CHANGED):
        if row.new_delegation:
            row.values["delegation_id"] = added[row.new_delegation]
