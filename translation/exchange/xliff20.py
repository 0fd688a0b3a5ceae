"""XLIFF 2.0 (and 2.1, which has the same core). The digests are in its metadata module."""

from collections.abc import Iterable
from typing import BinaryIO

from lxml import etree

from conference.files.safe_open import elements, root_of, size_of
from conference.languages import official
from translation.exchange.vendor_comments import annotations_in
from translation.exchange.xml_stream import XML_LANGUAGE, XML_SPACE, add_place, is_deleted, write_frame
from translation.units import (
    STATES,
    OnProgress,
    ParsedFile,
    Unit,
    UnitCollector,
    exchange_code,
    fit,
    language_of,
    to_write,
)

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
FORMAT = "xliff20"

# Ours as XLIFF's state with a substate, which tells what that state alone cannot.
WRITTEN = {
    "missing": ("initial", "rostrum:missing"),
    "draft": ("initial", "rostrum:draft"),
    "tentative": ("translated", "rostrum:tentative"),
    "translated": ("translated", "rostrum:translated"),
    "revised": ("reviewed", "rostrum:revised"),
}
_READ = {pair: state for state, pair in WRITTEN.items()}
_READ_ALONE = {"translated": "translated", "reviewed": "revised", "final": "revised"}

_N = f"{{{NAMESPACE}}}"
_M = f"{{{METADATA}}}"
_SOURCE_LANGUAGE, *_DIGESTS = ("source-language", "source-digest", "target-digest")


def write(
    units: Iterable[Unit],
    file: BinaryIO,
    *,
    target_language: str,
    source_language: str = "en",
    name: str = "Rostrum",
    on_progress: OnProgress | None = None,
) -> None:
    """Writes units as XLIFF 2.0. It has one source language; a text from another one says so in its metadata."""
    facts = {"version": "2.0", "srcLang": exchange_code(source_language), "trgLang": exchange_code(target_language)}
    root = etree.Element(f"{_N}xliff", facts, nsmap={None: NAMESPACE})
    directions = {"srcDir": official(source_language).direction, "trgDir": official(target_language).direction}
    facts = {"id": "f1", "original": fit(name), "canResegment": "no", **directions, XML_SPACE: "preserve"}
    add_place(etree.SubElement(root, f"{_N}file", facts))
    prepared = to_write(units, target_language, on_progress)
    write_frame(file, root, [(_unit(unit, source_language) for unit in prepared)])


def _unit(unit: Unit, source_language: str) -> etree._Element:
    element = etree.Element("unit", {"id": unit.key, XML_SPACE: "preserve"})
    metadata = etree.SubElement(element, f"{_M}metadata", nsmap={"mda": METADATA})
    group = etree.SubElement(metadata, f"{_M}metaGroup", category="rostrum")
    for kind, value in zip(_DIGESTS, (unit.source_digest, unit.target_digest), strict=True):
        etree.SubElement(group, f"{_M}meta", type=kind).text = value
    if unit.source_language != source_language:
        etree.SubElement(group, f"{_M}meta", type=_SOURCE_LANGUAGE).text = exchange_code(unit.source_language)
    if unit.note:
        etree.SubElement(etree.SubElement(element, "notes"), "note").text = unit.note
    state, substate = WRITTEN[unit.state]
    segment = etree.SubElement(element, "segment", {"state": state, "subState": substate})
    etree.SubElement(segment, "source", {XML_SPACE: "preserve"}).text = unit.source
    if unit.target:
        etree.SubElement(segment, "target", {XML_SPACE: "preserve"}).text = unit.target
    return element


def read(file: BinaryIO, *, target_language: str | None = None, on_progress: OnProgress | None = None) -> ParsedFile:
    """Returns what an XLIFF 2.0 file holds; raises FileRefused, which says what is wrong with it."""
    size = size_of(file)
    root_of(file)
    collector, source_language = UnitCollector(FORMAT, target_language), ""
    for event, element in elements(file, (f"{_N}xliff", f"{_N}unit"), size, on_progress, events=("start", "end")):
        if element.tag == f"{_N}xliff":
            if event == "start":
                source_language = language_of(element.get("srcLang"))
                if element.get("trgLang"):
                    collector.expect(element.get("trgLang"))
        elif event == "end":
            _collect(collector, element, source_language)
    return collector.parsed_file()


def _collect(collector: UnitCollector, element: etree._Element, source_language: str) -> None:
    metas = {each.get("type"): each.text or "" for each in element.iterfind(f"{_M}metadata/{_M}metaGroup/{_M}meta")}
    codes = {each.get("id"): _text(each, {}) for each in element.iterfind(f"{_N}originalData/{_N}data")}
    own = metas.get(_SOURCE_LANGUAGE)
    parts = [part for part in element if part.tag in (f"{_N}segment", f"{_N}ignorable")]
    for target in element.iterfind(f"{_N}segment/{_N}target"):
        if target.get(XML_LANGUAGE):
            collector.expect(target.get(XML_LANGUAGE))
    targets = [_target(part, codes) for part in parts]
    segments = [part for part in parts if part.tag == f"{_N}segment"]
    states = [_state(segment) for segment in segments]
    notes = [_text(note, codes) for note in element.iterfind(f"{_N}notes/{_N}note")]
    collector.add(
        element.get("id"),
        "".join(_text(part.find(f"{_N}source"), codes) for part in parts),
        "".join(targets),
        source_language=language_of(own) if own else source_language,
        state=min(states, key=STATES.index, default="missing"),
        note="\n\n".join([*notes, *annotations_in(element, f"{_N}mrk"), *annotations_in(element, f"{_N}sm")]),
        digests=tuple(metas.get(kind, "") for kind in _DIGESTS),
        is_marked_new=any(segment.get("state") == "initial" for segment in segments),
    )


def _target(part: etree._Element, codes: dict[str, str]) -> str:
    """Returns the target of a part. Between segments, the source is used where nobody gave a target."""
    target = part.find(f"{_N}target")
    if target is None and part.tag == f"{_N}ignorable":
        target = part.find(f"{_N}source")
    return _text(target, codes)


def _state(segment: etree._Element) -> str:
    if segment.find(f"{_N}target") is None:
        return "missing"
    state = segment.get("state", "initial")
    return _READ.get((state, segment.get("subState")), _READ_ALONE.get(state, "draft"))


def _text(element: etree._Element | None, codes: dict[str, str]) -> str:
    """Returns the text of an element, without what was deleted.

    What tools put into codes counts as text, because we write none.
    """
    if element is None:
        return ""
    parts = [element.text or ""]
    for inner in element:
        if inner.tag == f"{_N}cp":
            parts.append(_code_point(inner.get("hex", "")))
        elif not is_deleted(inner):
            first, last = inner.get("dataRefStart") or inner.get("dataRef"), inner.get("dataRefEnd")
            parts += [codes.get(first, ""), _text(inner, codes), codes.get(last, "")]
        parts.append(inner.tail or "")
    return "".join(parts)


def _code_point(digits: str) -> str:
    try:
        return chr(int(digits, 16))
    except (ValueError, OverflowError):
        return ""
