import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference.languages import LANGUAGES
from conference.models import AuditEntry, User
from tests.factories import in_six, make_conference, make_panel, make_session, make_speaker
from tests.pages import body_of
from tests.staff import browser_of, errors_on, form_of, make_member, open_form

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def secretariat():
    return browser_of(make_member("secretariat"))


def page_of(row):
    return f"/en/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


# Two people at one row


def test_two_people_who_save_two_languages_of_one_row_both_keep_theirs():
    session = make_session(make_conference(), description_en="First\n\nSecond")
    one, other = browser_of(make_member("secretariat", "a")), browser_of(make_member("secretariat", "b"))
    french, russian = open_form(one, page_of(session)), open_form(other, page_of(session))

    answers = [
        one.post(page_of(session), french | {"title_fr": "Ouverture"}),
        other.post(page_of(session), russian | {"title_ru": "Открытие"}),
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    session.refresh_from_db()
    assert (session.title_fr, session.title_ru, session.title_en) == ("Ouverture", "Открытие", "Session 0 (en)")


def test_two_people_who_save_two_languages_of_one_theme_both_keep_theirs():
    panel = make_panel(make_conference())
    one, other = browser_of(make_member("secretariat", "a")), browser_of(make_member("secretariat", "b"))
    french, russian = open_form(one, page_of(panel)), open_form(other, page_of(panel))

    one.post(page_of(panel), french | {"themes-0-text_fr": "Prévention"})
    other.post(page_of(panel), russian | {"themes-0-text_ru": "Предотвращение"})

    theme = panel.themes.first()
    assert (theme.text_fr, theme.text_ru) == ("Prévention", "Предотвращение")


def test_row_that_another_request_writes_between_the_check_and_the_write_is_told(secretariat):
    """The other's row is there when ours is written, and stays when ours is undone."""
    conference, add = make_conference(), "/en/admin/speakers/speaker/add/"
    sent = open_form(secretariat, add) | {"conference": conference.pk, "slug": "awa-diop", "name_en": "Awa Diop"}
    steps = ["INSERT INTO", "ROLLBACK TO SAVEPOINT"]

    def another_writes(execute, sql, params, many, context):
        if steps[0] == "INSERT INTO" and sql.startswith('INSERT INTO "speakers_speaker"'):
            steps.pop(0)
            make_speaker(conference, slug="awa-diop", name_en="The first")
            return execute(sql, params, many, context)
        answer = execute(sql, params, many, context)
        if steps[0] == "ROLLBACK TO SAVEPOINT" and sql.startswith(steps[0]):
            steps[0] = "nothing more"
            make_speaker(conference, slug="awa-diop", name_en="The first")
        return answer

    with connection.execute_wrapper(another_writes):
        response = secretariat.post(add, sent)

    assert errors_on(response) == ["Another speaker of this conference has this short name."]
    assert form_of(response)["name_en"] == "Awa Diop"
    assert conference.speakers.get().name_en == "The first"


def test_second_of_two_people_at_one_text_is_told_and_keeps_what_they_wrote():
    session = make_session(make_conference())
    one = browser_of(make_member("secretariat", "a", first_name="Awa", last_name="Diop"))
    other = browser_of(make_member("secretariat", "b"))
    first, second = open_form(one, page_of(session)), open_form(other, page_of(session))
    one.post(page_of(session), first | {"title_fr": "Ouverture"})

    response = other.post(page_of(session), second | {"title_fr": "Séance d’ouverture"})

    assert errors_on(response) == [
        "Awa Diop has changed this since you opened the page: “Ouverture”. "
        "What you wrote is kept below but not yet saved; save again to replace their text."
    ]
    assert form_of(response)["title_fr"] == "Séance d’ouverture"
    session.refresh_from_db()
    assert session.title_fr == "Ouverture"


def test_saving_again_after_being_told_puts_ones_own_text_in_place_and_touches_nothing_else():
    session = make_session(make_conference())
    one, other = browser_of(make_member("secretariat", "a")), browser_of(make_member("secretariat", "b"))
    first, second = open_form(one, page_of(session)), open_form(other, page_of(session))
    one.post(page_of(session), first | {"title_fr": "Ouverture", "title_es": "Apertura"})

    told = other.post(page_of(session), second | {"title_fr": "Séance d’ouverture"})
    response = other.post(page_of(session), form_of(told))

    assert response.status_code == 302
    session.refresh_from_db()
    assert (session.title_fr, session.title_es) == ("Séance d’ouverture", "Apertura")


def test_two_people_who_write_the_same_text_do_not_hinder_each_other():
    session = make_session(make_conference())
    one, other = browser_of(make_member("secretariat", "a")), browser_of(make_member("secretariat", "b"))
    first, second = open_form(one, page_of(session)), open_form(other, page_of(session))
    one.post(page_of(session), first | {"title_fr": "Ouverture"})

    response = other.post(page_of(session), second | {"title_fr": "Ouverture"})

    assert response.status_code == 302


def test_times_that_somebody_else_moved_stay_moved_when_a_text_is_saved(secretariat):
    session = make_session(make_conference())
    sent = open_form(secretariat, page_of(session))
    mover = browser_of(make_member("secretariat", "mover"))
    mover.post(page_of(session), open_form(mover, page_of(session)) | {"ends_at_1": "12:30"})

    secretariat.post(page_of(session), sent | {"title_fr": "Ouverture"})

    session.refresh_from_db()
    assert (session.title_fr, session.ends_at.astimezone(session.conference.zone).hour) == ("Ouverture", 12)


def test_text_of_the_page_language_can_be_emptied(secretariat):
    session = make_session(make_conference())
    address = page_of(session).replace("/en/", "/fr/")

    answer = secretariat.post(address, open_form(secretariat, address) | {"title_fr": ""})

    session.refresh_from_db()
    assert (answer.status_code, session.title_fr or "", session.title_en) == (302, "", "Session 0 (en)")


def test_form_saved_untouched_changes_and_enters_nothing(secretariat):
    conference = make_conference(background_en="One\n\nTwo ", **{"contact_email": "a@example.org"})
    conference.organizers.create(**in_six("name", "Office"))
    before = AuditEntry.objects.count()

    response = secretariat.post(page_of(conference), open_form(secretariat, page_of(conference)))

    assert response.status_code == 302
    assert AuditEntry.objects.count() == before


def test_theme_that_somebody_else_deleted_meanwhile_is_an_error_of_the_form(secretariat):
    panel = make_panel(make_conference())
    sent = open_form(secretariat, page_of(panel))
    panel.themes.all().delete()

    response = secretariat.post(page_of(panel), sent | {"themes-0-text_fr": "Prévention"})

    assert response.status_code == 200


# A translator's columns


def test_translator_reads_all_columns_and_may_write_those_of_the_language():
    session = make_session(make_conference())
    translator = browser_of(make_member("translator-fr"))

    response = translator.get(page_of(session))

    written = {name for name in form_of(response) if not name.startswith(("csrf", "roles-"))}
    assert written == {
        "title_fr",
        "description_fr",
        "after_presentations_fr",
        "own_kind_fr",
        "organized_by_fr",
        "loaded",
    }
    assert "Session 0 (en)" in response.content.decode()


def test_translator_saves_the_language_and_a_forged_field_changes_nothing():
    session = make_session(make_conference())
    translator = browser_of(make_member("reviser-fr"))
    sent = open_form(translator, page_of(session))

    response = translator.post(
        page_of(session), sent | {"title_fr": "Ouverture", "title_en": "Forged", "slug": "forged", "position": "9"}
    )

    assert response.status_code == 302
    session.refresh_from_db()
    assert (session.title_fr, session.title_en, session.slug, session.position) == (
        "Ouverture",
        "Session 0 (en)",
        "session-0",
        0,
    )


def test_translator_of_themes_changes_their_texts_and_neither_adds_nor_deletes_any():
    panel = make_panel(make_conference())
    translator = browser_of(make_member("translator-ru"))
    sent = open_form(translator, page_of(panel))
    forged = {
        "themes-0-text_ru": "Предотвращение",
        "themes-0-text_en": "Forged",
        "themes-1-DELETE": "on",
        "themes-TOTAL_FORMS": "3",
        "themes-2-text_ru": "Forged",
        "themes-2-text_en": "Forged",
        "themes-2-position": "3",
        "themes-2-panel": str(panel.pk),
    }

    translator.post(page_of(panel), sent | forged)

    assert list(panel.themes.values_list("text_ru", "text_en")) == [
        ("Предотвращение", "Theme 0 (en)"),
        ("Theme 1 (ru)", "Theme 1 (en)"),
    ]


@pytest.mark.parametrize("row", ["add/", "{}/delete/"])
def test_translator_can_neither_add_nor_delete(row):
    session = make_session(make_conference())
    translator = browser_of(make_member("translator-fr"))

    response = translator.post(f"/en/admin/programme/session/{row.format(session.pk)}", {"post": "yes"})

    assert response.status_code == 403
    session.refresh_from_db()


def test_note_taker_reads_and_writes_nothing():
    session = make_session(make_conference())
    reader = browser_of(make_member("note-taker"))

    assert reader.get(page_of(session)).status_code == 200
    assert reader.post(page_of(session), {"title_en": "Forged"}).status_code == 403


def test_secretariat_of_a_person_who_also_translates_is_not_narrowed():
    user = make_member("secretariat")
    user.groups.add(*make_member("translator-fr").groups.all())
    session = make_session(make_conference())

    assert {"slug", "title_en", "title_ar"} <= open_form(browser_of(user), page_of(session)).keys()


# Fields and lists


def test_each_text_carries_the_language_and_direction_of_its_column(secretariat):
    session = make_session(make_conference())

    page = secretariat.get(page_of(session)).content.decode()

    for language in LANGUAGES:
        field = page[page.index(f'name="title_{language.suffix}"') :].partition(">")[0]
        assert (f'lang="{language.html}"' in field, f'dir="{language.direction}"' in field) == (True, True)


def test_text_that_is_only_read_carries_its_language_too():
    session = make_session(make_conference())

    page = browser_of(make_member("note-taker")).get(page_of(session)).content.decode()

    assert '<div class="readonly" lang="ar" dir="rtl">Session 0 (ar)</div>' in page


def test_text_is_needed_in_the_original_language_of_the_conference_alone(secretariat):
    session = make_session(make_conference(original_language="fr"))
    sent = open_form(secretariat, page_of(session))

    without_french = secretariat.post(page_of(session), sent | {"title_fr": ""})
    without_english = secretariat.post(page_of(session), sent | {"title_en": ""})

    assert errors_on(without_french) == ["This text is needed in the original language."]
    assert without_english.status_code == 302


@pytest.mark.parametrize("words", ["Session 0 (ar)", "session-0"])
def test_search_finds_a_text_in_each_language_whatever_the_page_language(secretariat, words):
    conference = make_conference()
    make_session(conference)
    make_session(conference)

    response = secretariat.get("/fr/admin/programme/session/", {"q": words})

    assert [row.slug for row in response.context["cl"].result_list] == ["session-0"]


def test_list_names_the_languages_that_are_missing(secretariat):
    make_session(make_conference(), title_ar="", title_ru=None)

    page = secretariat.get("/en/admin/programme/session/").content.decode()

    missing = page[page.index('class="field-missing"') :].partition("</td>")[0]
    assert [code for code in ("ar", "zh-Hans", "en", "fr", "ru", "es") if f">{code}<" in missing] == ["ar", "ru"]


@pytest.mark.parametrize(
    "address",
    ["programme/session/", "programme/room/", "speakers/speaker/", "speakers/delegation/", "conference/conference/"],
)
def test_list_asks_the_database_as_often_for_three_rows_as_for_one(secretariat, address):
    queries = []
    for number in range(3):
        conference = make_conference(slug=f"dialogue-{number}")
        make_session(conference, room=conference.rooms.create(**in_six("name", "Room")))
        make_speaker(conference, delegation=conference.delegations.create(kind="media", **in_six("name", "Press")))
        with CaptureQueriesContext(connection) as counted:
            secretariat.get(f"/en/admin/{address}")
        queries.append(len(counted))

    assert queries[0] == queries[2]


# Bad input


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("title_fr", "x" * 1_000_000, "Ensure this value has at most 300 characters (it has 1000000)."),
        ("description_ru", "ж" * 1_000_000, "Ensure this value has at most 20000 characters (it has 1000000)."),
        ("title_ar", "a\x07b", "The text has a control character (U+0007) at place 2; remove it."),
        ("title_es", "a\x00b", "Null characters are not allowed."),
        ("title_en", "a\nb", "This is one line; the text has a line break."),
    ],
)
def test_text_that_cannot_be_kept_comes_back_with_a_reason(secretariat, field, text, message):
    session = make_session(make_conference())

    response = secretariat.post(page_of(session), open_form(secretariat, page_of(session)) | {field: text})

    assert errors_on(response) == [message]
    assert response.context["adminform"].form.data[field] == text


def test_script_in_a_text_is_shown_as_text(secretariat):
    session = make_session(make_conference(), title_en="<script>alert(1)</script>")
    reader = browser_of(make_member("note-taker"))

    pages = [
        secretariat.get(page_of(session)),
        secretariat.get("/en/admin/programme/session/"),
        reader.get(page_of(session)),
        secretariat.get(f"/en/admin/programme/session/{session.pk}/delete/"),
    ]

    for body in map(body_of, pages):
        assert "&lt;script&gt;alert(1)" in body
        assert "<script>alert" not in body


def test_unknown_time_zone_is_an_error_of_the_form(secretariat):
    conference = make_conference()
    sent = open_form(secretariat, page_of(conference)) | {"time_zone": "America/Gotham"}

    response = secretariat.post(page_of(conference), sent)

    assert errors_on(response) == ["“America/Gotham” is not a time zone; write one such as Africa/Nairobi."]


def test_last_day_before_the_first_is_an_error_of_the_form(secretariat):
    conference = make_conference()
    sent = open_form(secretariat, page_of(conference)) | {"ends_on": "2012-04-02"}

    assert errors_on(secretariat.post(page_of(conference), sent)) == ["The last day cannot be before the first."]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_conference_at_the_end_of_time_is_an_error_of_the_form(secretariat, day):
    conference = make_conference()
    sent = open_form(secretariat, page_of(conference)) | {"starts_on": day, "ends_on": day}

    assert errors_on(secretariat.post(page_of(conference), sent)) == ["Write a year from 1945 to 2199."]


def test_row_that_does_not_exist_is_answered_without_an_error(secretariat):
    for number in ("999999", "x", "9" * 40):
        assert secretariat.get(f"/en/admin/programme/session/{number}/change/").status_code == 302


# The page


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
def test_admin_is_in_the_language_of_its_address(secretariat, direction):
    code = {"rtl": "ar", "ltr": "ru"}[direction]

    page = secretariat.get(f"/{code}/admin/").content.decode()

    assert f'<html lang="{code}" dir="{direction}">' in page


def test_admin_has_nothing_inline_and_links_the_page_in_six_languages(secretariat):
    session = make_session(make_conference())

    page = secretariat.get(page_of(session) + "?x=1").content.decode()

    assert "<style" not in page
    assert ' style="' not in page
    assert " onclick" not in page
    for code in ("ar", "zh-hans", "en", "fr", "ru", "es"):
        assert f'href="{page_of(session).replace("/en/", f"/{code}/")}?x=1"' in page


def test_page_of_a_conference_links_the_lists_of_what_belongs_to_it(secretariat):
    conference = make_conference()
    make_session(conference)

    page = secretariat.get(page_of(conference)).content.decode()

    assert f'<a href="/en/admin/programme/session/?conference__id__exact={conference.pk}">Sessions</a>: 1' in page


# Who may make whom


def test_secretariat_makes_nobody_a_superuser_and_changes_none(secretariat):
    root = User.objects.create_superuser("root")
    clerk = make_member("note-taker")
    sent = open_form(secretariat, page_of(clerk)) | {"is_superuser": "on", "first_name": "Ana"}

    secretariat.post(page_of(clerk), sent)

    clerk.refresh_from_db()
    assert (clerk.first_name, clerk.is_superuser) == ("Ana", False)
    assert secretariat.post(page_of(root), {"username": "mine"}).status_code == 403
    assert secretariat.post(f"/en/admin/conference/user/{root.pk}/password/", {}).status_code == 403


def test_groups_are_read_only_even_for_a_superuser():
    group = make_member("note-taker").groups.get()
    root = browser_of(User.objects.create_superuser("root"))

    assert root.get(page_of(group)).status_code == 200
    assert root.post("/en/admin/auth/group/add/", {"name": "new"}).status_code == 403
