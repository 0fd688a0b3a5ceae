"""An archived conference is read as before, and whatever would change it is refused by the database itself."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from conference.archive.acts import archive, lifted, reopen
from conference.archive.triggers import NOT_GUARDED
from conference.models import AuditEntry, Conference
from conference.ownership import owned_models, rows_of
from conference.refusals import Conflict, Refusal
from programme.cloning.clone import CloneRequest, clone
from tests.acts import ACTS
from tests.acts_admin import ADMIN_ACTS
from tests.acts_world import PHONE, World
from tests.addresses import ROOT
from tests.factories import MORNING, in_six, make_released
from tests.pages import body_of, page
from tests.staff import make_member
from tests.test_acts import ROUTES, contents, place, pressed

SENTENCE = "This conference is archived: it can only be read."
PAGE = "admin:conference_conference_archive"


def refused_by_the_database(act, *args, **fields):
    try:
        with transaction.atomic():
            act(*args, **fields)
    except IntegrityError as error:
        return "conference_is_archived" in str(error)
    return False


@pytest.fixture
def archived(db):
    conference = make_released()
    archive(conference, by=None, at=MORNING)
    conference.refresh_from_db()
    return conference


# The database


def test_each_model_of_a_conference_is_guarded_or_left_with_a_reason():
    labels = {model._meta.label_lower for model in owned_models()}

    assert labels >= NOT_GUARDED.keys()
    assert all(NOT_GUARDED.values())


def test_plain_sql_changes_adds_and_deletes_no_row_of_an_archived_conference(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = World()
    archive(world.dialogue, by=None, at=MORNING)
    tried = set()
    for model in owned_models():
        keys = list(rows_of(model, world.dialogue).values_list("pk", flat=True))
        if not keys or model._meta.label_lower in NOT_GUARDED:
            continue
        table, columns = model._meta.db_table, [field.column for field in model._meta.concrete_fields[1:]]
        names = ", ".join(f'"{name}"' for name in columns)
        with connection.cursor() as cursor:
            change = f"UPDATE {table} SET id = id WHERE id = %s"
            delete = f"DELETE FROM {table} WHERE id = %s"
            add = f"INSERT INTO {table} ({names}) SELECT {names} FROM {table} WHERE id = %s"
            for statement in (change, delete, *([add] if model is not Conference else [])):
                assert refused_by_the_database(cursor.execute, statement, [keys[0]]), statement
        tried.add(model._meta.label_lower)
    assert len(tried) > 25


def test_row_of_another_conference_is_not_moved_into_an_archived_one(archived):
    other = make_released(slug="other")
    room = other.rooms.create(**in_six("name", "Room"))

    assert refused_by_the_database(other.rooms.filter(pk=room.pk).update, conference=archived)
    assert other.rooms.update(position=3) == 1


def test_trail_goes_on(archived):
    entries = AuditEntry.objects.filter(conference=archived)
    AuditEntry.objects.record(act="change", subject=archived, by=None, at=MORNING, conference=archived)

    assert [entry.act for entry in entries][:2] == ["change", "conference: archive"]


def test_personal_data_is_erased_within_the_archive_which_stays(archived):
    speaker = archived.speakers.first()
    with lifted(archived):
        archived.speakers.filter(pk=speaker.pk).update(biography_en="")

    assert refused_by_the_database(archived.speakers.filter(pk=speaker.pk).update, biography_en="again")
    assert Conference.objects.get().archived_at == MORNING


def test_archive_stays_where_an_erasure_fails(archived):
    with pytest.raises(ZeroDivisionError), lifted(archived):
        archived.speakers.update(biography_en=str(1 / 0))

    assert refused_by_the_database(archived.speakers.update, biography_en="")


def test_conference_that_is_not_archived_is_not_after_an_erasure(db):
    conference = make_released()
    with lifted(conference):
        conference.speakers.update(biography_en="")

    assert Conference.objects.get().archived_at is None


# The acts


def test_conference_is_made_current_again_and_both_acts_are_on_the_trail(archived):
    reopen(archived, by=None, at=MORNING)

    assert archived.speakers.update(biography_en="again") == 2
    acts = AuditEntry.objects.about(archived).order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["conference: archive", "conference: reopen"]


def test_nothing_is_archived_twice_nor_on_an_old_page(archived):
    with pytest.raises(Refusal, match="archived already"):
        archive(archived, by=None, at=MORNING)
    with pytest.raises(Conflict):
        reopen(archived, seen="another page", by=None, at=MORNING)
    reopen(archived, by=None, at=MORNING)
    with pytest.raises(Refusal, match="not archived"):
        reopen(archived, by=None, at=MORNING)


def test_clone_of_an_archived_conference_is_current(archived):
    day = date(2013, 4, 3)
    request = CloneRequest(slug="next", starts_on=day, time_zone=archived.time_zone, purpose="dialogue")

    made = clone(archived, request, by=None, at=MORNING)

    assert Conference.objects.get(pk=made.pk).archived_at is None
    assert made.sessions.update(position=1) == 1


# The page of the admin


@pytest.fixture
def secretariat(client, db):
    client.force_login(make_member("secretariat"))
    return client


def test_secretariat_archives_and_the_administrator_alone_makes_current_again(secretariat, admin_client):
    conference = make_released()
    address = reverse(PAGE, args=[conference.pk])
    seen = secretariat.get(address).context["seen"]

    assert secretariat.post(address, {"seen": "old"}).status_code == 409
    assert secretariat.post(address, {"seen": seen}).status_code == 302
    assert Conference.objects.get().archived_at
    assert "The administrator alone can make it current again." in page(secretariat, address)
    assert secretariat.post(address, {"seen": secretariat.get(address).context["seen"]}).status_code == 403
    assert Conference.objects.get().archived_at
    assert admin_client.post(address, {"seen": admin_client.get(address).context["seen"]}).status_code == 302
    assert Conference.objects.get().archived_at is None


def test_other_roles_archive_nothing(client, db):
    conference = make_released()
    client.force_login(make_member("floor-officer"))

    assert client.post(reverse(PAGE, args=[conference.pk])).status_code == 403


def test_admin_shows_rows_of_an_archived_conference_without_buttons(archived, admin_client):
    for model in ("speakers_speaker", "programme_session", "conference_conference"):
        label = model.replace("_", ".")
        row = archived if label == "conference.conference" else apps.get_model(label).objects.first()
        address = reverse(f"admin:{model}_change", args=[row.pk])

        shown = page(admin_client, address)
        assert 'name="_save"' not in shown
        assert str(row) in shown
        answer = admin_client.post(address, {})
        assert (answer.status_code, SENTENCE in answer.content.decode()) == (423, True)


def test_lists_and_pages_of_staff_say_that_it_is_archived(archived, admin_client):
    notice = "This conference can only be read; nothing on these pages can be changed."
    for address in ("programme:timetable", "summary:draft", "translation:overview", "floor:floor-list"):
        assert notice in page(admin_client, reverse(address, args=[archived.slug])), address
    assert "Archived" in page(admin_client, reverse("operations:home"))
    assert "Archived" in page(admin_client, reverse("translation:desks"))
    assert "(archived)" in page(admin_client, reverse("admin:conference_conference_changelist"))


def test_consoles_and_phones_are_told_that_it_is_archived(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = World()
    archive(world.dialogue, by=None, at=MORNING)
    join = reverse("floor:join", args=["dialogue", world.secret])
    console = reverse("floor:console", args=["dialogue", "session-0"])

    for person, address in ((PHONE, reverse("floor:delegation", args=["dialogue"])), (ROOT, console), (PHONE, join)):
        assert SENTENCE in page(world.visitors[person], address, status=423)
    assert SENTENCE in body_of(world.visitors[PHONE].post(join), 423)
    assert world.visitors["anonymous"].get(console).status_code == 302  # to others it does not say that it is there
    assert SENTENCE not in page(world.visitors["no role"], console, status=404)


def test_public_pages_go_on(archived, client):
    assert "Session 0" in page(client, f"/en/{archived.slug}/")


# Every act


@pytest.mark.one_database  # each act has tests of its own on both
def test_every_act_on_an_archived_conference_is_refused_with_the_sentence_and_writes_nothing(db, settings, tmp_path):
    """Each of some two hundred acts is pressed by one who may: over 5 s."""
    settings.MEDIA_ROOT = tmp_path
    world = World()
    for conference in (world.dialogue, world.drafted, world.empty):
        archive(conference, by=None, at=MORNING)
    before = contents()
    wrong, refused = [], 0
    for name, act in (ACTS | ADMIN_ACTS).items():
        person = next((each for each in (ROOT, PHONE, *sorted(act.writers)) if each in act.writers), None)
        if person is None or name in ELSEWHERE or not is_of_a_conference(ROUTES[name]):
            continue
        client = world.visitors[person]
        signed_in = client.cookies.copy()
        with pressed() as statements:
            answer = client.post(place(world, name, act), act.form(world))
            changed = bool(statements) and contents() != before
        client.cookies = signed_in
        if changed or (answer.status_code, SENTENCE in answer.content.decode()) != (423, True):
            wrong.append(f"{name}: {person} is answered {answer.status_code}{', and it is written' if changed else ''}")
        refused += not changed
    assert refused > 100
    assert not wrong, "\n".join(wrong)


def is_of_a_conference(route):
    """Whether an address names a conference, or a row in the admin; others are of people's own accounts."""
    return "<slug:conference>" in route or route.startswith("en/admin/")


# What changes nothing of the conference: accounts, States, a clone, which is a conference of its own, and a phone that
# leaves.
ELSEWHERE = {
    "programme:clone",
    "floor:leave",
    "admin:conference_conference_archive",
    "admin:auth_user_password_change",
    "admin:logout",
    *(f"admin:{model}_{act}" for model in ("conference_user", "speakers_state") for act in ("changelist", "delete")),
}
