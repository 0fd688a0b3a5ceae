"""What is to do about answers: speakers who sent something that nobody has accepted or returned yet."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.to_do.facts import TO_CHECK, FactSource, Situation, ToDo, number_of
from speakers.models import Proposal, Speaker


def counts(at: datetime) -> dict[str, Combinable]:
    waiting = Proposal.objects.waiting().readable_by(reads_needs=False).filter(speaker=OuterRef("pk"))
    return {"speakers_who_sent": number_of(Speaker.objects.filter(Exists(waiting)))}


def facts(situation: Situation) -> Iterator[ToDo]:
    number = situation.counts["speakers_who_sent"]
    if number:
        words = ngettext(
            "%(number)d speaker has sent something that waits for you",
            "%(number)d speakers have sent something that waits for you",
            number,
        )
        yield ToDo(
            "answers-waiting",
            TO_CHECK,
            words % {"number": number},
            "people",
            reverse("programme:answers", args=[situation.conference.slug]),
            why=_("Nothing of it is on file before somebody accepts it."),
            button=_("To what was sent"),
            count=number,
        )


ANSWERS = FactSource("speakers.change_speaker", facts, counts)
