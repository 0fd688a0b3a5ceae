"""The groups of States in whose name a delegation may speak."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from conference.languages import CODES
from conference.models import AuditEntry
from floor.groups import FILE, add_groups
from speakers.models.name_forms import FORMS
from tests.factories import make_conference
from tests.pages import page
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.django_db


def test_each_group_that_ships_has_a_name_of_its_own_in_each_language():
    groups = json.loads(FILE.read_text(encoding="utf-8"))

    for code in CODES:
        names = [group[code] for group in groups]
        assert all(names)
        assert len(set(names)) == len(groups) == 17
    assert {frozenset(group) for group in groups} == {frozenset(CODES) | frozenset(FORMS.values())}


def test_load_groups_a_second_time_changes_nothing():
    conference = make_conference()
    told = StringIO()

    call_command("load_groups", "dialogue", stdout=told)
    conference.groups.filter(name_en="European Union").update(name_fr="Union")
    call_command("load_groups", "dialogue", stdout=told)

    assert told.getvalue().splitlines() == [
        "Groups of States of dialogue: 17 added, 17 in all.",
        "Groups of States of dialogue: 0 added, 17 in all.",
    ]
    assert conference.groups.get(name_en="European Union").name_fr == "Union"
    assert AuditEntry.objects.filter(act="add groups").count() == 1


def test_load_groups_alone_is_for_conferences_that_have_none():
    first, second = make_conference(), make_conference(slug="second")
    first.groups.create(name_en="Our own group")

    call_command("load_groups", stdout=StringIO())

    assert (first.groups.count(), second.groups.count()) == (1, 17)


def test_load_groups_names_a_conference_that_does_not_exist():
    with pytest.raises(CommandError, match="There is no conference never"):
        call_command("load_groups", "never")


def test_groups_of_two_conferences_are_apart():
    first, second = make_conference(), make_conference(slug="second")

    add_groups(first)

    assert (first.groups.count(), second.groups.count()) == (17, 0)


def test_secretariat_renames_a_group_in_the_admin():
    group = add_groups(make_conference())[0]
    client = browser_of(make_member("secretariat"))

    response = client.get(reverse("admin:floor_group_change", args=[group.pk]))

    assert "Group of African States" in response.content.decode()


def test_secretariat_sets_the_default_of_a_kind_of_speaker_in_the_admin(room):
    client = browser_of(make_member("secretariat"))
    address = reverse("admin:floor_speakingtime_add")

    sent = {"conference": room.conference.pk, "kind": "group", "time": "0:05:00"}

    assert client.post(address, sent | {"conference": ""}).status_code == 200
    assert "at most one hour" in client.post(address, sent | {"time": "2:00:00"}).content.decode()
    assert client.post(address, sent).status_code == 302
    assert "of this kind already" in client.post(address, sent).content.decode()
    assert str(room.conference.speaking_times.get().time) == "0:05:00"


def test_admin_does_not_change_what_happened_on_a_floor(room):
    asked = room.ask(0)
    client = browser_of(make_member("secretariat"))
    event = asked.events.get()

    for name, row in (("intervention", asked), ("floorevent", event)):
        address = reverse(f"admin:floor_{name}_change", args=[row.pk])
        assert client.get(address).status_code == 200
        assert client.post(address, {}).status_code == 403
        assert client.post(reverse(f"admin:floor_{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403


def test_key_of_a_form_is_not_shown_in_the_admin(room):
    asked = room.ask(0)
    client = browser_of(make_member("secretariat"))

    content = page(client, reverse("admin:floor_intervention_change", args=[asked.pk]))

    assert "Delegation 0 (en)" in content
    assert str(asked.key) not in content
