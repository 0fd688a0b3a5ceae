"""Statements as the pages of delegations and staff list them."""

from typing import NamedTuple

from floor.models.record import Statement
from floor.statements.lengths import Length, length, speaking_times


class ListedStatement(NamedTuple):
    """A statement with whether the public may read it, and how long it takes."""

    statement: Statement
    is_public: bool
    length: Length | None


def shown(statements):
    """Statements as their pages show them, in the order given."""
    rows = list(statements)
    public = set(Statement.objects.public().filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    times = {key: speaking_times(session) for key, session in {row.session_id: row.session for row in rows}.items()}
    return [ListedStatement(row, row.pk in public, length(row, times[row.session_id])) for row in rows]
