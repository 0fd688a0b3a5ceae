"""How far a translation is, as tools say it in namespaces of their own beside the states of XLIFF and TMX.

Trados Studio writes `conf` for each segment (also as a property of TMX), Phrase `confirmed`, memoQ `status`. The names
of their values are those of their files; a value that is not known here tells nothing.
"""

from collections.abc import Iterator, Mapping

from lxml import etree

from translation.units import STATES

TRADOS = "http://sdl.com/FileTypes/SdlXliff/1.0"
MEMOQ = "MQXliff"
_PHRASE = "http://www.memsource.com/mxlf/2.0"
_TOOLS = {TRADOS: "Trados Studio", MEMOQ: "memoQ", _PHRASE: "Phrase"}

_OF_TRADOS = {
    "Unspecified": "draft",
    "Draft": "draft",
    "Translated": "translated",
    "RejectedTranslation": "tentative",
    "ApprovedTranslation": "revised",
    "RejectedSignOff": "tentative",
    "ApprovedSignOff": "revised",
}
_OF_MEMOQ = {
    "NotStarted": "draft",
    "Pretranslated": "draft",
    "AssembledFromFragments": "draft",
    "MachineTranslated": "draft",
    "PartiallyEdited": "draft",
    "Edited": "draft",
    "Rejected": "tentative",
    "ManuallyConfirmed": "translated",
    "Confirmed": "translated",
    "Reviewer1Confirmed": "revised",
    "Proofread": "revised",
    "Reviewer2Confirmed": "revised",
}
_OF_PHRASE = {"0": "draft", "1": "translated"}
_IN_MEMORY = "x-ConfirmationLevel"  # a property of TMX as Trados Studio writes it


def tool_of(element: etree._Element) -> str:
    """Returns the tool whose working file an element of XLIFF is of; empty where it is of none that is known here."""
    names = set(element.nsmap.values())
    return next((tool for namespace, tool in _TOOLS.items() if namespace in names), "")


def state_in_xliff(unit: etree._Element) -> str:
    """Returns the state of a `trans-unit` as its tool says it: the lowest of its segments, empty where none is told."""
    return min(_states(unit), key=STATES.index, default="")


def _states(unit: etree._Element) -> Iterator[str]:
    if state := _OF_PHRASE.get(unit.get(f"{{{_PHRASE}}}confirmed", "")):
        yield state
    if state := _OF_MEMOQ.get(unit.get(f"{{{MEMOQ}}}status", "")):
        yield state
    for segment in unit.iterfind(f"{{{TRADOS}}}seg-defs/{{{TRADOS}}}seg"):
        yield _OF_TRADOS.get(segment.get("conf", ""), "draft")


def state_in_memory(props: Mapping[str | None, str]) -> str:
    """Returns the state of a unit of TMX from its properties; empty where they tell none."""
    return _OF_TRADOS.get(props.get(_IN_MEMORY, ""), "")
