"""The history of a row in the admin: the audit trail, told to each reader as far as they may know it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.utils import timezone, translation

from conference.adminsite.history import PER_PAGE, TrailHistory
from conference.adminsite.named_rows import names_now
from conference.adminsite.trail_words import subject_in_words
from conference.languages import LANGUAGES
from conference.models import AuditEntry
from floor.models import Intervention
from floor.procedure.requests import ask_for_floor
from programme.models import Room
from programme.timetable.saving import apply_shift
from programme.timetable.shift_plan import plan_of, sessions_of
from programme.timetable.shifting import Shift
from tests.factories import MORNING, in_six, make_conference, make_panel, make_session, make_speaker
from tests.pages import as_drawn
from tests.staff import browser_of, make_member, open_form

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def page_of(row, page="change", language="en"):
    return f"/{language}/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/{page}/"


def history_of(browser, row, language="en"):
    return browser.get(page_of(row, "history", language)).content.decode()


def change(browser, row, **fields):
    response = browser.post(page_of(row), open_form(browser, page_of(row)) | fields)
    assert response.status_code == 302


@pytest.fixture
def secretariat():
    return browser_of(make_member("secretariat", "officer", first_name="Ana", last_name="Ortiz"))


def test_each_page_of_the_admin_shows_the_trail():
    others = [model for model, page in admin.site._registry.items() if not isinstance(page, TrailHistory)]

    assert others == []


def test_way_to_the_history_names_the_list_of_the_conference_above_it(secretariat):
    conference = make_conference()

    page = history_of(secretariat, make_session(conference))

    assert f'<a href="/en/admin/programme/session/?conference__id__exact={conference.pk}">Sessions</a>' in page


def test_history_tells_who_did_what_to_which_column_when(secretariat):
    session = make_session(make_conference(time_zone="America/New_York"))
    change(secretariat, session, title_fr="Ouverture")
    entry = AuditEntry.objects.about(session).get()
    AuditEntry.objects.record(act="move", subject=session, by=None, at=MORNING, detail={"position": [1, 0]})

    page = history_of(secretariat, session)

    assert "<bdi>Ana Ortiz</bdi>" in page
    assert f'<a href="/en/admin/conference/auditentry/{entry.pk}/change/">Change</a>' in page
    assert "<b>Title (French)</b>" in page
    assert "<bdi><del>Session 0 (fr)</del></bdi>" in page
    assert "<bdi><ins>Ouverture</ins></bdi>" in page
    assert "Time (New York time)" in page
    assert '<time datetime="2012-04-03T10:00:00-04:00">3 April 2012, 10 a.m.</time>' in page
    assert "a command" in page
    assert page.index("Ouverture") < page.index("3 April 2012, 10 a.m.")  # the latest first


def test_entry_that_tells_something_else_under_the_name_of_a_column_is_shown(secretariat):
    session = make_session(make_conference())
    detail = {"room": "Room XX", "conference": [None, 999], "kind": {"a": "panel"}, "starts_at": ["soon", None]}
    AuditEntry.objects.record(act="move", subject=session, by=None, at=MORNING, detail=detail)

    page = history_of(secretariat, session)

    shown = [text for text in ("Room XX", "#999", "panel", "soon") if f">{text}</" in page]
    assert shown == ["Room XX", "#999", "panel", "soon"]


def test_shift_is_in_the_history_of_its_session(secretariat):
    conference = make_conference()
    session = make_session(conference)
    shift = Shift(by=timedelta(minutes=30))
    plan = plan_of(conference, list(sessions_of(conference)), session, shift)
    apply_shift(conference, session, shift, seen=plan.shown.token, by=None, at=MORNING)

    page = history_of(secretariat, session)

    assert ">Shift times</a>" in page
    assert "<del>3 April 2012, 10.10 a.m.</del></bdi>" in page
    assert "<ins>3 April 2012, 10.40 a.m.</ins></bdi>" in page


def test_act_that_tells_the_short_name_of_a_row_is_in_the_history(secretariat):
    """A step on the floor tells its session by the short name, where other acts tell a key."""
    panel = make_panel(make_conference())
    delegation = panel.conference.delegations.create(kind="states", **in_six("name", "Norway"))
    slip = {"through": Intervention.Through.SLIP, "by": make_member("co-chair"), "at": MORNING}
    intervention = ask_for_floor(panel, delegation, key=uuid4(), **slip)

    assert panel.slug in history_of(secretariat, intervention)


def test_parts_of_a_row_are_in_its_history_and_those_taken_away_too(secretariat):
    conference = make_conference()
    panel, speaker = make_panel(conference), make_speaker(conference, **in_six("name", "Rana"))
    role = {"roles-0-speaker": speaker.pk, "roles-0-kind": "panellist", "roles-0-position": "0"}
    change(secretariat, panel, **role, **{"roles-TOTAL_FORMS": "1"})
    given = AuditEntry.objects.get(act="add", subject_type="programme.role")
    change(secretariat, panel, **{"roles-0-DELETE": "on"})
    other = make_panel(conference)

    page = history_of(secretariat, panel)

    taken = AuditEntry.objects.get(act="delete", subject_type="programme.role")
    for entry in (given, taken):
        assert f"/admin/conference/auditentry/{entry.pk}/change/" in page
    assert "<ins>Rana (en)</ins>" in page
    assert "<ins>panellist</ins>" in page
    assert "The audit trail has no entry on this." in history_of(secretariat, other)


def test_values_are_for_those_who_read_the_trail(secretariat):
    session = make_session(make_conference())
    change(secretariat, session, title_fr="Ouverture")

    pages = [history_of(browser_of(make_member(role)), session) for role in ("presidents-office", "translator-fr")]

    assert all("Ana Ortiz" in page and "<b>Title (French)</b>" in page for page in pages)
    assert ["Ouverture</ins>" in page for page in pages] == [True, False]
    assert ["auditentry" in page for page in pages] == [True, False]


def test_history_tells_nothing_more_of_a_protected_person(secretariat):
    conference = make_conference()
    speaker = make_speaker(conference, **in_six("name", "Perpetua Hollingworth"))
    session = make_panel(conference)
    session.roles.create(speaker=speaker, kind="panellist")
    change(secretariat, speaker, name_fr="Perpétue Hollingworth")
    assert "Perpétue Hollingworth</ins>" in history_of(secretariat, speaker)
    change(secretariat, speaker, protected="on", displayed_name_en="A survivor")

    page = history_of(secretariat, speaker)

    assert "A survivor" in page
    assert "<b>Name (French)</b>" in page
    assert "<ins>withheld</ins>" in page
    assert "Hollingworth" not in page


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_history_is_in_the_readers_language(secretariat, language):
    session = make_session(make_conference())
    AuditEntry.objects.record(act="renumber", subject=session, by=None, at=MORNING, detail={"number": [1, 2]})
    label = {
        "ar": "إعادة ترقيم حلقات النقاش",
        "zh-hans": "重新编排小组讨论序号",
        "en": "Renumber panels",
        "fr": "Renumérotation des tables rondes",
        "ru": "Перенумерация дискуссионных форумов",
        "es": "Nueva numeración de las mesas redondas",
    }[language.code]

    page = history_of(secretariat, session, language.code)

    assert f">{label}</a>" in page
    assert f'dir="{language.direction}"' in page
    listed = secretariat.get(f"/{language.code}/admin/conference/auditentry/").content.decode()
    assert listed.count(label) == 2  # in the list and among the filters


def test_long_history_is_paged_with_the_same_number_of_queries(secretariat, django_assert_max_num_queries):
    session = make_session(make_conference())
    for number in range(PER_PAGE + 1):
        AuditEntry.objects.record(
            act="move", subject=session, by=None, at=timezone.now(), detail={"position": [number, number + 1]}
        )

    with django_assert_max_num_queries(20):
        first = history_of(secretariat, session)
    second = secretariat.get(f"{page_of(session, 'history')}?p=2").content.decode()

    assert (first.count("<time"), second.count("<time")) == (PER_PAGE, 1)
    assert '<a href="?p=2">2</a>' in first
    assert f"{PER_PAGE + 1} entries" in first


def test_row_that_is_gone_or_hidden_has_no_history(secretariat):
    session = make_session(make_conference())
    address = page_of(session, "history")
    assert secretariat.get(address).status_code == 200

    assert browser_of(make_member(None, "visitor")).get(address).status_code == 403
    session.delete()
    assert secretariat.get(address).status_code == 302


def test_no_other_log_is_written_and_the_index_shows_the_readers_own_acts(secretariat):
    session = make_session(make_conference())
    assert "None available" in secretariat.get("/en/admin/").content.decode()
    change(secretariat, session, title_fr="Ouverture")
    secretariat.post(
        "/en/admin/programme/session/",
        {"action": "delete_selected", "_selected_action": [session.pk], "post": "yes"},
    )

    page = as_drawn(secretariat.get("/en/admin/").content.decode())

    assert '<li>Delete<br><span class="mini quiet">Session: <bdi>Session 0 (en)</bdi></span></li>' in page
    assert '<li>Change<br><span class="mini quiet">Session: <bdi>Session 0 (en)</bdi></span></li>' in page
    assert not LogEntry.objects.exists()


def test_row_is_named_in_the_language_of_the_page_and_else_as_it_was_called(django_assert_num_queries):
    session = make_session(make_conference())
    with translation.override("en"):
        gone = Room(pk=10**6, conference=session.conference, name_en="Gone")
    entries = [
        AuditEntry.objects.record(act="change", subject=row, by=None, at=timezone.now())
        for row in (session, session, gone)
    ]

    with translation.override("fr"), django_assert_num_queries(2):  # one for each kind of rows
        names = names_now(entries)
        shown = [subject_in_words(entry, names) for entry in entries]

    assert shown == ["Session 0 (fr)", "Session 0 (fr)", "Gone"]
