import pytest

from conference.models import Release
from summary.clearance.stages import change_stage
from summary.draft.comments import add_comment
from summary.models import Paragraph, Summary
from tests.staff import browser_of, make_member
from tests.summary.clearance.test_clearance_pages import queries
from tests.summary.conftest import NOON, make_paragraph, make_section, make_summary
from tests.summary.editions.test_issuing import change, translated

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PAGE = "/en/dialogue/summary/draft/issue/"


@pytest.fixture
def ready(summary, drafter):
    Summary.objects.update(stage="in-translation", symbol="A/66/999")
    translated(summary, drafter)
    summary.refresh_from_db()
    return summary


@pytest.fixture
def client(drafter):
    return browser_of(drafter)


def press(client, sent, **options):
    """Press "Issue" on the page as it is shown now."""
    return client.post(PAGE, {"seen": client.get(PAGE).context["seen"], **sent}, **options)


def test_first_edition_is_issued_and_shown(ready, client, drafter):
    page = client.get(PAGE)
    assert [(ahead.kind, ahead.name) for ahead in page.context["aheads"]] == [("first", "A/66/999")]

    response = press(client, {"kind": "first"}, follow=True)

    assert response.redirect_chain == [("/en/dialogue/summary/editions/1/", 302)]
    assert "A/66/999 is issued and public." in response.content.decode()
    assert Release.objects.get().released_by == drafter


def test_without_a_language_it_needs_an_exception_by_name(ready, client):
    Paragraph.objects.filter(pk=Paragraph.objects.first().pk).update(text_ar="")
    assert client.get(PAGE).context["absent"] == {"ar"}

    refused = press(client, {"kind": "first", "reason": " "})
    assert refused.status_code == 422
    assert "Not complete: العربية" in refused.content.decode()
    assert not Release.objects.exists()

    assert press(client, {"kind": "first", "reason": "The Arabic section is late."}).status_code == 302
    assert Release.objects.get().note == "drafter: The Arabic section is late. (العربية)"
    assert "The Arabic section is late." in client.get(PAGE).content.decode()


def test_page_warns_before_issuing(ready, client, drafter, paragraphs):
    Summary.objects.update(symbol="", dated_on=None)
    Paragraph.objects.filter(pk=paragraphs[0].pk).update(text_en="word " * 8600)
    Paragraph.objects.filter(pk=paragraphs[2].pk).update(text_en="")
    add_comment(paragraphs[0], "Who said so?", by=drafter, at=NOON)

    page = client.get(PAGE).content.decode()

    for words in (
        "no date yet",
        "no symbol yet",
        "8,612 of at most 8,500 words",
        "<bdi>3</bdi>",
        "1 comment is not settled",
    ):
        assert words in page


def test_edition_without_a_date_is_refused_and_the_reason_kept(ready, client):
    Summary.objects.update(dated_on=None)

    response = press(client, {"kind": "first", "reason": "A <reason>"})

    assert response.status_code == 422
    assert "has no date yet; set it in the masthead" in response.content.decode()
    assert "A &lt;reason&gt;" in response.content.decode()


def test_next_edition_is_a_revision_a_corrigendum_or_a_reissue(ready, client, drafter):
    press(client, {"kind": "first"})
    change(1, text_fr="Mieux *dit*.")

    aheads = client.get(PAGE).context["aheads"]

    assert [(ahead.kind, ahead.name, bool(ahead.refusal)) for ahead in aheads] == [
        ("revision", "A/66/999/Rev.1", False),
        ("corrigendum", "A/66/999/Corr.1", False),
        ("reissue", "", True),
    ]
    page = client.get(PAGE).content.decode()
    assert "Paragraph 2 should read:" in page
    assert "Mieux <em>dit</em>." in page


def test_nothing_new_is_said(ready, client):
    press(client, {"kind": "first"})
    Summary.objects.update(stage="in-translation")

    assert [ahead.refusal for ahead in client.get(PAGE).context["aheads"]] == [
        "Nothing has changed since the last edition."
    ] * 3
    response = press(client, {"kind": "revision"})
    assert response.status_code == 422
    assert "Nothing has changed since the last edition." in response.content.decode()


@pytest.mark.parametrize("sent", [{}, {"kind": "nonsense"}, {"kind": "revision"}, {"kind": "first", "reason": "\x00"}])
def test_what_makes_no_edition_is_a_sentence(ready, client, sent):
    response = press(client, sent)

    assert response.status_code == 422
    assert not Release.objects.exists()


def test_second_press_finds_the_document_issued(ready, client):
    press(client, {"kind": "first"})

    response = press(client, {"kind": "first"})

    assert response.status_code == 422
    assert "this one is at the stage “issued”" in response.content.decode()
    assert Release.objects.count() == 1


@pytest.mark.parametrize("stage", ["draft", "with-president", "cleared", "issued"])
def test_page_says_when_nothing_can_be_issued(ready, client, stage):
    Summary.objects.update(stage=stage)

    page = client.get(PAGE)

    assert "it can be issued while it is in translation" in page.content.decode()
    assert 'name="kind"' not in page.content.decode()


def test_edition_is_withdrawn_with_a_reason(ready, client, drafter):
    press(client, {"kind": "first"})
    address = f"{PAGE}1/withdraw/"

    assert client.post(address, {"reason": ""}).status_code == 422
    assert Release.objects.get().withdrawn_at is None
    response = client.post(address, {"reason": "Wrong <text>."}, follow=True)

    assert "A/66/999 is withdrawn." in response.content.decode()
    assert "Wrong &lt;text&gt;." in response.content.decode()
    assert client.get("/en/dialogue/summary/").status_code == 404
    assert "was withdrawn before" in client.post(address, {"reason": "Again"}, follow=True).content.decode()
    assert Release.objects.get().withdrawal_reason == "Wrong <text>."
    assert client.post(f"{PAGE}7/withdraw/", {"reason": "None"}).status_code == 404


def test_only_who_may_issue_finds_the_page(ready):
    for role in ("presidents-office", "note-taker", "co-chair", "translator-fr", "reviser-fr", "floor-officer"):
        visitor = browser_of(make_member(role))
        answers = [visitor.get(PAGE), visitor.post(PAGE, {"kind": "first"}), visitor.post(f"{PAGE}1/withdraw/")]

        assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert not Release.objects.exists()


def test_after_withdrawing_it_can_be_issued_again(ready, client, drafter):
    press(client, {"kind": "first"})
    client.post(f"{PAGE}1/withdraw/", {"reason": "A paragraph was missing."})
    change_stage(Summary.objects.get(), "reopen-translations", reason="Again.", by=drafter, at=NOON)
    change(1, text_fr="Mieux.")

    assert press(client, {"kind": "first"}).status_code == 302


def test_page_asks_the_database_as_often_for_more_sections(drafter, office):
    summary = make_summary(symbol="A/66/999", stage="in-translation")
    translated(summary, drafter)
    few = queries(drafter, PAGE)
    for __ in range(3):
        make_paragraph(make_section(summary), "More.")

    assert queries(drafter, PAGE) == few
