"""The draft as it would be issued: one JSON value with all six languages, and nothing in it that is not public."""

from conference.documents.emphasis import NOTE, note_labels, note_mark
from conference.languages import texts
from summary.text.outline import outline_of

FORMAT = 3  # 1 had no footnotes, 2 numbered paragraphs only (no tables)
DRAFT = "draft"
MOST_WITHOUT_CONTENTS = 12  # headings, where a page of contents is for long Summaries only


def content_of(summary):
    """Returns the public content of a Summary; it holds no sources, no comments and no names of staff.

    Texts are `{language code: text}`, days are ISO 8601. What makes it an edition (`kind`, `series`, `base`,
    `languages`, `full_symbol`) is put in when it is issued (`issuing.py`).
    """
    conference, chapters = summary.conference, outline_of(summary)
    notes = [note for chapter in chapters for node in chapter.walk() for note in node.notes]
    making = _ContentMaking(summary.original_language, {note.number for note in notes})
    return {
        "format": FORMAT,
        "kind": DRAFT,
        "series": 0,
        "base": None,
        "languages": [],
        "conference": {
            "slug": conference.slug,
            "purpose": conference.purpose,
            "starts_on": conference.starts_on.isoformat(),
            "ends_on": conference.ends_on.isoformat(),
            "time_zone": conference.time_zone,
            **{name: texts(conference, name) for name in ("title", "organ", "organ_session", "venue")},
        },
        "original_language": summary.original_language,
        "symbol": summary.symbol,
        "full_symbol": summary.symbol,
        "distribution": summary.distribution,
        "dated_on": summary.dated_on.isoformat() if summary.dated_on else "",
        "contents": summary.contents,
        **{name: texts(summary, name) for name in ("title", "note", "agenda_item")},
        "title_notes": [_note(row) for row in chapters.title_notes],
        "sections": [making.section(chapter) for chapter in chapters],
        "notes": [_note(row) for row in notes],
        "corrections": [],
    }


def _note(row):
    """A footnote; `label` is what its marks in the texts say: 7 in "[^7]"."""
    return {"key": f"n{row.pk}", "label": row.number, "text": texts(row, "text")}


class _ContentMaking:
    """Makes the sections and paragraphs of a content; `labels` are those of the footnotes that it has."""

    def __init__(self, original, labels):
        self.original, self.labels = original, labels

    def section(self, chapter):
        return {
            "key": f"s{chapter.row.pk}",
            "level": chapter.row.level,
            "number": chapter.number,
            "heading": texts(chapter.row, "heading"),
            "paragraphs": [self.paragraph(node) for node in chapter.nodes],
        }

    def paragraph(self, node):
        """A paragraph; one without a number says its form instead."""
        return {
            "key": f"p{node.row.pk}",
            **({"number": node.number} if node.path else self._without_number(node)),
            "text": self._with_the_same_notes(texts(node.row, "text")),
            "parts": [self.paragraph(part) for part in node.parts],
        }

    def _without_number(self, node):
        facts = {"form": node.row.form}
        if node.table:
            facts |= {"table": node.table, "rows": [[self._cell(cell) for cell in row] for row in node.cells]}
        return facts

    def _cell(self, row):
        return {"key": f"c{row.pk}", "text": self._with_the_same_notes(texts(row, "text"))}

    def _with_the_same_notes(self, words):
        """The text in each language with the marks of the notes that the original has: lost ones stand at the end."""
        known = [label for label in note_labels(words[self.original]) if label in self.labels]
        return {code: _marked(text, known) for code, text in words.items()}


def _marked(text, known):
    if not text:
        return text
    kept = NOTE.sub(lambda mark: mark[0] if int(mark[1]) in known else "", text) if "[^" in text else text
    missing = set(known) - set(note_labels(kept))
    return kept + "".join(note_mark(label) for label in known if label in missing)


def walk(content):
    """The texts of a content in their order: (key, path, {code: text}); the path of a paragraph are its numbers.

    The path of a paragraph without a number is its form, that of a cell is "table", its row and its column.
    """
    for name in ("title", "note", "agenda_item"):
        yield name, (), content[name]
    for section in content["sections"]:
        yield section["key"], (), section["heading"]
        for paragraph in section["paragraphs"]:
            yield from _walk(paragraph, ())
    for note in notes_of(content):
        yield note["key"], (), note["text"]


def _walk(paragraph, path):
    path = (*path, paragraph.get("number") or paragraph["form"])
    yield paragraph["key"], path, paragraph["text"]
    for row, cells in enumerate(paragraph.get("rows", ()), 1):
        yield from ((cell["key"], (*path, row, column), cell["text"]) for column, cell in enumerate(cells, 1))
    for part in paragraph["parts"]:
        yield from _walk(part, path)


def notes_of(content):
    """The notes of a content: those to the title, then the footnotes. An edition of format 1 has none."""
    return [*content.get("title_notes", ()), *content.get("notes", ())]


def has_contents(content):
    """Whether the documents have a page of contents. No edition of before there were any has one."""
    choice, headings = content.get("contents", "never"), len(content["sections"])
    return headings > {"never": headings, "long": MOST_WITHOUT_CONTENTS, "always": 0}[choice]


def missing_in(content, code):
    """How many texts a language lacks that exist in the original."""
    original = content["original_language"]
    return sum(bool(texts[original]) and not texts[code] for __, __, texts in walk(content))
