"""The messages of the five catalogues, each with its place, so that a finding can be opened in an editor."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lint.findings import ROOT

# The language's code as Django writes it, and the folder of its catalogue.
FOLDERS = {"ar": "ar", "es": "es", "fr": "fr", "ru": "ru", "zh-hans": "zh_Hans"}
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPED = {r"\n": "\n", r"\t": "\t", r"\"": '"', r"\\": "\\"}


@dataclass
class Message:
    """An entry of a catalogue: its source text (two where it counts), its translations, one for each plural form."""

    code: str
    path: Path
    line: int
    places: tuple[str, ...]
    context: str
    sources: tuple[str, ...]
    forms: tuple[str, ...]

    @property
    def key(self):
        """How lists name the message: its source text, after its context where it has one."""
        return f"{self.context}|{self.sources[0]}" if self.context else self.sources[0]

    def pairs(self):
        """Each translation beside the source text that it translates: (source, translation)."""
        return [(self.sources[min(number, len(self.sources) - 1)], form) for number, form in enumerate(self.forms)]


def messages():
    """The messages of all catalogues, without their headers."""
    return [message for code in FOLDERS for message in catalogue(code)]


@cache
def catalogue(code):
    path = ROOT / "locale" / FOLDERS[code] / "LC_MESSAGES" / "django.po"
    return [message for message in _entries(code, path) if message.sources[0]]


def _entries(code, path):
    lines = path.read_text(encoding="utf-8").splitlines()
    begins = 0
    for number, line in enumerate([*lines, ""]):
        if not line.strip():
            if any(each.startswith("msgid ") for each in lines[begins:number]):
                yield _entry(code, path, begins, lines[begins:number])
            begins = number + 1


def _entry(code, path, begins, lines):
    """An entry of its lines; a line that only goes on belongs to the keyword before it."""
    parts, places, keyword, at = {}, [], "", 0
    for number, line in enumerate(lines):
        if line.startswith("#:"):
            places += line[2:].split()
        elif not line.startswith("#"):
            if not line.startswith('"'):
                keyword = line.split(" ", 1)[0]
                at = number if keyword == "msgid" else at
            parts[keyword] = parts.get(keyword, "") + _unescaped(_STRING.search(line)[1])
    sources = tuple(parts[name] for name in ("msgid", "msgid_plural") if name in parts)
    forms = tuple(text for name, text in parts.items() if name.startswith("msgstr"))
    return Message(code, path, begins + at + 1, tuple(places), parts.get("msgctxt", ""), sources, forms)


def _unescaped(text):
    return re.sub(r"\\.", lambda found: _ESCAPED.get(found[0], found[0]), text)
