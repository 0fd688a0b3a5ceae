"""Each role in a fresh browser, from every address that README and the guides name: to a page on which it works."""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from conference.models import User
from tests import loading
from tests.documentation import addresses
from tests.factories import make_released
from tests.staff import make_member
from tests.summary.conftest import make_summary
from tests.summary.editions.issuing import issue

pytestmark = pytest.mark.one_database

PASSWORD = "a-long-enough-password"
ROLES = "secretariat floor-officer note-taker co-chair presidents-office interpreter translator-fr reviser-fr".split()
ADMINISTRATOR = "administrator"


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def dialogues(db):
    loading.beginning("dialogues", make_dialogues)


def make_dialogues():
    """The dialogue and the rehearsal that the guides tell of, each with a Summary."""
    for slug in ("human-trafficking-2012", "rehearsal"):
        conference = make_released(slug=slug)
        make_summary(conference)
        issue(conference)


def account(role):
    if role == ADMINISTRATOR:
        return User.objects.create_superuser(role, password=PASSWORD)
    return make_member(role, password=PASSWORD)


def sign_in(client, page, user):
    """What the form of the sign-in page sends; the answer at the end of all redirects."""
    address, _status = page.redirect_chain[-1]
    sent = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    return client.post(address, {**sent, "username": user.username, "password": PASSWORD}, follow=True)


def open_as(user, address):
    """The page where somebody ends who types an address into a fresh browser and signs in when asked."""
    client = Client()
    page = client.get(address, follow=True)
    if page.redirect_chain and "/sign-in/" in page.redirect_chain[-1][0]:
        page = sign_in(client, page, user)
    else:
        client.force_login(user)
        page = client.get(address, follow=True)
    return client, page


def links(page, containing):
    return [link for link in re.findall(r'href="([^"]+)"', page.content.decode()) if containing in link]


def works_at(client, page):
    """Whether a page is there for its reader, or leads on to one that is."""
    if page.status_code == 200:
        return "/sign-in/" not in page.wsgi_request.path
    to_pages = links(page, "/sign-in/pages/")
    listed = links(client.get(to_pages[0]), "/rehearsal/") if to_pages else []
    return bool(listed) and client.get(listed[0], follow=True).status_code == 200


@pytest.mark.parametrize("role", [*ROLES, ADMINISTRATOR])
def test_every_named_address_takes_a_role_to_its_work(dialogues, role):
    user = account(role)

    ends = {address: works_at(*open_as(user, address)) for address in addresses()}

    assert ends == dict.fromkeys(addresses(), True)
    assert {"/en/admin/", "/en/rehearsal/console/", "/fr/human-trafficking-2012/texts/"} <= ends.keys()


@pytest.mark.parametrize("role", ["secretariat", "translator-fr", "floor-officer", ADMINISTRATOR])
def test_sign_in_page_itself_leads_every_role_home(db, role):
    user = account(role)

    page = Client().post("/fr/sign-in/", {"username": user.username, "password": PASSWORD}, follow=True)

    assert (page.wsgi_request.path, page.status_code) == ("/fr/sign-in/pages/", 200)


@pytest.mark.parametrize("address", ["/en/admin/", "/ar/admin/conference/conference/?q=2012"])
def test_address_in_the_admin_is_where_its_reader_ends_after_signing_in(db, address):
    client = Client()
    asked = client.get(address, follow=True)

    page = sign_in(client, asked, account("secretariat"))

    assert asked.redirect_chain[-1][0] == f"{address[:3]}/sign-in/?{urlencode({'next': address}, safe='/')}"
    assert (page.wsgi_request.get_full_path(), page.status_code) == (address, 200)


def test_role_opens_the_admin_without_staff_status(db):
    user = make_member("secretariat", password=PASSWORD)
    User.objects.update(is_staff=False)

    _client, page = open_as(user, "/en/admin/conference/conference/")

    assert (page.wsgi_request.path, page.status_code) == ("/en/admin/conference/conference/", 200)


def test_who_is_signed_in_is_not_asked_again(db):
    client = Client()
    client.force_login(make_member("co-chair"))

    assert client.get("/ar/admin/login/?next=/ar/admin/").url == "/ar/admin/"


def test_account_without_a_role_is_told_so_and_can_sign_out(db):
    client, page = open_as(User.objects.create_user("visitor", password=PASSWORD), "/ar/admin/")

    assert (page.wsgi_request.path, page.status_code) == ("/ar/sign-in/no-admin/", 403)
    assert "لم يُسند إلى حسابكم أي دور بعد" in page.content.decode()
    assert 'action="/ar/sign-out/"' in page.content.decode()
    assert client.post("/ar/sign-out/").url == "/ar/"
    assert client.get("/ar/sign-in/pages/").url == "/ar/sign-in/?next=/ar/sign-in/pages/"


def test_group_without_a_role_opens_nothing(db):
    user = User.objects.create_user("visitor", password=PASSWORD)
    user.groups.add(Group.objects.create(name="choir"))

    _client, page = open_as(user, "/en/admin/")

    assert page.status_code == 403


def test_pages_of_a_role_are_those_that_answer_it(dialogues):
    client = Client()
    client.force_login(account("note-taker"))

    at_home, overview = client.get("/en/sign-in/pages/"), client.get("/en/rehearsal/overview/")

    assert "/en/rehearsal/overview/" in links(at_home, "/rehearsal/")
    shown = [section.address for section in overview.wsgi_request.navigation]
    within = shown[2], shown[4]
    assert shown == [
        "/en/rehearsal/overview/",
        "/en/rehearsal/timetable/",
        within[0],
        "/en/rehearsal/console/",
        within[1],
        "/en/rehearsal/summary/draft/",
        "/en/rehearsal/preview/documents/",
    ]
    assert [address.partition("?")[0] for address in within] == [
        "/en/admin/speakers/speaker/",
        "/en/admin/floor/intervention/",
    ]
    assert {client.get(address).status_code for address in [*shown, *links(at_home, "/rehearsal/")]} == {200}


def test_public_page_names_its_reader_only_to_that_reader(dialogues):
    client = Client()
    client.force_login(account("co-chair"))

    assert "<bdi>co-chair</bdi>" in client.get("/en/rehearsal/").content.decode()
    assert "co-chair</bdi>" not in Client().get("/en/rehearsal/").content.decode()
