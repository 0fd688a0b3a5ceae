"""What was pasted: plain text, or the HTML that Word and browsers put on the clipboard, as paragraphs with emphasis.

Nothing of the HTML is kept but its words, its emphasis, its headings and its lists; what the draft has no place for is
counted.
"""

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

from conference.documents.emphasis import escaped
from summary.imports.blocks import ForeignText, FoundParagraph, LeftOutPart
from summary.imports.typed_marks import typed_mark

_SENTENCE_END = re.compile(r"[.!?:;。！？；：؟؛][\"'”’»)]*$")
_WIDTHS = range(40, 101)  # characters of the longest line of a text that was broken into lines
_BLOCKS = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "section", "article", "dt", "dd"}
_IGNORED = {"style", "script", "head", "title", "template", "xml", "svg", "math", "iframe", "object", "noscript"}
_VOID = {"br", "img", "hr", "meta", "link", "input", "col", "wbr", "base", "area", "embed", "source", "track"}
_LEFT_OUT = {"img": "picture", "table": "table"}
_LIST_KINDS = {"a": "lowerLetter", "i": "lowerRoman", "A": "upperLetter", "I": "upperRoman"}
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)", re.IGNORECASE)
_SLANT = re.compile(r"font-style\s*:\s*(\w+)", re.IGNORECASE)


def pasted_text(plain: str, html: str = "") -> ForeignText:
    """Return what was pasted; by its HTML where there is one that holds any words."""
    found = _read_html(html) if html.strip() else ForeignText(())
    return found if found.paragraphs else ForeignText(_from_plain(plain))


def _from_plain(text: str) -> list[FoundParagraph]:
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").split("\n")]
    groups: list[list[str]] = [[]]
    for line in lines:
        groups[-1].append(line) if line else groups.append([])
    return [FoundParagraph(each) for group in groups for each in (_joined(group) if _is_wrapped(group) else group)]


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines are those of a page, to be joined, and not each a paragraph, as Word pastes them."""
    inner = [line for line, following in pairwise(lines) if not typed_mark(following)]
    longest = max(map(len, lines), default=0)
    open_ends = [line for line in inner if 2 * len(line) > longest and not _SENTENCE_END.search(line)]
    return longest in _WIDTHS and 2 * len(open_ends) > len(inner)


def _joined(lines: list[str]) -> list[str]:
    """Join lines to paragraphs; one that begins with a mark, such as "(a)", begins another paragraph."""
    found: list[str] = []
    for line in lines:
        if found and not typed_mark(line):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


def _read_html(html: str) -> ForeignText:
    reader = _HtmlReader()
    reader.feed(html)
    reader.close()
    reader.end_paragraph()
    left_out = [LeftOutPart(kind, number) for kind, number in reader.left_out.items()]
    return ForeignText(reader.paragraphs, left_out)


class _HtmlReader(HTMLParser):
    """Collects the paragraphs of HTML; each open element remembers what it changed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[FoundParagraph] = []
        self.left_out: Counter[str] = Counter()
        self._runs: list[tuple[str, bool, bool]] = []
        self._open: list[tuple[str, bool, bool]] = []
        self._lists: list[str] = []
        self._heading, self._item, self._ignored, self._tables = 0, "", 0, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _LEFT_OUT and not self._ignored and not (self._tables and tag == "img"):
            self.left_out[_LEFT_OUT[tag]] += 1
        if tag == "br":
            self._runs.append((" ", False, False))
        if tag in _VOID:
            return
        if tag in _IGNORED:
            self._ignored += 1
        self._tables += tag == "table"
        if tag in _BLOCKS:
            self.end_paragraph()
        if tag in ("ol", "ul"):
            self.end_paragraph()
            self._lists.append("bullet" if tag == "ul" else _LIST_KINDS.get(given.get("type", ""), "decimal"))
        if tag == "li":
            self._item = self._lists[-1] if self._lists else "bullet"
        if re.fullmatch("h[1-6]", tag):
            self._heading = int(tag[1])
        self._open.append((tag, *self._style(tag, given.get("style", ""))))

    def _style(self, tag: str, style: str) -> tuple[bool, bool]:
        bold, italic = self._open[-1][1:] if self._open else (False, False)
        weight, slant = _WEIGHT.search(style), _SLANT.search(style)
        if weight:
            bold = weight[1] in ("bold", "bolder") or (weight[1].isdigit() and int(weight[1]) >= 600)
        elif tag in ("b", "strong"):
            bold = True
        if slant:
            italic = slant[1] in ("italic", "oblique")
        elif tag in ("i", "em", "cite"):
            italic = True
        return bold, italic

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or tag not in {name for name, *__ in self._open}:
            return
        while self._open:
            name, *__ = self._open.pop()
            self._ignored -= name in _IGNORED
            self._tables -= name == "table"
            if name in _BLOCKS:
                self.end_paragraph()
            if name in ("ol", "ul") and self._lists:
                self._lists.pop()
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._ignored and not self._tables:
            bold, italic = self._open[-1][1:] if self._open else (False, False)
            self._runs.append((data, bold, italic))

    def end_paragraph(self) -> None:
        """Close the paragraph that is being read, if it has any words."""
        text = marked(self._runs, plain=bool(self._heading))
        if text:
            level = max(0, len(self._lists) - 1)
            self.paragraphs.append(FoundParagraph(text, self._heading, self._item, level))
            self._item = ""
        self._runs, self._heading = [], 0


def marked(found: list[tuple[str, bool, bool]], *, plain: bool = False) -> str:
    """Return runs (text, bold, italic) as one line with marks of emphasis; without them where it is `plain`.

    Bold counts more than italics, because a text has one of them. Spaces stay outside the marks.
    """
    joined: list[list] = []
    for text, bold, italic in found:
        style = "" if plain else "**" if bold else "*" if italic else ""
        if joined and (joined[-1][1] == style or not text.strip()):
            joined[-1][0] += text
        else:
            joined.append([text, style])
    pieces = []
    for text, style in joined:
        words = " ".join(text.split())
        if not words:
            pieces.append(" ")
            continue
        before, after = " " * text[0].isspace(), " " * text[-1].isspace()
        pieces.append(f"{before}{style}{escaped(words)}{style}{after}")
    return " ".join("".join(pieces).split())
