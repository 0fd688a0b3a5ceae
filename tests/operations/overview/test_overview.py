"""The overview of a conference: facts that somebody has to cure, each leading to the place that cures it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from conference.to_do.facts import situation_of, to_do_list
from programme.models import Letter, Session
from programme.release.content import content_of
from programme.release.draft_rows import rows_together
from speakers.models import Speaker
from tests.factories import MORNING, in_six, make_conference, make_panel, make_released, make_session, make_speaker
from tests.factories import release as released
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.django_db
PAGE = "/en/dialogue/overview/"


@pytest.fixture
def officer():
    return make_member("secretariat")


def conference_to_come(**fields):
    """A conference of which the days are ahead, whenever the test runs."""
    return make_conference(starts_on=date(2190, 4, 3), ends_on=date(2190, 4, 3), **fields)


def sitting(conference, **fields):
    start = MORNING.replace(year=2190)
    return {"starts_at": start, "ends_at": start + timedelta(hours=1), **fields}


def facts_for(user, conference):
    return {fact.key: fact for fact in to_do_list(situation_of(conference, user, timezone.now()))}


def test_facts_are_grouped_and_counted(officer):
    conference = conference_to_come()
    for number in range(4):
        make_speaker(conference, email="a@example.org" if number else "", status="invited" if number else "confirmed")
    make_speaker(conference, status="withdrawn")

    facts = facts_for(officer, conference)

    assert facts["no-photograph"].what == "4 people have no photograph"
    assert facts["no-email"].what == "1 person has no e-mail address"
    assert facts["no-answer"].what == "3 people have not answered"
    assert [subject.name["en"] for subject in facts["no-email"].subjects] == ["Speaker 0 (en)"]


def test_each_list_that_a_fact_leads_to_has_these_people_alone(officer):
    conference = conference_to_come()
    for lacking in ({"email": ""}, {"photograph": "a.jpg", "email": "b@example.org"}, {"email": "c@example.org"}):
        make_speaker(conference, **lacking)
    make_speaker(conference, status="withdrawn")
    client = browser_of(officer)

    facts = facts_for(officer, conference)
    for key in ("no-email", "no-photograph", "no-consent"):
        listed = client.get(facts[key].address).context["cl"].queryset
        assert {str(row) for row in listed} == {subject.name["en"] for subject in facts[key].subjects}, key


def test_fact_opens_to_the_first_names_and_leads_to_all(officer, monkeypatch):
    monkeypatch.setattr("speakers.to_do.MOST_SUBJECTS", 6)
    conference = conference_to_come()
    for _number in range(8):
        make_speaker(conference, email="a@example.org")

    fact = facts_for(officer, conference)["no-photograph"]
    page = browser_of(officer).get(PAGE).content.decode()

    assert (len(fact.subjects), fact.number_of_subjects) == (6, 8)
    shown = page[page.index('id="to-do-no-photograph"') :].partition("</details>")[0]
    assert "8 names" in shown
    assert f'<a href="{fact.address.replace("&", "&amp;")}">All of them</a>' in shown


def test_clashes_come_first_and_name_what_clashes(officer):
    conference = conference_to_come()
    room = conference.rooms.create(**in_six("name", "Room"))
    first, second = (make_session(conference, **sitting(conference, room=room)) for _number in range(2))
    panel = make_panel(conference, **sitting(conference))
    speaker = make_speaker(conference)
    for session in (first, second):
        session.roles.create(kind="speaker", speaker=speaker)

    found = to_do_list(situation_of(conference, officer, timezone.now()))

    assert [fact.key for fact in found[:2]] == ["room", "person"]
    assert {fact.weight for fact in found[:2]} == {"urgent"}
    clash = found[1].subjects[0]
    assert (clash.name["en"], [other["en"] for other in clash.others]) == (
        "Speaker 0 (en)",
        ["Session 0 (en)", "Session 1 (en)"],
    )
    facts = {fact.key: fact for fact in found}
    assert facts["no-co-chair"].address == f"/en/admin/programme/session/{panel.pk}/change/#roles-group"


def test_unsent_letters_and_unreleased_changes(officer):
    conference = conference_to_come()
    session = make_session(conference, **sitting(conference))
    released(conference)
    Session.objects.filter(pk=session.pk).update(title_en="Another title")
    speaker = make_speaker(conference, status="invited", email="a@example.org")
    written = {"kind": "invitation", "language": "en", "subject": "S", "body": "B", "made_at": timezone.now()}
    Letter.objects.create(conference=conference, speaker=speaker, address="a@example.org", **written)

    facts = facts_for(officer, conference)

    assert facts["letters-waiting"].what == "1 letter is written and not sent"
    assert facts["unreleased"].what == "1 change is not released"
    assert facts["unreleased"].address == "/en/dialogue/release/"


def test_reader_is_told_what_they_may_cure_alone(officer):
    conference = conference_to_come()
    make_speaker(conference)
    translator = make_member("translator-fr")
    conference.background_en = "Why"
    conference.save()

    assert {"no-photograph", "no-document", "texts-missing"} <= facts_for(officer, conference).keys()
    assert facts_for(translator, conference).keys() == {"texts-missing"}
    names = [subject.name["en"] for subject in facts_for(translator, conference)["texts-missing"].subjects]
    assert names == ["Français: 1"]


def test_page_shows_the_next_step_with_its_reason(officer):
    conference = conference_to_come()
    make_session(conference, **sitting(conference))
    released(conference)
    make_speaker(conference)

    page = browser_of(officer).get(PAGE)

    assert page.context["step"].key == "unreleased"
    assert "1 change is not released" in page.content.decode()
    assert "nobody outside sees them yet" in page.content.decode()
    assert "unreleased" not in [fact.key for fact in page.context["to_do"]]


def test_empty_conference_shows_four_steps_with_what_is_done_ticked(officer):
    conference = conference_to_come(**in_six("organ", "Organ"), **in_six("venue", "Venue"))
    client = browser_of(officer)

    assert [step.is_done for step in client.get(PAGE).context["first_steps"]] == [True, False, False, False]

    session = make_session(conference, **sitting(conference))
    session.roles.create(kind="speaker", speaker=make_speaker(conference))
    assert [step.is_done for step in client.get(PAGE).context["first_steps"]] == [True, True, True, False]

    released(conference)
    page = client.get(PAGE)
    assert page.context["first_steps"] == []
    assert "Four steps" not in page.content.decode()
    assert "Revision 1 is public" in page.content.decode()


def test_whoever_may_not_preview_finds_nothing():
    make_conference()

    assert browser_of(make_member(username="nobody")).get(PAGE).status_code == 404


def test_trail_is_shown_to_those_who_may_read_it(officer):
    conference = conference_to_come()
    make_speaker(conference).mark(Speaker.Status.WITHDRAWN, by=officer, at=timezone.now())

    assert "Speaker 0 (en)" in browser_of(officer).get(PAGE).content.decode()
    page = browser_of(make_member("floor-officer")).get(PAGE).content.decode()
    assert "Overview" in page
    assert "Speaker 0 (en)" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_at_most_twelve_queries(number, officer, django_assert_num_queries):
    make_released(sessions=number, starts_on=date(2190, 4, 3), ends_on=date(2190, 4, 3))
    client = browser_of(officer)
    client.get(PAGE)

    with django_assert_num_queries(12):
        client.get(PAGE)


def test_content_is_the_same_whether_small_tables_are_read_together_or_one_by_one(django_assert_num_queries):
    conference = make_released(sessions=2)
    conference.organizers.create(role="partner", url="https://example.org/", **in_six("name", "Partner"))
    conference.follow_up_meetings.create(year=2013, starts_on=date(2013, 5, 1), **in_six("title", "Review"))
    conference.follow_up_meetings.create(year=2014, **in_six("title", "Later"))
    conference.delegations.create(kind="states", **in_six("name", "Delegation"))
    conference.sessions.first().guidingquestions.create(**in_six("text", "Why?"))
    speakers = list(conference.speakers.select_related("delegation").order_by("slug"))

    with django_assert_num_queries(2):
        rows = rows_together(conference, speakers)
        together = content_of(conference, rows)

    assert together == content_of(conference)
    assert together["follow_up_meetings"][0]["starts_on"] == "2013-05-01"
