"""The choices for the pictures of a page: whose each is, and which part of it is kept."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from speakers.models import Speaker
from speakers.photograph_files.plan import PictureChoice, PictureOutcome, PlannedPicture
from speakers.photographs import PhotographPart

FORM = "choices"  # the id of the form, to which the fields in the list belong


class ChoicesForm(forms.Form):
    """Three fields for each picture that may be imported: the speaker, the part, and whether to replace."""

    def __init__(self, planned: Iterable[PlannedPicture], speakers: Iterable[Speaker], data: Any = None) -> None:
        super().__init__(data)
        self._planned = {each.picture.number: each for each in planned if each.outcome != PictureOutcome.REFUSED}
        choices = [("", _("Nobody: leave it out")), *_people(speakers)]
        for number, each in self._planned.items():
            named = {"name": each.picture.name}
            speaker = forms.ChoiceField(choices=choices, required=False, label=_("Whose is “%(name)s”?") % named)
            speaker.initial = each.speaker.slug if each.speaker else ""
            part = forms.ChoiceField(choices=PhotographPart.choices, label=_("What is kept of “%(name)s”") % named)
            part.initial = each.part
            replaces = forms.BooleanField(required=False, label=_("Replace the photograph that is there"))
            replaces.initial = each.outcome == PictureOutcome.REPLACED
            for name, field in (("speaker", speaker), ("part", part), ("replaces", replaces)):
                field.widget.attrs["form"] = FORM
                self.fields[f"{name}-{number}"] = field

    def of(self, number: int) -> dict[str, forms.BoundField] | None:
        """Return the fields of a picture; None where nothing can be chosen."""
        if number not in self._planned:
            return None
        return {name: self[f"{name}-{number}"] for name in ("speaker", "part", "replaces")}

    @property
    def choices(self) -> dict[int, PictureChoice]:
        """What is chosen otherwise than it was proposed, and what stays asked is not decided."""
        found = {}
        for number, planned in self._planned.items():
            chosen = self.cleaned_data[f"speaker-{number}"]
            if not chosen and planned.outcome == PictureOutcome.ASKED:
                continue
            part = PhotographPart(self.cleaned_data[f"part-{number}"])
            found[number] = PictureChoice(chosen, part, self.cleaned_data[f"replaces-{number}"])
        return found


def _people(speakers: Iterable[Speaker]) -> list[tuple[str, str]]:
    """The speakers to choose from, with what tells two of one name apart; those under protection get no photograph."""
    code = get_language() or "en"
    some = sorted((each for each in speakers if not each.protected), key=lambda each: each.key_in(code, code))
    return [(each.slug, " · ".join(filter(None, (str(each), _aside(each))))) for each in some]


def _aside(speaker: Speaker) -> str:
    return str(speaker.delegation) if speaker.delegation else speaker.function or speaker.slug
