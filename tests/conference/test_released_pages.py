"""What a public view has not declared to read does not exist for it: no visitor decides what another one reads."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from conference.released_pages import HEADER, declared_by, hide_other_parameters, offer, reads


@reads("day", "q")
def view(request):
    return HttpResponse()


def test_view_sees_only_the_parameters_that_it_declares(rf):
    request = rf.get("/en/?day=1&x=2&day=3&next=/evil/")

    hide_other_parameters(request, declared_by(view))

    assert dict(request.GET.lists()) == {"day": ["1", "3"]}
    assert request.get_full_path() == "/en/?day=1&day=3"


def test_offer_names_the_parameters(rf):
    request, response = rf.get("/en/"), HttpResponse()
    request.user = AnonymousUser()

    offer(request, response, declared_by(view), seconds=60)

    assert response.headers[HEADER] == "released; reads=day,q; seconds=60"


def test_offer_is_not_made_for_the_signed_in(rf, admin_user):
    request, response = rf.get("/en/"), HttpResponse()
    request.user = admin_user

    offer(request, response)

    assert HEADER not in response.headers
