"""What an edition of the Summary, its languages and its parts are called in Akoma Ntoso (OASIS naming convention).

The work is dated by the day of the dialogue, which no later edition changes. An expression is named by its language
and by the number of its edition ("eng@ver_2"), since two editions may carry the same date. Parts are named by numbers
and never by printed marks, so that a paragraph has one name in all languages.
"""

import re
from dataclasses import dataclass

from conference.languages import official

CORRIGENDUM = "corrigendum"
COUNTRY, DOCUMENT, SUBTYPE, AUTHOR = "un", "debateReport", "meetingReport", "unga"
_LEVELS = {1: "sec", 2: "subsec", 3: "subsec"}


@dataclass(frozen=True)
class AkomaNtosoNames:
    """The names of one edition. A revision is a version of the same work, a corrigendum is a work of its own."""

    content: dict
    edition: int | None = None  # None while it is a draft

    @property
    def number(self):
        """In a number each slash becomes a hyphen: A/66/999 is "A-66-999", its corrigendum "A-66-999-corr-1"."""
        content = self.content
        if content["kind"] != CORRIGENDUM:
            return self._base_number
        suffix = f"{content['revised']}/Corr.{content['series']}"
        return self._base_number + re.sub(r"[^a-z0-9]+", "-", suffix.lower())

    @property
    def _base_number(self):
        return re.sub(r"[^A-Za-z0-9.]+", "-", self.content["symbol"]).strip("-") or self.content["conference"]["slug"]

    @property
    def work(self):
        return self._work(self.number)

    def _work(self, number):
        day = self.content["conference"]["ends_on"]
        return f"/akn/{COUNTRY}/{DOCUMENT}/{SUBTYPE}/{AUTHOR}/{day}/{number}"

    @property
    def version(self):
        """A corrigendum has one version only, and so a name for none."""
        if self.content["kind"] == CORRIGENDUM:
            return ""
        return f"ver_{self.edition}" if self.edition else "draft"

    def expression(self, code):
        return f"{self.work}/{official(code).akn}@{self.version}"

    def base(self, code):
        """The expression that this edition corrects or replaces."""
        content, number = self.content, self._base_number
        if content["kind"] == "reissue" and not content["full_symbol"].endswith("*"):
            number = content["conference"]["slug"]  # reissued because the symbol came late
        return f"{self._work(number)}/{official(code).akn}@ver_{content['base']}"

    @property
    def issued_on(self):
        """The date of the document; a draft that has none yet carries the day of the dialogue."""
        return self.content["dated_on"] or self.content["conference"]["ends_on"]

    @property
    def master(self):
        """The language of which the others are translations, where the edition exists in it."""
        original = self.content["original_language"]
        return original if original in self.content["languages"] else None


def section_names(sections):
    """The sections with their names: "sec_2", and "sec_2__subsec_1" for the first below it."""
    names = {}  # of the sections that the next one may stand within, by their levels
    for section in sections:
        names = {level: name for level, name in names.items() if level < section["level"]}
        own = f"{_LEVELS[section['level']]}_{section['number']}"
        names[section["level"]] = "__".join([*list(names.values())[-1:], own])
        yield section, names[section["level"]]


def paragraph_name(path):
    """The name of a paragraph or its part by its numbers: [5, 2] is "para_5__list_1__point_2"."""
    return "__list_1__point_".join([f"para_{path[0]}", *map(str, path[1:])])


def text_names(content):
    """What the element is called that holds each text, by the key that a correction names: {key: name}."""
    names = {"title": "preface__docTitle_1", "agenda_item": "preface__inline_3", "note": "preface__inline_4"}
    for section, name in section_names(content["sections"]):
        names[section["key"]] = f"{name}__heading"
        for paragraph in section["paragraphs"]:
            if "number" in paragraph:
                _name_texts(paragraph, [paragraph["number"]], names)
    names |= {key: f"{name}__content" for key, name in unnumbered_names(content).items()} | _cell_names(content)
    by_label = footnote_names(content)
    names |= {note["key"]: by_label[note["label"]] for note in content.get("notes", ())}
    to_title = zip(content.get("title_notes", ()), title_note_names(content), strict=True)
    return names | {note["key"]: name for note, name in to_title}


def unnumbered_names(content):
    """What the paragraphs without a number are called, by their keys: "para_nn_1", in a count of their own."""
    rows = (row for section in content["sections"] for row in section["paragraphs"] if "number" not in row)
    return {row["key"]: f"para_nn_{place}" for place, row in enumerate(rows, 1)}


def cell_name(table, row, column):
    """What a cell of a table is called, by the name of its paragraph; rows and columns are counted from 1."""
    return f"{table}__content__table_1__tr_{row}__{'td' if row > 1 else 'th'}_{column}"


def _cell_names(content):
    tables, names = unnumbered_names(content), {}
    rows = (paragraph for section in content["sections"] for paragraph in section["paragraphs"])
    for paragraph in rows:
        for row, cells in enumerate(paragraph.get("rows", ()), 1):
            for column, cell in enumerate(cells, 1):
                names[cell["key"]] = cell_name(tables[paragraph["key"]], row, column)
    return names


def footnote_names(content):
    """What the footnotes are called, by their labels; numbered as in the original language."""
    return {note["label"]: f"authorialNote_{place}" for place, note in enumerate(content.get("notes", ()), 1)}


def title_note_names(content):
    """What the notes to the title are called, in their order."""
    return [f"preface__docTitle_1__authorialNote_{place}" for place, __ in enumerate(content.get("title_notes", ()), 1)]


def _name_texts(paragraph, path, names):
    below = "list_1__intro" if paragraph["parts"] else "content"
    names[paragraph["key"]] = f"{paragraph_name(path)}__{below}"
    for part in paragraph["parts"]:
        _name_texts(part, [*path, part["number"]], names)


def correction_name(place):
    """The name of a correction in a corrigendum, by its place there."""
    return f"para_{place}__content__mod_1"
