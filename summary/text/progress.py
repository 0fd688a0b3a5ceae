"""The progress of each language: how many texts are missing, drafts, translated, revised or outdated; and words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Model

from conference.caches import constant
from conference.documents.emphasis import note_labels, without_marks
from conference.languages import CODES, OfficialLanguage, official
from summary.models import Footnote, Paragraph, Section, Summary, TableCell
from summary.text.outline import Outline, outline_of
from translation.texts.states import MISSING, States, text_of

_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[^\W_](?:[\w'’.,/\u0640\u064b-\u065f-]*\w)?")


@constant(6000)  # so that a save counts only what it wrote anew
def words_in(text: str) -> int:
    """Counts the words of a text as word processors do; a Chinese character is a word."""
    plain = without_marks(text) if "*" in text or "[^" in text else text
    if plain.isascii():
        return len(_WORD.findall(plain))
    return len(_CHINESE.findall(plain)) + len(_WORD.findall(_CHINESE.sub(" ", plain)))


@dataclass
class SummaryProgress:
    """The texts of a language. `states` counts them by state; an outdated text counts only as outdated."""

    language: OfficialLanguage
    total: int = 0
    complete: int = 0
    words: int = 0
    states: dict[str, int] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        return self.complete == self.total

    @property
    def missing(self) -> int:
        return self.states.get(MISSING, 0)

    @property
    def per_cent(self) -> int:
        return 100 * self.complete // self.total if self.total else 100


def texts_of(summary: Summary, chapters: Outline | None = None) -> list[tuple[Model, str]]:
    """Returns every text of a draft in reading order: [(row, field)]."""
    found: list[tuple[Model, str]] = [(summary, name) for name in ("title", "note", "agenda_item")]
    outline = outline_of(summary) if chapters is None else chapters
    found += [(note, "text") for note in outline.title_notes]
    for chapter in outline:
        found.append((chapter.row, "heading"))
        for node in chapter.walk():
            found.append((node.row, "text"))
            found += [(cell, "text") for __, cell in node.named_cells()]
            found += [(note, "text") for note in node.notes]
    return found


def states_by_row(summary: Summary, texts: Sequence[tuple[Model, str]]) -> dict[type[Model], States]:
    """Returns the states of all texts of a draft, with a query for each table: {model: States}."""
    by_model: dict[type[Model], list[Model]] = {}
    for row, __ in texts:
        by_model.setdefault(type(row), []).append(row)
    return {model: States(rows, summary.original_language) for model, rows in by_model.items()}


def progress_of(summary: Summary, chapters: Outline | None = None) -> list[SummaryProgress]:
    """Returns the progress of each language except the original."""
    texts = texts_of(summary, chapters)
    states = states_by_row(summary, texts)
    found = []
    for code in CODES:
        if code == summary.original_language:
            continue
        progress = SummaryProgress(official(code))
        for row, name in texts:
            state = states[type(row)].of(row, name, code)
            progress.words += words_in(text_of(row, name, code))
            if state is not None:
                kind = "outdated" if state.is_outdated else state.state
                progress.total += 1
                progress.complete += state.is_complete
                progress.states[kind] = progress.states.get(kind, 0) + 1
        found.append(progress)
    return found


def words_of(summary: Summary, chapters: Outline | None = None) -> tuple[int, int | None]:
    """Returns the words of the text in the original language, and the most that it may have; None where none is set."""
    texts = texts_of(summary, chapters)
    return sum(words_in(text_of(row, name, summary.original_language)) for row, name in texts), summary.most_words


def words_in_original(summary: Summary) -> tuple[int, int | None]:
    """Returns the same as `words_of` without reading more than the texts of the original language."""
    code = summary.original_language
    column, heading = (f"{name}_{official(code).suffix}" for name in ("text", "heading"))
    paragraphs = Paragraph.objects.in_document().filter(section__summary=summary, section__removed_at=None)
    paragraphs = paragraphs.filter(parent__removed_at=None, parent__parent__removed_at=None)
    found = list(paragraphs.values_list(column, "form", "pk"))
    texts = [text for text, __, __ in found]
    tables = [key for __, form, key in found if form == Paragraph.Form.TABLE]
    if tables:
        texts += TableCell.objects.in_document().filter(table__in=tables).values_list(column, flat=True)
    labels = {label for text in texts if text for label in note_labels(text)}
    notes = Footnote.objects.filter(summary=summary).values_list("number", "is_to_title", column)
    texts += [text for number, is_to_title, text in notes if is_to_title or number in labels]
    texts += Section.objects.in_document().filter(summary=summary).values_list(heading, flat=True)
    texts += [text_of(summary, name, code) for name in ("title", "note", "agenda_item")]
    return sum(words_in(text) for text in texts if text), summary.most_words
