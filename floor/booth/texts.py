"""The statements under embargo that a booth may read, as each delegation allows it."""

from collections import defaultdict

from floor.models import Intervention


def texts_by_intervention(session, rows, at):
    """The statements that interpreters may read now: {key of an intervention: its statements}.

    One that belongs to no intervention yet is that of any statement which its delegation is about to make.
    """
    found = defaultdict(list)
    # The original of a text comes before its translations: "original" is the later word.
    statements = list(session.statements.readable_by_interpreters(at).order_by("-version", "pk"))
    for row in rows:
        for statement in statements:
            if statement.intervention_id == row.pk or _may_be_of(statement, row):
                found[row.pk].append(statement)
    return found


def _may_be_of(statement, row):
    is_unlinked = statement.intervention_id is None and statement.delegation_id == row.delegation_id
    return is_unlinked and row.kind == Intervention.Kind.INTERVENTION
