"""What is refused is answered in one way: to a script with JSON, to a person with a page in their language."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy

from conference.answers import telling
from conference.refusals import Conflict, Refusal
from conference.urls import urlpatterns as addresses

NOT_OPEN = gettext_lazy("Requests for the floor are not open now.")
KINDS = {"refusal": Refusal(NOT_OPEN), "conflict": Conflict(NOT_OPEN), "too-often": Refusal(NOT_OPEN, status=429)}


@login_not_required
def refusing(request, code, kind):
    raise KINDS[kind]


@login_not_required
def told(request, code, kind):
    with telling(request, "Done."):
        if kind != "nothing":
            raise KINDS[kind]
    return HttpResponse(", ".join(str(message) for message in get_messages(request)))


urlpatterns = [path("<code>/refusing/<kind>/", refusing), path("<code>/told/<kind>/", told), *addresses]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.mark.parametrize(("kind", "status"), [("refusal", 422), ("conflict", 409), ("too-often", 429)])
def test_person_reads_why_on_a_page(client, kind, status):
    response = client.get(f"/en/refusing/{kind}/")

    assert (response.status_code, response.headers["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert "Requests for the floor are not open now." in response.content.decode()


@pytest.mark.parametrize(("kind", "status"), [("refusal", 422), ("conflict", 409)])
def test_script_gets_the_sentence_as_json(client, kind, status):
    response = client.get(f"/en/refusing/{kind}/", headers={"Rostrum-Fragment": "desk"})

    assert (response.status_code, response.json()) == (status, {"message": "Requests for the floor are not open now."})


def test_sentence_is_in_the_language_of_the_address(client):
    response = client.get("/fr/refusing/refusal/", headers={"Rostrum-Fragment": "desk"})

    assert response.json()["message"] != "Requests for the floor are not open now."
    assert response.json()["message"] in client.get("/fr/refusing/refusal/").content.decode()


def test_page_tells_that_an_act_is_done_or_why_it_is_not(client):
    done, refused = (client.get(f"/en/told/{kind}/").content.decode() for kind in ("nothing", "refusal"))

    assert (done, refused) == ("Done.", "Requests for the floor are not open now.")


def test_conflict_is_left_to_the_page_that_shows_what_is_new(client):
    assert client.get("/en/told/conflict/").status_code == 409
