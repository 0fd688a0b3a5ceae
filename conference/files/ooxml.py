"""Packages of Office: text as they hold it, and the same bytes each time."""

import re
import zipfile
from functools import partial

_EPOCH = (1980, 1, 1, 0, 0, 0)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def escaped(text):
    """Text as Office holds it: a carriage return is `_x000D_`, and what only looks like that is escaped."""
    return _LIKE_ESCAPE.sub("_x005F_", text).replace("\r", "_x000D_")


def unescaped(text):
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def repack(package, file, replaced):
    """Write a package again with fixed times; `replaced` maps the name of a part to the chunks of bytes it becomes."""
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            info = zipfile.ZipInfo(part.filename, _EPOCH)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            with new.open(info, "w") as target:
                for chunk in replaced.get(part.filename) or _chunks(old, part):
                    target.write(chunk)


def _chunks(package, part):
    with package.open(part) as content:
        yield from iter(partial(content.read, 1 << 16), b"")
