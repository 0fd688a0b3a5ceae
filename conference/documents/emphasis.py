"""The marks in a text: `*italic*`, `**bold**`, `\\*` for a plain asterisk, `[^7]` where a footnote belongs, and links.

A link is an address with https, `https://www.un.org/en/`, or words with one, `[the site](https://www.un.org/en/)`.

An asterisk without its partner, or between spaces, is a plain one as well. What the label of a footnote means is known
to the document that the text is in.
"""

import re
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy

_MARKED = re.compile(
    r"\\(?P<plain>\*)"
    r"|\*\*(?=\S)(?P<bold>(?:[^*\\]|\\\*|\\(?!\*))+?)(?<=\S)\*\*(?!\*)"
    r"|(?<!\*)\*(?=[^\s*])(?P<italic>(?:[^*\\]|\\\*|\\(?!\*))+?)(?<=\S)\*(?!\*)",
)
STRAY_MARK = gettext_lazy("An asterisk lacks its partner; it is printed as it is.")
_STRAY = re.compile(r"\*+")
NOTE = re.compile(r"\[\^([1-9][0-9]{0,3})\]")
# A host with a dot whose last part is a name, so that it is on the public net: no "localhost" and no number.
_HOST = r"https://(?:[A-Za-z0-9-]+\.)+[A-Za-z][A-Za-z0-9-]+(?::\d{1,5})?"
_PATH = r"[A-Za-z0-9._~:/?#@!$&'+,;=%-]"
_PLACED = re.compile(
    r"\[\^(?P<note>[1-9][0-9]{0,3})\]"
    rf"|\[(?P<words>[^\[\]]+)\]\((?P<named>{_HOST}(?:[/?#](?:{_PATH}|[()])*)?)\)"
    rf"|(?<![A-Za-z0-9/])(?P<address>{_HOST}(?:[/?#](?:{_PATH}*[A-Za-z0-9_~/#=&%-])?)?)"
)


@dataclass(frozen=True)
class Run:
    """A part of a text in one style. The mark of a footnote is a run of its own: `note` is its label.

    So is a link: `link` is its address.
    """

    text: str
    italic: bool = False
    bold: bool = False
    note: int = 0
    link: str = ""


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
    return [part for run in found for part in _with_notes_and_links_apart(run)]


def _with_notes_and_links_apart(run):
    if "[^" not in run.text and "https://" not in run.text:
        return [run]
    parts, end = [], 0
    for match in _PLACED.finditer(run.text):
        parts.append(replace(run, text=run.text[end : match.start()]))
        if match["note"]:
            parts.append(replace(run, text=match[0], note=int(match["note"])))
        else:
            address = match["named"] or match["address"]
            parts.append(replace(run, text=match["words"] or address, link=address))
        end = match.end()
    return [part for part in (*parts, replace(run, text=run.text[end:])) if part.text]


def note_labels(text):
    """The labels of the footnotes that have a mark in a text, each once, in order: [7, 2]."""
    return list(dict.fromkeys(int(label) for label in NOTE.findall(text)))


def note_mark(label):
    """How the place of a footnote is marked in a text: "[^7]"."""
    return f"[^{label}]"


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
    """The text without emphasis and without the marks of footnotes."""
    return "".join(run.text for run in runs(text) if not run.note)


def has_stray_mark(text):
    """Whether a mark of emphasis lacks its partner, so that it is printed as it is; one between spaces is meant so."""
    if "*" not in text:
        return False
    rest = _MARKED.sub("x", text)
    return any(
        rest[match.start() - 1 : match.start()].strip() or rest[match.end() :][:1].strip()
        for match in _STRAY.finditer(rest)
    )
