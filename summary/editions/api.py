"""The President's Summary as the interface for other programs tells it: what is issued, and nothing of the draft."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from conference.languages import official
from programme.api.json_schema import ADDRESS, DAY, INTEGER, MOMENT, STRING, fields, list_of, one_of, or_null, ref
from programme.api.operations import Operation
from programme.api.responses import interface, pages_of, written
from programme.api.serializers import address, moment, texts_of
from summary.documents.documents import FORMATS
from summary.editions.editions import reading_of
from summary.text.reading import NUMBERED

TEXTS = ref("Texts")
SUMMARY = "conferences/<slug:conference>/summary/"
FORMS = (NUMBERED, "unnumbered", "quotation", "table")
BRIEF = {
    "number": INTEGER,
    "kind": one_of("first", "revision", "reissue", "corrigendum"),
    "symbol": STRING,
    "issued_at": MOMENT,
    "dated_on": or_null(DAY),
    "languages": list_of(ref("Language")),
    "url": ADDRESS,
    "pages": ref("Pages"),
}
SCHEMAS = {
    "SummaryEditions": fields(editions=list_of(fields(**BRIEF))),
    "Summary": fields(
        "The text, as it stands now or as an edition was issued; of a corrigendum the whole text as corrected.",
        **BRIEF,
        original_language=ref("Language"),
        title=TEXTS,
        note=TEXTS,
        documents=fields(
            "The documents by format, each in the languages of the edition.",
            **dict.fromkeys(FORMATS, ref("Pages")),
        ),
        sections=list_of(
            fields(level=INTEGER, number=INTEGER, heading=TEXTS, paragraphs=list_of(ref("SummaryParagraph")))
        ),
        title_notes=list_of(TEXTS),
        footnotes=list_of(
            fields("A text has the mark [^7] where the footnote with the label 7 belongs.", label=INTEGER, text=TEXTS)
        ),
    ),
    "SummaryParagraph": fields(
        "The number is null in the forms that have none. The text of a table is its title, its first row the head.",
        number=or_null(INTEGER),
        form=one_of(*FORMS),
        text=TEXTS,
        parts=list_of(ref("SummaryParagraph")),
        table=or_null(INTEGER),
        rows=list_of(list_of(TEXTS)),
    ),
}


@interface
def editions(request, conference):
    reading = _reading(conference)
    return written({"editions": [_brief(each) for each in reading.each_edition()]})


@interface
def summary(request, conference, edition=None):
    reading = _reading(conference, edition)
    content = reading.content
    return written(
        {
            **_brief(reading),
            "original_language": official(content["original_language"]).html,
            "title": texts_of(content["title"]),
            "note": texts_of(content["note"]),
            "documents": {ending: _documents(reading, ending) for ending in FORMATS},
            "sections": [_section(section) for section in content["sections"]],
            "title_notes": [texts_of(note["text"]) for note in content.get("title_notes", ())],
            "footnotes": [_footnote(note) for note in content.get("notes", ())],
        }
    )


def _reading(conference, number=None):
    reading = reading_of(conference, number)
    if not reading:
        raise Http404
    return reading


def _brief(reading):
    content, edition = reading.content, reading.edition
    name = ("summary", reading.slug) if reading.is_current else ("summary-edition", reading.slug, edition.number)
    return {
        "number": edition.number,
        "kind": content["kind"],
        "symbol": content["full_symbol"],
        "issued_at": moment(edition.issued_at.astimezone(reading.zone)),
        "dated_on": content["dated_on"] or None,
        "languages": [official(code).html for code in content["languages"]],
        "url": address(*name),
        "pages": pages_of(reading.url("summary")),
    }


def _documents(reading, ending):
    issued_in = [official(code).html for code in reading.content["languages"]]
    pages = pages_of(reading.url("document", ending))
    return {tag: pages[tag] for tag in pages if tag in issued_in}


def _section(content):
    facts = {name: content[name] for name in ("level", "number")}
    paragraphs = [_paragraph(row) for row in content["paragraphs"]]
    return {**facts, "heading": texts_of(content["heading"]), "paragraphs": paragraphs}


def _paragraph(content):
    parts = [_paragraph(part) for part in content["parts"]]
    facts = {"number": content.get("number"), "form": content.get("form", NUMBERED)}
    rows = [[texts_of(cell["text"]) for cell in row] for row in content.get("rows", ())]
    return {**facts, "text": texts_of(content["text"]), "parts": parts, "table": content.get("table"), "rows": rows}


def _footnote(content):
    return {"label": content["label"], "text": texts_of(content["text"])}


OPERATIONS = [
    Operation("summary", SUMMARY, _("The current text of the President’s Summary."), "Summary", summary),
    Operation("summary-editions", f"{SUMMARY}editions/", _("Its editions."), "SummaryEditions", editions),
    Operation(
        "summary-edition",
        f"{SUMMARY}editions/<int:edition>/",
        _("An edition as it was issued."),
        "Summary",
        summary,
    ),
]
