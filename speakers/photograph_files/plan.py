"""What the import of a zip of photographs would do: who gets which picture."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from conference.imports.preview import ImportPreview
from conference.models import Conference
from speakers.models import Speaker
from speakers.photograph_files.archive import Archive, Picture
from speakers.photograph_files.matching import SpeakersByName
from speakers.photographs import PhotographPart


class PictureOutcome(models.TextChoices):
    """What the import would do with a picture, in the order of the preview."""

    ASKED = "asked", pgettext_lazy("photographs", "Whose is it?")
    THERE = "there", pgettext_lazy("photographs", "Has one already")
    REPLACED = "replaced", pgettext_lazy("photographs", "Replaced")
    NEW = "new", pgettext_lazy("photographs", "New")
    UNCHANGED = "unchanged", pgettext_lazy("photographs", "Imported")
    LEFT_OUT = "left-out", pgettext_lazy("photographs", "Left out by hand")
    REFUSED = "refused", pgettext_lazy("photographs", "Cannot be imported")


IMPORTED = (PictureOutcome.REPLACED, PictureOutcome.NEW)


@dataclass(frozen=True)
class PictureChoice:
    """What a person chose for a picture: the short name of a speaker, "" to leave it out, and which part is kept."""

    speaker: str
    part: PhotographPart
    replaces: bool

    def as_json(self) -> list[Any]:
        return [self.speaker, str(self.part), self.replaces]

    @classmethod
    def from_json(cls, data: list[Any]) -> "PictureChoice":
        return cls(data[0], PhotographPart(data[1]), data[2])


@dataclass
class PlannedPicture:
    """A picture and the speaker who gets it. `why` says what is in the way."""

    picture: Picture
    speaker: Speaker | None
    outcome: PictureOutcome
    part: PhotographPart = PhotographPart.UPPER
    why: str = ""

    def facts(self) -> list[object]:
        speaker = self.speaker
        held = [speaker.pk, str(speaker), speaker.photograph.name or ""] if speaker else []
        return [self.picture.part, held, str(self.outcome), str(self.part), self.why]


@dataclass(frozen=True)
class PicturesPreview(ImportPreview):
    """What the import of a zip of photographs would do."""

    outcomes = PictureOutcome
    seldom = (PictureOutcome.UNCHANGED, PictureOutcome.LEFT_OUT, PictureOutcome.REPLACED)
    conference: Conference
    rows: list[PlannedPicture]
    speakers: Mapping[int, Speaker]
    file: FieldFile

    def items_by_outcome(self) -> list[tuple[PictureOutcome, PlannedPicture]]:
        return [(planned.outcome, planned) for planned in self.rows]

    def parts(self) -> dict[Hashable, object]:
        return {planned.picture.number: planned.facts() for planned in self.rows}


class PicturePlanner:
    """Plans the pictures of a zip, each person at most one."""

    def __init__(self, conference: Conference, choices: Mapping[int, PictureChoice], given: Mapping[str, str]) -> None:
        speakers = Speaker.objects.filter(conference=conference).select_related("delegation__state")
        self._by_name, self._choices, self._given = SpeakersByName(speakers), choices, given
        self._by_slug = {speaker.slug: speaker for speaker in self._by_name.speakers.values()}
        self._taken: dict[int, Picture] = {}
        self._conference = conference

    def plan(self, archive: Archive, file: FieldFile) -> PicturesPreview:
        chosen = sorted(archive.pictures, key=lambda picture: picture.number not in self._choices)
        found = {picture.number: self._planned(picture) for picture in chosen}  # what is chosen by hand comes first
        rows = [found[picture.number] for picture in archive.pictures]
        return PicturesPreview(self._conference, rows, self._by_name.speakers, file)

    def _planned(self, picture: Picture) -> PlannedPicture:
        if picture.problem:
            return PlannedPicture(picture, None, PictureOutcome.REFUSED, why=str(picture.problem))
        if given := self._by_slug.get(self._given.get(str(picture.number), "")):
            return PlannedPicture(picture, given, PictureOutcome.UNCHANGED)
        choice = self._choices.get(picture.number)
        if choice and not choice.speaker:
            return PlannedPicture(picture, None, PictureOutcome.LEFT_OUT, choice.part)
        found = [self._by_slug.get(choice.speaker)] if choice else self._by_name.find(picture.names)
        speaker = found[0] if len(found) == 1 else None
        part = choice.part if choice else PhotographPart.UPPER
        if speaker is None:
            why = _("Several speakers are called so.") if len(found) > 1 else ""
            return PlannedPicture(picture, None, PictureOutcome.ASKED, part, why)
        return self._for(picture, speaker, part, replaces=bool(choice and choice.replaces))

    def _for(self, picture: Picture, speaker: Speaker, part: PhotographPart, *, replaces: bool) -> PlannedPicture:
        if speaker.protected:
            why = _("A protected speaker has no photograph.")
            return PlannedPicture(picture, speaker, PictureOutcome.REFUSED, part, why)
        if other := self._taken.get(speaker.pk):
            why = _("“%(name)s” is of the same person.") % {"name": other.name}
            return PlannedPicture(picture, None, PictureOutcome.ASKED, part, why)
        self._taken[speaker.pk] = picture
        if not speaker.photograph:
            return PlannedPicture(picture, speaker, PictureOutcome.NEW, part)
        return PlannedPicture(picture, speaker, PictureOutcome.REPLACED if replaces else PictureOutcome.THERE, part)
