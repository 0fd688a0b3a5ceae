"""The links of interpreters' booths: made and shown once, opened without an account, revoked."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conference.link_secrets import fingerprint
from conference.models import AuditEntry
from floor.live.permissions import admit, visitor_of
from floor.models import BoothLink, BoothSignal
from floor.seats.booth_access import cookie_name
from floor.seats.secret_urls import WithoutSecrets
from tests.factories import make_conference, make_panel
from tests.pages import body_of, page
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.one_database

DAY = timedelta(days=1)


@pytest.fixture
def panel(db):
    return make_panel(make_conference())


@pytest.fixture
def officer(db):
    return browser_of(make_member("floor-officer"))


def make_link(session, language="fr", at=None, until=DAY):
    at = at or timezone.now()
    [(link, secret)] = BoothLink.objects.make([(session, language)], valid_until=at + until, by=None, at=at)
    return link, secret


def open_booth(secret, client=None, code="fr"):
    client = client or Client()
    response = client.post(f"/{code}/dialogue/booths/join/{secret}/")
    return client, response


def booth(panel, code="fr"):
    return f"/{code}/dialogue/sessions/{panel.slug}/booth/"


def cookies_of(client):
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items()).encode()


# Making and revoking


def test_link_is_made_for_the_booths_that_were_ticked_and_shown_once(officer, panel):
    chosen = [f"{panel.pk}:fr", f"{panel.pk}:ar", f"{panel.pk}:klingon", "999:fr", "x"]

    sheet = officer.post("/en/dialogue/booths/links/", {"booth": chosen, "valid_until": "2099-01-01T12:00"})

    links = re.findall(r"/([\w-]+)/dialogue/booths/join/([\w-]+)/", body_of(sheet))
    assert [code for code, _secret in links] == ["ar", "fr"]
    assert {link.language for link in BoothLink.objects.all()} == {"ar", "fr"}
    stored = str(list(BoothLink.objects.values())) + str(list(AuditEntry.objects.values()))
    assert [(secret in stored, fingerprint(secret) in stored) for _code, secret in links] == [(False, True)] * 2
    assert sheet.headers["Cache-Control"].endswith("private")


def test_new_link_of_a_booth_ends_the_one_before(panel):
    _first, former = make_link(panel)
    client, _opened = open_booth(former)

    _second, newer = make_link(panel)

    assert client.get(booth(panel)).status_code == 404
    assert open_booth(former)[1].status_code == 404
    assert open_booth(newer)[1].status_code == 302


@pytest.mark.every_database
def test_booth_has_one_link_that_is_not_revoked(panel):
    link, _secret = make_link(panel)

    with pytest.raises(IntegrityError), transaction.atomic():
        BoothLink.objects.create(
            session=panel, language="fr", secret_hash="x", created_at=link.created_at, valid_until=link.valid_until
        )
    BoothLink.objects.create(
        session=panel, language="es", secret_hash="x", created_at=link.created_at, valid_until=link.valid_until
    )


def test_link_is_revoked_with_the_browsers_that_opened_the_booth(officer, panel):
    _link, secret = make_link(panel)
    client, _opened = open_booth(secret)
    assert client.get(booth(panel)).status_code == 200

    officer.post("/en/dialogue/booths/revoke/", {"booth": f"{panel.pk}:fr"})

    assert client.get(booth(panel)).status_code == 404
    assert admit("booth", "dialogue", cookies_of(client)) is None
    assert [entry.act for entry in AuditEntry.objects.filter(act__startswith="booth").order_by("pk")] == [
        "booth: link",
        "booth: revoke",
    ]


def test_who_makes_links_is_told_of_what_is_missing(officer, panel):
    nothing = officer.post("/en/dialogue/booths/links/", {"valid_until": "2099-01-01T12:00"}, follow=True)
    past = officer.post("/en/dialogue/booths/links/", {"booth": f"{panel.pk}:fr", "valid_until": "2001-01-01T12:00"})

    assert "No booth was chosen." in body_of(nothing)
    words = body_of(past, 422)
    assert "This moment is over; choose a later one." in words
    assert re.search(rf'value="{panel.pk}:fr"[^>]*checked', words)
    assert BoothLink.objects.count() == 0


def test_interpreter_finds_the_booths_and_makes_no_links(panel):
    client = browser_of(make_member("interpreter"))

    words = page(client, "/fr/dialogue/booths/")

    assert booth(panel, "es") in words
    assert "booths/links" not in words
    assert client.post("/fr/dialogue/booths/links/", {"booth": f"{panel.pk}:fr"}).status_code == 404
    assert client.get("/fr/dialogue/booths/").status_code == 200


# Opening


def test_link_asks_first_and_opens_its_own_booth_alone(panel):
    _link, secret = make_link(panel)
    client = Client()

    asked = client.get(f"/fr/dialogue/booths/join/{secret}/")
    assert client.get(booth(panel)).status_code == 404
    assert asked.status_code == 200
    assert (asked.headers["Cache-Control"], asked.headers["Referrer-Policy"]) == ("no-store", "strict-origin")
    _client, opened = open_booth(secret, client, code="en")

    assert opened.headers["Location"] == booth(panel)
    assert client.get(booth(panel)).status_code == 200
    assert client.get(booth(panel, "es")).status_code == 404
    other = make_panel(panel.conference)
    assert client.get(booth(other)).status_code == 404


def test_link_of_another_conference_or_that_is_over_does_not_exist(panel):
    elsewhere = make_panel(make_conference(slug="elsewhere"))
    _link, foreign = make_link(elsewhere)
    _link, over = make_link(panel, at=timezone.now() - 2 * DAY)

    for secret in (foreign, over, "2345-6789-abcd-efgh-jkmn"):
        assert open_booth(secret)[1].status_code == 404
    assert open_booth(make_link(panel)[1])[1].status_code == 302


def test_cookie_of_a_booth_ends_with_its_link_and_no_script_reads_it(panel):
    link, secret = make_link(panel, until=timedelta(hours=2))

    client, _opened = open_booth(secret.upper().replace("-", ""))

    cookie = client.cookies[cookie_name(link)]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (secret, True, "Lax")
    assert 7100 < int(cookie["max-age"]) <= 7200


def test_booth_that_was_opened_by_a_link_sends_signals(panel):
    client, _opened = open_booth(make_link(panel)[1])

    client.post(booth(panel) + "signal/", {"kind": "sound"})

    assert [(row.language, row.kind) for row in BoothSignal.objects.all()] == [("fr", "sound")]


# The stream


def test_stream_of_a_booth_is_for_interpreters_and_for_who_has_opened_one(panel):
    _link, secret = make_link(panel)
    by_link, _opened = open_booth(secret)
    by_role, other = browser_of(make_member("interpreter")), browser_of(make_member("translator-fr"))

    found = [admit("booth", "dialogue", cookies_of(client)) for client in (by_link, by_role, other, Client())]

    assert [bool(subscriber) for subscriber in found] == [True, True, False, False]
    assert admit("booth", "elsewhere", cookies_of(by_link)) is None
    assert admit("console", "dialogue", cookies_of(by_link)) is None


def test_browser_of_a_booth_waits_in_no_line_of_strangers(panel):
    client, _opened = open_booth(make_link(panel)[1])

    assert visitor_of(cookies_of(client)) == "delegation"
    BoothLink.objects.all().revoke(by=None, at=timezone.now())
    assert visitor_of(cookies_of(client)) == "anybody"


def test_address_of_a_link_leaves_no_secret_in_the_log(panel, caplog):
    caplog.handler.addFilter(WithoutSecrets())
    secret = make_link(panel)[1]

    Client(enforce_csrf_checks=True).post(reverse("floor:booth-open", args=["dialogue", secret]))  # Django warns of it

    assert "/booths/join/–/" in caplog.text
    assert secret not in caplog.text
