"""The kinds of letters of a conference: those that come with the software, and its own.

Addresses and forms name a kind by its key: "invitation", or "own-12" for one of the conference's own.
"""

import re
from dataclasses import dataclass

from django.utils.functional import Promise

from conference.languages import texts
from conference.models import Conference
from programme.models.letter import LetterKind, LetterTemplate
from speakers.models import Speaker

RECIPIENTS: dict[str, tuple[str, ...]] = {
    LetterKind.INVITATION: (Speaker.Status.CLEARED, Speaker.Status.INVITED),
    LetterKind.CONFIRMATION: (Speaker.Status.CONFIRMED,),
    LetterKind.NOTICE: (Speaker.Status.CONFIRMED,),
    LetterKind.REMINDER: (Speaker.Status.INVITED,),
}
WRITTEN_BY_HAND = (LetterKind.INVITATION, LetterKind.CONFIRMATION, LetterKind.REMINDER)
_OWN = re.compile(r"own-([0-9]{1,18})")


@dataclass(frozen=True)
class KindOfLetters:
    """A kind of letters; `own` is the template of a kind of the conference's own."""

    kind: LetterKind
    own: LetterTemplate | None = None

    @property
    def key(self) -> str:
        return self.own.key if self.own else self.kind.value

    @property
    def label(self) -> str | Promise:
        return self.own.name if self.own else self.kind.label

    @property
    def asks_for_a_reply(self) -> bool:
        """Whether such a letter names a day by which a reply is asked for; an own kind does if its text does."""
        if self.own is None:
            return self.kind in (LetterKind.INVITATION, LetterKind.REMINDER)
        return any("{reply_by}" in text for text in texts_of(self.own).values())


def texts_of(template: LetterTemplate) -> dict[str, str]:
    """The wording of a template in all languages, subject and text together: {code: text}."""
    subject, body = texts(template, "subject"), texts(template, "body")
    return {code: f"{subject[code]}\n{body[code]}" for code in body}


def kind_of(conference: Conference, key: str) -> KindOfLetters | None:
    """The kind of this key; None where the conference has none."""
    if own := _OWN.fullmatch(key):
        template = LetterTemplate.objects.filter(conference=conference, kind=LetterKind.OWN, pk=int(own[1])).first()
        return KindOfLetters(LetterKind.OWN, template) if template else None
    return KindOfLetters(LetterKind(key)) if key in RECIPIENTS else None


def own_kinds(conference: Conference) -> list[KindOfLetters]:
    rows = LetterTemplate.objects.filter(conference=conference, kind=LetterKind.OWN).order_by("name")
    return [KindOfLetters(LetterKind.OWN, row) for row in rows]


def kinds_to_write(conference: Conference) -> list[KindOfLetters]:
    """The kinds that somebody writes: all but notices of change, which are written by themselves."""
    return [*map(KindOfLetters, WRITTEN_BY_HAND), *own_kinds(conference)]
