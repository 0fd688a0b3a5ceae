"""Office Open XML packages (.xlsx, .docx): the escapes in their texts, and the same bytes each time."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import IO

_EPOCH = (1980, 1, 1, 0, 0, 0)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def escaped(text: str) -> str:
    """Escape a text: a carriage return becomes `_x000D_`, and what only looks like such an escape is escaped."""
    return _LIKE_ESCAPE.sub("_x005F_", text).replace("\r", "_x000D_")


def unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def repack(package: IO[bytes], file: IO[bytes], replaced: Mapping[str, Iterable[bytes]]) -> None:
    """Copy a package with fixed times; `replaced` maps names of parts to their new content, in chunks of bytes."""
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            info = zipfile.ZipInfo(part.filename, _EPOCH)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            with new.open(info, "w") as target:
                for chunk in replaced.get(part.filename) or _chunks(old, part):
                    target.write(chunk)


def _chunks(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(part) as content:
        yield from iter(partial(content.read, 1 << 16), b"")
