"""An administrator learns in one sentence whether letters leave the server, and if not, what to do."""

import os
import smtplib
import socket
import ssl
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core import checks
from django.core.management import CommandError, call_command

from conference.checks import mail_arrives
from conference.mail_server import cure_of, mail_server
from tests import smtp

ROOT = Path(__file__).parents[2]


@pytest.fixture
def named(settings):
    """Names a mail server as `ROSTRUM_MAIL` does."""

    def name(address, sender="Dialogue <dialogue@un.example>"):
        server = mail_server(address)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.MAIL, settings.DEFAULT_FROM_EMAIL = server, sender
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.host, server.port
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = server.name, server.password
        settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS = server.is_tls, server.starts_tls
        settings.EMAIL_TIMEOUT = 5

    return name


def send():
    out = StringIO()
    call_command("send_test_mail", "clerk@mission.example", stdout=out)
    return out.getvalue()


def failure():
    with pytest.raises(CommandError) as failed:
        send()
    return str(failed.value)


def test_settings_of_the_environment_reach_a_plain_relay(tmp_path):
    with smtp.mail_server() as relay:
        done = subprocess.run(
            [sys.executable, "manage.py", "send_test_mail", "clerk@mission.example"],
            cwd=ROOT,
            env=os.environ
            | {
                "ROSTRUM_DATA": str(tmp_path),
                "ROSTRUM_MAIL": f"smtp://127.0.0.1:{relay.port}?tls=no",
                "ROSTRUM_MAIL_FROM": "Диалог <dialogue@un.example>",
            },
            capture_output=True,
            text=True,
        )

    assert done.stderr == ""
    assert f"Server: 127.0.0.1:{relay.port} (no TLS, without a password)\nFrom:   Диалог <dialogue" in done.stdout
    [message] = relay.messages
    assert (message["from"], message["to"]) == ("dialogue@un.example", ["clerk@mission.example"])
    assert "From: =?utf-8?b?0JTQuNCw0LvQvtCz?= <dialogue@un.example>" in message["text"]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"MAIL": "550 Not from here"}, "does not accept the sender dialogue@un.example (Not from here): set ROSTRUM_"),
        ({"RCPT": "550 5.1.1 No such user"}, "does not accept the recipient: 5.1.1 No such user."),
        ({"END": "554 Spam"}, "did not accept the message: Spam."),
    ],
)
def test_what_a_relay_refuses_is_told_with_its_answer(named, answers, told):
    with smtp.mail_server(**answers) as relay:
        named(f"smtp://127.0.0.1:{relay.port}?tls=no")

        assert told in failure()


def test_relay_without_starttls_is_told_how_to_name_it(named):
    with smtp.mail_server() as relay:
        named(f"smtp://127.0.0.1:{relay.port}")
        assert f"write smtp://127.0.0.1:{relay.port}?tls=no." in failure()
        named(f"smtp://name:password@127.0.0.1:{relay.port}?tls=no")
        assert "asks for no name and password" in failure()

        assert relay.messages == []


def test_password_that_is_not_accepted_is_told(named):
    with smtp.mail_server(EHLO="250-relay\r\n250 AUTH PLAIN", AUTH="535 Bad credentials") as relay:
        named(f"smtp://name:password@127.0.0.1:{relay.port}?tls=no")

        words = failure()

    assert words.endswith("does not accept the name and the password: Bad credentials.")
    assert any(command.startswith("AUTH PLAIN") for command in relay.commands)


def test_port_where_nothing_listens_is_told(named):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    named(f"smtp://127.0.0.1:{port}?tls=no")

    assert failure() == f"Nothing listens on 127.0.0.1:{port}: look at the port in ROSTRUM_MAIL, and start the relay."


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (socket.gaierror(-2, "Name or service not known"), "There is no host called mail.example.org"),
        (TimeoutError("timed out"), "does not answer within 20 seconds"),
        (ssl.SSLCertVerificationError("self-signed certificate"), "The certificate of mail.example.org is not valid"),
        (smtplib.SMTPServerDisconnected("Connection unexpectedly closed"), "write smtps:// (port 465)"),
        (OSError("No route to host"), "cannot be reached: No route to host."),
    ],
)
def test_what_keeps_from_a_server_is_told_with_a_cure(error, told):
    assert told in cure_of(error, mail_server("smtp://mail.example.org:587"), "dialogue@un.example")


def test_server_of_smtps_that_begins_in_the_open_is_told_how_to_name_it():
    server = mail_server("smtps://mail.example.org:587")

    assert "write smtp:// (port 587)" in cure_of(ssl.SSLError(1, "wrong version number"), server, "")


def test_without_a_server_the_command_says_that_mail_goes_nowhere(settings):
    settings.MAIL = None

    assert "Name a mail server in ROSTRUM_MAIL" in failure()


def test_address_that_is_none_is_refused():
    with pytest.raises(CommandError, match="nobody is no e-mail address"):
        call_command("send_test_mail", "nobody")


def test_checks_for_deployment_warn_of_the_console_alone(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    [warning] = mail_arrives()
    assert (warning.id, warning.level) == ("rostrum.W002", checks.WARNING)
    assert warning.msg.startswith("Mail goes nowhere")

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert mail_arrives() == []
