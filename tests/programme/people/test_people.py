import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference.models import AuditEntry
from speakers.models import Speaker
from tests.factories import in_six, make_conference, make_panel, make_speaker
from tests.pages import page
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.django_db

PAGE = "/en/dialogue/people/"


@pytest.fixture
def secretariat():
    return browser_of(make_member("secretariat"))


@pytest.fixture
def conference():
    return make_conference()


def test_page_tells_of_each_session_how_many_have_confirmed(secretariat, conference):
    panel = make_panel(conference)
    for status in ("confirmed", "confirmed", "invited", "withdrawn"):
        panel.roles.create(kind="panellist", speaker=make_speaker(conference, status=status))

    body = secretariat.get(PAGE).content.decode()

    assert "2 of 3 confirmed" in body
    assert "No co-chair or moderator has confirmed." in body


@pytest.mark.parametrize("kind", ["co-chair", "moderator"])
def test_panel_is_led_once_a_co_chair_or_moderator_has_confirmed(secretariat, conference, kind):
    panel, words = make_panel(conference), "No co-chair or moderator has confirmed."
    assert words in page(secretariat, PAGE)

    panel.roles.create(kind=kind, speaker=make_speaker(conference))

    assert words not in page(secretariat, PAGE)


def test_person_is_marked_with_the_moment_and_who_did_it(secretariat, conference):
    speaker = make_speaker(conference, status="invited")

    answer = secretariat.post(f"{PAGE}{speaker.pk}/confirmed/", follow=True)

    speaker.refresh_from_db()
    assert "Speaker 0 (en): confirmed." in answer.content.decode()
    assert (speaker.status, speaker.status_at is None) == ("confirmed", False)
    entry = AuditEntry.objects.get(act="change")
    assert (str(entry.by), entry.detail) == ("secretariat", {"status": ["invited", "confirmed"]})


def test_person_who_is_marked_twice_is_marked_once(secretariat, conference):
    speaker = make_speaker(conference, status="invited")

    for _press in range(2):
        answer = secretariat.post(f"{PAGE}{speaker.pk}/withdrawn/", follow=True)

    assert "has this status already" in answer.content.decode()
    assert AuditEntry.objects.filter(act="change").count() == 1


def test_those_chosen_get_a_status_and_others_keep_theirs(secretariat, conference):
    chosen, other = (make_speaker(conference, status="proposed") for _each in range(2))
    stranger = make_speaker(make_conference(slug="other"), status="proposed")
    sent = {"speaker": [chosen.pk, stranger.pk], "status": "cleared"}

    answer = secretariat.post(f"{PAGE}status/", sent, follow=True)

    assert "1 speaker now has the status “cleared”." in answer.content.decode()
    statuses = Speaker.objects.order_by("pk").values_list("pk", "status")
    assert dict(statuses) == {chosen.pk: "cleared", other.pk: "proposed", stranger.pk: "proposed"}


def test_nobody_chosen_is_said_and_an_unknown_status_is_not_found(secretariat, conference):
    speaker = make_speaker(conference, status="proposed")

    assert (
        "Nobody was chosen." in secretariat.post(f"{PAGE}status/", {"status": "cleared"}, follow=True).content.decode()
    )
    sent = {"speaker": [speaker.pk], "status": "absent"}
    assert secretariat.post(f"{PAGE}status/", sent).status_code == 404


@pytest.mark.parametrize("mark", ["absent", "confirmed"])
def test_unknown_status_and_person_of_another_conference_are_not_found(secretariat, conference, mark):
    other = make_speaker(make_conference(slug="other"), status="invited")

    assert secretariat.post(f"{PAGE}{other.pk}/{mark}/").status_code == 404


def test_real_name_of_a_protected_person_is_not_on_the_page(secretariat, conference):
    make_speaker(
        conference,
        protected=True,
        slug="participant-2b3c4d5e6f",
        **in_six("name", "Rani Hong"),
        **in_six("sort_name", "Hong, Rani"),
        **in_six("displayed_name", "A survivor"),
    )

    body = secretariat.get(PAGE).content.decode()

    assert "A survivor (en)" in body
    assert "Hong" not in body


def test_people_are_in_the_order_of_their_sort_names_and_protected_ones_of_what_is_displayed(secretariat, conference):
    for name, sort_name in (("Anna Zorn", "Zorn"), ("Zoe Abel", "Abel")):
        make_speaker(conference, name_en=name, sort_name_en=sort_name)
    protected = {"protected": True, "slug": "participant-2b3c4d5e6f", "displayed_name_en": "Survivor"}
    make_speaker(conference, sort_name_en="Aaron", **protected)

    body = page(secretariat, PAGE)

    names = ["Zoe Abel", "Survivor", "Anna Zorn"]
    assert sorted(names, key=body.index) == names


def test_page_takes_the_same_queries_for_any_number_of_people(secretariat, conference):
    counts = []
    for number in (1, 2):
        for _person in range(number):
            make_panel(conference).roles.create(kind="panellist", speaker=make_speaker(conference))
        with CaptureQueriesContext(connection) as queries:
            secretariat.get(PAGE)
        counts.append(len(queries))

    assert counts == [10, 10]
