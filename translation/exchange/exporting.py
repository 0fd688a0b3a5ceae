"""Exporting the texts of a conference to a file for translators' own tools, with states and digests."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from types import ModuleType

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from conference.languages.lists import labelled
from conference.models import Conference
from conference.roles import HasPermissions
from translation.exchange.current_texts import CurrentText, current_texts
from translation.exchange.detect_format import FORMAT_MODULES
from translation.models import Translation
from translation.texts import documents
from translation.texts.registry import column_named, text_of
from translation.texts.states import FINAL
from translation.units import OnProgress, Unit

State = Translation.State


@dataclass(frozen=True)
class Format:
    """A format that can be chosen: its name, the ending and content type of its files, and the module for it."""

    name: str
    ending: str
    content_type: str
    module: ModuleType


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    "xliff20": Format("XLIFF 2.0", "xlf", "application/xliff+xml", FORMAT_MODULES["xliff20"]),
    "xliff12": Format("XLIFF 1.2", "xlf", "application/xliff+xml", FORMAT_MODULES["xliff12"]),
    "tmx": Format("TMX", "tmx", "application/x-tmx+xml", FORMAT_MODULES["tmx"]),
    "xlsx": Format("Excel", "xlsx", f"{_OFFICE}.spreadsheetml.sheet", FORMAT_MODULES["xlsx"]),
    "docx": Format("Word", "docx", f"{_OFFICE}.wordprocessingml.document", FORMAT_MODULES["docx"]),
}


class Only(models.TextChoices):
    """Which of the texts are exported."""

    ALL = "", pgettext_lazy("texts", "All")
    TO_DO = "to-do", _("What is not yet translated, or outdated")
    OUTDATED = "outdated", _("What is outdated")


def export(
    conference: Conference,
    code: str,
    format: str,
    *,
    document: str = "",
    only: str = Only.ALL,
    user: HasPermissions,
    on_progress: OnProgress | None = None,
) -> bytes:
    """Returns a file with the texts that a user may read, as bytes; raises FileRefused for what cannot be written."""
    file = BytesIO()
    FORMATS[format].module.write(
        units_of(conference, code, document=document, only=only, user=user),
        file,
        target_language=code,
        source_language=conference.original_language,
        name=text_of(conference, "title", "en") or conference.slug,
        on_progress=on_progress,
    )
    return file.getvalue()


def file_name(conference: Conference, code: str, format: str, *, document: str = "", only: str = Only.ALL) -> str:
    """Returns a file name that every system accepts: "dialogue-summary-fr.xlf"."""
    parts = [conference.slug, document, only, code]
    return f"{'-'.join(part for part in parts if part)}.{FORMATS[format].ending}"


def units_of(
    conference: Conference, code: str, *, document: str = "", only: str = Only.ALL, user: HasPermissions
) -> list[Unit]:
    """Returns the texts that a user may read and that are translated into a language, each document in its order."""
    order = [each.key for each in documents.all_documents()]
    texts = [text for text in current_texts(conference, code, user=user, document=document) if _goes_out(text, only)]
    texts.sort(key=lambda text: order.index(text.listed.document) if text.listed.document in order else len(order))
    marks = _marks(conference, {text.listed.document for text in texts})
    return [_unit(text, marks) for text in texts]


def names_of(texts: Iterable[CurrentText], conference: Conference) -> dict[str, str]:
    """Returns what texts are called for a reader who does not see their page: {key: "paragraph 12.: text"}."""
    texts = list(texts)
    marks = _marks(conference, {text.listed.document for text in texts})
    return {text.key: _note(text, marks) for text in texts}


def _goes_out(text: CurrentText, only: str) -> bool:
    if not text.source or text.is_removed:
        return False
    if only == Only.OUTDATED:
        return text.is_outdated
    return only == Only.ALL or text.is_outdated or text.state not in FINAL


def _unit(text: CurrentText, marks: dict[tuple[str, int], str]) -> Unit:
    return Unit(
        key=text.key,
        source=text.source,
        target=text.target,
        source_language=text.source_language,
        target_language=text.code,
        state=state_in_file(text),
        note=_note(text, marks),
    )


def state_in_file(text: CurrentText) -> Translation.State:
    """Returns the state for other tools, which know no "outdated": an outdated translation becomes tentative."""
    return State.TENTATIVE if text.is_outdated and text.state in FINAL else text.state


def _marks(conference: Conference, keys: Iterable[str]) -> dict[tuple[str, int], str]:
    """Returns the numbers of rows as their documents print them: {(label of the model, key of the row): "12."}."""
    code = get_language() or conference.original_language
    found = (documents.find(key) for key in keys)
    places = (place for document in found if document for place in document.places(conference.pk))
    return {(place.subject_type, place.subject_id): place.mark(code) for place in places}


def _note(text: CurrentText, marks: dict[tuple[str, int], str]) -> str:
    """Returns what a text is, for a reader who does not see its page: "paragraph 12.: text"."""
    meta = text.row._meta
    mark = marks.get((text.listed.subject_type, text.listed.subject_id), "")
    what = f"{meta.verbose_name} {mark}".strip()
    return labelled(what, column_named(type(text.row), text.listed.field).verbose_name)
