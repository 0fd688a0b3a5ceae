"""How revisers see and type what the interface fills in: `{name}` for `%(name)s`, and one sign of per cent for two.

In a text from right to left, `%(name)s` falls apart on the screen; a word in braces stays together.
"""

import re
from collections.abc import Iterable

from conference.files.catalogues import PLACEHOLDER

_NAMED = re.compile(r"%\((\w+)\)[a-z]")
_BRACED = re.compile(r"\{(\w+)\}")
TAG = r"</?[A-Za-z!][^<>]*>"


def as_shown(text: str) -> str:
    """Returns a text of a catalogue as people read and change it."""
    return _NAMED.sub(r"{\1}", text).replace("%%", "%")


def as_kept(typed: str, source: Iterable[str]) -> str:
    """Returns a typed text as the catalogue has it, by the placeholders of its English."""
    source = list(source)
    named = {found[1]: found[0] for text in source for found in _NAMED.finditer(text)}
    if named or any("%%" in text for text in source):
        typed = _NAMED.sub(r"{\1}", typed).replace("%%", "%").replace("%", "%%")
    return _BRACED.sub(lambda found: named.get(found[1], found[0]), typed)


def placeholders_in(texts: Iterable[str]) -> set[str]:
    """Returns the placeholders of texts as people see them."""
    return {as_shown(name) for text in texts for name in PLACEHOLDER.findall(text)}


def tags_in(texts: Iterable[str]) -> set[str]:
    """Returns the tags of HTML in texts, and the sign that begins one where none ends."""
    return {tag for text in texts for tag in re.findall(f"{TAG}|<", text)}
