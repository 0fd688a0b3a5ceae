"""Checks of an uploaded statement by its content: it must be a PDF or a Word document without active content.

Neither the name of the file nor its declared media type counts. A document is refused when it holds scripts, macros,
launch actions or other files, because it is served to the public unchanged.
"""

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from floor.models.record import Statement
from floor.procedure.events import FloorRefusal

Format = Statement.Format

LARGEST = 10 * 1024 * 1024
MOST_OBJECTS = 50_000  # in a PDF; a statement of a few pages has some hundreds
MOST_PARTS = 2_000  # in a Word document
LARGEST_UNPACKED = 60 * 1024 * 1024
LARGEST_RATIO = 200  # unpacked to packed; text is seldom above 20

TYPES = {
    Format.PDF: "application/pdf",
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def format_of(file: UploadedFile) -> Statement.Format:
    """Checks the whole of an uploaded file and returns its format; raises FloorRefusal where it is not accepted."""
    if file.size and file.size > LARGEST:
        raise FloorRefusal(_("The file is larger than 10 MB."))
    if not file.size:
        raise FloorRefusal(_("The file is empty."))
    content = file.read()
    file.seek(0)
    if content.startswith(b"%PDF-"):
        _check_pdf(content)
        return Format.PDF
    if content.startswith(b"PK\x03\x04"):
        _check_word(content)
        return Format.WORD
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FloorRefusal(_("This is in an old format of Word, or protected; save it as .docx or PDF."))
    raise FloorRefusal(_("This is neither a PDF nor a Word document (.docx)."))


# What makes a PDF active or lets it carry files (ISO 32000): keys of dictionaries, and kinds of actions.
_ACTING_KEYS = {"/JavaScript", "/JS", "/AA", "/EmbeddedFiles", "/EmbeddedFile", "/EF", "/RichMedia", "/XFA"}
_ACTING_KINDS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/Movie", "/Sound"}


def _check_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-2048:]:
        raise FloorRefusal(_("The PDF is not complete; make it again."))
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise FloorRefusal(_("The PDF is protected by a password or by restrictions; upload it without them."))
        keys = _objects_of(reader)
        if len(keys) > MOST_OBJECTS:
            raise FloorRefusal(_("The PDF is too complex for a statement; make it again from the text."))
        found = [reader.trailer, *(reader.get_object(key) for key in keys)]
        if not len(reader.pages):
            raise FloorRefusal(_("The PDF has no page."))
    except FloorRefusal:
        raise
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OSError):
        raise FloorRefusal(_("The PDF is damaged; make it again.")) from None
    except (MemoryError, OverflowError, NotImplementedError):
        raise FloorRefusal(_("The PDF is too complex for a statement; make it again from the text.")) from None
    if any(_acts(thing) for thing in found):
        raise FloorRefusal(_("The PDF holds scripts, actions or other files; make it again from the text."))


def _objects_of(reader: PdfReader) -> list[IndirectObject]:
    plain = [
        IndirectObject(number, generation, reader)
        for generation, offsets in reader.xref.items()
        for number in offsets
        if number and generation != 65535
    ]
    return plain + [IndirectObject(number, 0, reader) for number in reader.xref_objStm]


def _acts(thing: Any) -> bool:
    """Whether an object, or one that lies directly in it, is active or carries a file."""
    waiting = [thing]
    while waiting:
        value = waiting.pop()
        if isinstance(value, DictionaryObject):
            keys = {str(key) for key in value}
            kind = value.raw_get("/S") if "/S" in value else None
            named = value.raw_get("/Type") if "/Type" in value else None
            if keys & _ACTING_KEYS or str(kind) in _ACTING_KINDS or str(named) in _ACTING_KEYS:
                return True
            waiting.extend(value.raw_get(key) for key in value)
        elif isinstance(value, ArrayObject):
            waiting.extend(list.__iter__(value))
    return False


_ACTIVE_PART = re.compile(
    r"vbaproject|vbadata|activex|/embeddings/|oleobject|\.exe$|\.js$|\.hta$|\.vbs$", re.IGNORECASE
)
_ACTIVE_TYPE = re.compile(rb"macroEnabled|vbaProject|activeX|oleObject", re.IGNORECASE)
_REMOTE = re.compile(
    rb"(attachedTemplate|oleObject|frame|subDocument|/image)[^<>]*TargetMode\s*=\s*[\"']External", re.I
)
_REMOTE_TURNED = re.compile(
    rb"TargetMode\s*=\s*[\"']External[^<>]*(attachedTemplate|oleObject|frame|subDocument|/image)", re.I
)


def _check_word(content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            _refuse_bomb(parts, len(content))
            names = {part.filename for part in parts}
            if len(names) != len(parts):
                raise FloorRefusal(_("The Word document is damaged; save it again."))
            if not {"[Content_Types].xml", "word/document.xml"} <= names:
                raise FloorRefusal(_("This is neither a PDF nor a Word document (.docx)."))
            if any(_ACTIVE_PART.search(name) for name in names):
                raise FloorRefusal(_("The document holds macros or other files; save it as a plain .docx or as PDF."))
            for part in parts:
                _check_part(part, package.read(part))
    except FloorRefusal:
        raise
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise FloorRefusal(_("The Word document is damaged or protected; save it again.")) from None
    except Exception as error:  # what zlib, bz2 and lzma raise has no common base
        if type(error).__name__ not in ("error", "LZMAError"):
            raise
        raise FloorRefusal(_("The Word document is damaged or protected; save it again.")) from None


def _refuse_bomb(parts: Sequence[zipfile.ZipInfo], packed: int) -> None:
    """Refuses a zip bomb by the declared sizes; `zipfile` stops reading a part that exceeds its declared size."""
    unpacked = sum(part.file_size for part in parts)
    is_bomb = len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or unpacked > LARGEST_RATIO * max(packed, 1)
    if is_bomb:
        raise FloorRefusal(_("The Word document is too large when it is unpacked; make it smaller."))


def _check_part(part: zipfile.ZipInfo, content: bytes) -> None:
    name = part.filename
    if name.startswith("/") or ".." in name.split("/") or "\\" in name:
        raise FloorRefusal(_("The Word document is damaged; save it again."))
    if not name.endswith((".xml", ".rels")):
        return
    # The format is UTF-8 or UTF-16 and never has a document type, which could hold entities that grow without end.
    text = content.replace(b"\x00", b"")
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise FloorRefusal(_("The Word document is damaged; save it again."))
    is_active = name == "[Content_Types].xml" and _ACTIVE_TYPE.search(text)
    if is_active or (name.endswith(".rels") and (_REMOTE.search(text) or _REMOTE_TURNED.search(text))):
        raise FloorRefusal(_("The document holds macros or other files; save it as a plain .docx or as PDF."))
