"""The changing part of a delegation's page, answered before Django: as Django gives it, and only where it would."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from floor.delegation.early_answer import part_of_page
from floor.models.seat import Device, Seat
from floor.procedure.changes import change_request
from floor.seats.device_access import cookie_name
from tests.factories import release
from tests.floor.live.served import Site

NOW = "/{}/dialogue/floor/now/"
SECRET = "csrftoken=" + "aB3" * 10 + "Zz"
OF_ONE_REQUEST = re.compile(r'(?<=csrfmiddlewaretoken" value=")[^"]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')
KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def joined(room, number=0):
    """The cookies of a phone that has joined, and its device."""
    Seat.objects.make([room.delegations[number]], valid_until=None, by=room.officer, at=room.at)
    device, token = Seat.objects.latest("pk").join(agent="Phone", at=timezone.now())
    return f"{SECRET}; {cookie_name('dialogue')}={token}", device


def by_django(cookies, code):
    client = Client()
    for cookie in cookies.split("; "):
        name, _equals, client.cookies[name] = cookie.partition("=")
    return client.get(NOW.format(code), headers={"Rostrum-Fragment": "floor"})


def told(body):
    """The part without what belongs to one request: tokens and keys."""
    return OF_ONE_REQUEST.sub("", json.loads(body)["html"])


@pytest.mark.parametrize("code", ["en", "ar"])
def test_part_is_that_of_django(code, room):
    release(room.conference)
    cookies, device = joined(room)
    request = room.ask(0, speaker_name="Anna", device=device)
    change_request(
        request, {"speaker_name": "Berta"}, seen={"speaker_name": "Anna"}, by=room.officer, at=timezone.now()
    )

    early = part_of_page(code, "dialogue", cookies)

    assert "Berta" in told(early)
    assert 'id="notices"' in told(early)
    assert told(early) == told(by_django(cookies, code).content)


def test_forms_of_a_part_have_the_token_of_its_browser_and_keys_of_their_own(room):
    release(room.conference)
    cookies, _device = joined(room)

    parts = [json.loads(part_of_page("en", "dialogue", cookies))["html"] for _time in range(2)]

    keys = [set(KEY.findall(html)) for html in parts]
    assert keys[0]
    assert not keys[0] & keys[1]
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', parts[0])[1]
    client = Client(enforce_csrf_checks=True)
    for cookie in cookies.split("; "):
        name, _equals, client.cookies[name] = cookie.partition("=")
    form = {"csrfmiddlewaretoken": token, "session": room.session.slug, "key": keys[0].pop(), "kind": "intervention"}
    client.post("/en/dialogue/floor/ask/", form, headers={"Origin": "http://testserver"})
    assert room.waiting() == [0]


def test_whatever_is_not_usual_is_for_django(room):
    release(room.conference)
    cookies, device = joined(room)
    of_seat = cookies.partition("; ")[2]
    usual = part_of_page("en", "dialogue", cookies)

    def answers(**changes):
        asked = {"language": "en", "conference": "dialogue", "cookies": cookies} | changes
        return part_of_page(*asked.values())

    assert usual
    assert answers()
    assert not answers(conference="another")
    assert not answers(cookies=of_seat)
    assert not answers(cookies=SECRET)
    assert not answers(cookies=f"csrftoken=short; {of_seat}")
    assert not answers(cookies=f"{SECRET}; {cookie_name('dialogue')}=unknown")
    Device.objects.update(seen_at=timezone.now() - timedelta(minutes=6))  # Django notes that the phone is there
    assert not answers()
    Device.objects.update(seen_at=timezone.now())
    assert answers()
    Device.objects.filter(pk=device.pk).leave(at=timezone.now())
    assert not answers()


def test_phones_of_an_archived_conference_are_answered_by_django(room):
    release(room.conference)
    cookies, _device = joined(room)
    assert part_of_page("en", "dialogue", cookies)
    type(room.conference).objects.update(archived_at=timezone.now())
    assert part_of_page("en", "dialogue", cookies) is None


@pytest.fixture
def site(crowded_room, monkeypatch):
    release(crowded_room.conference)
    monkeypatch.setitem(connections.databases["default"], "CONN_MAX_AGE", 0)
    site = Site()
    site.start()
    yield site
    site.stop()


def test_process_that_serves_answers_a_phone_that_it_knows_and_leaves_others_to_django(site, crowded_room, monkeypatch):
    cookies, device = joined(crowded_room)
    lanes, seen_by_django = site.application.lanes, []
    answer = lanes.answer

    async def noted(name, scope, *rest):
        seen_by_django.append(name)
        await answer(name, scope, *rest)

    monkeypatch.setattr(lanes, "answer", noted)
    script = {"Rostrum-Fragment": "floor"}

    early = site.ask(NOW.format("fr"), Cookie=cookies, **script)
    seen_before = list(seen_by_django)
    answers = [
        site.ask(NOW.format("fr"), Cookie=cookies.partition("; ")[2], **script),  # a browser's first request
        site.ask(NOW.format("fr"), Cookie=cookies),  # no script
        site.ask(NOW.format("fr"), Cookie=SECRET, **script),
        site.ask(NOW.format("fr"), method="POST", Cookie=cookies, **script),
    ]
    Device.objects.filter(pk=device.pk).leave(at=timezone.now())
    left = site.ask(NOW.format("fr"), Cookie=cookies, **script)

    assert (early.status, seen_before, told(early.body)) == (200, [], told(by_django_once_more(crowded_room)))
    assert [one.status for one in answers] == [200, 200, 404, 403]
    assert left.status == 404
    assert len(seen_by_django) == 5
    for name in ("Cache-Control", "X-Content-Type-Options", "Content-Type", "X-Frame-Options"):
        assert early.headers[name] == answers[0].headers[name]
    assert early.headers["X-Request-ID"]
    assert "Set-Cookie" not in early.headers


def by_django_once_more(room):
    return by_django(joined(room)[0], "fr").content
