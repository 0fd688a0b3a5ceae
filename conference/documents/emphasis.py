"""The few marks of emphasis in a text: `*italic*`, `**bold**`, and `\\*` for an asterisk that is one.

A mark that is opened and not closed, or that stands between spaces, is an asterisk like any other.
"""

import re
from dataclasses import dataclass

_MARKED = re.compile(
    r"\\(?P<plain>\*)"
    r"|\*\*(?=\S)(?P<bold>(?:[^*\\]|\\\*|\\(?!\*))+?)(?<=\S)\*\*(?!\*)"
    r"|(?<!\*)\*(?=[^\s*])(?P<italic>(?:[^*\\]|\\\*|\\(?!\*))+?)(?<=\S)\*(?!\*)",
)


@dataclass(frozen=True)
class Run:
    """A part of a text that is set in one way."""

    text: str
    italic: bool = False
    bold: bool = False


def runs(text):
    """The runs of a text with marks, in order: `"a *b*"` is [Run("a "), Run("b", italic=True)]."""
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


def without_marks(text):
    """The words of a text alone."""
    return "".join(run.text for run in runs(text))
