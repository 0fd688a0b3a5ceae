"""What is to do about the floor and its record: who waits for the floor, and which interventions have no statement."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.to_do.facts import MINOR, FactSource, Situation, ToDo, number_of
from floor.models import Intervention
from floor.models.record import Statement


def counts(at: datetime) -> dict[str, Combinable]:
    own = Statement.objects.current().filter(session=OuterRef("session"), delegation=OuterRef("delegation"))
    made = Intervention.objects.filter(
        kind=Intervention.Kind.INTERVENTION, state=Intervention.State.CONCLUDED, delegation__isnull=False
    )
    return {
        "interventions": number_of(made, "session__conference"),
        "interventions_without_statement": number_of(made.filter(~Exists(own)), "session__conference"),
    }


def facts(situation: Situation) -> Iterator[ToDo]:
    if number := situation.counts["interventions_without_statement"]:
        words = ngettext(
            "%(number)d intervention has no statement", "%(number)d interventions have no statement", number
        )
        yield ToDo(
            "no-statement",
            MINOR,
            words % {"number": number},
            "record",
            reverse("floor:floor-list", args=[situation.conference.slug]),
            why=_("Delegations may have it on paper; what they upload stands beside the intervention."),
            button=_("To the record"),
            count=number,
        )


STATEMENTS = FactSource("floor.take_notes", facts, counts)
