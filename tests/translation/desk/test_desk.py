"""The desk: who sees and writes what, and what becomes of what is written."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from conference.models import AuditEntry
from conference.refusals import Refusal
from programme.models import Session
from summary.models import Paragraph
from tests.factories import make_conference, make_session
from tests.staff import browser_of, make_member
from tests.summary.conftest import make_summary
from translation.models import Text, Translation, Version
from translation.models.teamwork import Presence, Remark
from translation.texts.index import refresh_all
from translation.texts.ordering import arrange
from translation.texts.states import set_state
from translation.texts.writing import write_text
from translation.units import digest

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DESK = "/en/dialogue/texts/fr/programme/"
SCRIPT = {"Rostrum-Fragment": "text"}
HOSTILE = "<script>alert(1)</script>\u202e"


@pytest.fixture
def session():
    return make_session(make_conference(), title_en="Opening", title_fr="")


@pytest.fixture
def translator():
    return make_member("translator-fr", "translator", first_name="Marie", last_name="Curie")


@pytest.fixture
def french(translator):
    return browser_of(translator)


def text_of(row, field="title"):
    return Text.objects.of(row, field).get()


def translation_of(row, code="fr"):
    return Translation.objects.get(text=text_of(row), language=code)


def send(client, row, words, state="translated", code="fr", field="title", act="save", headers=SCRIPT, **fields):
    """What the desk sends of a text as it now reads, unless a field says otherwise."""
    row.refresh_from_db()
    standing = getattr(row, f"{field}_{code.replace('-', '_')}")
    sent = {
        "base_version": digest(standing),
        "source": digest(getattr(row, f"{field}_en")),
        "state": state,
        "text": words,
    }
    address = f"/en/dialogue/texts/{text_of(row, field).pk}/{code}/{act}/"
    return client.post(address, {**sent, **fields}, headers=headers or {})


def shown(response):
    """The texts on a page, by their keys."""
    return [int(key) for key in re.findall(r'<article class="pair" id="text-(\d+)"', response.content.decode())]


def change_source(row, words="Opening of the session"):
    row.title_en = words
    row.save(update_fields=["title_en"])


@pytest.mark.every_database
def test_desk_shows_a_document_in_its_order_in_the_language_of_the_target(session, french):
    earlier = make_session(session.conference, starts_at=session.starts_at - timedelta(hours=1))
    arrange(session.conference.pk)
    first = text_of(session.conference)

    response = french.get(DESK)

    assert shown(response) == [first.pk, text_of(earlier).pk, text_of(session).pk]
    assert f'id="words-{first.pk}" name="text" lang="fr" dir="ltr"' in response.content.decode()


@pytest.mark.parametrize("sessions", [1, 3])
def test_page_asks_the_same_number_of_questions_for_any_number_of_texts(
    session, french, sessions, django_assert_num_queries
):
    for _number in range(sessions - 1):
        make_session(session.conference)
    french.get(DESK)

    with django_assert_num_queries(17):
        assert len(shown(french.get(f"{DESK}?beside=ru"))) == sessions + 1


def test_long_document_comes_in_pages(session, french):
    for _number in range(60):
        make_session(session.conference)
    arrange(session.conference.pk)

    first = french.get(DESK)
    second = french.get(f"{DESK}?from={first.context['texts'].next_start}")

    assert (len(shown(first)), len(shown(second))) == (50, 12)
    assert second.context["texts"].previous_start == first.context["texts"].texts[0].position
    assert second.context["texts"].number_of_first == 51


@pytest.mark.parametrize("query", ["from=-1", "from=9999999999999999999", "only=nonsense", "beside=xx", "group=%00"])
def test_nonsense_in_an_address_is_as_if_it_were_not_said(session, french, query):
    assert french.get(f"{DESK}?{query}").status_code == 200


def test_filters_show_the_texts_of_a_state(session, french, translator):
    Remark.objects.create(
        text=text_of(session), language="fr", kind="question", words="Which one?", by=translator, at=timezone.now()
    )
    set_state(session.conference, "title", "fr", "translated", by=translator, at=timezone.now())

    def found(only):
        return shown(french.get(f"{DESK}?only={only}"))

    assert found("missing") == found("questions") == [text_of(session).pk]
    assert found("translated") == [text_of(session.conference).pk]
    change_source(session.conference)
    assert (found("translated"), found("outdated")) == ([], [text_of(session.conference).pk])


def test_next_missing_is_found_on_whichever_page_it_is(session, french):
    text = text_of(session)

    response = french.get(f"{DESK}?go=missing&from=0")

    assert response.headers["Location"] == f"{DESK}?from={text.position}#text-{text.pk}"


def test_who_goes_on_where_nothing_is_left_is_told(session, french):
    response = french.get(f"{DESK}?go=outdated&from=7", follow=True)

    assert "No text of this document is outdated." in response.content.decode()


def test_save_writes_the_words_with_their_state_and_their_writer(session, french, translator):
    response = send(french, session, "Ouverture")

    session.refresh_from_db()
    kept = translation_of(session)
    assert (response.status_code, session.title_fr, kept.state, kept.by) == (200, "Ouverture", "translated", translator)
    assert response.json()["base_version"] == digest("Ouverture")


def test_form_without_the_script_comes_back_to_its_text(session, french):
    response = send(french, session, "Ouverture", headers=None)

    assert response.headers["Location"] == f"{DESK}#text-{text_of(session).pk}"


@pytest.mark.parametrize("act", ["save", "still-right", "here", "typographical"])
def test_language_of_others_is_not_there(session, french, act):
    response = send(french, session, "Открытие", code="ru", act=act)

    session.refresh_from_db()
    assert (response.status_code, session.title_ru) == (404, "Session 0 (ru)")


@pytest.mark.parametrize("address", ["ru/programme/", "ru/programme/now/", "fr/nothing/", "en/programme/"])
def test_pages_of_others_are_not_there(session, french, address):
    assert french.get(f"/en/dialogue/texts/{address}").status_code == 404


def test_text_of_another_conference_is_not_there(session, french):
    other = make_session(make_conference(slug="other"))

    assert send(french, other, "Autre").status_code == 404


def test_source_of_a_text_is_not_written_here(session):
    english = browser_of(make_member("translator-en"))

    assert send(english, session, "Overwritten", code="en").status_code == 404


def test_translation_is_revised_by_a_reviser_alone(session, french):
    reviser = make_member("reviser-fr")

    refused = send(french, session, "Ouverture", state="revised")
    send(french, session, "Ouverture")
    revised = send(browser_of(reviser), session, "Ouverture", state="revised")

    assert refused.status_code == 422
    assert refused.json()["message"] == "Only a reviser of this language saves a text as revised."
    assert (revised.status_code, translation_of(session).revised_by) == (200, reviser)


def test_two_languages_of_one_row_never_touch_each_other(session, french):
    russian = browser_of(make_member("translator-ru"))
    before = Session.objects.get(pk=session.pk)

    send(french, session, "Ouverture")
    send(russian, before, "Открытие", code="ru")
    send(french, before, "Ouverture de la réunion")

    session.refresh_from_db()
    assert (session.title_fr, session.title_ru, session.title_en) == ("Ouverture de la réunion", "Открытие", "Opening")


def test_two_saves_of_one_text_keep_both_and_show_the_difference(session, french):
    other = browser_of(make_member("reviser-fr"))
    send(french, session, "Ouverture de la séance")

    response = send(other, session, "Ouverture de la réunion", base_version=digest(""))

    session.refresh_from_db()
    assert (response.status_code, session.title_fr) == (409, "Ouverture de la séance")
    assert "<del>séance</del><ins>réunion</ins>" in response.json()["conflict"]
    assert {version.words: bool(version.set_aside_at) for version in Version.objects.all()} == {
        "Ouverture de la séance": False,
        "Ouverture de la réunion": True,
    }


def test_conflict_without_the_script_shows_both_with_what_was_typed_in_the_field(session, french):
    send(french, session, "Ouverture de la séance")

    response = send(french, session, "Ouverture de la réunion", base_version=digest(""), headers=None)

    page = response.content.decode()
    assert response.status_code == 409
    assert "\nOuverture de la réunion</textarea>" in page
    assert f'name="base_version" value="{digest("Ouverture de la séance")}"' in page


def test_hostile_text_stays_text(session, french):
    session.title_ru = HOSTILE
    session.save()
    send(french, session, HOSTILE)

    page = french.get(f"{DESK}?beside=ru").content.decode()

    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)") == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"words": "x" * 301}, "The text has 301 characters; at most 300 are possible here."),
        ({"words": "a\x00b"}, "The text has a control character (U+0000) at place 2; remove it."),
        ({"words": "a\nb"}, "This is one line; the text has a line break."),
        ({"words": " "}, "There is no text yet; only a draft can be empty."),
        ({"words": "a", "state": "finished"}, "Choose the state in which to save the text."),
        ({"words": "a", "state": "missing"}, "Choose the state in which to save the text."),
    ],
)
def test_what_cannot_be_kept_is_answered_with_a_sentence_and_given_back(session, french, fields, said):
    told = send(french, session, **fields)
    page = send(french, session, **fields, headers=None)

    assert (told.status_code, told.json()["message"]) == (422, said)
    assert page.status_code == 422
    assert said in page.content.decode()


def test_typing_keeps_the_words_and_raises_nothing(session, french):
    send(french, session, "Ouverture")
    send(french, session, "Ouverture", state="by-itself")
    untouched = translation_of(session).state
    send(french, session, "Ouverture de", state="by-itself")

    session.refresh_from_db()
    assert (untouched, translation_of(session).state, session.title_fr) == ("translated", "draft", "Ouverture de")


def test_typing_into_an_outdated_text_leaves_it_outdated(session, french):
    send(french, session, "Ouverture")
    change_source(session)

    send(french, session, "Ouverture de", state="by-itself")
    outdated = translation_of(session).source_text
    send(french, session, "Ouverture de la séance")

    assert (outdated, translation_of(session).source_text) == ("Opening", "Opening of the session")


def test_outdated_text_shows_what_changed_since_it_was_translated(session, french):
    send(french, session, "Ouverture")
    change_source(session)

    page = french.get(DESK).content.decode()

    assert "Opening<ins> of the session</ins>" in page
    assert "\nOuverture</textarea>" in page


def test_source_that_changed_behind_an_open_page_is_shown_before_anything_is_saved(session, french):
    change_source(session)

    response = send(french, session, "Ouverture", source=digest("Opening"))

    session.refresh_from_db()
    assert (response.status_code, session.title_fr) == (409, "")
    assert response.json()["source"] == digest("Opening of the session")


def test_still_right_keeps_the_words_and_notes_the_name(session, french, translator):
    send(french, session, "Ouverture")
    change_source(session)

    response = send(french, session, "", act="still-right")

    entry = AuditEntry.objects.get(act="text: still right")
    assert (response.status_code, Translation.objects.outdated().filter(language="fr").count()) == (200, 0)
    assert (entry.by, entry.detail["language"]) == (translator, "fr")


def test_still_right_is_said_of_the_words_that_were_read_and_of_no_others(session, french):
    send(french, session, "Ouverture")
    change_source(session)
    read = digest("Ouverture")
    Session.objects.filter(pk=session.pk).update(title_fr="Clôture")

    response = send(french, session, "", act="still-right", base_version=read)

    assert response.status_code == 422
    assert "The translation was changed since this page was opened." in response.json()["message"]
    assert Translation.objects.outdated().filter(text=text_of(session), language="fr").exists()
    assert not AuditEntry.objects.filter(act="text: still right").exists()


@pytest.mark.parametrize(("role", "state"), [("translator-fr", "translated"), ("reviser-fr", "revised")])
def test_still_right_of_a_revised_text_keeps_it_revised_where_a_reviser_says_so(session, role, state):
    send(browser_of(make_member("reviser-fr", "first")), session, "Ouverture", state="revised")
    change_source(session)
    assert translation_of(session).state == "revised"

    response = send(browser_of(make_member(role, "second")), session, "", act="still-right")

    found = translation_of(session)
    assert (response.status_code, found.state, found.source_text) == (200, state, "Opening of the session")


def test_typographical_change_leaves_those_translations_valid_that_were_made_before_it(session, french):
    secretariat = browser_of(make_member("secretariat"))
    send(browser_of(make_member("translator-ru")), session, "Открытие", code="ru")
    change_source(session, "Opening meeting")
    send(french, session, "Séance d’ouverture")
    change_source(session, "Opening  meeting")

    denied = send(french, session, "", act="typographical", made_from=digest("Opening meeting"))
    response = send(secretariat, session, "", act="typographical", made_from=digest("Opening meeting"))

    outdated = Translation.objects.outdated().filter(text=text_of(session))
    assert (denied.status_code, response.json()["message"]) == (404, "1 translation stays valid.")
    assert {row.language for row in outdated} == {"ar", "zh-hans", "es", "ru"}
    assert AuditEntry.objects.filter(act="text: typographical").count() == 1


def test_earlier_version_is_shown_and_stands_again(session, french):
    reviser = browser_of(make_member("reviser-fr"))
    send(french, session, "Ouverture")
    send(reviser, session, "Inauguration")
    address = f"/en/dialogue/texts/{text_of(session).pk}/fr/versions/"

    page = french.get(f"{address}?first=1&second=2").content.decode()
    french.post(f"{address}1/restore/")

    session.refresh_from_db()
    assert "<del>Ouverture</del><ins>Inauguration</ins>" in page
    assert (session.title_fr, translation_of(session).state) == ("Ouverture", "draft")
    assert french.post(f"{address}99/restore/").status_code == 409


def test_others_are_told_who_is_at_a_text_and_what_was_saved(session, french):
    reviser = browser_of(make_member("reviser-fr"))
    key = text_of(session).pk
    now = f"{DESK}now/?texts={key},99999999"
    before = reviser.get(now).json()

    french.post(f"/en/dialogue/texts/{key}/fr/here/")
    send(french, session, "Ouverture")
    after = reviser.get(now).json()

    assert (before["presence"], after["presence"]) == ({}, {str(key): "Marie Curie is editing"})
    assert french.get(now).json()["presence"] == {}
    assert before["versions"].keys() == after["versions"].keys() == {str(key)}
    assert before["versions"] != after["versions"]


def test_presence_ends_by_itself(session, french, translator):
    at = timezone.now() - timedelta(minutes=2)
    Presence.objects.create(text=text_of(session), language="fr", person=translator, seen_at=at)

    reviser, key = browser_of(make_member("reviser-fr")), str(text_of(session).pk)
    now = f"{DESK}now/?texts={key}"

    ended = reviser.get(now).json()["presence"]
    Presence.objects.update(seen_at=timezone.now())

    assert (ended, list(reviser.get(now).json()["presence"])) == ({}, [key])


def test_summary_is_not_there_for_translators_until_it_is_in_translation(session, french):
    summary = make_summary(session.conference, stage="draft")
    refresh_all()
    paragraph = Paragraph.objects.first()
    hidden = french.get("/en/dialogue/texts/fr/summary/"), send(french, paragraph, "Texte", field="text")

    summary.stage = "in-translation"
    summary.save()
    shown_now = french.get("/en/dialogue/texts/fr/summary/"), send(french, paragraph, "Texte", field="text")

    assert [answer.status_code for answer in hidden] == [404, 404]
    assert [answer.status_code for answer in shown_now] == [200, 200]


def test_place_of_a_text_is_not_there_where_the_text_is_not(session, french):
    """Else the redirect would tell which texts exist."""
    summary = make_summary(session.conference, stage="draft")
    refresh_all()
    text = text_of(Paragraph.objects.first(), "text")
    address = f"/en/dialogue/texts/{text.pk}/fr/at-its-place/"
    hidden = french.get(address)

    summary.stage = "in-translation"
    summary.save()

    assert (hidden.status_code, french.get(address).status_code) == (404, 302)


def test_who_may_only_read_is_told_why(session):
    make_summary(session.conference, stage="draft")
    refresh_all()
    secretariat = browser_of(make_member("secretariat"))

    page = secretariat.get("/en/dialogue/texts/fr/summary/").content.decode()
    refused = send(secretariat, Paragraph.objects.first(), "Texte", field="text")

    assert "<textarea" not in page
    assert "translations are written once it is sent to translation" in page
    assert refused.status_code == 422


def test_paragraph_that_was_removed_is_in_no_document(session, french):
    make_summary(session.conference, stage="in-translation")
    refresh_all()
    first, second, _third = Paragraph.objects.order_by("pk")
    Paragraph.objects.filter(pk=first.pk).update(removed_at=timezone.now())

    keys = shown(french.get("/en/dialogue/texts/fr/summary/"))

    assert text_of(first, "text").pk not in keys
    assert text_of(second, "text").pk in keys
    assert send(french, first, "Texte", field="text").status_code == 422


def test_reviser_who_changes_the_words_stands_beside_the_translator(db):
    session = make_session(make_conference(), title_en="Opening", title_fr="")
    translator, reviser = make_member("translator-fr"), make_member("reviser-fr")
    at = timezone.now()
    write_text(session, "title", "fr", "Ouverture", digest(""), by=translator, at=at, state="translated")

    write_text(session, "title", "fr", "Séance d’ouverture", digest("Ouverture"), by=reviser, at=at, state="revised")

    found = Translation.objects.get(text__in=Text.objects.of(session, "title"), language="fr")
    assert (found.state, found.by, found.revised_by) == ("revised", translator, reviser)


def test_paragraph_of_the_summary_stays_one_line_on_the_desk_too(db):
    paragraph = make_summary(stage="in-translation").sections.get().paragraphs.first()

    with pytest.raises(Refusal, match="line break"):
        write_text(paragraph, "text", "fr", "Une.\n\nDeux.", digest(paragraph.text_fr), by=None, at=timezone.now())
