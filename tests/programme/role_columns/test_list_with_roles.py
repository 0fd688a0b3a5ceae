"""A list of people with their panels and roles comes in: one file, its columns matched once, one confirmation."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conference.imports.matching import ColumnOfFile, Matching
from conference.models import AuditEntry, ImportFile
from programme.models import Role
from speakers.imports.columns import KINDS
from speakers.imports.export import as_csv, as_xlsx
from speakers.imports.matching import PeopleMatcher
from speakers.imports.parse import read
from speakers.imports.preview import preview_table
from speakers.models import Speaker, State
from tests.factories import make_conference, make_panel, make_session, make_speaker
from tests.programme.role_columns.lists import list_of_people
from tests.speakers.imports.tables import csv_of, preview, problems_of
from tests.staff import browser_of, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    conference = make_conference()
    for iso3, iso2, m49, name in [("NOR", "NO", "578", "Норвегия"), ("CHL", "CL", "152", "Чили")]:
        State.objects.create(
            iso3=iso3, iso2=iso2, m49=m49, status="member", region="europe", name_ru=name, name_en=iso3
        )
    make_session(conference, slug="opening", kind="opening", title_en="Opening of the dialogue")
    make_panel(conference, slug="panel-1", title_en="Protection")
    make_panel(conference, slug="panel-2", title_en="Prevention")
    make_session(conference, slug="closing", kind="closing", title_en="Closing")
    return conference


def roles_of(conference, slug):
    roles = Role.objects.filter(session__conference=conference, session__slug=slug).order_by("position")
    return [(role.kind, role.speaker.name_en) for role in roles]


def test_seventeen_people_with_roles_come_from_one_spreadsheet(conference):
    """Five interactions: kind, file, upload, columns as proposed, confirm."""
    client = browser_of(make_member("secretariat"))
    file = SimpleUploadedFile("list.xlsx", list_of_people())
    step = client.post(reverse("speakers:import-upload", args=["dialogue"]), {"kind": "speakers", "file": file})
    columns = client.get(client.get(step.headers["Location"]).headers["Location"])
    proposed = columns.context["form"].initial
    assert {name: proposed[f"column-{name}"] for name in "ABCDEFG"} == {
        "A": "",
        "B": "full_name_en",
        "C": "delegation",
        "D": "function_en",
        "E": "session_1",
        "F": "role_1",
        "G": "email",
    }
    client.post(columns.request["PATH_INFO"], proposed)
    page = client.get(step.headers["Location"])
    found = page.context["preview"]
    assert [(row.number, problem.message) for row in found.rows for problem in row.problems] == []
    assert (found.counts["new"], found.counts["joined"]) == (17, 1)

    client.post(page.context["addresses"]["apply"], {"seen": found.fingerprint})

    assert roles_of(conference, "panel-1") == [
        ("co-chair", "Ana Lucas"),
        ("co-chair", "Bo Lima"),
        ("panellist", "Carla Hong"),
        ("panellist", "Dan Kumar"),
        ("panellist", "Eva Roth"),
        ("panellist", "Farid Aziz"),
        ("moderator", "Greta Novak"),
    ]
    assert roles_of(conference, "panel-2") == [
        ("panellist", "Farid Aziz"),
        ("co-chair", "Hugo Silva"),
        ("co-chair", "Ines Costa"),
        ("panellist", "Jan Vries"),
        ("panellist", "Kim Lee"),
        ("moderator", "Lev Orlov"),
        ("panellist", "Mona Said"),
        ("panellist", "Rita Gomez"),
    ]
    assert roles_of(conference, "opening") == [("speaker", "Noah Brown"), ("speaker", "Olga Petrova")]
    assert roles_of(conference, "closing") == [("speaker", "Paul Adam"), ("speaker", "Hugo Silva")]
    assert Speaker.objects.get(name_en="Ana Lucas").courtesy_title_en == "H.E. Ms."
    assert AuditEntry.objects.filter(act="add", subject_type="programme.role").count() == 19
    result = client.get(step.headers["Location"])
    assert result.context["preview"].counts["unchanged"] == 18
    assert "As in the file" in result.content.decode()
    assert "annot be imported" not in result.content.decode()

    undo = client.get(result.context["addresses"]["undo"])
    client.post(result.context["addresses"]["undo"], {"seen": undo.context["plan"].shown.token})

    assert not Role.objects.exists()
    assert not Speaker.objects.exists()
    assert ImportFile.objects.get().undone_at


ONE, TWO = "Interactive panel discussion I: ", "Interactive panel discussion II: "


@pytest.mark.parametrize(
    ("heading", "cell", "given"),
    [
        ("role_in_panel-1", "x", [f"{ONE}panellist"]),
        ("role_in_panel-1", "Moderator", [f"{ONE}moderator"]),
        ("session_1", "Panel 1 & 2", [f"{ONE}panellist", f"{TWO}panellist"]),
        ("role_1", "Co-Chair, Panel 2", [f"{TWO}co-chair"]),
        ("role_1", "Moderator of Panel 1; Speaker (Opening)", [f"{ONE}moderator", "Opening of the dialogue: speaker"]),
        ("sessions_as_moderator", "Panel 1, Closing", [f"{ONE}moderator", "Closing: moderator"]),
        ("session_2", "—", []),
    ],
)
def test_cells_give_roles(conference, heading, cell, given):
    content = csv_of(["name_en", "any"], ["Ana Lucas", cell])
    matching = Matching(0, 1, {"A": "name_en", "B": heading})

    (row,) = preview_table(read(BytesIO(content), KINDS["speakers"], matching), KINDS["speakers"], conference).rows

    assert [change.after for change in row.changes if change.column.heading == heading] == given
    assert row.problems == []


@pytest.mark.parametrize(
    ("column", "sentence"),
    [
        ({"session_1": "Panel 9"}, "This conference has no session “Panel 9”."),
        ({"role_1": "Panellist"}, "Which session? Write it in the column of sessions, or beside the role."),
        (
            {"session_1": "Panel 1", "role_1": "Guest"},
            "“Guest” is not known here. Possible are: speaker, co-chair, moderator, panellist.",
        ),
        (
            {"session_1": "1; 2; Closing", "role_1": "Speaker, Moderator"},
            "There are 3 sessions and 2 roles. Name one role for all, or one for each.",
        ),
        (
            {"session_1": "Dialogue"},
            "Several sessions are called “Dialogue”. Write the short name of one of them: one, two.",
        ),
    ],
)
def test_what_cannot_be_read_is_told_in_its_place(conference, column, sentence):
    for slug in ("one", "two"):
        make_session(conference, slug=slug, title_en="Dialogue")

    found = problems_of(csv_of(["name_en", *column], ["Ana Lucas", *column.values()]), conference)

    assert [message for *__, message in found] == [sentence]


@pytest.mark.parametrize(
    ("heading", "texts", "field"),
    [
        ("Role", ["Co-Chair", "Panellist"], "role_1"),
        ("Role", ["Minister of Health", "Ambassador"], "function_en"),
        ("Panel 1", ["x", "Moderator"], "role_in_panel-1"),
        ("Moderator", ["Panel 1", "II"], "sessions_as_moderator"),
        ("Panel", ["1", "2"], "session_1"),
        ("No.", ["1", "2"], ""),
        ("حلقة النقاش", ["الأولى", "الثانية"], "session_1"),
        ("小组讨论", ["第一次", "第二次"], "session_1"),
        ("Функция", ["сопредседатель", "участник дискуссии"], "role_1"),
    ],
)
def test_columns_of_roles_are_proposed_by_what_they_hold(conference, heading, texts, field):
    proposed = PeopleMatcher(KINDS["speakers"], conference).propose([ColumnOfFile("A", heading, texts)])

    assert proposed == {"A": field}


def test_roles_that_somebody_has_are_not_given_again(conference):
    ana = make_speaker(conference, slug="ana-lucas", name_en="Ana Lucas")
    panel = conference.sessions.get(slug="panel-1")
    panel.roles.create(speaker=ana, kind="panellist")
    content = csv_of(
        ["short_name", "session_1"], ["ana-lucas", "Panel 1"], ["ana-lucas", "Panel 2"], ["ana-lucas", "II"]
    )

    rows = preview(content, conference).rows

    assert [(row.outcome, len(row.further)) for row in rows] == [("unchanged", 0), ("joined", 1), ("unchanged", 0)]


def test_second_row_of_a_person_that_says_something_else_is_asked(conference):
    content = csv_of(
        ["name_en", "function_en", "session_1"], ["Ana Lucas", "Minister", "Panel 1"], ["Ana Lucas", "Poet", "Panel 2"]
    )

    assert [(number, message) for number, *__, message in problems_of(content, conference)] == [
        (3, "Row 2 has the same name, but not the same here: Function (English).")
    ]


def test_row_that_adds_to_a_refused_one_is_refused_with_it(conference):
    content = csv_of(
        ["name_en", "email", "session_1"], ["Ana Lucas", "no address", "Panel 1"], ["Ana Lucas", "", "Panel 2"]
    )

    assert [row.outcome for row in preview(content, conference).rows] == ["refused", "refused"]


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_export_has_the_roles_and_changes_nothing_when_it_comes_back(conference, write):
    twice = make_session(conference, slug="closing-2", kind="closing", title_en="Closing")
    speaker = make_speaker(conference, name_en="Ana Lucas")
    for session, kind in (("panel-1", "panellist"), ("panel-2", "panellist"), ("closing-2", "speaker")):
        Role.objects.create(session=conference.sessions.get(slug=session), speaker=speaker, kind=kind)
    make_speaker(conference)

    content = write(KINDS["speakers"], conference, has_roles=True)

    table = read(BytesIO(content), KINDS["speakers"])
    row, other = (
        {column.heading: cells.get(place, "") for place, column in table.columns.items()} for __, cells in table.rows
    )
    panels = "Interactive panel discussion I; Interactive panel discussion II"
    assert (row["sessions_as_panellist"], row["sessions_as_speaker"]) == (panels, twice.slug)
    assert not any(text for heading, text in other.items() if heading.startswith("sessions_as_"))
    found = preview_table(table, KINDS["speakers"], conference, user=make_member(None, "guest"))
    assert [row.outcome for row in found.rows] == ["unchanged", "unchanged"]


def test_account_without_the_right_gives_no_role(conference):
    member = make_member(None, "guest")
    content = csv_of(["name_en", "session_1"], ["Ana Lucas", "Panel 1"])

    (row,) = preview_table(read(BytesIO(content), KINDS["speakers"]), KINDS["speakers"], conference, user=member).rows

    assert [problem.message for problem in row.problems] == [
        "Your account may not give roles in sessions. Leave the column out."
    ]
