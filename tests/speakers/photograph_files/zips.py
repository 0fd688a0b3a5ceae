"""Zips of pictures as people pack them."""

import zipfile
from io import BytesIO

from PIL import Image


def picture(kind="JPEG", size=(160, 200), color="navy"):
    out = BytesIO()
    Image.new("RGB", size, color).save(out, kind)
    return out.getvalue()


def zip_of(*names, **contents):
    """A zip of small pictures under these names; `contents` are further ones: {name: bytes}."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in names:
            package.writestr(name, picture())
        for name, content in contents.items():
            package.writestr(name, content)
    return out.getvalue()


def in_code_page(name, page):
    """A zip of one picture whose name is in the code page of a machine, without the mark of UTF-8."""
    marker = "n" * len(name.encode(page))
    return zip_of(f"{marker}.jpg").replace(f"{marker}.jpg".encode(), name.encode(page) + b".jpg")
