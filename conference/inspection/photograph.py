"""Making a photograph anew: the picture alone, upright, cropped, without name, comment or metadata."""

import base64
from io import BytesIO

from PIL import Image, ImageOps

from conference.inspection.findings import Found

FORMATS = ("JPEG", "PNG", "WEBP")


def inspect(content, width, height, left, above):
    """{"jpeg": the picture in base64}; `left` and `above` say how much of what is cut off lies there (0 to 1)."""
    width, height, centering = int(width), int(height), (float(left), float(above))
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as image:
            image.draft("RGB", (2 * width, 2 * height))  # a large JPEG need not be unpacked in all its pixels
            picture = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Found("damaged") from None
    size = min(width, picture.width, picture.height * width // height)  # it is never enlarged
    picture = ImageOps.fit(picture, (max(size, 1), max(size * height // width, 1)), centering=centering)
    encoded = BytesIO()
    picture.save(encoded, "JPEG", quality=85, optimize=True, progressive=True, comment=b"")
    return {"jpeg": base64.b64encode(encoded.getvalue()).decode("ascii")}
