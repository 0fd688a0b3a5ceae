"""The number of a request: on the page of a failure, in the head of the answer and in the log."""

import logging
import re
from pathlib import Path

import pytest
from django.test import Client

from conference.logs.configuration import configuration
from conference.logs.formats import LineFormatter
from conference.logs.outages import outage
from conference.logs.requests import CurrentRequest, OfRequests, answering

pytestmark = pytest.mark.urls("tests.conference.logs.pages")


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.fixture
def lines(caplog):
    form = LineFormatter()
    written = []

    class Kept(logging.Handler):
        def emit(self, record):
            written.append(form.format(record))

    handler = Kept()
    for name in ("django.request", "rostrum.database"):
        logging.getLogger(name).addHandler(handler)
    yield written
    for name in ("django.request", "rostrum.database"):
        logging.getLogger(name).removeHandler(handler)
    outage.over()


@pytest.mark.parametrize(("language", "words"), [("fr", "indiquez ce numéro"), ("ar", "فاذكروا هذا الرقم")])
def test_failure_shows_the_number_under_which_the_log_has_it(client, lines, language, words):
    answer = client.get(f"/{language}/broken/", REMOTE_ADDR="192.0.2.7")

    number = answer.headers["X-Request-ID"]
    assert answer.status_code == 500
    assert words in answer.content.decode()
    assert re.search(rf"<bdi[^>]*>{number}</bdi>", answer.content.decode())
    assert f"request={number} address=192.0.2.7] Internal Server Error: /{language}/broken/: ValueError" in lines[0]


def test_every_answer_has_another_number(client):
    first, second = client.get("/fr/whole/"), client.get("/fr/whole/")

    assert first.headers["X-Request-ID"] != second.headers["X-Request-ID"]


@pytest.mark.parametrize(("address", "sentence"), [("away", "n’est pas accessible"), ("busy", "longue écriture")])
def test_database_that_is_away_or_busy_is_answered_503_with_one_line(client, lines, address, sentence):
    answer = client.get(f"/fr/{address}/")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert sentence in answer.content.decode()
    assert answer.headers["X-Request-ID"] in answer.content.decode()
    assert len(lines) == 1
    assert len(lines[0].splitlines()) == 1


def test_outage_writes_one_line_for_many_requests(client, lines):
    for _time in range(20):
        client.get("/fr/away/")

    assert len("\n".join(lines).splitlines()) == 1


def test_script_and_program_are_answered_in_json(client, lines):
    script = client.get("/es/busy/", headers={"Rostrum-Fragment": "text"})

    assert script.status_code == 503
    assert script.json()["message"].startswith("La base de datos está ocupada")
    assert lines


def test_security_log_in_the_common_stream_has_what_requests_caused_and_no_command():
    command, request = OfRequests().filter(None), None
    with answering(CurrentRequest("abcdef12")):
        request = OfRequests().filter(None)

    assert (command, request) == (False, True)
    assert configuration("text", None)["handlers"]["security"]["filters"] == ["requests", "secrets"]
    assert configuration("text", Path("/var/log/security.log"))["handlers"]["security"]["filters"] == ["secrets"]
