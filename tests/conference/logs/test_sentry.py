"""What Sentry's client sends: the place in the code, and nothing about people."""

import json

import pytest
import sentry_sdk
from sentry_sdk.transport import Transport

from conference.logs.requests import CurrentRequest, answering
from conference.logs.sentry import options
from conference.version import version
from floor.seats.secret_urls import without_secrets
from tests.conference.logs.test_outages import Driver, error_of


class Kept(Transport):
    def __init__(self, given=None):
        super().__init__(given)
        self.sent = []

    def capture_envelope(self, envelope):
        self.sent.append(envelope)


@pytest.fixture
def client():
    kept = options("https://key@sentry.example.org/1", version(), without_secrets)
    made = sentry_sdk.Client(**kept | {"transport": Kept, "integrations": [], "default_integrations": False})
    yield made
    made.close()


def capture(client, error):
    with sentry_sdk.isolation_scope() as scope:
        scope.set_client(client)
        try:
            name, token = "Zuleika Quartermain", error  # noqa: F841
            raise error
        except Exception as raised:
            with answering(CurrentRequest("abcdef12", "192.0.2.7")):
                sentry_sdk.capture_exception(raised)
    return [json.loads(item.payload.get_bytes()) for envelope in client.transport.sent for item in envelope.items]


def test_event_has_release_place_and_number_but_no_person_and_no_secret(client):
    (event,) = capture(client, ValueError("No such page: /en/dialogue/join/s3cret-token/"))

    assert event["release"] == version()
    assert event["tags"] == {"request": "abcdef12"}
    (failure,) = event["exception"]["values"]
    assert failure["value"] == "No such page: /en/dialogue/join/–/"
    assert failure["stacktrace"]["frames"][-1]["function"] == "capture"
    for secret in ("s3cret", "Zuleika", "192.0.2.7"):
        assert secret not in json.dumps(event)


def test_outage_sends_nothing(client):
    assert capture(client, error_of(Driver("psycopg2", pgcode=None))) == []
    assert len(capture(client, ValueError("It broke."))) == 1
