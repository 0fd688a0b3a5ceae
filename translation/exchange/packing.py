"""Packages of Office that are the same bytes each time, and the marks by which our tables are known again."""

import re
import zipfile
from functools import partial

from translation.exchange.units import KEY

_EPOCH = (1980, 1, 1, 0, 0, 0)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

# In a heading, out of sight: which column this is, and in which language.
HEADING = re.compile(r"\[rostrum:(?P<column>[a-z]+)(?::(?P<language>[A-Za-z-]+))?\]")
# Beside a key, out of sight: the source language, the state, the digests of source and target.
_MARK = re.compile(r"\[(?P<language>[A-Za-z-]+) (?P<state>[a-z]+) (?P<source>[0-9a-f]{16}) (?P<target>[0-9a-f]{16})\]")


def mark_of(unit, language):
    return f"[{language} {unit.state} {unit.source_digest} {unit.target_digest}]"


def read_mark(text):
    """(source language or None, state, digests) from a mark, as far as it is still there."""
    found = _MARK.search(text)
    if not found:
        return None, "draft", ("", "")
    return found["language"], found["state"], (found["source"], found["target"])


def read_key(text):
    """The key at the beginning of a text, else None."""
    found = KEY.match(text.strip())
    return found and found[0]


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
