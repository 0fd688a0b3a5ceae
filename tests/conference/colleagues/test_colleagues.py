"""The colleagues of a conference: invited by mail, their roles given and taken by those who keep its accounts."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from conference.models import AccountNotice, AuditEntry, Invitation, RoleHeld, RoleProposal, User
from conference.rights import may
from tests.factories import make_conference
from tests.staff import browser_of, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PASSWORD = "six languages, one floor"
LIST = "/en/here/colleagues/"
AMINA = {"name": "Amina Ben Salah", "email": "Amina@Mission.example", "language": "fr", "roles": ["note-taker"]}


@pytest.fixture(autouse=True)
def sends_mail(settings):
    settings.SENDS_MAIL = True


@pytest.fixture
def here():
    return make_conference(slug="here")


@pytest.fixture
def there():
    return make_conference(slug="there")


@pytest.fixture
def officer(here):
    return make_member("secretariat", "officer", on=[here], email="officer@un.example")


@pytest.fixture
def office(officer):
    return browser_of(officer)


def link_in(message):
    return re.search(r"http://localhost:8000(/\S+)", message.body)[1]


def choose(link):
    client = Client()
    address = client.get(link, follow=True).redirect_chain[-1][0] if client.get(link).status_code == 302 else link
    return client.post(address, {"new_password1": PASSWORD, "new_password2": PASSWORD})


def roles_of(user):
    return set(RoleHeld.objects.filter(user=user).values_list("role__name", "conference__slug"))


def act(client, name, user, **sent):
    return client.post(reverse(f"colleagues:{name}", args=["here", user.pk]), sent, follow=True)


def told(page):
    return [str(message) for message in page.context["messages"]]


def test_invited_colleague_chooses_the_password_and_works_on_that_conference_alone(here, there, office, officer):
    page = office.post(LIST, AMINA, follow=True)

    amina = User.objects.get(email="amina@mission.example")
    assert "An invitation is on its way to amina@mission.example." in page.content.decode()
    assert mail.outbox[0].to == ["amina@mission.example"]
    assert "Bonjour Amina Ben Salah" in mail.outbox[0].body
    assert "/fr/" in link_in(mail.outbox[0])
    assert roles_of(amina) == {("note-taker", "here")}
    assert (amina.is_staff, amina.opened_by, amina.has_usable_password()) == (True, officer, False)
    entry = AuditEntry.objects.get(act="colleague: invite")
    assert (entry.subject_name, entry.by, entry.conference) == ("Amina Ben Salah", officer, here)

    assert choose(link_in(mail.outbox[0])).status_code == 302

    amina.refresh_from_db()
    assert amina.check_password(PASSWORD)
    assert not Invitation.objects.exists()
    client = browser_of(amina)
    assert client.get("/en/here/console/").status_code == 200
    assert client.get("/en/there/console/").status_code == 404
    assert choose(link_in(mail.outbox[0])).status_code == 410


def test_link_of_an_invitation_ends_after_a_week_and_when_another_is_sent(here, office, monkeypatch):
    office.post(LIST, AMINA)
    amina = User.objects.get(email="amina@mission.example")
    first = link_in(mail.outbox[0])

    page = act(office, "invitation", amina)

    assert told(page)[-1:] == ["The invitation is sent again; the former link is no longer valid."]
    second = link_in(mail.outbox[1])
    assert Client().get(first, follow=True).status_code == 410
    assert Client().get(second, follow=True).status_code == 200
    monkeypatch.setattr("conference.first_password.INVITATION_VALID", timedelta(0))
    assert Client().get(second, follow=True).status_code == 410


def test_revoked_invitation_opens_nothing(here, office):
    office.post(LIST, AMINA)
    amina = User.objects.get(email="amina@mission.example")

    page = act(office, "invitation", amina, revoke="1")

    amina.refresh_from_db()
    assert told(page)[-1:] == ["The invitation is revoked."]
    assert (amina.is_active, roles_of(amina), Invitation.objects.exists()) == (False, set(), False)
    assert Client().get(link_in(mail.outbox[0]), follow=True).status_code == 410
    assert AuditEntry.objects.filter(act="colleague: revoke", subject_name="Amina Ben Salah").exists()


def test_account_that_works_already_has_the_role_too_and_no_second_account(here, there, office):
    known = make_member("interpreter", "known", on=[there], email="amina@mission.example")

    office.post(LIST, AMINA)

    assert roles_of(known) == {("interpreter", "there"), ("note-taker", "here")}
    assert User.objects.filter(email__iexact="amina@mission.example").count() == 1
    assert [message.subject for message in mail.outbox] == []


def test_nobody_gives_what_they_may_not(here, there, office, officer):
    for role in ("presidents-office", "nothing"):
        page = office.post(LIST, {**AMINA, "roles": [role]})
        assert page.status_code == 422
    assert not User.objects.filter(email__iexact=AMINA["email"]).exists()
    clearing = make_member("presidents-office", "clearing")
    for user in (officer, clearing):
        before = roles_of(user)
        assert len(told(act(office, "roles", user, roles=["note-taker"]))) == 1
        assert roles_of(user) == before
    of_all = make_member("note-taker", "of all")
    act(office, "switch", of_all)
    of_all.refresh_from_db()
    assert of_all.is_active


def test_roles_of_the_secretariat_wait_for_a_second_person_of_that_conference(here, there, office):
    office.post(LIST, {**AMINA, "roles": ["secretariat"]})
    amina = User.objects.get(email="amina@mission.example")
    assert roles_of(amina) == set()
    proposal = RoleProposal.objects.get()
    assert proposal.conference == here
    stranger, second = (make_member("secretariat", name, on=[row]) for name, row in (("s", there), ("t", here)))

    for user in (stranger, second):
        browser_of(user).post("/en/sign-in/proposals/", {"proposal": proposal.pk, "confirm": "yes"})
        if user == stranger:
            assert roles_of(amina) == set()

    assert roles_of(amina) == {("secretariat", "here")}
    amina = User.objects.get(pk=amina.pk)
    assert [may(amina, "conference.change_conference", row) for row in (here, there)] == [True, False]


def test_roles_are_given_and_taken_with_notice_and_trail(here, there, office):
    clerk = make_member("note-taker", "clerk", on=[here, there])

    act(office, "roles", clerk, roles=["floor-officer"])

    assert roles_of(clerk) == {("floor-officer", "here"), ("note-taker", "there")}
    assert AuditEntry.objects.get(act="roles: change").detail == {"roles": ["note-taker", "floor-officer"]}
    notice = AccountNotice.objects.get(user=clerk)
    assert notice.detail == {"given": ["floor-officer@here"], "taken": ["note-taker@here"]}


def test_list_tells_roles_state_second_factor_and_last_sign_in(here, there, office, django_assert_max_num_queries):
    make_member("note-taker", "of here", on=[here])
    make_member("interpreter", "of there", on=[there])
    make_member("co-chair", "of all", password=PASSWORD)
    invited = make_member("floor-officer", "invited", on=[here])
    Invitation.objects.create(user=invited, language="fr", sent_at=here.roles_held.first().user.date_joined)

    with django_assert_max_num_queries(20):
        page = office.get(LIST).content.decode()

    assert [name in page for name in ("of here", "of all", "invited", "of there")] == [True, True, True, False]
    assert "on all conferences" in page
    assert "no record" in page
    assert "never" in page
    found = office.get(LIST, {"words": "inv", "state": "invited", "role": "floor-officer"}).content.decode()
    assert "<bdi>invited</bdi>" in found
    assert "<bdi>of here</bdi>" not in found


def test_account_is_switched_off_only_where_all_its_roles_are(here, there, office):
    of_here, of_both = make_member("note-taker", "a", on=[here]), make_member("note-taker", "b", on=[here, there])

    for user in (of_here, of_both):
        act(office, "switch", user)

    assert [User.objects.get(pk=user.pk).is_active for user in (of_here, of_both)] == [False, True]
    act(office, "switch", of_here, on="1")
    assert User.objects.get(pk=of_here.pk).is_active
