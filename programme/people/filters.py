"""Which of a conference's people are shown: those found by a word, of a status, in a session."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conference.languages import texts
from conference.languages.folding import fold
from programme.models import Session
from speakers.models import Speaker

LONGEST = 200


@dataclass(frozen=True)
class PeopleFilter:
    """What the page was asked for; empty where anybody will do."""

    query: str = ""
    status: str = ""
    session: str = ""  # its short name

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "PeopleFilter":
        """Read what was asked for; what is no status counts as none."""
        query = " ".join(asked.get("q", "").split())[:LONGEST]
        status = asked.get("status", "")
        return cls(query, status if status in Speaker.Status.values else "", asked.get("session", ""))

    def __bool__(self) -> bool:
        return bool(self.query or self.status or self.session)

    def keeps(self, speaker: Speaker, sessions: list[Session]) -> bool:
        """Whether a speaker is shown, who sits in these sessions."""
        if self.status and speaker.status != self.status:
            return False
        if self.session and all(session.slug != self.session for session in sessions):
            return False
        return not self.query or all(word in _sought_in(speaker) for word in fold(self.query).split())


def _sought_in(speaker: Speaker) -> str:
    """All by which a speaker is found, folded; of one who is protected the displayed name, as everywhere."""
    names = [speaker.public_name] if speaker.protected else [texts(speaker, "name"), texts(speaker, "sort_name")]
    known: list[dict[str, Any]] = [*names, texts(speaker, "function"), texts(speaker, "affiliation")]
    if speaker.delegation and not speaker.protected:
        known.append(texts(speaker.delegation, "name"))
    words = [text for each in known for text in each.values() if text]
    return fold(" ".join([*words, "" if speaker.protected else speaker.email]))
