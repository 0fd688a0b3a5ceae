"""The fields about which a speaker is asked, and the value that each has now, as text."""

from __future__ import annotations

from typing import Any

from conference.languages import official
from speakers.models import Proposal, Speaker, SpeakerNeeds

YES, NO = "yes", "no"
ACCEPTED, DECLINED = "accepted", "declined"
Field = Proposal.Field

ANSWERS = {
    Speaker.Status.CONFIRMED: ACCEPTED,
    Speaker.Status.DECLINED: DECLINED,
    Speaker.Status.WITHDRAWN: DECLINED,
}
# What tells who a protected person is, and what such a person does not consent to; none of it is asked or shown.
OF_NOBODY_PROTECTED = frozenset(
    {Field.COURTESY_TITLE, Field.NAME, Field.PRONUNCIATION, Field.PHOTOGRAPH, *Proposal.CONSENTS}
)


def fields_of(speaker: Speaker) -> list[Field]:
    """Returns the fields about which a speaker is asked, in the order of the page."""
    left_out = OF_NOBODY_PROTECTED if speaker.protected else {Field.DISPLAYED_NAME}
    return [field for field in Field if field not in left_out]


def needs_of(speaker: Speaker) -> SpeakerNeeds | None:
    return SpeakerNeeds.objects.filter(speaker=speaker.pk).first()


def current_value(speaker: Speaker, field: str, language: str = "", needs: SpeakerNeeds | None = None) -> str:
    """Returns what is on file now; an empty text where nothing is. `needs` are those of the speaker, as loaded."""
    if field == Field.PARTICIPATION:
        return ANSWERS.get(Speaker.Status(speaker.status), "")
    if field == Field.MESSAGE:
        return ""
    if field in Proposal.NEEDS:
        return getattr(needs, field, "")
    if field in Proposal.CONSENTS:
        return YES if getattr(speaker, field) else NO
    if field == Field.PHOTOGRAPH:
        return speaker.photograph.name or ""
    value: Any = getattr(speaker, f"{field}_{official(language).suffix}" if language else field)
    return value or ""
