"""What the database holds of recordings, whoever writes it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from floor.models import Recording, RecordingAnchor
from tests.constraints import refuses
from tests.factories import MORNING, make_conference, make_panel

pytestmark = pytest.mark.django_db
ADDRESS = "https://webtv.un.org/en/asset/k10/k10h1p03zp"


@pytest.fixture
def panel():
    return make_panel(make_conference())


def make_recording(session, **fields):
    return Recording.objects.create(session=session, **{"address": ADDRESS, "shown_from": MORNING, **fields})


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "tape"},
        {"channel": "de"},
        {"address": "http://webtv.un.org/en/asset/k10/k10h1p03zp"},
        {"part": 0},
        {"length": timedelta(0)},
        {"kind": "live", "zero": MORNING},
        {"kind": "live", "length": timedelta(hours=1)},
        {"withdrawn_at": MORNING},
        {"withdrawn_reason": "A reason"},
    ],
)
def test_database_refuses_what_a_recording_cannot_be(panel, fields):
    assert refuses(make_recording, panel, **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"zero": MORNING, "length": timedelta(hours=1)},
        {"kind": "live", "channel": "sign"},
        {"withdrawn_at": MORNING, "withdrawn_reason": "A reason"},
    ],
)
def test_database_takes_what_a_recording_can_be(panel, fields):
    assert not refuses(make_recording, panel, **fields)


def test_channel_and_part_have_one_recording_in_use(panel):
    make_recording(panel, withdrawn_at=MORNING, withdrawn_reason="Cut")
    make_recording(panel)
    make_recording(panel, part=2)
    make_recording(panel, channel="fr")
    make_recording(panel, kind="live")

    assert refuses(make_recording, panel)


def test_intervention_is_anchored_once_in_a_recording(room):
    row, first, second = room.ask(0), make_recording(room.session), make_recording(room.session, part=2)
    RecordingAnchor.objects.create(recording=first, intervention=row, second=10)
    RecordingAnchor.objects.create(recording=second, intervention=row, second=10)

    assert refuses(RecordingAnchor.objects.create, recording=first, intervention=row, second=11)


@pytest.mark.parametrize(
    "address", ["https://evil.example/asset", "https://user@evil.example/webtv.un.org", "https://["]
)
def test_recording_is_at_a_site_that_the_conference_allows(panel, address):
    allowed = Recording(session=panel, address=ADDRESS, shown_from=MORNING)
    other = Recording(session=panel, address=address, shown_from=MORNING)

    allowed.full_clean()
    with pytest.raises(ValidationError) as refused:
        other.full_clean()

    assert list(refused.value.message_dict) == ["address"]


def test_conference_keeps_the_sites_that_it_allows(panel):
    conference = panel.conference
    conference.recording_hosts = "Streams.example.org\n"
    conference.full_clean()

    assert conference.hosts_of_recordings == {"streams.example.org"}


@pytest.mark.parametrize(
    "hosts", ["https://media.un.org", "media.un.org/asset", "localhost", "media.un.org,webtv.un.org"]
)
def test_conference_keeps_names_of_sites_alone(panel, hosts):
    panel.conference.recording_hosts = hosts

    with pytest.raises(ValidationError, match="is not the name of a site"):
        panel.conference.clean_fields()
