from datetime import timedelta

import pytest
from lxml import html

from conference.models import AuditEntry
from floor.procedure import presiding
from speakers.models import FormerName, State
from summary.checks.consistency import inconsistencies
from summary.checks.names import FormerNames, NearNames
from summary.checks.one_text import findings_in
from summary.checks.record import RecordCheck
from summary.models import Paragraph, Summary
from tests.factories import in_six, make_conference
from tests.floor.conftest import Room
from tests.staff import browser_of, make_member
from translation.glossary.term_matching import TermFinder
from translation.glossary.terms import AVOID, ConceptTerms, TermVariant

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

CHECKS = "/en/dialogue/summary/draft/checks/"
NOTHING = TermFinder((), "en")
WRONG = "The Phillipines spoke (of trafficking.  It asked for help."


def said(findings):
    return [str(each) for each in findings]


def name(text, code="en"):
    return ConceptTerms.of_name(text, {code: text})


@pytest.mark.parametrize(
    ("text", "code", "kinds"),
    [
        ("All is well (here), “quite well”.", "en", []),
        ("A bracket (opens.", "en", ["brackets"]),
        ("A “quotation opens.", "en", ["quotation"]),
        ("Two  spaces, and one before , a comma.", "en", ["spacing", "spacing"]),
        ("**Bold is not closed.", "en", ["emphasis"]),
        ("Le texte ; il est long.", "fr", ["french_spacing"]),
        ("会议,结束。", "zh-hans", ["chinese_punctuation"]),
        ("word " * 251, "en", ["length"]),
        ("word " * 250, "en", ["spacing"][:0]),
    ],
)
def test_text_is_checked_alone(text, code, kinds):
    assert [each.check for each in findings_in(text.strip(), code, TermFinder((), code))] == kinds


def test_terms_to_avoid_are_told_with_the_better_one():
    terms = [TermVariant("trafficking in persons"), TermVariant("human traffic", AVOID)]
    finder = TermFinder([ConceptTerms("trafficking", {"en": terms})], "en")

    found = said(findings_in("On human traffic.", "en", finder))

    assert found == ["The glossary says to avoid “human traffic” and prefers “trafficking in persons”."]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Phillipines and the Phillipines.", ["Phillipines"]),
        ("Columbia spoke.", ["Columbia"]),
        ("Philippine and Colombian delegations, and those of the Philippines and Colombia.", []),
        ("The philipines.", []),  # no name, by its small letter
        ("Trafficking is a crime.", []),
    ],
)
def test_name_that_is_near_one_of_the_lists_is_told(text, found):
    near = NearNames([name("Philippines"), name("Colombia"), name("Traficking")], ["trafficking"], "en")

    assert [each.detail["word"] for each in near.findings_in(text)] == found


def test_names_are_not_guessed_where_there_are_no_capitals_for_them():
    assert said(NearNames([name("Филиппины", "ru")], [], "ru").findings_in("Филипины выступили.")) == []


def test_name_that_a_state_no_longer_has_is_told_with_that_of_today(db):
    conference = make_conference()
    state = State.objects.create(
        iso3="SWZ", iso2="SZ", m49="748", status="member", region="africa", **in_six("name", "Eswatini"),
        **in_six("formal", "Kingdom of Eswatini"),
    )  # fmt: skip
    until = conference.starts_on - timedelta(days=1)
    FormerName.objects.create(state=state, valid_until=until, name_en="Swaziland", formal_en="Kingdom of Swaziland")
    names = FormerNames(conference, "en")

    assert said(names.findings_in("The Kingdom of Swaziland asked.")) == [
        "“Kingdom of Swaziland” is a former name; the list of States has “Eswatini (en)”."
    ]
    assert said(names.findings_in("Swaziland asked.")) == [
        "“Swaziland” is a former name; the list of States has “Eswatini (en)”."
    ]
    assert said(names.findings_in("Swazilanders asked.")) == []


@pytest.fixture
def record(db):
    """The check of a dialogue on whose record delegation 0 spoke twice and delegation 1 once; 2 did not speak."""
    room = Room(delegations=3)
    for number in (0, 1, 0):
        row = room.give(room.ask(number))
        presiding.conclude(room.session, expected=row.pk, by=room.officer, at=room.later(60))
    return RecordCheck(room.conference, "en")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fourteen delegations took the floor.", [("delegations", 14)]),
        ("A total of 1 delegations and 3 interventions.", [("delegations", 1)]),
        ("Two delegations spoke; one delegation asked; three delegations replied.", [("delegations", 3)]),
        ("In all, three panellists spoke; both panellists agreed.", [("panellists", 3)]),
        ("Some delegations spoke of 12 States.", []),
    ],
)
def test_numbers_are_compared_with_the_record(record, text, found):
    assert [(each.kind, each.detail["said"]) for each in record.findings_in(text)] == found


def test_finding_says_what_the_record_has_and_not_what_is_right(record):
    assert said(record.findings_in("14 delegations took the floor.")) == [
        "Delegations that took the floor: 2 by the record, 14 by the text."
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The representative of Delegation 2 (en) spoke.", ["Delegation 2 (en)"]),
        ("The representatives of Delegation 0 (en), Delegation 2 (en) and Delegation 1 (en).", ["Delegation 2 (en)"]),
        ("The representative of Delegation 1 (en) thanked Delegation 2 (en).", []),
        ("Delegation 2 (en) was mentioned.", []),
    ],
)
def test_those_named_as_having_spoken_are_sought_on_the_record(record, text, found):
    assert [each.detail["name"] for each in record.findings_in(text) if each.kind == "spoke"] == found


def test_nothing_is_compared_without_a_record(db):
    check = RecordCheck(Room(delegations=1).conference, "en")

    assert said(check.findings_in("Fourteen delegations and the representative of Delegation 0 (en).")) == []


def test_words_that_are_written_in_two_ways_are_told_once():
    texts = ["The co-operation of organisations.", "Cooperation, cooperation, organizations and organizations."]

    assert [(number, each.detail["word"]) for number, each in inconsistencies(texts, "en", NOTHING)] == [
        (0, "co-operation"),
        (0, "organisations"),
    ]
    assert list(inconsistencies(["publico", "público"], "es", TermFinder((), "es"))) == []


def test_two_terms_for_one_concept_are_told():
    variants = [TermVariant("trafficking in persons"), TermVariant("human trafficking", "admitted")]
    finder = TermFinder([ConceptTerms("trafficking", {"en": variants})], "en")
    texts = ["On trafficking in persons.", "On human trafficking and trafficking in persons."]

    assert [(number, str(each)) for number, each in inconsistencies(texts, "en", finder)] == [
        (
            1,
            "“human trafficking” and “trafficking in persons”, both in this document, are one concept of the glossary.",
        )
    ]


@pytest.fixture
def wrong(summary, paragraphs):
    Paragraph.objects.filter(pk=paragraphs[0].pk).update(text_en=WRONG)
    State.objects.create(
        iso3="PHL", iso2="PH", m49="608", status="member", region="asia", **in_six("formal", "Philippines"),
        **in_six("name", "Philippines"),
    )  # fmt: skip
    summary.conference.delegations.create(kind="un-system", **in_six("name", "Office"))
    return paragraphs[0]


def tree(response):
    return html.document_fromstring(response.content)


def forms(client):
    return [
        (form.get("action"), form.xpath("string(.//input[@name='key']/@value)"))
        for form in tree(client.get(CHECKS)).xpath("//form[@class='deciding']")
    ]


def test_page_lists_what_stands_out_with_the_way_to_it(wrong, drafter):
    page = tree(browser_of(drafter).get(CHECKS))

    rows = page.xpath("//li[@class='suggestion']")
    assert [row.xpath("string(h2/a/@href)") for row in rows] == [
        f"/en/dialogue/summary/draft/#row-paragraph-{wrong.pk}"
    ]
    words = " ".join(rows[0].text_content().split())
    for part in ("Paragraph 1", "“Phillipines” is in no list", "bracket “(” has no counterpart", "two spaces"):
        assert part in words
    assert page.xpath("string(//table//td[@class='number'])") == "27"


def test_warning_is_dismissed_with_a_reason_until_the_text_changes(wrong, drafter):
    client = browser_of(drafter)
    address, key = forms(client)[0]
    assert client.post(address, {"key": key, "reason": "So it was said."}).status_code == 302
    assert AuditEntry.objects.filter(act="warning: dismiss", by=drafter).count() == 1
    assert "So it was said." in client.get(CHECKS).content.decode()

    restored = next(address for address, key in forms(client) if not key)
    assert client.post(restored).status_code == 302

    assert (address, key) in forms(client)


@pytest.mark.parametrize(("key", "reason", "words"), [("x", "Right.", "no longer applies"), (None, " ", "Say why")])
def test_dismissal_that_cannot_be_keeps_the_reason(wrong, drafter, key, reason, words):
    client = browser_of(drafter)
    address, own = forms(client)[0]

    response = client.post(address, {"key": key or own, "reason": reason})

    assert response.status_code == 422
    assert words in response.content.decode()


def test_readers_dismiss_nothing(wrong, drafter):
    address, key = forms(browser_of(drafter))[0]
    reader = browser_of(make_member("co-chair"))

    assert forms(reader) == []
    assert reader.post(address, {"key": key, "reason": "Right."}).status_code == 422
    Summary.objects.update(stage="issued")
    assert forms(browser_of(drafter)) == []


def test_open_warnings_are_named_before_the_document_is_issued(wrong, drafter):
    page = browser_of(drafter).get("/en/dialogue/summary/draft/issue/").content.decode()

    assert f'<a href="{CHECKS}">The checks of the original have 3 open warnings</a>' in page
