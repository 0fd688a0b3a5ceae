"""TMX 1.4, the format of translation memories. A text that is not yet translated has its source alone."""

from collections.abc import Iterable
from typing import BinaryIO

from django.utils.translation import gettext as _
from lxml import etree

from conference.files.safe_open import FileRefused, elements, root_of, size_of
from translation.exchange import vendor_states
from translation.exchange.xml_stream import XML_LANGUAGE, add_place, text_of_segment, write_frame
from translation.units import OnProgress, ParsedFile, Unit, UnitCollector, exchange_code, fit, language_of, to_write

FORMAT = "tmx"
_TARGET_LANGUAGE = "x-rostrum-target-language"
_STATE, *_DIGESTS = ("x-rostrum-state", "x-rostrum-source-digest", "x-rostrum-target-digest")


def write(
    units: Iterable[Unit],
    file: BinaryIO,
    *,
    target_language: str,
    source_language: str = "en",
    name: str = "Rostrum",
    on_progress: OnProgress | None = None,
) -> None:
    """Writes units as TMX 1.4. `source_language` is that of the header; each text names its own."""
    root = etree.Element("tmx", version="1.4")
    facts = {
        "creationtool": "Rostrum",
        "creationtoolversion": "1",
        "segtype": "block",
        "o-tmf": "Rostrum",
        "adminlang": "en",
        "srclang": exchange_code(source_language),
        "datatype": "plaintext",
    }
    header = etree.SubElement(root, "header", facts)
    etree.SubElement(header, "note").text = fit(name)
    etree.SubElement(header, "prop", type=_TARGET_LANGUAGE).text = exchange_code(target_language)
    add_place(etree.SubElement(root, "body"))
    write_frame(file, root, [map(_tu, to_write(units, target_language, on_progress))])


def _tu(unit: Unit) -> etree._Element:
    source = exchange_code(unit.source_language)
    element = etree.Element("tu", tuid=unit.key, srclang=source)
    if unit.note:
        etree.SubElement(element, "note").text = unit.note
    values = (unit.state, unit.source_digest, unit.target_digest)
    for kind, value in zip((_STATE, *_DIGESTS), values, strict=True):
        etree.SubElement(element, "prop", type=kind).text = value
    _add_tuv(element, source, unit.source)
    if unit.target:
        _add_tuv(element, exchange_code(unit.target_language), unit.target)
    return element


def _add_tuv(element: etree._Element, language: str, text: str) -> None:
    variant = etree.SubElement(element, "tuv", {XML_LANGUAGE: language})
    etree.SubElement(variant, "seg").text = text


def read(file: BinaryIO, *, target_language: str | None = None, on_progress: OnProgress | None = None) -> ParsedFile:
    """Returns what a TMX file holds; raises FileRefused, which says what is wrong with it."""
    size = size_of(file)
    root_of(file)
    collector, source_language = UnitCollector(FORMAT, target_language), ""
    for __, element in elements(file, ("header", "tu"), size, on_progress):
        if element.tag == "header":
            source_language = element.get("srclang", "")
            named = element.findtext(f"prop[@type='{_TARGET_LANGUAGE}']")
            if named:
                collector.expect(named)
        else:
            _collect(collector, element, source_language)
    return collector.parsed_file()


def _collect(collector: UnitCollector, element: etree._Element, source_language: str) -> None:
    texts = {
        language_of(tuv.get(XML_LANGUAGE) or tuv.get("lang")): _text(tuv.find("seg")) for tuv in element.iter("tuv")
    }
    source = language_of(element.get("srclang") or source_language)
    others = [language for language in texts if language != source]
    if others and collector.target_language is None:
        _choose(collector, others)
    props = {each.get("type"): each.text or "" for each in element.iterfind("prop")}
    target = texts.get(collector.target_language or "", "")
    collector.add(
        element.get("tuid"),
        texts.get(source, ""),
        target,
        source_language=source,
        state=props.get(_STATE) or vendor_states.state_in_memory(props) or "draft",
        note=element.findtext("note") or "",
        digests=tuple(props.get(kind, "") for kind in _DIGESTS),
    )


def _choose(collector: UnitCollector, languages: list[str]) -> None:
    """Sets the target where a memory of another tool names none: the wanted language, or the only one."""
    if collector.wanted in languages:
        collector.expect(exchange_code(collector.wanted))
    elif len(languages) == 1:
        collector.expect(exchange_code(languages[0]))
    else:
        raise FileRefused(_("The file holds translations into several languages; give one file for each."))


def _text(element: etree._Element | None) -> str:
    return "" if element is None else text_of_segment(element)
