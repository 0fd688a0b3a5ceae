import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference import caches
from conference.languages import CODES, LANGUAGES
from tests.factories import in_six, make_conference, make_panel, make_released, make_session, make_speaker, release

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PAGES = [
    "",
    "sessions/session-0/",
    "my-programme/",
    "speakers/",
    "list-of-speakers/",
    "speakers/speaker-0/",
    "delegations/",
    "search/",
    "documents/",
    "changes/",
    "contact/",
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("sessions", [1, 3])
def test_public_page_needs_two_queries_whatever_the_number_of_sessions(client, page, sessions):
    # One for whose name the changes must not tell; one for the recordings of a session, or of what a speaker said.
    needed = 3 if page == "changes/" or page.startswith(("sessions/s", "speakers/s")) else 2
    conference = make_released(sessions)
    for text in ("Second", "Third"):
        conference.sessions.update(**in_six("description", text))
        release(conference)

    for code in CODES:
        caches.clear()
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"/{code}/dialogue/{page}")
        assert (response.status_code, len(queries)) == (200, needed)


def test_front_page_needs_two_queries_whatever_the_number_of_sessions(client):
    for sessions in (1, 3):
        make_released(sessions, slug=f"dialogue-{sessions}")

    with CaptureQueriesContext(connection) as queries:
        client.get("/en/")

    assert len(queries) == 2


@pytest.mark.parametrize("page", PAGES)
def test_page_says_its_language_and_direction_and_links_its_siblings(client, page):
    make_released()

    for language in LANGUAGES:
        body = client.get(f"/{language.code}/dialogue/{page}").content.decode()
        assert f'<html lang="{language.html}" dir="{language.direction}">' in body
        for sibling in LANGUAGES:
            assert f'hreflang="{sibling.html}" href="http://localhost:8000/{sibling.code}/dialogue/{page}"' in body


@pytest.mark.parametrize("code", CODES)
def test_programme_shows_each_text_in_the_language_of_the_page_alone(client, code):
    make_released()

    body = client.get(f"/{code}/dialogue/").content.decode()

    suffix = code.replace("-", "_")
    others = [language.suffix for language in LANGUAGES if language.code != code]
    assert f"Session 0 ({suffix})" in body
    assert not [other for other in others if f"({other})" in body]


def test_missing_translation_is_shown_in_the_original_language_marked_and_labelled(client):
    conference = make_conference()
    make_session(conference, title_fr="")
    release(conference)

    body = client.get("/fr/dialogue/").content.decode()

    assert '<span lang="en" dir="ltr">Session 0 (en)</span>' in body
    assert ">Anglais</span>" in body


def test_missing_original_is_shown_in_a_language_that_exists(client):
    conference = make_conference()
    make_session(conference)
    conference.sessions.update(**{**dict.fromkeys(in_six("title", ""), ""), "title_ar": "الجلسة"})
    release(conference)

    body = client.get("/fr/dialogue/").content.decode()

    assert '<span lang="ar" dir="rtl">الجلسة</span>' in body


def test_script_in_a_biography_stays_text(client):
    conference = make_conference()
    make_speaker(conference, biography_en="<script>alert(1)</script>\n\nSecond <b>paragraph</b>.")
    release(conference)

    body = client.get("/en/dialogue/speakers/speaker-0/").content.decode()

    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in body
    assert "<p>Second &lt;b&gt;paragraph&lt;/b&gt;.</p>" in body


def test_cause_is_on_every_page_with_its_link(client):
    conference = make_released(**in_six("cause_title", "Fund"), cause_url="https://fund.example.org/{language}/")
    assert conference.cause_title

    for page in PAGES:
        body = client.get(f"/zh-hans/dialogue/{page}").content.decode()
        assert "Fund (zh_hans)" in body
        assert 'href="https://fund.example.org/zh/"' in body


def test_link_to_a_page_in_another_language_says_so(client):
    make_released(**in_six("cause_title", "Fund"), cause_url="https://fund.example.org/en/fund.html")

    for code, in_words in (("ar", True), ("en", False)):
        body = client.get(f"/{code}/dialogue/").content.decode()
        link = body.partition('href="https://fund.example.org/en/fund.html"')[2].partition("</p>")[0]
        assert ('hreflang="en"' in link, ">English</span>" in link) == (in_words, in_words)


@pytest.mark.parametrize("path", ["", "dialogue/", "dialogue/speakers/"])
def test_search_engines_learn_the_address_that_asks_for_the_reader_s_language(client, path):
    make_released()
    address = f"{settings.PUBLIC_URL}/{path}"

    assert f'<link rel="alternate" hreflang="x-default" href="{address}">' in client.get(f"/fr/{path}").content.decode()


def title(client, address):
    return " ".join(client.get(address).content.decode().partition("<title>")[2].partition("</title>")[0].split())


def test_pages_of_a_dialogue_have_titles_of_their_own(client):
    make_released()
    pages = ("", "dialogue/", "dialogue/revisions/1/", "dialogue/speakers/", "dialogue/sessions/session-0/")
    titles = [title(client, f"/en/{page}") for page in pages]

    assert len(set(titles)) == len(titles), titles
    assert titles[2] == "Programme – Dialogue (en) – Revision 1"


@pytest.mark.parametrize(
    "address",
    [
        "/de/dialogue/",
        "/en/nowhere/",
        "/en/dialogue/sessions/nowhere/",
        "/en/dialogue/speakers/nowhere/",
        "/en/dialogue/revisions/2/",
        "/en/dialogue/revisions/0/",
        "/en/dialogue/revisions/99999999999999999999/",
        "/en/dialogue/speakers/speaker-0/photograph.jpg",
        "/xx/",
    ],
)
def test_what_does_not_exist_is_not_found(client, address):
    make_released()

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(("code", "words"), [("ar", "rtl"), ("fr", "ltr")])
def test_not_found_page_is_in_the_language_of_the_address(client, code, words):
    body = client.get(f"/{code}/nowhere/").content.decode()

    assert f'<html lang="{code}" dir="{words}">' in body


def test_what_is_not_found_within_a_dialogue_has_its_menu_and_a_way_on(client):
    make_released()
    conference = make_conference(slug="secret")
    assert conference.releases.count() == 0

    for page in ("nothing/", "sessions/nothing/", "revisions/7/"):
        response = client.get(f"/ar/dialogue/{page}")
        body = response.content.decode()
        assert response.status_code == 404
        assert 'id="menu"' in body
        assert body.count('href="/ar/dialogue/"') > 1
        assert "canonical" not in body
    assert 'id="menu"' not in client.get("/ar/secret/sessions/nothing/").content.decode()


def test_conference_that_was_never_released_answers_as_if_it_did_not_exist(client):
    make_conference(slug="secret")
    never = client.get("/en/never/").content.decode()

    response = client.get("/en/secret/")

    assert response.status_code == 404
    assert response.content.decode() == never.replace("/never/", "/secret/")


def test_chinese_is_found_under_its_short_code_too(client):
    assert client.get("/zh/dialogue/").headers["Location"] == "/zh-hans/dialogue/"


@pytest.mark.parametrize(("asked", "given"), [("ar", "ar"), ("zh-CN,en;q=0.5", "zh-hans"), ("de", "en"), ("", "en")])
def test_root_leads_to_the_language_that_the_browser_asks_for(client, asked, given):
    response = client.get("/", headers={"accept-language": asked})

    assert (response.status_code, response.headers["Location"]) == (302, f"/{given}/")


def test_empty_programme_says_that_sessions_are_not_yet_announced(client):
    release(make_conference())

    body = client.get("/en/dialogue/").content.decode()

    assert "The sessions have not been announced yet." in body


def test_panel_shows_its_number_themes_people_and_speaking_time(client):
    conference = make_conference()
    make_panel(conference)
    panel = make_panel(conference, **in_six("after_presentations", "The floor is open"))
    panel.guidingquestions.create(**in_six("text", "What can be done?"))
    panel.roles.create(kind="moderator", speaker=make_speaker(conference, **in_six("function", "Professor")))
    release(conference)

    body = client.get("/en/dialogue/sessions/session-1/").content.decode()

    for words in (
        "Interactive panel discussion II",
        "Theme 0 (en)",
        "What can be done? (en)",
        "Moderator",
        "Professor (en)",
        "3 minutes for each intervention from the floor",
        "The floor is open (en)",
    ):
        assert words in body


def test_actual_times_are_shown_beside_the_planned_ones(client):
    conference = make_conference()
    session = make_session(conference)
    session.began_at, session.ended_at = session.starts_at.replace(minute=5), session.ends_at.replace(minute=25)
    session.save(update_fields=["began_at", "ended_at"])
    release(conference)

    body = client.get("/en/dialogue/sessions/session-0/").content.decode()

    assert ">10.05</time> to " in body
    assert ">10.25 a.m.</time>" in body


def test_speakers_are_listed_in_the_order_of_the_language(client):
    conference = make_conference()
    make_speaker(conference, slug="a", sort_name_en="Zulu", sort_name_es="Ñandú")
    make_speaker(conference, slug="b", sort_name_en="Émile", sort_name_es="Oro")
    make_speaker(conference, slug="c", sort_name_en="Frank", sort_name_es="Nube")
    release(conference)

    def order(code):
        return [speaker["slug"] for speaker in client.get(f"/{code}/dialogue/speakers/").context["speakers"]]

    assert order("en") == ["b", "c", "a"]
    assert order("es") == ["c", "a", "b"]


def test_speaker_who_did_not_consent_is_not_indexed(client):
    conference = make_conference()
    make_speaker(conference, slug="hidden")
    make_speaker(conference, slug="open", consents_to_indexing=True)
    release(conference)

    assert 'content="noindex"' in client.get("/en/dialogue/speakers/hidden/").content.decode()
    assert 'content="noindex"' not in client.get("/en/dialogue/speakers/open/").content.decode()


def test_list_of_speakers_is_in_the_order_of_protocol_on_each_page(client):
    conference = make_conference()
    delegation = conference.delegations.create(kind="states", **in_six("name", "Austria"))
    make_speaker(conference, delegation=delegation, **in_six("name", "A"))
    make_speaker(conference, function_en="Secretary-General of the United Nations", **in_six("name", "C"))
    make_speaker(conference, function_en="President of the General Assembly", **in_six("name", "B"))
    release(conference)

    for language in LANGUAGES:
        page = client.get(f"/{language.code}/dialogue/list-of-speakers/")
        kinds = page.context["kinds"]

        assert [(kind, [row["slug"] for group in groups for row in group.speakers]) for kind, groups in kinds] == [
            ("principals", ["speaker-2", "speaker-1"]),
            ("states", ["speaker-0"]),
        ]
        assert (
            f'href="/{language.code}/dialogue/list-of-speakers/"'
            in client.get(f"/{language.code}/dialogue/speakers/").content.decode()
        )


def test_break_has_no_page_and_stands_beside_no_session(client):
    conference = make_conference()
    for kind in ("opening", "break", "closing"):
        make_session(conference, kind=kind)
    release(conference)

    answer = client.get("/en/dialogue/sessions/session-1/")
    before, after = (client.get(f"/en/dialogue/sessions/session-{number}/").content.decode() for number in (0, 2))

    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/dialogue/")
    assert ('rel="next" href="/en/dialogue/sessions/session-2/"' in before, 'rel="prev"' in before) == (True, False)
    assert ('rel="prev" href="/en/dialogue/sessions/session-0/"' in after, 'rel="next"' in after) == (True, False)


@pytest.mark.parametrize("contact", [{"contact_phone": "+1 212"}, {}])
def test_contact_stands_in_the_menu_where_there_is_one(client, contact):
    release(make_conference(**contact))

    menu = client.get("/en/dialogue/").content.decode()

    assert ('href="/en/dialogue/contact/"' in menu, 'href="/en/dialogue/documents/"' in menu) == (bool(contact), True)


def test_rehearsals_stand_on_the_front_page_for_those_alone_who_are_signed_in(client, django_user_model):
    release(make_conference())
    release(make_conference(slug="trial", purpose="rehearsal"))

    anybody = client.get("/en/").content.decode()
    client.force_login(django_user_model.objects.create_user("colleague"))
    signed_in = client.get("/en/").content.decode()

    assert ("/en/trial/" in anybody, "/en/trial/" in signed_in) == (False, True)


def test_kind_of_a_session_is_told_where_its_title_does_not(client):
    conference = make_conference()
    make_session(conference, kind="opening")
    make_panel(conference)
    release(conference)

    opening, panel = (client.get(f"/en/dialogue/sessions/session-{n}/").content.decode() for n in (0, 1))

    assert ("opening session" in opening.lower(), "Interactive panel discussion" in panel) == (False, True)
