"""Where each message of the interface appears: found by reading the source, and kept in a file beside the catalogues.

The references of the catalogues are no help: an entry that is added by hand has none. Like `catalogues`, this imports
nothing of Django, because the build of a wheel writes the file too (hatch_build.py).
"""

import ast
import json
import os
import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

FILE = "messages.json"
MARKING = {  # function: which of its arguments are the context and the message
    "_": (None, 0),
    "gettext": (None, 0),
    "gettext_lazy": (None, 0),
    "gettext_noop": (None, 0),
    "ngettext": (None, 0),
    "ngettext_lazy": (None, 0),
    "pgettext": (0, 1),
    "pgettext_lazy": (0, 1),
    "npgettext": (0, 1),
    "npgettext_lazy": (0, 1),
}
ENDINGS = {".html", ".txt", ".xml"}
TAG = re.compile(r"\{%\s*(.*?)\s*%\}|\{\{\s*(.*?)\s*\}\}|\{#.*?#\}", re.S)
COMMENT = re.compile(r"\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}", re.S)
LITERAL = r"\"([^\"]*)\"|'([^']*)'"
INLINE = re.compile(rf"trans(?:late)?\s+(?:{LITERAL})")
CONSTANT = re.compile(rf"_\((?:{LITERAL})\)")
BLOCK = re.compile(r"blocktrans(?:late)?\b")
END = re.compile(r"endblocktrans(?:late)?\b")
PLURAL = re.compile(r"plural\b")
CONTEXT = re.compile(rf"\bcontext\s+(?:{LITERAL})")
TITLE = re.compile(r"\{%\s*block (?:page_)?title\s*%\}\s*\{%\s*((?:translate|labelled)\s.*?)\s*%\}", re.S)

Marked = tuple[str, str]  # the context, empty where there is none, and the message


def key_of(context: str, message: str) -> str:
    """Returns the key of a message, which is the same as long as its context and its English words are."""
    return blake2b(f"{context}\x04{message}".encode(), digest_size=6).hexdigest()


def messages_in_python(source: str) -> Iterator[Marked]:
    """Yields the messages that a module marks for translation, in their order."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if places := MARKING.get(_called(node)):
            context, message = (_constant(node, place) for place in places)
            if message and (context or places[0] is None):
                yield context or "", message


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", "") or getattr(node.func, "attr", "")


def _constant(node: ast.Call, place: int | None) -> str | None:
    if place is None or place >= len(node.args):
        return None
    value = getattr(node.args[place], "value", None)
    return value if isinstance(value, str) else None


def messages_in_template(source: str) -> Iterator[Marked]:
    """Yields the messages of a template, put together as Django does it: {{ name }} is %(name)s, and % is doubled."""
    opening, words, kept, place = "", [], True, 0
    source = COMMENT.sub("", source)
    for tag in TAG.finditer(source):
        if opening and kept:
            words.append(source[place : tag.start()].replace("%", "%%"))
        place, (inside, variable) = tag.end(), (part or "" for part in tag.groups())
        yield from (("", _literal(found)) for found in CONSTANT.finditer(inside or variable))
        if opening and END.match(inside):
            yield _context_in(opening), _trimmed(opening, "".join(words))
            opening, words, kept = "", [], True
        elif opening and PLURAL.match(inside):
            kept = False
        elif opening and variable and kept:
            words.append(f"%({variable.split('|')[0]})s")
        elif BLOCK.match(inside):
            opening = inside
        elif found := INLINE.match(inside):
            yield _context_in(inside[found.end() :]), _literal(found)


def _literal(found: re.Match[str]) -> str:
    return next(text for text in found.groups() if text is not None).replace("%", "%%")


def _context_in(tag: str) -> str:
    found = CONTEXT.search(tag)
    return _literal(found) if found else ""


def _trimmed(opening: str, words: str) -> str:
    return re.sub(r"\s*\n\s*", " ", words.strip()) if "trimmed" in opening.split() else words


def title_of(source: str) -> Marked | None:
    """Returns the message that is the title of a page, if its template has one of its own."""
    found = TITLE.search(source)
    return next(messages_in_template(f"{{% {found[1]} %}}"), None) if found else None


def find_places(root: Path) -> dict[str, dict[str, Any]]:
    """Returns where each message appears, and which message is the title of each page, by its template.

    The places are {key of the message: {file: its number among the messages of the file}}, as they are read.
    """
    places: dict[str, dict[str, int]] = {}
    titles = {}
    for file in _sources(root):
        name, source = file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")
        found = messages_in_python(source) if file.suffix == ".py" else messages_in_template(source)
        for number, (context, message) in enumerate(found):
            places.setdefault(key_of(context, message), {}).setdefault(name, number)
        if file.suffix != ".py" and (title := title_of(source)):
            titles[name] = list(title)
    return {"places": places, "titles": titles}


def _sources(root: Path) -> Iterator[Path]:
    for app in sorted(file.parent for file in root.glob("*/apps.py")):
        yield from (file for file in sorted(app.rglob("*.py")) if "migrations" not in file.parts)
    yield from (file for file in sorted((root / "templates").rglob("*")) if file.suffix in ENDINGS)


def places_are_stale(locale: Path) -> bool:
    """Whether a catalogue has changed since the places were found: whoever adds a message adds it to the catalogues."""
    kept = locale / FILE
    catalogues = locale.glob("*/LC_MESSAGES/django.po")
    return not kept.exists() or any(kept.stat().st_mtime <= source.stat().st_mtime for source in catalogues)


def keep_places(root: Path, locale: Path) -> Path:
    """Writes the places beside the catalogues, in one step as those are, and returns the file."""
    kept = locale / FILE
    unfinished = kept.with_name(f"{FILE}.{os.getpid()}")
    unfinished.write_text(json.dumps(find_places(root), ensure_ascii=False, indent=0), encoding="utf-8")
    unfinished.chmod(0o644)
    unfinished.replace(kept)
    return kept
