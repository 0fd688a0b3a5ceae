import pytest
from django.urls import reverse

from conference.languages import columns
from conference.models import User
from programme.models import Session
from tests.factories import make_conference, make_panel, make_speaker, release

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=a(1)>{{ 7 }}"  # short enough for each field
RAW = ("<script>alert", "<img src=x", "\"'><")


def everywhere(row, *fields):
    type(row).objects.filter(pk=row.pk).update(**{column: HOSTILE for field in fields for column in columns(field)})


@pytest.fixture
def conference(db):
    """A released conference each text of which wants to be a script, with changes that wait."""
    conference = make_conference(cause_url="https://example.org/")
    panel = make_panel(conference, room=conference.rooms.create())
    speaker = make_speaker(conference)
    panel.roles.create(kind="panellist", speaker=speaker)
    panel.guidingquestions.create()
    release(conference, note=HOSTILE)
    fields = ["title", "short_title", "organ", "organ_session", "venue", "background", "objective"]
    everywhere(conference, *fields, "expected_outcome", "cause_title", "cause_text", "contact_text")
    everywhere(panel, "title", "description", "after_presentations")
    everywhere(speaker, "courtesy_title", "name", "sort_name", "function", "affiliation", "biography")
    everywhere(panel.room, "name")
    for part in (*panel.themes.all(), *panel.guidingquestions.all()):
        everywhere(part, "text")
    for row in (
        conference.organizers.create(url="https://example.org/"),
        conference.documents.create(symbol=HOSTILE),
        conference.follow_up_meetings.create(year=2013),
    ):
        everywhere(row, *(["name"] if hasattr(row, "role") else ["title"]), "description")
    return conference


def addresses(conference):
    panel, speaker = Session.objects.get(), conference.speakers.get()
    pages = [
        "",
        f"sessions/{panel.slug}/",
        "speakers/",
        "list-of-speakers/",
        f"speakers/{speaker.slug}/",
        "documents/",
        "changes/",
        "contact/",
    ]
    yield from (
        f"/{code}/dialogue/{kind}{page}" for code in ("en", "ar") for kind in ("", "preview/") for page in pages
    )
    yield from ("/en/", "/en/dialogue/release/")
    for row in (conference, panel, speaker):
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}"
        yield reverse(f"{name}_changelist")
        yield reverse(f"{name}_change", args=[row.pk])
        yield reverse(f"{name}_history", args=[row.pk])
        yield reverse(f"{name}_delete", args=[row.pk])


def test_text_that_wants_to_be_a_script_stays_text_on_every_page(client, conference):
    client.force_login(User.objects.create_superuser("staff"))

    def look():
        for address in addresses(conference):
            response = client.get(address)
            body = response.content.decode()
            assert (response.status_code, [raw for raw in RAW if raw in body]) == (200, []), address

    look()
    release(conference)
    look()


def test_text_that_wants_to_be_a_script_stays_text_for_visitors(client, conference):
    release(conference)

    for address in addresses(conference):
        if "admin" not in address and "preview" not in address and "/release/" not in address:
            body = client.get(address).content.decode()
            assert [raw for raw in RAW if raw in body] == [], address
            assert "&lt;script&gt;" in body or "document" in address or "contact" in address, address
