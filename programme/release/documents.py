"""The documents of a released programme: what is released of each, and how pages read it.

What is as with most documents is left out of the content, as in releases from before there were files.
"""

from typing import Any

from conference.models import Document

Facts = dict[str, Any]
_USUAL: Facts = {
    "type": Document.Type.OTHER.value,
    "status": Document.Status.FINAL.value,
    "original": "",
    "dated_on": "",
    "posted_on": "",
    "supersedes": None,
    "sessions": [],
    "versions": [],
}


def released_facts(document: Document, session_slugs: dict[int, str]) -> Facts:
    """Return what is released of a document beside its symbol and its texts; `session_slugs` are those by key.

    Its versions and its places in sessions are loaded.
    """
    places = {place.session_id for place in document.in_sessions.all()}
    facts: Facts = {
        "type": document.type,
        "status": document.status,
        "original": document.original,
        "dated_on": document.dated_on.isoformat() if document.dated_on else "",
        "posted_on": document.posted_on.isoformat() if document.posted_on else "",
        "supersedes": document.supersedes_id,
        "sessions": [slug for key, slug in session_slugs.items() if key in places],
        "versions": [
            {
                "language": version.language,
                "kind": version.kind,
                "url": version.url,
                "file": version.file.name or "",
                "format": version.format,
                "size": version.size,
                "sha256": version.sha256,
            }
            for version in document.versions.all()
        ],
    }
    return {name: value for name, value in facts.items() if value != _USUAL[name]}


def whole(document: Facts) -> Facts:
    """Return a released document with what its content leaves out."""
    return {**_USUAL, **document}


def files_of(content: Facts) -> set[str]:
    """Return the names of the files of the documents of a released content."""
    rows = content.get("documents", ())
    return {version["file"] for row in rows for version in row.get("versions", ()) if version["file"]}
