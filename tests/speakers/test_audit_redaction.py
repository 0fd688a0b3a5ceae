"""Who a protected speaker is, and how speakers are reached, is told by no trace that another role reads."""

import importlib

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.utils import timezone

from conference import database_triggers
from conference.audit_redaction import WITHHELD
from conference.models import AuditEntry, User
from tests.constraints import refuses
from tests.factories import in_six, make_conference, make_session, make_speaker
from tests.staff import browser_of, make_member, open_form

pytestmark = pytest.mark.django_db
ADD = "/en/admin/speakers/speaker/add/"
NAME, ADDRESS = "Perpetua Hollingworth", "ph@secret.example"
TOLD = ("Perpetua", "Hollingworth", "perpetua", "hollingworth", "@", "secret.example", "Paris")


@pytest.fixture
def secretariat():
    return browser_of(make_member("secretariat"))


@pytest.fixture
def office():
    return browser_of(make_member("presidents-office"))


def page_of(row):
    return f"/en/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def add_speaker(client, conference, **more):
    sent = {
        "conference": conference.pk,
        "slug": "perpetua-hollingworth",
        "status": "confirmed",
        "name_en": NAME,
        "name_fr": NAME,
        "sort_name_en": "Hollingworth, Perpetua",
        "function_en": "Founder of Hollingworth House",
        "email": ADDRESS,
        "correspondence_language": "fr",
        "time_zone": "Europe/Paris",
    }
    answer = client.post(ADD, open_form(client, ADD) | sent | more)
    assert answer.status_code == 302
    return conference.speakers.get()


def change(client, row, **sent):
    answer = client.post(page_of(row), open_form(client, page_of(row)) | sent)
    assert answer.status_code == 302
    row.refresh_from_db()


PROTECTED = {"protected": "on", "displayed_name_en": "A survivor"}


def traces():
    """All that is kept of what was done, as text."""
    entries = [f"{entry.subject_name} {entry.detail}" for entry in AuditEntry.objects.all()]
    return "\n".join(entries + [f"{entry.object_repr} {entry.change_message}" for entry in LogEntry.objects.all()])


def told():
    return {word for word in TOLD if word in traces()}


def read_by(browser):
    """All that a reader of the trail gets to see of it."""
    pages = [browser.get("/en/admin/conference/auditentry/")]
    pages += [browser.get(page_of(entry)) for entry in AuditEntry.objects.all()]
    assert {page.status_code for page in pages} == {200}
    return "".join(page.content.decode() for page in pages)


def test_speaker_protected_from_the_outset_is_named_nowhere(secretariat, office):
    speaker = add_speaker(secretariat, make_conference(), **PROTECTED)

    entry = AuditEntry.objects.get(act="add", subject_type="speakers.speaker")
    assert (entry.subject_name, entry.detail["name_en"], entry.detail["email"]) == ("A survivor", WITHHELD, WITHHELD)
    assert entry.detail["protected"] == [None, True]
    assert told() == set()
    page = read_by(office)
    assert "A survivor" in page
    assert [word for word in TOLD if word in page] == []
    assert speaker.former_slug == "perpetua-hollingworth"


def test_protection_takes_the_name_out_of_what_was_entered_before(secretariat, office):
    conference = make_conference()
    speaker = add_speaker(secretariat, conference)
    session = make_session(conference, title_en=f"Words of {NAME}")
    role = session.roles.create(speaker=speaker, kind="speaker")
    for subject in (session, role):
        AuditEntry.objects.record(
            act="load", subject=subject, by=None, at=timezone.now(), conference=conference, detail={"why": f"of {NAME}"}
        )
    change(secretariat, speaker, status="withdrawn")
    assert {"Perpetua", "Hollingworth", "perpetua"} <= told()

    change(secretariat, speaker, **PROTECTED)

    assert told() == set()
    assert [word for word in TOLD if word in read_by(office)] == []
    assert AuditEntry.objects.get(act="withhold").detail == {"entries": 4}
    before = AuditEntry.objects.get(subject_type="speakers.speaker", act="add")
    assert (before.subject_name, before.detail["status"]) == ("", [None, "confirmed"])
    assert before.redacted_at is not None


def test_protected_speaker_is_changed_and_deleted_without_being_named(secretariat):
    conference = make_conference()
    speaker = add_speaker(secretariat, conference, **PROTECTED)
    change(secretariat, speaker, name_es="Perpetua H.", email="other@secret.example", biography_en="Hollingworth")

    secretariat.post(f"/en/admin/speakers/speaker/{speaker.pk}/delete/", {"post": "yes"})

    assert not conference.speakers.exists()
    assert set(AuditEntry.objects.get(act="change").detail) == {"name_es", "email", "biography_en"}
    assert set(AuditEntry.objects.get(act="delete").detail) > {"name_en", "email", "protected"}
    assert told() == set()


def test_address_and_correspondence_of_any_speaker_are_not_told(secretariat):
    add_speaker(secretariat, make_conference())

    detail = AuditEntry.objects.get(act="add").detail
    assert detail["name_en"] == [None, NAME]
    assert [detail[name] for name in ("email", "correspondence_language", "time_zone")] == [WITHHELD] * 3
    assert "@" not in traces()


def test_addresses_of_users_and_within_words_are_not_told(secretariat):
    clerk = make_member("note-taker", "clerk@mission.example", email="c@mission.example")
    change(secretariat, clerk, email="d@mission.example", last_name="Clerk (write to d@mission.example)")

    entry = AuditEntry.objects.get(act="change")
    assert (entry.detail["email"], entry.detail["last_name"]) == (WITHHELD, ["", "Clerk (write to …)"])
    assert "@" not in traces()


# What the database lets an entry become


def an_entry(**detail):
    user = User.objects.create_user("clerk")
    return AuditEntry.objects.record(act="load", subject=user, by=None, at=timezone.now(), detail=detail)


@pytest.mark.parametrize(
    "changed",
    [
        {"detail": {"a": WITHHELD, "b": 2}},
        {"detail": {"a": ["1", True], "b": WITHHELD}, "subject_name": ""},
        {"subject_name": ""},
    ],
)
def test_values_of_an_entry_can_be_withheld(changed):
    entry = an_entry(a=["1", True], b=2)

    AuditEntry.objects.filter(pk=entry.pk).update(redacted_at=timezone.now(), **changed)

    entry.refresh_from_db()
    assert all(getattr(entry, name) == value for name, value in changed.items())


@pytest.mark.parametrize(
    "changed",
    [
        {"detail": {"a": ["2", True], "b": 2}},
        {"detail": {"a": ["1", True], "b": "2"}},
        {"detail": {"a": ["1", True]}},
        {"detail": {"a": ["1", True], "b": 2, "c": WITHHELD}},
        {"detail": {"a": ["1", True], "c": WITHHELD}},
        {"subject_name": "another"},
        {"act": "move"},
        {"subject_id": "9"},
        {"redacted_at": None, "subject_name": ""},
        {"redacted_at": None, "detail": {"a": WITHHELD, "b": 2}},
    ],
)
def test_entry_becomes_nothing_else(changed):
    entry = an_entry(a=["1", True], b=2)
    rows = AuditEntry.objects.filter(pk=entry.pk)

    assert refuses(rows.update, **{"redacted_at": timezone.now()} | changed)
    assert not refuses(rows.update, redacted_at=timezone.now(), detail={"a": WITHHELD, "b": WITHHELD})


def test_database_takes_no_entry_with_an_address():
    row = {"act": "load", "subject_type": "a.b", "subject_id": "1", "at": timezone.now()}

    assert not refuses(AuditEntry.objects.create, subject_name="a", detail={"a": "b"}, **row)
    assert refuses(AuditEntry.objects.create, subject_name="a@b.example", **row)
    assert refuses(AuditEntry.objects.create, subject_name="a", detail={"a": [None, "a@b.example"]}, **row)


# What came in before


def migrate(name):
    app, number = name.split(".")
    return importlib.import_module(f"{app}.migrations.{number}")


class Editor:
    connection = connection


def as_of_old(speaker, **detail):
    """An entry as it was written before the rule."""
    return AuditEntry.objects.create(
        act="change",
        subject_type="speakers.speaker",
        subject_id=str(speaker.pk),
        subject_name=speaker.name_en,
        conference=speaker.conference,
        at=timezone.now(),
        detail=detail,
    )


def test_what_was_entered_before_is_redacted_and_the_triggers_hold_again():
    conference = make_conference()
    named = in_six("name", NAME) | in_six("displayed_name", "A survivor")
    hidden = make_speaker(conference, protected=True, slug="participant-2b3c4d5e6f", **named)
    seen = make_speaker(conference, **in_six("name", "Ana Open"))
    as_of_old(hidden, name_en=[None, NAME], slug=["perpetua-hollingworth", hidden.slug], protected=[False, True])
    as_of_old(seen, name_en=[None, "Ana Open"], time_zone=["", "Europe/Paris"])
    gone = as_of_old(hidden, protected=[True, None], name_en=["Quarter Hollingworth", None])
    elsewhere = an_entry(note="for Perpetua-Hollingworth: /speakers/perpetua-hollingworth/", kept="yes")

    migrate("speakers.0060_names_leave_the_trail").redact(apps, Editor)

    elsewhere.refresh_from_db()
    assert told() == set()
    assert elsewhere.detail == {"note": WITHHELD, "kept": "yes"}
    assert AuditEntry.objects.get(subject_id=str(seen.pk), act="change").detail == {
        "name_en": [None, "Ana Open"],
        "time_zone": WITHHELD,
    }
    assert AuditEntry.objects.get(act="withhold").detail == {"entries": 4}
    assert refuses(AuditEntry.objects.filter(pk=gone.pk).update, detail={})
    assert refuses(AuditEntry.objects.filter(pk=gone.pk).delete)


def test_triggers_of_a_former_version_are_replaced():
    """On SQLite one that exists would otherwise stay as it is; it froze the whole entry."""
    entry = an_entry(a=1)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER conference_auditentry_is_frozen")
            cursor.execute(
                "CREATE TRIGGER conference_auditentry_is_frozen BEFORE UPDATE OF at, detail ON conference_auditentry "
                "BEGIN SELECT RAISE(ABORT, 'conference_auditentry_is_frozen'); END"
            )
        assert refuses(AuditEntry.objects.update, redacted_at=timezone.now(), detail={"a": WITHHELD})

    database_triggers.install("default")

    assert not refuses(AuditEntry.objects.update, redacted_at=timezone.now(), detail={"a": WITHHELD})
    assert refuses(AuditEntry.objects.filter(pk=entry.pk).update, at=timezone.now())
