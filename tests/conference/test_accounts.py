import os
import stat
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from conference.management.commands.make_accounts import ADMINISTRATOR, read_sign_ins
from conference.models import AuditEntry, DemonstrationAccount, User
from conference.roles import ROLES

NAMES = {ADMINISTRATOR, *(role.slug for role in ROLES)}


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return tmp_path


@pytest.fixture
def groups(db):
    for role in ROLES:
        Group.objects.create(name=role.slug)


def make_accounts():
    out = StringIO()
    call_command("make_accounts", stdout=out)
    return out.getvalue()


def test_each_role_gets_an_account_in_its_group(data, groups):
    make_accounts()

    held = {user.username: [group.name for group in user.groups.all()] for user in User.objects.all()}
    assert held == {role.slug: [role.slug] for role in ROLES} | {ADMINISTRATOR: []}
    assert {user.username: user.is_staff for user in User.objects.exclude(username=ADMINISTRATOR)} == {
        role.slug: role.staff for role in ROLES
    }
    assert [user.username for user in User.objects.filter(is_superuser=True)] == [ADMINISTRATOR]


def test_sign_ins_on_file_open_the_accounts(data, groups):
    make_accounts()

    sign_ins = read_sign_ins(data / "sign-ins.txt")
    assert sign_ins.keys() == NAMES
    assert len(set(sign_ins.values())) == len(NAMES)
    for name, password in sign_ins.items():
        request = RequestFactory().post("/en/sign-in/")
        assert authenticate(request, username=name, password=password).username == name


def test_file_is_for_its_owner_alone_whatever_the_umask(data, groups):
    before = os.umask(0)
    try:
        make_accounts()
    finally:
        os.umask(before)

    assert stat.S_IMODE((data / "sign-ins.txt").stat().st_mode) == 0o600
    assert [file.name for file in data.iterdir()] == ["sign-ins.txt"]


def test_passwords_are_printed_once(data, groups):
    first = make_accounts()
    hashes = dict(User.objects.values_list("username", "password"))
    passwords = set(read_sign_ins(data / "sign-ins.txt").values())

    second = make_accounts()

    assert all(password in first for password in passwords)
    assert second == f"The sign-ins of the demonstration, as first made, are in {data / 'sign-ins.txt'}\n"
    assert second.splitlines()[-1] == first.splitlines()[-1]
    assert dict(User.objects.values_list("username", "password")) == hashes


def test_account_that_was_deleted_does_not_come_back(data, groups):
    make_accounts()
    User.objects.get(username="interpreter").delete()
    (data / "sign-ins.txt").unlink()

    make_accounts()

    assert set(User.objects.values_list("username", flat=True)) == NAMES - {"interpreter"}


def test_account_of_a_role_that_is_new_is_made_and_the_others_stay(data, groups):
    make_accounts()
    before = read_sign_ins(data / "sign-ins.txt")
    User.objects.get(username="secretariat").delete()
    DemonstrationAccount.objects.get(name="secretariat").delete()

    make_accounts()

    after = read_sign_ins(data / "sign-ins.txt")
    assert {name for name in NAMES if before[name] != after[name]} == {"secretariat"}


def test_account_that_somebody_made_by_hand_is_left_alone(data, groups):
    User.objects.create_user("secretariat", password="chosen by its holder")

    make_accounts()

    kept = User.objects.get(username="secretariat")
    assert kept.check_password("chosen by its holder")
    assert not kept.groups.exists()
    assert set(DemonstrationAccount.objects.values_list("name", flat=True)) == NAMES - {"secretariat"}


def test_lost_file_is_said_plainly_and_no_password_changes(data, groups):
    make_accounts()
    hashes = dict(User.objects.values_list("username", "password"))
    (data / "sign-ins.txt").unlink()

    said = make_accounts()

    assert dict(User.objects.values_list("username", "password")) == hashes
    assert not (data / "sign-ins.txt").exists()
    assert "No password of the demonstration's accounts is on file." in said
    assert "manage.py changepassword NAME" in said


def test_each_account_made_is_in_the_audit_trail(data, groups):
    make_accounts()
    make_accounts()

    entries = AuditEntry.objects.filter(act="create account")
    assert sorted(entry.subject_name for entry in entries) == sorted(NAMES)
    assert not [entry for entry in entries if "password" in str(entry.detail)]


def test_without_the_groups_nothing_is_made(data, db):
    with pytest.raises(CommandError, match="apply_roles"):
        make_accounts()

    assert not User.objects.exists()
    assert not (data / "sign-ins.txt").exists()
