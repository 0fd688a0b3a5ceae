"""The texts of a draft in their order, each beside its translation into one language."""

from dataclasses import dataclass

from conference.text_diff import difference
from summary.models import Paragraph, Section
from summary.text.numbering import anchor, paragraph_mark, part_mark, section_mark
from summary.text.outline import outline_of
from summary.text.progress import states_by_row, texts_of
from summary.text.writing import digest
from translation.texts.registry import text_of
from translation.texts.states import MISSING

KINDS = {Section: "section", Paragraph: "paragraph"}


@dataclass(frozen=True)
class SummaryPair:
    """A text and its translation. `marks` are the numbers before the two, each as its language writes it."""

    row: object
    field: str
    source: str
    target: str
    state: object
    marks: tuple = ("", "")
    depth: int = 0
    anchor: str = ""

    @property
    def kind(self):
        return KINDS.get(type(self.row), "summary")

    @property
    def name(self):
        return self.row._meta.get_field(self.field).verbose_name

    @property
    def base_version(self):
        return digest(self.target)

    @property
    def source_version(self):
        return digest(self.source)

    @property
    def state_in_words(self):
        return self.state.name if self.state else ""

    @property
    def keeps_itself(self):
        """Whether what is typed is saved by itself: while nobody has said that the text is more than a draft."""
        return self.state is not None and self.state.state in (MISSING, "draft")

    @property
    def changes(self):
        """How the source has changed since this was made from it: [Part]."""
        return difference(self.state.made_from, self.source) if self.state and self.state.is_outdated else []


def pairs_of(summary, code):
    """All texts that there are in the original or in the language: [SummaryPair], with a constant number of queries."""
    chapters = outline_of(summary)
    texts = texts_of(summary, chapters)
    states, places = states_by_row(summary, texts), _places(chapters, (summary.original_language, code))
    found = []
    for row, field in texts:
        source, target = text_of(row, field, summary.original_language), text_of(row, field, code)
        if source or target:
            marks, depth, name = places.get(row, (("", ""), 0, field.replace("_", "-")))
            state = states[type(row)].of(row, field, code)
            found.append(SummaryPair(row, field, source, target, state, marks, depth, name))
    return found


def _places(chapters, codes):
    """The two marks, the depth and the anchor of each row."""
    found = {}
    for chapter in chapters:
        section = chapter.row
        marks = tuple(section_mark(section.level, chapter.number, code) for code in codes)
        found[section] = marks, 0, f"s{section.pk}"
        for node in chapter.walk():
            found[node.row] = tuple(_mark(node, code) for code in codes), node.depth, anchor(node.path)
    return found


def _mark(node, code):
    return part_mark(node.depth, node.number, code) if node.depth else paragraph_mark(node.number, code)
