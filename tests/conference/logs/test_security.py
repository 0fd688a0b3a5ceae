"""The security log: what a person and fail2ban read there."""

import logging
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command

from conference.logs.formats import JSONFormatter, SecurityFormatter
from conference.models import User
from tests.addresses import make_visitors
from tests.factories import make_conference

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
GUIDE = Path(__file__).parents[3] / "docs" / "monitoring.md"


@pytest.fixture
def told(caplog, monkeypatch):
    """The lines as they are written, without their moment."""
    logger = logging.getLogger("rostrum.security")
    monkeypatch.setattr(logger, "handlers", [caplog.handler])
    caplog.handler.setFormatter(SecurityFormatter())
    caplog.set_level(logging.INFO, "rostrum.security")

    def lines():
        return [SecurityFormatter().format(record).split(" ", 1)[1].split(" request=")[0] for record in caplog.records]

    return lines


def sign_in(client, name, password, address="192.0.2.7"):
    sent = {"username": name, "password": password}
    return client.post("/en/sign-in/", sent, REMOTE_ADDR=address)


def test_sign_in_and_out_are_told(client, told):
    User.objects.create_user("officer", password="right and long enough")

    sign_in(client, "officer", "right and long enough")
    client.post("/en/sign-out/", REMOTE_ADDR="192.0.2.7")

    assert told()[-2:] == [
        'INFO rostrum.security signed-in address=192.0.2.7 name="officer"',
        'INFO rostrum.security signed-out address=192.0.2.7 name="officer"',
    ]


def test_failures_and_the_lock_out_are_told_with_name_and_address(client, told):
    for _time in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, "officer", "a guess")

    assert told()[0] == 'WARNING rostrum.security sign-in-failed address=192.0.2.7 name="officer"'
    assert 'WARNING rostrum.security locked-out address=192.0.2.7 name="officer"' in told()
    assert "a guess" not in " ".join(told())


def test_name_cannot_forge_an_address_nor_a_line(client, told):
    sign_in(client, 'x" address=198.51.100.1\n2026 WARNING rostrum.security locked-out address=198.51.100.1', "guess")

    (line,) = told()
    assert line.startswith('WARNING rostrum.security sign-in-failed address=192.0.2.7 name="x\\" address=198.51.100.1')
    assert len(line.splitlines()) == 1


def test_refusal_to_a_role_is_told(told):
    clients = make_visitors()
    make_conference()

    clients["floor-officer"].get("/en/dialogue/letters/", REMOTE_ADDR="192.0.2.7")
    clients["floor-officer"].get("/en/dialogue/nothing/", REMOTE_ADDR="192.0.2.7")
    clients["anonymous"].get("/en/dialogue/letters/")
    clients["floor-officer"].post("/en/sign-out/", REMOTE_ADDR="192.0.2.7")

    events = [line.split(" ", 2)[2] for line in told() if "refused" in line or "signed-out" in line]
    about = 'status=404 view="programme:letters"'
    assert events == [
        f'refused address=192.0.2.7 name="floor-officer" {about}',
        'signed-out address=192.0.2.7 name="floor-officer"',
    ]


def test_passwords_roles_and_rights_are_told_with_who_changed_them(client, told):
    call_command("apply_roles", verbosity=0)
    root = User.objects.create_superuser("administrator")
    member = User.objects.create_user("member", password="right and long enough")
    client.force_login(root)
    client.get("/en/sign-in/pages/")

    member.set_password("another long enough")
    member.save()
    member.groups.add(Group.objects.get(name="secretariat"))
    member.groups.set([])
    member.is_superuser = True
    member.save()

    events = [line.split(" ", 2)[2] for line in told()]
    assert events[:2] == [
        'account-made address=- name="administrator" superuser=true',
        'account-made address=- name="member"',
    ]
    assert events[-4:] == [
        'password-changed address=- name="member"',
        'role-given address=- name="member" role="secretariat"',
        'role-taken address=- name="member" role="secretariat"',
        'right-changed address=- name="member" right="is_superuser" now=true',
    ]


def test_security_line_in_json_has_its_facts_apart(caplog, client, told):
    sign_in(client, "officer", "a guess")

    line = JSONFormatter().format(caplog.records[0])

    assert '"event": "sign-in-failed", "address": "192.0.2.7", "name": "officer"' in line


def banned(line):
    """The address that fail2ban would take of a line, by the filter of the guide; None where it takes none."""
    expression = re.search(r"^failregex = (.+)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)[1]
    found = re.search(expression.replace("<ADDR>", r"(?P<address>[0-9a-fA-F:.]+)"), line)
    return found and found["address"]


def test_filter_of_the_guide_finds_who_guesses_and_nobody_else(client, told, caplog):
    User.objects.create_user("officer", password="right and long enough")
    sign_in(client, "officer", "right and long enough", "192.0.2.1")
    sign_in(client, "officer", "a guess", "192.0.2.2")
    sign_in(client, "x WARNING rostrum.security locked-out address=198.51.100.1 ", "a guess", "2001:db8::3")

    lines = [SecurityFormatter().format(record) for record in caplog.records]
    assert [banned(line) for line in lines if "signed-in" in line or "failed" in line] == [
        None,
        "192.0.2.2",
        "2001:db8::3",
    ]
    assert banned(lines[-1].partition("Z")[2]) == "2001:db8::3"  # fail2ban has taken the moment away
