"""An edition of the Summary in one language as Akoma Ntoso 3.0, the XML of parliaments that the United Nations use.

It is a `debateReport`: who, what and when in `meta`, the masthead in `preface`, the text in `mainBody`. A corrigendum
holds its corrections in place of the text.
"""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override
from lxml import etree

from conference.documents.emphasis import runs
from conference.languages import CODES, official
from conference.languages.dates import day_text
from summary.documents.akoma_ntoso_iris import (
    AUTHOR,
    CORRIGENDUM,
    DOCUMENT,
    SUBTYPE,
    AkomaNtosoNames,
    cell_name,
    correction_name,
    footnote_names,
    paragraph_name,
    section_names,
    text_names,
    title_note_names,
    unnumbered_names,
)
from summary.documents.akoma_ntoso_meta import NAMESPACE, add, write_meta
from summary.text.content import has_contents
from summary.text.numbering import paragraph_mark, part_mark, section_mark, table_mark
from summary.text.reading import SummaryText
from summary.text.set_phrases import distribution_of, facts_language, kind_of, original_of, place_of, version_of

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_LEAVES = {f"{{{NAMESPACE}}}{tag}" for tag in ("p", "num", "heading", "caption", "tocItem")}


def akoma_ntoso_of(content, code, edition=None):
    """The bytes of an edition in a language, the same each time; `edition` is its number, None for a draft."""
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})
    replaces = content["kind"] in ("revision", "reissue")
    report = add(root, DOCUMENT, name=SUBTYPE, contains="singleVersion" if replaces else "originalVersion")
    names, writer = AkomaNtosoNames(content, edition), _AkomaNtosoWriter(content, code)
    with override(code):
        write_meta(add(report, "meta"), names, code)
        writer.preface(add(report, "preface"), names.issued_on)
        body = add(report, "mainBody")
        if content["kind"] == CORRIGENDUM:
            writer.corrections(body)
        else:
            writer.sections(body)
        if not len(body):
            add(body, "p")  # the schema wants something, also of a draft that has nothing yet
    _break_lines(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _break_lines(element):
    """Line breaks between the elements and never in a text, where they would be part of it."""
    if element.tag in _LEAVES or not len(element):
        return
    element.text = "\n"
    for child in element:
        child.tail = "\n"
        _break_lines(child)


class _AkomaNtosoWriter:
    """Writes the texts of a content in one language."""

    def __init__(self, content, code):
        self.content, self.code = content, code
        self.fallbacks = (code, content["original_language"], *CODES)
        self.text = SummaryText(content)
        self.notes = _AkomaNtosoNotes(self)
        self.unnumbered_names = unnumbered_names(content)

    def preface(self, preface, issued_on):
        """The masthead, then the title and what stands under it."""
        content, names = self.content, text_names(self.content)
        preface.set(_LANGUAGE, official(self.code).html)
        masthead = add(preface, "container", name="masthead", eId="preface__container_1")
        add(add(masthead, "p"), "docAuthority", _("United Nations"), refersTo="#unitedNations")
        self.line(masthead, "docAuthority", content["conference"]["organ"], refersTo=f"#{AUTHOR}")
        if content["full_symbol"]:
            add(add(masthead, "p"), "docNumber", content["full_symbol"])
        self.facts(masthead, issued_on)
        self.line(masthead, "session", content["conference"]["organ_session"])
        self.line(masthead, "inline", content["agenda_item"], name="agendaItem", eId=names["agenda_item"])
        self.line(preface, "event", content["conference"]["title"], refersTo="#dialogue", eId="preface__event_1")
        self.line(preface, "docTitle", content["title"], eId=names["title"])
        if content["kind"] != CORRIGENDUM and any(content["title"].values()):
            self.notes.to_title(preface[-1][0])
        if content["kind"] != CORRIGENDUM and has_contents(content):
            self.contents(preface)
        if content["kind"] not in ("first", "draft"):
            add(add(preface, "p"), "docType", kind_of(content))
        add(add(preface, "p"), "docProponent", _("President of the General Assembly"), as_="#president")
        self.line(preface, "inline", content["note"], name="note", eId=names["note"])
        if content["kind"] == "draft":
            add(add(preface, "p"), "docStage", _("Draft, not public"))
        if content["conference"]["purpose"] == "rehearsal":
            words = f"{_('Rehearsal.')} {_('For training and trial only; nothing on these pages takes place.')}"
            add(add(preface, "p"), "docStatus", words)

    def facts(self, masthead, issued_on):
        """The facts of the masthead, in the language in which documents print them."""
        language = facts_language()
        day = day_text(date.fromisoformat(issued_on), language.code)
        for tag, words, attributes in (
            ("inline", distribution_of(self.content), {"name": "distribution"}),
            ("docDate", day, {"date": issued_on}),
            ("inline", version_of(self.content), {"name": "language"}),
            ("inline", original_of(self.content), {"name": "originalLanguage"}),
        ):
            if words:
                element = add(add(masthead, "p"), tag, words, **attributes)
                if language.code != self.code:
                    element.set(_LANGUAGE, language.html)

    def contents(self, preface):
        """The page of contents: the headings, each with where it stands."""
        toc = add(preface, "toc", eId="preface__toc_1")
        for section, name in section_names(self.content["sections"]):
            item = add(toc, "tocItem", level=str(section["level"]), href=f"#{name}")
            item.text = f"{section_mark(section['level'], section['number'], self.code)} "
            self.fill(add(item, "inline", name="heading"), section["heading"])

    def line(self, parent, tag, texts, **attributes):
        """A line of the preface, where there is a text for it."""
        if any(texts.values()):
            self.fill(add(add(parent, "p"), tag, **attributes), texts)

    def sections(self, body):
        body.set(_LANGUAGE, official(self.code).html)
        above = {0: body}
        for section, name in section_names(self.content["sections"]):
            above = {level: element for level, element in above.items() if level < section["level"]}
            tag = "section" if section["level"] == 1 else "subsection"
            element = above[section["level"]] = add(above[max(above)], tag, eId=name)
            add(element, "num", section_mark(section["level"], section["number"], self.code))
            self.fill(add(element, "heading", eId=f"{name}__heading"), section["heading"])
            for paragraph in section["paragraphs"]:
                if "number" in paragraph:
                    self.paragraph(element, paragraph, [paragraph["number"]])
                else:
                    self.unnumbered(element, paragraph)

    def paragraph(self, parent, paragraph, path):
        """A paragraph or its part; its own parts stand in a list below it."""
        depth, number, name = len(path) - 1, path[-1], paragraph_name(path)
        element = add(parent, "point" if depth else "paragraph", eId=name)
        mark = part_mark(depth, number, self.code) if depth else paragraph_mark(number, self.code)
        add(element, "num", mark)
        if not paragraph["parts"]:
            self.fill(add(add(element, "content", eId=f"{name}__content"), "p"), paragraph["text"], marked=True)
            return
        parts = add(element, "list", eId=f"{name}__list_1")
        self.fill(add(add(parts, "intro", eId=f"{name}__list_1__intro"), "p"), paragraph["text"], marked=True)
        for part in paragraph["parts"]:
            self.paragraph(parts, part, [*path, part["number"]])

    def unnumbered(self, parent, paragraph):
        """A paragraph without a number, a table, or a quotation: a part of another text, embedded in this one."""
        name = self.unnumbered_names[paragraph["key"]]
        content = add(add(parent, "paragraph", eId=name), "content", eId=f"{name}__content")
        if paragraph["form"] == "table":
            self.table(content, paragraph, name)
            return
        text = add(content, "p")
        if paragraph["form"] == "quotation":
            text = add(text, "embeddedText", eId=f"{name}__content__embeddedText_1")
        self.fill(text, paragraph["text"], marked=True)

    def table(self, content, paragraph, name):
        """A table: its number and its title are its caption, and its first row is the head."""
        table = add(content, "table", eId=f"{name}__content__table_1")
        caption = add(table, "caption", f"{table_mark(paragraph['table'], self.code)} ")
        self.fill(add(caption, "span"), paragraph["text"], marked=True)
        for place, cells in enumerate(paragraph["rows"], 1):
            row = add(table, "tr")
            for column, cell in enumerate(cells, 1):
                element = add(row, "td" if place > 1 else "th", eId=cell_name(name, place, column))
                self.fill(add(element, "p"), cell["text"], marked=True)

    def corrections(self, body):
        """Each correction as a paragraph: which text is meant, then the text as it should read."""
        body.set(_LANGUAGE, official(self.code).html)
        for place, correction in enumerate(self.text.corrections(self.code), 1):
            name = paragraph_name([place])
            element = add(body, "paragraph", eId=name)
            add(element, "num", paragraph_mark(place, self.code))
            content = add(element, "content", eId=f"{name}__content")
            add(content, "p", place_of(correction))
            modification = add(add(content, "p"), "mod", eId=correction_name(place))
            quoted = add(modification, "quotedText", eId=f"{correction_name(place)}__qtext_1")
            self.fill(quoted, correction.texts, marked=correction.is_marked)

    def fill(self, element, texts, marked=False):
        """The text in the language, or else in the original language and labelled so; with its emphasis if marked."""
        code = next((code for code in self.fallbacks if texts[code]), self.code)
        if code != self.code:
            element.set(_LANGUAGE, official(code).html)
        if not marked:
            element.text = texts[code]
            return
        self.runs(element, runs(texts[code]))

    def runs(self, element, parts):
        last = None
        for run in parts:
            if run.note in self.notes.found:
                last = self.notes.add(element, self.notes.found[run.note])
            elif run.bold or run.italic or run.link:
                last = self.styled(element, run)
            elif last is None:
                element.text = (element.text or "") + run.text
            else:
                last.tail = (last.tail or "") + run.text

    def styled(self, element, run):
        """A run that is bold, italic or a link, or one within the other."""
        outer = add(element, "b" if run.bold else "i") if run.bold or run.italic else None
        if not run.link:
            outer.text = run.text
            return outer
        link = add(element if outer is None else outer, "a", run.text, href=run.link)
        return link if outer is None else outer


class _AkomaNtosoNotes:
    """Writes footnotes where their marks stand; at a second mark a reference to the note."""

    def __init__(self, writer):
        self.writer, self.code = writer, writer.code
        self.found = writer.text.notes(writer.code)
        self.names = footnote_names(writer.content)
        self.written = set()

    def add(self, element, note):
        name, mark = self.names[note.label], note.mark(self.code)
        if note.label in self.written:
            return add(element, "noteRef", href=f"#{name}", marker=mark)
        self.written.add(note.label)
        return self._write(element, note, name)

    def to_title(self, element):
        for note, name in zip(self.writer.text.title_notes, title_note_names(self.writer.content), strict=True):
            self._write(element, note, name)

    def _write(self, element, note, name):
        written = add(element, "authorialNote", marker=note.mark(self.code), placement="bottom", eId=name)
        self.writer.fill(add(written, "p"), note.text, marked=True)
        return written
