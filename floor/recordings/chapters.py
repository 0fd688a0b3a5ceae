"""The chapters of a part of a recording: one for each intervention that may be published, in a language.

They say who took the floor, in whose name and as what; what was said is not theirs to tell. Players read them as WebVTT
(`kind="chapters"`), other programs as JSON.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from conference.languages import official, texts
from conference.languages.lists import listed_apart
from conference.templatetags.languages import in_language
from floor.models import Intervention
from floor.recordings.session_recordings import SessionRecordings, TimeCode
from programme.release.programme import Programme

Kind = Intervention.Kind
NAMED_KINDS = (Kind.RIGHT_OF_REPLY, Kind.POINT_OF_ORDER)
SHORTEST = 1  # second


@dataclass(frozen=True)
class Chapter:
    """An intervention in a recording, from one second to another, with its names in a language."""

    start: int
    end: int
    name: str
    group: str
    function: str
    kind: str
    code: TimeCode
    row: Intervention

    @property
    def title(self) -> str:
        form = self.row.group.in_sentence(get_language()) if self.row.group else ""
        if form:
            name = _("%(name)s on behalf of %(group)s") % {"name": self.name, "group": form}
        else:
            name = _("%(name)s, on behalf of: %(group)s") % vars(self) if self.group else self.name
        kind = [str(Kind(self.kind).label)] if self.kind in NAMED_KINDS else []
        return listed_apart([name, *([self.function] if self.function else []), *kind])


def chapters_of(recordings: SessionRecordings, part: int, programme: Programme, language: str) -> list[Chapter]:
    """Returns the chapters of a part in their order, none of which reaches into the next."""
    codes = recordings.time_codes
    rows = [row for row in recordings.interventions if row.pk in codes and codes[row.pk].recording.part == part]
    rows.sort(key=lambda row: codes[row.pk].start)
    found = []
    with override(language):
        for place, row in enumerate(rows):
            following = codes[rows[place + 1].pk].start if place + 1 < len(rows) else None
            found.append(_chapter(row, codes[row.pk], following, programme))
    return found


def _chapter(row: Intervention, code: TimeCode, following: int | None, programme: Programme) -> Chapter:
    original = programme.conference["original_language"]
    ends = [end for end in (code.end, following) if end is not None]
    return Chapter(
        start=code.start,
        end=max(min(ends, default=code.start), code.start + SHORTEST),
        name=in_language(names_of(row), original)[0],
        group=in_language(texts(row.group, "name"), original)[0] if row.group else "",
        function=_function(row, programme),
        kind=row.kind,
        code=code,
        row=row,
    )


def names_of(row: Intervention) -> dict[str, str]:
    """Returns the names of the delegation, or of the panellist as the public reads it."""
    if row.delegation:
        return texts(row.delegation, "name")
    assert row.role
    return row.role.speaker.public_name


def _function(row: Intervention, programme: Programme) -> str:
    """Returns the function of a panellist as it is released, or what a delegation said of its speaker."""
    if not row.role:
        return row.speaker_function
    released = programme.speaker(row.role.speaker.slug)
    return in_language(released["function"], programme.conference["original_language"])[0] if released else ""


def as_webvtt(chapters: Iterable[Chapter], language: str) -> str:
    """Returns chapters as a WebVTT file."""
    with override(language):
        cues = [f"{_clock(each.start)} --> {_clock(each.end)}\n{_escaped(each.title)}\n" for each in chapters]
    return "\n".join([f"WEBVTT\nKind: chapters\nLanguage: {official(language).html}\n", *cues])


def _clock(second: int) -> str:
    minutes, seconds = divmod(second, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.000"


def _escaped(words: str) -> str:
    """Returns words as the text of a cue: on one line, without what WebVTT reads as a mark."""
    line = " ".join(words.split())
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_json(chapters: Iterable[Chapter], language: str) -> list[dict[str, object]]:
    """Returns chapters as values for JSON, with the address of each second where the site has one."""
    with override(language):
        return [
            {
                "start": each.start,
                "end": each.end,
                "title": each.title,
                "name": each.name,
                "on_behalf_of": each.group or None,
                "function": each.function or None,
                "kind": each.kind,
                "address": each.code.address,
                "address_leads_there": each.code.leads_there,
            }
            for each in chapters
        ]
