"""Previewing a file of translations: what importing each of its texts would change. Nothing is written here."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models import Model
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from conference.files.safe_open import FileRefused
from conference.imports.files import keep_upload, parsed_file
from conference.imports.preview import ImportPreview
from conference.languages import OfficialLanguage
from conference.models import Conference, ImportFile, User
from conference.refusals import Refusal
from conference.roles import HasPermissions
from translation.exchange.compare import CurrentUnit, Reason, UnitComparison, UnitOutcome, compare
from translation.exchange.current_texts import CurrentText, current_texts
from translation.exchange.detect_format import read
from translation.exchange.exporting import FORMATS, state_in_file
from translation.exchange.match_by_source import place_by_source
from translation.exchange.notes import LONGEST as LONGEST_REMARK
from translation.exchange.notes import known_remarks, remark_in
from translation.models import Translation
from translation.texts import permissions
from translation.texts.untranslated import SORT_NAME, is_same, left_in_source
from translation.texts.writing import fit
from translation.units import STATES, ParsedFile, Unit, comparable

State = Translation.State
AS_FILE = ""
_LONGEST_LABEL = 80


class IncomingKind(models.TextChoices):
    """What importing a text of a file would do, in the order in which a person reviews it."""

    CONFLICT = "conflict", gettext_lazy("In conflict with newer work")
    REFUSED = "refused", gettext_lazy("Cannot be written")
    NOT_FOUND = "not-found", gettext_lazy("Not found")
    UNTRANSLATED = "untranslated", pgettext_lazy("texts", "Not translated")
    CHANGED = "changed", pgettext_lazy("texts", "Changed")
    NEW = "new", pgettext_lazy("texts", "New")
    REMARKED = "remarked", gettext_lazy("With a remark only")
    UNCHANGED = "unchanged", pgettext_lazy("texts", "Unchanged")


_EXPORTS = {"Trados Studio": "Generate Target Translations", "memoQ": "Export", "Phrase": "Download > Completed file"}
_WHY = {
    Reason.SOURCE: gettext_lazy("The source has changed since the file was written."),
    Reason.TARGET: gettext_lazy("Somebody has changed the translation since the file was written."),
    Reason.UNKNOWN: gettext_lazy("The file does not say which translation stood here when it was exported."),
}


@dataclass(frozen=True)
class IncomingText:
    """A text of a file beside the current one. `why` explains in a sentence why it is in conflict or refused."""

    unit: Unit
    kind: IncomingKind
    current: CurrentText | None = None
    reason: Reason | None = None
    message: str = ""
    remark: str = ""  # what its note adds to the remarks on the text

    @property
    def known(self) -> CurrentText:
        """The current text; raises LookupError where the file names one that is not found."""
        if self.current is None:
            raise LookupError(self.unit.key)
        return self.current

    @property
    def label(self) -> str:
        """What the text is called where it is named: its key, else the beginning of its source."""
        return self.unit.key or Truncator(self.unit.source).chars(_LONGEST_LABEL)

    @property
    def why(self) -> str:
        return str(_WHY[self.reason]) if self.reason else self.message


@dataclass(frozen=True)
class ExchangePreview(ImportPreview):
    """What importing a file would do."""

    outcomes = IncomingKind
    seldom = (IncomingKind.REMARKED,)
    parsed: ParsedFile
    incoming: tuple[IncomingText, ...]

    def items_by_outcome(self) -> list[tuple[IncomingKind, IncomingText]]:
        return [(each.kind, each) for each in self.incoming]

    def to_import(self, conflicts: bool) -> list[IncomingText]:
        """Returns the texts that would be written, with or without those in conflict."""
        return self.of(IncomingKind.NEW, IncomingKind.CHANGED, *([IncomingKind.CONFLICT] if conflicts else []))

    @property
    def remarks(self) -> list[tuple[CurrentText, str]]:
        """The notes of the file that become remarks, each with its text."""
        return [(each.current, each.remark) for each in self.incoming if each.current and each.remark]

    def parts(self) -> dict[Hashable, object]:
        """Each text of the file is a part, by its key."""
        parts: dict[Hashable, list[object]] = {}
        for each in self.incoming:
            now = each.current
            facts = (now.target, now.state, now.source) if now else ()
            told = [each.kind, each.why, each.unit.state, each.unit.target, facts, each.remark]
            parts.setdefault(each.unit.key, []).append(told)
        return {**parts}


def preview(
    parsed: ParsedFile,
    conference: Conference,
    user: HasPermissions,
    import_as: str = AS_FILE,
    *,
    only_words: bool = False,
) -> ExchangePreview:
    """Returns what importing a file would do now, if this user imported it.

    `import_as` is the state that all its translations get, AS_FILE for the one that the file says of each. With
    `only_words` a text of which the file changes the state alone is as good as unchanged.
    """
    code = parsed.target_language
    current = {text.key: text for text in current_texts(conference, code, user=user)}
    may = Rights(user, code)
    placed, left = place_by_source(parsed.keyless, current.values(), {unit.key for unit in parsed.units})
    units = tuple(may.limit(_said_to_be(unit, import_as)) for unit in (*parsed.units, *placed))
    parsed = replace(parsed, units=units, keyless=tuple(left))
    current_units = {key: _current_unit(current[key]) for key in {unit.key for unit in units} & current.keys()}
    found = compare(parsed, current_units)
    incoming = [_judged(each, current.get(each.unit.key), may, only_words) for each in found]
    return ExchangePreview(parsed, (*_with_remarks(incoming, code), *map(_without_place, left)))


def _with_remarks(incoming: list[IncomingText], code: str) -> list[IncomingText]:
    """Returns texts with what their notes add; what is already said of a text is not said again."""
    found = [remark_in(each.unit.note) if each.current and each.unit.note else "" for each in incoming]
    if not any(found):
        return incoming
    texts = [each.current.listed for each, remark in zip(incoming, found, strict=True) if each.current and remark]
    known = known_remarks(texts, code)
    return [_with_remark(each, remark, known) for each, remark in zip(incoming, found, strict=True)]


def _with_remark(each: IncomingText, remark: str, known: Collection[tuple[int, str]]) -> IncomingText:
    if not remark or len(remark) > LONGEST_REMARK or (each.known.listed.pk, remark) in known:
        return each
    kind = IncomingKind.REMARKED if each.kind == IncomingKind.UNCHANGED else each.kind
    return replace(each, kind=kind, remark=remark)


def _said_to_be(unit: Unit, state: str) -> Unit:
    return replace(unit, state=state) if state and unit.target else unit


def _without_place(unit: Unit) -> IncomingText:
    message = _("The file gives no key for it, and its source does not tell where it belongs.")
    return IncomingText(unit, IncomingKind.NOT_FOUND, message=message)


def _current_unit(text: CurrentText) -> CurrentUnit:
    return CurrentUnit(text.source, text.target, state_in_file(text))


_KIND_OF_OUTCOME = {
    UnitOutcome.NEW: IncomingKind.NEW,
    UnitOutcome.CHANGED: IncomingKind.CHANGED,
    UnitOutcome.CONFLICT: IncomingKind.CONFLICT,
    UnitOutcome.UNCHANGED: IncomingKind.UNCHANGED,
    UnitOutcome.NOT_FOUND: IncomingKind.NOT_FOUND,
}


def _judged(found: UnitComparison, text: CurrentText | None, may: "Rights", only_words: bool) -> IncomingText:
    """Returns a comparison with the verdict of the row: whether it accepts the text, and from this user."""
    unit, kind = found.unit, _KIND_OF_OUTCOME[found.outcome]
    if text is None or kind in (IncomingKind.UNCHANGED, IncomingKind.NOT_FOUND):
        return IncomingText(unit, kind, text)
    if _is_left_in_source(unit, text):
        message = _("The file has the words of the source here, so that it counts as not translated.")
        return IncomingText(unit, IncomingKind.UNTRANSLATED, text, message=message)
    if text.is_removed:
        return IncomingText(unit, IncomingKind.REFUSED, text, message=_("This was removed from its document."))
    if not may.write(text):
        return IncomingText(unit, IncomingKind.REFUSED, text, message=_("You cannot translate this text at present."))
    try:
        unit = replace(unit, target=fit(text.row, text.listed.field, unit.target))
    except Refusal as refusal:
        return IncomingText(unit, IncomingKind.REFUSED, text, message=str(refusal))
    if not unit.target or _is_there(unit, text, only_words):
        return IncomingText(unit, IncomingKind.UNCHANGED, text)
    return IncomingText(unit, kind, text, found.reason)


def _is_left_in_source(unit: Unit, text: CurrentText) -> bool:
    """Returns whether a target is only the source, which tools fill in where nobody has translated yet.

    A name or a single word may read alike, unless the file itself says that it is not translated.
    """
    if not any(is_same(source, unit.target) for source in (unit.source, text.source)):
        return False
    if unit.is_marked_new:
        return True
    return text.listed.field != SORT_NAME and bool(left_in_source(unit.target, unit.target, text.code))


def _is_there(unit: Unit, text: CurrentText, only_words: bool) -> bool:
    """Returns whether the current text is the incoming one already, in the form in which it would be kept."""
    is_same = comparable(unit.target) == comparable(text.target)
    return is_same and (only_words or STATES.index(unit.state) <= STATES.index(state_in_file(text)))


class Rights:
    """What a user may write in a language. A table whose rows do not decide themselves is asked once."""

    def __init__(self, user: HasPermissions, code: str) -> None:
        self._user, self._code = user, code
        self._known: dict[tuple[type[Model], str], bool] = {}
        self._revises = permissions.may_revise(user, code)

    def limit(self, unit: Unit) -> Unit:
        """Returns a unit with the highest state that the user may give it."""
        return replace(unit, state=State.TRANSLATED) if unit.state == State.REVISED and not self._revises else unit

    def write(self, text: CurrentText) -> bool:
        if hasattr(text.row, "takes_text_from"):
            return permissions.may_write(self._user, text.row, self._code)
        key = type(text.row), text.source_language
        if key not in self._known:
            self._known[key] = permissions.may_write(self._user, text.row, self._code)
        return self._known[key]


def store_upload(
    file: UploadedFile, *, conference: Conference, language: OfficialLanguage, by: User, at: datetime
) -> ImportFile:
    """Keeps an uploaded file for its preview; raises FileRefused, which says why it cannot be read."""
    parsed = read(file, target_language=language.code)
    if not parsed.units and not preview(parsed, conference, by).parsed.units:
        raise FileRefused(_nothing_is_here(parsed.tool))
    return keep_upload(
        file,
        ImportFile.Kind.TEXTS,
        ending=FORMATS[parsed.format].ending,
        conference=conference,
        language=language.code,
        by=by,
        at=at,
        outcome={"format": parsed.format, "texts": len(parsed.units) + len(parsed.keyless)},
    )


def _nothing_is_here(tool: str) -> str:
    """Returns why no text of a file without keys is found here, and which file to upload instead."""
    if tool:
        words = _(
            "This is a working file of %(tool)s, and no text here has one of its sources. Export the translated file"
            " from %(tool)s (%(command)s) and upload that."
        )
        return words % {"tool": tool, "command": _EXPORTS[tool]}
    return _("The file has no key of a text here, and no text here has one of its sources.")


def parsed_file_of(upload: ImportFile) -> ParsedFile:
    """Returns what an uploaded file holds; raises FileRefused where the file is gone."""
    return parsed_file(upload, lambda file: read(File(file), target_language=upload.language))
