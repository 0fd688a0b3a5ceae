"""What is erased of a conference after it, and what stays for good."""

import re
from datetime import date, timedelta
from io import StringIO

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessFailureLog
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from conference.archive.acts import archive
from conference.models import AuditEntry, Conference, ImportFile, User
from floor.models import FloorEvent, Intervention, Seat, Statement
from operations.models import RetentionPeriod
from operations.retention.erasing import erase_due, fingerprint, plan
from programme.models import Letter
from speakers.answers.proposing import SentValue, propose
from speakers.models import AnswerLink, Proposal, Speaker, SpeakerNeeds
from tests import loading
from tests.factories import MORNING, in_six, make_speaker, release
from tests.floor.conftest import Room
from translation.models import Text, Version

pytestmark = pytest.mark.django_db
Kind = RetentionPeriod.Kind
AFTERWARDS = date(2012, 5, 4)  # the conference was until 3 April, and 30 days are over


@pytest.fixture
def room(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return loading.beginning("room", Room)


@pytest.fixture
def erase(django_capture_on_commit_callbacks):
    """Erases what is due on a day; its files go when the transaction ends."""

    def due_on(conference, day=AFTERWARDS):
        with django_capture_on_commit_callbacks(execute=True):
            erase_due(conference, seen=fingerprint(plan(conference, day)), day=day, at=timezone.now())

    return due_on


def numbers(conference, day=AFTERWARDS):
    return {str(item.kind): item.found.number for item in plan(conference, day) if item.found.number}


def with_photograph(speaker):
    speaker.photograph.save("photograph.jpg", ContentFile(b"x"))
    return speaker


def statement_of(room, **fields):
    values = {"session": room.session, "delegation": room.delegations[0], "language": "fr", "format": "pdf", "size": 4}
    return Statement.objects.create(**values, file=ContentFile(b"%PDF", "s.pdf"), uploaded_at=room.at, **fields)


def write_letter(speaker):
    values = {"kind": "invitation", "address": "a@example.org", "language": "en", "subject": "S", "body": "B"}
    return Letter.objects.create(conference=speaker.conference, speaker=speaker, made_at=MORNING, **values)


def test_photographs_go_but_those_that_a_release_shows(room, erase):
    shown = with_photograph(make_speaker(room.conference, slug="shown", consents_to_photograph=True))
    private = with_photograph(make_speaker(room.conference, slug="private"))
    release(room.conference)

    erase(room.conference)

    assert default_storage.exists(shown.photograph.name)
    assert not default_storage.exists(private.photograph.name)
    private.refresh_from_db()
    assert private.photograph == ""
    assert [item.found.kept for item in plan(room.conference, AFTERWARDS) if item.kind == Kind.PHOTOGRAPHS] == [1]


def test_addresses_of_speakers_go(room, erase):
    speaker = make_speaker(room.conference, email="somebody@example.org", time_zone="Asia/Qatar")

    erase(room.conference)

    speaker.refresh_from_db()
    assert (speaker.email, speaker.time_zone) == ("", "")


def test_addresses_go_of_an_archived_conference_too_which_stays_archived(room, erase):
    make_speaker(room.conference, email="a@example.org")
    archive(room.conference, by=None, at=room.at)

    erase(room.conference)

    assert not Speaker.objects.exclude(email="").exists()
    assert Conference.objects.get(pk=room.conference.pk).archived_at == room.at


def test_who_was_never_public_goes_with_every_trace(room, erase):
    never = make_speaker(room.conference, slug="never", status="withdrawn", **in_six("name", "Belkacem"))
    room.session.roles.create(kind="panellist", speaker=never)
    letter = write_letter(never)
    text = Text.objects.get(subject_type="speakers.speaker", subject_id=never.pk, field="name")
    version = Version.objects.create(text=text, language="fr", number=1, words="Belkacem", began_at=MORNING, at=MORNING)
    for subject in (never, room.session):
        AuditEntry.objects.record(
            act="change", subject=subject, by=None, at=MORNING, conference=room.conference,
            detail={"name_en": ["", "Mr. Belkacem (en)"]},
        )  # fmt: skip
    once = make_speaker(room.conference, slug="once")
    release(room.conference)
    Speaker.objects.filter(pk=once.pk).update(status="withdrawn")

    erase(room.conference)

    assert not Speaker.objects.filter(pk=never.pk).exists()
    assert not Letter.objects.filter(pk=letter.pk).exists()
    version.refresh_from_db()
    assert version.words == ""
    entries = AuditEntry.objects.filter(act="change")
    assert len(entries) == 2
    assert not any("Belkacem" in f"{entry.subject_name} {entry.detail}" for entry in entries)
    assert Speaker.objects.filter(pk=once.pk).exists()


def test_who_is_on_the_record_stays(room, erase):
    role = room.session.roles.create(kind="panellist", speaker=make_speaker(room.conference, status="invited"))
    Intervention.objects.filter(pk=room.ask(0).pk).update(role=role, delegation=None)

    erase(room.conference)

    assert Speaker.objects.filter(pk=role.speaker_id).exists()


def test_links_phones_files_and_statements_that_never_became_public_go(room, erase):
    ((_delegation, _secret),) = Seat.objects.make(room.delegations[:1], valid_until=None, by=room.officer, at=room.at)
    device, _token = Seat.objects.get().join(agent="Phone", at=room.at)
    asked = room.ask(0)
    Intervention.objects.filter(pk=asked.pk).update(device=device)
    withdrawn, public = statement_of(room, withdrawn_at=room.at), statement_of(room, posted_at=room.at)
    uploaded = ImportFile.objects.create(
        conference=room.conference, kind="speakers", file=ContentFile(b"a", "a.csv"), name="a.csv", by=room.officer,
        at=MORNING,
    )  # fmt: skip
    uploaded.rows.create(subject_type="speakers.speaker", subject_key="1", before={"email": "a@example.org"})
    events = FloorEvent.objects.count()

    assert numbers(room.conference) == {"links": 1, "statements": 1, "files": 1}
    erase(room.conference)

    assert numbers(room.conference) == {}
    assert not ImportFile.objects.exists()
    assert not default_storage.exists(withdrawn.file.name)
    assert default_storage.exists(public.file.name)
    withdrawn.refresh_from_db()
    assert (withdrawn.file, withdrawn.public_file, withdrawn.sha256) == ("", "", "")
    assert (FloorEvent.objects.count(), Intervention.objects.get(pk=asked.pk).device) == (events, None)


def test_answers_needs_and_links_of_speakers_go_and_what_was_accepted_stays(room, erase):
    speaker = make_speaker(room.conference, slug="kept", biography_en="Accepted")
    release(room.conference)
    AnswerLink.objects.make([speaker], valid_until=room.at, by=None, at=MORNING)
    propose(
        speaker,
        [
            SentValue("diet", "No fish"),
            SentValue("photograph", "", photograph=ContentFile(b"picture", "a.jpg")),
        ],
        at=MORNING,
    )
    SpeakerNeeds.objects.create(speaker=speaker, accessibility="A ramp", changed_at=MORNING)
    sent = speaker.proposals.get(field="photograph").photograph

    assert numbers(room.conference) == {"links": 1, "answers": 3}
    erase(room.conference)

    assert numbers(room.conference) == {}
    assert not default_storage.exists(sent.name)
    assert Speaker.objects.get(pk=speaker.pk).biography_en == "Accepted"


def test_photograph_that_was_accepted_and_released_is_not_erased_with_its_proposal(room, erase):
    speaker = make_speaker(room.conference, slug="kept")
    propose(speaker, [SentValue("photograph", "", photograph=ContentFile(b"picture", "a.jpg"))], at=MORNING)
    sent = speaker.proposals.get().photograph.name
    Speaker.objects.filter(pk=speaker.pk).update(photograph=sent, consents_to_photograph=True)
    release(room.conference)

    erase(room.conference)

    assert (Proposal.objects.count(), default_storage.exists(sent)) == (0, True)


def test_nothing_is_erased_before_its_day(room, erase):
    speaker = make_speaker(room.conference, email="somebody@example.org")
    write_letter(speaker)
    last_day = AFTERWARDS - timedelta(days=1)

    erase(room.conference, last_day)
    assert numbers(room.conference) == {"addresses": 1, "letters": 1}
    erase(room.conference)
    assert numbers(room.conference) == {"letters": 1}
    RetentionPeriod.objects.create(conference=room.conference, kind=Kind.LETTERS, days=0)
    erase(room.conference, room.conference.ends_on + timedelta(days=1))
    assert numbers(room.conference) == {}


def test_only_what_was_seen_is_erased(room):
    make_speaker(room.conference, email="somebody@example.org")

    def command(*words):
        out = StringIO()
        call_command("erase_personal_data", "dialogue", *words, stdout=out)
        return out.getvalue()

    report = command()
    seen = re.search(r"--confirm (\w+)", report)[1]
    assert "1 e-mail addresses and time zones of speakers, due since 2012-05-04" in report
    assert "Kept for good" in report
    late = make_speaker(room.conference, slug="late", email="another@example.org")
    with pytest.raises(CommandError, match="has changed since you looked"):
        command("--confirm", seen)
    assert "Nothing is due." in command("--as-of", "2012-05-03")
    with pytest.raises(CommandError, match="on a later day is erased then"):
        command("--confirm", seen, "--as-of", "2999-01-01")
    assert Speaker.objects.exclude(email="").count() == 2

    late.delete()
    assert "1 e-mail addresses and time zones of speakers erased" in command("--confirm", seen)

    assert not Speaker.objects.exclude(email="").exists()
    entry = AuditEntry.objects.get(act="erase personal data")
    assert (entry.subject_id, entry.detail) == (str(room.conference.pk), {"addresses": 1})
    with pytest.raises(CommandError, match="There is no conference nowhere"):
        call_command("erase_personal_data", "nowhere")


def test_an_archived_conference_stays_archived(room, erase):
    make_speaker(room.conference, email="somebody@example.org")
    archive(room.conference, by=None, at=MORNING)

    erase(room.conference)

    assert not Speaker.objects.exclude(email="").exists()
    room.conference.refresh_from_db()
    assert room.conference.archived_at == MORNING
    with pytest.raises(IntegrityError), transaction.atomic():
        Speaker.objects.update(email="again@example.org")


@pytest.mark.parametrize("wrong", [{"kind": "minutes"}, {"days": 3651}])
def test_a_period_has_a_kind_and_ends(room, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        RetentionPeriod.objects.create(**{"conference": room.conference, "kind": Kind.FILES, "days": 1} | wrong)


def test_what_has_expired_is_cleared():
    now = timezone.now()
    for key, ends in (("ended", now - timedelta(days=1)), ("open", now + timedelta(days=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=ends)
        two_days_ago = now - timedelta(days=2)
        values = {"session_key": key, "ip": "192.0.2.1", "user_agent": "Browser", "last_seen_at": two_days_ago}
        UserSession.objects.create(user=User.objects.create_user(key), **values)
    for days in (29, 31):
        failure = AccessFailureLog.objects.create(username=f"{days}", ip_address="192.0.2.1")
        AccessFailureLog.objects.filter(pk=failure.pk).update(attempt_time=now - timedelta(days=days))
    user = User.objects.create_user("holder")
    for shown in (None, now - timedelta(days=31)):
        user.notices.create(kind="roles", by=User.objects.create_user(f"by-{shown}"), at=MORNING, shown_at=shown)
    out = StringIO()

    call_command("clear_expired", stdout=out)

    assert "1 ended sessions" in out.getvalue()
    assert [row.session_key for row in Session.objects.all()] == ["open"]
    assert [row.session_key for row in UserSession.objects.all()] == ["open"]
    assert [row.username for row in AccessFailureLog.objects.all()] == ["29"]
    assert [row.shown_at for row in user.notices.all()] == [None]
