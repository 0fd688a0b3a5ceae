"""What translators exchange as files: a text with its translation as a unit, and the units of a file."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from django.utils.translation import gettext as _

from conference.files.safe_open import FileRefused
from conference.languages import CODES, LANGUAGES, official

STATES = ("missing", "draft", "tentative", "translated", "revised")
MOST_TEXTS = 50_000
KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*(?::[A-Za-z0-9_.-]+)+")  # an XML NMTOKEN, which XLIFF 2.0 asks of an id

OnProgress = Callable[[int, int], object]  # how much is done, of how much
_EVERY = 250

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what no XML holds
_LINE_BREAK = re.compile("\r\n?")


@dataclass(frozen=True, slots=True)
class Unit:
    """A text and its translation. The digests are those of both when the file was written.

    `is_marked_new` tells that the file itself says of a target that nobody has translated it yet, `is_by_source` that
    the file has no key for it, so that it was matched by its source.
    """

    key: str
    source: str
    target: str
    source_language: str
    target_language: str
    state: str = "missing"
    note: str = ""
    source_digest: str = ""
    target_digest: str = ""
    is_marked_new: bool = field(default=False, compare=False)
    is_by_source: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class ParsedFile:
    """What a file held.

    `keyless` are translations without a key of ours, whose own key is empty: their sources may tell where they belong.
    `tool` names the tool whose working file it is, where it is one.
    """

    units: tuple[Unit, ...]
    target_language: str
    format: str
    keyless: tuple[Unit, ...] = ()
    tool: str = ""

    @property
    def without_key(self) -> int:
        """How many translations of the file have no key of ours."""
        return len(self.keyless)


def fit(text: str) -> str:
    """Returns a text without the characters that no format can hold."""
    return _FORBIDDEN.sub("", text)


def comparable(text: str) -> str:
    """Returns a text with uniform line breaks, because Word and Excel choose these themselves."""
    return _LINE_BREAK.sub("\n", fit(text))


def digest(text: str) -> str:
    """Returns sixteen characters that change when the text does."""
    return blake2b(comparable(text).encode(), digest_size=8).hexdigest()


def at_writing(unit: Unit) -> Unit:
    """Returns a unit as it goes into a file, with the digests of its texts."""
    return replace(
        unit,
        source=fit(unit.source),
        target=fit(unit.target),
        note=fit(unit.note),
        state=state_of(unit.state, unit.target),
        source_digest=unit.source_digest or digest(unit.source),
        target_digest=digest(unit.target),
    )


def state_of(state: str, target: str) -> str:
    """Returns a state that agrees with the target: missing where it is empty, a draft where the state is unknown."""
    if not target:
        return "missing"
    return state if state in STATES[1:] else "draft"


def to_write(units: Iterable[Unit], target_language: str, on_progress: OnProgress | None = None) -> Iterator[Unit]:
    """Yields the units as they go into a file for one language.

    Raises FileRefused where there are none or too many, and ValueError for a unit that does not fit, which is a mistake
    of the program.
    """
    units = list(units)
    if not units:
        raise FileRefused(_("There is no text to write."))
    if len(units) > MOST_TEXTS:
        raise FileRefused(_("There are more than %(most)d texts; write fewer at a time.") % {"most": MOST_TEXTS})
    for unit in units:
        if not KEY.fullmatch(unit.key) or unit.target_language != target_language or unit.source_language not in CODES:
            raise ValueError(f"not a unit for {target_language}: {unit.key}")
    return _prepared(units, on_progress)


def _prepared(units: list[Unit], on_progress: OnProgress | None) -> Iterator[Unit]:
    for done, unit in enumerate(units, start=1):
        yield at_writing(unit)
        if on_progress and (done % _EVERY == 0 or done == len(units)):
            on_progress(done, len(units))


_ELSEWHERE = {"hant", "tw", "hk", "mo"}  # Chinese, but in the script that the United Nations do not use


def language_of(code: str | None) -> str:
    """Returns the code of the official language that a file's code means (`fr`, `fr-CA`, `zh_CN`).

    Raises FileRefused for a language that is not official, and for Chinese in the traditional script.
    """
    primary, *rest = re.split("[-_]", (code or "").strip().lower())
    for language in LANGUAGES:
        if language.exchange == primary and not (primary == "zh" and _ELSEWHERE.intersection(rest)):
            return language.code
    shown = fit(code or "")[:35]
    raise FileRefused(_("The file is in a language that is not an official one: %(code)s.") % {"code": shown})


def exchange_code(code: str) -> str:
    """Returns the code of a language as XLIFF and TMX files carry it."""
    return official(code).exchange


class UnitCollector:
    """Collects the units of a file while it is read. `wanted` is the only target language that is accepted, if any."""

    def __init__(self, name: str, wanted: str | None = None) -> None:
        self.name, self.wanted = name, wanted
        self.target_language: str | None = None
        self.tool = ""
        self._keyless: list[Unit] = []
        self._units: dict[str, Unit] = {}

    def expect(self, code: str | None) -> None:
        """Sets the target language from its code; raises FileRefused for a second one and for one not wanted."""
        found = language_of(code)
        if self.wanted and found != self.wanted:
            names = {"found": official(found).name, "wanted": official(self.wanted).name}
            raise FileRefused(_("The file is a translation into %(found)s, not into %(wanted)s.") % names)
        if self.target_language not in (None, found):
            raise FileRefused(_("The file holds translations into several languages; give one file for each."))
        self.target_language = found

    def add(
        self,
        key: str | None,
        source: str,
        target: str,
        *,
        source_language: str,
        state: str,
        note: str = "",
        digests: tuple[str, ...] = ("", ""),
        is_marked_new: bool = False,
    ) -> None:
        """Adds a text; the target language must be known. Raises FileRefused for a text that contradicts the others."""
        if self.target_language is None:
            raise FileRefused(_("The file does not say into which language it translates."))
        if source_language == self.target_language:
            raise FileRefused(_("The file translates from a language into the same one."))
        source, target = fit(source), fit(target)
        new = is_marked_new or state == "missing"
        facts = (source_language, self.target_language, state_of(state, target), fit(note))
        if key is None or not KEY.fullmatch(key):
            if target:
                self._keyless.append(Unit("", source, target, *facts, is_marked_new=new))
        else:
            self._add(Unit(key, source, target, *facts, digests[0], digests[1], is_marked_new=new))
        if len(self._units) + len(self._keyless) > MOST_TEXTS:
            raise FileRefused(_("The file has more than %(most)d texts.") % {"most": MOST_TEXTS})

    def _add(self, unit: Unit) -> None:
        if self._units.setdefault(unit.key, unit).target != unit.target:
            raise FileRefused(_("The file has two different translations of one text: %(key)s.") % {"key": unit.key})

    def parsed_file(self) -> ParsedFile:
        """Returns what was collected; raises FileRefused where there was no translation and no text with a key."""
        if self.target_language is None or not (self._units or self._keyless):
            raise FileRefused(_("The file has no text that was written here."))
        units = tuple(self._units.values())
        return ParsedFile(units, self.target_language, self.name, tuple(self._keyless), self.tool)
