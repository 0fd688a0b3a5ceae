import pytest
from lxml import html

from summary.models import Paragraph, Suggestion, Summary
from summary.suggestions.rules import suggest
from summary.text.writing import digest
from tests.staff import browser_of, make_member
from tests.summary.conftest import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DRAFT = "/en/dialogue/summary/draft/"
SCRIPT = {"headers": {"Rostrum-Fragment": "draft"}}
FIRST = "Sentence one of 1. Sentence two of 1."
OTHER = "Sentence one, of 1. Sentence number two of 1."
HOSTILE = "</textarea><script>alert(1)</script>"


@pytest.fixture
def first(summary, paragraphs):
    Summary.objects.update(stage="with-president")
    return paragraphs[0]


@pytest.fixture
def row(first, office):
    return suggest(first, OTHER, digest(FIRST), reason="Plainer.", by=office, at=NOON)[1]


def post(user, paragraph, text, on=FIRST, reason="", **more):
    sent = {"text": text, "reason": reason, "base_version": digest(on)}
    return browser_of(user).post(f"{DRAFT}paragraphs/{paragraph.pk}/suggest/", sent, **more)


def tree(response):
    return html.document_fromstring(response.content)


def forms(user, row):
    """The forms by which a person decides on a suggestion, as the draft offers them: [{name: value}, buttons]."""
    page = tree(browser_of(user).get(DRAFT))
    found = page.xpath(f"//section[@id='suggestion-{row.pk}']//form")
    return [
        ({each.get("name"): each.get("value") for each in form.xpath(".//input")}, form.xpath(".//button/@value"))
        for form in found
    ]


def decide(user, row, act, form=0, **more):
    fields, __ = forms(user, row)[form]
    fields = {name: value or "" for name, value in fields.items() if name != "csrfmiddlewaretoken"}
    return browser_of(user).post(f"{DRAFT}suggestions/{row.pk}/", {**fields, "act": act, **more})


def test_office_writes_beside_the_paragraph_and_others_do_not(first, office, drafter):
    pages = [tree(browser_of(user).get(DRAFT)) for user in (office, drafter)]

    assert [len(page.xpath("//form[contains(@class, 'suggestion-form')]")) for page in pages] == [3, 0]


@pytest.mark.parametrize("script", [{}, SCRIPT])
def test_suggestion_is_saved_with_and_without_the_script(first, office, script):
    response = post(office, first, OTHER, reason="Plainer.", **script)

    if script:
        assert response.json() == {"message": "Saved", "base_version": digest(OTHER)}
    else:
        assert response.url == f"{DRAFT}#row-paragraph-{first.pk}"
    assert Suggestion.objects.values_list("text", "reason").get() == (OTHER, "Plainer.")


def test_drafter_suggests_nothing(first, drafter):
    response = post(drafter, first, OTHER)

    assert response.status_code == 422
    assert "made by the President’s office" in response.content.decode()


def test_refused_words_come_back_in_their_form(first, office):
    response = post(office, first, f"{HOSTILE}\n\nSecond", reason="Plain & short")

    page = tree(response)
    assert response.status_code == 422
    assert page.xpath("string(//details[@open]//textarea)").strip() == f"{HOSTILE}\n\nSecond"
    assert page.xpath("string(//details[@open]//input[@name='reason']/@value)") == "Plain & short"


def test_overtaken_words_are_shown_beside_those_that_stand(first, office):
    post(office, first, "Sentence.")

    response = post(office, first, OTHER)

    page = tree(response)
    assert response.status_code == 409
    assert page.xpath("string(//details[@open]//textarea)").strip() == OTHER
    assert page.xpath("string(//details[@open]//input[@name='base_version']/@value)") == digest("Sentence.")
    assert page.xpath("boolean(//details[@open]//*[@class='conflict'])")


def test_words_sent_after_the_text_went_back_are_not_lost(first, office):
    Summary.objects.update(stage="draft")

    response = post(office, first, OTHER)

    assert OTHER in tree(response).xpath("string(//*[@class='unplaced'] | //*[contains(@class, 'unplaced')])")


def test_suggestion_is_shown_in_place_as_deletions_and_insertions(row, drafter):
    Suggestion.objects.update(text=f"{OTHER} {HOSTILE}")
    page = tree(browser_of(drafter).get(DRAFT))

    shown = page.xpath(f"//section[@id='suggestion-{row.pk}']")[0]
    assert "Suggested by office" in " ".join(shown.text_content().split())
    assert "Plainer." in shown.text_content()
    assert "number " in shown.xpath(".//p[@class='difference']")[0].xpath("./ins/text()")
    assert not page.xpath("//script[text()='alert(1)']")


def test_each_sees_the_acts_that_are_theirs(row, office, drafter):
    assert [buttons for __, buttons in forms(office, row)] == [["withdraw"]]
    assert [buttons for __, buttons in forms(drafter, row)] == [["accept", "refuse"]] * 3
    assert forms(make_member("co-chair"), row) == []


@pytest.mark.parametrize(
    ("act", "form", "text", "outcomes"),
    [
        ("accept", 0, OTHER, ["accepted"]),
        ("refuse", 0, FIRST, ["refused"]),
        ("accept", 1, "Sentence one, of 1. Sentence two of 1.", ["open", "accepted"]),
        ("refuse", 2, FIRST, ["open", "refused"]),
    ],
)
def test_decision_is_taken_on_the_page(row, drafter, act, form, text, outcomes):
    response = decide(drafter, row, act, form)

    assert response.status_code == 302
    assert Paragraph.objects.get(pk=row.paragraph_id).text_en == text
    assert list(Suggestion.objects.order_by("pk").values_list("outcome", flat=True)) == outcomes


@pytest.mark.parametrize("act", ["accept", "refuse", "withdraw", "x"])
@pytest.mark.parametrize("sent", [{"seen": "x"}, {"change": "99999999999999999999", "seen": ""}, {"change": "9"}])
def test_what_was_not_shown_is_not_decided(row, drafter, act, sent):
    response = browser_of(drafter).post(f"{DRAFT}suggestions/{row.pk}/", {"act": act, **sent}, **SCRIPT)

    assert response.status_code == 409
    assert response.json()["message"]
    assert Suggestion.objects.get().outcome == "open"


def test_suggestion_of_another_conference_is_not_found(row, drafter):
    assert browser_of(drafter).post(f"{DRAFT}suggestions/{row.pk + 1}/", {"act": "accept"}).status_code == 404


def test_list_accepts_all_that_it_shows_and_then_names_both_persons(row, drafter):
    client = browser_of(drafter)
    seen = client.get(f"{DRAFT}suggestions/").context["seen"]

    response = client.post(f"{DRAFT}suggestions/", {"act": "accept", "seen": seen}, follow=True)

    body = " ".join(tree(response).text_content().split())
    assert "1 suggestion is accepted." in body
    assert "accepted Suggested by office" in body
    assert "decided by drafter" in body
    versions = client.get(f"{DRAFT}texts/paragraph/{row.paragraph_id}/text/en/versions/").content.decode()
    assert "suggested by <bdi>office</bdi>" in versions


def test_list_says_what_is_new_where_something_was_added(row, drafter, office, paragraphs):
    client = browser_of(drafter)
    seen = client.get(f"{DRAFT}suggestions/").context["seen"]
    second = suggest(paragraphs[1], OTHER, digest(paragraphs[1].text_en), by=office, at=NOON)[1]

    response = client.post(f"{DRAFT}suggestions/", {"act": "refuse", "seen": seen})

    assert (response.status_code, response.context["new"]) == (409, {second.pk})
    assert "New since you looked" in response.content.decode()
    assert Suggestion.objects.filter(outcome="open").count() == 2


def test_list_of_a_paragraph_keeps_to_it(row, drafter, office, paragraphs):
    suggest(paragraphs[1], OTHER, digest(paragraphs[1].text_en), by=office, at=NOON)

    page = browser_of(drafter).get(f"{DRAFT}suggestions/?paragraph={row.paragraph_id}")

    assert [each.suggestion for each, __ in page.context["readings"]] == [row]
    assert browser_of(drafter).get(f"{DRAFT}suggestions/?paragraph=999999").status_code == 404


def test_clearance_says_how_many_are_open_and_does_not_clear(row, office):
    client = browser_of(office)
    page = client.get(f"{DRAFT}clearance/")
    assert "1 suggestion is not decided yet." in page.content.decode()

    response = client.post(f"{DRAFT}clearance/clear/", {"seen": page.context["seen"]})

    assert response.status_code == 409
    assert "must be accepted, refused or withdrawn first" in response.content.decode()
    assert Summary.objects.get().stage == "with-president"


def test_page_asks_no_more_for_more_suggestions(row, drafter, office, paragraphs, django_assert_num_queries):
    client = browser_of(drafter)
    with django_assert_num_queries(11):
        client.get(f"{DRAFT}suggestions/")
    for paragraph in paragraphs[1:]:
        suggest(paragraph, OTHER, digest(paragraph.text_en), by=office, at=NOON)
    with django_assert_num_queries(11):
        client.get(f"{DRAFT}suggestions/")
