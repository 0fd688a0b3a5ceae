"""Deletion names what is in use; what was deleted comes back with what hung on it, or it is said why not."""

import pytest
from django.urls import reverse

from conference.models import AuditEntry, RecordedAct, RecordedRow
from programme.models import Letter, Role, Room, Session
from speakers.models import Delegation, Speaker
from tests.factories import MORNING, make_conference, make_panel, make_session, make_speaker
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def client():
    return browser_of(make_member("secretariat"))


def delete_page(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_delete", args=[row.pk])


def deleted(client, row):
    """Delete a row in the admin; return the address of the page that puts it back."""
    client.post(delete_page(row), {"post": "yes"})
    assert not type(row).objects.filter(pk=row.pk).exists()
    return reverse("restoring:act", args=["dialogue", RecordedAct.objects.first().pk])


def restored(client, address):
    page = client.get(address)
    return client.post(address, {"seen": page.context["plan"].shown.token}, follow=True)


def test_speaker_in_use_names_each_session_with_a_link(conference, client):
    speaker, panel = make_speaker(conference), make_panel(conference, title_en="Protection")
    panel.roles.create(speaker=speaker, kind="panellist")

    page = client.get(delete_page(speaker)).content.decode()

    address = reverse("admin:programme_session_change", args=[panel.pk])
    assert "is in use and cannot be deleted. Take it out here first:" in page
    assert f'Session: <a href="{address}"><bdi>Protection</bdi></a> (panellist)' in page
    assert "protected related objects" not in page


def test_conference_in_use_names_what_must_go_first(conference, client):
    panel = make_panel(conference)
    panel.roles.create(speaker=make_speaker(conference), kind="panellist")

    page = client.get(delete_page(conference)).content.decode()

    assert reverse("admin:programme_session_change", args=[panel.pk]) in page


def test_room_names_the_sessions_that_lose_it(conference, client):
    room = Room.objects.create(conference=conference, name_en="Room XX")
    session = make_session(conference, room=room, title_en="Opening")

    page = client.get(delete_page(room)).content.decode()

    address = reverse("admin:programme_session_change", args=[session.pk])
    assert "These stay, without “Room XX”:" in page
    assert f'<a href="{address}"><bdi>Opening</bdi></a>' in page


def test_several_that_are_in_use_are_refused_with_links(conference, client):
    speaker, panel = make_speaker(conference), make_panel(conference, title_en="Protection")
    panel.roles.create(speaker=speaker, kind="panellist")
    sent = {"action": "delete_selected", "_selected_action": [speaker.pk]}

    page = client.post(reverse("admin:speakers_speaker_changelist"), sent).content.decode()

    assert "Some of these are in use and cannot be deleted." in page
    assert reverse("admin:programme_session_change", args=[panel.pk]) in page


def test_session_comes_back_with_its_parts(conference, client):
    room = Room.objects.create(conference=conference, name_en="Room XX")
    panel = make_panel(conference, room=room, title_fr="La protection")
    panel.roles.create(speaker=make_speaker(conference), kind="panellist", position=3)
    before = Session.objects.filter(pk=panel.pk).values().get()

    answer = restored(client, deleted(client, panel))

    assert Session.objects.filter(pk=panel.pk).values().get() == before
    assert Role.objects.get(session=panel).position == 3
    assert panel.themes.count() == 2
    assert "was restored." in answer.content.decode()
    assert AuditEntry.objects.about(panel).first().act == "restore"
    assert RecordedAct.objects.get().undone_at


def test_speaker_comes_back_with_letters(conference, client):
    speaker = make_speaker(conference)
    letter = Letter.objects.create(
        conference=conference, speaker=speaker, kind="invitation", language="en", subject="a", body="b", made_at=MORNING
    )

    restored(client, deleted(client, speaker))

    letter.refresh_from_db()
    assert letter.speaker == speaker


def test_room_is_given_back_only_to_sessions_without_another(conference, client):
    room, other = (Room.objects.create(conference=conference, name_en=name) for name in ("Room XX", "Room XXI"))
    kept, moved = make_session(conference, room=room), make_session(conference, room=room)
    address = deleted(client, room)
    Session.objects.filter(pk=moved.pk).update(room=other)

    page = client.get(address)
    restored(client, address)

    assert "was changed since and stays as it is." in page.content.decode()
    assert dict(Session.objects.values_list("pk", "room")) == {kept.pk: room.pk, moved.pk: other.pk}


def test_what_no_longer_fits_is_told(conference, client):
    panel = make_panel(conference, slug="panel")
    address = deleted(client, panel)
    make_session(conference, slug="panel")

    page = client.get(address).content.decode()
    restored(client, address)

    assert "Another session of this conference has this short name." in page
    assert not Session.objects.filter(pk=panel.pk).exists()


def test_role_of_a_speaker_who_is_gone_does_not_come_back(conference, client):
    panel, speaker = make_panel(conference), make_speaker(conference)
    panel.roles.create(speaker=speaker, kind="panellist")
    address = deleted(client, panel)
    speaker.delete()

    page = client.get(address).content.decode()
    restored(client, address)

    assert "what it belonged to is no longer there." in page
    assert Session.objects.get(pk=panel.pk).roles.count() == 0


def test_what_was_put_back_is_not_put_back_twice(conference, client):
    speaker = make_speaker(conference)
    address = deleted(client, speaker)
    token = client.get(address).context["plan"].shown.token
    client.post(address, {"seen": token})

    client.post(address, {"seen": token})

    assert Speaker.objects.filter(pk=speaker.pk).count() == 1
    assert "This has been restored already." in client.get(address).content.decode()


def test_nothing_is_kept_of_a_protected_person(conference, client):
    survivor = {"slug": "participant-abc", "protected": True, "displayed_name_en": "A survivor"}
    speaker = make_speaker(conference, **survivor)

    client.post(delete_page(speaker), {"post": "yes"})

    assert not Speaker.objects.exists()
    assert not RecordedAct.objects.exists()


def test_links_do_not_come_back(conference, client):
    delegation = Delegation.objects.create(conference=conference, kind="states", name_en="Observers")
    delegation.seats.create(created_at=MORNING, secret_hash="x")

    restored(client, deleted(client, delegation))

    assert Delegation.objects.get(pk=delegation.pk).seats.count() == 0
    assert not RecordedRow.objects.filter(subject_type="floor.seat").exists()


def test_only_who_may_add_such_rows_puts_them_back(conference, client):
    address = deleted(client, make_speaker(conference))
    stranger = browser_of(make_member("translator-fr"))

    assert stranger.get(address).status_code == 404
    assert client.get(address).status_code == 200


def test_trail_leads_to_what_puts_it_back(conference, client):
    address = deleted(client, make_speaker(conference))
    entry = AuditEntry.objects.get(act="delete")

    page = client.get(reverse("admin:conference_auditentry_change", args=[entry.pk])).content.decode()

    assert f'<a href="{address}">Deleted and merged</a>' in page
