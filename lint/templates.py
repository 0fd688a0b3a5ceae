"""Breaks long lines of templates where a page reads the same: between blocks and attributes, and where a space is.

`python -m lint.templates` names the lines that could be shorter, and with `--write` breaks them. A tag of Django is
read on one line, and stays there. A text that is shown as it was written (pre-wrap) is left alone. What can't be broken
so is cut by hand: within a comment of Django no end of a line is seen.
"""

import re
import sys
from itertools import pairwise

from lint.edges import at_edges
from lint.findings import report, tracked
from lint.styles import CLASS, RULE, blanked, outside_brackets

LONGEST = 120
DJANGO = r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}"
QUOTED = rf'"(?:{DJANGO}|[^"])*"' + "|" + rf"'(?:{DJANGO}|[^'])*'"
TAG = rf"</?[a-zA-Z!](?:{DJANGO}|{QUOTED}|[^>\"'])*>"
TOKEN = re.compile(rf"{DJANGO}|<!--.*?-->|{TAG}", re.DOTALL)
ATTRIBUTE = re.compile(rf"{DJANGO}|{QUOTED}|[ \t]+", re.DOTALL)
SPACE = re.compile(r"[ \t]+")
# Around these a browser sees no space, so that a line may end before they open and after they close.
BLOCKS = set(
    "html head body title meta link script main header footer nav section article aside div p ul ol li dl dt dd table "
    "caption thead tbody tfoot tr th td form fieldset legend details summary option optgroup h1 h2 h3 h4 blockquote "
    "figure figcaption hr path circle rect line pattern".split()
)
AS_WRITTEN = {"pre", "textarea", "script", "style"}
WITHIN = ("space", "attribute", "bracket")  # the kinds of places that no block makes, the better ones first
EMPTY = {"meta", "link", "hr", "input", "img", "br", "path", "circle", "rect", "line"}


def findings():
    kept = kept_classes()
    for path in templates():
        text = path.read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            if len(line) > LONGEST and reformed(text, kept) != text:
                yield path, number, f"a line of {len(line)} characters that can be broken: run `make format`"


def templates():
    return tracked("templates/*.html", ":!templates/admin/includes/fieldset.html")


def kept_classes():
    """The classes of the sheets whose text keeps its spaces, and those drawn otherwise when nothing is in them."""
    rules = [rule for path in tracked("static/*.css") for rule in RULE.finditer(blanked(path.read_text("utf-8")))]
    keeping = [rule[1] for rule in rules if re.search(r"white-space:\s*pre", rule[2])]
    subjects = [outside_brackets(part, " >+~")[-1] for rule in keeping for part in outside_brackets(rule, ",")]
    asked = {name for rule in rules for name in re.findall(r"\.([\w-]+):(?:not\(:)?empty", rule[1])}
    return asked | {name for subject in subjects for name in CLASS.findall(subject)}


def reformed(text, kept):
    """The template with its long lines broken; what a browser shows stays the same."""
    if not re.search(TAG, text):
        return text  # attributes for the tag of another template, which are read together
    breaks = sorted(places(text, kept))
    out, start = [], 0
    for line in text.splitlines(keepends=True):
        end = start + len(line.rstrip("\n"))
        if end - start <= LONGEST:
            out.append(line)
        else:
            inside = [place for place in breaks if start < place[0] < end]
            out.append(broken(text, start, end, inside) + line[end - start :])
        start += len(line)
    return "".join(out)


def places(text, kept):
    """Where a line may end: (from, to, kind), what lies between being replaced by the end of the line."""
    verbatim, translated, place, pieces, free = [], False, 0, [], set()
    for token in TOKEN.finditer(text):
        if place < token.start():
            pieces.append((place, text[place : token.start()], ""))
        if not verbatim and translated != "as it is":
            yield from spaces_in(text, place, token.start())
        if not verbatim and translated == "trimmed":
            yield from ((edge, edge, "space") for edge in (place, token.start()) if at_words(text, edge))
        if not verbatim and not translated:
            free.update((place, token.start()))
        place = token.end()
        pieces.append((token.start(), token[0], "" if verbatim else edge_of(token[0])))
        if block := re.match(r"\{%\s*(blocktranslate|endblocktranslate|verbatim|endverbatim)\b(.*)", token[0]):
            starts = not block[1].startswith("end")
            translated = starts and ("trimmed" if " trimmed" in block[2] else "as it is")
        elif tag := re.match(r"<(/?)(\w+)", token[0]):
            yield from of_a_tag(token, tag, verbatim, translated)
            keep_track(token[0], tag, verbatim, kept)
    yield from spaces_in(text, place, len(text))
    starts = [start for start, _, _ in pieces]
    edges = {starts[number] for number in at_edges([piece[1:] for piece in pieces]) if number < len(starts)}
    yield from ((place, place, "space") for place in edges & free)


def at_words(text, place):
    """Whether the words of a trimmed translation begin or end here: spaces there are taken away."""
    begun = re.search(r"\{%\s*(blocktranslate|plural)\b[^{}]*%\}$", text[max(place - 400, 0) : place])
    return begun or re.match(r"\{%\s*(plural|endblocktranslate)\b", text[place:])


def edge_of(token):
    """At which side of a tag a browser shows no space: of a block at both, of a button within it."""
    name = re.match(r"<(/?)(\w+)", token)
    if name and name[2].lower() in BLOCKS | {"br"}:
        return "both"
    within = name and name[2].lower() in ("button", "select")
    return ("end" if name[1] else "start") if within else ""


def spaces_in(text, start, end):
    """The spaces between two tokens; one at the edge of an element belongs to its text, and stays there."""
    for found in SPACE.finditer(text[start:end]):
        before, after = text[: start + found.start()], text[start + found.end() :]
        if not after.startswith("</") and not re.search(r"<[a-z][^<>]*>$", before[-200:]):
            yield start + found.start(), start + found.end(), "space"


def of_a_tag(token, tag, verbatim, translated):
    if translated != "as it is":
        for part in ATTRIBUTE.finditer(token[0]):
            if part[0].isspace() and token[0][part.end()] not in "/>":
                yield token.start() + part.start(), token.start() + part.end(), "attribute"
        if not translated and not tag[1] and " " in token[0] and token[0][-2] != "/":
            yield token.end() - 1, token.end() - 1, "bracket"
    if tag[2].lower() in BLOCKS and not translated and (not verbatim or verbatim == [tag[2]]):
        if not tag[1] and not verbatim:
            yield token.start(), token.start(), "open"
        if tag[1] or tag[2].lower() in EMPTY:
            yield token.end(), token.end(), "close"


def keep_track(token, tag, verbatim, kept):
    """Note on the stack what keeps its spaces: such an element, and those within it."""
    name = tag[2].lower()
    classes = set(re.findall(r"[\w-]+", " ".join(re.findall(r'class="([^"]*)"', token))))
    if name in EMPTY or token.endswith("/>"):
        return
    if tag[1]:
        if verbatim:
            verbatim.pop()
    elif verbatim or name in AS_WRITTEN or classes & kept:
        verbatim.append(tag[2])


def broken(text, start, end, breaks):
    """One line as several: each block on its own, and what is still too long where the last space before it stood."""
    indent = len(text[start:end]) - len(text[start:end].lstrip())
    cuts = [(start, start, "open"), *(place for place in breaks if place[2] in ("open", "close")), (end, end, "end")]
    lines, depth = [], 0
    for (_, begin, kind), (stop, _, next_kind) in pairwise(cuts):
        piece = text[begin:stop].strip(" \t")
        if piece:
            lines.extend(filled(text, begin, stop, breaks, " " * (indent + 2 * max(depth, 0))))
        depth += (next_kind == "open" and kind == "open" and bool(piece)) - (next_kind == "close" and kind == "close")
    return "\n".join(lines)


def filled(text, begin, stop, breaks, margin):
    spaces = [place for place in breaks if place[2] in WITHIN and begin < place[0] < stop]
    lines, here = [], begin
    while True:
        room = LONGEST - len(margin)
        rest = text[here:stop].strip(" \t")
        later = [place for place in spaces if place[0] > here and text[here : place[0]].strip()]
        if len(rest) <= room or not later:
            lines.append(margin + rest)
            return lines
        cut = best(text, here, stop, later, room)
        lines.append(margin + text[here : cut[0]].strip(" \t"))
        here = cut[1]
        if len(lines) == 1:
            margin += "  "


def best(text, here, stop, later, room):
    """The last place that fits the line, between tags rather than within one; else the first there is."""
    fitting = [place for place in later if len(text[here : place[0]].strip(" \t")) <= room]
    between, attributes, brackets = ([place for place in fitting if place[2] == kind] for kind in WITHIN)
    if not between and attributes and brackets:
        after = attributes[-1][1]
        until = next((place[0] for place in later if place[2] == "space" and place[0] > after), stop)
        if until - after > room - 2:
            return brackets[-1]  # what follows the tag is too long to share a line with its last attribute
    return (between or attributes or brackets or later[:1])[-1]


def reform():
    """Break the long lines of every template."""
    kept = kept_classes()
    for path in templates():
        text = path.read_text(encoding="utf-8")
        path.write_text(reformed(text, kept), encoding="utf-8")


if __name__ == "__main__":
    if "--write" in sys.argv:
        reform()
    else:
        report(findings())
