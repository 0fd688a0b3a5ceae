"""What a person is given who asks what is known of them."""

import json
import re
import zipfile
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessLog
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from conference.models import AuditEntry, User
from operations.retention.person import SECRET
from programme.models import Letter
from tests.factories import MORNING, in_six, make_conference, make_panel, make_speaker, release

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return make_conference()


def export(tmp_path, *words):
    path = tmp_path / "person.zip"
    call_command("export_person", *words, "--output", str(path), stderr=StringIO())
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name != "person.json"}
        return json.loads(archive.read("person.json")), files


def test_a_speaker_is_given_everything_of_theirs_and_nothing_of_others(conference, tmp_path):
    speaker = make_speaker(conference, slug="asked", email="asked@example.org", **in_six("name", "Asked"))
    speaker.photograph.save("photograph.jpg", ContentFile(b"picture"))
    other = make_speaker(conference, slug="other", email="other@example.org", **in_six("name", "Another"))
    for person in (speaker, other):
        make_panel(conference).roles.create(kind="panellist", speaker=person)
        Letter.objects.create(
            conference=conference,
            speaker=person,
            kind="invitation",
            address=person.email,
            language="en",
            subject="S",
            body="B",
            made_at=MORNING,
        )
        AuditEntry.objects.record(act="change", subject=person, by=None, at=MORNING, conference=conference)
    release(conference)

    said, files = export(tmp_path, "--speaker", "dialogue/asked")

    rows = said["rows"]
    assert {label: len(found) for label, found in rows.items()} == {
        "speakers.speaker": 1,
        "programme.role": 1,
        "programme.letter": 1,
        "translation.text": 1,
        "translation.translation": 5,
        "conference.auditentry": 1,
        "released": 1,
    }
    assert rows["speakers.speaker"][0]["email"] == "asked@example.org"
    assert rows["released"][0]["content"]["name"]["fr"] == "Asked (fr)"
    assert "Another" not in json.dumps(said)
    assert files == {f"files/{speaker.photograph.name}": b"picture"}
    by_address, _files = export(tmp_path, "--email", "ASKED@example.org")
    assert by_address["rows"] == rows


def test_an_account_is_given_its_sign_ins_and_acts_without_its_password(conference, tmp_path):
    user = User.objects.create_user("holder", password="a long password of mine")
    AuditEntry.objects.record(act="change", subject=make_speaker(conference), by=user, at=MORNING)
    AccessLog.objects.create(username="holder", ip_address="192.0.2.1")
    AccessLog.objects.create(username="somebody", ip_address="192.0.2.2")

    Authenticator.objects.create(user=user, type="totp", data={"secret": "SEED"})
    values = {"session_key": "OPENS", "ip": "192.0.2.1", "user_agent": "Browser"}
    UserSession.objects.create(user=user, **values)

    said, files = export(tmp_path, "--account", "holder")

    tables = {"conference.user", "axes.accesslog", "mfa.authenticator", "usersessions.usersession"}
    assert said["rows"].keys() == tables
    assert not any(secret in json.dumps(said) for secret in ("SEED", "OPENS", user.password))
    assert said["rows"]["conference.user"][0]["username"] == "holder"
    assert "password" not in said["rows"]["conference.user"][0]
    assert [row["ip_address"] for row in said["rows"]["axes.accesslog"]] == ["192.0.2.1"]
    assert said["acts"].keys() == {"conference.auditentry.by"}
    assert said["acts"]["conference.auditentry.by"][0].keys() == {"pk", "at"}
    assert files == {}


def test_no_column_by_which_somebody_could_sign_in_is_given():
    names = {field.name for model in apps.get_models() for field in model._meta.concrete_fields}

    telling = {name for name in names if re.search("secret|token|password|_hash$|^session_(key|data)$", name)}

    assert telling <= SECRET
    assert telling > {"password", "secret_hash"}


def test_of_nobody_nothing_is_written(db, tmp_path):
    with pytest.raises(CommandError, match="Nothing is known of such a person"):
        export(tmp_path, "--email", "nobody@example.org")
    with pytest.raises(CommandError, match="Name the person"):
        export(tmp_path)
    assert list(tmp_path.iterdir()) == []
