"""Whose interventions stay out of recordings: protected speakers, and those who do not consent to being recorded.

The console and the cue cards ask before the floor is given; time codes, chapters and the paper for the webcast team ask
afterwards. All of them ask here.
"""

from collections.abc import Iterable
from functools import cached_property

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.languages import CODES, columns
from floor.models import Intervention
from speakers.models import Speaker

SHORTEST = 4  # letters of a name that is looked for in what was typed; a shorter one is part of many words


class Withheld(models.TextChoices):
    """Why an intervention stays out of recordings."""

    PROTECTED = "protected", _("Protected speaker: no picture, no recording")
    NO_CONSENT = "no-consent", _("The speaker does not consent to being recorded")
    OFF = "off", _("The recording was off")


class RecordingConsent:
    """Which interventions of a conference stay out of recordings, before and after they are made; asks one query.

    A panellist is known by the role. Whoever speaks for a delegation is known by the name that was typed, if a speaker
    of the conference has it. Interventions are asked for with `role__speaker` selected.
    """

    def __init__(self, conference_id: int) -> None:
        self.conference_id = conference_id
        self._typed: str | None = None  # all names that will be asked about, if that is known

    def withheld(self, row: Intervention) -> Withheld | None:
        """Returns why an intervention stays out of recordings; None where it may be recorded and published."""
        if row.recording_off_at and self.reason(row) != Withheld.PROTECTED:
            return Withheld.OFF
        return self.reason(row)

    def reason(self, row: Intervention) -> Withheld | None:
        """Returns why its speaker is not recorded, whether or not the recording was off; None where they may be."""
        if row.role:
            return reason_of(row.role.speaker)
        typed = row.speaker_name.casefold()
        reasons = {reason for name, reason in self._names if name in typed} if typed else set()
        return min(reasons, key=[Withheld.PROTECTED, Withheld.NO_CONSENT].index, default=None)

    def among(self, rows: Iterable[Intervention]) -> "RecordingConsent":
        """Returns the same for these interventions alone: quicker where there are many, and many names."""
        found = RecordingConsent(self.conference_id)
        found._typed = "\n".join({row.speaker_name.casefold() for row in rows if not row.role_id}).strip()
        return found

    @cached_property
    def _names(self) -> list[tuple[str, Withheld]]:
        """The names of those who are not recorded, in any language and as the public reads them."""
        if self._typed == "":
            return []
        found = Speaker.objects.filter(Q(protected=True) | Q(consents_to_recording=False))
        rows = found.filter(conference=self.conference_id).values_list(
            "protected", *columns("name"), *columns("displayed_name")
        )
        names = []
        for protected, *called in rows:
            reason = Withheld.PROTECTED if protected else Withheld.NO_CONSENT
            for name in {*(called if protected else called[: len(CODES)])}:
                if name and (self._typed is None or name.casefold() in self._typed) and _is_telling(name):
                    names.append((name.casefold(), reason))
        return names


def reason_of(speaker: Speaker) -> Withheld | None:
    """Returns why a speaker is not recorded; None where they may be."""
    if speaker.protected:
        return Withheld.PROTECTED
    return None if speaker.consents_to_recording else Withheld.NO_CONSENT


def _is_telling(name: str) -> bool:
    return len(name) >= SHORTEST or (len(name) > 1 and not name.isascii())
