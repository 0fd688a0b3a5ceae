"""Puts translations into a catalogue where their entries are, and leaves every other line as it is.

Like `catalogues`, this imports nothing of Django.
"""

import ast
import re
from collections.abc import Mapping
from pathlib import Path

_STRING = r'"(?:[^"\\]|\\.)*"'
_PART = re.compile(rf"^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)((?:\s+{_STRING})+)", re.M)

Marked = tuple[str, str]  # the context, empty where there is none, and the message


def replace_translations(catalogue: str, proposed: Mapping[Marked, tuple[str, ...]]) -> tuple[str, set[Marked]]:
    """Returns the text of a catalogue with other translations, one text for each plural form, and what was found."""
    blocks, found = catalogue.split("\n\n"), set()
    for place, block in enumerate(blocks):
        parts = {name: _read(strings) for name, strings in _PART.findall(block)}
        key = parts.get("msgctxt", ""), parts.get("msgid", "")
        forms = sum(name.startswith("msgstr") for name in parts)
        if key in proposed and len(proposed[key]) == forms:
            blocks[place] = _with(block, proposed[key])
            found.add(key)
    return "\n\n".join(blocks), found


def _with(block: str, texts: tuple[str, ...]) -> str:
    numbered = iter(texts)

    def written(part: re.Match[str]) -> str:
        return f"{part[1]} {_written(next(numbered))}" if part[1].startswith("msgstr") else part[0]

    return _PART.sub(written, block)


def _read(strings: str) -> str:
    return "".join(ast.literal_eval(string) for string in re.findall(_STRING, strings))


def _written(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    lines = escaped.splitlines(keepends=True)
    quoted = [f'"{line.rstrip(chr(10))}{chr(92) + "n" if line.endswith(chr(10)) else ""}"' for line in lines] or ['""']
    return quoted[0] if len(quoted) == 1 else "\n".join(['""', *quoted])


def write_translations(source: Path, proposed: Mapping[Marked, tuple[str, ...]]) -> set[Marked]:
    """Does so in a file, and returns what was found in it."""
    text, found = replace_translations(source.read_text(encoding="utf-8"), proposed)
    source.write_text(text, encoding="utf-8")
    return found
