"""Help: each page for staff leads to its topic, and the topics name only what there is, in six languages."""

import re
from pathlib import Path

import pytest
from django.urls import resolve
from django.utils.translation import override

from conference.languages import LANGUAGES
from operations.help.addresses import topic_of
from operations.help.labels import LABELS, label
from operations.help.topics import BY_SLUG, TOPICS
from tests.addresses import ANONYMOUS, SAMPLES, address_of, all_routes
from tests.factories import make_conference
from tests.staff import browser_of, make_member
from tests.test_access import TABLE

pytestmark = pytest.mark.one_database
ROOT = Path(__file__).parents[3]
NAMED = re.compile(r"%\((\w+)\)s")
OTHERS = [language for language in LANGUAGES if language.code != "en"]


def staff_addresses():
    """The addresses that ask for a sign-in, each with a real one: {name: address}."""
    routes = all_routes()
    names = [name for name, answers in TABLE.items() if ANONYMOUS in answers.get(302, ()) and name in routes]
    return {name: address_of(routes[name], SAMPLES, {}) for name in names}


def test_each_address_for_staff_has_a_topic():
    found = {name: topic_of(resolve(address)) for name, address in staff_addresses().items()}

    assert found["programme:letters"] == "letters"
    assert found["admin:speakers_speaker_changelist"] == "people"
    assert [name for name, topic in found.items() if topic not in BY_SLUG] == []


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_topics_are_written_in_each_language_with_the_same_labels(language):
    for topic in TOPICS:
        with override("en"):
            english = [str(text) for text in topic.texts]
        with override(language.code):
            own = [str(text) for text in topic.texts]
        for before, after in zip(english, own, strict=True):
            assert sorted(NAMED.findall(before)) == sorted(NAMED.findall(after)), after
        steps = len(topic.steps)
        assert [text for text in own[-steps:] if text in english] == []


def test_labels_are_those_of_buttons_and_pages_that_there_are():
    modules = [path for path in ROOT.glob("*/**/*.py") if path.parts[-2] != "help" and ".venv" not in path.parts]
    source = "\n".join(
        path.read_text() for path in [*modules, *(ROOT / "templates").rglob("*.html")] if "tests" not in path.parts
    )

    gone = {
        name
        for name, (context, words) in LABELS.items()
        if not re.search(_call(context, words), source) and not re.search(_tag(context, words), source)
    }
    assert gone == set()


def _call(context, words):
    """In Python: gettext("..."), by whatever name, or pgettext("context", "...")."""
    text = re.escape(f'"{words}"')
    return (
        rf'gettext(?:_lazy)?\(\s*"{re.escape(context)}",\s*{text}'
        if context
        else rf"(?:gettext(?:_lazy)?|_)\(\s*{text}"
    )


def _tag(context, words):
    """In a template: {% translate "..." %}, with its context."""
    text = rf"""\{{% translate ["']{re.escape(words)}["']"""
    return rf'{text}\s+context\s+["\']{re.escape(context)}["\']' if context else rf"{text}(?!\s+context)"


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_help_is_read_in_the_language_of_the_page(language):
    make_conference()
    client = browser_of(make_member("secretariat"))

    page = client.get(f"/{language.code}/dialogue/overview/help/releases/").content.decode()

    with override(language.code):
        assert f'<b class="label">{label("release")}</b>' in page
    assert "%(" not in page
    assert "&lt;b" not in page


@pytest.mark.django_db
def test_each_page_leads_to_its_part_of_the_help():
    make_conference()
    client = browser_of(make_member("secretariat"))

    assert 'href="/en/dialogue/overview/help/letters/"' in client.get("/en/dialogue/letters/").content.decode()
    assert 'href="/en/dialogue/overview/help/texts/"' in client.get("/en/dialogue/overview/help/").content.decode()
    listed = client.get("/en/staff/help/").content.decode()
    assert all(f'href="/en/staff/help/{topic.slug}/"' in listed for topic in TOPICS)
    assert client.get("/en/staff/help/no-such-topic/").status_code == 404
