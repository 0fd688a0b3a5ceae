from datetime import UTC, datetime, timedelta

from conference.languages import LANGUAGES

ADDRESS = "/.well-known/security.txt"


def test_contact_is_told_with_the_day_until_which_it_counts(client, settings):
    settings.SECURITY_CONTACTS = ["security@example.org", "https://example.org/report"]
    settings.PUBLIC_URL = "https://dialogue.example.org"

    answer = client.get(ADDRESS)

    lines = [line.split(": ", 1) for line in answer.content.decode().splitlines()]
    fields = dict(lines)
    expires = datetime.fromisoformat(fields["Expires"])
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert [value for name, value in lines if name == "Contact"] == [
        "mailto:security@example.org",
        "https://example.org/report",
    ]
    assert timedelta(days=100) < expires - datetime.now(UTC) < timedelta(days=365)
    assert sorted(fields["Preferred-Languages"].split(", ")) == sorted(language.html for language in LANGUAGES)
    assert fields["Canonical"] == "https://dialogue.example.org/.well-known/security.txt"


def test_there_is_none_without_a_contact(client, settings):
    settings.SECURITY_CONTACTS = []

    assert client.get(ADDRESS).status_code == 404
