"""Looking into a PDF: each object of the file is read, and what acts is refused unless it is of a kind that is allowed.

All objects are read, also those to which nothing refers and those that a later part of the file replaces: which of them
another program would show depends on that program.
"""

import re
import zlib

from conference.inspection.findings import Found
from conference.inspection.pdf_kinds import Judge
from conference.inspection.pdf_syntax import Reference, read

MOST_OBJECTS = 50_000  # a statement of a few pages has some hundreds
MOST_PAGES = 500
MOST_INFLATED = 300_000_000  # bytes of all streams together, among them pictures
MOST_OF_OBJECTS = 10_000_000  # bytes of the streams that hold objects, which are read one by one
_PIECE = 1 << 16
_SPACE = rb"(?:[\x00\t\n\f\r ]|%[^\r\n]*+[\r\n])"
_OBJECT = re.compile(rb"(?<![0-9.])([0-9.]++)" + _SPACE + rb"++[+-]?[0-9.]++" + _SPACE + rb"*+obj")
_STREAM_BEGINS = re.compile(rb"[ \t]*(?:\r\n|\n|\r)?")
_TRAILER = re.compile(rb"trailer(?=" + _SPACE + rb"*+<<)")
_INFLATING = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
_FLATE = (["/FlateDecode"], ["/Fl"])


def inspect(content):
    """The number of pages; Found is raised at the first thing that is not allowed."""
    if b"%%EOF" not in content[-2048:]:
        raise Found("incomplete")
    file = File(content)
    if any("/Encrypt" in found for found in file.heads):
        raise Found("encrypted")
    judge = Judge(file.versions)
    for found, is_stream in file.dictionaries():
        judge.check(found, is_stream)
    file.check_pages()
    return {"pages": file.pages}


class File:
    """All objects of a PDF, by their numbers: {number: [(object, whether it is the head of a stream)]}."""

    def __init__(self, content):
        self.content, self.objects, self.count = content, {}, 0
        self.inflated = self.inflated_objects = self.pages = 0
        self.trailers = [read(content, place.end())[0] for place in _TRAILER.finditer(content)]
        for place in _OBJECT.finditer(content):
            value, stream = read(content, place.end())
            self._add(_number(place[1]), value, stream > 0)
            if stream:
                self._open(value, stream)

    @property
    def heads(self):
        """Where readers begin: the trailers, and the streams that stand in their place."""
        streams = [value for versions in self.objects.values() for value, is_stream in versions if is_stream]
        return [found for found in [*self.trailers, *streams] if isinstance(found, dict) and "/Root" in found]

    def _add(self, number, value, is_stream=False):
        self.count += 1
        if self.count > MOST_OBJECTS:
            raise Found("costly")
        self.objects.setdefault(number, []).append((value, is_stream))

    def versions(self, value):
        """What a value is: itself, or all the objects of the number to which it refers."""
        waiting, seen, found = [value], set(), []
        while waiting:
            value = waiting.pop()
            if not isinstance(value, Reference):
                found.append(value)
            elif value not in seen:
                seen.add(value)
                waiting.extend(each for each, _is_stream in self.objects.get(value.number, ()))
        return found

    def _open(self, head, start):
        """Count what a stream comes to, and read the objects that it holds."""
        if not isinstance(head, dict):
            raise Found("damaged")
        filters = head.get("/Filter", [])
        filters = filters if isinstance(filters, list) else [filters]
        holds_objects = head.get("/Type") == "/ObjStm" or {"/First", "/N"} <= set(head)
        if not all(isinstance(each, str) for each in filters) or sum(each in _INFLATING for each in filters) > 1:
            raise Found("costly")
        if holds_objects and filters not in ([], *_FLATE):
            raise Found("costly")
        start = _STREAM_BEGINS.match(self.content, start).end()
        content = self._inflate(start, holds_objects) if filters[:1] in _FLATE else None
        if holds_objects:
            self._unpack(head, self._plain(start) if content is None else content)

    def _plain(self, start):
        end = self.content.find(b"endstream", start)
        content = self.content[start : end if end > 0 else None]
        self._count(len(content), True)
        return content

    def _inflate(self, start, keep):
        """Inflate piece by piece, so that what is too much is seen before it is in memory."""
        kept, machine = [], zlib.decompressobj()
        while not machine.eof and start < len(self.content):
            left = self.content[start : start + _PIECE]
            start += _PIECE
            while left and not machine.eof:
                try:
                    piece = machine.decompress(left, 1 << 20)
                except zlib.error:  # other programs show what came before
                    return b"".join(kept)
                left = machine.unconsumed_tail
                self._count(len(piece), keep)
                if keep:
                    kept.append(piece)
        return b"".join(kept)

    def _count(self, size, holds_objects):
        self.inflated += size
        self.inflated_objects += size if holds_objects else 0
        if self.inflated > MOST_INFLATED or self.inflated_objects > MOST_OF_OBJECTS:
            raise Found("inflated")

    def _unpack(self, head, content):
        """The objects in a stream: a table of numbers and places, then the objects one after another."""
        first = self.versions(head.get("/First"))
        if len(first) != 1 or type(first[0]) is not int:
            raise Found("damaged")
        words = content[: first[0]].split()
        if len(words) > 2 * MOST_OBJECTS:
            raise Found("costly")
        pairs = zip(words[::2], words[1::2], strict=False)
        places = sorted((first[0] + _number(place), _number(number)) for number, place in pairs)
        ends = [place for place, _number_of in places[1:]] + [len(content)]
        for (place, number), end in zip(places, ends, strict=True):
            if place < end:
                self._add(number, read(content[place:end])[0])

    def dictionaries(self):
        """Each dictionary in the file, also those within others: (dictionary, whether it is the head of a stream)."""
        waiting = [(trailer, False) for trailer in self.trailers]
        waiting += [version for versions in self.objects.values() for version in versions]
        while waiting:
            value, is_stream = waiting.pop()
            if isinstance(value, dict):
                self._count_page(value)
                yield value, is_stream
                waiting.extend((each, False) for each in value.values() if isinstance(each, (dict, list)))
            elif isinstance(value, list):
                waiting.extend((each, False) for each in value if isinstance(each, (dict, list)))

    def _count_page(self, found):
        self.pages += "/Page" in self.versions(found.get("/Type"))
        if self.pages > MOST_PAGES:
            raise Found("pages", str(MOST_PAGES))

    def check_pages(self):
        roots = [root for head in self.heads for root in self.versions(head["/Root"]) if isinstance(root, dict)]
        if not roots:
            raise Found("damaged")
        if not self.pages or not any("/Pages" in root for root in roots):
            raise Found("no_page")


def _number(word):
    if not word.isdigit() or len(word) > 10:
        raise Found("damaged")
    return int(word)
