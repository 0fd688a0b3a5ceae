import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from summary.models import Comment, Paragraph, Source, Summary
from summary.text.writing import digest
from tests.factories import make_conference, make_panel, make_released, make_speaker
from tests.staff import browser_of, make_member
from tests.summary.conftest import NOON, make_paragraph, make_section, make_summary
from translation.models import Version

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DRAFT = "/en/dialogue/summary/draft/"
SCRIPT = {"headers": {"Rostrum-Fragment": "draft"}}
HOSTILE = "</textarea><script>alert(1)</script>\"'><img src=x onerror=a(1)>{{ 7 }}"


@pytest.fixture
def browser(drafter):
    return browser_of(drafter)


@pytest.fixture
def first(summary):
    return Paragraph.objects.order_by("pk")[0]


def texts():
    return [row.text_en or "" for row in Paragraph.objects.in_document().order_by("position", "pk")]


def save(browser, row, text, on=None, kind="paragraph", field="text", **more):
    data = {"text": text, "base_version": digest(row.text_en if on is None else on)}
    return browser.post(f"{DRAFT}texts/{kind}/{row.pk}/{field}/", data, **more)


def arrange(browser, row, act, **data):
    return browser.post(f"{DRAFT}paragraphs/{row.pk}/", {"act": act, **data}, **SCRIPT)


def test_page_shows_the_text_with_its_numbers_and_the_words(browser, first):
    body = browser.get(DRAFT).content.decode()

    assert '<span class="mark">1.</span>' in body
    assert "Sentence one of 1. Sentence two of 1.</textarea>" in body
    assert "of at most 8,500 words" in body


@pytest.mark.parametrize(
    ("code", "most"), [("fr", "8\xa0500"), ("es", "8.500"), ("ru", "8\xa0500"), ("ar", "8\xa0500")]
)
def test_numbers_are_grouped_as_the_language_of_the_page_does(browser, summary, code, most):
    assert most in browser.get(DRAFT.replace("/en/", f"/{code}/")).content.decode()


def test_page_shows_the_stage_among_those_before_and_after_it(browser, summary):
    Summary.objects.update(stage="cleared")

    stages = [when for __, when in browser.get(DRAFT).context["stages"]]

    assert stages == ["past", "past", "now", "to come", "to come"]


def test_page_before_there_is_a_draft_offers_to_begin(drafter):
    make_conference(slug="another")
    make_conference()
    browser = browser_of(drafter)

    assert "Start from the record" in browser.get(DRAFT).content.decode()
    assert browser.post(f"{DRAFT}begin/", {"from-the-record": "1"}).url == DRAFT
    assert Summary.objects.get().conference.slug == "dialogue"


def test_programme_leads_drafters_to_the_draft(db):
    make_released()
    pages = [browser_of(make_member(role)).get("/en/dialogue/") for role in ("note-taker", "floor-officer")]

    assert [f'href="{DRAFT}"' in page.content.decode() for page in pages] == [True, False]


def test_page_before_there_is_a_draft_is_for_those_who_may_read_it(db):
    make_conference()

    answers = [
        browser_of(make_member("floor-officer")).get(DRAFT),
        browser_of(make_member("note-taker")).get("/en/x/summary/draft/"),
    ]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_who_may_only_read_sees_that_there_is_no_draft_yet(db):
    make_conference()
    browser = browser_of(make_member("presidents-office"))

    body = browser.get(DRAFT).content.decode()
    assert "There is no draft yet" in body
    assert "Start from the record" not in body
    assert browser.post(f"{DRAFT}begin/", {"empty": "1"}).status_code == 404


def test_script_is_told_on_what_the_next_save_rests(browser, first):
    response = save(browser, first, "New words.", **SCRIPT)

    told = response.json()
    assert told.pop("words") in browser.get(DRAFT).content.decode()
    assert told == {"base_version": digest("New words."), "message": "Saved", "version": 1}
    first.refresh_from_db()
    assert first.text_en == "New words."


def test_mark_of_emphasis_that_is_not_closed_is_said_when_it_is_saved_and_on_the_page(browser, first):
    said = "An asterisk lacks its partner; it is printed as it is."

    told = save(browser, first, "**Nobody **is held.", **SCRIPT).json()

    assert told["message"] == f"Saved. {said}"
    assert f"Saved by drafter. {said}</span>" in browser.get(DRAFT).content.decode()


def test_form_without_the_script_comes_back_to_the_paragraph(browser, first):
    response = save(browser, first, "New words.")

    assert response.url == f"{DRAFT}#row-paragraph-{first.pk}"


def test_text_of_which_nothing_is_seen_is_none(browser, first):
    save(browser, first, "\u200b \u2060\u202e\u200f")

    first.refresh_from_db()
    assert first.text_en == ""


def test_heading_and_title_are_written_like_paragraphs(browser, summary):
    section = summary.sections.get()

    save(browser, section, "Opening", section.heading_en, "section", "heading")
    save(browser, summary, "Another title", summary.title_en, "summary", "title")

    section.refresh_from_db()
    summary.refresh_from_db()
    assert (section.heading_en, summary.title_en) == ("Opening", "Another title")


@pytest.mark.parametrize("is_script", [True, False])
def test_second_who_writes_sees_both_texts(browser, first, is_script):
    other = browser_of(make_member("note-taker", "other"))
    loaded = first.text_en
    save(other, first, "What <b>they</b> wrote.", loaded)

    response = save(browser, first, "What I wrote.", loaded, **(SCRIPT if is_script else {}))

    assert response.status_code == 409
    body = response.json()["conflict"] if is_script else response.content.decode()
    assert "other has changed this text in the meantime. Both texts are kept." in body
    assert "<ins>I</ins>" in body
    assert "&lt;" in body
    assert Version.objects.filter(set_aside_at__isnull=False).get().words == "What I wrote."
    if is_script:
        assert response.json()["base_version"] == digest("What <b>they</b> wrote.")
    else:
        assert "What I wrote.</textarea>" in body
        assert digest("What <b>they</b> wrote.") in body


@pytest.mark.parametrize("text", ["x" * 1_000_000, "a\x00b", "\ud800", "one\n\ntwo", "\u202e" * 21_000])
def test_bad_text_gets_a_sentence_and_is_not_lost(browser, first, text):
    response = save(browser, first, text.encode("utf-8", "surrogatepass").decode("utf-8", "replace"), **SCRIPT)

    if response.status_code == 200:  # a lone surrogate cannot come over the wire
        assert text == "\ud800"
    else:
        assert response.status_code == 422
        assert response.json()["message"].endswith((".", "it.", "here."))
    without_script = save(browser, first, "one\n\ntwo")
    assert without_script.status_code == 422
    assert "one\n\ntwo</textarea>" in without_script.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "#set page(width: 1pt) $x$ @label <a> `raw` // no comment",
        "<akomaNtoso>&amp; ]]> <!-- -->",
        "\u2067unbalanced isolate",
        "100 % *one star",
    ],
)
def test_syntax_of_other_formats_and_unbalanced_marks_stay_text(browser, first, text):
    assert save(browser, first, text, **SCRIPT).status_code == 200

    first.refresh_from_db()
    assert first.text_en == text


def test_hostile_text_stays_text_on_every_page(browser, first, summary):
    section = summary.sections.get()
    save(browser, first, HOSTILE)
    save(browser, section, HOSTILE, section.heading_en, "section", "heading")
    browser.post(f"{DRAFT}paragraphs/{first.pk}/comments/", {"text": HOSTILE})
    arrange(browser, first, "remove")
    arrange(browser, first, "put-back")

    for address in (DRAFT, f"{DRAFT}parts/", f"{DRAFT}texts/paragraph/{first.pk}/text/en/versions/"):
        body = browser.get(address).content.decode()
        assert [raw for raw in ("<script>alert", "<img src=x") if raw in body] == [], address
        assert "&lt;script&gt;" in body


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("down", ["2", "1", "3"]),
        ("merge", ["2", "3"]),
        ("remove", ["2", "3"]),
        ("add-after", ["1", "", "2", "3"]),
    ],
)
def test_buttons_arrange_the_paragraphs(browser, first, act, expected):
    response = arrange(browser, first, act)

    assert (response.status_code, response.json()["message"]) == (200, "")
    assert [text[-2:-1] for text in texts()] == expected


def test_split_at_the_cursor_or_behind_a_sentence(browser, first):
    arrange(browser, first, "split", head="Sentence one of 1.")
    arrange(browser, Paragraph.objects.get(text_en__startswith="Sentence one of 2"), "split", sentences="1")

    assert texts() == [
        "Sentence one of 1.",
        "Sentence two of 1.",
        "Sentence one of 2.",
        "Sentence two of 2.",
        "Sentence one of 3. Sentence two of 3.",
    ]


def test_words_after_a_save_do_not_count_what_hangs_on_something_removed(browser, first, summary):
    gone = make_section(summary, "Gone", removed_at=NOON)
    make_paragraph(gone, "In a section that was removed.")
    make_paragraph(first.section, "A part.", parent=make_paragraph(first.section, "Removed.", removed_at=NOON))

    told = save(browser, first, "New words.", **SCRIPT).json()

    assert told["words"] in browser.get(DRAFT).content.decode()


def test_sections_are_listed_once_and_in_the_paragraph_that_is_to_be_moved(browser, first, summary):
    for number in range(2):
        make_section(summary, f"Further heading {number}")
    lists = '<select name="section">'

    body, moving = (browser.get(address).content.decode() for address in (DRAFT, f"{DRAFT}?move={first.pk}"))

    assert (body.count(lists), moving.count(lists)) == (1, 2)
    assert f'href="?move={first.pk}#row-paragraph-{first.pk}"' in body


def test_draft_is_read_in_as_many_queries_however_many_sessions_there_are(browser, summary):
    numbers = []
    for number in range(2):
        panel = make_panel(summary.conference, slug=f"panel-{number}", title_en=f"Panel {number}")
        panel.roles.create(kind="panellist", speaker=make_speaker(summary.conference, slug=f"speaker-{number}"))
        with CaptureQueriesContext(connection) as queries:
            browser.get(DRAFT)
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("act", ["", "nonsense", "up", "outdent", "indent", "split"])
def test_act_that_cannot_be_done_says_why_and_changes_nothing(browser, first, act):
    before = texts()

    response = arrange(browser, first, act)

    assert response.status_code == 409
    assert response.json()["message"].endswith(".")
    assert texts() == before
    without_script = browser.post(f"{DRAFT}paragraphs/{first.pk}/", {"act": act})
    assert 'role="alert">' in without_script.content.decode()


@pytest.mark.parametrize("change", [{"removed_at": NOON}, {"stage": "cleared"}])
def test_words_for_a_text_that_closed_meanwhile_come_back_to_their_writer(browser, first, change):
    (Paragraph if "removed_at" in change else Summary).objects.update(**change)

    response = save(browser, first, "My <words>")

    assert response.status_code == 422
    assert "\nMy &lt;words&gt;</textarea>" in response.content.decode()


@pytest.mark.parametrize("act", ["up", "down", "indent", "outdent", "split", "merge", "remove", "add-part"])
def test_paragraph_that_somebody_removed_meanwhile_is_told_of(browser, first, act):
    arrange(browser, first, "remove")

    response = arrange(browser, first, act, sentences="1")

    assert response.status_code == 409
    assert "removed from the document in the meantime" in response.json()["message"]
    assert texts() == [f"Sentence one of {number}. Sentence two of {number}." for number in (2, 3)]


def test_paragraph_of_another_summary_does_not_exist_here(browser, first):
    other = make_summary(make_conference(slug="other"))
    theirs = Paragraph.objects.filter(section__summary=other)[0]

    assert arrange(browser, theirs, "remove").status_code == 404
    assert save(browser, theirs, "x").status_code == 404
    assert arrange(browser, first, "to-section", section=other.sections.get().pk).status_code == 404


def test_what_was_said_becomes_a_source_of_a_new_paragraph(browser, summary):
    panel = make_panel(summary.conference)
    roles = [panel.roles.create(kind="panellist", speaker=make_speaker(summary.conference)) for __ in range(2)]
    section = summary.sections.get()

    body = browser.get(DRAFT).content.decode()
    assert all(f'value="role:{role.pk}"' in body for role in roles)
    keys = [f"role:{role.pk}" for role in roles]
    browser.post(f"{DRAFT}reflect/", {"under": f"section:{section.pk}", "key": keys}, **SCRIPT)

    paragraph = Paragraph.objects.get(text_en=None)
    assert {source.role for source in paragraph.sources.all()} == set(roles)
    assert 'type="checkbox" name="key"' not in browser.get(DRAFT).content.decode()

    browser.post(f"{DRAFT}paragraphs/{paragraph.pk}/unsource/", {"key": keys[0]})
    assert Source.objects.count() == 1


@pytest.mark.parametrize("under", ["", "section", "section:0", f"section:{'9' * 30}", "summary:{pk}", "comment:1"])
def test_what_was_said_goes_under_a_section_or_a_paragraph_alone(browser, summary, under):
    response = browser.post(f"{DRAFT}reflect/", {"under": under.format(pk=summary.pk), "key": "role:1"})

    assert response.status_code == 404


def test_source_that_is_refused_leaves_no_empty_paragraph(browser, summary):
    section = summary.sections.get()

    response = browser.post(f"{DRAFT}reflect/", {"under": f"section:{section.pk}", "key": ["role:1"]}, **SCRIPT)

    assert response.status_code == 409
    assert Paragraph.objects.count() == 3


def test_comment_is_made_and_settled(browser, first, office):
    browser_of(office).post(f"{DRAFT}paragraphs/{first.pk}/comments/", {"text": "Is this so?"})
    comment = Comment.objects.get()
    assert "Is this so?" in browser.get(DRAFT).content.decode()

    browser.post(f"{DRAFT}comments/{comment.pk}/settle/")

    comment.refresh_from_db()
    assert (comment.by, comment.resolved_by.username) == (office, "drafter")


def test_versions_are_compared_word_by_word_and_restored(browser, first):
    save(browser, first, "Sentence one of 1. Sentence last of 1.")
    address = f"{DRAFT}texts/paragraph/{first.pk}/text/en/versions/"

    body = browser.get(address).content.decode()
    assert "<del>two</del><ins>last</ins>" in body
    assert "only in version 1" in browser.get(f"{address}?first=1&second=2").content.decode()

    browser.post(f"{address}1/restore/")
    first.refresh_from_db()
    assert first.text_en == "Sentence one of 1. Sentence two of 1."


def test_translator_who_restores_what_is_not_there_sees_the_versions_and_no_draft(summary, first, drafter, translator):
    Summary.objects.update(stage="in-translation")
    first.comments.create(text="Between us", by=drafter, at=NOON)

    for code in ("fr", "en", "ru"):
        address = f"{DRAFT}texts/paragraph/{first.pk}/text/{code}/versions/9/restore/"
        response = browser_of(translator).post(address)

        assert response.status_code == 409
        assert 'role="alert">There is no such version.' in response.content.decode()
        assert "Between us" not in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "texts/user/1/text/en/versions/",
        "texts/paragraph/1/removed_at/en/versions/",
        "texts/summary/1/title/de/versions/",
    ],
)
def test_text_that_is_none_has_no_versions(browser, summary, address):
    assert browser.get(f"{DRAFT}texts/{address}/versions/").status_code == 404


def test_reader_who_may_not_write_sees_why(summary, office):
    body = browser_of(office).get(DRAFT).content.decode()

    assert "You cannot write this text at present." in body
    assert '<textarea name="text" rows="1"' not in body


@pytest.mark.parametrize("begun", [True, False])
def test_translators_are_led_to_their_desk_before_there_is_a_draft_too(summary, translator, begun):
    if not begun:
        summary.delete()

    assert browser_of(translator).get(DRAFT).url == "/en/dialogue/texts/"


def test_version_rises_with_each_act(browser, first):
    before = browser.get(f"{DRAFT}version/").json()["version"]
    save(browser, first, "New words.")
    arrange(browser, first, "down")

    assert browser.get(f"{DRAFT}version/").json()["version"] == before + 2


def test_page_has_as_many_queries_with_one_paragraph_as_with_many(browser, summary, drafter):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            browser.get(DRAFT)
        return len(found)

    few = queries()
    section = make_section(summary)
    for number in range(3):
        paragraph = make_paragraph(section, f"More {number}.")
        paragraph.comments.create(text="Comment.", by=drafter, at=NOON)
        make_paragraph(section, "Part.", paragraph)

    assert queries() == few


def parts(browser, shown=""):
    """What a script gets whose page shows an answer: (HTML, the name of the new answer)."""
    headers = {"Rostrum-Fragment": "draft", "Rostrum-Shown": shown}
    html = browser.get(f"{DRAFT}parts/", headers=headers).content.decode()
    return html, re.search(r'data-name="(\w+)"', html)[1]


def test_script_gets_only_the_rows_that_differ_from_what_its_page_shows(browser, first, summary, office):
    __, shown = parts(browser)
    make_section(summary, "Another section")
    browser_of(office).get(DRAFT)  # what others are shown is nothing to this page
    save(browser, first, "New words.")
    second = Paragraph.objects.order_by("pk")[1]

    html, now = parts(browser, shown)

    assert ("New words." in html, "Another section" in html) == (True, True)
    assert f'<div id="row-paragraph-{second.pk}" data-same></div>' in html
    assert f'<div id="row-paragraph-{first.pk}" data-same>' not in html
    again, name = parts(browser, now)
    assert f'<section id="row-section-{first.section_id}" data-same></section>' in again
    assert ("New words." in again.partition("</section>")[0], name) == (False, now)


def test_page_that_shows_an_answer_of_another_process_gets_all_rows(browser, first):
    html, name = parts(browser, "0123456789abcdef")

    assert ("data-same" in html, first.text_en in html) == (False, True)
    assert parts(browser)[1] == name


def test_what_is_not_reflected_is_sent_again_where_it_changed(browser, first):
    __, shown = parts(browser)
    assert '<aside id="unreflected-column" data-same></aside>' in parts(browser, shown)[0]

    conference = first.section.summary.conference
    make_panel(conference).roles.create(speaker=make_speaker(conference), kind="panellist")

    assert '<aside id="unreflected-column" data-same>' not in parts(browser, shown)[0]
