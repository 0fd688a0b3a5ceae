import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference.models import Conference
from programme.models import Session
from tests.factories import in_six, make_conference, make_panel, make_released, make_session, make_speaker
from tests.staff import browser_of, errors_on, form_of, make_member, open_form

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ADD = "/en/admin/programme/session/add/"


@pytest.fixture
def secretariat():
    return browser_of(make_member("secretariat"))


def page_of(row):
    return f"/en/admin/programme/{row._meta.model_name}/{row.pk}/change/"


def new_session(conference, **fields):
    """What a browser sends for a new session from 10 to 11 on the conference's first day."""
    return {
        "conference": conference.pk,
        "kind": "opening",
        "slug": "opening",
        "title_en": "Opening",
        "starts_at_0": conference.starts_on.isoformat(),
        "starts_at_1": "10:00",
        "ends_at_0": conference.starts_on.isoformat(),
        "ends_at_1": "11:00",
        "began_at_0": "",
        "began_at_1": "",
        "ended_at_0": "",
        "ended_at_1": "",
        "position": "0",
        "number": "",
        "speaking_time": "00:03:00",
        **fields,
    }


# Times are those of the conference


def test_times_of_a_new_session_are_those_of_its_conference(secretariat):
    conference = make_conference(time_zone="Asia/Tokyo")

    secretariat.post(ADD, new_session(conference))

    assert Session.objects.get().starts_at == datetime(2012, 4, 3, 1, 0, tzinfo=UTC)


def test_times_are_typed_as_they_are_printed(secretariat):
    conference = make_conference(time_zone="Asia/Tokyo")
    typed = {"starts_at_0": "Tuesday, 3 April 2012", "starts_at_1": "10h00", "ends_at_1": "5.45 p.m."}

    secretariat.post(ADD, new_session(conference, **typed))

    session = Session.objects.get()
    assert (session.starts_at.hour, session.ends_at.hour, session.ends_at.minute) == (1, 8, 45)


def test_times_are_shown_in_the_zone_of_the_conference(secretariat):
    session = make_session(make_conference(time_zone="Europe/Zurich"))

    response = secretariat.get(page_of(session))

    assert (form_of(response)["starts_at_0"], form_of(response)["starts_at_1"]) == ("2012-04-03", "16:00")
    assert "Times are those of the conference: Zurich time (Europe/Zurich)." in response.content.decode()


def test_times_are_read_in_the_zone_of_the_conference_too():
    session = make_session(make_conference())

    page = browser_of(make_member("note-taker")).get(page_of(session)).content.decode()

    assert "3 April 2012 10:00" in page


def test_list_shows_day_and_times_as_the_language_writes_them(secretariat):
    make_session(make_conference())

    page = secretariat.get("/fr/admin/programme/session/").content.decode()

    assert "3 avril 2012" in page
    assert "de 10\u00a0h à 10\u00a0h\u00a010" in page


@pytest.mark.parametrize(
    ("day", "time"),
    [(date(2024, 3, 10), "02:30"), (date(2024, 11, 3), "01:30")],
    ids=["an hour that does not exist", "an hour that comes twice"],
)
def test_time_that_the_clocks_change_makes_unclear_is_an_error_of_the_form(secretariat, day, time):
    conference = make_conference(starts_on=day, ends_on=day)

    response = secretariat.post(ADD, new_session(conference, starts_at_1=time))

    (message,) = errors_on(response)
    assert f"{day} {time}:00 couldn’t be interpreted in time zone America/New_York" in message.replace("'", "’")
    assert form_of(response)["starts_at_1"] == time


# Bad input


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"ends_at_1": "09:00"}, "The session must end after it begins."),
        (
            {"starts_at_0": "2012-04-02"},
            "The conference lasts from 3 April 2012 to 3 April 2012; this is another day.",
        ),
        (
            {"starts_at_0": "0001-01-01"},
            "The conference lasts from 3 April 2012 to 3 April 2012; this is another day.",
        ),
        ({"number": "1"}, "A panel has a number, from 1; other sessions have none."),
        ({"speaking_time": "0"}, "The speaking time must be longer than zero."),
        ({"speaking_time": "02:00:00"}, "The speaking time is at most one hour."),
        ({"speaking_time": "soon"}, "Enter a valid duration."),
        ({"ended_at_0": "2012-04-03", "ended_at_1": "11:00"}, "The actual end cannot be before the actual beginning."),
        ({"title_en": ""}, "This text is needed in the original language."),
        ({"slug": "taken"}, "Another session of this conference has this short name."),
        ({"slug": "two words"}, None),
        ({"position": "99999999999999999999"}, None),
        (
            {"began_at_0": "9999-12-31", "began_at_1": "23:59"},
            "This is more than a day away from the planned time.",
        ),
        (
            {"began_at_0": "0001-01-01", "began_at_1": "00:00"},
            "This is more than a day away from the planned time.",
        ),
    ],
)
def test_session_that_cannot_be_is_an_error_of_the_form(secretariat, fields, message):
    conference = make_conference()
    make_session(conference, slug="taken")

    response = secretariat.post(ADD, new_session(conference) | fields)

    assert response.status_code == 200
    assert len(errors_on(response)) == 1
    assert message in (None, *errors_on(response))
    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"slug": "taken"}, "Another session of this conference has this short name."),
        ({"kind": "panel", "number": "1"}, "Another panel of this conference has this number."),
    ],
)
def test_session_that_becomes_like_another_is_an_error_of_the_form(secretariat, fields, message):
    conference = make_conference()
    make_panel(conference, slug="taken")
    session = make_session(conference)

    response = secretariat.post(page_of(session), open_form(secretariat, page_of(session)) | fields)

    assert errors_on(response) == [message]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_session_moved_to_the_end_of_time_is_an_error_of_the_form(secretariat, day):
    session = make_session(make_conference())
    sent = open_form(secretariat, page_of(session)) | {"ends_at_0": day, "ends_at_1": "23:59", "began_at_0": day}

    assert secretariat.post(page_of(session), sent).status_code == 200


def test_room_of_another_conference_is_refused(secretariat):
    room = make_conference(slug="other").rooms.create(**in_six("name", "Room"))
    conference = make_conference()

    response = secretariat.post(ADD, new_session(conference, room=room.pk))

    assert len(errors_on(response)) == 1


def test_conference_of_a_session_is_chosen_once(secretariat):
    session = make_session(make_conference())
    other = make_conference(slug="other")

    secretariat.post(page_of(session), open_form(secretariat, page_of(session)) | {"conference": other.pk})

    session.refresh_from_db()
    assert session.conference != other


# What is on the page of a session


def test_new_session_leads_to_its_own_page(secretariat):
    response = secretariat.post(ADD, new_session(make_conference()))

    assert response.url == page_of(Session.objects.get())


def test_panel_has_themes_and_questions_and_another_session_has_speakers_alone(secretariat):
    conference = make_conference()
    panel, opening = make_panel(conference), make_session(conference, kind="opening")

    assert {"themes-TOTAL_FORMS", "guidingquestions-TOTAL_FORMS", "roles-TOTAL_FORMS"} <= open_form(
        secretariat, page_of(panel)
    ).keys()
    assert not [name for name in open_form(secretariat, page_of(opening)) if name.startswith("themes")]


def test_speaker_of_another_conference_is_neither_offered_nor_taken(secretariat):
    session = make_session(make_conference())
    own, foreign = make_speaker(session.conference), make_speaker(make_conference(slug="other"))
    role = {"roles-TOTAL_FORMS": "1", "roles-0-kind": "speaker", "roles-0-position": "0", "roles-0-session": session.pk}
    query = {"app_label": "programme", "model_name": "role", "field_name": "speaker", "term": "Speaker"}

    offered = secretariat.get("/en/admin/autocomplete/", {**query, "of_conference": session.conference.pk}).json()
    response = secretariat.post(
        page_of(session), open_form(secretariat, page_of(session)) | role | {"roles-0-speaker": foreign.pk}
    )

    assert [item["id"] for item in offered["results"]] == [str(own.pk)]
    assert errors_on(response) == ["Select a valid choice. That choice is not one of the available choices."]


def test_speaker_takes_a_role(secretariat):
    session = make_session(make_conference())
    speaker = make_speaker(session.conference)
    role = {"roles-TOTAL_FORMS": "1", "roles-0-kind": "speaker", "roles-0-position": "0", "roles-0-session": session.pk}

    secretariat.post(
        page_of(session), open_form(secretariat, page_of(session)) | role | {"roles-0-speaker": speaker.pk}
    )

    assert [(role.speaker, role.kind) for role in session.roles.all()] == [(speaker, "speaker")]


@pytest.mark.every_database
def test_role_given_twice_in_one_form_is_an_error_of_the_form(secretariat):
    session = make_session(make_conference())
    speaker = make_speaker(session.conference)
    sent = open_form(secretariat, page_of(session)) | {"roles-TOTAL_FORMS": "2"}
    for number in range(2):
        sent |= {
            f"roles-{number}-kind": "speaker",
            f"roles-{number}-speaker": speaker.pk,
            f"roles-{number}-position": "0",
            f"roles-{number}-session": session.pk,
        }

    assert secretariat.post(page_of(session), sent).status_code == 200
    assert not session.roles.exists()


@pytest.mark.parametrize("number", ["x", "999999", "9" * 30])
def test_session_of_a_conference_that_does_not_exist_is_added_nowhere(secretariat, number):
    assert secretariat.get(ADD, {"conference": number}).status_code == 200
    assert secretariat.post(ADD, new_session(make_conference()) | {"conference": number}).status_code == 200
    assert Conference.objects.get().sessions.count() == 0


@pytest.mark.parametrize("words", ["Speaker 0 (ar)", "Theme 1 (zh_hans)", "Session 0 (ru)"])
def test_session_is_found_by_its_title_its_speakers_and_its_themes_in_each_language(secretariat, words):
    conference = make_conference()
    panel = make_panel(conference)
    for kind in ("co-chair", "panellist"):
        panel.roles.create(kind=kind, speaker=make_speaker(conference))
    make_session(conference)

    response = secretariat.get("/fr/admin/programme/session/", {"q": f'"{words}"'})

    assert list(response.context["cl"].result_list) == [panel]


# A new speaker within the page of a session


def test_new_speaker_of_a_session_is_one_of_its_conference(secretariat):
    session = make_session(make_conference())
    make_conference(slug="other")

    page = secretariat.get(page_of(session)).content.decode()
    address = f"/en/admin/speakers/speaker/add/?_to_field=id&_popup=1&conference={session.conference.pk}"
    window = secretariat.get(address)

    assert f'href="{address.replace("&", "&amp;")}"' in page
    conference = window.context["adminform"].form.fields["conference"]
    assert list(conference.queryset) == [session.conference]
    assert form_of(window)["conference"] == str(session.conference.pk)


def test_conference_that_an_address_presets_is_offered_alone(secretariat):
    conference, other = make_conference(), make_conference(slug="other")
    address = f"/en/admin/speakers/speaker/add/?conference={conference.pk}"

    fields = [secretariat.get(page).context["adminform"].form.fields for page in (address, f"{address}&_popup=1")]

    assert [set(each["conference"].queryset) for each in fields] == [{conference}, {conference}]
    sent = open_form(secretariat, address) | {"slug": "a", "name_en": "A", "conference": other.pk}
    assert secretariat.post(address, sent).status_code == 200
    assert not other.speakers.exists()
    address = "/en/admin/speakers/speaker/add/"
    sent = open_form(secretariat, address) | {"slug": "a", "name_en": "A", "conference": other.pk}
    assert secretariat.post(address, sent).status_code == 302
    assert other.speakers.get().slug == "a"


def test_new_speaker_of_a_session_is_handed_back_and_entered(secretariat):
    session = make_session(make_conference())
    address = f"/en/admin/speakers/speaker/add/?_to_field=id&_popup=1&conference={session.conference.pk}"
    sent = open_form(secretariat, address) | {"slug": "awa-diop", "name_en": "Awa Diop"}

    response = secretariat.post(address, sent)

    speaker = session.conference.speakers.get()
    assert response.context["popup_response_data"] == f'{{"value": "{speaker.pk}", "obj": "Awa Diop"}}'


def test_new_speaker_of_a_session_is_of_no_other_conference(secretariat):
    session = make_session(make_conference())
    other = make_conference(slug="other")
    address = f"/en/admin/speakers/speaker/add/?_to_field=id&_popup=1&conference={session.conference.pk}"
    sent = open_form(secretariat, address) | {"slug": "a", "name_en": "A", "conference": other.pk}

    response = secretariat.post(address, sent)

    assert errors_on(response) == ["Select a valid choice. That choice is not one of the available choices."]
    assert not other.speakers.exists()


@pytest.mark.parametrize(("kind", "usual"), [("panel", "panellist"), ("closing", "speaker")])
def test_new_role_is_the_usual_one(secretariat, kind, usual):
    conference = make_conference()
    session = make_panel(conference) if kind == "panel" else make_session(conference, kind=kind)

    page = secretariat.get(page_of(session)).content.decode()

    field = page[page.index('name="roles-__prefix__-kind"') :].partition("</select>")[0]
    assert f'<option value="{usual}" selected>' in field


# From a conference to its programme

READ = {"overview/", "timetable/", "console/", "summary/draft/", "overview/help/settings/"}
KEPT = {"people/", "letters/", "texts/", "release/"}
SETTINGS = {"colleagues/", "deleted/", "clone/", "webhooks/", "retention/"}


@pytest.mark.parametrize(
    ("role", "released", "links"),
    [
        ("secretariat", True, READ | KEPT | SETTINGS | {""}),
        ("secretariat", False, READ | KEPT | SETTINGS),
        ("note-taker", True, READ | {"preview/documents/", ""}),
    ],
)
def test_page_of_a_conference_links_its_programme_as_far_as_one_may_go(role, released, links):
    conference = make_released() if released else make_conference()

    page = browser_of(make_member(role)).get(f"/en/admin/conference/conference/{conference.pk}/change/")

    assert set(re.findall('href="/en/dialogue/([a-z/]*)"', page.content.decode())) == links | {"preview/"}


@pytest.mark.parametrize("released", [True, False])
def test_page_of_a_conference_leads_to_what_has_changed_and_reads_no_programme(secretariat, released):
    conference = (make_released if released else make_conference)()
    make_session(conference, **in_six("title", "Added session"))

    with CaptureQueriesContext(connection) as queries:
        body = secretariat.get(f"/en/admin/conference/conference/{conference.pk}/change/").content.decode()

    assert 'href="/en/dialogue/release/">Changes and release</a>' in body
    assert ("Nothing is public yet" in body) is not released
    assert not any('FROM "programme_role"' in query["sql"] for query in queries)
