import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError

from conference.models import AuditEntry, Conference
from programme.models import Session
from tests.factories import make_conference, make_panel, make_released, make_session
from tests.staff import browser_of, make_member, open_form
from tests.together import just_before

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def member():
    return make_member("secretariat")


@pytest.fixture
def secretariat(member):
    return browser_of(member)


def page_of(row):
    return f"/en/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def entries(act):
    return list(AuditEntry.objects.filter(act=act).order_by("pk"))


def test_change_is_entered_with_what_was_there_before_and_after(secretariat, member):
    session = make_session(make_conference())

    secretariat.post(page_of(session), open_form(secretariat, page_of(session)) | {"title_fr": "Ouverture"})

    (entry,) = entries("change")
    assert entry.detail == {"title_fr": ["Session 0 (fr)", "Ouverture"]}
    assert (entry.by, entry.conference, entry.subject_type, entry.subject_id) == (
        member,
        session.conference,
        "programme.session",
        str(session.pk),
    )


def test_long_texts_are_shortened_in_the_entry(secretariat):
    session = make_session(make_conference(), description_fr="a" * 5000)
    sent = open_form(secretariat, page_of(session)) | {"description_fr": "b" * 6000}

    secretariat.post(page_of(session), sent)

    before, after = entries("change")[0].detail["description_fr"]
    assert (before, after) == ("a" * 299 + "…", "b" * 299 + "…")


def test_times_are_entered_in_utc(secretariat):
    session = make_session(make_conference())

    secretariat.post(page_of(session), open_form(secretariat, page_of(session)) | {"ends_at_1": "11:00"})

    assert entries("change")[0].detail == {"ends_at": ["2012-04-03T14:10:00+00:00", "2012-04-03T15:00:00+00:00"]}


def test_added_row_is_entered_with_its_texts(secretariat):
    conference = make_conference()
    sent = open_form(secretariat, "/en/admin/programme/room/add/")

    secretariat.post("/en/admin/programme/room/add/", sent | {"conference": conference.pk, "name_en": "Room 4"})

    (entry,) = entries("add")
    assert entry.conference == conference
    assert entry.detail == {"conference": [None, conference.pk], "name_en": [None, "Room 4"], "position": [None, 0]}


def test_rows_within_a_page_have_entries_of_their_own(secretariat):
    panel = make_panel(make_conference())
    added = {"themes-TOTAL_FORMS": "3", "themes-2-text_en": "New", "themes-2-position": "2", "themes-2-panel": panel.pk}
    changed = {"themes-0-text_fr": "Prévention"}
    deleted = {"themes-1-DELETE": "on"}

    secretariat.post(page_of(panel), open_form(secretariat, page_of(panel)) | added | changed | deleted)

    found = {entry.act: (entry.subject_type, entry.conference) for entry in AuditEntry.objects.exclude(by=None)}
    theme = ("programme.theme", panel.conference)
    assert found == {"add": theme, "change": theme, "delete": theme}
    assert entries("change")[0].detail == {"text_fr": ["Theme 0 (fr)", "Prévention"]}
    assert entries("delete")[0].detail["text_ru"] == ["Theme 1 (ru)", None]


def test_deleted_row_is_entered_with_its_texts(secretariat):
    session = make_session(make_conference())

    secretariat.post(f"/en/admin/programme/session/{session.pk}/delete/", {"post": "yes"})

    (entry,) = entries("delete")
    assert not Session.objects.exists()
    assert (entry.conference, entry.subject_id, entry.detail["title_ar"]) == (
        session.conference,
        str(session.pk),
        ["Session 0 (ar)", None],
    )


def test_each_of_several_rows_deleted_from_a_list_is_entered(secretariat):
    conference = make_conference()
    sessions = [make_session(conference), make_session(conference)]

    secretariat.post(
        "/en/admin/programme/session/",
        {"action": "delete_selected", "_selected_action": [row.pk for row in sessions], "post": "yes"},
    )

    assert {entry.subject_id for entry in entries("delete")} == {str(row.pk) for row in sessions}


def test_deleted_conference_leaves_its_entries(secretariat):
    conference = make_conference()

    secretariat.post(f"/en/admin/conference/conference/{conference.pk}/delete/", {"post": "yes"})

    assert not Conference.objects.exists()
    assert [(entry.subject_id, entry.conference) for entry in entries("delete")] == [(str(conference.pk), None)]


def test_released_conference_is_not_deleted(secretariat):
    conference = make_released()

    response = secretariat.post(f"/en/admin/conference/conference/{conference.pk}/delete/", {"post": "yes"})

    assert response.status_code == 200
    assert Conference.objects.get() == conference


def test_nothing_is_entered_where_nothing_could_be_saved(secretariat):
    session = make_session(make_conference())
    sent = open_form(secretariat, page_of(session)) | {"title_fr": "Ouverture"}

    with pytest.raises(Refused), just_before('UPDATE "programme_session"', _refuse):
        secretariat.post(page_of(session), sent)

    assert entries("change") == []


class Refused(DatabaseError):
    pass


def _refuse():
    raise Refused


def test_role_given_to_a_person_is_entered():
    clerk = make_member("note-taker")
    make_member("co-chair")
    administrator = browser_of(make_member(None, "root", is_superuser=True))
    sent = open_form(administrator, page_of(clerk)) | {"groups": [Group.objects.get(name="co-chair").pk]}

    administrator.post(page_of(clerk), sent)

    assert entries("change")[0].detail == {"groups": [["note-taker"], ["co-chair"]]}


def test_password_set_for_somebody_is_entered_without_the_password(secretariat):
    clerk = make_member("note-taker")
    words = "four long words here"

    secretariat.post(
        f"/en/admin/conference/user/{clerk.pk}/password/",
        {"password1": words, "password2": words, "usable_password": "true", "set-password": "Change password"},
    )

    clerk.refresh_from_db()
    assert clerk.check_password(words)
    assert [(entry.subject_name, entry.detail) for entry in entries("set password")] == [("note-taker", {})]


def test_person_added_is_entered_without_the_password(secretariat):
    words = "four long words here"

    secretariat.post(
        "/en/admin/conference/user/add/",
        {"username": "new", "password1": words, "password2": words, "usable_password": "true"},
    )

    (entry,) = entries("add")
    assert entry.subject_name == "new"
    assert "password" not in str(entry.detail)


@pytest.mark.parametrize("kind", ["auditentry", "release"])
def test_what_is_on_file_is_read_and_never_written(kind):
    conference = make_released()
    root = browser_of(make_member("secretariat", "root", is_superuser=True))
    row = {"auditentry": AuditEntry.objects, "release": conference.releases}[kind].first()

    assert root.get(page_of(row)).status_code == 200
    assert root.get(f"/en/admin/conference/{kind}/?conference__id__exact={conference.pk}&q=dialogue").status_code == 200
    assert root.post(page_of(row), {"act": "forged"}).status_code == 403
    assert root.get(f"/en/admin/conference/{kind}/add/").status_code == 403
    assert root.post(f"/en/admin/conference/{kind}/{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_entry_shows_markup_in_a_text_as_text(secretariat):
    session = make_session(make_conference())
    sent = open_form(secretariat, page_of(session)) | {"title_fr": "<script>alert(1)</script>"}
    secretariat.post(page_of(session), sent)

    page = secretariat.get(page_of(entries("change")[0])).content.decode()

    assert "<ins>&lt;script&gt;alert(1)&lt;/script&gt;</ins>" in page
