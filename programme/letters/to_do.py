"""What is to do about letters: those that wait in the outbox, have no address or could not be sent."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.to_do.facts import TO_CHECK, URGENT, FactSource, Situation, ToDo, number_of
from programme.models import Letter
from programme.models.letter import LONGEST_SENDING
from speakers.models import DoubtfulAddress


def counts(at: datetime) -> dict[str, Combinable]:
    waiting = Letter.objects.open()
    return {
        "letters_waiting": number_of(waiting.filter(failed_at=None).exclude(address="")),
        "letters_failed": number_of(waiting.filter(failed_at__isnull=False)),
        "letters_without_address": number_of(waiting.filter(failed_at=None, address="")),
        "letters_unknown": number_of(waiting.filter(sending_at__lt=at - LONGEST_SENDING)),
        "letters_doubtful": number_of(DoubtfulAddress.objects.all()),
        "letters_sent": number_of(Letter.objects.sent()),
    }


WEIGHTS = {
    "unknown": URGENT,
    "failed": URGENT,
    "waiting": TO_CHECK,
    "without_address": TO_CHECK,
    "doubtful": TO_CHECK,
}


def facts(situation: Situation) -> Iterator[ToDo]:
    for key, weight in WEIGHTS.items():
        number = situation.counts[f"letters_{key}"]
        if number:
            what, why = _words(key, number)
            yield ToDo(
                f"letters-{key}",
                weight,
                what % {"number": number},
                "letters",
                reverse("programme:letters", args=[situation.conference.slug]),
                why=why,
                button=_("To the letters"),
                count=number,
            )


def _words(key: str, number: int) -> tuple[str, str]:
    if key == "failed":
        return (
            ngettext("%(number)d letter could not be sent", "%(number)d letters could not be sent", number),
            _("Each says why; correct it and send it again."),
        )
    if key == "waiting":
        return (
            ngettext(
                "%(number)d letter is written and not sent", "%(number)d letters are written and not sent", number
            ),
            _("They wait in the outbox until somebody sends them."),
        )
    if key == "unknown":
        return (
            ngettext(
                "It is not known whether %(number)d letter was sent",
                "It is not known whether %(number)d letters were sent",
                number,
            ),
            _("The sending was interrupted: ask the recipient, then send it again or enter it as sent."),
        )
    if key == "doubtful":
        return (
            ngettext(
                "Letters came back from %(number)d address", "Letters came back from %(number)d addresses", number
            ),
            _("Ask for another address, or say that it works again."),
        )
    return (
        ngettext("%(number)d letter has no address", "%(number)d letters have no address", number),
        _("They wait until the person has an e-mail address."),
    )


LETTERS = FactSource("programme.send_letters", facts, counts)
