import pytest

from conference.models import AuditEntry
from tests.factories import MORNING
from tests.staff import browser_of, make_member
from tests.translation.texts.texts import address_of, make_theme
from translation.models.teamwork import Remark
from translation.teamwork import comments

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FRAGMENT = {"HTTP_ROSTRUM_FRAGMENT": "help"}
QUESTION = "Is this the Fund of 2010?"


@pytest.fixture
def theme():
    return make_theme(english="The Fund was established.", words="Le Fonds a été créé.", state="translated")


@pytest.fixture
def translator():
    return make_member("translator-fr", "translator")


@pytest.fixture
def client(translator):
    return browser_of(translator)


@pytest.fixture
def secretariat():
    return browser_of(make_member("secretariat"))


def say(client, theme, words=QUESTION, kind="question", code="fr"):
    return client.post(address_of(theme, code, "remark/"), {"kind": kind, "remark": words}, **FRAGMENT)


def settle(client, theme, remark, **sent):
    return client.post(address_of(theme, remark.language, f"remarks/{remark.pk}/settle/"), sent, **FRAGMENT)


def test_question_is_kept_and_shown(theme, client, translator):
    answer = say(client, theme)

    (remark,) = answer.context["remarks"]
    assert (answer.status_code, remark.words, remark.kind, remark.by) == (200, QUESTION, "question", translator)
    entry = AuditEntry.objects.get(act="text: ask")
    assert (entry.by, entry.detail) == (translator, {"field": "text", "language": "fr", "remark": remark.pk})


def test_secretariat_answers_and_settles(theme, client, secretariat):
    say(client, theme)

    answer = settle(secretariat, theme, Remark.objects.get(), answer="Yes, of 2010.")

    assert answer.status_code == 200
    assert list(Remark.objects.values_list("kind", "words", "settled_by__username")) == [
        ("question", QUESTION, "secretariat"),
        ("comment", "Yes, of 2010.", None),
    ]
    assert "Settled by secretariat" in client.get(address_of(theme)).content.decode()


def test_remark_is_settled_once(theme, client, secretariat):
    say(client, theme)
    settle(client, theme, Remark.objects.get())

    answer = settle(secretariat, theme, Remark.objects.get(), answer="Too late")

    assert (answer.status_code, Remark.objects.count()) == (422, 1)
    assert "already been settled" in answer.content.decode()


def test_answer_that_cannot_be_kept_settles_nothing(theme, client, secretariat):
    say(client, theme)

    answer = settle(secretariat, theme, Remark.objects.get(), answer="a\x07")

    assert (answer.status_code, Remark.objects.get().settled_at) == (422, None)


def test_remarks_are_those_of_the_language_alone(theme, client, secretariat):
    say(client, theme, "En français", "comment")
    say(secretariat, theme, "На русском", "comment", "ru")

    assert [remark.words for remark in client.get(address_of(theme)).context["remarks"]] == ["En français"]
    assert say(client, theme, "Non", "comment", "ru").status_code == 404
    russian = Remark.objects.get(language="ru")
    assert settle(client, theme, russian).status_code == 404
    assert client.post(address_of(theme, "fr", f"remarks/{russian.pk}/settle/"), **FRAGMENT).status_code == 422
    assert Remark.objects.filter(settled_at=None).count() == 2


@pytest.mark.parametrize(
    ("words", "kind", "told"),
    [
        ("", "comment", "There are no words yet"),
        ("a" * 4001, "comment", "at most 4000 characters"),
        ("a\x07", "comment", "control character"),
        ("Hello", "shout", "Choose whether"),
    ],
)
def test_what_cannot_be_kept_is_told_in_a_sentence(theme, client, words, kind, told):
    answer = say(client, theme, words, kind)

    assert (answer.status_code, Remark.objects.count()) == (422, 0)
    assert told in answer.content.decode()


def test_words_that_could_not_be_kept_are_still_in_the_form(theme, client):
    answer = say(client, theme, "Dear colleagues\x07", "comment")

    assert "Dear colleagues" in answer.content.decode()


def test_open_questions_are_those_not_settled(theme, client, translator):
    say(client, theme, "First")
    say(client, theme, "Second")
    say(client, theme, "A comment", "comment")
    first = Remark.objects.first()
    comments.settle(first, theme, by=translator, at=MORNING)

    conference = theme.panel.conference
    assert [remark.words for remark in comments.open_questions(conference, ["fr"])] == ["Second"]
    assert list(comments.open_questions(conference, ["ru"])) == []
