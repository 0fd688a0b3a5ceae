"""`manage.py unlock NAME`: who was locked out after wrong passwords can sign in at once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.staff import make_member

pytestmark = pytest.mark.django_db
PASSWORD = "a password of twelve"


@pytest.fixture
def colleague():
    member = make_member("secretariat")
    member.set_password(PASSWORD)
    member.save()
    return member.username


def unlock(name):
    out = StringIO()
    call_command("unlock", name, stdout=out)
    return out.getvalue()


def sign_in(client, name, password):
    return client.post(reverse("sign-in"), {"username": name, "password": password}).status_code


def test_who_was_locked_out_can_sign_in_at_once(client, colleague, settings):
    tries = settings.AXES_FAILURE_LIMIT
    told = [sign_in(client, colleague, "a wrong password") for _try in range(tries)]
    assert (told[-1], sign_in(client, colleague, PASSWORD)) == (429, 429)

    assert unlock(colleague) == f"{colleague} can sign in again: the wrong passwords are forgotten.\n"

    assert sign_in(client, colleague, PASSWORD) == 302


def test_who_was_not_locked_out_is_told_so(colleague):
    assert "was not locked out" in unlock(colleague)
    with pytest.raises(CommandError, match="There is no account called nobody-here"):
        unlock("nobody-here")
