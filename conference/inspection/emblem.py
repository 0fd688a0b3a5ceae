"""Making an emblem anew: the picture alone, whole within a square that lets the page through, without metadata."""

import base64
from io import BytesIO

from PIL import Image, ImageOps

from conference.inspection.findings import Found

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_PIXELS = 25_000_000


def inspect(content, side):
    """{"png": the picture in base64}, of so many pixels on each side."""
    side = int(side)
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Found("large")
            picture = ImageOps.exif_transpose(image).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Found("damaged") from None
    encoded = BytesIO()
    ImageOps.pad(picture, (side, side), color=(0, 0, 0, 0)).save(encoded, "PNG", optimize=True)
    return {"png": base64.b64encode(encoded.getvalue()).decode("ascii")}
