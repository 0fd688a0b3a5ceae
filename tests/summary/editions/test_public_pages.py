from copy import deepcopy

import html5lib
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference import caches
from conference.languages import CODES, LANGUAGES
from conference.models import User
from tests.factories import MORNING, make_conference, make_released
from tests.pages import as_drawn
from tests.summary.documents.contents import in_six, make_content, make_corrigendum, without_language
from tests.summary.editions.issuing import issue, make_issued

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HOSTILE = "<script>alert(1)</script>*<b>x</b>*"
PAGES = ["", "with/fr/", "paragraphs/2/", "editions/"]
NUMBERED = ["editions/1/", "editions/1/with/es/", "editions/1/paragraphs/2/"]
SUMMARY = "/en/dialogue/summary/"


def body_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return as_drawn(response.content.decode())


def flat(body):
    """The words of a page as they are read."""
    return " ".join("".join(html5lib.parse(body).itertext()).split())


@pytest.mark.parametrize("page", PAGES + NUMBERED)
@pytest.mark.parametrize("editions", [1, 3])
def test_public_page_needs_two_queries_whatever_the_number_of_editions(client, page, editions):
    conference = make_issued()
    for series in range(1, editions):
        issue(conference, kind="revision", series=series, base=series)

    for code in ("ar", "en"):
        caches.clear()
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"/{code}/dialogue/summary/{page}")
        assert (response.status_code, len(queries)) == (200, 2)


@pytest.mark.parametrize("page", ["", "paragraphs/2/", "editions/"])
def test_page_says_its_language_and_links_the_same_page_in_the_others(client, page):
    make_issued()

    for language in LANGUAGES:
        body = body_of(client, f"/{language.code}/dialogue/summary/{page}")
        assert f'<html lang="{language.html}" dir="{language.direction}">' in body
        for sibling in LANGUAGES:
            address = f"http://localhost:8000/{sibling.code}/dialogue/summary/{page}"
            assert f'hreflang="{sibling.html}" href="{address}"' in body


@pytest.mark.parametrize("page", PAGES + NUMBERED + ["editions/2/"])
@pytest.mark.parametrize("code", ["ar", "fr", "zh-hans"])
def test_page_is_valid_html(client, page, code):
    conference = make_issued()
    issue(conference, make_corrigendum())

    address = f"/{code}/dialogue/summary/{page}"
    response = client.get(address, follow=True)

    html5lib.HTMLParser(strict=True).parse(response.content.decode())


def test_page_shows_the_masthead_of_the_document(client):
    make_issued()

    words = flat(body_of(client, SUMMARY))

    for fact in (
        "United Nations A/66/999 General Assembly Sixty-sixth session Agenda item 65",
        "Distr.: General 27 April 2012 Original: English",
        "President’s summary of the interactive dialogue",
        "Written for demonstration.",
    ):
        assert fact in words


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("ar", "Distr.: General 27 April 2012 Arabic Original: English"),
        ("zh-hans", "Distr.: General 27 April 2012 Chinese Original: English"),
        ("fr", "Distr. générale 27 avril 2012 Français Original : anglais"),
        ("ru", "Distr.: General 27 April 2012 Russian Original: English"),
        ("es", "Distr. general 27 de abril de 2012 Español Original: inglés"),
    ],
)
def test_masthead_of_a_translated_version_names_its_language_on_the_page_and_on_paper(client, code, facts):
    make_issued()

    words = flat(body_of(client, f"/{code}/dialogue/summary/")).replace("\u00a0", " ")
    plain = client.get(f"/{code}/dialogue/summary/summary.txt").content.decode().replace("\u00a0", " ")

    assert facts in words
    assert facts in " ".join(plain.split())


def test_each_paragraph_has_its_number_an_address_and_a_link_to_its_own_page(client):
    make_issued()

    body = body_of(client, "/es/dialogue/summary/")

    assert '<p class="numbered depth-0" id="paragraph-12"><span class="mark">12. </span>' in body
    assert '<p class="numbered depth-2" id="paragraph-2-2-1"><span class="mark">i) </span>' in body
    assert 'href="/es/dialogue/summary/paragraphs/12/"' in body


def test_asterisks_of_a_heading_are_asterisks_in_both_columns(client):
    content = make_content()
    content["sections"][0]["heading"] = in_six(*["*Opening*"] * 6)
    issue(make_conference(), content)

    body = body_of(client, f"{SUMMARY}with/fr/")

    assert (body.count("*Opening*"), "<em>Opening</em>" in body) == (3, False)  # once in the contents


def test_emphasis_is_shown_as_emphasis(client):
    make_issued()

    body = body_of(client, SUMMARY)

    assert "<em>Global Report on Trafficking in Persons</em>" in body
    assert "<strong>contribute</strong>" in body


@pytest.mark.parametrize("page", ["", "with/fr/", "paragraphs/1/", "editions/", "editions/2/"])
def test_hostile_text_stays_text(client, page):
    content = make_content(title=in_six(*[HOSTILE] * 6), note=in_six(*[HOSTILE] * 6), symbol="<script>")
    content["sections"][0]["heading"] = in_six(*[HOSTILE] * 6)
    content["sections"][0]["paragraphs"][0]["text"] = in_six(*[HOSTILE] * 6)
    conference = make_conference()
    issue(conference, content)
    first = {"key": "p1", "paragraph": 1, "path": [1], "languages": ["en"]}
    heading = {"key": "s1", "paragraph": None, "path": [], "languages": ["en"]}
    corrected = {"kind": "corrigendum", "series": 1, "base": 1, "languages": ["en"], "corrections": [first, heading]}
    issue(conference, {**deepcopy(content), **corrected})

    body = body_of(client, SUMMARY + page)

    assert "<script>alert" not in body
    assert "<b>x" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body


def test_missing_language_is_shown_in_the_original_one_marked_and_labelled(client):
    issue(make_conference(), without_language(make_content(), "fr"))

    body = body_of(client, "/fr/dialogue/summary/")

    assert '<span lang="en" dir="ltr">Introduction</span>' in body
    assert '<span lang="en" dir="ltr">Reference was made to the <em>Global Report' in body
    assert '<li class="not-issued">' in body


def test_language_that_was_issued_says_nothing_of_the_one_that_was_not(client):
    issue(make_conference(), without_language(make_content(), "fr"))

    assert "not-issued" not in body_of(client, "/es/dialogue/summary/")


def test_side_by_side_shows_each_paragraph_in_both_languages(client):
    make_issued()

    body = body_of(client, "/ar/dialogue/summary/with/zh-hans/")

    assert '<span class="mark">12 - </span>' in body
    assert '<p class="numbered depth-0" lang="zh-Hans" dir="ltr"><span class="mark">12. </span>' in body


def test_switch_to_the_second_language_changes_the_sides(client):
    make_issued()

    body = body_of(client, "/ar/dialogue/summary/with/fr/")

    assert '<a href="/fr/dialogue/summary/with/ar/" lang="fr"' in body
    assert '<a href="/es/dialogue/summary/with/fr/" lang="es"' in body


def test_a_language_beside_itself_is_the_page_in_one_language(client):
    make_issued()

    response = client.get("/fr/dialogue/summary/with/fr/")

    assert (response.status_code, response.headers["Location"]) == (302, "/fr/dialogue/summary/")


def test_paragraph_page_has_the_paragraph_in_six_languages_and_leads_back(client):
    make_issued()

    body = body_of(client, "/ru/dialogue/summary/paragraphs/2/")

    for words in (
        "2. Ораторы отметили",
        "2 - وأشار المتكلمون",
        "2. 发言者指出",
        "(b) Protection",
        "b) Protéger",
        "b) Proteger",
    ):
        assert words in flat(body)
    assert 'href="/ru/dialogue/summary/#paragraph-2"' in body
    assert 'rel="prev" href="/ru/dialogue/summary/paragraphs/1/"' in body
    assert 'rel="next" href="/ru/dialogue/summary/paragraphs/3/"' in body


def test_replaced_edition_keeps_its_text_and_leads_to_what_replaced_it(client):
    conference = make_issued()
    issue(conference, kind="revision", series=1, base=1)

    body = body_of(client, f"{SUMMARY}editions/1/")

    assert "This edition has been replaced. Replaced by: A/66/999/Rev.1." in flat(body)
    assert 'href="/en/dialogue/summary/editions/2/"' in body
    assert 'href="/en/dialogue/summary/editions/1/paragraphs/1/"' in body


def test_revision_names_the_edition_before_it(client):
    conference = make_issued()
    issue(conference, kind="revision", series=1, base=1)

    assert "Revision 1. Earlier edition: A/66/999" in flat(body_of(client, SUMMARY))


def test_corrigendum_shows_what_it_corrects_in_the_languages_that_it_concerns(client):
    conference = make_issued()
    issue(conference, make_corrigendum())

    words = flat(body_of(client, "/fr/dialogue/summary/editions/2/"))

    assert "b) Protéger les victimes, en particulier les femmes et les enfants;" in words
    assert "2 b)" in words
    assert "Réunions-débats" not in words  # the rest of the text is not there


def test_corrigendum_says_in_the_other_languages_which_ones_it_concerns(client):
    conference = make_issued()
    issue(conference, make_corrigendum())

    body = body_of(client, f"{SUMMARY}editions/2/")

    assert "This corrigendum does not concern the text in this language." in flat(body)
    assert '<a href="/fr/dialogue/summary/editions/2/" lang="fr"' in body
    assert client.get(f"{SUMMARY}editions/2/with/fr/").status_code == 404


def test_corrected_text_says_by_which_corrigendum(client):
    conference = make_issued()
    issue(conference, make_corrigendum(languages=["en"]))

    now, first, spanish = (
        flat(body_of(client, address)) for address in (SUMMARY, f"{SUMMARY}editions/1/", "/es/dialogue/summary/")
    )

    assert "This text includes the corrections of: A/66/999/Corr.1 (English)" in now
    assert "Corrected by: A/66/999/Corr.1 (English)" in first
    assert "includes the corrections" not in spanish


def test_editions_are_listed_the_newest_first_with_what_became_of_them(client):
    conference = make_issued()
    issue(conference, make_corrigendum())
    issue(conference, kind="revision", series=1, base=1)

    words = flat(body_of(client, f"{SUMMARY}editions/"))

    places = [
        words.index(f"{name} {kind}")
        for name, kind in (
            ("A/66/999/Rev.1", "Revision 1"),
            ("A/66/999/Corr.1", "Corrigendum 1"),
            ("A/66/999", "First edition"),
        )
    ]
    assert places == sorted(places)
    assert "Corrects: A/66/999 Replaced by: A/66/999/Rev.1" in words


def test_edition_without_a_symbol_is_called_by_its_kind(client):
    conference = make_issued(symbol="")
    issue(conference, symbol="", kind="revision", series=1, base=1)

    assert "Replaced by: Revision 1." in flat(body_of(client, f"{SUMMARY}editions/1/"))


def test_withdrawn_edition_answers_as_if_it_had_never_been(client):
    conference = make_issued()
    issue(conference, kind="revision", series=1, base=1).withdraw(reason="Too early", by=None, at=MORNING)

    answers = [client.get(f"{SUMMARY}editions/{number}/") for number in (2, 7)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content.replace(b"/7/", b"/2/")
    for page in PAGES:
        assert "Rev.1" not in body_of(client, SUMMARY + page)


@pytest.mark.parametrize(
    "address",
    [
        "/en/nowhere/summary/",
        "/en/dialogue/summary/editions/0/",
        "/en/dialogue/summary/editions/99999999999999999999/",
        "/en/dialogue/summary/paragraphs/13/",
        "/en/dialogue/summary/paragraphs/0/",
        "/en/dialogue/summary/with/de/",
        "/en/dialogue/summary/with/zh/",
    ],
)
def test_what_does_not_exist_is_not_found(client, address):
    make_issued()

    assert client.get(address).status_code == 404


def test_summary_that_was_never_issued_is_not_found(client):
    make_released()

    assert [client.get(SUMMARY + page).status_code for page in PAGES] == [404] * len(PAGES)


def test_rehearsal_says_so_and_is_not_indexed(client):
    content = make_content()
    content["conference"]["purpose"] = "rehearsal"
    issue(make_conference(purpose="rehearsal"), content)

    body = body_of(client, SUMMARY)

    assert "Rehearsal. For training and trial only" in flat(body)
    assert 'content="noindex"' in body


def test_page_for_visitors_may_be_kept_and_sets_no_cookie(client):
    make_issued()
    anonymous = client.get(SUMMARY)
    client.force_login(User.objects.create_user("visitor"))
    personal = client.get(SUMMARY)

    assert (anonymous.headers["Rostrum-Cache"], anonymous.cookies) == ("released; reads=", {})
    assert "Rostrum-Cache" not in personal.headers


def test_staff_are_led_to_the_draft_and_visitors_are_not(client):
    make_issued()
    visitor = body_of(client, SUMMARY)
    client.force_login(User.objects.create_superuser("staff"))
    staff = body_of(client, SUMMARY)

    assert ["/summary/draft/" in body for body in (visitor, staff)] == [False, True]


@pytest.mark.parametrize("page", ["", "dialogue/", "dialogue/speakers/", "dialogue/revisions/1/"])
def test_pages_of_the_programme_lead_to_the_summary_once_it_is_public(client, page):
    conference = make_released()
    link = 'href="/en/dialogue/summary/"'
    before = body_of(client, f"/en/{page}")
    edition = issue(conference)
    issued_ = body_of(client, f"/en/{page}")
    edition.withdraw(reason="Too early", by=None, at=MORNING)

    assert (link in before, link in issued_, link in body_of(client, f"/en/{page}")) == (False, True, False)


def test_pages_of_the_summary_lead_to_the_programme_where_it_is_public(client):
    released, not_released = make_released(), make_conference(slug="other")
    for conference in (released, not_released):
        issue(conference)

    assert 'href="/en/dialogue/speakers/"' in body_of(client, SUMMARY)
    assert 'href="/en/other/"' not in body_of(client, "/en/other/summary/")


def test_page_of_the_programme_still_needs_two_queries_with_a_summary(client):
    issue(make_released())
    caches.clear()

    for address in ("/en/", "/en/dialogue/speakers/"):
        caches.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        assert len(queries) == 2, address


@pytest.mark.parametrize("code", CODES)
def test_page_of_sixty_paragraphs_is_small(client, code):
    make_issued(paragraphs=60)

    assert len(client.get(f"/{code}/dialogue/summary/").content) < 110_000
