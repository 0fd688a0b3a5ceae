"""An environment that makes no sense is told in one sentence, before anything starts."""

import stat

import pytest

from conference.environment import BadEnvironment, read


def refusal(monkeypatch, **variables):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadEnvironment) as refused:
        read()
    return str(refused.value)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://dialogue.example.org",
        "https://",
        "HTTPS://dialogue.example.org",  # would be taken for http, and cookies sent in the open
        "https://name:password@dialogue.example.org",
        "https://dialogue.example.org/path",
        "https://dialogue.example.org?query",
        "https://dialogue.example.org#part",
        "https://dialogue example.org",
        "https://*",
        "https://dialogue.example.org:0",
        "https://dialogue.example.org:65536",
    ],
)
def test_url_that_is_no_address_of_an_installation_is_refused(monkeypatch, url):
    message = refusal(monkeypatch, ROSTRUM_URL=url)

    assert "ROSTRUM_URL: Give the address that people type" in message
    assert "password" not in message


@pytest.mark.parametrize(
    "url", ["http://localhost:8000", "https://dialogue.example.org/", "http://[::1]:8000", "http://localhost:65535"]
)
def test_url_that_people_type_is_taken(monkeypatch, url):
    monkeypatch.setenv("ROSTRUM_URL", url)

    assert read()["url"] == url


@pytest.mark.parametrize("hosts", ["https://dialogue.example.org", "*", "a b", "a,,b"])
def test_hosts_that_are_no_names_are_refused(monkeypatch, hosts):
    assert "ROSTRUM_HOSTS: Give names of hosts" in refusal(monkeypatch, ROSTRUM_HOSTS=hosts)


@pytest.mark.parametrize(
    "contacts", ["nobody", "http://example.org", "https://example.org/a b", "a@example.org,", "https://e.org/\nX: 1"]
)
def test_contact_for_weaknesses_is_an_address_or_a_secure_page(monkeypatch, contacts):
    assert "ROSTRUM_SECURITY_CONTACT: Give" in refusal(monkeypatch, ROSTRUM_SECURITY_CONTACT=contacts)


def test_contacts_for_weaknesses_are_several(monkeypatch):
    monkeypatch.setenv("ROSTRUM_SECURITY_CONTACT", "security@example.org,https://example.org/report?a=1")

    assert read()["security_contacts"] == ["security@example.org", "https://example.org/report?a=1"]


@pytest.mark.parametrize("host", ["localhost", "0.0.0.0:8000", "*", ""])
def test_address_to_listen_on_is_an_address(monkeypatch, host):
    assert "ROSTRUM_HOST: Give the address to listen on" in refusal(monkeypatch, ROSTRUM_HOST=host)


def test_hosts_are_names_with_commas_between_them(monkeypatch):
    monkeypatch.setenv("ROSTRUM_HOSTS", "dialogue.example.org,10.0.0.5,[::1]")

    assert read()["hosts"] == ["dialogue.example.org", "10.0.0.5", "[::1]"]


def test_data_folder_without_a_name_is_refused(monkeypatch):
    assert "ROSTRUM_DATA: Name a folder" in refusal(monkeypatch, ROSTRUM_DATA="")


@pytest.mark.parametrize("url", ["sqlite://", "postgresql://", "postgresql://host"])
def test_database_without_a_name_is_refused(monkeypatch, url):
    assert "DATABASE_URL: Name the database as well" in refusal(monkeypatch, DATABASE_URL=url)


@pytest.mark.parametrize(
    "url", ["mysql://u:hidden@h/d", "hidden", "postgresql://u:hid/den@h/d", "postgresql://h:hidden/d"]
)
def test_refusal_of_a_database_never_shows_its_password(monkeypatch, url):
    message = refusal(monkeypatch, DATABASE_URL=url)

    assert "DATABASE_URL" in message
    assert not any(part in message for part in ("hid", "den"))


@pytest.mark.parametrize("secret", ["short", "é" * 60])
def test_secret_key_that_is_no_key_is_refused(monkeypatch, secret):
    assert "ROSTRUM_SECRET_KEY: A secret key has" in refusal(monkeypatch, ROSTRUM_SECRET_KEY=secret)


def test_kept_secret_key_is_read_by_its_owner_alone_and_stays_the_same(monkeypatch, tmp_path):
    monkeypatch.delenv("ROSTRUM_SECRET_KEY", raising=False)
    monkeypatch.setenv("ROSTRUM_DATA", str(tmp_path / "data"))

    secret = read()["secret_key"]

    kept = tmp_path / "data" / "secret-key"
    assert (kept.read_text(), stat.S_IMODE(kept.stat().st_mode)) == (secret, 0o600)
    assert read()["secret_key"] == secret


@pytest.mark.parametrize("kept", [b"", b"\xff\xfe"])
def test_kept_secret_key_that_was_damaged_is_told(monkeypatch, tmp_path, kept):
    (tmp_path / "secret-key").write_bytes(kept)

    assert "holds no secret key any more" in refusal(monkeypatch, ROSTRUM_DATA=str(tmp_path))


@pytest.mark.parametrize(
    "mail",
    [
        "smtp://host",
        "host:587",
        "smtp://host:port",
        "http://host:587",
        "smtp://host:587/x",
        "smtp://host:25?tls=yes",
        "smtp://host:25?tls=no&x",
        "smtps://host:465?tls=no",
    ],
)
def test_mail_server_that_makes_no_sense_is_refused(monkeypatch, mail):
    assert "ROSTRUM_MAIL: Say smtp://" in refusal(monkeypatch, ROSTRUM_MAIL=mail)


MAIL_SERVERS = [
    "console",
    "smtp://host:25",
    "smtps://name:p%40ss@mail.example.org:465",
    "smtp://10.0.0.5:25?tls=no",
    "smtp://name:password@localhost:25?tls=no",
    "smtp://name:password@127.0.0.1:25?tls=no",
]


@pytest.mark.parametrize("mail", MAIL_SERVERS)
def test_mail_server_is_taken(monkeypatch, mail):
    monkeypatch.setenv("ROSTRUM_MAIL", mail)

    assert read()["mail"] == mail


@pytest.mark.parametrize("host", ["relay.example.org", "10.0.0.5"])
def test_password_in_the_open_to_another_machine_is_refused(monkeypatch, host):
    message = refusal(monkeypatch, ROSTRUM_MAIL=f"smtp://name:hidden@{host}:25?tls=no")

    assert f"ROSTRUM_MAIL: The password would go to {host} in the open" in message
    assert "hidden" not in message


@pytest.mark.parametrize(
    "sender", ["nobody", "a@example.org, b@example.org", "A <a@example.org", "a@example.org\nBcc: b@c.org"]
)
def test_sender_that_is_no_address_is_refused(monkeypatch, sender):
    assert "ROSTRUM_MAIL_FROM: Give one address" in refusal(monkeypatch, ROSTRUM_MAIL_FROM=sender)


@pytest.mark.parametrize("sender", ["a@example.org", "Dialogue <a@example.org>", '"The Dialogue" <a@example.org>', ""])
def test_sender_is_taken(monkeypatch, sender):
    monkeypatch.setenv("ROSTRUM_MAIL_FROM", sender)

    assert read()["mail_from"] == sender


@pytest.mark.parametrize("proxies", ["*", "proxy.example.org", "127.0.0.1, nonsense", "10.0.0.1/8"])
def test_proxies_that_are_no_addresses_are_refused(monkeypatch, proxies):
    assert "FORWARDED_ALLOW_IPS: Give the addresses" in refusal(monkeypatch, FORWARDED_ALLOW_IPS=proxies)


@pytest.mark.parametrize("proxies", ["127.0.0.1", "127.0.0.1,::1", "10.0.0.0/8, 192.0.2.1"])
def test_proxies_are_taken(monkeypatch, proxies):
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", proxies)

    assert read()["proxies"] == proxies


def test_no_proxy_is_believed_unless_it_is_named(monkeypatch):
    monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)

    assert read()["proxies"] == ""


def test_debugging_is_refused_at_an_https_address(monkeypatch):
    monkeypatch.setenv("ROSTRUM_DEBUG", "1")
    monkeypatch.setenv("ROSTRUM_URL", "http://localhost:8000")
    assert read()["debug"]

    assert "ROSTRUM_DEBUG: Leave it out" in refusal(monkeypatch, ROSTRUM_URL="https://dialogue.example.org")


@pytest.mark.parametrize("live", ["memory", "http://localhost:6379", "localhost:6379"])
def test_way_between_workers_that_makes_no_sense_is_refused(monkeypatch, live):
    assert "ROSTRUM_LIVE: " in refusal(monkeypatch, ROSTRUM_LIVE=live)


@pytest.mark.parametrize("live", ["database", "redis://localhost:6379/0"])
def test_way_between_workers_is_taken(monkeypatch, live):
    monkeypatch.setenv("ROSTRUM_LIVE", live)

    assert read()["live"] == live


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("ROSTRUM_LOG", "xml", "Say text, for lines that a person reads, or json."),
        ("ROSTRUM_ADMINS", "duty", "Give mail addresses with commas between them"),
        ("ROSTRUM_SECURITY_LOG", "security.log", "Give the whole path of a file, in a folder that exists"),
        ("ROSTRUM_SECURITY_LOG", "/no/such/folder/security.log", "Give the whole path of a file"),
        ("SENTRY_DSN", "sentry.example.org", "Give the DSN that your Sentry server shows"),
    ],
)
def test_where_failures_are_told_has_to_make_sense(monkeypatch, name, value, sentence):
    assert f"{name}: {sentence}" in refusal(monkeypatch, **{name: value})


def test_failures_are_told_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("ROSTRUM_ADMINS", "operator@example.org,duty@example.org")
    monkeypatch.setenv("ROSTRUM_SECURITY_LOG", str(tmp_path / "security.log"))

    found = read()

    assert found["admins"] == ["operator@example.org", "duty@example.org"]
    assert found["security_log"] == tmp_path / "security.log"


@pytest.mark.parametrize("hours", ["0", "-3", "a day", "10001"])
def test_hours_between_backups_are_a_number(monkeypatch, hours):
    assert "ROSTRUM_BACKUP_HOURS: " in refusal(monkeypatch, ROSTRUM_BACKUP_HOURS=hours)


@pytest.mark.parametrize(
    "hsts",
    ["", "a day", "-1", "86400,preload", "86400,includeSubDomains,preload", "31536000,includesubdomains", "86400;x"],
)
def test_time_of_https_only_that_makes_no_sense_is_refused(monkeypatch, hsts):
    assert "ROSTRUM_HSTS: " in refusal(monkeypatch, ROSTRUM_HSTS=hsts)


@pytest.mark.parametrize("hsts", ["0", "3600", "31536000,includeSubDomains", "31536000,includeSubDomains,preload"])
def test_time_of_https_only_is_taken(monkeypatch, hsts):
    monkeypatch.setenv("ROSTRUM_HSTS", hsts)

    assert ",".join(read()["hsts"]) == hsts


def test_https_only_lasts_a_day_and_binds_no_other_host_unless_it_is_said(monkeypatch):
    monkeypatch.delenv("ROSTRUM_HSTS", raising=False)

    assert read()["hsts"] == ["86400"]


@pytest.mark.parametrize("address", ["9100", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:70000", "http://127.0.0.1:9100"])
def test_measures_are_served_at_an_address_with_a_port(monkeypatch, address):
    assert "ROSTRUM_METRICS: Give an address and a port" in refusal(monkeypatch, ROSTRUM_METRICS=address)


@pytest.mark.parametrize("token", ["short", "with a space in between it all", "é" * 30])
def test_token_of_the_measures_cannot_be_guessed(monkeypatch, token):
    assert "ROSTRUM_METRICS_TOKEN: A token has at least 20" in refusal(monkeypatch, ROSTRUM_METRICS_TOKEN=token)


@pytest.mark.parametrize(
    "address",
    [
        "https://machine.example.org",
        "https://machine.example.org:8443/at/",
        "http://localhost:5000",
        "http://127.0.0.1:5000",
        "http://[::1]:5000",
        "http://libretranslate:5000",
        "http://10.20.0.7",
    ],
)
def test_server_for_machine_suggestions_is_named(monkeypatch, address):
    monkeypatch.setenv("ROSTRUM_MACHINE_TRANSLATION", address)

    assert read()["machine_translation"] == address


@pytest.mark.parametrize(
    "address",
    [
        "machine.example.org",
        "http://machine.example.org",
        "http://8.8.8.8",
        "https://",
        "https://name:password@example.org",
        "https://example.org?q=1",
        "https://example.org#a",
        "https://example.org:0",
        "https://example.org:99999",
        "https://exämple.org",
        "ftp://localhost",
    ],
)
def test_server_for_machine_suggestions_is_not_reached_in_the_open(monkeypatch, address):
    message = refusal(monkeypatch, ROSTRUM_MACHINE_TRANSLATION=address)

    assert "ROSTRUM_MACHINE_TRANSLATION: Give the address of a LibreTranslate server" in message
    assert "password@" not in message


def test_single_sign_on_without_an_issuer_is_told_in_a_sentence(monkeypatch):
    assert "ROSTRUM_OIDC: Give the issuer" in refusal(monkeypatch, ROSTRUM_OIDC="login")
