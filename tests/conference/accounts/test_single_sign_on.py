"""Single sign-on, against a small provider that really serves (`openid_provider.py`)."""

from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings as configured
from django.test import Client

from conference.models import AccountNotice, AuditEntry, User
from tests.conference.accounts.openid_provider import CLIENT, SECRET, serving
from tests.staff import browser_of, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PASSWORD = "a long word for a test"
BEGIN = "/fr/sign-in/single/"


@pytest.fixture(scope="module")
def server():
    with serving() as provider:
        yield provider


@pytest.fixture
def provider(server, settings):
    server.claims = {"sub": "7", "email": "Clerk@mission.example", "email_verified": True}
    server.key = server.published
    app = {"provider_id": "oidc", "name": "", "client_id": CLIENT, "secret": SECRET}
    app["settings"] = configured.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"] | {
        "server_url": server.url
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    settings.OIDC = server.url
    return server


@pytest.fixture
def clerk():
    return make_member("note-taker", password=PASSWORD, email="clerk@mission.example")


def sign_on(provider, client=None, query="", **form):
    """What a browser does from our button to our page again."""
    client = client or Client()
    led = client.post(BEGIN + query, form)
    assert led.url.startswith(f"{provider.url}/authorize?")
    back = urlsplit(provider.authorize(led.url))
    assert back.path == "/sso/callback/"
    return client, client.get(f"{back.path}?{back.query}", follow=True)


def test_person_whose_address_is_verified_opens_the_account_that_has_it(provider, clerk):
    __, answer = sign_on(provider, next="/fr/sign-in/account/")

    assert answer.redirect_chain == [("/fr/sign-in/account/", 302)]
    assert answer.context["user"] == clerk
    assert AuditEntry.objects.get(act="single sign-on: connect").by == clerk
    assert AccountNotice.objects.get(kind="single sign-on").user == clerk
    assert "/userinfo" in provider.asked

    clerk.email = "moved@mission.example"
    clerk.save()
    __, again = sign_on(provider)
    assert again.context["user"] == clerk  # connected for good, whatever the address is now
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize(
    "claims", [{"email_verified": False}, {"email": "no@body.example"}, {"email": ""}, {"email_verified": "false"}]
)
def test_nobody_else_gets_in_and_no_account_is_made(provider, clerk, claims):
    provider.claims |= claims

    client, answer = sign_on(provider)

    assert answer.redirect_chain[-1][0] == "/fr/sign-in/"
    assert "Aucun compte d’ici n’a l’adresse" in answer.content.decode()
    assert client.get("/en/sign-in/pages/").status_code == 302
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 0)


def test_address_that_two_accounts_have_opens_neither(provider, clerk):
    User.objects.create_user("other", email=clerk.email)

    client, __ = sign_on(provider)

    assert client.get("/en/sign-in/pages/").status_code == 302


def test_account_that_clears_is_connected_by_its_holder_alone(provider):
    office = make_member("presidents-office", password=PASSWORD, email="clerk@mission.example")
    client, __ = sign_on(provider)
    assert client.get("/en/sign-in/pages/").status_code == 302

    __, answer = sign_on(provider, browser_of(office), "?process=connect")

    assert answer.redirect_chain[-1][0] == "/fr/sign-in/account/"
    assert SocialAccount.objects.get().user == office
    client, __ = sign_on(provider)
    assert client.get("/en/sign-in/pages/").status_code == 200


@pytest.mark.parametrize(
    ("said", "is_asked"),
    [
        ({}, True),
        ({"amr": ["pwd"]}, True),
        ({"amr": ["pwd", "mfa"]}, False),
        ({"acr": "https://refeds.org/profile/mfa"}, False),
    ],
)
def test_second_factor_of_the_provider_counts_where_it_says_so(provider, clerk, said, is_asked):
    TOTP.activate(clerk, "A" * 32)
    provider.claims |= said

    client, answer = sign_on(provider)

    assert (answer.redirect_chain[-1][0] == "/fr/sign-in/code/") is is_asked
    assert (client.get("/en/sign-in/pages/").status_code == 302) is is_asked


def test_required_factor_may_be_the_providers(provider, clerk, settings):
    settings.SECOND_FACTOR = "required"
    client, __ = sign_on(provider)
    assert client.get("/en/sign-in/pages/").url == "/en/sign-in/account/second-factor/"

    provider.claims |= {"amr": ["mfa"]}
    client, __ = sign_on(provider)
    assert client.get("/en/sign-in/pages/").status_code == 200


def test_token_that_another_key_signed_is_refused(provider, clerk):
    provider.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    client, answer = sign_on(provider)

    assert answer.redirect_chain == [("/fr/sign-in/", 302)]
    assert client.get("/en/sign-in/pages/").status_code == 302


def test_answer_that_nobody_here_asked_for_is_refused(provider, clerk):
    led = Client().post(BEGIN)
    back = urlsplit(provider.authorize(led.url))

    answer = Client().get(f"{back.path}?{back.query}")

    assert answer.url == "/en/sign-in/"


def test_password_may_give_way_to_single_sign_on(provider, clerk, settings):
    settings.OIDC_REPLACES_PASSWORD = True
    form = {"username": clerk.username, "password": PASSWORD}
    assert Client().post("/en/sign-in/", form).status_code == 302  # not connected yet
    sign_on(provider)

    assert "by no password here" in Client().post("/en/sign-in/", form).content.decode()


def test_provider_that_is_away_is_no_failure(provider, settings):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://127.0.0.1:9"

    answer = Client().post("/en/sign-in/single/", follow=True)

    assert "cannot be reached now" in answer.content.decode()


def test_page_offers_it_where_it_is_set_alone(provider, settings):
    settings.OIDC_NAME = "Login of the Mission"
    assert "Login of the Mission" in Client().get("/en/sign-in/").content.decode()
    settings.OIDC = ""

    assert "/sign-in/single/" not in Client().get("/en/sign-in/").content.decode()
    assert Client().post(BEGIN).status_code == 404
    assert Client().get("/sso/callback/").status_code == 404
