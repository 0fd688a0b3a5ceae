"""A message as the pages of revisers show it: its texts with placeholders marked, its places, its remarks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from conference.languages import LANGUAGES, OfficialLanguage, official
from conference.languages.lists import listed
from conference.rights import conferences_of
from conference.text_diff import DiffPart, difference
from operations.models import WordingRemark
from operations.wording.catalogue import SOURCE, InterfaceMessage, catalogue
from operations.wording.place import InterfacePlace
from operations.wording.placeholders import TAG, as_shown
from operations.wording.places import places_of, titles_in
from operations.wording.readings import Readings
from operations.wording.remarks import ViewedRemark
from programme.models import Session

# What the interface fills in, and the marks of emphasis and links, which are no text either.
MARKED = re.compile(rf"\{{\w+\}}|%[sd]|{TAG}")


def with_marks(text: str) -> SafeString:
    """Returns a text as HTML in which each placeholder cannot be mistaken for words."""
    shown, parts, end = as_shown(text), [], 0
    for found in MARKED.finditer(shown):
        parts += [conditional_escape(shown[end : found.start()]), _mark(found[0])]
        end = found.end()
    return mark_safe("".join([*parts, conditional_escape(shown[end:])]))


def _mark(placeholder: str) -> SafeString:
    return format_html('<code class="placeholder" dir="ltr" translate="no">{}</code>', placeholder)


@dataclass(frozen=True)
class PluralForm:
    """A text of a message, with the numbers that it is said of, where it counts something."""

    text: str
    numbers: str = ""

    @property
    def html(self) -> SafeString:
        return with_marks(self.text)

    @property
    def shown(self) -> str:
        """Returns it as a field has it."""
        return as_shown(self.text)


def forms_of(texts: Iterable[str], code: str) -> list[PluralForm]:
    """Returns the texts of a message in a language; of one that counts something, each with its numbers."""
    texts = list(texts)
    numbers = [listed(runs) for runs in catalogue().numbers[code]] if len(texts) > 1 else []
    # A language with one form, as Chinese has, says it of every number.
    return [PluralForm(text, numbers[place] if place < len(numbers) else "") for place, text in enumerate(texts)]


@dataclass(frozen=True)
class MessageTexts:
    """The texts of a message in a language."""

    language: OfficialLanguage
    forms: list[PluralForm]


@dataclass(frozen=True)
class PlaceLink:
    name: str
    address: str


@dataclass(frozen=True)
class RemarkRow:
    """A remark as it is shown: with the difference of its proposal from the wording that it was made of."""

    viewed: ViewedRemark
    is_own: bool

    @property
    def remark(self) -> WordingRemark:
        return self.viewed.remark

    @property
    def former_source(self) -> list[PluralForm]:
        """Returns the English that the remark was made of."""
        return forms_of(self.viewed.remark.source, SOURCE)

    @property
    def before(self) -> list[PluralForm]:
        return forms_of(self.viewed.remark.wording, self.viewed.remark.language)

    @property
    def proposed(self) -> list[tuple[str, list[DiffPart]]]:
        """Returns for each form that would change the numbers that it is said of, and how it differs."""
        pairs = zip(self.before, self.viewed.remark.proposed, strict=False)
        return [(form.numbers, difference(form.shown, as_shown(text))) for form, text in pairs if form.text != text]


@dataclass(frozen=True)
class MessageRow:
    message: InterfaceMessage
    language: OfficialLanguage
    places: list[PlaceLink]
    titles: list[str]
    remarks: list[RemarkRow]
    is_read: bool
    has_changed: bool
    most_places: int = 3

    @property
    def first_places(self) -> list[PlaceLink]:
        """Returns the places that a list names; the page of the message names all."""
        return self.places[: self.most_places]

    @property
    def more_places(self) -> int:
        return max(0, len(self.places) - self.most_places)

    @property
    def key(self) -> str:
        return self.message.key

    @property
    def seen(self) -> str:
        """Returns what a form carries of it: which wording was shown."""
        return f"{self.key}:{catalogue().digests[self.language.code][self.key]}"

    @property
    def source(self) -> MessageTexts:
        return self._in(official(SOURCE))

    @property
    def own(self) -> MessageTexts:
        return self._in(self.language)

    @property
    def others(self) -> list[MessageTexts]:
        """Returns the languages that are neither English nor the reader's."""
        return [self._in(each) for each in LANGUAGES if each.code not in (SOURCE, self.language.code)]

    @property
    def is_source(self) -> bool:
        """Whether the reader revises the English itself."""
        return self.language.code == SOURCE

    def _in(self, language: OfficialLanguage) -> MessageTexts:
        return MessageTexts(language, forms_of(self.message.forms[language.code], language.code))


class Rows:
    """Makes the rows of messages for a reader: the links lead to a conference of theirs, in the language they read."""

    def __init__(self, request: HttpRequest, language: OfficialLanguage, readings: Readings) -> None:
        self.user, self.language, self.readings = request.user, language, readings
        self.conference, self.session = _example_for(request.user)
        self._links: dict[str, PlaceLink] = {}

    def row(self, message: InterfaceMessage, remarks: Iterable[ViewedRemark] = (), **more: int) -> MessageRow:
        return MessageRow(
            message,
            self.language,
            [self.link(place) for place in places_of(message)],
            titles_in(message),
            self.remarks(remarks),
            self.readings.is_read(message.key),
            self.readings.has_changed(message.key),
            **more,
        )

    def remarks(self, remarks: Iterable[ViewedRemark]) -> list[RemarkRow]:
        return [RemarkRow(each, each.remark.by_id == self.user.pk) for each in remarks]

    def link(self, place: InterfacePlace) -> PlaceLink:
        if place.slug not in self._links:
            with override(self.language.code):
                address = place.link(self.conference, self.session)
            self._links[place.slug] = PlaceLink(place.name, address)
        return self._links[place.slug]


def _example_for(user: Any) -> tuple[str, str]:
    """Returns the latest conference on which a user works, and a session of it, in which the pages can be opened."""
    row = conferences_of(user).order_by("-starts_on", "-pk").first()
    if row is None:
        return "", ""
    sessions = row.sessions.order_by("pk").values_list("kind", "slug")
    return row.slug, next((slug for __, slug in sorted(sessions, key=lambda each: each[0] != Session.Kind.PANEL)), "")
