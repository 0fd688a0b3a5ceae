"""The footnotes of a text from elsewhere: which of them a draft can have, and their labels once they are in it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models import Max
from django.utils.translation import gettext as _

from conference.documents.emphasis import NOTE, note_labels, note_mark, without_marks
from conference.languages import official
from conference.refusals import Refusal
from summary.imports.blocks import PARAGRAPH, DraftBlocks, LeftOutPart
from summary.models import MOST_NOTES, Footnote, Summary
from translation.texts.writing import fit

LONGEST_SHOWN = 300  # characters of a note that is left out


def placed(found: DraftBlocks, notes: Sequence[str]) -> DraftBlocks:
    """Returns blocks with the notes of their text, whose marks count from one; headings have none.

    What a draft cannot have, such as a note that is too long, is left out with its mark.
    """
    marked = {label for block in found.blocks if block.kind == PARAGRAPH for label in note_labels(block.text)}
    kept = {label for label, words in enumerate(notes, 1) if label in marked and _fits(words)}
    gone = {label for label in range(1, len(notes) + 1) if label not in kept}
    blocks = [replace(block, text=_relabelled(block.text, dict.fromkeys(gone, ""))) for block in found.blocks]
    parts = [LeftOutPart("footnote", 1, without_marks(notes[label - 1])[:LONGEST_SHOWN]) for label in sorted(gone)]
    return DraftBlocks(blocks, [*parts, *found.left_out], found.has_changes, tuple(notes))


def _fits(words: str) -> bool:
    try:
        fit(Footnote, "text", words)
    except Refusal:
        return False
    return True


def _relabelled(text: str, marks: dict[int, str]) -> str:
    return NOTE.sub(lambda match: marks.get(int(match[1]), match[0]), text)


def notes_of(text: str, notes: Sequence[str]) -> list[str]:
    """Returns the words of the notes that have a mark in a text."""
    return [notes[label - 1] for label in note_labels(text) if label <= len(notes)]


def add_notes(summary: Summary, texts: Iterable[str], notes: Sequence[str]) -> tuple[list[Footnote], list[str]]:
    """Adds the notes of some texts to a draft; returns them, and the texts with the labels that they have there."""
    texts = list(texts)
    labels = [label for text in texts for label in note_labels(text) if label <= len(notes)]
    last = summary.footnotes.aggregate(last=Max("number"))["last"] or 0
    numbers = {label: last + place for place, label in enumerate(dict.fromkeys(labels), 1)}
    if numbers and max(numbers.values()) > MOST_NOTES:
        raise Refusal(_("There is no room for another footnote."))
    column = f"text_{official(summary.original_language).suffix}"
    rows = Footnote.objects.bulk_create(
        Footnote(summary=summary, number=number, **{column: fit(Footnote, "text", notes[label - 1])})
        for label, number in numbers.items()
    )
    marks = {label: note_mark(number) for label, number in numbers.items()}
    return rows, [_relabelled(text, marks) for text in texts]
