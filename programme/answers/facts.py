"""What a speaker's page tells: the sessions, by when an answer is asked for, what was sent, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from conference.languages.dates import day_text
from conference.languages.time_zones import city_of
from programme.letters.compose import parts_of
from programme.letters.defaults import shipped
from programme.letters.wording import LetterReader
from programme.models.letter import Letter, LetterKind
from speakers.models import AnswerPeriod, Proposal, Speaker

LATEST = 20  # decisions that are told


class PageReader(LetterReader):
    """The reader of a page, who may have chosen another language than that of letters."""

    def __init__(self, speaker: Speaker, code: str) -> None:
        super().__init__(speaker.conference, speaker)
        self.code, self.words = code, shipped(code)["words"]


@dataclass(frozen=True)
class OwnPart:
    """A session of the speaker in words."""

    what: str
    roles: str
    when: str
    room: str


def sessions_of(speaker: Speaker, code: str) -> list[OwnPart]:
    """Returns what the programme says about a speaker: as released, else as it is drafted."""
    parts, _release = parts_of(speaker.conference, LetterKind.CONFIRMATION, [speaker])
    reader = PageReader(speaker, code)
    return [_part(reader, each) for each in parts.get(speaker.pk, [])]


def _part(reader: PageReader, part: dict[str, Any]) -> OwnPart:
    return OwnPart(reader.what(part), reader.roles(part), reader.when(part), reader.room(part))


def reply_by(speaker: Speaker, letters: list[Letter]) -> date | None:
    """Returns the day until which an answer is asked for: as the last letter says, else as the conference sets it."""
    for letter in letters:
        if told := letter.detail.get("reply_by"):
            return date.fromisoformat(told)
    period = AnswerPeriod.objects.filter(conference=speaker.conference_id).first()
    return period.reply_by if period else None


@dataclass(frozen=True)
class Facts:
    """All that the page tells besides its form."""

    sessions: list[OwnPart]
    letters: list[Letter]
    deadline: str
    is_late: bool
    city: str
    decided: list[Proposal]


def facts_of(speaker: Speaker, code: str, at: datetime) -> Facts:
    conference = speaker.conference
    letters = list(Letter.objects.sent().filter(speaker=speaker).defer("body").order_by("-sent_at"))
    day = reply_by(speaker, letters)
    return Facts(
        sessions=sessions_of(speaker, code),
        letters=letters,
        deadline=day_text(day, code, weekday=True) if day else "",
        is_late=bool(day and at.astimezone(conference.zone).date() > day),
        city=city_of(conference.time_zone, code),
        decided=list(speaker.proposals.exclude(state=Proposal.State.WAITING).order_by("-decided_at", "-pk")[:LATEST]),
    )
