"""How a phone joins as a delegation, and that no phone can pose as another."""

import logging
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.test.client import RequestFactory
from django.urls import reverse
from django.utils import timezone

from conference.link_secrets import fingerprint, new_secret
from conference.models import Conference
from floor.models.seat import MOST_DEVICES, Device, Seat
from floor.seats.device_access import JOINS_A_MINUTE, browser_in_words, cookie_name, device_of, device_of_cookies
from floor.seats.secret_urls import WithoutSecrets
from tests.factories import in_six, make_conference, release
from tests.together import at_once

pytestmark = pytest.mark.one_database

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)
DAY = timedelta(days=1)


@pytest.fixture
def conference(db):
    conference = make_conference()
    for name in ("Malta", "Qatar"):
        conference.delegations.create(kind="states", **in_six("name", name))
    return conference


def make_link(delegation, at=None, valid_until=None):
    """The seat and the address of a new link."""
    at = at or timezone.now()
    [(__, secret)] = Seat.objects.make([delegation], valid_until=valid_until or at + DAY, by=None, at=at)
    address = reverse("floor:join", args=[delegation.conference.slug, secret])
    return Seat.objects.with_secret(secret).get(), address


def phone_of(delegation):
    """A phone that has joined."""
    client = Client()
    client.post(make_link(delegation)[1])
    return client


def seen(client, slug="dialogue"):
    """Whose device the server takes a client for."""
    request = RequestFactory().get("/", headers={"Cookie": client.cookies.output(header="", attrs=[], sep=";")})
    device = device_of(request, slug)
    return device and device.seat.delegation


# Opening a link


def test_opening_a_link_asks_and_changes_nothing(conference):
    malta = conference.delegations.first()
    __, address = make_link(malta)
    client = Client()

    response = client.get(address)

    assert (response.status_code, "Malta (en)" in response.content.decode()) == (200, True)
    assert (Device.objects.count(), cookie_name("dialogue") in client.cookies) == (0, False)


def test_only_the_form_joins_and_the_clean_address_follows(conference):
    malta = conference.delegations.first()
    seat, address = make_link(malta)
    client = Client(headers={"User-Agent": IPHONE})

    response = client.post(address)

    assert (response.status_code, response.headers["Location"]) == (302, "/en/dialogue/floor/")
    assert (seen(client), seat.devices.get().agent) == (malta, "Safari, iPhone")


def test_forged_form_of_another_site_does_not_join(conference):
    __, address = make_link(conference.delegations.first())
    client = Client(enforce_csrf_checks=True)

    assert client.post(address).status_code == 403
    assert not Device.objects.exists()


def test_page_of_a_link_is_kept_nowhere_and_tells_its_address_to_nobody(conference):
    __, address = make_link(conference.delegations.first())
    client = Client()

    for response in (client.get(address), client.post(address), client.get(address)):
        assert response.headers["Referrer-Policy"] == "strict-origin"  # no path; see floor/discretion.py
        assert response.headers["Cache-Control"] == "no-store"


def test_secret_is_on_the_page_only_in_its_six_languages(conference):
    __, address = make_link(conference.delegations.first())
    secret = address.split("/")[-2]

    content = Client().get(address).content.decode()

    assert content.count(secret) == 6
    assert len(re.findall(rf'<a href="/[\w-]+/dialogue/join/{secret}/"', content)) == 6
    assert not re.search(r'(href|src|action)="(https?:)?//', content)
    assert secret not in re.search(r"<title>(.*?)</title>", content)[1]


def test_link_typed_in_capitals_works(conference):
    seat, address = make_link(conference.delegations.first())
    typed = reverse("floor:join", args=["dialogue", address.split("/")[-2].replace("-", "").upper()])

    Client().post(typed)

    assert seat.devices.count() == 1


# Links that do not work


def bad_links(conference):
    now = timezone.now()
    malta = conference.delegations.first()
    revoked, revoked_address = make_link(malta)
    Seat.objects.filter(pk=revoked.pk).revoke(by=None, at=now)
    __, expired_address = make_link(malta, at=now - 2 * DAY, valid_until=now - DAY)
    stranger = make_conference(slug="other").delegations.create(kind="media", **in_six("name", "Stranger"))
    __, other = make_link(stranger)
    return {
        "unknown": reverse("floor:join", args=["dialogue", new_secret()]),
        "revoked": revoked_address,
        "expired": expired_address,
        "of another conference": other.replace("/other/", "/dialogue/"),
        "of no conference": other.replace("/other/", "/no-event/"),
    }


def test_links_that_do_not_work_answer_alike(conference):
    client = Client()
    answers = set()

    for address in bad_links(conference).values():
        for act in (client.get, client.post):
            response = act(address)
            slug = address.split("/")[2]
            body = response.content.decode().replace(address.split("/")[-2], "").replace(f"/{slug}/", "/")
            del response.headers["X-Request-ID"]  # each request has its own
            answers.add((response.status_code, body, str(sorted(response.headers.items()))))

    assert {status for status, __, __ in answers} == {404}
    assert len(answers) == 1
    assert not Device.objects.exists()


# The cookie


@pytest.mark.parametrize(("https", "name"), [(False, "rostrum-seat-dialogue"), (True, "__Host-rostrum-seat-dialogue")])
def test_cookie_is_for_the_server_alone(conference, settings, https, name):
    settings.HTTPS = https
    client = Client()

    client.post(make_link(conference.delegations.first())[1])

    cookie = client.cookies[name]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")
    assert bool(cookie["secure"]) == https


@pytest.mark.parametrize(("valid", "kept"), [(timedelta(days=3), 3), (timedelta(days=300), 30)])
def test_cookie_is_kept_as_long_as_the_link_is_valid_and_thirty_days_at_most(conference, valid, kept):
    client = Client()

    client.post(make_link(conference.delegations.first(), valid_until=timezone.now() + valid)[1])

    assert round(client.cookies[cookie_name("dialogue")]["max-age"] / 86400) == kept


def test_token_is_stored_as_its_fingerprint_alone(conference):
    client = phone_of(conference.delegations.first())
    token = client.cookies[cookie_name("dialogue")].value

    stored = str(list(Device.objects.values()))

    assert fingerprint(token) in stored
    assert token not in stored


def test_streams_know_the_device_by_the_raw_header(conference):
    malta = conference.delegations.first()
    client = phone_of(malta)
    header = f"a=b; {cookie_name('dialogue')}={client.cookies[cookie_name('dialogue')].value}; c".encode()

    assert device_of_cookies(header, "dialogue").seat.delegation == malta
    assert device_of_cookies(header, "other") is None
    assert device_of_cookies(b"\xff\x00; ====", "dialogue") is None


@pytest.mark.parametrize("token", ["", "x", "x" * 5000, "'; --", "%00", "1", "é"])
def test_forged_token_is_nobody_s(conference, token):
    phone_of(conference.delegations.first())
    header = f"{cookie_name('dialogue')}={token}".encode()

    assert device_of_cookies(header, "dialogue") is None


def test_fingerprint_that_somebody_read_is_no_token(conference):
    phone_of(conference.delegations.first())
    client = Client()

    client.cookies[cookie_name("dialogue")] = Device.objects.get().token_hash

    assert seen(client) is None


def test_cookie_of_one_conference_says_nothing_at_another(conference):
    stranger = make_conference(slug="other").delegations.create(kind="media", **in_six("name", "Stranger"))
    client = phone_of(stranger)

    client.cookies[cookie_name("dialogue")] = client.cookies[cookie_name("other")].value

    assert (seen(client), seen(client, "other")) == (None, stranger)


@pytest.mark.every_database
def test_phone_takes_part_in_two_conferences_at_once(conference):
    malta = conference.delegations.first()
    stranger = make_conference(slug="other").delegations.create(kind="media", **in_six("name", "Stranger"))
    client = phone_of(malta)

    client.post(make_link(stranger)[1])

    assert (seen(client), seen(client, "other")) == (malta, stranger)


def test_secret_of_the_link_is_no_token(conference):
    __, address = make_link(conference.delegations.first())
    client = Client()

    client.cookies[cookie_name("dialogue")] = address.split("/")[-2]

    assert seen(client) is None


# Joining again, leaving, being put out


@pytest.mark.every_database
def test_joining_twice_is_one_device(conference):
    seat, address = make_link(conference.delegations.first())
    client = Client()

    for _time in range(3):
        assert client.post(address).status_code == 302

    assert seat.devices.count() == 1


def test_phone_that_joins_another_delegation_leaves_the_first(conference):
    malta, qatar = conference.delegations.all()
    client = phone_of(malta)
    __, address = make_link(qatar)

    asked = client.get(address).content.decode()
    client.post(address)

    assert "Malta (en)" in asked
    assert (seen(client), Device.objects.joined(timezone.now()).count()) == (qatar, 1)


@pytest.mark.every_database
@pytest.mark.parametrize("act", ["revoke", "remove", "expire"])
def test_revoking_acts_at_once(conference, act):
    client = phone_of(conference.delegations.first())
    device, now = Device.objects.get(), timezone.now()

    if act == "revoke":
        Seat.objects.all().revoke(by=None, at=now)
    elif act == "remove":
        device.remove(by=None, at=now)
    else:
        Seat.objects.update(valid_until=now)

    assert seen(client) is None
    assert client.get("/en/dialogue/floor/").status_code == 404


def test_phone_leaves_and_its_cookie_is_worth_nothing(conference):
    client = phone_of(conference.delegations.first())
    token = client.cookies[cookie_name("dialogue")].value

    response = client.post("/en/dialogue/floor/leave/")

    assert (response.status_code, client.cookies[cookie_name("dialogue")].value) == (200, "")
    client.cookies[cookie_name("dialogue")] = token
    assert seen(client) is None


def test_leaving_puts_out_no_other_phone(conference):
    malta = conference.delegations.first()
    stays, leaves = phone_of(malta), phone_of(malta)

    leaves.post("/en/dialogue/floor/leave/")

    assert (seen(stays), seen(leaves)) == (malta, None)


# Limits


def test_delegation_has_so_many_devices_whatever_link_they_came_through(conference):
    malta = conference.delegations.first()
    seats = [make_link(malta)[0] for _link in range(2)]
    for number in range(MOST_DEVICES):
        seats[number % 2].join(agent="", at=timezone.now() - timedelta(hours=1))

    response = Client().post(make_link(malta)[1])

    assert (response.status_code, Device.objects.count()) == (429, MOST_DEVICES)
    assert "the secretariat can remove one" in response.content.decode()


def test_one_link_is_joined_so_often_a_minute(conference):
    seat, address = make_link(conference.delegations.first())
    for _phone in range(JOINS_A_MINUTE):
        device, __ = seat.join(agent="", at=timezone.now())
        Device.objects.filter(pk=device.pk).leave(at=timezone.now())

    response = Client().post(address)

    assert response.status_code == 429
    assert "try again in a minute" in response.content.decode()


@pytest.mark.every_database
def test_room_behind_one_address_joins_all_at_once(conference):
    for number in range(40):
        delegation = conference.delegations.create(kind="media", **in_six("name", f"Press {number}"))
        assert Client(REMOTE_ADDR="192.0.2.1").post(make_link(delegation)[1]).status_code == 302


@pytest.mark.every_database
def test_phones_that_join_together_are_counted_one_by_one(transactional_db):
    delegation = make_conference().delegations.create(kind="media", **in_six("name", "Press"))
    addresses = [make_link(delegation)[1] for _link in range(2)]

    answers = at_once(lambda number: Client().post(addresses[number % 2]).status_code, people=20)

    assert (answers.count(302), answers.count(429)) == (MOST_DEVICES, 20 - MOST_DEVICES)
    assert Device.objects.joined(timezone.now()).count() == MOST_DEVICES


@pytest.mark.every_database
def test_taps_on_two_phones_together_are_one_request(crowded_room):
    cookies = [phone_of(crowded_room.delegations[0]).cookies for _phone in range(2)]
    keys = [str(uuid4()) for _phone in cookies]

    def tap(number):
        phone = Client()
        phone.cookies = cookies[number % 2]
        form = {"session": crowded_room.session.slug, "key": keys[number % 2], "kind": "intervention"}
        return phone.post("/en/dialogue/floor/ask/", form).status_code

    answers = at_once(tap, people=20)

    assert crowded_room.waiting() == [0]
    assert sorted(answers) == [302] * 10 + [409] * 10


# What is left behind


def test_secret_is_in_no_line_of_the_log(conference, caplog, monkeypatch):
    __, address = make_link(conference.delegations.first())
    caplog.handler.addFilter(WithoutSecrets())

    Client(enforce_csrf_checks=True).post(address)  # which Django warns of, with the address
    logging.getLogger("django.request").error("Internal Server Error: %s", address)

    assert caplog.text.count("/en/dialogue/join/–/") == 2
    assert address.split("/")[-2] not in caplog.text


def test_log_of_the_server_hides_secrets(settings):
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["secrets"]


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (IPHONE, "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/126 Safari/537.36 Edg/126.0", "Edge, Windows"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_phones_are_told_apart_in_words(agent, words):
    assert browser_in_words(agent) == words


# After the conference got another short name


def test_phone_stays_joined_when_the_conference_gets_another_short_name(conference):
    malta, qatar = conference.delegations.order_by("pk")
    release(conference)
    phone = phone_of(malta)
    Conference.objects.update(slug="renamed")

    assert seen(phone, "renamed") == seen(phone, "dialogue") == malta
    assert phone.get("/en/renamed/floor/").status_code == 200
    conference.refresh_from_db()
    qatar.refresh_from_db()
    assert phone.post(make_link(qatar)[1]).status_code == 302
    assert seen(phone, "renamed") == qatar
    phone.post("/en/renamed/floor/leave/")
    assert seen(phone, "renamed") is None
