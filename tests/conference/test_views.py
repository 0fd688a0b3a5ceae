"""Small addresses of the site as a whole."""

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.staff import browser_of, make_member


def test_favicon_leads_to_a_file_that_exists(client):
    address = client.get("/favicon.ico").headers["Location"]

    assert address.startswith(settings.STATIC_URL)
    assert finders.find(address.removeprefix(settings.STATIC_URL)), address


@pytest.mark.django_db
def test_token_says_whose_it_is_and_is_for_who_is_signed_in_alone(client):
    member = make_member("secretariat")
    own = browser_of(member)

    answer, anonymous = own.get("/en/sign-in/token/"), client.get("/en/sign-in/token/")

    assert answer.json() == {"user": member.pk, "token": answer.json()["token"]}
    assert len(answer.json()["token"]) == 64
    assert "no-store" in answer.headers["Cache-Control"]
    assert anonymous.status_code == 302
