"""The pages of a programme that arrives as a file: who sees them, what they show, what confirming does."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference.files.import_progress import ImportProgress
from conference.models import AuditEntry, ImportFile
from programme.models import ImportedFrom, Session
from tests.pages import as_drawn
from tests.programme.imports.schedules_of_others import FORMS, as_json, event, make_camp, schedule
from tests.staff import browser_of, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PAGE = "/en/camp/files/programme/"


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def conference(db):
    return make_camp()


@pytest.fixture
def person(db):
    return make_member("secretariat")


@pytest.fixture
def client(person):
    return browser_of(person)


def hand_in(client, content, name="schedule.json"):
    return client.post(f"{PAGE}hand-in/", {"file": SimpleUploadedFile(name, content)})


def uploaded(client, *events, form="json", **fields):
    """The address of the preview of such a file."""
    response = hand_in(client, FORMS[form](schedule(*events, **fields)).getvalue(), f"schedule.{form}")
    assert response.status_code == 302
    return response.headers["Location"]


def seen(client, address):
    return client.get(address).context["preview"].fingerprint


def test_navigation_says_that_the_page_is_of_the_programme(client, conference):
    page = as_drawn(client.get(PAGE).content.decode())

    assert '<a href="/en/camp/timetable/" aria-current="true">Programme' in page
    assert f'<a href="{PAGE}" aria-current="page">Upload a whole programme' in page


@pytest.mark.parametrize("form", FORMS)
def test_file_is_previewed_then_imported(client, conference, person, form):
    address = uploaded(client, event(1), event(2), form=form)

    preview = client.get(address)
    assert Session.objects.count() == 0
    response = client.post(f"{address}take/", {"seen": preview.context["preview"].fingerprint}, follow=True)

    assert "5 parts of the file were imported." in response.content.decode()
    assert sorted(Session.objects.values_list("slug", flat=True)) == ["talk-1", "talk-2"]
    row = ImportFile.objects.get()
    assert (row.kind, row.by, row.outcome["sessions"], row.outcome["written"]) == ("schedule", person, 2, 5)
    entry = AuditEntry.objects.get(act="programme: import")
    assert (entry.by, entry.subject_id, entry.detail["counts"]["new"]) == (person, str(row.pk), 5)
    assert ImportProgress(row).read() is None


def test_result_shows_what_was_imported_as_unchanged_and_calls_the_rest_left_out(client, conference):
    address = uploaded(client, event(1), event(2, duration="soon"))
    assert "Cannot be imported" in client.get(address).content.decode()

    response = client.post(f"{address}take/", {"seen": seen(client, address)}, follow=True)

    page = response.content.decode()
    counts = {str(kind): number for kind, number, __ in response.context["counts"]}
    assert (counts["refused"], counts["unchanged"]) == (1, response.context["import_file"].outcome["written"])
    assert "<strong>1</strong> Left out" in page
    assert "Cannot be imported" not in page


def test_what_was_previewed_and_changed_since_is_shown_again(client, conference):
    address = uploaded(client, event(1))
    mark = seen(client, address)
    conference.rooms.create(name_en="Curie")

    response = client.post(f"{address}take/", {"seen": mark, "status": "confirmed"})

    page = response.content.decode()
    assert (response.status_code, Session.objects.count()) == (409, 0)
    assert "The programme has changed since this preview." in page
    assert 'value="confirmed" checked' in page


def test_file_is_imported_once(client, conference):
    address = uploaded(client, event(1))
    mark = seen(client, address)
    client.post(f"{address}take/", {"seen": mark})

    response = client.post(f"{address}take/", {"seen": mark}, follow=True)

    assert "This file has already been imported; nothing was written a second time." in response.content.decode()
    assert Session.objects.count() == 1


def test_choices_are_followed(client, conference):
    address = uploaded(client, event(1), event(2, date="2019-08-25T10:00:00+02:00"))

    client.post(f"{address}take/", {"seen": seen(client, address), "widen": "on", "status": "confirmed"})

    conference.refresh_from_db()
    assert conference.ends_on.isoformat() == "2019-08-25"
    assert set(conference.speakers.values_list("status", flat=True)) == {"confirmed"}


@pytest.mark.parametrize(("field", "value"), [("conflicts", "both"), ("status", "withdrawn")])
def test_choice_that_is_not_offered_is_refused(client, conference, field, value):
    address = uploaded(client, event(1))

    response = client.post(f"{address}take/", {"seen": seen(client, address), field: value})

    assert (response.status_code, Session.objects.count()) == (422, 0)


def test_bad_rows_and_warnings_are_shown_with_their_place(client, conference):
    address = uploaded(client, event(1), event(2, duration="00:00"), event(3, title="<script>alert(3)</script>"))

    bad, warned = (client.get(f"{address}?show={kind}").content.decode() for kind in ("refused", "look"))

    assert "Talk 2" in bad
    assert "It ends when it begins or before." in bad
    assert "It overlaps “Talk 1” in the same room." in warned
    assert "&lt;script&gt;alert(3)&lt;/script&gt;" in warned
    assert "<script>alert" not in warned


@pytest.mark.parametrize("number", [1, 3])
def test_preview_asks_the_same_of_the_database_however_much_there_is(client, conference, number):
    address = uploaded(client, *(event(place) for place in range(number)))
    client.post(f"{address}take/", {"seen": seen(client, address)})
    address = uploaded(client, *(event(place, title="Another") for place in range(number)))
    client.get(address)

    with CaptureQueriesContext(connection) as queries:
        client.get(address)

    assert len(queries) == 22


BOMB = b'<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><schedule><version>&b;</version></schedule>'
FILE_OF_THE_SERVER = (
    b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule><version>&x;</version></schedule>'
)
OWN_TYPE = "The file has a document type of its own, which, for security reasons, is not accepted."
NO_SCHEDULE = "This is not a schedule that can be read: schedule.json or schedule.xml."
DAMAGED = "The file is damaged or not complete (line 1); save it again."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b" \n", "The file is empty."),
        (b"PK\x03\x04 not a schedule", NO_SCHEDULE),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", NO_SCHEDULE),
        (b"[" * 100_000, NO_SCHEDULE),
        (b"[" * 500_000, "The file has too many parts; a schedule of 5,000 sessions is possible."),
        (b'{"schedule": ' + b"9" * 5000 + b"}", NO_SCHEDULE),
        (b'{"schedule": {"conference": {"days": 3}}}', NO_SCHEDULE),
        (b'{"schedule": {"conference": []}}', NO_SCHEDULE),
        (b"null", NO_SCHEDULE),
        (b"<html><body/></html>", NO_SCHEDULE),
        (b"<schedule><conference>", DAMAGED),
        ('{"schedule": "é"}'.encode("latin-1"), "The file is not in UTF-8; save it again in this encoding."),
        (BOMB, OWN_TYPE),
        (FILE_OF_THE_SERVER, OWN_TYPE),
    ],
)
def test_what_is_no_schedule_is_refused_in_a_sentence(client, conference, content, words):
    response = hand_in(client, content)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert ImportFile.objects.count() == 0


def test_too_large_a_file_is_refused_before_it_is_read(client, conference):
    response = hand_in(client, b" " * (11 * 1024 * 1024))

    assert response.status_code == 413
    assert "The file is larger than 10 MB." in response.content.decode()


def test_no_file_is_told(client, conference):
    response = client.post(f"{PAGE}hand-in/")

    assert (response.status_code, "Choose a file." in response.content.decode()) == (422, True)


def test_strange_values_are_told_and_never_an_error(client, conference):
    strange = [
        event(1, persons="nobody", language=7, type=None, track=[], abstract=12, url=3),
        event(2, persons=[None, {}, {"public_name": "\x00"}, {"public_name": "A\x00\ud800B", "id": "\x01"}]),
        event(3, title={"en": "Two"}, duration=[], date=None, start=None),
        event(4, guid="x" * 5000, title="T\x07itle\r\nin lines"),
        "no event",
    ]
    days = [("2019-08-21", {"Curie": strange, "": [event(5)], "Meitner": None}), ("never", [])]
    address = uploaded(client, days=days)

    client.post(f"{address}take/", {"seen": seen(client, address)})

    assert list(Session.objects.order_by("slug").values_list("title_en", flat=True)) == [
        "Talk 1",
        "Talk 2",
        "Talk 5",
        "Title in lines",
    ]
    assert Session.objects.get(slug="talk-5").room is None
    assert ImportedFrom.objects.filter(session__slug="title-in-lines").get().key != "x" * 5000


@pytest.mark.parametrize("role", ["translator-fr", "note-taker", "co-chair", "floor-officer", None])
def test_nobody_else_finds_the_pages(conference, person, client, role):
    address = uploaded(client, event(1))
    other = browser_of(make_member(role, "other"))

    for page in (PAGE, address, f"{address}progress/", f"{address}file/"):
        assert other.get(page).status_code == 404
    assert other.post(f"{address}take/", {"seen": ""}).status_code == 404
    assert hand_in(other, as_json(schedule(event(1))).getvalue()).status_code == 404


def test_file_of_another_conference_is_not_there(client, conference):
    address = uploaded(client, event(1))
    make_camp(slug="other")

    assert client.get(address.replace("/camp/", "/other/")).status_code == 404


def test_file_is_given_back_as_it_came(client, conference):
    content = as_json(schedule(event(1))).getvalue()
    address = hand_in(client, content, "my programme.json").headers["Location"]

    response = client.get(f"{address}file/")

    assert b"".join(response.streaming_content) == content
    assert response.headers["Content-Disposition"] == 'attachment; filename="my programme.json"'
    assert client.get(f"{address}progress/").json() == {"done": None, "of": None}


def test_preview_of_a_file_that_is_gone_says_so(client, conference):
    address = uploaded(client, event(1))
    row = ImportFile.objects.get()
    row.file.storage.delete(row.file.name)

    response = client.get(address)

    assert (response.status_code, "The file is no longer there." in response.content.decode()) == (422, True)
    assert client.get(f"{address}file/").status_code == 404
