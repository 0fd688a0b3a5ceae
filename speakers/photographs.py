"""Photographs: re-encoded as they come in, so that nothing is kept but the picture; never SVG, never metadata."""

import secrets
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000
SIDE = 640  # pixels of the longer side: sharp at the size of the page, on dense screens too
FORMATS = ("JPEG", "PNG", "WEBP")


def photograph_path(speaker, filename):
    """A name that nobody can guess and that is never used twice: a released revision keeps its picture."""
    return f"photographs/{secrets.token_urlsafe(16)}.jpg"


def validate_photograph(file):
    """Refuse what is too large or no photograph, before anything decodes all of it."""
    if getattr(file, "_committed", False):
        return  # kept already: it was looked at when it came
    if file.size > MAX_BYTES:
        raise ValidationError(_("The photograph is larger than 10 MB."), code="too_large")
    try:
        with Image.open(file, formats=FORMATS) as image:
            width, height = image.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise ValidationError(_("This is not a photograph in JPEG, PNG or WebP."), code="no_photograph") from None
    finally:
        file.seek(0)
    if width * height > MAX_PIXELS:
        raise ValidationError(_("The photograph has too many pixels; make it smaller."), code="too_many_pixels")


def re_encoded(file):
    """The picture alone, upright, at most 640 pixels a side, as JPEG: a file without name or metadata."""
    with Image.open(file, formats=FORMATS) as image:
        picture = ImageOps.exif_transpose(image).convert("RGB")
    picture.thumbnail((SIDE, SIDE))
    encoded = BytesIO()
    picture.save(encoded, "JPEG", quality=85, optimize=True, progressive=True)
    return ContentFile(encoded.getvalue(), name="photograph.jpg")
