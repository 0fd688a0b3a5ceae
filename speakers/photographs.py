"""Photographs: cropped and re-encoded when they are uploaded, so that no metadata are kept; never SVG."""

import secrets
from base64 import b64decode

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.inspection import process
from conference.on_demand import on_demand

PIL, Image = on_demand("PIL"), on_demand("PIL.Image")

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000
LEAST = (160, 200)  # pixels of the shorter and of the longer side: below, a face is a blur on the smallest phone
WIDTH, HEIGHT = 512, 640  # pixels: upright, and sharp at the size of the page, on dense screens too
FORMATS = ("JPEG", "PNG", "WEBP")


class PhotographPart(models.TextChoices):
    """Which part of a photograph is kept, where it is higher or wider than what is shown."""

    UPPER = "upper", pgettext_lazy("part of a photograph", "the upper part, in the middle")
    CENTRE = "centre", pgettext_lazy("part of a photograph", "the centre")
    LEFT = "left", pgettext_lazy("part of a photograph", "the left side")
    RIGHT = "right", pgettext_lazy("part of a photograph", "the right side")


# The share of what is cut off that lies left and above (a head is rarely in the middle of the height).
_CUT = {
    PhotographPart.UPPER: (0.5, 0.15),
    PhotographPart.CENTRE: (0.5, 0.5),
    PhotographPart.LEFT: (0, 0.15),
    PhotographPart.RIGHT: (1, 0.15),
}


def photograph_path(speaker: models.Model, filename: str) -> str:
    """A file name that nobody can guess and that is never used twice, so that a released revision keeps its picture."""
    return f"photographs/{secrets.token_urlsafe(16)}.jpg"


def validate_photograph(file: File) -> None:
    """Raise ValidationError for a file that is too large or no photograph, before all of it is decoded."""
    if getattr(file, "_committed", False):
        return  # stored already: it was checked when it was uploaded
    if file.size > MAX_BYTES:
        raise ValidationError(_("The photograph is larger than 10 MB."), code="too_large")
    try:
        with Image.open(file, formats=FORMATS) as image:
            width, height = image.size
    except (PIL.UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise ValidationError(_("This is not a photograph in JPEG, PNG or WebP."), code="no_photograph") from None
    finally:
        file.seek(0)
    if width * height > MAX_PIXELS:
        raise ValidationError(_("The photograph has too many pixels; make it smaller."), code="too_many_pixels")
    if min(width, height) < LEAST[0] or max(width, height) < LEAST[1]:
        raise ValidationError(
            _("The photograph is too small: at least 160 × 200 pixels are needed. Choose a larger one."),
            code="too_small",
        )


def re_encoded(
    file: File, part: PhotographPart = PhotographPart.UPPER, size: tuple[int, int] = (WIDTH, HEIGHT)
) -> ContentFile:
    """The picture alone, upright, cropped to 4 : 5 and at most 512 × 640 pixels, as a JPEG without name or metadata.

    A process of its own unpacks it, because a small file can take minutes; ValidationError says that one could not be
    read.
    """
    file.seek(0)
    try:
        answer = process.inspect("photograph", file.read(), *map(str, size), *map(str, _CUT[part]))
    except process.Busy:
        raise ValidationError(_("Other files are being checked; upload this one again in a moment.")) from None
    if "found" in answer:
        raise ValidationError(_("The photograph is damaged; choose another file."), code="no_photograph")
    return ContentFile(b64decode(answer["jpeg"]), name="photograph.jpg")
