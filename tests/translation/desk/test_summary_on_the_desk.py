"""The Summary is translated at the desk: whole, at its stage, with its numbers, read by whoever sees its draft."""

import re

import pytest

from summary.models import Paragraph, Summary
from tests.pages import body_of, page
from tests.staff import browser_of, make_member
from tests.summary.clearance.test_clearance_pages import queries
from tests.summary.conftest import NOON, in_language, make_paragraph, make_section, make_summary
from tests.summary.editions.test_issuing import translated
from translation.models import Assignment, Text, Translation, Version
from translation.texts.index import refresh_all
from translation.texts.ordering import arrange
from translation.texts.states import set_state
from translation.units import digest

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ALL = "/en/dialogue/texts/"
PAGE = f"{ALL}fr/summary/"
OLD = "Sentence one of 1. Sentence two of 1."
FRENCH, RUSSIAN = (in_language(OLD, code) for code in ("fr", "ru"))
REOPENED = "The Summary was reopened. It can be read and translated here again once it is sent to translation."
FRAGMENT = {"Rostrum-Fragment": "text"}


@pytest.fixture
def summary():
    summary = make_summary(stage="in-translation")
    refresh_all()
    return summary


@pytest.fixture
def row(summary):
    return summary.sections.get().paragraphs.first()


@pytest.fixture
def translator():
    return make_member("translator-fr", "translator")


@pytest.fixture
def client(translator):
    return browser_of(translator)


@pytest.fixture
def drafter():
    return make_member("secretariat", "drafter")


def address(row, code="fr", field="text", act="save"):
    return f"{ALL}{Text.objects.of(row, field).get().pk}/{code}/{act}/"


def sent(row, text, state="translated", field="text", **changes):
    row.refresh_from_db()
    return {
        "text": text,
        "state": state,
        "base_version": digest(getattr(row, f"{field}_fr") or ""),
        "source": digest(getattr(row, f"{field}_en")),
        **changes,
    }


def change(row, **fields):
    Paragraph.objects.filter(pk=row.pk).update(**fields)
    refresh_all()


def state_of(row):
    return Translation.objects.get(text__subject_type="summary.paragraph", text__subject_id=row.pk, language="fr")


# Reading


def test_progress_is_told_for_each_language_to_whoever_sees_the_draft(summary, drafter, row):
    translated(summary, drafter)
    change(row, text_fr="", text_en="Another source.")

    for role in ("secretariat", "presidents-office", "translator-es"):
        shown = browser_of(make_member(role)).get(ALL)
        bars = {bar["language"].code: bar for bar in shown.context["bars"]}
        whole = {
            code: next(each["progress"].texts for each in bar["documents"] if each["key"] == "summary")
            for code, bar in bars.items()
        }
        assert set(whole) >= {"ar", "zh-hans", "fr", "ru", "es"}
        assert dict(whole["fr"]) == {"revised": 4, "missing": 1}
        assert dict(whole["ru"]) == {"revised": 4, "outdated": 1}
        assert "4 of 5" in body_of(shown)
        links = re.findall(r"/en/dialogue/texts/(\S+)/warnings/", body_of(shown))
        assert links == {"secretariat": list(bars), "translator-es": ["es"]}.get(role, [])


def test_page_sets_the_whole_document_beside_its_source_with_the_numbers_of_both_languages(summary, row, client):
    for number in range(60):
        make_paragraph(row.section, f"Paragraph {number}.")
    make_paragraph(row.section, "A part.", parent=row)
    refresh_all()
    arrange(summary.conference.pk)

    shown = page(client, PAGE.replace("/en/", "/ar/"))

    assert '<bdi class="mark" lang="en" dir="ltr">1.</bdi> ' in shown
    assert 'name="text" lang="fr" dir="ltr"' in shown
    assert '<p class="target-mark" lang="fr" dir="ltr"><span class="mark">63.</span></p>' in shown
    assert 'class="pair depth-1"' in shown
    arabic = page(browser_of(make_member("translator-ar")), f"{ALL}ar/summary/")
    assert 'name="text" lang="ar" dir="rtl"' in arabic
    assert '<p class="target-mark" lang="ar" dir="rtl"><span class="mark">1 -</span></p>' in arabic


def test_page_leads_to_the_first_text_that_is_not_complete(summary, row, client, drafter):
    translated(summary, drafter)
    assert "not complete" not in page(client, PAGE)
    assert "One paragraph is one text." in page(client, PAGE)
    change(row, text_fr="")

    assert '1 text is not complete. <a href="?go=to-do">Go to the first one</a>' in page(client, PAGE)
    assert client.get(f"{PAGE}?go=to-do").url == f"{PAGE}#text-{Text.objects.of(row, 'text').get().pk}"
    assert [pair.row for pair in client.get(f"{PAGE}?only=to-do").context["pairs"]] == [row]


@pytest.mark.parametrize(
    ("stage", "why"),
    [
        ("draft", "once it is sent to translation"),
        ("with-president", "once it is sent to translation"),
        ("cleared", "once it is sent to translation"),
        ("issued", "is issued; its translations can be read"),
    ],
)
def test_nothing_is_written_at_another_stage_and_the_page_says_why(row, stage, why):
    both = make_member("translator-fr")
    both.groups.add(*make_member("presidents-office").groups.all())
    client, mine = browser_of(both), sent(row, "Ma traduction.")
    Summary.objects.update(stage=stage)

    shown, response = page(client, PAGE), client.post(address(row), mine)

    assert "<textarea" not in shown
    assert why in shown
    assert "Ma traduction." in body_of(response, 422)
    row.refresh_from_db()
    assert row.text_fr == FRENCH


@pytest.mark.parametrize("role", ["presidents-office", "translator-ru", "note-taker"])
def test_who_may_see_the_draft_reads_every_language_and_writes_none_of_others(row, role):
    client = browser_of(make_member(role))

    shown = page(client, PAGE)

    assert FRENCH in shown
    assert "<textarea" not in shown
    assert "only those who work into this language can write it" in shown
    assert "data-help" not in shown
    assert client.get(address(row, act="versions")).status_code == 200
    assert client.get(address(row, act="at-its-place")).status_code == 302
    assert client.post(address(row), sent(row, "Texte.")).status_code == 422
    for act in ("help", "remark", "dismiss"):
        assert client.post(address(row, act=act), {"remark": "x", "kind": "comment"}).status_code == 404
    programme = client.get(f"{ALL}fr/programme/")
    assert programme.status_code == 404
    row.refresh_from_db()
    assert row.text_fr == FRENCH


def test_who_sees_the_draft_alone_finds_the_way_back_to_it_and_no_page_that_is_closed(row):
    office = browser_of(make_member("presidents-office"))
    shown = page(office, PAGE)

    assert '<a class="written-at" href="/en/dialogue/summary/draft/">' in shown
    links = set(re.findall(r'href="(/en/dialogue/[^"#?]*)', shown))
    assert f"{ALL}glossary/" not in links
    for link in links:
        assert office.get(link).status_code == 200, link
    translator = page(browser_of(make_member("translator-fr")), PAGE)
    assert "written-at" not in translator
    overview = [page(browser, ALL) for browser in (office, browser_of(make_member("translator-es")))]
    assert ['id="this-week"' in each for each in overview] == [False, True]
    assert f'href="{ALL}glossary/"' in translator


def test_who_cannot_see_the_draft_finds_nothing(row, client):
    mine = sent(row, "x")
    Summary.objects.update(stage="draft")
    assert client.get(PAGE).status_code == 404
    assert client.post(address(row), mine).status_code == 404
    Summary.objects.update(stage="in-translation")
    officer = browser_of(make_member("floor-officer"))
    assert [officer.get(each).status_code for each in (ALL, PAGE)] == [404, 404]
    assert officer.post(address(row), mine).status_code == 404
    assert client.get(PAGE).status_code == 200


@pytest.fixture
def reopened(row, translator):
    """The row of a Summary of which the translator has written a text, and that is a draft again."""
    set_state(row, "text", "fr", "tentative", by=translator, at=NOON)
    Summary.objects.update(stage="draft")
    return row


def test_translator_is_told_that_the_summary_was_reopened_and_reads_none_of_its_words(reopened, client):
    for path in (PAGE, f"{PAGE}?go=to-do", address(reopened, act="versions")):
        shown = body_of(client.get(path), 409)
        assert REOPENED in shown
        assert OLD not in shown
        assert FRENCH not in shown
    officer = browser_of(make_member("floor-officer"))
    assert [officer.get(PAGE).status_code, officer.post(address(reopened), {}).status_code] == [404, 404]
    assert client.get(f"{ALL}ru/summary/").status_code == 404
    assert browser_of(make_member("translator-fr", "new-here")).get(PAGE).status_code == 404


@pytest.mark.parametrize("act", ["save", "return"])
def test_save_after_the_summary_was_reopened_says_why_and_loses_no_word(reopened, client, act):
    mine = sent(reopened, "Ma traduction.", remark="Pourquoi ?")

    by_script = client.post(address(reopened, act=act), mine, headers=FRAGMENT)
    by_form = client.post(address(reopened, act=act), mine)

    assert by_script.status_code == 409
    assert by_script.json() == {"message": f"{REOPENED} What you typed is not saved; this browser keeps it."}
    assert f"{REOPENED}</p>" in body_of(by_form, 409)
    assert "Ma traduction.</textarea>" in body_of(by_form, 409)
    assert OLD not in body_of(by_form, 409)
    reopened.refresh_from_db()
    assert reopened.text_fr == FRENCH


def test_overview_says_that_the_summary_was_reopened_and_calls_no_language_complete(reopened, client, translator):
    set_state(reopened.section.summary.conference, "title", "fr", "translated", by=None, at=NOON)
    work = {"conference": reopened.section.summary.conference, "language": "fr", "document": "summary"}
    Assignment.objects.create(person=translator, due_on=NOON, made_by=translator, made_at=NOON, **work)

    shown = page(client, ALL)

    assert REOPENED in shown
    assert "1 of 1 texts done" in shown
    assert "100 per cent" not in shown
    assert "Complete" not in shown
    assert "cannot be worked on at present" in shown
    assert "nothing left" not in shown
    Summary.objects.update(stage="in-translation")
    assert REOPENED not in page(client, ALL)


@pytest.mark.parametrize("code", ["en", "de", "zh"])
def test_language_that_is_not_translated_into_is_not_written(row, client, code):
    assert client.post(f"{ALL}{Text.objects.of(row, 'text').get().pk}/{code}/save/", sent(row, "x")).status_code == 404
    if code != "en":
        assert client.get(f"{ALL}{code}/summary/").status_code == 404


def test_texts_come_out_as_text(row, client):
    change(row, text_en="<script>1</script>", text_fr="</textarea><script>2</script>")

    body = page(client, PAGE)

    assert "&lt;script&gt;1" in body
    assert "&lt;script&gt;2" in body
    assert "<script>1" not in body
    assert "<script>2" not in body


@pytest.mark.parametrize("path", [ALL, PAGE])
def test_pages_ask_the_database_as_often_for_more_sections(drafter, translator, summary, path):
    translated(summary, drafter)
    few = queries(translator, path)
    for __ in range(3):
        make_paragraph(make_section(summary), "More.")
    translated(summary, drafter)
    refresh_all()

    assert queries(translator, path) == few


# Writing


@pytest.mark.parametrize("state", ["draft", "tentative", "translated"])
def test_translator_saves_a_text_with_its_state(row, client, translator, state):
    response = client.post(address(row), sent(row, "Une phrase.", state))

    assert response.status_code == 302
    assert response.url == f"{PAGE}#text-{Text.objects.of(row, 'text').get().pk}"
    row.refresh_from_db()
    found = state_of(row)
    assert (row.text_fr, row.text_en, row.text_ru) == ("Une phrase.", OLD, RUSSIAN)
    assert (found.state, found.by, found.source_text) == (state, translator, OLD)


@pytest.mark.parametrize("field", ["title", "note", "agenda_item"])
def test_masthead_and_headings_are_translated_too(summary, client, field):
    setattr(summary, f"{field}_en", "Source")
    setattr(summary, f"{field}_fr", "")
    summary.save()
    refresh_all()
    section = summary.sections.get()

    client.post(address(summary, field=field), sent(summary, "Texte", field=field))
    client.post(address(section, field="heading"), sent(section, "Texte", field="heading"))

    section.refresh_from_db()
    assert getattr(Summary.objects.get(), f"{field}_fr") == "Texte"
    assert section.heading_fr == "Texte"


def test_only_a_reviser_saves_as_revised(row, client):
    refused = body_of(client.post(address(row), sent(row, "Une phrase.", "revised")), 422)
    assert "Only a reviser" in refused
    assert "Une phrase." in refused

    reviser = make_member("reviser-fr")
    assert 'value="revised"' in page(browser_of(reviser), PAGE)
    assert 'value="translated"' in page(client, PAGE)
    assert 'value="revised"' not in page(client, PAGE)
    assert browser_of(reviser).post(address(row), sent(row, "Une phrase.", "revised")).status_code == 302
    assert (state_of(row).state, state_of(row).revised_by) == ("revised", reviser)


def test_two_who_write_the_same_text_both_keep_their_words(row, client):
    mine = sent(row, "Mon texte.")
    browser_of(make_member("reviser-fr")).post(address(row), sent(row, "Leur texte."))

    shown = body_of(client.post(address(row), mine), 409)

    assert "reviser-fr has changed this text in the meantime" in shown
    assert "<del>Leur</del><ins>Mon</ins> texte." in shown
    assert f'value="{digest("Leur texte.")}"' in shown
    assert Version.objects.get(set_aside_at__isnull=False).words == "Mon texte."
    assert client.post(address(row), sent(row, "Mon texte.")).status_code == 302


def test_what_is_saved_by_itself_is_a_draft_and_never_takes_back_what_somebody_else_saved(row, client):
    first = client.post(address(row), sent(row, "Une", "by-itself"), headers=FRAGMENT)
    assert (first.status_code, first.json()["base_version"], state_of(row).state) == (200, digest("Une"), "draft")
    assert "Saved as: draft" in first.json()["message"]

    stale = sent(row, "Une", "by-itself")
    client.post(address(row), sent(row, "Une phrase.", "translated"))
    overtaken = client.post(address(row), {**stale, "text": "Une autre"}, headers=FRAGMENT)
    again = client.post(address(row), {**stale, "text": "Une phrase. "}, headers=FRAGMENT)

    assert (overtaken.status_code, "conflict" in overtaken.json()) == (409, True)
    assert again.status_code == 200
    row.refresh_from_db()
    assert (row.text_fr, state_of(row).state) == ("Une phrase.", "translated")


def test_outdated_text_shows_how_its_source_has_changed_and_is_still_right(row, client):
    client.post(address(row), sent(row, "Une phrase.", "tentative"))
    change(row, text_en="Sentence one of 1. <Sentence> three of 1.")

    shown = page(client, PAGE)
    assert "outdated" in shown
    assert "<ins>three</ins>" in shown
    assert "<del>two</del>" in shown

    assert client.post(address(row, act="still-right"), sent(row, "Une phrase.")).status_code == 302
    found = state_of(row)
    assert (found.state, found.source_text) == ("tentative", "Sentence one of 1. <Sentence> three of 1.")


def test_still_right_of_a_translator_on_a_revised_text_waits_for_a_reviser(row, client, drafter):
    set_state(row, "text", "fr", "revised", by=drafter, at=NOON)
    change(row, text_en="Another source.")

    client.post(address(row, act="still-right"), sent(row, FRENCH))

    assert state_of(row).state == "translated"


def test_source_that_changed_since_the_page_was_opened_is_looked_at_first(row, client):
    mine = sent(row, "Ma traduction.")
    change(row, text_en="Another source.")

    shown = body_of(client.post(address(row), mine), 409)

    assert "The source was changed since this page was opened" in shown
    assert "Ma traduction." in shown
    row.refresh_from_db()
    assert row.text_fr == FRENCH


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("One.\n\nTwo.", "translated"),
        ("a\x00b", "translated"),
        ("x" * 1_000_000, "draft"),
        ("", "translated"),
        ("   ", "revised"),
        ("\u200b\u2060 \u200e", "translated"),
        ("x", "nonsense"),
        ("x", "missing"),
        ("x", ""),
    ],
)
def test_what_cannot_be_kept_comes_back_with_a_sentence(row, client, text, state):
    shown = body_of(client.post(address(row), sent(row, text, state)), 422)

    assert 'role="alert"' in shown
    assert text[:50].strip() in shown
    answer = client.post(address(row), sent(row, text, state), headers=FRAGMENT)
    assert (answer.status_code, bool(answer.json()["message"]), answer.json()["words"]) == (422, True, FRENCH)
    row.refresh_from_db()
    assert row.text_fr == FRENCH


def test_paragraph_that_is_pasted_from_print_becomes_one_line(row, client):
    assert client.post(address(row), sent(row, "Une phrase\r\n et sa suite.\n")).status_code == 302

    row.refresh_from_db()
    assert row.text_fr == "Une phrase et sa suite."


def test_words_for_a_paragraph_that_was_removed_come_back_to_their_writer(row, client):
    mine = sent(row, "Mes mots")
    change(row, removed_at=NOON)
    arrange(row.section.summary.conference_id)

    shown = body_of(client.post(address(row), mine), 422)
    told = client.post(address(row), mine, headers=FRAGMENT)

    assert "\nMes mots</textarea>" in shown
    assert "removed from the document" in shown
    assert told.status_code == 422
    assert "removed from the document" in told.json()["message"]
