"""Emphasis in a text: `*italic*`, `**bold**`, and `\\*` for a plain asterisk.

An asterisk without its partner, or between spaces, is a plain one as well.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

_MARKED = re.compile(
    r"\\(?P<plain>\*)"
    r"|\*\*(?=\S)(?P<bold>(?:[^*\\]|\\\*|\\(?!\*))+?)(?<=\S)\*\*(?!\*)"
    r"|(?<!\*)\*(?=[^\s*])(?P<italic>(?:[^*\\]|\\\*|\\(?!\*))+?)(?<=\S)\*(?!\*)",
)
STRAY_MARK = gettext_lazy("An asterisk lacks its partner; it is printed as it is.")
_STRAY = re.compile(r"\*+")


@dataclass(frozen=True)
class Run:
    """A part of a text in one style."""

    text: str
    italic: bool = False
    bold: bool = False


def runs(text):
    """The runs of a text with emphasis, in order: `"a *b*"` is [Run("a "), Run("b", italic=True)]."""
    found, end = [], 0
    for match in _MARKED.finditer(text):
        _add(found, text[end : match.start()])
        if match["plain"]:
            _add(found, "*")
        else:
            inner = (match["bold"] or match["italic"]).replace("\\*", "*")
            found.append(Run(inner, italic=bool(match["italic"]), bold=bool(match["bold"])))
        end = match.end()
    _add(found, text[end:])
    return found


def _add(found, text):
    if not text:
        return
    if found and not (found[-1].italic or found[-1].bold):
        found[-1] = Run(found[-1].text + text)
    else:
        found.append(Run(text))


def escaped(text):
    """A text in which no asterisk is a mark."""
    return text.replace("*", "\\*")


def without_marks(text):
    """The text without emphasis."""
    return "".join(run.text for run in runs(text))


def has_stray_mark(text):
    """Whether a mark of emphasis lacks its partner, so that it is printed as it is; one between spaces is meant so."""
    if "*" not in text:
        return False
    rest = _MARKED.sub("x", text)
    return any(
        rest[match.start() - 1 : match.start()].strip() or rest[match.end() :][:1].strip()
        for match in _STRAY.finditer(rest)
    )
