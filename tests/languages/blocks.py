"""The text of a page as its readers meet it: block by block, and what is in another language left out."""

import re

from lxml import html

OTHER = "\ufffc"  # stands for words of another language, and for code
BLOCKS = frozenset(
    "a address article aside blockquote body br button caption dd details dialog div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr input label legend li main nav ol optgroup option output p section select"
    " span summary table tbody td template textarea tfoot th thead tr ul".split()
)
CODE = frozenset(("code", "kbd", "samp", "pre", "var"))
LEFT_OUT = frozenset(("script", "style", "svg", "textarea", "head"))
ATTRIBUTES = ("aria-label", "title", "alt", "placeholder")
SUBMITS = frozenset(("submit", "reset", "button"))


def blocks(body, language):
    """The texts of a page in its language, those of attributes too, each once, in the order of the page."""
    walk = _Walk(language)
    walk.element(html.fromstring(body.decode()), language)
    walk.end()
    return list(dict.fromkeys(walk.found))


class _Walk:
    def __init__(self, language):
        self.language, self.found, self._now = language, [], []

    def element(self, element, language):
        if not isinstance(element.tag, str) or element.tag in LEFT_OUT:
            return
        language = element.get("lang") or language
        if language == self.language:
            self._attributes(element)
        is_block = element.tag in BLOCKS or element.get("class") is not None  # what is styled stands apart
        if is_block:
            self.end()
        self._text(OTHER if element.tag in CODE else element.text, language)
        for child in element if element.tag not in CODE else ():
            self.element(child, language)
            self._text(child.tail, language)
        if is_block:
            self.end()

    def _text(self, text, language):
        if text:
            self._now.append(text if language == self.language or not text.strip() else OTHER)

    def _attributes(self, element):
        values = [element.get(name) for name in ATTRIBUTES]
        if element.tag == "input" and element.get("type") in SUBMITS:
            values.append(element.get("value"))
        self.found += [value for value in map(_spaced, filter(None, values)) if value]

    def end(self):
        text = _spaced("".join(self._now))
        self._now = []
        if text.replace(OTHER, "").strip(" ·"):
            self.found.append(text)


def _spaced(text):
    """A text with spaces as a browser shows them."""
    return re.sub(r"[ \t\r\n\f]+", " ", text).strip(" ")
