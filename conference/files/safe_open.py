"""Looking at a file before anything is parsed: its size, the kind of XML it is, and whether a package is a bomb."""

import zipfile
from contextlib import contextmanager
from xml.parsers import expat

from django.utils.translation import gettext as _
from lxml import etree

LARGEST = 50 * 1024 * 1024  # 40,000 paragraphs as XLIFF
LARGEST_UNPACKED = 120 * 1024 * 1024
MOST_PARTS = 2_000
MOST_ELEMENTS = 400_000  # rows, or strings that a workbook shares: five for each of the most texts, and some
MOST_MARKS = 500_000  # of XML between one text and the next: what a tree of them takes is a hundred times their length
_PROLOG = 64 * 1024  # by then the first element has begun
_TMX_DTD = "tmx1"  # TMX files name their document type by custom; it is never loaded
_EVERY = 250


class FileRefused(Exception):
    """A file that cannot be read, or what a format cannot hold; the message is for the person who tried."""


# What the readers of packages and of XML raise at damaged ones (`SyntaxError` is the base of both XML parsers' errors).
DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zipfile.zlib.error,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    RuntimeError,
)


@contextmanager
def refusing_damage():
    """Turn what parsers raise into a sentence; our own refusals pass."""
    try:
        yield
    except DAMAGE:
        raise FileRefused(_("The file is damaged or not complete; save it again.")) from None


def size_of(file):
    """The size of a file, which is now at its beginning; too large or empty is refused before a byte is read."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if size > LARGEST:
        raise FileRefused(_("The file is larger than %(most)d MB.") % {"most": LARGEST // 1024 // 1024})
    if not size:
        raise FileRefused(_("The file is empty."))
    return size


class _Root(Exception):
    """The first element began, so that the prolog is over."""


def root_of(file):
    """The (namespace, name) of an XML file's first element; a document type that declares anything is refused."""
    found = []

    def begin(name, attributes):
        found.extend(name.rpartition(" ")[::2])
        raise _Root

    def doctype(name, system, public, has_declarations):
        if has_declarations or not (name == "tmx" and (system or "").rpartition("/")[2].startswith(_TMX_DTD)):
            raise FileRefused(_("The file has a document type of its own, which is not taken for safety."))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = begin, doctype
    start = file.tell()
    try:
        parser.Parse(file.read(_PROLOG), False)
    except _Root:
        file.seek(start)
        return tuple(found)
    except (expat.ExpatError, ValueError, LookupError):
        pass
    raise FileRefused(_("This is not a file that can be read: XLIFF, TMX, Excel (.xlsx) or Word (.docx)."))


def elements(file, tags, size, on_progress=None, events=("end",)):
    """The elements of some names, as they are read: (event, element); each is forgotten when the next is asked for.

    One that lies within another of its own name comes with that and not by itself.
    """
    counting = _Counting(file)
    reader = etree.iterparse(
        counting,
        events=events,
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    done = 0
    try:
        for event, element in reader:
            if next(element.iterancestors(element.tag), None) is not None:
                continue
            yield event, element
            if event == "end":
                _forget(element)
                done, counting.marks = done + 1, 0
                if done > MOST_ELEMENTS:
                    raise _too_large()
                if on_progress and done % _EVERY == 0:
                    on_progress(min(file.tell(), size), size)
    except etree.XMLSyntaxError as error:
        line = {"line": error.lineno or 0}
        raise FileRefused(_("The file is damaged or not complete (line %(line)d); save it again.") % line) from None
    if on_progress:
        on_progress(size, size)


class _Counting:
    """A file that counts the marks of XML since the last complete text, so that no tree grows too large."""

    def __init__(self, file):
        self.marks, self._file = 0, file

    def read(self, size):
        content = self._file.read(size)
        self.marks += content.count(b"<") + content.count(b"=")
        if self.marks > MOST_MARKS:
            raise _too_large()
        return content


def _too_large():
    return FileRefused(_("The file is too large when it is unpacked; make it smaller."))


def _forget(element):
    """Free an element that was read, and its elder siblings."""
    element.clear(keep_tail=False)
    while element.getprevious() is not None:
        del element.getparent()[0]


def package_of(file):
    """A package of Office as a zip file whose parts were looked at: none too large, none with a document type."""
    size_of(file)
    with refusing_damage():
        package = zipfile.ZipFile(file)
        parts = package.infolist()
        if len({part.filename for part in parts}) != len(parts):
            raise ValueError("a name stands twice")
        if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
            raise ValueError("not a compression of Office")
    # `zipfile` stops reading a part where the size that it declares is passed.
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise _too_large()
    return package


@contextmanager
def part_of(package, name):
    """A part of a package to read XML from, as (file, size)."""
    with refusing_damage():
        with package.open(name) as part:
            root_of(part)
        with package.open(name) as part:
            yield part, package.getinfo(name).file_size
