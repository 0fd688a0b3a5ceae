"""Reading a zip of photographs: its pictures with their names, whatever program and system packed it."""

import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.files.safe_open import FileRefused, refusing_damage, size_of
from speakers.photographs import MAX_BYTES, validate_photograph

MOST_PICTURES = 500
MOST_PARTS = 2_000
# Names without the mark of UTF-8 are in the code page of the machine that packed them, which no zip tells.
_CODE_PAGES = ("utf-8", "cp437", "cp1252", "cp850", "cp866", "cp1251", "cp1256", "cp720", "gbk")
_HIDDEN = ("__macosx", "thumbs.db", "desktop.ini")
_UTF8 = 0x800
_ENCRYPTED = 0x1


@dataclass(frozen=True)
class Picture:
    """A file in a zip. `names` are the readings of its name, most likely first; `problem` says why it is not taken."""

    number: int
    part: str
    names: tuple[str, ...]
    problem: str | Promise = ""  # in the language of whoever reads it: a parsed file is kept for all

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True)
class Archive:
    """The pictures of a zip in the order of the file; `aside` has the names of what is left out unseen."""

    pictures: list[Picture] = field(default_factory=list)


def read_archive(file: IO[bytes]) -> Archive:
    """Return the pictures of a seekable zip; FileRefused if it is damaged, encrypted, or too large when unpacked."""
    size_of(file)
    found: list[Picture] = []
    with refusing_damage(), _zip(file) as package:
        for part in _pictures(package.infolist()):
            problem = _problem(package, part)
            found.append(Picture(len(found) + 1, part.filename, _readings(part), problem))
    if not found:
        raise FileRefused(_("There is no picture in this file."))
    return Archive(found)


def content_of(file: IO[bytes], picture: Picture) -> ContentFile:
    """Return the content of a picture of a zip, which `read_archive` found no fault with."""
    with refusing_damage(), _zip(file) as package:
        return ContentFile(_unpacked(package, package.getinfo(picture.part)), name="photograph")


def _zip(file: IO[bytes]) -> zipfile.ZipFile:
    file.seek(0)
    if not zipfile.is_zipfile(file):
        raise FileRefused(_("This is not a zip file."))
    file.seek(0)
    return zipfile.ZipFile(file)


def _pictures(parts: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The files that people put into a zip; FileRefused for too many, and for two with one name."""
    if len(parts) > MOST_PARTS or len({part.filename for part in parts}) != len(parts):
        raise FileRefused(_("The file is damaged or not complete; save it again."))
    found = [part for part in parts if not part.is_dir() and not _is_hidden(part.filename)]
    if len(found) > MOST_PICTURES:
        raise FileRefused(_("The file has more than %(most)d pictures; divide it.") % {"most": MOST_PICTURES})
    return found


def _is_hidden(name: str) -> bool:
    pieces = name.replace("\\", "/").casefold().split("/")
    return pieces[-1].startswith(".") or any(piece in _HIDDEN for piece in pieces)


def _problem(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> str | Promise:
    """Return why a part is no photograph that could be taken; empty if it is one."""
    if part.flag_bits & _ENCRYPTED:
        return gettext_lazy("This picture is protected by a password.")
    if part.file_size > MAX_BYTES:
        return gettext_lazy("The photograph is larger than 10 MB.")
    try:
        validate_photograph(ContentFile(_unpacked(package, part)))
    except ValidationError as error:
        found: str | Promise = error.error_list[0].message
        return found
    except (FileRefused, *_DAMAGED):
        return gettext_lazy("The photograph is damaged; choose another file.")
    return ""


_DAMAGED = (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)


def _unpacked(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Return the content of a part, of which not more is unpacked than a photograph may have."""
    out = BytesIO()
    with package.open(part) as content:
        while piece := content.read(1024 * 1024):
            out.write(piece)
            if out.tell() > MAX_BYTES:
                raise FileRefused(_("The photograph is larger than 10 MB."))
    return out.getvalue()


def _readings(part: zipfile.ZipInfo) -> tuple[str, ...]:
    """The file name without folders, as each code page reads it; one reading where the zip says that it is UTF-8."""
    names = [part.filename]
    if not part.flag_bits & _UTF8:
        raw = part.filename.encode("cp437", errors="replace")
        names = [text for page in _CODE_PAGES if (text := _decoded(raw, page))] or names
    found = [_own_name(name) for name in names]
    return tuple(dict.fromkeys(name for name in found if name))


def _decoded(raw: bytes, page: str) -> str:
    try:
        return raw.decode(page)
    except UnicodeDecodeError:
        return ""


def _own_name(name: str) -> str:
    name = PurePosixPath(name.replace("\\", "/")).name
    return " ".join("".join(letter for letter in name if letter.isprintable()).split())[:200]
