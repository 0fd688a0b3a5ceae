"""Writing a PDF anew without what tells who made it: its properties, XMP, and the names in comments."""

import base64
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject

from conference.inspection.findings import Found

# XMP may lie at each page and picture; applications keep their own data in /PieceInfo.
_PRIVATE = ("/Metadata", "/PieceInfo", "/LastModified")
_DAMAGE = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, NotImplementedError)


def inspect(content, title=""):
    """{"file": the PDF in base64, with this title alone}; what a later part of the file replaced is left out."""
    try:
        writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
        for found in list(writer._objects):
            if isinstance(found, DictionaryObject | StreamObject):
                _clean(found)
        writer.metadata = {"/Title": title} if title else {}
        writer._ID = None
        writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
        out = BytesIO()
        writer.write(out)
    except _DAMAGE:
        raise Found("damaged") from None
    return {"file": base64.b64encode(out.getvalue()).decode("ascii")}


def _clean(found):
    for key in _PRIVATE:
        if key in found:
            del found[key]
    if "/Subtype" in found and "/Rect" in found and "/T" in found:  # who wrote a comment
        found[NameObject("/T")] = TextStringObject("")
