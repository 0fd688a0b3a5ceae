"""What archives and programs take: zips with their two lists, the feed, the interface."""

import csv
import json
import zipfile
from hashlib import sha256
from io import BytesIO, StringIO

import html5lib
import pytest
from django.test import Client
from lxml import etree

from floor.statements import filing
from programme.api.openapi import openapi
from tests.factories import make_panel, release
from tests.floor.statements.test_readers import hand_in
from tests.floor.statements.test_statements import deliver, folder, site  # noqa: F401
from tests.programme.api.test_api import closed

pytestmark = pytest.mark.one_database

ATOM = "{http://www.w3.org/2005/Atom}"
NAMES = [f"2012-04-03_session-0_delegation-0-en_{code}.pdf" for code in ("en", "fr")]


@pytest.fixture
def delivered(site):  # noqa: F811
    """A statement in two languages, and another delegation's that is under embargo."""
    english = hand_in(site)
    hand_in(site, language="fr", version="courtesy", text=english)
    hand_in(site, number=1)
    deliver(site, site.ask(0))
    return site


def unpacked(address):
    answer = Client().get(address)
    assert answer.status_code == 200
    with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
        return answer, {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("address", ["sessions/session-0/statements.zip", "statements.zip"])
def test_zip_has_what_was_delivered_and_two_lists_of_it(delivered, address):
    answer, files = unpacked(f"/en/dialogue/{address}")

    assert sorted(files) == [*NAMES, "index.csv", "index.html"]
    rows = list(csv.DictReader(StringIO(files["index.csv"].decode("utf-8-sig"))))
    assert [(row["File"], row["Language"], row["Original or translation"]) for row in rows] == [
        (NAMES[0], "English", "original"),
        (NAMES[1], "Français", "courtesy translation"),
    ]
    assert {row["SHA-256"] for row in rows} == {sha256(files[name]).hexdigest() for name in NAMES}
    assert rows[0]["Given (ISO 8601)"].startswith("2012-04-03T10:")
    page = html5lib.parse(files["index.html"].decode(), namespaceHTMLElements=False)
    assert [link.get("href") for link in page.iter("a")] == NAMES
    assert answer.headers["Content-Disposition"].endswith('_statements_en.zip"')


@pytest.mark.parametrize(("code", "direction"), [("ar", "rtl"), ("zh-hans", "ltr"), ("fr", "ltr")])
def test_lists_of_a_zip_are_in_the_language_of_the_reader(delivered, code, direction):
    _answer, files = unpacked(f"/{code}/dialogue/statements.zip")

    page = html5lib.parse(files["index.html"].decode(), namespaceHTMLElements=False)
    assert page.get("dir") == direction
    name = f"Delegation 0 ({code.replace('-', '_')})"
    assert name in files["index.html"].decode()
    assert name in files["index.csv"].decode("utf-8-sig")


def test_two_zips_of_the_same_statements_are_the_same_bytes(delivered):
    first, second = (b"".join(Client().get("/en/dialogue/statements.zip").streaming_content) for _time in range(2))

    assert first == second


def test_name_that_looks_like_a_formula_is_none_in_the_list(delivered):
    delegation = delivered.delegations[0]
    delegation.name_en = '=HYPERLINK("https://example.org")'
    delegation.save()

    _answer, files = unpacked("/en/dialogue/statements.zip")

    assert "'=HYPERLINK" in files["index.csv"].decode("utf-8-sig")


def test_file_that_is_gone_is_left_out_of_the_zip(delivered):
    gone = delivered.delegations[0].statements.get(language="fr")
    gone.public_file.storage.delete(gone.public_file.name)

    _answer, files = unpacked("/en/dialogue/statements.zip")

    assert sorted(files) == [NAMES[0], "index.csv", "index.html"]
    assert NAMES[1] not in files["index.html"].decode()


def test_feed_has_each_text_once_with_its_languages(delivered):
    answer = Client().get("/fr/dialogue/statements.atom")
    feed = etree.fromstring(answer.content)

    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Delegation 0 (fr)\u00a0: Session 0 (fr)"]
    assert entries[0].findtext(f"{ATOM}summary") == "English, Français"
    languages = {link.get("hreflang") for link in feed.findall(f"{ATOM}link") if link.get("hreflang")}
    assert languages == {"ar", "zh-Hans", "en", "ru", "es"}


def test_feed_has_the_newest_first_and_what_was_revised_anew(delivered):
    english = delivered.delegations[0].statements.get(language="en")
    deliver(delivered, delivered.ask(1))

    def titles():
        feed = etree.fromstring(Client().get("/en/dialogue/statements.atom").content)
        return [entry.findtext(f"{ATOM}title")[:12] for entry in feed.findall(f"{ATOM}entry")]

    before = titles()
    hand_in(delivered, text=english, by=delivered.officer)

    assert (before, titles()) == (["Delegation 1", "Delegation 0"], ["Delegation 0", "Delegation 1"])


def test_feed_of_a_rehearsal_is_not_indexed_and_says_so(delivered):
    delivered.conference.purpose = "rehearsal"
    delivered.conference.save()
    release(delivered.conference)

    answer = Client().get("/en/dialogue/statements.atom")

    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "(rehearsal)" in answer.content.decode()


@pytest.mark.parametrize("address", ["sessions/session-0/statements/", "statements/"])
def test_interface_tells_of_what_was_delivered_as_it_is_described(delivered, address):
    from jsonschema import Draft202012Validator  # reads grammars for two seconds, in each process that imports it

    other = make_panel(delivered.conference)
    release(delivered.conference)
    filing.post(hand_in(delivered, number=2), by=delivered.officer, at=delivered.session.ends_at)

    answer = Client().get(f"/api/v1/conferences/dialogue/{address}")
    told = json.loads(answer.content)

    description = closed(openapi())
    Draft202012Validator({"$ref": "#/components/schemas/Statements", **description}).validate(told)
    first, posted = told["statements"]
    assert [version["file_name"] for version in first["versions"]] == NAMES
    assert [version["version"] for version in first["versions"]] == ["original", "courtesy"]
    assert first["delegation"]["name"]["ar"] == "Delegation 0 (ar)"
    assert (first["posted_at"], posted["given_at"]) == (None, None)
    assert "Rostrum-Cache" not in answer.headers
    file = Client().get(first["versions"][0]["url"].partition("localhost")[2].lstrip(":0123456789"))
    assert b"".join(file.streaming_content).startswith(b"%PDF-")
    assert other.slug not in answer.content.decode()


def test_delegation_s_guid_is_that_of_the_list_of_delegations(delivered):
    told = json.loads(Client().get("/api/v1/conferences/dialogue/statements/").content)
    listed = json.loads(Client().get("/api/v1/conferences/dialogue/delegations/").content)

    assert told["statements"][0]["delegation"]["guid"] in {each["guid"] for each in listed["delegations"]}
