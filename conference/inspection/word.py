"""Looking into a Word document: every part, relation, field and link is of a kind that is allowed, or it is refused."""

import zipfile
import zlib
from io import BytesIO

from conference.inspection import word_kinds, word_parts
from conference.inspection.findings import Found

MOST_PARTS = 2_000
LARGEST_UNPACKED = 60 * 1024 * 1024
LARGEST_RATIO = 200  # unpacked to packed; text is seldom above 20
TYPES = "[Content_Types].xml"
DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


def inspect(content):
    """The number of parts; Found is raised at the first that is not allowed."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = [part for part in package.infolist() if not part.is_dir()]
            refuse_bomb(package.infolist(), len(content))
            check_names(parts)
            types = word_parts.content_types(package.read(TYPES))
            if word_kinds.MAIN not in {types.of(part.filename) for part in parts}:
                raise Found("no_document")
            for part in parts:
                _check_part(part.filename, package.read(part), types)
    except DAMAGE:
        raise Found("damaged") from None
    return {"parts": len(parts)}


def refuse_bomb(parts, packed):
    """What the package says of itself; `zipfile` stops reading a part where the size that it declares is passed."""
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or unpacked > LARGEST_RATIO * max(packed, 1):
        raise Found("inflated")


def check_names(parts):
    """Refuse names of parts that lead out of the package or hide another, and a package without a list of its parts."""
    names = {part.filename.casefold() for part in parts}
    is_odd = any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names)
    is_packed_oddly = any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts)
    if is_odd or is_packed_oddly or len(names) != len(parts):
        raise Found("damaged")
    if TYPES not in {part.filename for part in parts}:
        raise Found("no_document")


def _check_part(name, content, types):
    if name == TYPES:
        return
    kind = word_kinds.RELATIONSHIPS if name.casefold().endswith(".rels") else types.of(name)
    word_kinds.check_part(name, kind)
    if kind == word_kinds.RELATIONSHIPS:
        word_parts.check_relations(content)
    elif kind.endswith("xml"):
        word_parts.check_xml(content)
    elif kind.startswith("image/"):
        word_kinds.check_picture(content, kind)
