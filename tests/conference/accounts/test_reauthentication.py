"""The question who is there, before rights, releases, issues and exports; factors taken away by an administrator."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command

from conference.accounts import sessions
from conference.accounts.reauthentication import ASKED_EVERY, GRACE
from conference.models import AuditEntry
from tests.factories import make_conference
from tests.staff import browser_of, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PASSWORD = "a long word for a test"
QUESTION = "/en/sign-in/confirm/"


@pytest.fixture
def secretariat():
    return browser_of(make_member("secretariat", password=PASSWORD))


def age(client, ago):
    session = client.session
    session[sessions.BEGAN] -= ago.total_seconds() + 1
    session.save()


@pytest.fixture
def asked():
    """The addresses that ask: of users, releases, issues, and personal data."""
    make_conference()
    clerk = make_member("note-taker")
    return (
        f"/en/admin/conference/user/{clerk.pk}/change/",
        "/en/admin/conference/user/add/",
        f"/en/admin/conference/user/{clerk.pk}/password/",
        "/en/dialogue/release/",
        "/en/dialogue/files/export/speakers.csv",
    )


def test_pages_before_grave_acts_ask_an_hour_after_the_sign_in_and_lead_back(secretariat, asked):
    assert [secretariat.get(address).status_code for address in asked] == [200] * len(asked)
    age(secretariat, ASKED_EVERY)
    for address in asked:
        answer = secretariat.get(address)
        assert answer.status_code == 302
        assert answer.url.startswith(f"{QUESTION}?next=")

    page = secretariat.get(answer.url)
    assert "Is it you?" in page.content.decode()
    (following,) = re.findall(r'name="next" value="([^"]+)"', page.content.decode())
    answer = secretariat.post(QUESTION, {"password": PASSWORD, "next": following})

    assert (answer.status_code, answer.url) == (302, asked[-1])
    assert [secretariat.get(address).status_code for address in asked] == [200] * len(asked)


def test_wrong_password_leads_nowhere(secretariat, asked):
    age(secretariat, ASKED_EVERY)

    answer = secretariat.post(QUESTION, {"password": "wrong", "next": asked[0]})

    assert "Incorrect password" in answer.content.decode()
    assert secretariat.get(asked[0]).status_code == 302


def test_what_is_posted_from_a_page_that_asked_is_taken(secretariat, asked):
    age(secretariat, ASKED_EVERY)
    assert secretariat.post(asked[0], {}).status_code == 200  # the form again, with what is missing


def test_what_is_posted_much_later_is_refused_in_a_sentence(secretariat, asked):
    age(secretariat, ASKED_EVERY + GRACE)

    answer = secretariat.post("/en/dialogue/release/new/", {"note": "First"})

    assert answer.status_code == 403
    assert "Nothing has been done yet" in answer.content.decode()


def test_other_pages_and_the_floor_never_ask(secretariat, asked):
    age(secretariat, timedelta(days=3))

    for address in ("/en/admin/", "/en/admin/conference/user/", "/en/dialogue/floors/", "/en/sign-in/account/"):
        answer = secretariat.get(address)
        assert QUESTION not in answer.headers.get("Location", "")
    assert secretariat.get(asked[0]).status_code == 302


# Factors that are lost


@pytest.fixture
def clerk():
    clerk = make_member("note-taker", password=PASSWORD)
    TOTP.activate(clerk, "A" * 32)
    RecoveryCodes.activate(clerk)
    return clerk


def reset_page(user):
    return f"/en/sign-in/accounts/{user.pk}/second-factors/"


def test_administrator_takes_away_a_colleagues_factors_who_is_told(clerk):
    root = make_member(None, "root", is_superuser=True)
    administrator, browser = browser_of(root), browser_of(clerk)

    assert reset_page(clerk) in administrator.get(f"/en/admin/conference/user/{clerk.pk}/change/").content.decode()
    administrator.post(reset_page(clerk))

    assert not Authenticator.objects.exists()
    assert browser.get("/en/sign-in/pages/").status_code == 302
    entry = AuditEntry.objects.get(act="factors: reset")
    assert (entry.by, entry.detail) == (root, {"factors": "recovery_codes, totp"})
    answer = browser.post("/en/sign-in/", {"username": clerk.username, "password": PASSWORD}, follow=True)
    assert "removed the second factors of your account" in answer.content.decode()


def test_nobody_else_takes_factors_away_and_an_administrator_not_their_own(clerk, secretariat):
    root = make_member(None, "root", is_superuser=True)
    TOTP.activate(root, "A" * 32)

    assert secretariat.post(reset_page(clerk)).status_code == 404
    assert browser_of(root).post(reset_page(root)).status_code == 404
    assert Authenticator.objects.count() == 3


def test_command_on_the_server_takes_away_the_last_administrators_factors():
    root = make_member(None, "root", is_superuser=True)
    TOTP.activate(root, "A" * 32)
    out = StringIO()

    call_command("reset_second_factor", "root", stdout=out)

    assert "root has no second factor any more" in out.getvalue()
    assert (Authenticator.objects.count(), AuditEntry.objects.get(act="factors: reset").by) == (0, None)
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("reset_second_factor", "root")
    with pytest.raises(CommandError, match="no account"):
        call_command("reset_second_factor", "nobody")
