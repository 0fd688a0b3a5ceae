import pytest

from conference.models import AuditEntry
from tests.factories import make_conference, make_speaker
from tests.staff import browser_of, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIST = "/en/admin/speakers/speaker/"


def act(client, action, speakers):
    sent = {"action": action, "_selected_action": [speaker.pk for speaker in speakers]}
    return client.post(LIST, sent, follow=True)


def statuses(conference):
    return list(conference.speakers.order_by("pk").values_list("status", flat=True))


@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("propose", "proposed"),
        ("clear", "cleared"),
        ("invite", "invited"),
        ("confirm", "confirmed"),
        ("decline", "declined"),
        ("withdraw", "withdrawn"),
    ],
)
def test_selected_speakers_get_a_status_and_those_that_changed_are_entered(action, status):
    conference = make_conference()
    before = [each for each in ("proposed", "declined", "invited") if each != status][:2]
    speakers = [make_speaker(conference, status=each) for each in (*before, status, "invited")]
    others = [speaker for speaker in speakers[:3] if speaker.status != status]

    response = act(browser_of(make_member("secretariat")), action, speakers[:3])

    assert statuses(conference) == [status] * 3 + ["invited"]
    assert [str(message) for message in response.context["messages"]] == [
        f"2 speakers now have the status “{status}”. 1 had it already."
    ]
    entries = AuditEntry.objects.filter(act="change")
    assert {(entry.subject_id, str(entry.detail), entry.conference) for entry in entries} == {
        (str(speaker.pk), f"{{'status': ['{speaker.status}', '{status}']}}", conference) for speaker in others
    }


def test_one_speaker_is_told_of_alone():
    speaker = make_speaker(make_conference(), status="invited")

    response = act(browser_of(make_member("secretariat")), "confirm", [speaker])

    assert [str(message) for message in response.context["messages"]] == ["1 speaker now has the status “confirmed”."]


@pytest.mark.parametrize("role", ["translator-fr", "reviser-ar", "note-taker"])
def test_who_may_not_change_speakers_is_offered_no_act_and_does_none(role):
    conference = make_conference()
    speaker = make_speaker(conference, status="invited")
    person = browser_of(make_member(role))

    page = person.get(LIST).content.decode()
    act(person, "confirm", [speaker])

    assert 'name="action"' not in page
    assert statuses(conference) == ["invited"]
