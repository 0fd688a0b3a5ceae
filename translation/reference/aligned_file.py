"""What is kept of an alignment: both documents as they were uploaded, their pieces, and the pairs as they now are.

It is a file of reference texts as any other: a zip of the documents and of their pieces, which never change. The pairs
stand in the options of the file, where they are corrected.
"""

import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from conference.files.safe_open import refusing_damage
from conference.imports.files import parsed_file
from conference.languages import CODES
from conference.models import ImportFile
from conference.posted import INCOMPLETE
from conference.refusals import Refusal
from translation.reference.pairing import Pair, PairState, Side
from translation.reference.tmx_memory import LONGEST, MemoryFile, MemoryUnit, Texts, UnitFate

ALIGNED = "aligned"  # the format of the file, as its outcome says it
_PIECES = "pieces.json"
_TAKEN = (PairState.SURE, PairState.CONFIRMED)


@dataclass(frozen=True)
class Documents:
    """The two documents, and the pairs as they were found."""

    source: Side
    target: Side
    pairs: tuple[Pair, ...]

    def checked(self, pairs: object) -> list[Pair]:
        """Returns pairs that a page sent; Refusal where they leave out a piece, or vouch for what nobody has confirmed.

        A pair is sure only as it was found; one that has no counterpart is never confirmed.
        """
        found, sure = _plain_pairs(pairs), {bounds for bounds, state in _bounds(self.pairs) if state == PairState.SURE}
        here = there = 0
        for end, other, state in found:
            if end < here or other < there or (end, other) == (here, there):
                raise Refusal(INCOMPLETE)
            is_whole = end > here and other > there
            if state in _TAKEN and not is_whole:
                raise Refusal(INCOMPLETE)
            if state == PairState.SURE and (here, end, there, other) not in sure:
                raise Refusal(INCOMPLETE)
            here, there = end, other
        if (here, there) != (len(self.source.pieces), len(self.target.pieces)):
            raise Refusal(INCOMPLETE)
        return found

    def units(self, pairs: Sequence[Pair]) -> MemoryFile:
        """Returns what the pairs bring into a memory: those that are sure or were confirmed, each once."""
        units, seen = list[MemoryUnit](), set[Texts]()
        for number, ((here, end, there, other), state) in enumerate(_bounds(pairs), 1):
            both = {
                self.source.language: self.source.text(here, end),
                self.target.language: self.target.text(there, other),
            }
            texts = tuple((code, both[code]) for code in CODES if both.get(code))
            units.append(MemoryUnit(number, texts, _fate(texts, state, seen)))
            seen |= {texts} if state in _TAKEN else set()
        return MemoryFile(tuple(units), ())


def _plain_pairs(pairs: object) -> list[Pair]:
    if not isinstance(pairs, list):
        raise Refusal(INCOMPLETE)
    found = []
    for pair in pairs:
        match pair:
            case [int(end), int(other), str(state)] if state in set(PairState):
                found.append((end, other, state))
            case _:
                raise Refusal(INCOMPLETE)
    return found


def _bounds(pairs: Sequence[Pair]) -> Iterator[tuple[tuple[int, int, int, int], str]]:
    """Yields which pieces each pair has, as (first, after the last) of both sides, with its state."""
    here = there = 0
    for end, other, state in pairs:
        yield (here, end, there, other), state
        here, there = end, other


def _fate(texts: Texts, state: str, seen: set[Texts]) -> UnitFate:
    if state == PairState.LEFT_OUT:
        return UnitFate.LEFT_OUT
    if len(texts) < 2:
        return UnitFate.ONE_LANGUAGE
    if state not in _TAKEN:
        return UnitFate.DOUBTFUL
    if any(len(text) > LONGEST for __, text in texts):
        return UnitFate.TOO_LONG
    return UnitFate.DOUBLE if texts in seen else UnitFate.NEW


def written(documents: Documents, files: Sequence[tuple[str, bytes]]) -> bytes:
    """Returns the file that is kept; `files` are the documents as they were uploaded, with their names."""
    sides = {
        name: {"language": side.language, "pieces": side.pieces}
        for name, side in (("source", documents.source), ("target", documents.target))
    }
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for number, (name, document) in enumerate(files, 1):
            package.writestr(f"{number}-{name.replace('/', '-')}", document)
        package.writestr(_PIECES, json.dumps({**sides, "pairs": documents.pairs}, ensure_ascii=False))
    return content.getvalue()


def is_aligned(import_file: ImportFile) -> bool:
    """Returns whether a file of reference texts is the alignment of two documents."""
    return import_file.outcome.get("format") == ALIGNED


def documents_of(import_file: ImportFile) -> Documents:
    """Returns the documents of an alignment; FileRefused where their file is gone."""

    def read(file: IO[bytes]) -> Documents:
        with refusing_damage(), zipfile.ZipFile(file) as package:
            kept: dict[str, Any] = json.loads(package.read(_PIECES))
            sides = [
                Side(kept[name]["language"], tuple((text, ends) for text, ends in kept[name]["pieces"]))
                for name in ("source", "target")
            ]
            return Documents(sides[0], sides[1], tuple((end, other, state) for end, other, state in kept["pairs"]))

    row = ImportFile(file=import_file.file, kind=import_file.kind)  # the documents do not depend on the options
    found: Documents = parsed_file(row, read)
    return found


def pairs_in(import_file: ImportFile) -> list[Pair]:
    """Returns the pairs as they now are."""
    return [(end, other, state) for end, other, state in import_file.options["pairs"]]


def memory_of(import_file: ImportFile) -> MemoryFile:
    """Returns what an alignment would bring into a memory now."""
    return documents_of(import_file).units(pairs_in(import_file))
