"""Checks of an uploaded file before it is parsed: its size, its XML document type, and zip bombs."""

import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import thread_time
from typing import IO
from xml.parsers import expat

from django.utils.translation import gettext as _
from lxml import etree

from conference.refusals import Refusal

LARGEST = 50 * 1024 * 1024  # bytes; 40,000 paragraphs as XLIFF
LARGEST_OF_DELEGATION = 10 * 1024 * 1024  # bytes of a statement
LARGEST_UNPACKED = 120 * 1024 * 1024
# A small file must not cost much: the largest of our own exports unpack to 36 times their size, tables to 20 times.
LARGEST_RATIO = 100
UNPACKED_FREELY = 4 * 1024 * 1024
READING_TIME = 20  # seconds of computing; 40,000 paragraphs take four
MOST_PARTS = 2_000
MOST_ELEMENTS = (
    400_000  # rows, or shared strings of a workbook: five for each text of the largest export, and some more
)
MOST_MARKS = 500_000  # tags and attributes between one text and the next; parsed, each takes 100 times its size
_PROLOG = 64 * 1024  # bytes; the first element begins before
_TMX_DTD = "tmx1"  # TMX files usually name this document type; it is never loaded
_EVERY = 250


class FileRefused(Refusal):
    """Raised when a file cannot be read, or a format cannot hold something. The message is shown to the person."""


# What zipfile and the XML parsers raise for damaged files (both parsers' errors are subclasses of `SyntaxError`).
DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
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
def refusing_damage() -> Iterator[None]:
    """Turn the exceptions of parsers into FileRefused, whose own instances pass."""
    try:
        yield
    except DAMAGE:
        raise FileRefused(_("The file is damaged or not complete; save it again.")) from None


def size_of(file: IO[bytes]) -> int:
    """Return the size of a file in bytes and rewind it; FileRefused if it is too large or empty."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if size > LARGEST:
        raise FileRefused(_("The file is larger than %(most)d MB.") % {"most": LARGEST // 1024 // 1024})
    if not size:
        raise FileRefused(_("The file is empty."))
    return size


class _Root(Exception):
    """Raised to stop parsing at the first element."""


def root_of(file: IO[bytes]) -> tuple[str, str]:
    """Return (namespace, name) of the first element of XML; FileRefused for a document type with declarations."""
    found: list[tuple[str, str]] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        namespace, __, local = name.rpartition(" ")
        found.append((namespace, local))
        raise _Root

    def doctype(name: str, system: str | None, public: str | None, has_declarations: bool) -> None:
        if has_declarations or not (name == "tmx" and (system or "").rpartition("/")[2].startswith(_TMX_DTD)):
            words = _("The file has a document type of its own, which, for security reasons, is not accepted.")
            raise FileRefused(words)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = begin, doctype
    start = file.tell()
    try:
        parser.Parse(file.read(_PROLOG), False)
    except _Root:
        file.seek(start)
        return found[0]
    except (expat.ExpatError, ValueError, LookupError):
        pass
    raise FileRefused(_("This is not a file that can be read: XLIFF, TMX, Excel (.xlsx) or Word (.docx)."))


class Budget:
    """The time that a file may take of the thread that reads it, whatever else the machine does."""

    def __init__(self) -> None:
        self._end = thread_time() + READING_TIME

    def check(self) -> None:
        if thread_time() > self._end:
            raise _too_large()


def elements(
    file: IO[bytes],
    tags: Sequence[str],
    size: int,
    on_progress: Callable[[int, int], object] | None = None,
    events: Sequence[str] = ("end",),
    budget: Budget | None = None,
) -> Iterator[tuple[str, etree._Element]]:
    """Yield (event, element) for the elements with some names; each is freed when the next is requested.

    An element within another of the same name is not yielded by itself. `size` is that of the file in bytes.
    FileRefused if the XML is damaged or too large. Parts of one file share a budget.
    """
    counting, budget = _Counting(file), budget or Budget()
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
            budget.check()
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
    """A file that counts tags and attributes since the last complete text, so that no tree grows too large."""

    def __init__(self, file: IO[bytes]) -> None:
        self.marks, self._file = 0, file

    def read(self, size: int) -> bytes:
        content = self._file.read(size)
        self.marks += content.count(b"<") + content.count(b"=")
        if self.marks > MOST_MARKS:
            raise _too_large()
        return content


def _too_large() -> FileRefused:
    return FileRefused(_("The file is too large when it is unpacked; make it smaller."))


def _forget(element: etree._Element) -> None:
    """Free an element and the siblings before it."""
    element.clear(keep_tail=False)
    while element.getprevious() is not None:
        del element.getparent()[0]


def package_of(file: IO[bytes]) -> zipfile.ZipFile:
    """Open an Office Open XML package; FileRefused if it is damaged or would be too large when unpacked."""
    size = size_of(file)
    with refusing_damage():
        package = zipfile.ZipFile(file)
        parts = package.infolist()
        if len({part.filename for part in parts}) != len(parts):
            raise ValueError("a name stands twice")
        if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
            raise ValueError("not a compression of Office")
    # `zipfile` stops reading a part where the size that it declares is passed.
    largest = min(LARGEST_UNPACKED, max(UNPACKED_FREELY, LARGEST_RATIO * size))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > largest:
        raise _too_large()
    return package


@contextmanager
def part_of(package: zipfile.ZipFile, name: str) -> Iterator[tuple[IO[bytes], int]]:
    """Open a part of a package as XML: (file, size in bytes)."""
    with refusing_damage():
        with package.open(name) as part:
            root_of(part)
        with package.open(name) as part:
            yield part, package.getinfo(name).file_size
