"""Reading the text of a Word document as paragraphs, without what was deleted in it and without its fields' codes."""

import zipfile
from io import BytesIO

from conference.inspection import word_kinds, word_parts
from conference.inspection.findings import Found
from conference.inspection.word import DAMAGE, TYPES

LONGEST = 400_000  # characters; a statement has some thousands
_SPACES = {"tab", "br", "cr"}
_NOT_READ = {"Fallback", "instrText", "delText", "del", "moveFrom"}  # Fallback repeats what stands before it


def inspect(content):
    """{"paragraphs": the text, "has_text_layer": whether there is any}; Found is raised where it cannot be read."""
    reader = Reader()
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            types = word_parts.content_types(package.read(TYPES))
            main = [part for part in package.namelist() if types.of(part) == word_kinds.MAIN]
            word_parts.parse(package.read(main[0]), reader.begin, reader.end, reader.text)
    except (*DAMAGE, KeyError, IndexError):
        raise Found("damaged") from None
    return {"paragraphs": reader.paragraphs, "has_text_layer": bool(reader.paragraphs)}


class Reader:
    """Collects the paragraphs; one within another (a box of text) comes before the rest of that other."""

    def __init__(self):
        self.paragraphs, self.open, self.unread, self.is_text, self.length = [], [[]], 0, False, 0

    def begin(self, element, attributes):
        if element in _NOT_READ:
            self.unread += 1
        elif element == "t":
            self.is_text = True
        elif element == "p":
            self.open.append([])
        elif element in _SPACES:
            self.open[-1].append(" ")

    def end(self, element):
        if element in _NOT_READ:
            self.unread -= 1
        elif element == "t":
            self.is_text = False
        elif element == "p":
            paragraph = " ".join("".join(self.open.pop()).split())
            self.paragraphs += [paragraph] if paragraph else []

    def text(self, characters):
        if self.is_text and not self.unread:
            self.length += len(characters)
            if self.length > LONGEST:
                raise Found("costly")
            self.open[-1].append(characters)
