import pytest

from conference.models import AuditEntry, Release
from summary.clearance.shown import shown_of
from summary.editions.issuing import shown_of as shown_to_issue
from summary.editions.open_points import open_points
from summary.models import Summary
from summary.text.outline import outline_of
from summary.text.progress import words_of
from summary.text.writing import digest, write_text
from tests.factories import in_six, make_conference
from tests.staff import browser_of, make_member
from tests.summary.clearance.test_clearance_pages import queries
from tests.summary.conftest import NOON, make_paragraph, make_section, make_summary
from tests.summary.editions.issuing import issue
from tests.together import just_before
from translation.models import Version

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PAGE = "/en/dialogue/summary/draft/masthead/"


def sent_by(client, **changes):
    """What the browser would send from the page as it is now, with changes."""
    context = client.get(PAGE).context
    sent = {}
    if context["texts_are_open"]:
        sent |= {field.name: field.value() or "" for field in context["texts"]}
    if context["facts_are_open"]:
        sent |= {field.name: field.value() or "" for field in context["facts"]}
    return {**sent, **changes}


def test_masthead_is_saved_with_its_trail(summary, drafter):
    client = browser_of(drafter)

    response = client.post(
        PAGE, sent_by(client, symbol="A/66/999", dated_on="2012-04-27", title="The summary"), follow=True
    )

    summary.refresh_from_db()
    assert response.redirect_chain == [(PAGE, 302)]
    assert (summary.symbol, str(summary.dated_on), summary.title_en) == ("A/66/999", "2012-04-27", "The summary")
    assert summary.title_fr == "Summary (fr)"
    assert AuditEntry.objects.get(act="summary: masthead").detail == {
        "symbol": {"from": "", "to": "A/66/999"},
        "dated_on": {"from": "2012-04-03", "to": "2012-04-27"},
    }
    assert Version.objects.of(summary, "title", "en").first().by == drafter


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("10,700", ""),
        ("0", ""),
        ("10700", "{number} of at most 10,700 words"),
        ("1", "too long by {over}"),
        ("", "{number} words"),
    ],
)
def test_limit_of_words_is_told_by_the_draft_and_its_checks(summary, drafter, limit, said):
    client, number = browser_of(drafter), words_of(summary)[0]

    answer = client.post(PAGE, sent_by(client, most_words=limit))

    assert answer.status_code == (302 if said else 422)
    told = said.format(number=number, over=number - 1) or "of at most 8,500 words"
    for address in (PAGE.replace("masthead/", ""), PAGE.replace("masthead", "checks")):
        assert told in client.get(address).content.decode()


def test_choice_of_a_page_of_contents_is_saved_and_belongs_to_what_is_confirmed(summary, drafter):
    before = shown_of(summary).token, shown_to_issue(summary, open_points(summary, outline_of(summary), drafter)).token

    answer = browser_of(drafter).post(PAGE, sent_by(browser_of(drafter), contents="always"))

    summary.refresh_from_db()
    assert (answer.status_code, summary.contents) == (302, "always")
    assert shown_of(summary).token != before[0]
    assert shown_to_issue(summary, open_points(summary, outline_of(summary), drafter)).token != before[1]


def test_nothing_touched_leaves_no_trail(summary, drafter):
    client = browser_of(drafter)
    answer = client.post(PAGE, sent_by(client))

    assert answer.status_code == 302
    assert not AuditEntry.objects.filter(act="summary: masthead").exists()
    assert not Version.objects.exists()


def test_preview_shows_the_masthead_as_it_will_look(summary, drafter):
    Summary.objects.update(symbol="A/66/999", distribution="limited", **in_six("agenda_item", "Agenda item 65"))

    page = browser_of(drafter).get("/fr/dialogue/summary/draft/masthead/").content.decode()
    sheet = page[page.index('class="sheet') : page.index("</header>", page.index('class="sheet'))]

    assert "A/66/999" in sheet
    assert "Agenda item 65 (fr)" in sheet
    assert "not-issued" not in sheet


def test_other_languages_are_shown_and_lead_to_their_translation(summary, drafter):
    page = browser_of(drafter).get(PAGE).content.decode()

    assert "Summary (ru)" in page
    assert "/en/dialogue/texts/ru/summary/" in page


@pytest.mark.parametrize(
    ("symbol", "sentence"),
    [
        ("66/999", "Write the symbol as it is printed"),
        ("A/66/999/Rev.1", "Leave out Rev. and Corr."),
        ("A/66/999/rev.1", "Leave out Rev. and Corr."),
        ("A/66/\x00", "Null characters"),
        ("A/" + "9" * 60, "at most 60"),
        ("A/1", "This symbol is that of “Document (en)”."),
        ("A/66/l.7", "Another President’s Summary has this symbol."),
        ("A/66/L.7", "Another President’s Summary has this symbol."),
        ("A/66/888", "Another President’s Summary was issued with this symbol."),
    ],
)
def test_symbol_that_cannot_be_is_refused_and_the_form_kept(summary, drafter, symbol, sentence):
    summary.conference.documents.create(symbol="A/1", **in_six("title", "Document"))
    make_summary(make_conference(slug="other"), symbol="A/66/L.7")
    issue(make_conference(slug="third"), symbol="A/66/888")
    client = browser_of(drafter)

    response = client.post(PAGE, sent_by(client, symbol=symbol, note="My <note>"))

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "My &lt;note&gt;" in page
    summary.refresh_from_db()
    assert not summary.symbol
    assert not summary.note_en


def test_symbol_of_an_own_edition_stays_possible(summary, drafter):
    issue(summary.conference, symbol="A/66/888")
    client = browser_of(drafter)

    assert client.post(PAGE, sent_by(client, symbol="A/66/888")).status_code == 302


def test_symbol_that_another_takes_at_the_same_moment_is_a_sentence(summary, drafter):
    other = make_summary(make_conference(slug="other"))
    client = browser_of(drafter)
    sent = sent_by(client, symbol="A/66/999", title="Kept")
    others = Summary.objects.filter(pk=other.pk)

    with just_before('UPDATE "summary_summary" SET "symbol"', lambda: others.update(symbol="a/66/999")):
        response = client.post(PAGE, sent)

    assert response.status_code == 422
    assert "Another President’s Summary has this symbol." in response.content.decode()
    assert "Kept" in response.content.decode()
    assert not Version.objects.exists()


def test_two_who_change_different_fields_both_keep_theirs(summary, drafter):
    client = browser_of(drafter)
    mine, theirs = sent_by(client, symbol="A/66/999"), sent_by(client, distribution="limited", note="Their note")

    assert [client.post(PAGE, sent).status_code for sent in (theirs, mine)] == [302, 302]
    summary.refresh_from_db()
    assert (summary.symbol, summary.distribution, summary.note_en) == ("A/66/999", "limited", "Their note")


def test_two_who_change_the_same_fact_are_told(summary, drafter):
    client = browser_of(drafter)
    mine, theirs = sent_by(client, symbol="A/66/111"), sent_by(client, symbol="A/66/222")
    client.post(PAGE, theirs)

    response = client.post(PAGE, mine)

    page = response.content.decode()
    assert response.status_code == 409
    assert "has changed this since you opened the page: “A/66/222”." in page
    assert 'value="A/66/111"' in page


def test_two_who_change_the_same_text_both_keep_their_words(summary, drafter):
    client = browser_of(drafter)
    mine, colleague = sent_by(client, title="My title", symbol="A/66/999"), make_member("note-taker")
    write_text(summary, "title", "en", "Their title", digest("Summary (en)"), by=colleague, at=NOON)

    response = client.post(PAGE, mine)

    assert response.status_code == 409
    page, again = response.content.decode(), response.context["texts"]
    assert "note-taker has changed this text in the meantime" in page
    assert "<del>Their</del><ins>My</ins> title" in page
    assert (again["title"].value(), again["base_version_title"].value()) == ("My title", digest("Their title"))
    summary.refresh_from_db()
    assert (summary.title_en, summary.symbol) == ("Their title", "A/66/999")
    assert Version.objects.get(set_aside_at__isnull=False).words == "My title"

    client.post(PAGE, {field.name: field.value() for form in (again, response.context["facts"]) for field in form})
    summary.refresh_from_db()
    assert summary.title_en == "My title"


@pytest.mark.parametrize(
    ("stage", "role", "texts", "facts"),
    [
        ("draft", "secretariat", True, True),
        ("draft", "presidents-office", False, False),
        ("draft", "co-chair", False, False),
        ("with-president", "presidents-office", True, False),
        ("with-president", "note-taker", False, True),
        ("cleared", "secretariat", False, True),
        ("in-translation", "secretariat", False, True),
        ("issued", "secretariat", False, False),
    ],
)
def test_who_may_change_what_at_which_stage(summary, stage, role, texts, facts):
    Summary.objects.update(stage=stage)
    client = browser_of(make_member(role))
    context = client.get(PAGE).context
    assert (context["texts_are_open"], context["facts_are_open"]) == (texts, facts)

    loaded = {field.name: field.value() or "" for form in (context["texts"], context["facts"]) for field in form}
    words = {name: value for name, value in loaded.items() if name in context["texts"].fields}
    own = {name: value for name, value in loaded.items() if name not in words}
    assert client.post(PAGE, {**words, "title": "Other"}).status_code == (302 if texts else 409)
    assert client.post(PAGE, {**own, "symbol": "A/66/999"}).status_code == (302 if facts else 409)

    summary.refresh_from_db()
    assert (summary.title_en == "Other", summary.symbol == "A/66/999") == (texts, facts)


def test_what_closed_while_it_was_written_is_not_lost(summary, drafter):
    client = browser_of(drafter)
    sent = sent_by(client, title="A title of mine", symbol="A/66/999")
    Summary.objects.update(stage="issued")

    response = client.post(PAGE, sent)

    page = response.content.decode()
    assert response.status_code == 409
    assert "can only be read at present" in page
    assert "A title of mine" in page
    assert "A/66/999" in page
    summary.refresh_from_db()
    assert (summary.title_en, summary.symbol) == ("Summary (en)", "")


def test_original_language_is_chosen_only_in_the_draft(summary, drafter):
    client = browser_of(drafter)
    sent = sent_by(client, original_language="fr")
    assert client.post(PAGE, sent).status_code == 302
    assert Summary.objects.get().original_language == "fr"
    assert client.post(PAGE, {**sent, "title": "An English title"}).status_code == 409

    sent = sent_by(client, original_language="ru")
    Summary.objects.update(stage="cleared")
    assert (
        client.post(PAGE, {name: sent[name] for name in ("symbol", "loaded", "original_language")}).status_code == 409
    )
    assert Summary.objects.get().original_language == "fr"


@pytest.mark.parametrize(
    "changes",
    [
        {"title": ""},
        {"title": "x" * 301},
        {"title": "\u200b\u2060"},
        {"title": "x" * 1_000_000},
        {"note": "a\x00b"},
        {"note": "a\x07b"},
        {"dated_on": "never"},
        {"dated_on": "2012-02-31"},
        {"distribution": "secret"},
        {"original_language": "de"},
    ],
)
def test_what_cannot_be_kept_comes_back(summary, drafter, changes):
    client = browser_of(drafter)

    response = client.post(PAGE, sent_by(client, agenda_item="Agenda item 65", **changes))

    assert response.status_code == 422
    assert "Agenda item 65" in response.content.decode()
    assert not Summary.objects.get().agenda_item_en


def test_line_breaks_that_were_pasted_become_spaces(summary, drafter):
    client = browser_of(drafter)
    client.post(PAGE, sent_by(client, note="One\r\n\r\ntwo\u00a0; three"))

    assert Summary.objects.get().note_en == "One two\u00a0; three"


def test_form_that_was_sent_by_a_machine_alone_is_no_error(summary, drafter):
    client = browser_of(drafter)
    for sent in ({}, {"title": "x"}, {"symbol": "A/9"}, {"symbol": "A/9", "loaded": "[[["}):
        assert client.post(PAGE, sent).status_code in (302, 409, 422)


def test_page_asks_the_database_as_often_for_more_paragraphs(drafter):
    summary = make_summary()
    few = queries(drafter, PAGE)
    for __ in range(3):
        make_paragraph(make_section(summary), "More.")

    assert queries(drafter, PAGE) == few


def test_symbol_of_a_withdrawn_edition_of_another_is_still_taken(summary, drafter):
    other = issue(make_conference(slug="third"), symbol="A/66/888")
    other.withdraw(reason="Wrong.", by=drafter, at=NOON)
    client = browser_of(drafter)

    assert client.post(PAGE, sent_by(client, symbol="A/66/888")).status_code == 422
    assert Release.objects.count() == 1
