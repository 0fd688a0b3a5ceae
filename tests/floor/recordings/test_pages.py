"""The public pages that tell of recordings, and the chapters for players."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from floor.models import Intervention, Recording
from programme.models import Session
from tests.factories import in_six, release
from tests.floor.recordings.conftest import ADDRESS, protect
from tests.floor.test_recording_consent import answer_of
from tests.pages import page

pytestmark = pytest.mark.one_database


def clips(words):
    """The data for search engines on a page of recordings."""
    return json.loads(re.search(r'<script type="application/ld\+json">(.+?)</script>', words)[1])


def test_page_lists_parts_by_channels_and_who_speaks_when(webcast, client):
    webcast.add(channel="fr", captions=["fr", "en"])

    words = page(client, webcast.address("recordings"))

    assert '<th scope="col"><bdi>Floor</bdi></th><th scope="col"><bdi>Français</bdi></th>' in words
    assert f'href="{ADDRESS}?kalturaStartTime=58"' in words
    assert '<bdi dir="ltr">2:58</bdi>' in words
    assert "Delegation 1 (en)" in words
    assert "it is not an authentic record" in words


def test_page_says_where_nothing_is_linked(webcast, client):
    webcast.recording.delete()

    assert "No recording of this session is available." in page(client, webcast.address("recordings"))
    assert "Webcast and recordings" not in page(client, webcast.session_page)


def test_recording_without_second_0_is_in_the_table_and_has_no_time_codes(webcast, client):
    Recording.objects.update(zero=None)

    for address in (webcast.address("recordings"), webcast.session_page):
        words = page(client, address)
        assert f'href="{ADDRESS}"' in words
        assert "Who speaks when" not in words


def test_session_s_page_has_the_table_and_leads_to_the_time_codes(webcast, client):
    words = page(client, webcast.session_page)

    assert f'href="{ADDRESS}"' in words
    assert f'href="{webcast.address("recordings")}"' in words
    assert "Watch live" not in words


def test_session_s_page_has_the_button_for_what_is_live(webcast, client):
    now = timezone.now()
    webcast.add(kind="live", address="https://www.youtube.com/watch?v=a", captions_address="https://media.un.org/c")
    Session.objects.update(starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))

    words = page(client, webcast.session_page)

    assert re.search(r'<a class="action" href="https://www.youtube.com/watch\?v=a">\s*Watch live</a>', words)
    assert '<a href="https://media.un.org/c">Live captions</a>' in words


def test_documents_list_the_recordings_by_session_part_and_channel(webcast, client, django_assert_num_queries):
    webcast.add(channel="ar", part=2, address=f"{ADDRESS}-2")
    webcast.add(channel="fr", withdrawn_at=timezone.now(), withdrawn_reason="no", address=f"{ADDRESS}-withdrawn")
    webcast.add(channel="es", shown_from=timezone.now() + timedelta(hours=1), address=f"{ADDRESS}-later")
    webcast.add(channel="ru", kind="live", address=f"{ADDRESS}-live")
    address = reverse("programme:document-list", args=[webcast.conference.slug])
    page(client, address)

    with django_assert_num_queries(2):  # which releases are public, and the recordings
        words = page(client, address)

    assert re.findall(rf'href="{ADDRESS}([^"]*)"', words) == ["", "-2"]
    assert f'href="{webcast.address("recordings")}"' in words
    assert "<bdi>العربية</bdi>" in words
    assert "Part 2" in words


def test_documents_name_no_recordings_where_there_are_none(webcast, client):
    webcast.recording.delete()

    words = page(client, reverse("programme:document-list", args=[webcast.conference.slug]))

    assert "Statements delivered" in words
    assert 'id="recordings"' not in words


def test_pages_that_tell_of_recordings_are_kept_for_seconds(webcast, client):
    for address in (webcast.session_page, webcast.address("recordings"), webcast.address("chapters-json", 1)):
        assert client.get(address).headers["Rostrum-Cache"].endswith("seconds=30")


def test_old_revision_tells_of_no_recording(webcast, client):
    webcast.conference.contact_phone = "1"
    webcast.conference.save()
    release(webcast.conference)
    old = webcast.session_page.replace("/sessions/", "/revisions/1/sessions/")

    assert ADDRESS in page(client, webcast.session_page)
    assert ADDRESS not in page(client, old)


def test_figures_and_statements_have_time_codes(webcast, client):
    webcast.panel.statements.create(
        delegation=webcast.rows[1].delegation,
        intervention=webcast.rows[1],
        file="a.pdf",
        format="pdf",
        size=1,
        language="en",
        uploaded_at=webcast.room.at,
    )
    address = f"{ADDRESS}?kalturaStartTime=178"

    assert page(client, webcast.address("statistics")).count(address) == 2
    assert page(client, webcast.address("statement-list")).count(address) == 1


def test_speaker_s_page_has_the_time_codes_of_the_answers(webcast, client):
    speaker = webcast.room.panellist.speaker
    row = answer_of(webcast.room)
    Intervention.objects.filter(pk=row.pk).update(
        state="concluded", allowance=timedelta(minutes=3), given_at=webcast.room.at, concluded_at=webcast.room.at
    )
    Intervention.objects.filter(pk=row.pk).update(concluded_at=webcast.room.at + timedelta(minutes=1))
    address = webcast.session_page.replace("sessions/session-0", f"speakers/{speaker.slug}")

    assert "In the recordings" not in page(client, address)
    speaker.consents_to_recording = True
    speaker.save()
    assert "In the recordings" in page(client, address)


def test_delegation_s_page_has_the_time_codes_of_its_interventions(webcast, client):
    address = f"/en/dialogue/delegations/{webcast.rows[1].delegation_id}/"

    words = page(client, address)
    assert "kalturaStartTime=178" in words
    assert "kalturaStartTime=58" not in words
    protect(webcast, 1)
    assert "kalturaStartTime=178" not in page(client, address)


def test_chapters_name_the_delegation_and_its_group_in_each_language(webcast, client):
    webcast.change(1, group=webcast.conference.groups.create(**in_six("name", "Group"), of_fr="du Groupe"))

    answer = client.get(webcast.address("chapters-vtt", 1, "fr"))

    assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer.content.decode().split("\n\n")[:3] == [
        "WEBVTT\nKind: chapters\nLanguage: fr",
        "00:00:58.000 --> 00:02:58.000\nDelegation 0 (fr)",
        "00:02:58.000 --> 00:04:58.000\nDelegation 1 (fr), au nom du Groupe",
    ]


def test_chapters_never_tell_what_was_said(webcast, client):
    webcast.rows[0].gists.create(
        number=1, text="The gist", by=webcast.room.officer, began_at=webcast.room.at, at=webcast.room.at
    )

    words = client.get(webcast.address("chapters-json", 1)).content.decode()

    assert "Delegation 0 (en)" in words
    assert "gist" not in words


def test_text_of_a_chapter_is_no_mark_of_webvtt(webcast, client):
    webcast.change(0, speaker_function="Minister\n\n00:00 --> 00:01 <b>&")

    words = client.get(webcast.address("chapters-vtt", 1, "en")).content.decode()

    assert "Delegation 0 (en); Minister 00:00 --&gt; 00:01 &lt;b&gt;&amp;\n" in words


def test_chapters_as_json_lead_to_their_second(webcast, client):
    told = client.get(webcast.address("chapters-json", 1, language="es")).json()

    assert (told["language"], told["part"], told["recording"]) == ("es", 1, {"channel": "floor", "address": ADDRESS})
    assert told["chapters"][0] == {
        "start": 58,
        "end": 178,
        "title": "Delegation 0 (es)",
        "name": "Delegation 0 (es)",
        "on_behalf_of": None,
        "function": None,
        "kind": "intervention",
        "address": f"{ADDRESS}?kalturaStartTime=58",
        "address_leads_there": True,
    }


@pytest.mark.parametrize("args", [("chapters-vtt", 2, "en"), ("chapters-vtt", 1, "de"), ("chapters-json", 2)])
def test_chapters_that_are_not_there_are_not_found(webcast, client, args):
    assert client.get(webcast.address("chapters-vtt", 1, "en")).status_code == 200
    assert client.get(webcast.address(*args)).status_code == 404


def test_protected_speaker_is_absent_everywhere(webcast, client):
    """Not by the name, not by the displayed name, not by the second."""
    webcast.change(1, speaker_function="A function")
    protect(webcast, 1)
    addresses = [
        webcast.address("recordings"),
        webcast.session_page,
        webcast.address("statistics"),
        webcast.address("chapters-json", 1),
        webcast.address("chapters-vtt", 1, "fr"),
    ]

    for address in addresses:
        words = page(client, address)
        assert "Amina" not in words
        assert "survivor" not in words
        assert "kalturaStartTime=178" not in words
    assert "kalturaStartTime=300" in page(client, addresses[0])
    told = client.get(webcast.address("chapters-json", 1)).json()["chapters"]
    assert [each["name"] for each in told] == [f"Delegation {number} (en)" for number in (0, 2, 3)]
    assert [(each["start"], each["end"]) for each in told] == [(58, 180), (300, 418), (418, 540)]


@pytest.mark.every_database
def test_search_engines_are_told_of_the_video_and_its_clips(webcast, client):
    [video] = clips(page(client, webcast.address("recordings")))

    assert (video["@type"], video["url"], video["duration"]) == ("VideoObject", ADDRESS, "PT3600S")
    assert [clip["startOffset"] for clip in video["hasPart"]] == [58, 178, 298, 418]
    assert video["hasPart"][0]["name"] == "Delegation 0 (en)"


def test_interface_for_programs_tells_the_recordings_and_each_second(webcast, client):
    webcast.add(channel="fr", captions=["fr"], captions_address="https://media.un.org/c")

    answer = client.get("/api/v1/conferences/dialogue/sessions/session-0/recordings/")

    told = answer.json()
    assert answer.headers["Rostrum-Cache"].endswith("seconds=30")
    assert [row["channel"] for row in told["recordings"]] == ["floor", "fr"]
    assert told["recordings"][0]["zero"] == "2012-04-03T10:00:00-04:00"
    assert [row["start"] for row in told["interventions"]] == [58, 178, 298, 418]
    assert told["interventions"][0]["name"]["fr"] == "Delegation 0 (fr)"
    assert told["pages"]["fr"].endswith("/fr/dialogue/sessions/session-0/recordings/")


def test_interface_for_programs_leaves_out_who_is_protected(webcast, client):
    protect(webcast, 1)

    told = client.get("/api/v1/conferences/dialogue/sessions/session-0/recordings/").json()

    assert [row["start"] for row in told["interventions"]] == [58, 300, 418]
