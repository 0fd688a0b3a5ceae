"""The recordings of a session as the interface for other programs tells of them, with who speaks at which second."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conference.languages import CODES, official, texts
from conference.released_pages import HEADER
from floor.loading import public_session
from floor.models import Intervention, Recording
from floor.models.recording import AUDIO, FLOOR, SIGN
from floor.recordings.chapters import names_of
from floor.recordings.session_recordings import SessionRecordings, timing
from floor.recordings.views import FRESH
from programme.api.json_schema import ADDRESS, GUID, INTEGER, MOMENT, fields, list_of, one_of, or_null, ref
from programme.api.operations import Operation
from programme.api.responses import interface, pages_of, written
from programme.api.serializers import ProgrammeSerializer, conference_and_revision, moment, texts_of

TEXTS = ref("Texts")
CHANNEL = one_of(FLOOR, SIGN, AUDIO, *(official(code).html for code in CODES))
SCHEMAS = {
    "Recordings": fields(
        "The recordings that are shown now, and the interventions that may be published, where second 0 is known.",
        conference=ref("Standing"),
        recordings=list_of(
            fields(
                kind=one_of(*Recording.Kind.values),
                channel=CHANNEL,
                part=INTEGER,
                address=ADDRESS,
                length=or_null({"type": "integer", "description": "In seconds."}),
                zero=or_null({**MOMENT, "description": "The moment that is second 0."}),
                captions=list_of(ref("Language")),
                captions_address=or_null(ADDRESS),
                shown_from=MOMENT,
            )
        ),
        interventions=list_of(
            fields(
                kind=one_of(*Intervention.Kind.values),
                delegation=or_null(GUID),
                name=TEXTS,
                on_behalf_of=TEXTS,
                channel=CHANNEL,
                part=INTEGER,
                start=INTEGER,
                end=or_null(INTEGER),
                address=ADDRESS,
                address_leads_there={
                    "type": "boolean",
                    "description": "Whether the address leads to the second; if not, to the recording.",
                },
            )
        ),
        pages=ref("Pages"),
    ),
}


@interface
def recordings(request, conference, session):
    edition, row = public_session(conference, session)
    found = SessionRecordings(row, at=timezone.now(), language=FLOOR)
    zone, writer = edition.programme.zone, ProgrammeSerializer(edition)
    codes = found.time_codes
    response = written(
        {
            "conference": conference_and_revision(edition),
            "recordings": [_recording(each, zone) for each in found.shown],
            "interventions": [
                _intervention(each, codes[each.pk], writer) for each in found.interventions if each.pk in codes
            ],
            "pages": pages_of(f"{edition.url('session-detail', session)}recordings/"),
        }
    )
    response.headers[HEADER] += f"; seconds={FRESH}"
    return response


def _recording(row, zone):
    found = None if row.is_live else timing(row)
    return {
        "kind": row.kind,
        "channel": _channel(row),
        "part": row.part,
        "address": row.address,
        "length": round(row.length.total_seconds()) if row.length else None,
        "zero": moment(found.zero.astimezone(zone)) if found else None,
        "captions": [official(code).html for code in row.captions],
        "captions_address": row.captions_address or None,
        "shown_from": moment(row.shown_from.astimezone(zone)),
    }


def _intervention(row, code, writer):
    return {
        "kind": row.kind,
        "delegation": writer.guid("delegations", row.delegation_id) if row.delegation_id else None,
        "name": texts_of(names_of(row)),
        "on_behalf_of": texts_of(texts(row.group, "name")) if row.group else {},
        "channel": _channel(code.recording),
        "part": code.recording.part,
        "start": code.start,
        "end": code.end,
        "address": code.address,
        "address_leads_there": code.leads_there,
    }


def _channel(recording):
    return official(recording.channel).html if recording.channel in CODES else recording.channel


OPERATIONS = [
    Operation(
        "recordings",
        "conferences/<slug:conference>/sessions/<slug:session>/recordings/",
        _("The recordings of a session, and who speaks at which second."),
        "Recordings",
        recordings,
    ),
]
