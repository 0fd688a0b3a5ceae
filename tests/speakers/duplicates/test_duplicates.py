"""Two speakers who may be one: found, compared, merged with all that hangs on them, and taken apart again."""

import pytest
from django.urls import reverse

from conference.models import AuditEntry, FormerShortName, RecordedAct
from programme.models import Letter, Role, Room
from speakers.duplicates.finding import pairs_of
from speakers.models import Delegation, KeptApart, Speaker
from tests.factories import MORNING, make_conference, make_panel, make_speaker, release
from tests.staff import browser_of, make_member, open_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def client():
    return browser_of(make_member("secretariat"))


@pytest.fixture
def two(conference):
    names = {"name_en": "Aleya Hammad", "function_en": "Chair of the Board", "consents_to_photograph": True}
    one = make_speaker(conference, slug="aleya-hammad", email="a@example.org", **names)
    names = {"name_en": "Hammad, Aleya", "function_en": "Chair", "affiliation_en": "Trust Fund"}
    other = make_speaker(conference, slug="hammad", **names)
    return one, other


def address(*two):
    return reverse("speakers:pair", args=["dialogue", *(row.pk for row in two)])


def merged(client, two, **choices):
    page = client.get(address(*two))
    return client.post(address(*two), {"seen": page.context["plan"].shown.token, **choices}, follow=True)


def only_names(conference):
    """The names of the pairs; the factory gives all speakers other names in five languages."""
    return [{pair.one.slug, pair.other.slug} for pair in pairs_of(conference)]


def test_same_name_and_same_address_are_found(conference, two):
    make_speaker(conference, slug="other", name_en="Somebody Else", email="A@example.org")
    make_speaker(conference, slug="nobody", name_en="Nobody")

    assert only_names(conference) == [{"aleya-hammad", "hammad"}, {"aleya-hammad", "other"}]
    assert [pair.reasons for pair in pairs_of(conference)] == [("Same name",), ("Same e-mail address",)]


def test_protected_persons_are_nobody_s_duplicate(conference, two):
    Speaker.objects.filter(slug="hammad").update(
        slug="participant-x", protected=True, displayed_name_en="A survivor", consents_to_photograph=False
    )

    assert pairs_of(conference) == []


def test_page_names_pairs_rooms_and_delegations(conference, client, two):
    for name in ("Room XX", "room xx"):
        Room.objects.create(conference=conference, name_en=name)
        Delegation.objects.create(conference=conference, kind="media", name_en=name.upper())

    page = client.get(reverse("speakers:duplicates", args=["dialogue"])).content.decode()

    assert "1 pair of speakers may be one person." in page
    assert "Rooms with one name" in page
    assert "Delegations with one name" in page
    assert address(*two) in page


def test_two_are_merged_field_by_field(conference, client, two):
    one, other = two
    first, second = make_panel(conference), make_panel(conference)
    for speaker, panel in ((one, first), (other, first), (other, second)):
        panel.roles.create(speaker=speaker, kind="panellist")
    letter = Letter.objects.create(
        conference=conference, speaker=other, kind="invitation", language="en", subject="a", body="b", made_at=MORNING
    )
    release(conference)
    page = client.get(address(one, other))
    assert [field.name for field in page.context["plan"].asked if "_en" in field.name] == ["name_en", "function_en"]

    answer = merged(client, two, **{"field-function_en": "other"})

    one.refresh_from_db()
    assert (one.name_en, one.function_en, one.affiliation_en) == ("Aleya Hammad", "Chair", "Trust Fund")
    assert not one.consents_to_photograph
    assert not Speaker.objects.filter(pk=other.pk).exists()
    assert set(Role.objects.values_list("session", "speaker")) == {(first.pk, one.pk), (second.pk, one.pk)}
    letter.refresh_from_db()
    assert letter.speaker == one
    assert FormerShortName.objects.get(slug="hammad").row_id == one.pk
    assert "The two are one person now" in answer.content.decode()
    entry = AuditEntry.objects.get(act="speakers: merge")
    assert entry.detail["function_en"] == ["Chair of the Board", "Chair"]


def test_merge_is_undone(conference, client, two):
    __, other = two
    panel = make_panel(conference)
    panel.roles.create(speaker=other, kind="panellist")
    release(conference)
    before = list(Speaker.objects.order_by("pk").values())
    merged(client, two, **{"field-function_en": "other"})
    act = RecordedAct.objects.get()
    place = reverse("restoring:act", args=["dialogue", act.pk])
    page = client.get(place)
    assert "Undo the merge" in page.content.decode()

    client.post(place, {"seen": page.context["plan"].shown.token})

    assert list(Speaker.objects.order_by("pk").values()) == before
    assert Role.objects.get().speaker == other
    assert not FormerShortName.objects.exists()
    assert AuditEntry.objects.filter(act="speakers: undo merge").count() == 1


@pytest.mark.parametrize("act", ["pair", "apart"])
def test_who_presses_on_an_old_page_reads_who_was_quicker(conference, client, two, act):
    colleague = browser_of(make_member("secretariat", "quicker"))
    merged(colleague, two)

    answer = client.post(reverse(f"speakers:{act}", args=["dialogue", *(row.pk for row in two)]), {}, follow=True)

    assert answer.redirect_chain == [("/en/dialogue/duplicates/", 302)]
    assert "quicker has decided on this in the meantime. Nothing was done." in answer.content.decode()
    assert client.get(reverse("speakers:pair", args=["dialogue", two[0].pk, 10**6])).status_code == 404


def test_what_changed_since_the_page_is_not_merged(conference, client, two):
    token = client.get(address(*two)).context["plan"].shown.token
    two[1].roles.create(session=make_panel(conference), kind="panellist")

    answer = client.post(address(*two), {"seen": token})

    assert answer.status_code == 409
    assert Speaker.objects.count() == 2


def test_person_under_protection_is_merged_with_nobody(conference, client, two):
    survivor = make_speaker(conference, slug="participant-x", protected=True, displayed_name_en="A survivor")

    answer = merged(client, (two[0], survivor))

    assert answer.status_code == 422
    assert "A person under protection is not merged with anybody." in answer.content.decode()
    assert Speaker.objects.filter(pk=survivor.pk).exists()


def test_two_persons_are_not_shown_again(conference, client, two):
    client.post(reverse("speakers:apart", args=["dialogue", two[1].pk, two[0].pk]))

    assert pairs_of(conference) == []
    assert KeptApart.objects.get().one == two[0]


def test_saving_a_second_one_by_hand_is_noticed_and_not_refused(conference, client, two):
    place = reverse("admin:speakers_speaker_change", args=[two[1].pk])

    answer = client.post(place, open_form(client, place) | {"affiliation_en": "Fund"}, follow=True)

    assert Speaker.objects.get(pk=two[1].pk).affiliation_en == "Fund"
    assert address(two[0], two[1]) in answer.content.decode()


def test_second_room_of_a_name_is_noticed(conference, client):
    Room.objects.create(conference=conference, name_en="Room XX")
    room = Room.objects.create(conference=conference, name_en="Room XXI")
    place = reverse("admin:programme_room_change", args=[room.pk])

    answer = client.post(place, open_form(client, place) | {"name_en": "room xx"}, follow=True)

    assert "Saved. Another row of this conference has this name:" in answer.content.decode()
