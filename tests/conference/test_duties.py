"""Who gives rights does not use them, and who is concerned is told."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.utils import timezone

from conference.models import AccountNotice, AuditEntry, RoleProposal, User
from conference.refusals import Refusal
from conference.roles import ROLES, clears
from summary.clearance.stages import change_stage, steps_for
from summary.models import Summary
from tests.constraints import refuses
from tests.factories import make_conference
from tests.staff import browser_of, errors_on, form_of, make_member, open_form
from tests.summary.conftest import make_summary

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
WORDS = "four long words here"
PASSWORD = {"password1": WORDS, "password2": WORDS, "usable_password": "true", "set-password": "Change password"}
ADD = "/en/admin/conference/user/add/"


@pytest.fixture(autouse=True)
def fast_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def secretary():
    return make_member("secretariat")


@pytest.fixture
def secretariat(secretary):
    return browser_of(secretary)


@pytest.fixture
def root():
    make_member("note-taker", "one who makes the roles")
    return make_member(None, "root", is_superuser=True)


@pytest.fixture
def administrator(root):
    return browser_of(root)


def page_of(user):
    return f"/en/admin/conference/user/{user.pk}/change/"


def keys(*slugs):
    return [Group.objects.get(name=slug).pk for slug in slugs]


def roles(user):
    return sorted(user.groups.values_list("name", flat=True))


def give(client, user, *slugs, **more):
    return client.post(page_of(user), open_form(client, page_of(user)) | {"groups": keys(*slugs)} | more)


def set_password(client, user):
    return client.post(f"/en/admin/conference/user/{user.pk}/password/", PASSWORD)


# What the secretariat may


def test_secretariat_makes_an_account_with_an_ordinary_role(secretariat):
    new = {"username": "new", "groups": keys("note-taker")} | PASSWORD

    answer = secretariat.post(ADD, open_form(secretariat, ADD) | new)

    user = User.objects.get(username="new")
    assert answer.status_code == 302
    assert (roles(user), user.is_staff, user.is_superuser) == (["note-taker"], True, False)
    assert AuditEntry.objects.get(act="add").detail["groups"] == [[], ["note-taker"]]


def test_secretariat_makes_no_account_that_clears(secretariat):
    page = secretariat.get(ADD)
    new = {"username": "new", "groups": keys("presidents-office")} | PASSWORD

    answer = secretariat.post(ADD, form_of(page) | new)

    offered = {group.name for group in page.context["adminform"].form.fields["groups"].queryset}
    assert offered == {role.slug for role in ROLES} - {"presidents-office"}
    assert not User.objects.filter(username="new").exists()
    assert len(errors_on(answer)) == 1


@pytest.mark.parametrize("username", ["secretariat", "note-taker"])
@pytest.mark.parametrize("slugs", [["presidents-office"], ["secretariat", "reviser-fr"]])
def test_secretariat_gives_no_role_to_itself_nor_to_others(secretariat, secretary, username, slugs):
    user = secretary if username == "secretariat" else make_member(username)

    give(secretariat, user, *slugs, is_superuser="on", last_name="Changed")

    user.refresh_from_db()
    assert user.last_name == "Changed"
    assert (roles(user), user.is_superuser, clears(user)) == ([username], False, False)


@pytest.mark.parametrize("is_active", [True, False])
def test_secretariat_changes_nothing_of_an_account_that_clears(secretariat, is_active):
    office = make_member("presidents-office", is_active=is_active, password="first")
    hashed = office.password

    page = secretariat.get(page_of(office)).content.decode()
    assert "presidents-office" in page
    assert office.password.split("$")[1][:4] not in page
    assert "/password/" not in page
    assert set_password(secretariat, office).status_code == 403
    assert secretariat.post(page_of(office), {"email": "x@y.example", "is_active": "on"}).status_code == 403

    office.refresh_from_db()
    assert (office.password, office.email, office.is_active) == (hashed, "", is_active)


def test_secretariat_sets_the_password_of_an_ordinary_account(secretariat):
    clerk = make_member("note-taker")

    assert f"/{clerk.pk}/password/" in secretariat.get(page_of(clerk)).content.decode().replace("../", f"/{clerk.pk}/")
    set_password(secretariat, clerk)

    clerk.refresh_from_db()
    assert clerk.check_password(WORDS)


# What the administrator may


def test_administrator_gives_roles_but_not_to_itself(administrator, root):
    clerk = make_member("note-taker")

    give(administrator, clerk, "co-chair")
    give(administrator, root, "presidents-office", last_name="Changed")

    root.refresh_from_db()
    assert roles(clerk) == ["co-chair"]
    assert (root.last_name, roles(root), root.is_superuser) == ("Changed", [], True)


def test_administrator_gives_no_permission_but_through_a_role(administrator):
    clerk = make_member("note-taker")
    permission = Group.objects.get(name="presidents-office").permissions.get(codename="clear_summary")

    give(administrator, clerk, "co-chair", user_permissions=[permission.pk])

    assert roles(clerk) == ["co-chair"]
    assert not clerk.user_permissions.exists()


def test_password_of_an_account_that_clears_is_its_holders_alone(administrator):
    office = make_member("presidents-office", password="first")

    answer = set_password(administrator, office)

    page = administrator.get(answer.url).content.decode()
    office.refresh_from_db()
    assert office.check_password("first")
    assert "only its holder changes its password" in page
    own = {"old_password": "first", "new_password1": WORDS, "new_password2": WORDS}
    browser_of(office).post("/en/admin/password_change/", own)
    office.refresh_from_db()
    assert office.check_password(WORDS)
    entry = AuditEntry.objects.get(act="change own password")
    assert (entry.by, entry.subject_name, entry.detail) == (office, "presidents-office", {})


def test_own_password_that_is_not_changed_is_not_entered(secretariat):
    answer = secretariat.post("/en/admin/password_change/", {"old_password": "wrong"})

    assert answer.status_code == 200
    assert not AuditEntry.objects.filter(act="change own password").exists()


def test_administrator_clears_no_summary(root):
    office = make_member("presidents-office")
    summary = make_summary(make_conference())
    Summary.objects.update(stage=Summary.Stage.WITH_PRESIDENT)
    summary.refresh_from_db()

    with pytest.raises(Refusal):
        change_stage(summary, "clear", by=root, at=timezone.now())

    assert not summary.takes_original_from(root)
    assert summary.takes_original_from(office)
    assert [step.name for step in steps_for(summary, office)] == ["return", "clear"]
    assert steps_for(summary, root) == []
    assert change_stage(summary, "clear", by=office, at=timezone.now()).stage == Summary.Stage.CLEARED


# Who is told


def sign_in(user, password):
    client = Client()
    answer = client.post("/en/sign-in/", {"username": user.username, "password": password}, follow=True)
    return client, answer.content.decode()


def test_holder_is_told_of_roles_and_password_at_the_next_sign_in_once(administrator, root):
    clerk = make_member("note-taker", email="clerk@mission.example")

    give(administrator, clerk, "co-chair")
    set_password(administrator, clerk)

    __, page = sign_in(clerk, WORDS)
    assert "changed the roles of your account. Given: Co-chair. Taken away: Note-taker." in page
    assert "set a new password for your account" in page
    assert WORDS not in page
    __, again = sign_in(clerk, WORDS)
    assert "home-conferences" in again
    assert "your account." not in again


def test_holder_is_told_by_email(administrator, django_capture_on_commit_callbacks):
    clerk = make_member("translator-fr", email="clerk@mission.example")

    with django_capture_on_commit_callbacks(execute=True):
        give(administrator, clerk, "translator-fr", "reviser-fr")

    (message,) = mail.outbox
    assert message.to == ["clerk@mission.example"]
    assert message.subject == "Votre compte – Nations Unies"
    assert "Révision (Français)" in message.body


def test_mail_server_that_is_away_undoes_nothing(administrator, django_capture_on_commit_callbacks, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    clerk = make_member("note-taker", email="clerk@mission.example")

    with django_capture_on_commit_callbacks(execute=True):
        answer = give(administrator, clerk, "co-chair")

    assert (answer.status_code, roles(clerk)) == (302, ["co-chair"])
    assert clerk.notices.get().kind == "roles"


@pytest.mark.parametrize("is_new", [True, False])
def test_those_who_clear_are_told_of_another_account_that_clears(administrator, is_new):
    office = make_member("presidents-office", password=WORDS)
    make_member("co-chair")

    if is_new:
        administrator.post(
            ADD, open_form(administrator, ADD) | PASSWORD | {"username": "second", "groups": keys("presidents-office")}
        )
    else:
        give(administrator, make_member("note-taker", "second"), "presidents-office")

    assert not clears(User.objects.get(username="second"))  # until a second person confirms (accounts/test_proposals)
    browser_of(make_member(None, "other", is_superuser=True)).post(
        "/en/sign-in/proposals/", {"proposal": RoleProposal.objects.get().pk, "confirm": "yes"}
    )
    assert clears(User.objects.get(username="second"))
    assert office.notices.get(kind="clearance").detail == {"account": "second"}
    assert "let the account \u2068second\u2069 clear the Summary" in sign_in(office, WORDS)[1]


def test_nobody_is_told_where_no_role_changed(administrator):
    clerk = make_member("note-taker")

    give(administrator, clerk, "note-taker", last_name="Changed")
    assert not AccountNotice.objects.exists()
    give(administrator, clerk, "note-taker", is_superuser="on")

    assert AccountNotice.objects.get().detail == {"proposed": ["administrator"]}


def test_notice_is_of_what_somebody_else_did_and_is_shown_afterwards(root):
    clerk, now = make_member("note-taker"), timezone.now()
    row = {"kind": "password", "at": now}

    assert not refuses(AccountNotice.objects.create, user=clerk, by=root, shown_at=now, **row)
    assert refuses(AccountNotice.objects.create, user=clerk, by=clerk, **row)
    assert refuses(AccountNotice.objects.create, user=clerk, by=root, shown_at=now - timedelta(seconds=1), **row)
