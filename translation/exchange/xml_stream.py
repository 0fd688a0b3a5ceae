"""Writing large XML files as a stream: a small frame, and the elements that go into it one by one."""

import re
from collections.abc import Iterable
from typing import BinaryIO

from lxml import etree

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DELETED = ("deleted", "-del", ":del")  # also x-sdl-feedback-deleted, of a reviewer
_CODES = ("bpt", "ept", "ph", "it", "ut")  # of TMX: what stands in them is the code of the tool's own format
_FOREIGN_CODE = re.compile(r"\s*[<{}\\&]")  # RTF, XML or a placeholder; our own marks, such as **, are none
_PLACE = etree.tostring(etree.PI("place"))


def add_place(parent: etree._Element) -> None:
    """Marks where elements will go."""
    parent.append(etree.PI("place"))


def write_frame(file: BinaryIO, root: etree._Element, contents: Iterable[Iterable[etree._Element]]) -> None:
    """Writes a frame; `contents` has an iterable of elements for each place that was marked.

    The elements have no namespace of their own and get the frame's default one, so that it is written once.
    """
    first, *others = etree.tostring(root, encoding="utf-8", xml_declaration=True).split(_PLACE)
    file.write(first)
    for elements, after in zip(contents, others, strict=True):
        for element in elements:
            file.write(b"\n" + etree.tostring(element, encoding="utf-8"))
        file.write(b"\n" + after)
    file.write(b"\n")


def is_deleted(element: etree._Element) -> bool:
    """Returns whether an element marks text that was deleted under tracked changes, as `x-sdl-deleted` in XLIFF 1.2."""
    return (element.get("mtype") or element.get("type") or "").lower().endswith(_DELETED)


def text_of_segment(element: etree._Element) -> str:
    """Returns the text of a segment of TMX, without what was deleted and without the codes of other formats."""
    parts = [element.text or ""]
    for inner in element:
        text = "" if is_deleted(inner) else text_of_segment(inner)
        parts.append("" if inner.tag in _CODES and _FOREIGN_CODE.match(text) else text)
        parts.append(inner.tail or "")
    return "".join(parts)
