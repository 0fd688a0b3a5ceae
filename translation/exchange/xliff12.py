"""XLIFF 1.2 (strict): one `file` for each run of texts from one source language."""

from collections.abc import Iterable
from itertools import groupby
from typing import BinaryIO

from lxml import etree

from conference.files.safe_open import elements, root_of, size_of
from translation.exchange import vendor_comments, vendor_states
from translation.exchange.xml_stream import XML_LANGUAGE, XML_SPACE, add_place, is_deleted, write_frame
from translation.units import OnProgress, ParsedFile, Unit, UnitCollector, exchange_code, fit, language_of, to_write

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
FORMAT = "xliff12"

STATES = {
    "missing": "new",
    "draft": "needs-translation",
    "tentative": "needs-review-translation",
    "translated": "translated",
    "revised": "signed-off",
}
_READ = {
    **{theirs: ours for ours, theirs in STATES.items()},
    "final": "revised",
    "needs-adaptation": "tentative",
    "needs-l10n": "tentative",
    "needs-review-adaptation": "tentative",
    "needs-review-l10n": "tentative",
}
_NOT_TRANSLATED = ("new", "needs-translation")
_DIGESTS = ("x-rostrum-source-digest", "x-rostrum-target-digest")
_N = f"{{{NAMESPACE}}}"


def write(
    units: Iterable[Unit],
    file: BinaryIO,
    *,
    target_language: str,
    source_language: str = "en",
    name: str = "Rostrum",
    on_progress: OnProgress | None = None,
    fills_targets: bool = False,
) -> None:
    """Writes units as XLIFF 1.2. `source_language` is not needed here, because each text names its own.

    With `fills_targets`, what is not translated has its source as its target, marked as new, for tools that show the
    targets alone as the texts to translate.
    """
    units = list(units)
    root = etree.Element(f"{_N}xliff", version="1.2", nsmap={None: NAMESPACE})
    for source, __ in groupby(units, key=_source_language):
        _add_file(root, fit(name), exchange_code(source), exchange_code(target_language))
    prepared = groupby(to_write(units, target_language, on_progress), key=_source_language)
    write_frame(file, root, ((_trans_unit(unit, fills_targets) for unit in group) for __, group in prepared))


def _source_language(unit: Unit) -> str:
    return unit.source_language


def _add_file(root: etree._Element, name: str, source: str, target: str) -> None:
    facts = {
        "original": name,
        "source-language": source,
        "target-language": target,
        "datatype": "plaintext",
        "tool-id": "rostrum",
        XML_SPACE: "preserve",
    }
    element = etree.SubElement(root, f"{_N}file", facts)
    header = etree.SubElement(element, f"{_N}header")
    etree.SubElement(header, f"{_N}tool", {"tool-id": "rostrum", "tool-name": "Rostrum"})
    add_place(etree.SubElement(element, f"{_N}body"))


def _trans_unit(unit: Unit, fills_targets: bool) -> etree._Element:
    element = etree.Element("trans-unit", {"id": unit.key, XML_SPACE: "preserve"})
    if unit.state == "revised":
        element.set("approved", "yes")
    facts = {XML_LANGUAGE: exchange_code(unit.source_language)}
    etree.SubElement(element, "source", facts).text = unit.source
    facts = {XML_LANGUAGE: exchange_code(unit.target_language), "state": STATES[unit.state]}
    etree.SubElement(element, "target", facts).text = unit.target or (unit.source if fills_targets else "")
    contexts = etree.SubElement(element, "context-group", purpose="information")
    for kind, value in zip(_DIGESTS, (unit.source_digest, unit.target_digest), strict=True):
        etree.SubElement(contexts, "context", {"context-type": kind}).text = value
    if unit.note:
        etree.SubElement(element, "note").text = unit.note
    return element


def read(file: BinaryIO, *, target_language: str | None = None, on_progress: OnProgress | None = None) -> ParsedFile:
    """Returns what an XLIFF 1.2 file holds; raises FileRefused, which says what is wrong with it."""
    size = size_of(file)
    root_of(file)
    collector, source_language = UnitCollector(FORMAT, target_language), ""
    comments: dict[str, list[str]] = {}
    tags = (f"{_N}file", f"{_N}trans-unit", vendor_comments.DEFINITION)
    for event, element in elements(file, tags, size, on_progress, events=("start", "end")):
        if element.tag == f"{_N}file":
            if event == "start":
                source_language = language_of(element.get("source-language"))
                collector.tool = collector.tool or vendor_states.tool_of(element)
                if element.get("target-language"):
                    collector.expect(element.get("target-language"))
        elif event == "end" and element.tag == vendor_comments.DEFINITION:
            comments[element.get("id", "")] = vendor_comments.defined_in(element)
        elif event == "end":
            _collect(collector, element, source_language, comments)
    return collector.parsed_file()


def _collect(
    collector: UnitCollector, element: etree._Element, source_language: str, comments: dict[str, list[str]]
) -> None:
    target = element.find(f"{_N}target")
    if target is not None and target.get(XML_LANGUAGE):
        collector.expect(target.get(XML_LANGUAGE))
    contexts = {
        each.get("context-type"): each.text or "" for each in element.iterfind(f"{_N}context-group/{_N}context")
    }
    approved = "revised" if element.get("approved") == "yes" else "draft"
    theirs = "" if target is None else target.get("state")
    collector.add(
        element.get("id"),
        _text(element.find(f"{_N}source")),
        _text(target),
        source_language=source_language,
        state=vendor_states.state_in_xliff(element) or _READ.get(theirs, approved),
        note="\n\n".join([*map(_text, element.iterfind(f"{_N}note")), *vendor_comments.comments_in(element, comments)]),
        digests=tuple(contexts.get(kind, "") for kind in _DIGESTS),
        is_marked_new=theirs in _NOT_TRANSLATED,
    )


def _text(element: etree._Element | None) -> str:
    """Returns the text of an element, without what was deleted.

    What tools put into codes counts as text, because we write none.
    """
    if element is None:
        return ""
    parts = [element.text or ""]
    for inner in element:
        if not is_deleted(inner):
            parts.append(inner.get("equiv-text") or _text(inner))
        parts.append(inner.tail or "")
    return "".join(parts)
