"""A session, its themes, questions and people are written in one form, before the first save."""

from datetime import date

import pytest

from programme.models import Session
from tests.factories import in_six, make_conference, make_panel, make_session, make_speaker
from tests.staff import browser_of, errors_on, form_of, make_member, open_form

pytestmark = pytest.mark.django_db

ADD = "/en/admin/programme/session/add/"


@pytest.fixture
def secretariat():
    return browser_of(make_member("secretariat"))


@pytest.fixture
def conference():
    """Two days in one room, with the delegation of a State."""
    conference = make_conference(ends_on=date(2012, 4, 4))
    conference.rooms.create(**in_six("name", "Room"))
    conference.delegations.create(kind="states", **in_six("name", "Tajikistan"))
    return conference


def panel_of(secretariat, conference, **fields):
    """What a browser sends for a new panel from the page that has the conference preset."""
    typed = {"kind": "panel", "title_en": "Water for health", "starts_at_1": "3 p.m.", "ends_at_1": "5.45 p.m."}
    return {**open_form(secretariat, f"{ADD}?conference={conference.pk}"), **typed, **fields}


def parts(prefix, *rows):
    """The names under which a browser sends the rows of a part of the form."""
    rows = [row if prefix == "new_people" else {"position": "0", **row} for row in rows]
    fields = {f"{prefix}-{place}-{name}": str(text) for place, row in enumerate(rows) for name, text in row.items()}
    return {f"{prefix}-TOTAL_FORMS": str(len(rows)), **fields}


def test_form_of_a_new_session_has_the_conference_its_first_day_and_its_only_room(secretariat, conference):
    sent = open_form(secretariat, f"{ADD}?conference={conference.pk}")

    assert (sent["conference"], sent["room"]) == (str(conference.pk), str(conference.rooms.get().pk))
    assert (sent["starts_at_0"], sent["starts_at_1"], sent["ends_at_0"]) == ("2012-04-03", "", "2012-04-03")


@pytest.mark.parametrize("words", ["soon", "2012-13-41", "2012-04-03T25:00"])
def test_moment_in_the_address_that_is_none_presets_nothing(secretariat, conference, words):
    address = f"{ADD}?conference={conference.pk}&starts_at={words}&ends_at={words}&began_at={words}"

    sent = open_form(secretariat, address)

    assert (sent["starts_at_0"], sent["began_at_0"]) == ("2012-04-03", "")


def test_panel_is_written_with_all_its_parts_in_one_go(secretariat, conference):
    known = make_speaker(conference)
    sent = panel_of(secretariat, conference)
    sent |= parts("themes", {"text_en": "Rivers"}, {"text_en": "Lakes"}) | parts(
        "guidingquestions", {"text_en": "Who pays?"}
    )
    sent |= parts("roles", {"kind": "co-chair", "speaker": known.pk})
    sent |= parts(
        "new_people",
        {"name": "H.E. Mr. Emomali Rahmon", "function": "President", "delegation": "tajikistan EN"},
        {"name": "Dr. Li-Wei Nguyễn", "kind": "moderator"},
    )

    response = secretariat.post(ADD, sent)

    panel = Session.objects.get()
    assert response.url == f"/en/admin/programme/session/{panel.pk}/change/"
    assert (panel.number, panel.slug, panel.room) == (1, "water-for-health", conference.rooms.get())
    assert [theme.text_en for theme in panel.themes.all()] == ["Rivers", "Lakes"]
    assert [question.text_en for question in panel.guidingquestions.all()] == ["Who pays?"]
    people = [(role.kind, role.speaker) for role in panel.roles.order_by("pk")]
    assert people[0] == ("co-chair", known)
    assert [(kind, str(speaker), speaker.courtesy_title_en, speaker.slug) for kind, speaker in people[1:]] == [
        ("panellist", "Emomali Rahmon", "H.E. Mr.", "emomali-rahmon"),
        ("moderator", "Li-Wei Nguyễn", "Dr.", "li-wei-nguyen"),
    ]
    assert people[1][1].delegation == conference.delegations.get()


def test_rows_that_stay_empty_are_no_parts(secretariat, conference):
    secretariat.post(ADD, panel_of(secretariat, conference))

    panel = Session.objects.get()
    assert [panel.themes.count(), panel.guidingquestions.count(), panel.roles.count()] == [0, 0, 0]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"kind": "meeting", **parts("themes", {"text_en": "Rivers"})},
            "Only a panel has themes and guiding questions.",
        ),
        (
            parts("new_people", {"name": "speaker 0 (EN)"}),
            "is in this conference already; choose them among",
        ),
        (parts("new_people", {"name": "A B"}, {"name": "a b"}), "is in this conference already"),
        (parts("new_people", {"name": "A", "delegation": "Atlantis"}), "This conference has no delegation “Atlantis”."),
        (parts("new_people", {"function": "President"}), "This field is required."),
        (parts("themes", {"text_ar": "ماء"}), "This text is needed in the original language."),
    ],
)
def test_part_that_cannot_be_is_refused_and_nothing_is_lost(secretariat, conference, changes, sentence):
    make_speaker(conference)
    sent = panel_of(secretariat, conference) | changes

    response = secretariat.post(ADD, sent)

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not Session.objects.exists()
    assert conference.speakers.count() == 1
    kept = form_of(response)
    assert {name: kept[name] for name in changes} == changes


def test_person_who_has_a_role_twice_is_refused_with_a_sentence(secretariat, conference):
    speaker = make_speaker(conference)
    other = make_speaker(make_conference(slug="other"))
    twice = parts("roles", {"speaker": speaker.pk}, {"speaker": speaker.pk, "kind": "panellist"})

    response = secretariat.post(ADD, panel_of(secretariat, conference) | twice)
    foreign = secretariat.post(ADD, panel_of(secretariat, conference) | parts("roles", {"speaker": other.pk}))

    assert "A person has the same role twice; take one of the two rows away." in response.content.decode()
    assert "Select a valid choice. That choice is not one of the available choices." in errors_on(foreign)
    assert not Session.objects.exists()


def test_short_name_and_number_are_the_next_that_are_free(secretariat, conference):
    make_panel(conference, slug="water-for-health")

    secretariat.post(ADD, panel_of(secretariat, conference))

    panel = Session.objects.get(number=2)
    assert panel.slug == "water-for-health-2"


def test_short_name_of_a_title_in_another_script_tells_the_kind(secretariat):
    conference = make_conference(original_language="zh-hans")
    sent = panel_of(secretariat, conference, title_en="", title_zh_hans="水与健康")

    secretariat.post(ADD, sent)

    assert Session.objects.get().slug == "panel"


def test_next_session_is_added_after_this_one_in_its_conference_and_room(secretariat, conference):
    response = secretariat.post(ADD, panel_of(secretariat, conference, _addanother="Save"))

    sent = open_form(secretariat, response.url)
    assert (sent["conference"], sent["room"]) == (str(conference.pk), str(conference.rooms.get().pk))
    assert (sent["starts_at_0"], sent["starts_at_1"]) == ("2012-04-03", "17:45")


def test_whoever_may_not_add_speakers_is_offered_none(conference):
    panel = make_panel(conference)

    page = browser_of(make_member("translator-fr")).get(f"/en/admin/programme/session/{panel.pk}/change/")

    assert "themes-0-text_fr" in form_of(page)
    assert "new_people-TOTAL_FORMS" not in form_of(page)


def test_actual_time_to_come_is_refused(secretariat):
    day = date(2199, 4, 3)
    conference = make_conference(starts_on=day, ends_on=day)
    sent = panel_of(secretariat, conference, began_at_0="2199-04-03", began_at_1="3 p.m.")

    response = secretariat.post(ADD, sent)

    assert errors_on(response) == ["This time is still to come; write it once it has happened."]
    assert not make_session(conference).began_at


def test_parts_of_the_form_that_are_rarely_written_are_open_where_they_are(secretariat, conference):
    plain, held = make_session(conference), make_session(conference, **in_six("own_kind", "Reception"))
    pages = [secretariat.get(f"/en/admin/programme/session/{row.pk}/change/").content.decode() for row in (plain, held)]

    assert ["id_own_kind_fr" in page for page in pages] == [True, True]
    assert [page.count("<details>") - page.count("</details>") for page in pages] == [0, 0]
    assert pages[0].count("<details>") == pages[1].count("<details>") + 1
