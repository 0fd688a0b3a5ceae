"""The texts of the programme that a letter states and that are not translated into its language.

They stand in the original language there. Who writes letters is told which, and goes on by a tick, as with a release.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.languages import OfficialLanguage, official, texts
from conference.models import Conference
from conference.refusals import Refusal
from programme.letters.wording import language_of
from programme.models.letter import Letter
from speakers.models import Speaker

WHAT = {
    "title": gettext_lazy("the title of the conference"),
    "venue": gettext_lazy("the venue"),
    "session": gettext_lazy("a session"),
    "room": gettext_lazy("a room"),
    "name": gettext_lazy("a name"),
    "function": gettext_lazy("a function"),
}
OF_PEOPLE = ("name", "function")  # the document of the desk; the others are in that of the programme


class NotTranslated(Refusal):
    """Raised where letters would state texts in another language, and nobody has said that they may."""

    def __init__(self) -> None:
        super().__init__(
            _("No letter was written: texts of the programme are not translated. Tick that you write in spite of it.")
        )


@dataclass(frozen=True)
class MissingText:
    """A text that is missing in a language: what it is, and how it reads in the original language."""

    language: str
    what: str
    text: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.language, self.what, self.text

    @property
    def words(self) -> str:
        return str(WHAT[self.what])


@dataclass(frozen=True)
class MissingInLanguage:
    """All that is missing in one language, with the page of the desk where it is translated."""

    language: OfficialLanguage
    texts: list[MissingText]
    address: str


def missing_for(
    conference: Conference, speakers: list[Speaker], parts: dict[int, list[dict[str, Any]]]
) -> list[MissingText]:
    """Return the texts that letters to these speakers would state in another language, each once."""
    found: dict[MissingText, None] = {}
    for speaker in speakers:
        code = language_of(conference, speaker)
        for what, six in _stated(conference, speaker, parts.get(speaker.pk, [])):
            original = six.get(conference.original_language) or next(filter(None, six.values()), "")
            if original and not six.get(code):
                found.setdefault(MissingText(code, what, original))
    return list(found)


def _stated(
    conference: Conference, speaker: Speaker, parts: list[dict[str, Any]]
) -> Iterator[tuple[str, dict[str, str]]]:
    yield "title", texts(conference, "title")
    yield "venue", texts(conference, "venue")
    for part in parts:
        yield "session", part["title"]
        if part["room"]:
            yield "room", part["room"]
    if not speaker.protected:  # no translator sees the name
        yield "name", texts(speaker, "name")
        yield "function", texts(speaker, "function")


def shown_of(missing: list[MissingText]) -> dict[Hashable, object]:
    """Return the missing texts as parts of what a page shows."""
    return {("missing", *each.key): True for each in missing}


def by_language(conference: Conference, missing: list[MissingText]) -> list[MissingInLanguage]:
    """Return the missing texts by language, each with the way to the desk."""
    found = []
    for code, several in groupby(sorted(missing, key=lambda each: each.language), key=lambda each: each.language):
        rows = list(several)
        document = "people" if all(each.what in OF_PEOPLE for each in rows) else "programme"
        address = reverse("translation:desk", args=[conference.slug, code, document])
        found.append(MissingInLanguage(official(code), rows, f"{address}?only=missing"))
    return found


def named(letter: Letter) -> list[str]:
    """Return the names of the texts that a letter states in another language than its own."""
    return [text for _code, _what, text in letter.detail.get("untranslated", [])]
