from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from tests.factories import MORNING, make_conference
from tests.pages import page
from tests.staff import browser_of, make_member
from translation.models.teamwork import Assignment

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DESKS = "/en/texts/"


@pytest.fixture
def conference():
    return make_conference()


@pytest.mark.parametrize("role", ["translator-fr", "secretariat"])
def test_everybody_begins_at_home_after_signing_in(role):
    make_member(role, password="a long password")

    response = Client().post("/en/sign-in/", {"username": role, "password": "a long password"})

    assert response.url == "/en/sign-in/pages/"


def test_desks_are_listed_with_the_own_open_work(conference):
    translator, today = make_member("translator-fr"), timezone.localdate()
    work = {"conference": conference, "language": "fr", "made_by": translator, "made_at": MORNING}
    for days in (3, 1):
        Assignment.objects.create(person=translator, due_on=today + timedelta(days=days), **work)
    Assignment.objects.create(person=translator, due_on=today, closed_at=MORNING, **work)
    Assignment.objects.create(person=make_member("reviser-fr"), due_on=today, **work)

    page = browser_of(translator).get(DESKS)

    found = page.context["desks"][0]["work"]
    assert (found["number"], found["due_on"]) == (2, today + timedelta(days=1))
    assert "You have 2 assignments" in page.content.decode()


@pytest.mark.parametrize("role", ["translator-fr", "secretariat"])
def test_admin_and_preview_lead_to_the_desk(conference, role):
    client = browser_of(make_member(role))

    assert 'href="/en/texts/"' in client.get("/en/admin/").content.decode()
    assert 'href="/en/dialogue/texts/"' in client.get("/en/dialogue/preview/").content.decode()


def test_who_has_no_desk_is_led_to_none(conference):
    client = browser_of(make_member("note-taker"))
    in_the_admin, in_the_preview = page(client, "/en/admin/"), page(client, "/en/dialogue/preview/")

    assert 'href="/en/admin/' in in_the_admin
    assert "Dialogue (en)" in in_the_preview
    assert "/texts/" not in in_the_admin + in_the_preview


def test_conference_cannot_have_the_address_of_the_desks(conference):
    conference.slug = "texts"

    with pytest.raises(ValidationError, match="used by the software itself"):
        conference.full_clean()


@pytest.mark.parametrize("rows", [1, 3])
def test_desks_ask_the_database_as_often_whatever_there_is(rows, django_assert_num_queries):
    client = browser_of(make_member("translator-fr"))
    for number in range(rows):
        make_conference(slug=f"dialogue-{number}")

    with django_assert_num_queries(6):
        client.get(DESKS)
