from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from conference.languages import texts
from conference.models import AuditEntry, Conference
from floor.demo.dialogue_2012 import DAY, TOOK_THE_FLOOR, load_floor_2012
from floor.models import Intervention
from floor.models.record import Pledge
from programme.models import Session
from programme.release.history import unreleased_changes
from speakers.models import State
from tests.loading import load


@pytest.fixture
def dialogues(db):
    load("load_states", "load_dialogue", "load_floor")
    return Conference.objects.get(slug="human-trafficking-2012"), Conference.objects.get(slug="rehearsal")


def load_again():
    out = StringIO()
    call_command("load_floor", stdout=out)
    return out.getvalue()


def test_eighteen_delegations_took_the_floor_in_the_afternoon(dialogues):
    rows = Intervention.objects.on_record()

    assert {row.session.slug for row in rows} == {"panel-2"}
    assert [row.delegation.state.iso3 for row in rows] == list(TOOK_THE_FLOOR)


def test_nothing_about_them_is_invented(dialogues):
    unknown = ("asked_at", "given_at", "concluded_at", "allowance", "presided_by", "group", "asked_by")

    assert Intervention.objects.exists()
    for row in Intervention.objects.all():
        assert (row.state, row.through, row.kind) == ("concluded", "record", "intervention")
        assert (row.language, row.speaker_name, row.speaker_gender) == ("", "", "")
        assert [getattr(row, field) for field in unknown] == [None] * len(unknown)


def test_delegations_have_the_names_of_their_conference_s_time(dialogues):
    dialogue, rehearsal = dialogues

    for delegation in dialogue.delegations.exclude(state=None):
        assert texts(delegation, "name") == delegation.state.names_on(DAY)
    assert rehearsal.delegations.get(state__iso3="SWZ").name_en == "Eswatini"


def test_two_contributions_were_announced(dialogues):
    president, australia = Pledge.objects.all()

    assert (president.amount, president.currency, str(president.announced_on)) == (10_000, "USD", "2012-04-03")
    assert (president.donor_en, president.donor_es) == (
        "President of the General Assembly",
        "Presidente de la Asamblea General",
    )
    assert (australia.amount, australia.delegation.state.iso3, australia.state) == (200_000, "AUS", "announced")


def test_rehearsal_has_all_member_states_and_observers(dialogues):
    rehearsal = dialogues[1]

    assert rehearsal.delegations.exclude(state=None).count() == State.objects.count() == 195


def test_rehearsal_has_the_groups_and_one_that_was_removed_does_not_come_back(dialogues):
    rehearsal = dialogues[1]
    assert rehearsal.groups.count() == 17
    rehearsal.groups.first().delete()

    load_again()

    assert rehearsal.groups.count() == 16


def test_loading_again_adds_nothing_and_loses_nothing_that_was_edited(dialogues):
    Intervention.objects.filter(delegation__state__iso3="MEX").update(
        state="struck", struck_at=timezone.now(), struck_reason="Not so", language="es"
    )
    Pledge.objects.filter(amount=10_000).update(amount=12_000, state="confirmed")

    said = load_again()

    assert said.splitlines()[:2] == [
        "The floor of 2012: 0 interventions and 0 pledges added.",
        "The rehearsal: 0 delegations added.",
    ]
    assert Intervention.objects.get(delegation__state__iso3="MEX").language == "es"
    assert list(Pledge.objects.values_list("amount", "state")) == [(12_000, "confirmed"), (200_000, "announced")]


def test_loading_is_one_audit_entry(dialogues):
    load_again()

    entry = AuditEntry.objects.get(act="load the floor")
    assert (entry.by, entry.detail) == (None, {"interventions": 18, "pledges": 2})


def test_nothing_is_loaded_where_the_dialogue_is_not(db):
    assert load_floor_2012(at=timezone.now()) == (0, 0)


def test_nothing_is_loaded_where_the_panel_was_given_up(db):
    load("load_states", "load_dialogue")
    Session.objects.filter(conference__slug="human-trafficking-2012", slug="panel-2").delete()

    assert load_floor_2012(at=timezone.now()) == (0, 0)


def test_public_reads_of_the_delegations_too(dialogues, client):
    body = client.get("/en/human-trafficking-2012/delegations/").content.decode()

    assert "Bangladesh" in body
    assert [unreleased_changes(conference) for conference in dialogues] == [[], []]


def test_draft_that_waits_for_its_release_is_not_released_along(dialogues):
    _dialogue, rehearsal = dialogues
    before = rehearsal.releases.count()
    rehearsal.delegations.filter(state__iso3="QAT").delete()
    Session.objects.filter(conference=rehearsal, slug="panel-1").update(title_en="Not yet")

    assert "1 delegations added" in load_again()

    assert rehearsal.releases.count() == before
