"""Reading a Word document as a draft: its paragraphs with headings, lists and emphasis, and what else it has.

Tracked changes are read as accepted. The document may be attached to a template or have fields, as drafts of offices
do: nothing of it runs here, and it is given to nobody but its readers among the staff.
"""

import zipfile
from collections import Counter
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from conference.inspection import word_kinds, word_parts
from conference.inspection.findings import Found
from conference.inspection.word import DAMAGE, TYPES, check_names, refuse_bomb
from conference.inspection.word_styles import Numberings, Styles

LONGEST = 1_000_000  # characters; the longest report has some 60,000
MOST_NAMED = 200  # parts that are left out and named with their words
_GONE = {qn(f"w:{name}") for name in ("del", "moveFrom", "rPr", "pPr", "instrText", "delText", "rt")}
_GONE.add("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_CHANGES = {qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo")}
_LETTERS = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "\u2011"}
_NOTES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
PLACE, PLACE_END = "\ue000", "\ue001"  # of private use, and taken out of the words themselves
_BOX = qn("w:txbxContent")
_OBJECTS = {qn("w:drawing"): "picture", qn("w:pict"): "picture", qn("w:object"): "object", qn("m:oMath"): "formula"}
_NO_TEXT = {_BOX, *_GONE, *_OBJECTS}


def inspect(content):
    """{"paragraphs": [...], "notes": [...], "left_out": [[kind, number, words]], "changes": bool}, or Found.

    A paragraph has "runs" ([text, bold, italic]), "heading" (a level or 0), "numbering" and "level" of its list. The
    notes are the runs of its footnotes; a run between PLACE and PLACE_END is the place of one, counted from 1.
    """
    _check(content)
    try:
        reader = _Reader(Document(BytesIO(content)))
        reader.read()
    except (*DAMAGE, KeyError, IndexError, AttributeError, TypeError, etree.LxmlError):
        raise Found("damaged") from None
    except Exception as error:  # of python-docx, such as a package without a document
        if type(error).__module__.partition(".")[0] != "docx":
            raise
        raise Found("damaged") from None
    counted = [[kind, number, ""] for kind, number in reader.counted.items()]
    named = reader.named[:MOST_NAMED]
    facts = {"paragraphs": reader.paragraphs, "notes": reader.notes_found, "changes": reader.has_changes}
    return {**facts, "left_out": [*named, *counted]}


def _check(content):
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = [part for part in package.infolist() if not part.is_dir()]
            refuse_bomb(package.infolist(), len(content))
            check_names(parts)
            types = word_parts.content_types(package.read(TYPES))
            if word_kinds.MAIN not in {types.of(part.filename) for part in parts}:
                raise Found("no_document")
    except DAMAGE:
        raise Found("damaged") from None


class _Reader:
    """Walks through the body; what a draft cannot have is counted, or named with its words."""

    def __init__(self, document):
        self.document = document
        self.styles, self.numberings = Styles(document), Numberings(document)
        self.notes = {kind: _notes(document, kind) for kind in _NOTES.values()}
        self.paragraphs, self.named, self.counted = [], [], Counter()
        self.notes_found, self._numbers, self._is_in_note = [], {}, False
        self.has_changes, self.length, self._open = False, 0, None

    def read(self):
        self._blocks(self.document.element.body)
        for section in self.document.sections:
            for kind, part in (("header", section.header), ("footer", section.footer)):
                words = " ".join(" ".join(row.text for row in part.paragraphs).split())
                if words and [kind, 1, words[:120]] not in self.named:
                    self.named.append([kind, 1, words[:120]])

    def _blocks(self, element):
        for child in element:
            if child.tag in _CHANGES:
                self.has_changes = True
            if child.tag == qn("w:p"):
                self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                self._name("table", child)
            elif child.tag not in _GONE and isinstance(child.tag, str):
                self._blocks(child)

    def _name(self, kind, element):
        words = " ".join(" ".join(text.text or "" for text in element.iter(qn("w:t"))).split())
        self.named.append([kind, 1, words[:120]])

    def _paragraph(self, element):
        style = self.styles.of_paragraph(element)
        if style.is_contents:
            self.counted["contents"] += 1
            return
        if style.is_title:
            self._name("title", element)
            for reference in element.iter(*_NOTES):  # a title that is left out has no place for it
                self._name_note(_NOTES[reference.tag], reference.get(qn("w:id")))
            return
        runs = self._open["runs"] if self._open else []
        self._runs(element, runs, style)
        properties = element.find(qn("w:pPr"))
        if self._is_joined(properties):
            self._open = self._open or {"runs": runs}
            return
        self._open = None
        if any(text.strip() for text, __, __ in runs):
            numbering, level = self.numberings.of(properties, style)
            self.paragraphs.append({"runs": runs, "heading": style.heading, "numbering": numbering, "level": level})

    def _is_joined(self, properties):
        """Whether the end of the paragraph was deleted under tracked changes, so that the next one continues it."""
        marks = None if properties is None else properties.find(qn("w:rPr"))
        is_joined = marks is not None and any(mark.tag in _GONE for mark in marks)
        self.has_changes |= is_joined
        return is_joined

    def _runs(self, element, runs, style):
        for child in element:
            if child.tag in _CHANGES:
                self.has_changes = True
            if child.tag == qn("w:r"):
                self._run(child, runs, style)
            elif child.tag in _OBJECTS:
                self.counted[_OBJECTS[child.tag]] += 1
            elif child.tag == qn("w:commentReference"):
                self.counted["comment"] += 1
            elif child.tag not in _GONE and isinstance(child.tag, str):
                self._runs(child, runs, style)

    def _run(self, element, runs, style):
        bold, italic, is_hidden = self.styles.of_run(element, style)
        if is_hidden:
            return
        for child in element.iter():
            if child.tag == qn("w:t") and not _is_within(child, element, _NO_TEXT):
                words = (child.text or "").replace(PLACE, "").replace(PLACE_END, "")
                self.length += len(words)
                if self.length > LONGEST:
                    raise Found("costly")
                runs.append([words, bold, italic])
            elif child.tag in _LETTERS and child.getparent() is element:
                runs.append([_LETTERS[child.tag], bold, italic])
            elif child.tag in _NOTES:
                self._note(_NOTES[child.tag], child.get(qn("w:id")), runs)
            elif child.tag == _BOX and not _is_within(child, element, {_BOX, *_GONE}):
                self._name("text box", child)
            elif (
                child.tag in _OBJECTS and not _is_within(child, element, _NO_TEXT) and child.find(f".//{_BOX}") is None
            ):
                self.counted[_OBJECTS[child.tag]] += 1
            elif child.tag == qn("w:commentReference"):
                self.counted["comment"] += 1

    def _note(self, kind, key, runs):
        """Mark the place of a footnote with words; any other note is named."""
        element = self.notes[kind].get(key)
        if kind != "footnote" or element is None or self._is_in_note:
            self._name_note(kind, key)
            return
        if key not in self._numbers:
            self.notes_found.append(self._runs_of_note(element))
            self._numbers[key] = len(self.notes_found)
        runs.append([f"{PLACE}{self._numbers[key]}{PLACE_END}", False, False])

    def _name_note(self, kind, key):
        element = self.notes[kind].get(key)
        self.named.append([kind, 1, "" if element is None else _words(element)[:300]])

    def _runs_of_note(self, element):
        found, self._is_in_note = [], True
        for paragraph in element.iter(qn("w:p")):
            found.append([" ", False, False])
            self._runs(paragraph, found, self.styles.of_paragraph(paragraph))
        self._is_in_note = False
        return found


def _is_within(child, run, kinds):
    """Whether an element of a run is within another one of some kinds, such as a text box."""
    parent = child.getparent()
    while parent is not None and parent is not run:
        if parent.tag in kinds:
            return True
        parent = parent.getparent()
    return False


def _notes(document, kind):
    """The notes of the document that have words: {their key: their element}."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}s"):
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            root = etree.fromstring(relation.target_part.blob, parser)
            return {note.get(qn("w:id")): note for note in root.iter(qn(f"w:{kind}")) if _words(note)}
    return {}


def _words(note):
    return " ".join("".join(text.text or "" for text in note.iter(qn("w:t"))).split())
