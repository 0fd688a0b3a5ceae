from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

from conference import roles
from conference.languages import CODES
from conference.models import AuditEntry
from conference.roles import ROLES, StaffRole, languages_of
from tests.staff import make_member

pytestmark = pytest.mark.django_db


def apply_roles():
    told = StringIO()
    call_command("apply_roles", stdout=told)
    return told.getvalue()


def names_of(permissions):
    return {f"{permission.content_type.app_label}.{permission.codename}" for permission in permissions}


def test_roles_are_eighteen_with_a_translator_and_a_reviser_for_each_language():
    slugs = [role.slug for role in ROLES]

    assert slugs == [
        *["secretariat", "floor-officer", "note-taker", "co-chair", "presidents-office", "interpreter"],
        *[f"translator-{code}" for code in CODES],
        *[f"reviser-{code}" for code in CODES],
    ]


def test_apply_roles_makes_the_groups_agree_with_the_table():
    apply_roles()

    assert {group.name: names_of(group.permissions.all()) for group in Group.objects.all()} == {
        role.slug: role.permissions for role in ROLES
    }


def test_apply_roles_a_second_time_changes_and_enters_nothing():
    apply_roles()
    entries = AuditEntry.objects.count()

    assert apply_roles() == "The groups agree with the table of roles.\n"
    assert AuditEntry.objects.count() == entries


def test_apply_roles_takes_what_the_table_does_not_give_and_enters_it():
    apply_roles()
    note_taker = Group.objects.get(name="note-taker")
    note_taker.permissions.add(Permission.objects.get(codename="release_programme"))

    assert apply_roles() == "note-taker: 0 given, 1 taken\n"
    assert names_of(note_taker.permissions.all()) == roles.BY_SLUG["note-taker"].permissions
    entry = AuditEntry.objects.first()
    assert (entry.act, entry.subject_name, entry.detail) == (
        "apply role",
        "note-taker",
        {"given": [], "taken": ["conference.release_programme"]},
    )


def test_apply_roles_names_a_permission_that_does_not_exist(monkeypatch):
    table = (StaffRole("usher", "Usher", frozenset({"conference.open_doors"})),)
    monkeypatch.setattr("conference.management.commands.apply_roles.ROLES", table)

    with pytest.raises(CommandError, match=r"usher: there is no such permission: conference\.open_doors"):
        apply_roles()

    assert not Group.objects.exists()


def test_secretariat_deletes_neither_releases_nor_audit_entries():
    may = roles.BY_SLUG["secretariat"].permissions

    assert {name for name in may if name.endswith(("_release", "_auditentry"))} == {
        "conference.view_release",
        "conference.view_auditentry",
    }


@pytest.mark.parametrize("role", ["translator-zh-hans", "reviser-zh-hans"])
def test_translators_and_revisers_have_their_language_and_change_nothing_else(role):
    user = make_member(role)

    assert [language.code for language in languages_of(user)] == ["zh-hans"]
    assert not {name for name in user.get_all_permissions() if "change_" in name or "add_" in name or "delete_" in name}


def test_secretariat_has_no_language_of_its_own():
    assert languages_of(make_member("secretariat")) == []
