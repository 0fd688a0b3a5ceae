"""The draft as it would be issued: one JSON value with all six languages, and nothing in it that is not public."""

from conference.languages import texts
from summary.text.outline import outline_of

FORMAT = 1
DRAFT = "draft"


def content_of(summary):
    """Returns the public content of a Summary; it holds no sources, no comments and no names of staff.

    Texts are `{language code: text}`, days are ISO 8601. What makes it an edition (`kind`, `series`, `base`,
    `languages`, `full_symbol`) is put in when it is issued (`issuing.py`).
    """
    conference = summary.conference
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
        **{name: texts(summary, name) for name in ("title", "note", "agenda_item")},
        "sections": [_section(chapter) for chapter in outline_of(summary)],
        "corrections": [],
    }


def _section(chapter):
    return {
        "key": f"s{chapter.row.pk}",
        "level": chapter.row.level,
        "number": chapter.number,
        "heading": texts(chapter.row, "heading"),
        "paragraphs": [_paragraph(node) for node in chapter.nodes],
    }


def _paragraph(node):
    return {
        "key": f"p{node.row.pk}",
        "number": node.number,
        "text": texts(node.row, "text"),
        "parts": [_paragraph(part) for part in node.parts],
    }


def walk(content):
    """The texts of a content in their order: (key, path, {code: text}); the path of a paragraph are its numbers."""
    for name in ("title", "note", "agenda_item"):
        yield name, (), content[name]
    for section in content["sections"]:
        yield section["key"], (), section["heading"]
        for paragraph in section["paragraphs"]:
            yield from _walk(paragraph, ())


def _walk(paragraph, path):
    path = (*path, paragraph["number"])
    yield paragraph["key"], path, paragraph["text"]
    for part in paragraph["parts"]:
        yield from _walk(part, path)


def missing_in(content, code):
    """How many texts a language lacks that exist in the original."""
    original = content["original_language"]
    return sum(bool(texts[original]) and not texts[code] for __, __, texts in walk(content))
