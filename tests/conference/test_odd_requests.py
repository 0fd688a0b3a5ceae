"""Requests that no page of ours makes."""

import pytest
from django.test import override_settings

from tests.factories import make_conference, make_released, make_session, make_speaker
from tests.staff import browser_of, errors_on, form_of, make_member, open_form

pytestmark = pytest.mark.django_db

ODD_KEYS = ["²", "9" * 30, "9" * 5000, "-1", "_5F", "x"]
HEADERS = {
    "Content-Security-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
}


@pytest.fixture
def secretary():
    return browser_of(make_member("secretariat"))


@pytest.mark.parametrize("key", ODD_KEYS)
@pytest.mark.parametrize("rows", ["conference/conference", "programme/session", "speakers/speaker"])
def test_row_with_an_odd_key_is_not_there(secretary, rows, key):
    address = f"/en/admin/{rows}/{key}/change/"

    assert secretary.get(address).status_code == secretary.post(address).status_code == 302


@pytest.mark.parametrize("key", ODD_KEYS)
@pytest.mark.parametrize("rows", ["programme/session", "speakers/speaker"])
def test_row_is_not_added_to_a_conference_with_an_odd_key(secretary, rows, key):
    address = f"/en/admin/{rows}/add/?conference={key}"

    assert secretary.get(address).status_code == secretary.post(address).status_code == 200


@pytest.mark.parametrize("key", ODD_KEYS)
def test_choice_among_the_rows_of_an_odd_conference_is_answered(secretary, key):
    address = "/en/admin/autocomplete/?app_label=programme&model_name=role&field_name=speaker"

    assert secretary.get(f"{address}&of_conference={key}").status_code == 200


@pytest.mark.parametrize("loaded", ["[" * 100_000, '{"a":' * 100_000, "9" * 6000, "[]", "\0"])
def test_form_with_a_forged_state_is_answered(secretary, loaded):
    address = f"/en/admin/speakers/speaker/{make_speaker(make_conference()).pk}/change/"
    form = form_of(secretary.get(address))

    response = secretary.post(address, {**form, "loaded": loaded})

    assert response.status_code in (200, 302)


@pytest.mark.parametrize("length", [151, 3000])
def test_sign_in_with_a_name_that_is_too_long_is_told(client, length):
    response = client.post("/en/sign-in/", {"username": "n" * length, "password": "p"})

    assert f"at most 150 characters (it has {length})" in response.content.decode()


@pytest.mark.parametrize("path", ["/zh", "/en", "/nowhere"])
def test_short_answers_carry_the_headers_too(client, path):
    assert client.get(path).headers.keys() >= HEADERS


def test_answer_to_another_host_carries_the_headers_too(client):
    response = client.get("/en/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert response.headers.keys() >= HEADERS


@override_settings(SECURE_SSL_REDIRECT=True)
def test_redirect_to_https_carries_the_headers_too(client):
    response = client.get("/en/")

    assert response.headers["Location"] == "https://testserver/en/"
    assert response.headers.keys() >= HEADERS - {"Referrer-Policy"}


def test_strangers_host_does_not_fill_the_log(client, caplog):
    client.get("/en/", headers={"host": "evil.example"})

    assert caplog.messages == []


def test_zone_that_is_none_is_told_in_the_form(secretary):
    conference = make_released()
    make_session(conference)  # not yet released, so that the page tells of changes
    address = f"/en/admin/conference/conference/{conference.pk}/change/"

    response = secretary.post(address, {**open_form(secretary, address), "time_zone": "Nowhere/City"})

    assert "“Nowhere/City” is not a time zone; write one such as Africa/Nairobi." in errors_on(response)
