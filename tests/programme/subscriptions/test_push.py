"""Browsers are told of changes: a script asks, what has settled is sent encrypted, one press ends it."""

import json
import struct
from base64 import urlsafe_b64decode
from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from conference.web_push import decoded, encoded, encrypted, new_key, public_key
from operations.retention.expired import clear_expired
from programme.models import PushSubscription
from programme.subscriptions.background_work import tell_all_readers
from programme.subscriptions.pushing import tell_browsers
from tests.factories import MORNING, in_six, make_conference, make_session, release
from tests.pages import page
from tests.receiver import receiver

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PUSH = "/en/dialogue/updates/push/"
ELSEWHERE = "https://updates.push.services.mozilla.com/wpush/v2/abc"


@pytest.fixture(autouse=True)
def installation(settings):
    """An installation with a key, whose push service is a server of this test."""
    settings.PUSH_KEY = new_key()
    settings.PUSH_HOSTS = ["127.0.0.1", "push.services.mozilla.com"]
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def dialogue():
    """A meeting that goes on, with two sessions in a room."""
    conference = make_conference(starts_on=date(2012, 4, 3), ends_on=timezone.now().date() + timedelta(days=2))
    room = conference.rooms.create(**in_six("name", "Room 1"))
    for _number in range(2):
        make_session(conference, room=room)
    release(conference)
    return conference


class Browser:
    """What a browser does: it has keys of its own, and reads what is sent to it."""

    def __init__(self):
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.secret = b"0123456789abcdef"
        self.client = Client(enforce_csrf_checks=True)

    @property
    def public(self):
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def ask(self, endpoint, code="en", **fields):
        address = PUSH.replace("/en/", f"/{code}/")
        token = self.client.get(address).json()["token"]
        sent = {"endpoint": endpoint, "key": encoded(self.public), "secret": encoded(self.secret), **fields}
        return self.client.post(address, sent, headers={"X-CSRFToken": token})

    def end(self, endpoint):
        token = self.client.get(PUSH).json()["token"]
        return self.client.post(f"{PUSH}end/", {"endpoint": endpoint}, headers={"X-CSRFToken": token})

    def read(self, body):
        """Return the message in a body, by the steps of RFC 8188 and RFC 8291 for who receives."""
        salt, (size, length) = body[:16], struct.unpack(">IB", body[16:21])
        sender, rest = body[21 : 21 + length], body[21 + length :]
        assert len(rest) <= size
        other = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        shared = self.private.exchange(ec.ECDH(), other)
        material = derived(self.secret, shared, b"WebPush: info\0" + self.public + sender, 32)
        key, nonce = (
            derived(salt, material, b"Content-Encoding: " + name + b"\0", size)
            for name, size in ((b"aes128gcm", 16), (b"nonce", 12))
        )
        padded = AESGCM(key).decrypt(nonce, rest, None)
        assert padded[-1:] == b"\x02"
        return json.loads(padded[:-1])


def derived(salt, material, info, length):
    return HKDF(hashes.SHA256(), length, salt, info).derive(material)


def reschedule(conference, slug="session-0", at=MORNING + timedelta(days=1)):
    row = conference.sessions.get(slug=slug)
    row.starts_at, row.ends_at = row.starts_at + timedelta(hours=1), row.ends_at + timedelta(hours=1)
    row.save()
    return release(conference, at=at)


def test_message_is_encrypted_as_the_example_of_rfc_8291():
    own = ec.derive_private_key(
        int.from_bytes(decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big"), ec.SECP256R1()
    )
    browser = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"

    found = encrypted(
        b"When I grow up, I want to be a watermelon",
        decoded(browser),
        decoded("BTBZMqHH6r4Tts7J_aSIgg"),
        own=own,
        salt=decoded("DGv6ra1nlYgDCS1FRnbzlw"),
    )

    assert encoded(found) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBr"
        "u3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_browser_is_told_once_what_has_moved_in_the_language_of_its_reader(dialogue):
    browser = Browser()
    with receiver() as service:
        assert browser.ask(service.address, code="ar").status_code == 200
        reschedule(dialogue)
        tell_all_readers.call()
        tell_all_readers.call()

    ((headers, body, _path),) = service.received
    told = browser.read(body)
    assert (told["lang"], told["dir"], told["address"]) == ("ar", "rtl", "/ar/dialogue/my-programme/")
    assert "(ar)" in told["title"]
    assert "الآن:" in told["body"]
    assert (headers["Content-Encoding"], headers["TTL"]) == ("aes128gcm", "86400")


def test_push_service_can_check_who_sends(dialogue):
    browser = Browser()
    with receiver() as service:
        browser.ask(service.address)
        reschedule(dialogue)
        tell_all_readers.call()

    scheme, token, key = service.received[0][0]["Authorization"].replace(",", "").split(" ")
    assert (scheme, key) == ("vapid", f"k={public_key()}")
    signed, _dot, signature = token.removeprefix("t=").rpartition(".")
    numbers = [int.from_bytes(part, "big") for part in (decoded(signature)[:32], decoded(signature)[32:])]
    own = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(public_key()))
    own.verify(encode_dss_signature(*numbers), signed.encode(), ec.ECDSA(hashes.SHA256()))  # raises if it does not fit
    claims = json.loads(urlsafe_b64decode(signed.split(".")[1] + "=="))
    assert claims["aud"] == service.address.partition("/hook")[0]
    assert claims["exp"] < timezone.now().timestamp() + 24 * 3600


def test_nothing_is_sent_before_a_release_has_settled_nor_of_sessions_that_were_not_chosen(dialogue):
    with receiver() as service:
        Browser().ask(service.address, sessions=["session-1"])
        reschedule(dialogue, slug="session-0")
        tell_all_readers.call()
        assert service.received == []

        reschedule(dialogue, slug="session-1", at=timezone.now())
        tell_all_readers.call()
        assert service.received == []

        tell_browsers(dialogue, timezone.now() + timedelta(hours=1))

    assert len(service.received) == 1


@pytest.mark.parametrize(("status", "stays"), [(404, False), (410, False), (500, True), (429, True)])
def test_browser_that_has_ended_it_is_forgotten_and_one_that_is_away_is_tried_again(dialogue, status, stays):
    with receiver((status, {})) as service:
        Browser().ask(service.address)
        reschedule(dialogue)
        tell_all_readers.call()
        tell_all_readers.call()

    assert PushSubscription.objects.exists() is stays
    assert len(service.received) == 1 + stays


def test_reader_ends_it_by_one_press(dialogue):
    browser = Browser()
    browser.ask(ELSEWHERE)
    other = Browser()
    other.ask(f"{ELSEWHERE}-other")

    assert browser.end(ELSEWHERE).status_code == 200

    assert [row.endpoint for row in PushSubscription.objects.all()] == [f"{ELSEWHERE}-other"]


def test_what_is_asked_again_replaces_what_was_chosen(dialogue):
    browser = Browser()
    browser.ask(ELSEWHERE)
    browser.ask(ELSEWHERE, code="fr", sessions=["session-1"])

    (row,) = PushSubscription.objects.all()

    assert (row.language, row.sessions) == ("fr", ["session-1"])


@pytest.mark.parametrize(
    "fields",
    [
        {"endpoint": "https://intranet.example/"},
        {"endpoint": "https://push.services.mozilla.com.example/"},
        {"endpoint": "https://[::1/"},
        {"key": "AAAA"},
        {"secret": "AAAA"},
        {"sessions": ["nowhere"]},
    ],
)
def test_address_of_no_push_service_and_odd_keys_are_refused(dialogue, fields):
    answer = Browser().ask(**{"endpoint": ELSEWHERE, **fields})

    assert (answer.status_code, bool(answer.json()["message"])) == (422, True)
    assert not PushSubscription.objects.exists()


def test_other_sites_cannot_subscribe_a_browser(dialogue):
    assert Client(enforce_csrf_checks=True).post(PUSH, {"endpoint": ELSEWHERE}).status_code == 403


def test_page_offers_it_where_the_installation_has_a_key(dialogue, client, settings):
    assert f'data-begin="{PUSH}"' in page(client, "/en/dialogue/my-programme/")

    settings.PUSH_KEY = ""

    assert "data-begin" not in page(client, "/en/dialogue/my-programme/")
    assert client.get(PUSH).status_code == 404


def test_browsers_are_forgotten_when_the_meeting_is_over(dialogue):
    Browser().ask(ELSEWHERE)

    clear_expired(timezone.now() + timedelta(days=2), timedelta(days=30))
    assert PushSubscription.objects.exists()
    clear_expired(timezone.now() + timedelta(days=5), timedelta(days=30))

    assert not PushSubscription.objects.exists()


def test_command_makes_a_key(capsys, settings):
    call_command("make_push_key")

    settings.PUSH_KEY = capsys.readouterr().out.strip()

    assert len(decoded(public_key())) == 65
