"""What the styles and the lists of a Word document say of a paragraph and of a run, as far as a draft needs it."""

import re
from dataclasses import dataclass

from docx.oxml.ns import qn

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_DEEPEST = 20  # styles that rest on one another
_BULLETS = {"bullet", "none"}


@dataclass(frozen=True)
class ParagraphStyle:
    """What counts of the style of a paragraph. `numbering` is (key of a list, level), None where it has none."""

    heading: int = 0
    is_title: bool = False
    is_contents: bool = False
    bold: bool | None = None
    italic: bool | None = None
    numbering: tuple[str, int] | None = None


class Styles:
    """The styles of a document, each with those on which it rests."""

    def __init__(self, document):
        self._elements = {style.style_id: style.element for style in document.styles}
        self._known = {}

    def of_paragraph(self, element):
        properties = element.find(qn("w:pPr"))
        named = None if properties is None else properties.find(qn("w:pStyle"))
        key = None if named is None else named.get(qn("w:val"))
        if key not in self._known:
            self._known[key] = self._read(key)
        style = self._known[key]
        level = None if properties is None else properties.find(qn("w:outlineLvl"))
        outline = _number(level, 9) + 1
        if outline <= 9 and not style.heading:
            return ParagraphStyle(outline, style.is_title, style.is_contents, style.bold, style.italic, style.numbering)
        return style

    def _read(self, key):
        heading, is_title, is_contents, numbering = 0, False, False, None
        bold = italic = None
        for element in self._chain(key):
            name = element.find(qn("w:name"))
            name = "" if name is None else name.get(qn("w:val")) or ""
            if (match := _HEADING.fullmatch(name)) and not heading:
                heading = int(match[1])
            is_title |= name.casefold() in ("title", "subtitle")
            is_contents |= name.casefold().startswith(("toc ", "table of contents"))
            properties = element.find(qn("w:pPr"))
            if properties is not None:
                outline = _number(properties.find(qn("w:outlineLvl")), 9) + 1
                heading = heading or (outline if outline <= 9 else 0)
                numbering = numbering or list_of(properties)
            bold = _toggle(element.find(qn("w:rPr")), "b") if bold is None else bold
            italic = _toggle(element.find(qn("w:rPr")), "i") if italic is None else italic
        return ParagraphStyle(heading, is_title, is_contents, bold, italic, numbering)

    def _chain(self, key):
        for __ in range(_DEEPEST):
            element = self._elements.get(key)
            if element is None:
                return
            yield element
            below = element.find(qn("w:basedOn"))
            key = None if below is None else below.get(qn("w:val"))

    def of_run(self, element, style):
        """Return whether a run is bold, italic, and hidden: by itself, else by its style, else by its paragraph's."""
        properties = element.find(qn("w:rPr"))
        named = None if properties is None else properties.find(qn("w:rStyle"))
        key = None if named is None else named.get(qn("w:val"))
        own = [properties, *(each.find(qn("w:rPr")) for each in (self._chain(key) if key else ()))]
        found = []
        for name, otherwise in (("b", style.bold), ("i", style.italic), ("vanish", None)):
            said = next((value for each in own if (value := _toggle(each, name)) is not None), otherwise)
            found.append(bool(said))
        return found


class Numberings:
    """The lists of a document: which format each level of a list has."""

    def __init__(self, document):
        self._formats, self._lists = {}, {}
        relations = (each for each in document.part.rels.values() if not each.is_external)
        part = next((each.target_part for each in relations if each.reltype.endswith("/numbering")), None)
        for element in () if part is None else part.element:
            if element.tag == qn("w:abstractNum"):
                levels = element.findall(qn("w:lvl"))
                self._formats[element.get(qn("w:abstractNumId"))] = {
                    level.get(qn("w:ilvl")): _value(level.find(qn("w:numFmt")), "decimal") for level in levels
                }
            elif element.tag == qn("w:num"):
                self._lists[element.get(qn("w:numId"))] = _value(element.find(qn("w:abstractNumId")), "")

    def of(self, properties, style):
        """Return (format, level) of a paragraph's list; ("", 0) where it is in none."""
        found = (None if properties is None else list_of(properties)) or style.numbering
        if found is None or found[0] == "0":
            return "", 0
        kind = self._formats.get(self._lists.get(found[0]), {}).get(str(found[1]), "decimal")
        return ("bullet" if kind in _BULLETS else kind), found[1]


def list_of(properties):
    """Return (key of a list, level) of the properties of a paragraph; None where they name none."""
    element = properties.find(qn("w:numPr"))
    if element is None:
        return None
    key = element.find(qn("w:numId"))
    return None if key is None else (key.get(qn("w:val")) or "0", _number(element.find(qn("w:ilvl")), 0))


def _toggle(properties, name):
    """Return whether properties switch something on or off; None where they do not say."""
    element = None if properties is None else properties.find(qn(f"w:{name}"))
    return None if element is None else element.get(qn("w:val"), "true") not in ("0", "false", "off", "none")


def _value(element, otherwise):
    return otherwise if element is None else element.get(qn("w:val")) or otherwise


def _number(element, otherwise):
    value = _value(element, "")
    return int(value) if re.fullmatch("[0-9]{1,2}", value) else otherwise
