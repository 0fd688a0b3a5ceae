"""The form of the house: its name and foot in six languages, its colours, its emblem."""

from base64 import b64decode, b64encode
from binascii import Error
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.fields import validate_characters, validate_one_line
from conference.house import House
from conference.house_colours import DARK, ENOUGH, HEX, LIGHT, least_contrast
from conference.inspection import process
from conference.languages import LANGUAGES

MOST_BYTES = 5 * 1024 * 1024
SIDE = 512  # pixels
LONGEST_NAME, LONGEST_FOOT = 60, 200  # a name has one line of a telephone


class HouseForm(forms.Form):
    """What is wrong is said at its field. An emblem that was uploaded for a preview comes along when it is saved."""

    colour = forms.CharField(label=gettext_lazy("Colour"), required=False, max_length=7)
    colour_dark = forms.CharField(label=gettext_lazy("Colour in dark mode"), required=False, max_length=7)
    emblem = forms.FileField(label=gettext_lazy("Emblem"), required=False)
    shown_emblem = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2_000_000)
    without_emblem = forms.BooleanField(label=gettext_lazy("Remove the emblem"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in LANGUAGES:
            marks = {"lang": language.html, "dir": language.direction}
            for kind, longest in (("name", LONGEST_NAME), ("foot", LONGEST_FOOT)):
                self.fields[f"{kind}_{language.suffix}"] = forms.CharField(
                    label=gettext_lazy("Name") if kind == "name" else gettext_lazy("Foot of the pages"),
                    required=False,
                    max_length=longest,
                    validators=[validate_characters, validate_one_line],
                    widget=forms.TextInput(attrs=marks),
                )
        self.picture = b""

    @classmethod
    def initial_of(cls, house: House) -> dict[str, str]:
        """What the form shows of a house."""
        texts = {
            f"{kind}_{language.suffix}": kept.get(language.code, "")
            for language in LANGUAGES
            for kind, kept in (("name", house.names), ("foot", house.feet))
        }
        return {"colour": house.colour, "colour_dark": house.colour_dark, **texts}

    def languages(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        return [(each, self[f"name_{each.suffix}"], self[f"foot_{each.suffix}"]) for each in LANGUAGES]

    def clean_colour(self) -> str:
        return _colour(self.cleaned_data["colour"], LIGHT, _("white and the light grounds of the pages"))

    def clean_colour_dark(self) -> str:
        return _colour(self.cleaned_data["colour_dark"], DARK, _("the dark grounds of the pages"))

    def clean_emblem(self) -> Any:
        if upload := self.cleaned_data["emblem"]:
            if upload.size > MOST_BYTES:
                raise ValidationError(_("The file is larger than %(most)d MB.") % {"most": MOST_BYTES // 1024 // 1024})
            self.picture = _picture(upload.read())
        return upload

    def clean_shown_emblem(self) -> str:
        """The emblem of the preview is looked at again: what comes back may be another."""
        if (shown := self.cleaned_data["shown_emblem"]) and not self.picture:
            try:
                self.picture = _picture(b64decode(shown, validate=True))
            except Error:
                raise ValidationError(_("This is not a picture in PNG, JPEG or WebP.")) from None
        return shown

    def clean(self) -> dict[str, Any]:
        for kind in ("name", "foot"):
            empty = [each for each in LANGUAGES if not self.cleaned_data.get(f"{kind}_{each.suffix}")]
            if 0 < len(empty) < len(LANGUAGES):
                for each in empty:
                    name = f"{kind}_{each.suffix}"
                    if name not in self.errors:
                        self.add_error(name, _("Write it in all six languages, or in none."))
        if self.cleaned_data.get("colour_dark") and not self.cleaned_data.get("colour") and "colour" not in self.errors:
            self.add_error("colour", _("A colour in dark mode goes with one in light mode."))
        return self.cleaned_data

    def house(self, digest: str) -> House:
        """The house as the form has it; `digest` is that of its emblem."""
        texts = {
            kind: {
                each.code: words for each in LANGUAGES if (words := self.cleaned_data.get(f"{kind}_{each.suffix}", ""))
            }
            for kind in ("name", "foot")
        }
        return House(
            names=texts["name"],
            feet=texts["foot"],
            colour=self.cleaned_data.get("colour", ""),
            colour_dark=self.cleaned_data.get("colour_dark", ""),
            emblem=digest,
        )

    @property
    def picture_in_text(self) -> str:
        return b64encode(self.picture).decode("ascii")


def _colour(written: str, grounds: tuple[str, ...], where: str) -> str:
    colour = written.strip().lower()
    if not colour:
        return ""
    if not HEX.fullmatch(colour):
        raise ValidationError(_("Write the colour as # and six digits, such as #0b4a66."))
    found = least_contrast(colour, grounds)
    if found < ENOUGH:
        raise ValidationError(
            _("On %(grounds)s this colour has a contrast of %(found)s to 1, and to be read it needs 4.5 to 1.")
            % {"grounds": where, "found": f"{found:.1f}"}
        )
    return colour


def _picture(content: bytes) -> bytes:
    """The picture made anew by a process of its own, without what else the file may hold."""
    try:
        answer = process.inspect("emblem", content, str(SIDE))
    except process.Busy:
        raise ValidationError(_("Other files are being checked; upload this one again in a moment.")) from None
    if "found" in answer:
        raise ValidationError(_("This is not a picture in PNG, JPEG or WebP."))
    return b64decode(answer["png"])
