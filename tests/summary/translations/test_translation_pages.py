import pytest

from summary.models import Paragraph, Summary
from summary.text.writing import digest
from tests.pages import page
from tests.staff import browser_of, make_member
from tests.summary.clearance.test_clearance_pages import queries
from tests.summary.conftest import NOON, in_language, make_paragraph, make_section, make_summary
from tests.summary.editions.test_issuing import translated
from translation.models import Translation, Version
from translation.texts.states import set_state

pytestmark = pytest.mark.django_db

ALL = "/en/dialogue/summary/draft/translations/"
PAGE = f"{ALL}fr/"
OLD = "Sentence one of 1. Sentence two of 1."
FRENCH, RUSSIAN = (in_language(OLD, code) for code in ("fr", "ru"))
FRAGMENT = {"HTTP_ROSTRUM_FRAGMENT": "translation"}


@pytest.fixture
def in_translation(summary):
    Summary.objects.update(stage="in-translation")
    summary.refresh_from_db()
    return summary


@pytest.fixture
def row(in_translation, paragraphs):
    return paragraphs[0]


@pytest.fixture
def client(translator):
    return browser_of(translator)


def address(row, code="fr", field="text"):
    return f"{ALL}{code}/{row._meta.model_name}/{row.pk}/{field}/"


def sent(row, text, state="translated", **changes):
    row.refresh_from_db()
    return {
        "text": text,
        "state": state,
        "base_version": digest(row.text_fr or ""),
        "source_version": digest(row.text_en),
        **changes,
    }


def state_of(row):
    return Translation.objects.get(text__subject_type="summary.paragraph", text__subject_id=row.pk, language="fr")


def test_progress_is_told_in_words_for_each_language(in_translation, drafter, row):
    translated(in_translation, drafter)
    Paragraph.objects.filter(pk=row.pk).update(text_fr="", text_en="Another source.")

    page = browser_of(drafter).get(ALL)

    words = {
        bar["progress"].language.code: {part["name"]: part["number"] for part in bar["parts"]}
        for bar in page.context["bars"]
    }
    nothing = dict.fromkeys(("translated", "tentative", "draft"), 0)
    assert words["fr"] == {**nothing, "revised": 4, "outdated": 0, "missing": 1}
    assert words["ru"] == {**nothing, "revised": 4, "outdated": 1, "missing": 0}
    assert "4 of 5 texts complete" in page.content.decode()


@pytest.mark.parametrize(("mirrored", "x"), [("en", "0.00"), ("ar", "80.00")])
def test_bar_begins_where_the_language_begins(in_translation, drafter, row, mirrored, x):
    set_state(row, "text", "fr", "translated", by=drafter, at=NOON)

    page = browser_of(drafter).get(ALL.replace("/en/", f"/{mirrored}/")).content.decode()

    assert f'<rect class="state-translated" x="{x}" width="20.00"' in page


def test_page_sets_the_texts_beside_their_source(row, client):
    page = client.get(PAGE.replace("/en/", "/ar/")).content.decode()

    assert '<p class="source-text" lang="en" dir="ltr"><span class="mark">1. </span>' in page
    assert 'name="text" lang="fr" dir="ltr"' in page
    arabic = browser_of(make_member("translator-ar")).get(f"{ALL}ar/").content.decode()
    assert 'name="text" lang="ar" dir="rtl"' in arabic
    assert '<bdi lang="ar" dir="rtl">1 -</bdi>' in arabic


def test_page_leads_to_the_first_text_that_is_not_complete(row, client, drafter):
    translated(Summary.objects.get(), drafter)
    assert "not complete" not in client.get(PAGE).content.decode()
    Paragraph.objects.filter(pk=row.pk).update(text_fr="")

    page = client.get(PAGE).content.decode()

    assert "1 text is not complete." in page
    assert f'<a href="#paragraph-{row.pk}-text">Go to the first one</a>' in page


@pytest.mark.parametrize("state", ["draft", "tentative", "translated"])
def test_translator_saves_a_text_with_its_state(row, client, translator, state):
    response = client.post(address(row), sent(row, "Une phrase.", state))

    assert response.status_code == 302
    assert response.url == f"{PAGE}#paragraph-{row.pk}-text"
    row.refresh_from_db()
    found = state_of(row)
    assert (row.text_fr, row.text_en, row.text_ru) == ("Une phrase.", OLD, RUSSIAN)
    assert (found.state, found.by, found.source_text) == (state, translator, OLD)


@pytest.mark.parametrize("field", ["title", "note", "agenda_item"])
def test_masthead_and_headings_are_translated_too(in_translation, client, field):
    Summary.objects.update(**{f"{field}_en": "Source", f"{field}_fr": ""})
    section = in_translation.sections.get()
    words = {"text": "Texte", "state": "translated", "base_version": digest("")}

    client.post(address(in_translation, field=field), {**words, "source_version": digest("Source")})
    heading = {**words, "base_version": digest("Heading (fr)"), "source_version": digest("Heading (en)")}
    client.post(address(section, field="heading"), heading)

    section.refresh_from_db()
    assert getattr(Summary.objects.get(), f"{field}_fr") == "Texte"
    assert section.heading_fr == "Texte"


def test_only_a_reviser_saves_as_revised(row, client):
    refused = client.post(address(row), sent(row, "Une phrase.", "revised"))
    assert refused.status_code == 422
    assert "Only a reviser" in refused.content.decode()
    assert "Une phrase." in refused.content.decode()

    reviser = make_member("reviser-fr")
    assert "Save as revised" in browser_of(reviser).get(PAGE).content.decode()
    assert "Save as revised" not in client.get(PAGE).content.decode()
    assert browser_of(reviser).post(address(row), sent(row, "Une phrase.", "revised")).status_code == 302
    assert (state_of(row).state, state_of(row).revised_by) == ("revised", reviser)


def test_two_who_write_the_same_text_both_keep_their_words(row, client):
    mine = sent(row, "Mon texte.")
    browser_of(make_member("reviser-fr")).post(address(row), sent(row, "Leur texte."))

    response = client.post(address(row), mine)

    page = response.content.decode()
    assert response.status_code == 409
    assert "reviser-fr has changed this text in the meantime" in page
    assert "<del>Leur</del><ins>Mon</ins> texte." in page
    assert f'value="{digest("Leur texte.")}"' in page
    assert Version.objects.get(set_aside_at__isnull=False).words == "Mon texte."
    assert client.post(address(row), sent(row, "Mon texte.")).status_code == 302


def test_script_is_told_of_both_texts(row, client):
    mine = sent(row, "Mon <b>texte.")
    client.post(address(row), sent(row, "Leur texte."))

    answer = client.post(address(row), mine, **FRAGMENT)

    assert answer.status_code == 409
    assert (answer.json()["base_version"], answer.json()["text"]) == (digest("Leur texte."), "Leur texte.")
    assert "Mon &lt;b&gt;" in answer.json()["conflict"].replace("<ins>", "").replace("</ins>", "").replace(
        "<del>", ""
    ).replace("</del>", "")


def test_what_is_saved_by_itself_is_a_draft_and_never_takes_back_more(row, client, translator):
    first = client.post(address(row), sent(row, "Une", "by-itself"), **FRAGMENT)
    assert (first.status_code, first.json()["state"], first.json()["base_version"]) == (200, "draft", digest("Une"))

    stale = sent(row, "Une", "by-itself")
    client.post(address(row), sent(row, "Une phrase.", "translated"))
    overtaken = client.post(address(row), {**stale, "text": "Une autre"}, **FRAGMENT)
    again = client.post(address(row), {**stale, "text": "Une phrase."}, **FRAGMENT)
    late = client.post(address(row), sent(row, "Une phrase. Et", "by-itself"), **FRAGMENT)

    assert (overtaken.status_code, "conflict" in overtaken.json()) == (409, True)
    assert (again.status_code, "conflict" in again.json()) == (409, False)
    assert late.status_code == 409
    assert "saved this text as “translated” in the meantime" in late.json()["message"]
    row.refresh_from_db()
    assert (row.text_fr, state_of(row).state) == ("Une phrase.", "translated")


def test_script_is_told_the_state_in_which_the_text_was_saved(row, client):
    answer = client.post(address(row), sent(row, "Une", "by-itself"), **FRAGMENT).json()

    assert (answer["state"], answer["name"]) == ("draft", "draft")


def test_saving_the_words_that_stand_by_itself_takes_no_state_back(row, client):
    client.post(address(row), sent(row, "Une phrase."))

    late = client.post(address(row), sent(row, "Une phrase. ", "by-itself", on=digest(FRENCH)), **FRAGMENT)

    assert (late.status_code, state_of(row).state) == (409, "translated")


def test_outdated_text_shows_how_its_source_has_changed_and_is_still_right(row, client, translator):
    client.post(address(row), sent(row, "Une phrase.", "tentative"))
    Paragraph.objects.filter(pk=row.pk).update(text_en="Sentence one of 1. <Sentence> three of 1.")

    page = client.get(PAGE).content.decode()
    assert "outdated" in page
    assert "<ins>three</ins>" in page
    assert "<del>two</del>" in page

    assert client.post(address(row), sent(row, "Une phrase.", "still-right")).status_code == 302
    found = state_of(row)
    assert (found.state, found.source_text) == ("tentative", "Sentence one of 1. <Sentence> three of 1.")


def test_still_right_of_a_translator_on_a_revised_text_waits_for_a_reviser(row, client, drafter):
    set_state(row, "text", "fr", "revised", by=drafter, at=NOON)
    Paragraph.objects.filter(pk=row.pk).update(text_en="Another source.")

    client.post(address(row), sent(row, FRENCH, "still-right"))
    assert state_of(row).state == "translated"


def test_source_that_changed_meanwhile_is_looked_at_first(row, client):
    mine = sent(row, "Ma traduction.")
    Paragraph.objects.filter(pk=row.pk).update(text_en="Another source.")

    response = client.post(address(row), mine)

    page = response.content.decode()
    assert response.status_code == 409
    assert "The source was changed since this page was opened" in page
    assert "Ma traduction." in page
    row.refresh_from_db()
    assert row.text_fr == FRENCH


@pytest.mark.parametrize("stage", ["draft", "with-president", "cleared", "issued"])
def test_nothing_is_written_at_another_stage_and_the_page_says_why(row, stage):
    office = make_member("presidents-office")
    both = make_member("translator-fr")
    both.groups.add(*office.groups.all())
    Summary.objects.update(stage=stage)
    client = browser_of(both)

    page = client.get(PAGE).content.decode()
    response = client.post(address(row), sent(row, "Ma traduction."))

    assert "<textarea" not in page
    assert ("is issued" if stage == "issued" else "once it is sent to translation") in page
    assert response.status_code == 422
    assert "Ma traduction." in response.content.decode()
    row.refresh_from_db()
    assert row.text_fr == FRENCH


def test_translator_of_another_language_may_look(row):
    client = browser_of(make_member("translator-ru"))

    assert "<textarea" not in client.get(PAGE).content.decode()
    assert client.post(address(row), sent(row, "Texte.")).status_code == 422
    row.refresh_from_db()
    assert row.text_fr == FRENCH


def test_who_cannot_see_the_draft_finds_nothing(summary, paragraphs, client):
    addresses = [ALL, PAGE, address(paragraphs[0])]
    assert [client.get(each).status_code for each in addresses[:2]] == [404, 404]
    assert client.post(addresses[2], sent(paragraphs[0], "x")).status_code == 404
    officer = browser_of(make_member("floor-officer"))
    Summary.objects.update(stage="in-translation")
    assert [officer.get(each).status_code for each in addresses[:2]] == [404, 404]
    assert officer.post(addresses[2], sent(paragraphs[0], "x")).status_code == 404


@pytest.mark.parametrize("path", ["en", "de", "zh"])
def test_language_that_is_not_translated_into_is_not_found(row, client, path):
    assert client.get(f"{ALL}{path}/").status_code == 404
    assert client.post(address(row, path), sent(row, "x")).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "paragraph/{pk}/heading/",
        "paragraph/{pk}/removed_at/",
        "nothing/{pk}/text/",
        "summary/999999/title/",
        "paragraph/999999/text/",
        "section/999999999999999999999999/heading/",
    ],
)
def test_text_that_there_is_not_is_not_found(row, client, path):
    assert client.post(PAGE + path.format(pk=row.pk), sent(row, "x")).status_code == 404


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
    response = client.post(address(row), sent(row, text, state))

    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert text[:50].strip() in response.content.decode()
    answer = client.post(address(row), sent(row, text, state), **FRAGMENT)
    assert (answer.status_code, list(answer.json())) == (422, ["message"])
    row.refresh_from_db()
    assert row.text_fr == FRENCH


def test_text_of_a_removed_paragraph_is_not_written(row, client):
    words = sent(row, "Texte.")
    Paragraph.objects.filter(pk=row.pk).update(removed_at=NOON)

    response = client.post(address(row), words, **FRAGMENT)

    assert response.status_code == 422
    assert "removed from the document" in response.json()["message"]


def test_words_for_a_paragraph_that_was_removed_meanwhile_come_back_to_their_writer(row, client):
    Paragraph.objects.filter(pk=row.pk).update(removed_at=NOON)

    response = client.post(address(row), sent(row, "Mes mots"))

    assert response.status_code == 422
    assert "\nMes mots</textarea>" in response.content.decode()


def test_texts_come_out_as_text(row, client):
    Paragraph.objects.filter(pk=row.pk).update(text_en="<script>1</script>", text_fr="</textarea><script>2</script>")

    body = page(client, PAGE)

    assert "&lt;script&gt;1" in body
    assert "&lt;script&gt;2" in body
    assert "<script>1" not in body
    assert "<script>2" not in body


@pytest.mark.parametrize("path", [ALL, PAGE])
def test_pages_ask_the_database_as_often_for_more_sections(drafter, translator, path):
    summary = make_summary(stage="in-translation")
    translated(summary, drafter)
    few = queries(translator, path)
    for __ in range(3):
        make_paragraph(make_section(summary), "More.")
    translated(summary, drafter)

    assert queries(translator, path) == few
