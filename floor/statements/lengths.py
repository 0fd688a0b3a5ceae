"""How long a statement takes to be read out, against the time that its delegation has."""

from datetime import timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from conference.languages.durations import in_half_minutes, in_words
from floor.models import Floor
from floor.models.record import Statement
from floor.procedure.speaking_times import SpeakingTimes
from programme.models import Session

WORDS_A_MINUTE = 110  # what interpreters can follow: three minutes are about 330 words
CHARACTERS_A_MINUTE = 200  # of Chinese
HALF_MINUTE = timedelta(seconds=30)


class Length(NamedTuple):
    """How long a statement takes, in half minutes, and how long its delegation may speak."""

    reading: timedelta
    allowed: timedelta

    @property
    def is_too_long(self) -> bool:
        return self.reading > self.allowed

    def __str__(self) -> str:
        said = {"length": in_half_minutes(self.reading), "time": in_words(self.allowed)}
        return _("about %(length)s; you have %(time)s") % said


def length(statement: Statement, times: SpeakingTimes | None = None) -> Length | None:
    """Returns the length of a statement; None where its file has no text. `times` are those of its session."""
    if not statement.words:
        return None
    rate = CHARACTERS_A_MINUTE if statement.language.startswith("zh") else WORDS_A_MINUTE
    halves = max(1, round(2 * statement.words / rate))
    return Length(halves * HALF_MINUTE, _allowed(statement, times or speaking_times(statement.session)))


def _allowed(statement: Statement, times: SpeakingTimes) -> timedelta:
    """Returns how long the delegation may speak: by the kind of its request, or as a delegation where there is none."""
    found = times.of(statement.intervention) if statement.intervention else times.by_kind[None]
    return found.time


def speaking_times(session: Session) -> SpeakingTimes:
    """Returns the speaking times of a session: the one place from which statements have them."""
    floor = Floor.objects.filter(session=session).first()
    return SpeakingTimes(session, floor.speaking_time if floor else session.speaking_time)
