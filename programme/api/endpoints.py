"""The operations of the programme and the schemas of their answers."""

from django.utils.translation import gettext_lazy as _

from programme.api import views
from programme.api.operations import Operation
from programme.api.schemas import SCHEMAS

CONFERENCE = "conferences/<slug:conference>/"

OPERATIONS = [
    Operation("index", "", _("Where everything else is found."), "Index", views.index),
    Operation("openapi", "openapi.json", _("The description of this interface (OpenAPI 3.1)."), "Any", views.openapi),
    Operation("conferences", "conferences/", _("The conferences that are released."), "Conferences", views.conferences),
    Operation("conference", CONFERENCE, _("A conference, with its organizers."), "Conference", views.conference),
    Operation("sessions", f"{CONFERENCE}sessions/", _("The sessions in their order."), "Sessions", views.sessions),
    Operation(
        "sessions-page",
        f"{CONFERENCE}sessions/pages/<int:page>/",
        _("The sessions from the hundred-and-first on."),
        "Sessions",
        views.sessions,
    ),
    Operation("session", f"{CONFERENCE}sessions/<slug:session>/", _("A session."), "OneSession", views.session),
    Operation("day", f"{CONFERENCE}days/<day:day>/", _("The sessions of a day."), "Sessions", views.day),
    Operation(
        "day-page",
        f"{CONFERENCE}days/<day:day>/pages/<int:page>/",
        _("The sessions of a day from the hundred-and-first on."),
        "Sessions",
        views.day,
    ),
    Operation(
        "speakers", f"{CONFERENCE}speakers/", _("The speakers by their short names."), "Speakers", views.speakers
    ),
    Operation(
        "speakers-page",
        f"{CONFERENCE}speakers/pages/<int:page>/",
        _("The speakers from the hundred-and-first on."),
        "Speakers",
        views.speakers,
    ),
    Operation("speaker", f"{CONFERENCE}speakers/<slug:speaker>/", _("A speaker."), "OneSpeaker", views.speaker),
    Operation("rooms", f"{CONFERENCE}rooms/", _("The rooms of the sessions."), "Rooms", views.rooms),
    Operation(
        "delegations",
        f"{CONFERENCE}delegations/",
        _("The delegations, in no order of rank."),
        "Delegations",
        views.delegations,
    ),
    Operation("documents", f"{CONFERENCE}documents/", _("The documents."), "Documents", views.documents),
    Operation("changes", f"{CONFERENCE}changes/", _("What each revision changed."), "Changes", views.changes),
]
__all__ = ["OPERATIONS", "SCHEMAS"]
