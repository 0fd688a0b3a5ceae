"""Letters by real SMTP on a real socket: what leaves, by which connection, and what a server refuses."""

import ssl
from datetime import UTC, datetime, timedelta
from email import message_from_string, policy
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone

from programme.letters.compose import Extras, write
from programme.letters.sending import LetterFailed, send_letter, send_letters, tokens_of
from programme.models.letter import Letter
from speakers.models import DoubtfulAddress
from tests import smtp
from tests.factories import MORNING, in_six, make_conference, release
from tests.programme.letters.letters import make_reader, make_staged, write_one

pytestmark = pytest.mark.django_db

NAMES = {
    "ar": "أمينة ديالو",
    "zh_hans": "阿米娜·迪亚洛",
    "en": "Amina “Mina” Diallo, Jr.",
    "fr": "Amélie Forêt",
    "ru": "Амина Диалло",
    "es": "Amina Núñez",
}


@pytest.fixture
def through(settings):
    """Names a mail server to the settings."""

    def name(server, **others):
        settings.EMAIL_BACKEND = "conference.mail_backend.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
        settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = others.get("tls", False), False

    return name


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of this machine that nobody has signed, and its key, in one file."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "relay.pem"
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, *form)
    path.write_bytes(secret + built.public_bytes(serialization.Encoding.PEM))
    return path


def tls_of(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def parsed(message):
    return message_from_string(message["text"], policy=policy.default)


def test_message_has_its_headers_in_six_scripts(through):
    conference = make_conference(contact_email="office@un.example", **in_six("venue", "Hall"))
    for suffix, name in NAMES.items():
        setattr(conference, f"title_{suffix}", f"{name} 2012")
    conference.save()
    with smtp.mail_server() as server:
        through(server)
        for suffix, name in NAMES.items():
            code = suffix.replace("_", "-")
            texts = {f"name_{suffix}": name, "correspondence_language": code}
            send_letter(write_one(make_reader(conference, **texts)), by=None, at=timezone.now())

    found = [parsed(message) for message in server.messages]
    assert [each["To"].addresses[0].display_name for each in found] == list(NAMES.values())
    assert [each["From"].addresses[0].display_name for each in found] == [f"{name} 2012" for name in NAMES.values()]
    assert [each["Content-Language"] for each in found] == ["ar", "zh-Hans", "en", "fr", "ru", "es"]
    assert all(each["Reply-To"] == "office@un.example" and each["Date"].datetime for each in found)
    assert len({each["Message-ID"] for each in found}) == 6
    sent = Letter.objects.order_by("pk")
    assert [message["to"] for message in server.messages] == [[letter.address] for letter in sent]


def test_letter_that_is_sent_again_has_the_same_identifier(through):
    letter = write_one(make_reader(make_conference()))
    with smtp.mail_server(END="451 Later") as server:
        through(server)
        with pytest.raises(LetterFailed):
            send_letter(letter, by=None, at=MORNING)
        server.answers.clear()
        send_letter(letter, by=None, at=MORNING)

    assert len(server.messages) == 2
    assert len({parsed(message)["Message-ID"] for message in server.messages}) == 1


def test_further_addresses_and_copies_are_recipients_and_shown(through):
    conference = make_conference()
    delegation = conference.delegations.create(
        kind="media", mission_emails="mission@example.org", **in_six("name", "Press")
    )
    speaker = make_reader(
        conference, delegation=delegation, further_emails="b@example.org", assistant_emails="c@example.org"
    )
    (letter,) = write(
        conference, "confirmation", keys=[speaker.pk], extras=Extras(("mission", "assistant")), by=None, at=MORNING
    ).letters
    with smtp.mail_server() as server:
        through(server)
        send_letter(letter, by=None, at=MORNING)

    (message,) = server.messages
    assert message["to"] == [speaker.email, "b@example.org", "c@example.org", "mission@example.org"]
    assert [each.addr_spec for each in parsed(message)["To"].addresses] == [speaker.email, "b@example.org"]
    assert [each.addr_spec for each in parsed(message)["Cc"].addresses] == ["c@example.org", "mission@example.org"]
    assert parsed(message)["Bcc"] is None


def test_mission_of_a_protected_person_gets_no_copy():
    conference = make_conference()
    delegation = conference.delegations.create(
        kind="media", mission_emails="mission@example.org", **in_six("name", "Press")
    )
    values = {"protected": True, "slug": "participant-abcdefghij", "assistant_emails": "c@example.org"}
    speaker = make_reader(conference, delegation=delegation, **values, **in_six("displayed_name", "A survivor"))

    (letter,) = write(
        conference, "confirmation", keys=[speaker.pk], extras=Extras(("mission", "assistant")), by=None, at=MORNING
    ).letters

    assert letter.copies == "c@example.org"


def test_attachments_carry_their_names_in_any_script(through, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    conference, __, speaker = make_staged()
    speaker.correspondence_language = "ar"
    speaker.save()
    revision = release(conference)
    (tmp_path / "note").write_bytes(b"%PDF-1.7 note")
    values = {"size": 13, "sha256": "0" * 64, "uploaded_at": MORNING}
    file = conference.letter_files.create(name="概念说明 «é».pdf", file="note", **values)
    extras = Extras(has_letterhead=True, has_programme=True, files=(file.pk,))
    (letter,) = write(conference, "confirmation", keys=[speaker.pk], extras=extras, by=None, at=MORNING).letters
    with smtp.mail_server() as server:
        through(server)
        send_letter(letter, by=None, at=MORNING)

    raw, message = server.messages[0]["text"], parsed(server.messages[0])
    found = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    assert letter.programme_revision == revision.number
    assert file.name in found
    assert found[file.name] == b"%PDF-1.7 note"
    assert [content[:5] for content in found.values()] == [b"%PDF-"] * 3
    assert "filename*=utf-8''" in raw.replace("\n", "")


def test_one_refused_address_does_not_keep_the_others(through):
    speaker = make_reader(make_conference(), further_emails="gone@example.org")
    letter = write_one(speaker)
    with smtp.mail_server(**{"RCPT TO:<gone@": "550 5.1.1 No such user"}) as server:
        through(server)
        send_letter(letter, by=None, at=MORNING)

    letter.refresh_from_db()
    doubt = DoubtfulAddress.objects.get()
    assert server.messages[0]["to"] == [speaker.email]
    assert (letter.sent_at, letter.refused) == (MORNING, "gone@example.org")
    assert (doubt.address, doubt.reason, doubt.noted_by) == ("gone@example.org", "5.1.1 No such user", None)


def test_refused_recipient_fails_the_letter_and_is_doubtful(through):
    letter = write_one(make_reader(make_conference()))
    with smtp.mail_server(RCPT="550 5.1.1 No such user") as server:
        through(server)
        with pytest.raises(LetterFailed, match=r"5\.1\.1 No such user"):
            send_letter(letter, by=None, at=MORNING)

    letter.refresh_from_db()
    assert (letter.sent_at, letter.failure, server.messages) == (None, "5.1.1 No such user", [])
    assert DoubtfulAddress.objects.get().address == letter.address


def test_server_that_is_away_is_told_in_a_sentence(through):
    letters = [write_one(make_reader(make_conference()))]
    with smtp.mail_server() as server:
        through(server)  # nothing listens there once it is closed

    result = send_letters(tokens_of(letters), by=None, at=MORNING)

    assert (result.failed, result.stopped) == (1, "The mail server cannot be reached (Connection refused).")


def test_server_that_refuses_everything_ends_the_sending(through):
    conference = make_conference()
    letters = [write_one(make_reader(conference)) for __ in range(3)]
    with smtp.mail_server(MAIL="550 5.7.1 Sender not allowed") as server:
        through(server)
        result = send_letters(tokens_of(letters), by=None, at=MORNING)

    assert (result.sent, result.failed, result.left, result.stopped) == (0, 1, 2, "5.7.1 Sender not allowed")
    assert server.messages == []
    assert DoubtfulAddress.objects.count() == 0


def test_letter_leaves_encrypted_where_the_settings_say_so(through, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    letter = write_one(make_reader(make_conference()))
    with smtp.mail_server(tls=tls_of(certificate)) as server:
        through(server, tls=True)
        send_letter(letter, by=None, at=MORNING)

    assert [message["is_encrypted"] for message in server.messages] == [True]


def test_letter_does_not_leave_for_a_server_that_nobody_vouches_for(through, certificate):
    letter = write_one(make_reader(make_conference()))
    with smtp.mail_server(tls=tls_of(certificate)) as server:
        through(server, tls=True)
        with pytest.raises(LetterFailed, match="certificate"):
            send_letter(letter, by=None, at=MORNING)

    assert server.messages == []


def test_letter_does_not_leave_in_the_open_where_encryption_is_asked_for(through):
    letter = write_one(make_reader(make_conference()))
    with smtp.mail_server() as server:
        through(server, tls=True)
        with pytest.raises(LetterFailed, match="STARTTLS"):
            send_letter(letter, by=None, at=MORNING)

    assert server.messages == []
