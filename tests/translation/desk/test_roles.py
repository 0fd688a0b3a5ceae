"""Translator and reviser at the desk: the same words never lose approval, and a text goes back with a remark."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command

from conference.models import AuditEntry
from conference.to_do.facts import situation_of, to_do_list
from tests.factories import MORNING, make_conference, make_session
from tests.staff import browser_of, make_member
from tests.summary.conftest import make_summary
from tests.translation.desk.test_desk import DESK, change_source, send, shown, text_of, translation_of
from translation.models.teamwork import Remark
from translation.texts.index import refresh_all

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

REMARK = "“Séance” is the word of the glossary."


@pytest.fixture
def session():
    return make_session(make_conference(), title_en="Opening", title_fr="")


@pytest.fixture
def translator():
    return make_member("translator-fr", "translator", first_name="Marie", email="marie@example.org")


@pytest.fixture
def french(translator):
    return browser_of(translator)


@pytest.fixture
def reviser():
    return make_member("reviser-fr", "reviser", first_name="Paul")


@pytest.fixture
def revising(reviser):
    return browser_of(reviser)


def give_back(client, row, words="Ouverture", remark=REMARK, **more):
    return send(client, row, words, act="return", remark=remark, **more)


@pytest.mark.parametrize("who", ["french", "revising"])
@pytest.mark.parametrize("asked", ["draft", "tentative", "translated"])
def test_same_words_never_lower_a_state_by_the_way(session, french, revising, who, asked):
    send(revising, session, "Ouverture", state="revised")

    answer = send({"french": french, "revising": revising}[who], session, " Ouverture ", state=asked)

    found = translation_of(session)
    assert (answer.status_code, found.state, found.revised_by.username) == (200, "revised", "reviser")
    assert answer.json()["message"] == "The words are the same, so that the state stays."


def test_other_words_get_the_state_that_is_asked_for(session, french, revising):
    send(revising, session, "Ouverture", state="revised")

    send(french, session, "Inauguration", state="translated")

    assert (translation_of(session).state, translation_of(session).revised_by) == ("translated", None)


def test_state_is_set_back_on_purpose(session, french, revising):
    send(french, session, "Ouverture")
    send(french, session, "Ouverture", state="back-to-draft")
    lowered = translation_of(session).state
    send(revising, session, "Ouverture", state="revised")

    refused = send(french, session, "Ouverture", state="back-to-translated")
    kept = translation_of(session).state
    send(revising, session, "Ouverture", state="back-to-translated")

    assert (lowered, kept, translation_of(session).state) == ("draft", "revised", "translated")
    assert "Only a reviser of this language sets a revised text back" in refused.json()["message"]
    assert send(french, session, "Ouverture", state="back-to-nothing").status_code == 422


def test_still_right_takes_no_approval_from_a_text_that_is_not_outdated(session, french, revising):
    send(revising, session, "Ouverture", state="revised")

    answer = send(french, session, "", act="still-right")

    assert (answer.status_code, translation_of(session).state) == (422, "revised")


def test_outdated_text_is_confirmed_for_its_new_source_in_ones_role(session, french, revising):
    send(revising, session, "Ouverture", state="revised")
    change_source(session)

    send(french, session, "Ouverture", state="translated")

    assert (translation_of(session).state, translation_of(session).source_text) == (
        "translated",
        "Opening of the session",
    )


def test_next_to_revise_is_translated_or_outdated(session, french, revising):
    other = session.conference
    send(french, session, "Ouverture")
    send(revising, other, "Dialogue", state="revised")

    first = revising.get(f"{DESK}?go=to-revise&from=99")
    tabs = {key: number for key, __, number, __ in revising.get(DESK).context["tabs"]}
    send(revising, session, "Ouverture", state="revised")
    nothing = revising.get(f"{DESK}?go=to-revise", follow=True)
    change_source(session)

    assert first.headers["Location"].endswith(f"#text-{text_of(session).pk}")
    assert (tabs["to-revise"], "returned" in tabs) == (1, False)
    assert "No text of this document waits to be revised." in nothing.content.decode()
    assert shown(revising.get(f"{DESK}?only=to-revise")) == [text_of(session).pk]
    assert "to-revise" not in {key for key, *__ in french.get(DESK).context["tabs"]}


def test_text_returns_to_its_translator_with_a_remark(session, translator, french, reviser, revising):
    send(french, session, "Ouverture")

    answer = give_back(revising, session)

    found, remark = translation_of(session), Remark.objects.get()
    assert answer.json()["message"] == "Returned to the translator."
    assert (found.state, found.by, found.revised_by) == ("draft", translator, None)
    assert (remark.kind, remark.words, remark.by) == ("returned", REMARK, reviser)
    assert AuditEntry.objects.get(act="text: return").detail["remark"] == remark.pk
    page = french.get(f"{DESK}?only=returned").content.decode()
    assert REMARK in page
    assert "Returned by <bdi>Paul" in page


def test_words_that_a_reviser_typed_are_kept_and_the_translator_stays_named(session, translator, french, revising):
    send(french, session, "Ouverture")

    give_back(revising, session, "Ouverture de la séance")

    session.refresh_from_db()
    assert (session.title_fr, translation_of(session).by) == ("Ouverture de la séance", translator)


def test_returned_text_is_settled_when_it_is_translated_again(session, french, revising):
    send(french, session, "Ouverture")
    give_back(revising, session)

    send(french, session, "Séance", state="by-itself")
    still_open = Remark.objects.filter(settled_at=None).count()
    send(french, session, "Séance d’ouverture")

    assert (still_open, Remark.objects.filter(settled_at=None).count()) == (1, 0)


@pytest.mark.parametrize("remark", ["", "  "])
def test_text_does_not_return_without_a_reason(session, french, revising, remark):
    send(french, session, "Ouverture")

    answer = give_back(revising, session, remark=remark)

    assert (answer.status_code, answer.json()["message"]) == (422, "Say in a remark why the text comes back.")
    assert translation_of(session).state == "translated"


def test_only_revisers_return_texts(session, french):
    send(french, session, "Ouverture")

    assert give_back(french, session).status_code == 404
    assert not Remark.objects.exists()


def test_translator_finds_what_was_returned_in_the_to_do_list_and_the_digest(
    session, translator, french, reviser, revising
):
    send(french, session, "Ouverture")
    give_back(revising, session)

    def told(person):
        found = to_do_list(situation_of(session.conference, person, MORNING))
        return [fact.what for fact in found if fact.key == "texts-returned"]

    call_command("send_digest", stdout=StringIO())

    assert (told(translator), told(reviser)) == (["1 text was returned by a reviser"], [])
    (message,) = mail.outbox
    assert (message.to, REMARK in message.body) == (["marie@example.org"], True)


def test_translator_finds_what_was_returned_on_the_home_and_the_overview(session, french, revising):
    send(french, session, "Ouverture")
    give_back(revising, session)

    def told(client):
        (row,) = client.get("/en/sign-in/pages/").context["rows"]
        overview = client.get("/en/dialogue/texts/").content.decode()
        is_named = f'href="{DESK}?only=returned"' in overview and "1 text was returned by a reviser" in overview
        return {str(each.page.needs): each.waiting for each in row.waiting}, is_named

    others = [browser_of(make_member(role, role)) for role in ("translator-es", "secretariat")]
    assert [told(client) for client in (french, revising, *others)] == [
        ({"Questions and returned texts": 1}, True),
        ({}, False),
        ({}, False),
        ({}, True),
    ]
    send(french, session, "Séance d’ouverture")
    assert told(french) == ({}, False)


def test_reviser_and_translator_see_what_was_changed(session, french, revising):
    send(french, session, "Ouverture de la séance")
    address = f"/en/dialogue/texts/{text_of(session).pk}/fr/"

    def difference(client, **typed):
        found = client.get(f"{address}help/", typed).context["revision"]
        return found and [(part.where, part.text) for part in found.parts if part.where != "same"]

    assert difference(revising) is None
    assert difference(revising, words="Ouverture de la réunion") == [("theirs", "séance"), ("own", "réunion")]
    send(revising, session, "Ouverture de la", state="by-itself")
    send(revising, session, "Ouverture de la réunion", state="revised")
    assert difference(french) == [("theirs", "séance"), ("own", "réunion")]
    assert translation_of(session).by.username == "translator"
    assert "<del>séance</del><ins>réunion</ins>" in revising.get(f"{address}versions/").content.decode()


def test_paragraph_keeps_its_number_after_a_save(session, french):
    summary = make_summary(session.conference, stage="in-translation")
    refresh_all()
    paragraph = summary.sections.get().paragraphs.first()

    html = send(french, paragraph, "Texte", field="text").json()["html"]
    of_programme = send(french, session, "Ouverture").json()["html"]

    assert 'aria-label="1. Paragraph"' in " ".join(html.split())
    assert "See it on the page" in of_programme
