"""All statements of a session or of a conference that are public in one zip, with an index to read and one to sort."""

import csv
import hashlib
from collections.abc import Iterator
from io import StringIO
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from conference.fields import fit_for_xml
from conference.files.formula_injection import neutral
from conference.languages import official, texts
from conference.templatetags.languages import in_language
from floor.statements.public_copies import open_copy
from floor.statements.published import PublishedText, PublishedVersion
from programme.release.editions import ProgrammeEdition

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # so that two zips of the same statements are the same bytes


def write(file: IO[bytes], folder: str, edition: ProgrammeEdition, found: list[PublishedText]) -> None:
    """Writes the zip; a file that is no longer on the disk is left out of it and of both its lists."""
    rows = []
    with ZipFile(file, "w") as archive:
        for text, version in _versions(found):
            try:
                with open_copy(version.statement) as opened:
                    content = opened.read()
            except FileNotFoundError:
                continue
            _put(archive, f"{folder}/{version.file_name}", content, ZIP_STORED)  # they are compressed already
            rows.append(_row(edition, text, version, content))
        _put(archive, f"{folder}/index.csv", _as_csv(rows), ZIP_DEFLATED)
        _put(archive, f"{folder}/index.html", _as_page(edition, rows), ZIP_DEFLATED)


def _versions(found: list[PublishedText]) -> Iterator[tuple[PublishedText, PublishedVersion]]:
    return ((text, version) for text in found for version in text.versions)


def _put(archive: ZipFile, name: str, content: bytes, compression: int) -> None:
    info = ZipInfo(name, _EARLIEST)
    info.compress_type, info.create_system, info.external_attr = compression, 3, 0o644 << 16
    archive.writestr(info, content)


def _row(edition: ProgrammeEdition, text: PublishedText, version: PublishedVersion, content: bytes) -> dict[str, Any]:
    """Returns what both lists tell of a file, in the language of the reader."""
    statement, zone = version.statement, edition.programme.zone
    original = edition.programme.conference["original_language"]
    session = edition.programme.session(text.session.slug) or {}
    revised = version.revised_at
    return {
        "session": in_language(session.get("title", {}), original)[0],
        "delegation": in_language(texts(text.delegation, "name"), original)[0],
        "language": official(statement.language).name,
        "version": statement.get_version_display(),
        "mark": statement.get_mark_display(),
        "at": text.at.astimezone(zone).isoformat(timespec="seconds") if text.at else "",
        "revised": revised.astimezone(zone).date() if revised else None,
        "file_name": version.file_name,
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _as_csv(rows: list[dict[str, Any]]) -> bytes:
    """Returns CSV in UTF-8 with the byte order mark by which Excel recognizes it."""
    heading = {
        "session": _("Session"),
        "delegation": _("Delegation"),
        "language": _("Language"),
        "version": _("Original or translation"),
        "mark": _("Mark"),
        "at": _("%(what)s (ISO 8601)") % {"what": pgettext("the floor", "Given")},
        "revised": _("Revised on"),
        "file_name": _("File"),
        "sha256": "SHA-256",
    }
    out = StringIO()
    writer = csv.writer(out)
    for row in [heading, *rows]:
        writer.writerow(neutral(fit_for_xml(str(row[name] or ""))) for name in heading)
    return out.getvalue().encode("utf-8-sig")


def _as_page(edition: ProgrammeEdition, rows: list[dict[str, Any]]) -> bytes:
    language = get_language()
    sessions: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        sessions.setdefault(row["session"], []).append(row)
    conference = edition.programme.conference
    context = {
        "language": official(language or "en"),
        "title": in_language(conference["title"], conference["original_language"])[0],
        "sessions": sessions.items(),
    }
    return render_to_string("floor/statements/archive_index.html", context).encode()
