"""The text of a statement: as paragraphs for those who may read it, and its length in words or characters."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from conference.caches import constant
from conference.inspection import process
from conference.refusals import Refusal
from floor.models.record import Statement

_KINDS = {Statement.Format.PDF: "pdf_text", Statement.Format.WORD: "word_text"}


class Reading(NamedTuple):
    """What was found in a file; `has_text_layer` is None where it could not be read, False for a scan."""

    paragraphs: tuple[str, ...]
    has_text_layer: bool | None


def read(content: bytes, file_format: str) -> Reading:
    """Reads a file in a process of its own; Refusal where others are being read and no place becomes free."""
    try:
        answer = process.inspect(_KINDS[Statement.Format(file_format)], content)
    except process.Busy:
        raise Refusal(_("Other files are being checked; try again in a moment.")) from None
    if "found" in answer:
        return Reading((), None)
    return Reading(tuple(answer["paragraphs"]), answer["has_text_layer"])


def paragraphs_of(statement: Statement) -> tuple[str, ...]:
    """Returns the text of a statement as paragraphs; nothing for a scan, or where the file is no longer there.

    Whether somebody may read it is for the caller to ask (`public`, `readable_by_interpreters`).
    """
    name = statement.file.name or ""
    if not name or not statement.file.storage.exists(name):
        return ()
    return _paragraphs_of_file(name, statement.format)


@constant(most=64)
def _paragraphs_of_file(name: str, file_format: str) -> tuple[str, ...]:
    """A file never changes under its name, which nobody can guess and which is never given to another."""
    with Statement._meta.get_field("file").storage.open(name) as file:
        return read(file.read(), file_format).paragraphs


def length_of(paragraphs: tuple[str, ...], language: str) -> int | None:
    """Returns the number of words, or of Chinese characters in Chinese; None where there is no text."""
    text = "\n".join(paragraphs)
    if language.startswith("zh"):
        return sum(_is_ideograph(letter) for letter in text) or None
    return sum(any(letter.isalnum() for letter in word) for word in text.split()) or None


def _is_ideograph(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff" or "\U00020000" <= letter <= "\U0003ffff"
