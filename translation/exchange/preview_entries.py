"""How the texts of a file stand in its preview: what each is called, how it differs, and why it is left out."""

from collections.abc import Collection, Iterable
from typing import Any

from conference.imports.preview import LeftOut
from conference.languages import official
from conference.models import Conference, ImportFile
from conference.text_diff import difference
from translation.exchange.compare import Reason
from translation.exchange.exporting import names_of
from translation.exchange.preview import ExchangePreview, IncomingKind, IncomingText
from translation.models import Translation
from translation.texts import documents

LEFT_OUT = (IncomingKind.REFUSED, IncomingKind.NOT_FOUND, IncomingKind.UNTRANSLATED)


def texts_left_out(import_file: ImportFile, found: ExchangePreview) -> Collection[IncomingText]:
    return found.of(*LEFT_OUT, *([IncomingKind.CONFLICT] if import_file.taken_at else []))


def left_out_of(import_file: ImportFile, found: ExchangePreview) -> list[LeftOut]:
    """Return what is not imported, each text by its name, with the reason."""
    left_out = texts_left_out(import_file, found)
    names = _names(left_out, import_file.conference)
    return [LeftOut("", names.get(each.unit.key) or each.label, [reason_of(each)]) for each in left_out]


def reason_of(each: IncomingText) -> str:
    return each.why or str(each.kind.label)


def _names(incoming: Iterable[IncomingText], conference: Conference) -> dict[str, str]:
    return names_of([each.current for each in incoming if each.current], conference)


def entries_of(page: Iterable[IncomingText], conference: Conference) -> list[dict[str, Any]]:
    names = _names(page, conference)
    return [{**_entry(each), "name": names.get(each.unit.key, "")} for each in page]


def _entry(each: IncomingText) -> dict[str, Any]:
    """Return a text for the preview, with its difference from the current text and, where it changed, the source's."""
    current, unit = each.current, each.unit
    document = documents.find(current.listed.document) if current else None
    entry: dict[str, Any] = {"unit": unit, "why": each.why, "current": current, "document": document}
    if current:
        entry["source"] = official(current.source_language)
        entry["states"] = list(dict.fromkeys([current.state, Translation.State(unit.state)]))
    if current and unit.target:
        entry["parts"] = difference(current.target, unit.target)
    if current and each.reason == Reason.SOURCE:
        entry["source_parts"] = difference(unit.source, current.source)
    return entry
