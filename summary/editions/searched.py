"""What the search finds of the issued President's Summary: its masthead, headings and paragraphs as they stand now."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from conference.documents.emphasis import without_marks
from conference.languages.dates import day_text
from programme.search.items import FoundKind, ItemWriter, SearchSource
from summary.editions.editions import SummaryReading, issued_editions
from summary.text.set_phrases import date_of, distribution_of, name_of, original_of, version_of

KINDS = (FoundKind("summary", pgettext_lazy("the President’s Summary", "Summary")),)


def _version(edition):
    return edition.summaries[0].pk if edition.summaries else None


def _items(edition, code):
    if not edition.summaries:
        return {}
    editions = issued_editions(edition.summaries)
    reading = SummaryReading(edition.slug, editions, editions[0], is_current=True, programme=edition)
    return {"summary": list(_items_of(reading, code))}


def _items_of(reading, code):
    content, page = reading.content, reading.url("summary")
    writer = ItemWriter(code, content["original_language"])
    head = {name: content[name] for name in ("title", "agenda_item", "note")}
    head |= {f"text {note.anchor}": note.text for note in reading.text.title_notes}
    issued_on = day_text(date.fromisoformat(content["dated_on"]), code)
    facts = (distribution_of(content), date_of(content), version_of(content), original_of(content))
    masthead = [_("United Nations"), *facts, issued_on]
    masthead += [content["conference"][name] for name in ("organ", "organ_session")]
    yield writer.item("title", head, page, about=name_of(content), around=masthead)
    for section in reading.text.sections:
        heading = {"title": section.heading}
        yield writer.item("title", heading, f"{page}#{section.anchor}", around=[section.mark(code)])
        for paragraph in section.paragraphs:
            about = paragraph.mark(code)
            if paragraph.path:
                about = _("Paragraph %(number)s") % {"number": paragraph.number}
            texts = {"title": section.heading}
            for row in paragraph.in_order():
                for place, found in enumerate(row.texts()):
                    key = f"text {row.anchor}" + (f" {place}" if place else "")
                    texts[key] = {each: without_marks(words) for each, words in found.items()}
            for note in reading.text.notes_in(paragraph, code):
                texts[f"text {note.anchor}"] = {each: without_marks(words) for each, words in note.text.items()}
            marks = [row.mark(code) for row in paragraph.in_order() if row.path]
            yield writer.item("title", texts, f"{page}#{paragraph.anchor}", about=about, around=marks)


SUMMARY = SearchSource(KINDS, _version, _items)
