"""Machine suggestions, asked of a server in a process of its own."""

import socket

import pytest

from conference.models import AuditEntry
from conference.refusals import Refusal
from summary.models import Paragraph, Summary
from tests.factories import in_six, make_conference, make_speaker
from tests.machine_server import ODD, REFUSALS, machine_server
from tests.staff import browser_of, make_member
from tests.summary.conftest import make_summary
from tests.translation.texts.texts import address_of, listed, make_theme
from translation.machine import libretranslate
from translation.machine.libretranslate import LibreTranslate
from translation.models import Translation, Version

pytestmark = pytest.mark.django_db

SOURCE = "Victims of trafficking"
FRAGMENT = {"HTTP_ROSTRUM_FRAGMENT": "help"}
NO_ANSWER = "The server for machine suggestions does not answer; try again later."
UNUSABLE = "The answer of the server for machine suggestions cannot be used."


@pytest.fixture(scope="module")
def server():
    with machine_server() as running:
        yield running


@pytest.fixture
def switched_on(settings, server):
    settings.MACHINE_TRANSLATION = f"{server.address}/well"
    settings.MACHINE_TRANSLATION_KEY = "secret-key"


@pytest.fixture
def client(db):
    return browser_of(make_member("translator-fr", "translator", first_name="Jeanne"))


def ask(client, row, code="fr", **words):
    field = "biography" if "speaker" in row._meta.label_lower else "text"
    return client.post(address_of(row, code, "machine/", field=field), words, **FRAGMENT)


def test_texts_are_translated_together_in_their_order(server):
    provider = LibreTranslate(f"{server.address}/well", "key")

    assert provider.translate(["one", "two"], "en", "zh-hans") == ["ONE", "TWO"]
    path, body = server.received[-1]
    assert path == "translate"
    assert body == {"q": ["one", "two"], "source": "en", "target": "zh", "format": "text", "api_key": "key"}
    assert LibreTranslate("https://machine.example.org:8443/at/").name == "machine.example.org"


@pytest.mark.timeout(20)
@pytest.mark.parametrize("kind", [*ODD, "hangs", "drips", "closes", *REFUSALS])
def test_server_that_does_not_answer_well_is_told_in_one_sentence(server, monkeypatch, kind):
    """One that drips would take 50 seconds, far beyond the time limit of a test."""
    monkeypatch.setattr(libretranslate, "LONGEST", 0.3)

    with pytest.raises(Refusal) as refused:
        LibreTranslate(f"{server.address}/{kind}").translate(["one"], "en", "fr")

    if kind in REFUSALS:
        assert str(refused.value) == f"The server for machine suggestions refused the text ({REFUSALS[kind]})."
    else:
        assert str(refused.value) == (UNUSABLE if kind in ODD else NO_ANSWER)


def test_server_that_is_not_there_is_told():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    with pytest.raises(Refusal, match="does not answer"):
        LibreTranslate(f"http://127.0.0.1:{port}").translate(["one"], "en", "fr")


@pytest.mark.one_database
def test_without_a_server_nothing_is_offered(client):
    theme = make_theme(english=SOURCE)

    assert "Machine suggestion" not in client.get(address_of(theme)).content.decode()
    assert ask(client, theme).status_code == 404
    assert not AuditEntry.objects.filter(act="text: machine").exists()


@pytest.mark.usefixtures("switched_on")
def test_suggestion_is_shown_marked_and_saved_nowhere(client, server):
    theme = make_theme(english=SOURCE)
    page = client.get(address_of(theme)).content.decode()
    assert ("Ask for a machine suggestion" in page, "The source is sent to 127.0.0.1." in page) == (True, True)
    before = len(server.received)

    answer = ask(client, theme, words="Vict")

    page = answer.content.decode()
    assert 'data-use="VICTIMS OF TRAFFICKING"' in page
    assert "Made by a machine (127.0.0.1), read by" in page
    assert len(server.received) == before + 1
    theme.refresh_from_db()
    assert (theme.text_fr or "", Version.objects.count()) == ("", 0)
    assert Translation.objects.get(text=listed(theme), language="fr").state == "missing"


@pytest.mark.usefixtures("switched_on")
def test_trail_tells_who_asked_for_what_and_where_without_the_words(client):
    theme = make_theme(english=SOURCE)
    ask(client, theme)

    (entry,) = AuditEntry.objects.filter(act="text: machine")
    expected = {"field": "text", "language": "fr", "provider": "127.0.0.1", "characters": len(SOURCE)}
    assert (entry.by.username, entry.subject_id, entry.detail) == ("translator", str(theme.pk), expected)
    page = browser_of(make_member("reviser-fr")).get(address_of(theme)).content.decode()
    assert "Last asked for by <bdi>Jeanne" in page


@pytest.mark.one_database
@pytest.mark.usefixtures("switched_on")
def test_failure_is_told_in_the_help_and_stands_in_the_trail(client, settings, server):
    settings.MACHINE_TRANSLATION = f"{server.address}/forbidden"

    answer = ask(client, make_theme(english=SOURCE))

    assert (answer.status_code, AuditEntry.objects.filter(act="text: machine").count()) == (422, 1)
    assert "refused the text (403)" in answer.content.decode()


@pytest.mark.one_database
@pytest.mark.usefixtures("switched_on")
def test_without_script_the_page_of_the_text_shows_it(client):
    theme = make_theme(english=SOURCE)

    page = client.post(address_of(theme, act="machine/")).content.decode()

    assert ("<!doctype html>" in page, "VICTIMS OF TRAFFICKING" in page) == (True, True)


@pytest.mark.one_database
@pytest.mark.usefixtures("switched_on")
def test_lines_stay_lines(client):
    theme = make_theme(english="One\n\nTwo")

    assert ask(client, theme).context["suggestion"].words == "ONE\n\nTWO"


def assert_not_sent(client, row, server, sentence):
    before = len(server.received)
    field = "biography" if "speaker" in row._meta.label_lower else "text"
    page = client.get(address_of(row, field=field)).content.decode()
    assert (sentence in page, "Ask for a machine suggestion" in page) == (True, False)

    answer = ask(client, row)

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert (len(server.received), AuditEntry.objects.filter(act="text: machine").count()) == (before, 0)


@pytest.mark.usefixtures("switched_on")
@pytest.mark.parametrize("source", ["Ms. Hong spoke.", "Рани Хонг выступила.", "RANI spoke", "拉尼·洪女士发言"])
def test_text_with_a_name_that_is_withheld_is_not_sent(client, server, source):
    conference = make_conference()
    names = {**in_six("name", "Rani Hong"), "name_ru": "Рани Хонг", "name_zh_hans": "拉尼·洪女士"}
    make_speaker(conference, protected=True, slug="participant-2b3c4d5e6f", **names, **in_six("displayed_name", "X"))

    assert_not_sent(client, make_theme(conference, source), server, "This text is about a protected person")
    assert ask(client, make_theme(conference, "Hongkong stays")).status_code == 200


@pytest.mark.usefixtures("switched_on")
def test_text_of_a_protected_person_is_not_sent(client, server):
    texts = {**in_six("name", "Rani Hong"), **in_six("displayed_name", "X"), "biography_en": "A founder."}
    speaker = make_speaker(make_conference(), protected=True, slug="participant-2b3c4d5e6f", **texts)

    assert_not_sent(client, speaker, server, "This text is about a protected person")


@pytest.mark.usefixtures("switched_on")
@pytest.mark.parametrize("stage", ["draft", "with-president", "cleared", "in-translation", "issued"])
def test_summary_is_sent_only_while_it_is_in_translation(server, stage):
    make_summary()
    Summary.objects.update(stage=stage)
    paragraph = Paragraph.objects.first()
    root = browser_of(make_member("secretariat", "root", is_superuser=True))
    before = len(server.received)

    answer = root.post(address_of(paragraph, act="machine/"), **FRAGMENT)

    is_sent = stage == "in-translation"
    assert (answer.status_code, len(server.received) - before) == ((200, 1) if is_sent else (422, 0))


@pytest.mark.one_database
@pytest.mark.usefixtures("switched_on")
@pytest.mark.parametrize(
    ("role", "status"), [("translator-ru", 404), ("floor-officer", 404), ("secretariat", 200), ("reviser-fr", 200)]
)
def test_who_may_not_write_into_a_language_asks_for_nothing(role, status):
    assert ask(browser_of(make_member(role)), make_theme(english=SOURCE)).status_code == status
