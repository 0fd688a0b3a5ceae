"""Which topic of the help a page leads to: by the room of its view, or in the admin by the model of its list."""

import re

from django.urls import ResolverMatch

TOPIC_OF_ROOM = {  # the longest name of a room that fits decides
    "allauth.mfa": "accounts",
    "conference.accounts": "accounts",
    "conference.adminsite": "home",
    "conference.background_work": "settings",
    "conference.colleagues": "colleagues",
    "conference.components": "home",
    "conference.imports": "people",
    "conference.languages": "home",
    "conference.restoring": "restoring",
    "conference.rights": "accounts",
    "conference.views": "home",
    "floor": "floor",
    "floor.pledges": "record",
    "floor.record": "record",
    "floor.recordings": "record",
    "floor.statements": "record",
    "floor.statistics": "record",
    "operations.help": "home",
    "operations.home": "home",
    "operations.journal": "documents",
    "operations.house": "settings",
    "operations.overview": "home",
    "operations.retention": "settings",
    "operations.search": "home",
    "operations.status": "floor",
    "operations.webhooks": "settings",
    "operations.wording": "wording",
    "programme": "programme",
    "programme.answers": "private-links",
    "programme.documents": "documents",
    "programme.letters": "letters",
    "programme.people": "people",
    "programme.release": "releases",
    "programme.static_site": "releases",
    "programme.timetable.grid_views": "grid",
    "speakers": "people",
    "speakers.duplicates": "duplicates",
    "summary": "summary",
    "translation": "texts",
}
TOPIC_OF_MODEL = {  # in the admin
    "auth_group": "accounts",
    "conference_auditentry": "settings",
    "conference_conference": "settings",
    "conference_document": "documents",
    "conference_practicalsection": "documents",
    "conference_release": "releases",
    "conference_user": "accounts",
    "floor_floorevent": "record",
    "floor_group": "floor",
    "floor_intervention": "record",
    "floor_speakingtime": "floor",
    "password_change_done": "accounts",  # of no model
    "programme_letter": "letters",
    "programme_lettertemplate": "letters",
    "programme_room": "programme",
    "programme_session": "programme",
    "speakers_delegation": "people",
    "speakers_speaker": "people",
    "speakers_state": "people",
}


_IN_ADMIN = re.compile(r"admin/(\w+)/(\w+)/")


def topic_of(match: ResolverMatch | None) -> str | None:
    """Returns the topic of the page at an address; None where it has none, which a test finds."""
    if match is None:
        return None
    if "/admin/" in match.route:
        model = _IN_ADMIN.search(match.route)
        return TOPIC_OF_MODEL.get("_".join(model.groups())) if model else "home"
    module = getattr(match.func, "__module__", "")
    while module and module not in TOPIC_OF_ROOM:
        module = module.rpartition(".")[0]
    return TOPIC_OF_ROOM.get(module)
