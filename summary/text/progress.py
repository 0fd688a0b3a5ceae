"""How far each language has come: what is missing, a draft, translated, revised, outdated; and the words."""

import re
from dataclasses import dataclass, field

from conference.documents.emphasis import without_marks
from conference.languages import CODES, official
from summary.models import MOST_WORDS
from summary.text.outline import outline_of
from translation.texts.states import MISSING, States, text_of

_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[^\W_](?:[\w'’.,/\u0640\u064b-\u065f-]*\w)?")


def words_in(text):
    """The words of a text as word processors count them; a Chinese character is a word."""
    plain = without_marks(text)
    return len(_CHINESE.findall(plain)) + len(_WORD.findall(_CHINESE.sub(" ", plain)))


@dataclass
class SummaryProgress:
    """The texts of a language. `states` counts them by state; outdated ones count as outdated alone."""

    language: object
    total: int = 0
    complete: int = 0
    words: int = 0
    states: dict = field(default_factory=dict)

    @property
    def is_complete(self):
        return self.complete == self.total

    @property
    def missing(self):
        return self.states.get(MISSING, 0)

    @property
    def per_cent(self):
        return 100 * self.complete // self.total if self.total else 100


def texts_of(summary, chapters=None):
    """Every text of a draft in its order: [(row, field)]."""
    found = [(summary, name) for name in ("title", "note", "agenda_item")]
    for chapter in outline_of(summary) if chapters is None else chapters:
        found.append((chapter.row, "heading"))
        found += [(node.row, "text") for node in chapter.walk()]
    return found


def states_by_row(summary, texts):
    """The states of all texts of a draft, with a query for each of the three tables: {model: States}."""
    by_model = {}
    for row, __ in texts:
        by_model.setdefault(type(row), []).append(row)
    return {model: States(rows, summary.original_language) for model, rows in by_model.items()}


def progress_of(summary, chapters=None):
    """The progress of each language but the original one: [SummaryProgress]."""
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


def words_of(summary, chapters=None):
    """The words of the text in the original language, against the most that a report may have: (number, most)."""
    texts = texts_of(summary, chapters)
    return sum(words_in(text_of(row, name, summary.original_language)) for row, name in texts), MOST_WORDS
