import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference.models import AuditEntry
from summary.clearance.stages import BY_NAME, change_stage
from summary.documents.documents import FORMATS
from summary.draft.comments import add_comment
from summary.models import Paragraph, Summary
from tests.staff import browser_of, make_member
from tests.summary.conftest import NOON, make_paragraph, make_section, make_summary

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PAGE = "/en/dialogue/summary/draft/clearance/"


def page_of(user, address=PAGE):
    return browser_of(user).get(address)


def confirm(user, step, reason="", follow=False):
    """Take a step as the page offers it."""
    client = browser_of(user)
    seen = client.get(PAGE).context["seen"]
    return client.post(f"{PAGE}{step}/", {"reason": reason, "seen": seen}, follow=follow)


def test_page_says_where_the_summary_stands_and_offers_the_next_step(summary, drafter, office):
    own, others = page_of(drafter).content.decode(), page_of(office).content.decode()

    assert "The Summary is here" in own
    assert "clearance/submit/" in own
    assert "clearance/submit/" not in others
    assert "there is no step for you to take" in others


def test_page_names_who_may_do_what(summary, drafter, office):
    holders = page_of(drafter).context["holders"]

    assert [(list(map(str, holder.people)), holder.acts_next) for holder in holders] == [
        (["drafter"], True),
        (["office"], False),
        (["drafter", "office"], False),
        (["drafter"], False),
    ]


def test_step_is_taken_and_entered_in_the_trail_in_the_conference_s_zone(summary, drafter, office):
    change_stage(summary, "submit", by=drafter, at=NOON)
    change_stage(summary, "return", reason="Paragraph 2 <is> unclear.", by=office, at=NOON)

    page = page_of(drafter).content.decode()

    assert "3 April 2012, noon" in page
    assert "Paragraph 2 &lt;is&gt; unclear." in page
    assert page.index("Return to the drafters") < page.index("<strong>Send to the President’s office</strong>")


def test_button_takes_the_step(summary, drafter):
    response = confirm(drafter, "submit", follow=True)

    assert response.redirect_chain == [(PAGE, 302)]
    assert "with the President’s office”" in response.content.decode()
    assert AuditEntry.objects.get(act="summary: submit").by == drafter


def test_step_without_its_reason_says_so(summary, drafter, office):
    change_stage(summary, "submit", by=drafter, at=NOON)

    response = browser_of(office).post(f"{PAGE}return/", {"reason": "  "})

    assert response.status_code == 422
    assert "Give the reason" in response.content.decode()
    assert Summary.objects.get().stage == "with-president"


def test_step_that_somebody_took_before_keeps_the_reason(summary, drafter, office):
    change_stage(summary, "submit", by=drafter, at=NOON)
    change_stage(summary, "clear", by=office, at=NOON)

    response = browser_of(office).post(f"{PAGE}return/", {"reason": "Not <yet> clear."})

    page = response.content.decode()
    assert response.status_code == 409
    assert "somebody else has acted before you" in page
    assert "Not &lt;yet&gt; clear." in page


@pytest.mark.parametrize(("step", "reason"), [("clear", ""), ("return", "Shorter.")])
def test_office_decides_on_the_text_that_was_shown(summary, drafter, office, paragraphs, step, reason):
    change_stage(summary, "submit", by=drafter, at=NOON)
    client = browser_of(office)
    sent = {"reason": reason, "seen": client.get(PAGE).context["seen"]}
    Paragraph.objects.filter(pk=paragraphs[1].pk).update(text_en="Amended by a colleague.")
    add_comment(paragraphs[2], "Look at this again.", by=drafter, at=NOON)

    refused = client.post(f"{PAGE}{step}/", sent)

    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Something has changed since you looked" in page
    assert refused.context["new_places"] == ["Comments", "2"]
    assert reason in page
    assert Summary.objects.get().stage == "with-president"
    assert client.post(f"{PAGE}{step}/", sent | {"seen": refused.context["seen"]}).status_code == 302
    assert Summary.objects.get().stage == {"clear": "cleared", "return": "draft"}[step]


def test_step_is_not_confirmed_where_the_summary_has_gone_and_come_back(summary, drafter, office):
    seen = page_of(drafter).context["seen"]
    change_stage(summary, "submit", by=drafter, at=NOON)
    change_stage(summary, "return", reason="Paragraph 2 is unclear.", by=office, at=NOON)

    response = browser_of(drafter).post(f"{PAGE}submit/", {"seen": seen})

    assert (response.status_code, response.context["new_places"]) == (409, ["Steps taken"])
    assert Summary.objects.get().stage == "draft"


def test_translations_that_go_on_hinder_no_step(summary, drafter, paragraphs):
    seen = page_of(drafter).context["seen"]
    Paragraph.objects.filter(pk=paragraphs[1].pk).update(text_fr="Autre.")

    assert browser_of(drafter).post(f"{PAGE}submit/", {"seen": seen}).status_code == 302


@pytest.mark.parametrize("reason", ["with\x00null", "x" * 401, "bell\x07"])
def test_reason_that_cannot_be_kept_comes_back(summary, drafter, reason):
    response = browser_of(drafter).post(f"{PAGE}submit/", {"reason": reason})

    assert response.status_code == 422
    assert 'class="errorlist"' in response.content.decode()
    assert Summary.objects.get().stage == "draft"


@pytest.mark.parametrize("step", ["nonsense", "issue", "0"])
def test_step_that_there_is_not_is_not_found(summary, drafter, step):
    assert browser_of(drafter).post(f"{PAGE}{step}/").status_code == 404


@pytest.mark.parametrize("role", ["co-chair", "note-taker"])
def test_step_of_another_office_is_refused(summary, drafter, office, role):
    change_stage(summary, "submit", by=drafter, at=NOON)

    response = browser_of(make_member(role)).post(f"{PAGE}clear/", {"reason": ""})

    assert response.status_code == 409
    assert Summary.objects.get().stage == "with-president"


@pytest.mark.parametrize("stage", ["draft", "in-translation"])
def test_translators_do_not_find_the_page(summary, translator, stage):
    Summary.objects.update(stage=stage)

    client = browser_of(translator)
    assert client.get(PAGE).status_code == 404
    assert [client.post(f"{PAGE}{name}/").status_code for name in BY_NAME] == [404] * len(BY_NAME)


def test_page_hints_at_open_comments_and_too_many_words(summary, drafter, paragraphs):
    add_comment(paragraphs[0], "Who said so?", by=drafter, at=NOON)
    Paragraph.objects.filter(pk=paragraphs[1].pk).update(text_en="word " * 3000)
    Paragraph.objects.filter(pk=paragraphs[2].pk).update(text_en="word " * 6000)

    page = page_of(drafter).content.decode()

    assert "1 comment is not settled yet." in page
    assert "9,012 of at most 8,500 words" in page
    assert "too long by 512" in page


def test_draft_is_offered_as_a_document_in_each_format(summary, drafter):
    client = browser_of(drafter)
    for ending, media_type in FORMATS.items():
        response = client.get(f"/ar/dialogue/summary/draft/summary.{ending}")

        assert response.status_code == 200
        assert response.headers["Content-Type"] == media_type
        assert response.headers["Cache-Control"] == "no-store"
        assert f"presidents-summary-dialogue-draft-ar.{ending}" in response.headers["Content-Disposition"]
    text = client.get("/en/dialogue/summary/draft/summary.txt").content.decode()
    assert "Draft, not public" in text
    assert "Sentence one of 3." in text


def test_draft_as_a_document_is_for_the_staff_who_may_read_it(summary, drafter, translator):
    address = "/en/dialogue/summary/draft/summary.txt"
    client = browser_of(translator)
    assert client.get(address).status_code == 404
    Summary.objects.update(stage="in-translation")

    assert client.get(address).status_code == 200
    assert browser_of(make_member("floor-officer")).get(address).status_code == 404
    assert browser_of(drafter).get("/en/dialogue/summary/draft/summary.exe").status_code == 404


def queries(user, address):
    client = browser_of(user)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_page_asks_the_database_as_often_for_more_sections(drafter, office):
    summary = make_summary()
    few = queries(drafter, PAGE)
    for __ in range(3):
        section = make_section(summary)
        for number in range(3):
            add_comment(make_paragraph(section, f"More {number}."), "Why?", by=drafter, at=NOON)
    for name, by in (("submit", drafter), ("return", office), ("submit", drafter), ("return", office)):
        change_stage(summary, name, reason="Again.", by=by, at=NOON)

    assert queries(drafter, PAGE) == few
