"""What is to do about the speakers: who has not answered, has no e-mail address, no photograph or gave no consent."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.to_do.facts import (
    MINOR,
    MOST_SUBJECTS,
    TO_CHECK,
    FactSource,
    Situation,
    Subject,
    ToDo,
    admin_form,
    admin_list,
)
from speakers.models import Speaker

Status = Speaker.Status


@dataclass(frozen=True)
class Lack:
    """What a speaker can lack: for lists of the admin as a condition, and told of rows that are loaded."""

    key: str
    label: str | Promise
    condition: Q
    of: Callable[[Speaker], bool]
    field: str  # of the form, where it is cured


LACKS = (
    Lack("email", gettext_lazy("e-mail address"), Q(email=""), lambda speaker: not speaker.email, "email"),
    Lack(
        "photograph",
        gettext_lazy("photograph"),
        Q(photograph="", protected=False),
        lambda speaker: not speaker.photograph and not speaker.protected,
        "photograph",
    ),
    Lack(
        "consent",
        gettext_lazy("consent to the photograph"),
        ~Q(photograph="") & Q(consents_to_photograph=False),
        lambda speaker: bool(speaker.photograph) and not speaker.consents_to_photograph,
        "consents_to_photograph",
    ),
)
EXPECTED = Q(status__in=(Status.INVITED, Status.CONFIRMED))


def speakers_of(situation: Situation) -> list[Speaker]:
    """Returns the speakers of a conference with their delegations, by their short names."""
    return list(situation.conference.speakers.select_related("delegation").order_by("slug"))


def facts(situation: Situation) -> Iterator[ToDo]:
    speakers = situation.once(speakers_of)
    invited = [speaker for speaker in speakers if speaker.status == Status.INVITED]
    if invited and not situation.is_over:
        words = ngettext("%(number)d person has not answered", "%(number)d people have not answered", len(invited))
        yield ToDo(
            "no-answer",
            TO_CHECK,
            words % {"number": len(invited)},
            "people",
            admin_list(Speaker, situation.conference, status__exact=Status.INVITED),
            why=_("The public sees only confirmed speakers."),
            subjects=_subjects(invited, "status"),
            more=max(0, len(invited) - MOST_SUBJECTS),
            button=_("See who has not answered"),
            count=len(invited),
        )
    expected = [speaker for speaker in speakers if speaker.status in (Status.INVITED, Status.CONFIRMED)]
    for lack in LACKS:
        found = [speaker for speaker in expected if lack.of(speaker)]
        if found:
            yield _lacking(situation, lack, found)


def _lacking(situation: Situation, lack: Lack, found: list[Speaker]) -> ToDo:
    number = len(found)
    what, why = {
        "email": (
            ngettext("%(number)d person has no e-mail address", "%(number)d people have no e-mail address", number),
            _("No letter reaches them."),
        ),
        "photograph": (
            ngettext("%(number)d person has no photograph", "%(number)d people have no photograph", number),
            _("Their pages go without."),
        ),
        "consent": (
            ngettext("%(number)d photograph has no consent", "%(number)d photographs have no consent", number),
            _("Without consent a photograph is not shown."),
        ),
    }[lack.key]
    return ToDo(
        f"no-{lack.key}",
        TO_CHECK if lack.key == "email" and not situation.is_over else MINOR,
        what % {"number": number},
        "people",
        admin_list(Speaker, situation.conference, lacks=lack.key),
        why=why,
        subjects=_subjects(found, lack.field),
        more=max(0, number - MOST_SUBJECTS),
        button=_("See these people"),
        count=number,
    )


def _subjects(found: list[Speaker], field: str) -> tuple[Subject, ...]:
    return tuple(Subject(speaker.public_name, admin_form(speaker, f"id_{field}")) for speaker in found[:MOST_SUBJECTS])


SPEAKERS = FactSource("speakers.change_speaker", facts)
