"""Reading a file of translations of any format; the content tells the format, not the name."""

from typing import BinaryIO

from django.core.files import File
from django.utils.translation import gettext as _

from conference.files.safe_open import FileRefused, package_of, root_of, size_of
from translation.exchange import excel, tmx, word, xliff12, xliff20
from translation.units import OnProgress, ParsedFile

FORMAT_MODULES = {"xliff12": xliff12, "xliff20": xliff20, "tmx": tmx, "xlsx": excel, "docx": word}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"


def read(
    file: BinaryIO | File, *, target_language: str | None = None, on_progress: OnProgress | None = None
) -> ParsedFile:
    """Returns what a seekable file holds; raises FileRefused, which says what is wrong with it.

    With `target_language`, a file for another language is refused. `on_progress(done, total)` counts bytes.
    """
    module = FORMAT_MODULES[format_of(file)]
    return module.read(file, target_language=target_language, on_progress=on_progress)


def format_of(file: BinaryIO | File) -> str:
    """Returns the format of a file, a key of `FORMAT_MODULES`, and leaves the file at its beginning."""
    size_of(file)
    start = file.read(4)
    file.seek(0)
    if start == _OLD_OFFICE:
        raise FileRefused(
            _("This is in an old format of Office, or protected by a password; save it as .xlsx or .docx without one.")
        )
    found = _package_format(file) if start == _ZIP else _xml_format(file)
    file.seek(0)
    return found


def _package_format(file: BinaryIO | File) -> str:
    names = set(package_of(file).namelist())
    if word.DOCUMENT in names:
        return "docx"
    if excel.WORKBOOK in names:
        return "xlsx"
    raise FileRefused(_("This package is neither an Excel workbook (.xlsx) nor a Word document (.docx)."))


def _xml_format(file: BinaryIO | File) -> str:
    namespace, name = root_of(file)
    if name == "xliff":
        if namespace == xliff12.NAMESPACE:
            return "xliff12"
        if namespace == xliff20.NAMESPACE:
            return "xliff20"
        raise FileRefused(_("This version of XLIFF cannot be read; save it as XLIFF 1.2 or 2.0."))
    if name == "tmx":
        return "tmx"
    raise FileRefused(_("This XML is neither XLIFF nor TMX."))
