"""The statements that a booth may read before they are delivered."""

from django.db.models import Q

from floor.models import Intervention


def held_texts(session):
    """The keys of the requests and interventions of a session of which a statement is on file."""
    on_file = session.statements.on_file()
    linked = Q(pk__in=on_file.filter(intervention__isnull=False).values("intervention"))
    of_delegation = Q(
        kind=Intervention.Kind.INTERVENTION, delegation__in=on_file.filter(intervention=None).values("delegation")
    )
    return set(session.interventions.filter(linked | of_delegation).values_list("pk", flat=True))
