"""The first account: a link by which its holder alone chooses the password, in the language of its page."""

import logging
import re
from datetime import timedelta
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.contrib.messages import get_messages
from django.core import signing
from django.core.management import CommandError, call_command
from django.test import Client

from conference.first_password import new_link
from conference.languages import CODES
from conference.models import AuditEntry, User
from floor.seats.secret_urls import WithoutSecrets
from tests.staff import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PASSWORD = "six languages, one floor"


def first_account(name="j.diallo", **options):
    """What the command says, and the path of its link."""
    out = StringIO()
    call_command("first_account", name, stdout=out, skip_checks=False, **options)
    said = out.getvalue()
    return said, urlsplit(said.split()[-1]).path


def choose(path, password=PASSWORD, again=None):
    sent = {"new_password1": password, "new_password2": password if again is None else again}
    return Client().post(path, sent)


def test_holder_chooses_the_password_and_signs_in_as_the_administrator():
    said, path = first_account(email="j.diallo@EXAMPLE.org")

    page, answer = Client().get(path), choose(path)

    user = User.objects.get(username="j.diallo")
    assert said.splitlines()[0] == "Whoever opens this link first within a day becomes the administrator j.diallo:"
    assert 'value="j.diallo"' in page.content.decode()
    assert (answer.status_code, answer.url) == (302, "/en/sign-in/")
    assert (user.is_superuser, user.is_staff, user.email) == (True, True, "j.diallo@example.org")
    assert user.check_password(PASSWORD)
    assert [str(message) for message in get_messages(answer.wsgi_request)] == ["Your password is set. Sign in with it."]
    assert list(AuditEntry.objects.about(user).order_by("pk").values_list("act", "by")) == [
        ("create account", None),
        ("change own password", user.pk),
    ]


def test_link_works_once():
    path = first_account()[1]
    choose(path)

    answer = choose(path, "another password altogether")

    assert answer.status_code == 410
    assert User.objects.get().check_password(PASSWORD)


def test_newer_link_supersedes_the_earlier_one():
    earlier, newer = first_account()[1], first_account()[1]

    assert (choose(earlier).status_code, choose(newer).status_code) == (410, 302)
    assert User.objects.get().check_password(PASSWORD)


def test_link_works_for_a_day(monkeypatch):
    path = first_account()[1]
    now = signing.time.time()

    for hours, status in ((23.9, 200), (24.1, 410)):
        monkeypatch.setattr(signing.time, "time", lambda hours=hours: now + timedelta(hours=hours).total_seconds())
        assert Client().get(path).status_code == status


def test_forged_link_and_that_of_a_deactivated_account_are_refused():
    path = first_account()[1]

    assert Client().get(path[:-2] + "/").status_code == 410
    assert Client().get(path).status_code == 200
    User.objects.update(is_active=False)
    assert choose(path).status_code == 410
    assert not User.objects.get().has_usable_password()


@pytest.mark.parametrize("code", CODES)
def test_page_and_refusal_are_in_the_language_of_the_link(code):
    path = first_account(language=code)[1]

    page = Client().get(path).content.decode()
    choose(path)
    refused = Client().get(path).content.decode()

    assert path.startswith(f"/{code}/")
    titles = [re.search("<h1[^>]*>(.*?)</h1>", text)[1] for text in (page, refused)]
    english = ["Choose your password", "This link is not valid"]
    assert [title in english for title in titles] == [code == "en"] * 2


@pytest.mark.parametrize(("password", "again"), [("short", None), ("j.diallo2026", None), (PASSWORD, "another")])
def test_password_that_is_refused_leaves_the_link_valid(password, again):
    path = first_account()[1]

    answer = choose(path, password, again)

    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert choose(path).status_code == 302


def test_link_stays_out_of_caches_referrers_and_logs():
    path = first_account()[1]

    page = Client().get(path)

    record = logging.makeLogRecord({"msg": "Internal Server Error: %s", "args": (path,)})
    WithoutSecrets().filter(record)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert record.getMessage() == "Internal Server Error: /en/sign-in/first-password/–/"


@pytest.mark.parametrize(
    ("name", "email", "sentence"),
    [
        ("", "", "username: This field cannot be blank."),
        ("with spaces", "", "username: Enter a valid username."),
        ("j.diallo", "nowhere", "email: Enter a valid email address."),
        ("secretariat", "", "secretariat is an account, and no administrator"),
        ("root", "", "root has a password already."),
        ("former", "", "former is deactivated"),
    ],
)
def test_account_that_cannot_be_made_is_refused_in_a_sentence(name, email, sentence):
    make_member("secretariat")
    User.objects.create_superuser("root", password=PASSWORD)
    User.objects.create_superuser("former", is_active=False)
    before = set(User.objects.values_list("username", "password"))

    with pytest.raises(CommandError, match=re.escape(sentence)):
        first_account(name, email=email)

    assert set(User.objects.values_list("username", "password")) == before


def test_link_of_a_colleague_opens_no_more_than_their_account():
    colleague = make_member("note-taker")

    choose(urlsplit(new_link(colleague)).path)

    colleague.refresh_from_db()
    assert (colleague.check_password(PASSWORD), colleague.is_superuser) == (True, False)
