"""Turns texts that other systems give in HTML into plain text with lines."""

import re
from html import unescape

_BLOCKS = "address|article|blockquote|dd|div|dl|dt|figure|h[1-6]|hr|ol|p|pre|section|table|ul"
_LINES = "br|li|tr"
_INLINE = "a|abbr|b|big|code|del|em|font|i|img|ins|kbd|mark|q|s|small|span|strike|strong|sub|sup|tbody|td|th|thead|u"
_ATTRIBUTE = r"""\s+[\w:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+)"""
_TAG = re.compile(rf"<(/?)({_BLOCKS}|{_LINES}|{_INLINE})((?:{_ATTRIBUTE})*)\s*/?>", re.ASCII | re.IGNORECASE)
_IS_BLOCK = re.compile(_BLOCKS, re.IGNORECASE)
_IS_LINE = re.compile(_LINES, re.IGNORECASE)
_HREF = re.compile(r"""\shref\s*=\s*["']?((?:https?:|mailto:)[^"'\s]+)""", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"<!--.*?-->|<(script|style)\b[^<>]*>.*?</\1>", re.DOTALL | re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n]+")
_ESCAPED_TWICE = re.compile(r"&(?:amp|nbsp|quot|apos|#0?39);", re.IGNORECASE)  # what is seldom meant in a plain text


def plain_text(words: object) -> object:
    """Return a text without tags and escapes: blocks as paragraphs, items as lines, links with address.

    Comparisons as in "a < b" are no tags. Anything other than a text is returned as it is.
    """
    if not isinstance(words, str) or ("<" not in words and "&" not in words):
        return words
    if not _TAG.search(words):
        return _ESCAPED_TWICE.sub(lambda found: unescape(found[0]), words)
    words = _NOT_SHOWN.sub("", words)
    has_blocks = any(found[2].lower() != "br" and _is_break(found[2]) for found in _TAG.finditer(words))
    lines = "".join(_pieces(words, has_blocks)).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip(" \t\r") for line in lines)).strip()


def _is_break(name: str) -> bool:
    return bool(_IS_BLOCK.fullmatch(name) or _IS_LINE.fullmatch(name))


def _pieces(words: str, has_blocks: bool) -> list[str]:
    """Return texts and breaks in their order. Line breaks of the source are blanks where blocks make the lines."""
    found, address, end = [], "", 0
    for tag in _TAG.finditer(words):
        found.append(_shown(words[end : tag.start()], has_blocks))
        end, is_end, name = tag.end(), bool(tag[1]), tag[2].lower()
        if name == "a" and is_end and address:
            found.append("" if address in found[-1] else f" ({address})")
            address = ""
        elif name == "a" and (href := _HREF.search(tag[3])):
            address = unescape(href[1]).removeprefix("mailto:")
        elif _IS_BLOCK.fullmatch(name):
            found.append("\n\n")
        elif name == "br" or (_IS_LINE.fullmatch(name) and not is_end):
            found.append("\n")
        elif name in ("td", "th") and not is_end:
            found.append(" ")
    return [*found, _shown(words[end:], has_blocks)]


def _shown(words: str, has_blocks: bool) -> str:
    return unescape(_BLANKS.sub(" ", words) if has_blocks else words)
