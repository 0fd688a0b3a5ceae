"""The recordings of a session for search engines (schema.org `VideoObject` with clips); it names no person."""

from django.conf import settings
from django.utils.translation import override

from conference.languages import CODES, official
from conference.languages.lists import with_note
from conference.models import Conference
from conference.templatetags.languages import in_language
from floor.recordings.chapters import Chapter, chapters_of
from floor.recordings.session_recordings import SessionRecordings
from programme.release.editions import ProgrammeEdition


def of_recordings(
    edition: ProgrammeEdition, recordings: SessionRecordings, address: str, language: str
) -> list[dict[str, object]] | None:
    """Returns one video for each recording on demand; None if search engines must not index it."""
    if edition.programme.conference["purpose"] != Conference.Purpose.DIALOGUE:
        return None
    session = edition.programme.session(recordings.session.slug)
    if not session or not recordings.on_demand:
        return None
    with override(language):
        name, spoken = in_language(session["title"], edition.programme.conference["original_language"])
    videos = []
    for row in recordings.on_demand:
        chapters = chapters_of(recordings, row.part, edition.programme, language)
        clips = [_clip(each) for each in chapters if each.code.recording == row and each.row.delegation_id]
        videos.append(
            {
                "@context": "https://schema.org",
                "@type": "AudioObject" if row.channel == row.Channel.AUDIO else "VideoObject",
                "name": with_note(name, row.part) if len(recordings.parts) > 1 else name,
                "description": name,
                "inLanguage": official(row.channel).html if row.channel in CODES else spoken.html,
                "uploadDate": row.shown_from.isoformat(),
                "url": row.address,
                "mainEntityOfPage": settings.PUBLIC_URL + address,
                **({"duration": _duration(row.length.total_seconds())} if row.length else {}),
                **({"hasPart": clips} if clips else {}),
            }
        )
    return videos


def _clip(chapter: Chapter) -> dict[str, object]:
    return {
        "@type": "Clip",
        "name": chapter.title,
        "startOffset": chapter.start,
        "endOffset": chapter.end,
        "url": chapter.code.address,
    }


def _duration(seconds: float) -> str:
    """Returns a length as ISO 8601 has it: "PT3600S"."""
    return f"PT{round(seconds)}S"
