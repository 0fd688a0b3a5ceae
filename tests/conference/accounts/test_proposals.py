"""Roles that clear, issue, or give roles need two people."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.utils import timezone

from conference.accounts import proposals
from conference.models import AccountNotice, AuditEntry, RoleProposal
from conference.roles import clears
from tests.constraints import refuses
from tests.staff import browser_of, make_member, open_form

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PAGE = "/en/sign-in/proposals/"


@pytest.fixture
def root():
    return make_member(None, "root", is_superuser=True)


@pytest.fixture
def second():
    return make_member(None, "second", is_superuser=True)


@pytest.fixture
def clerk():
    return make_member("note-taker", email="clerk@mission.example")


def page_of(user):
    return f"/en/admin/conference/user/{user.pk}/change/"


def give(by, user, *slugs, **more):
    client = browser_of(by)
    groups = [Group.objects.get_or_create(name=slug)[0].pk for slug in slugs]
    return client.post(page_of(user), open_form(client, page_of(user)) | {"groups": groups} | more, follow=True)


def decide(by, **form):
    return browser_of(by).post(PAGE, {"proposal": RoleProposal.objects.get().pk} | form, follow=True)


def roles(user):
    user.refresh_from_db()
    return sorted(user.groups.values_list("name", flat=True))


def test_role_that_clears_is_given_when_another_administrator_confirms(root, second, clerk):
    answer = give(root, clerk, "note-taker", "presidents-office", last_name="Changed")

    assert "given when a second person confirms: Office of the President" in answer.content.decode()
    assert (roles(clerk), clerk.last_name) == (["note-taker"], "Changed")
    assert PAGE in browser_of(second).get("/en/sign-in/account/").content.decode()
    assert "Confirmed." in decide(second, confirm="yes").content.decode()

    assert roles(clerk) == ["note-taker", "presidents-office"]
    clerk = type(clerk).objects.get(pk=clerk.pk)
    assert clears(clerk)
    trail = AuditEntry.objects.filter(act__startswith="roles:").order_by("pk")
    assert list(trail.values_list("act", "by__username", "detail__roles")) == [
        ("roles: propose", "root", "presidents-office"),
        ("roles: confirm", "second", "presidents-office"),
    ]
    assert list(clerk.notices.values_list("kind", flat=True)) == ["roles proposed", "roles"]
    assert AccountNotice.objects.get(user=second).kind == "roles to confirm"


@pytest.mark.parametrize("confirmer", ["root", "note-taker", "interpreter"])
def test_neither_the_proposer_nor_the_account_nor_a_colleague_confirms(root, clerk, confirmer):
    make_member("interpreter")
    give(root, clerk, "presidents-office")
    person = type(clerk).objects.get(username=confirmer)

    answer = browser_of(person).post(PAGE, {"proposal": RoleProposal.objects.get().pk, "confirm": "yes"}, follow=True)

    assert answer.status_code in (200, 404)
    assert RoleProposal.objects.get().decided_at is None or not RoleProposal.objects.get().is_confirmed
    assert "presidents-office" not in roles(clerk)


def test_holder_of_the_role_confirms_another(root, clerk):
    office = make_member("presidents-office")
    give(root, clerk, "presidents-office")

    decide(office, confirm="yes")

    assert roles(clerk) == ["presidents-office"]


def test_administrator_is_made_by_two_as_well(root, second, clerk):
    give(root, clerk, "note-taker", is_superuser="on")
    clerk.refresh_from_db()
    assert not clerk.is_superuser
    assert "is_superuser" not in str(AuditEntry.objects.filter(act="change").values_list("detail", flat=True))

    decide(second, confirm="yes")

    clerk.refresh_from_db()
    assert clerk.is_superuser


def test_secretariat_is_given_by_two_and_ordinary_roles_by_one(root, clerk):
    give(root, clerk, "interpreter", "secretariat")

    assert roles(clerk) == ["interpreter"]
    assert RoleProposal.objects.get().role == "secretariat"


def test_account_that_the_proposer_could_open_is_no_second_person(root, second, clerk):
    chosen = "a password that root knows"
    sent = {"usable_password": "true", "password1": chosen, "password2": chosen}
    assert browser_of(root).post(f"/en/admin/conference/user/{second.pk}/password/", sent).status_code == 302
    second.refresh_from_db()
    give(root, clerk, "presidents-office")

    assert "Change your password first" in decide(second, confirm="yes").content.decode()
    assert "presidents-office" not in roles(clerk)
    sent = {"old_password": chosen, **dict.fromkeys(("new_password1", "new_password2"), "a password of my own")}
    assert browser_of(second).post("/en/sign-in/account/password/", sent).status_code == 302
    second.refresh_from_db()
    decide(second, confirm="yes")

    assert roles(clerk) == ["presidents-office"]


def test_proposal_is_taken_back_or_declined_and_then_decided_for_good(root, second, clerk):
    give(root, clerk, "presidents-office")
    decide(root)
    proposal = RoleProposal.objects.get()
    assert (proposal.decided_by, proposal.is_confirmed) == (root, False)

    late = browser_of(second).post(PAGE, {"proposal": proposal.pk, "confirm": "yes"})

    assert late.status_code == 404
    assert "presidents-office" not in roles(clerk)


def test_command_on_the_server_stands_in_for_the_second_person(root, clerk):
    give(root, clerk, "presidents-office")
    out = StringIO()

    call_command("confirm_roles", clerk.username, stdout=out)

    assert "has the role presidents-office, which root proposed" in out.getvalue()
    assert roles(clerk) == ["presidents-office"]
    with pytest.raises(CommandError, match="No role is proposed"):
        call_command("confirm_roles", clerk.username)


def test_page_is_for_those_who_may_decide(root, clerk):
    assert "No role waits" in browser_of(root).get(PAGE).content.decode()
    assert browser_of(clerk).get(PAGE).status_code == 404


def test_database_refuses_to_let_one_person_do_both(root, clerk):
    (proposal,) = proposals.propose(clerk, ["presidents-office"], by=root, at=timezone.now())
    decided = {"decided_at": timezone.now(), "is_confirmed": True}
    other = make_member("interpreter")

    for person in (root, clerk):
        assert refuses(RoleProposal.objects.filter(pk=proposal.pk).update, decided_by=person, **decided)
    assert refuses(RoleProposal.objects.filter(pk=proposal.pk).update, decided_by=other, decided_at=timezone.now())
    assert not refuses(RoleProposal.objects.filter(pk=proposal.pk).update, decided_by=other, **decided)
