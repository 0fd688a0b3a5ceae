"""A conference in numbers, of what the reader may see."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.languages import OfficialLanguage
from conference.to_do.facts import Situation
from programme.models import Session
from programme.release.to_do import SESSIONS, draft_of
from speakers.models import Speaker
from speakers.to_do import SPEAKERS, speakers_of
from translation.teamwork.to_do import progress_in

Status = Speaker.Status


@dataclass(frozen=True)
class ConferenceNumber:
    """A number with its name, what stands beside it, and the page that has it in full."""

    name: str
    value: int
    beside: str = ""
    address: str = ""


def numbers_of(situation: Situation) -> list[ConferenceNumber]:
    """Returns the numbers of a conference, in the order of its sections."""
    slug, counts, found = [situation.conference.slug], situation.counts, []
    if SPEAKERS.is_for(situation.user):
        status = [speaker.status for speaker in situation.once(speakers_of)]
        total = sum(each not in Speaker.NOT_COMING for each in status)
        of = _("of %(total)d") % {"total": total}
        found.append(
            ConferenceNumber(_("Confirmed"), status.count(Status.CONFIRMED), of, reverse("programme:people", args=slug))
        )
    if SESSIONS.is_for(situation.user):
        sessions = [row for row in situation.once(draft_of).sessions if row.kind != Session.Kind.BREAK]
        rooms = ngettext("%(number)d room", "%(number)d rooms", counts["rooms"]) % {"number": counts["rooms"]}
        found.append(ConferenceNumber(_("Sessions"), len(sessions), rooms, reverse("programme:timetable", args=slug)))
    if progress := situation.once(progress_in):
        done, total = sum(row.whole.done for row in progress), sum(row.whole.total for row in progress)
        of = _("of %(total)d") % {"total": total}
        found.append(ConferenceNumber(_("Texts translated"), done, of, reverse("translation:overview", args=slug)))
    if "letters_sent" in counts:
        number = counts["letters_waiting"] + counts["letters_failed"] + counts["letters_without_address"]
        waiting = ngettext("%(number)d waits", "%(number)d wait", number) % {"number": number}
        found.append(
            ConferenceNumber(
                _("Letters sent"), counts["letters_sent"], waiting, reverse("programme:letters", args=slug)
            )
        )
    if counts.get("interventions"):
        address = reverse("floor:floor-list", args=slug)
        found.append(ConferenceNumber(_("Interventions"), counts["interventions"], address=address))
    return found


@dataclass(frozen=True)
class LanguageNumber:
    """How many texts of a language are translated."""

    language: OfficialLanguage
    done: int
    total: int


def languages_of(situation: Situation) -> list[LanguageNumber]:
    """Returns the languages into which there is something to translate and that the reader may read."""
    return [
        LanguageNumber(row.language, row.whole.done, row.whole.total)
        for row in situation.once(progress_in)
        if row.whole.total
    ]


def when(situation: Situation) -> str:
    """Returns how far away the conference is, as a sentence."""
    conference, today = situation.conference, situation.today
    if situation.is_over:
        return _("The conference is over.")
    if today >= conference.starts_on:
        length, number = (conference.ends_on - conference.starts_on).days + 1, (today - conference.starts_on).days + 1
        if length == 1:
            return _("The conference is today.")
        return _("Day %(number)d of %(length)d.") % {"number": number, "length": length}
    days = (conference.starts_on - today).days
    words = ngettext("%(number)d day to the conference.", "%(number)d days to the conference.", days)
    return words % {"number": days}
