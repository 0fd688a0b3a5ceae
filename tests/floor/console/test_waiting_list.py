import csv
from io import BytesIO, StringIO

import openpyxl
import pytest

from floor.procedure import presiding
from tests.factories import in_six
from tests.floor.console.test_console import Desk
from tests.pages import body_of

pytestmark = pytest.mark.one_database


@pytest.fixture
def desk(room):
    """Two on the list, a point of order before them and a right of reply at the end."""
    group = room.conference.groups.create(**in_six("name", "Group"))
    room.ask(0, language="fr", speaker_title="H.E. Ms.", speaker_name="=A", level="minister", group=group)
    room.ask(1)
    reply = room.ask(2, kind="right-of-reply")
    room.ask(3, kind="point-of-order")
    presiding.defer(reply, by=room.officer, at=room.at)
    return Desk(room)


@pytest.mark.every_database
def test_waiting_list_is_one_page_in_the_order_of_the_floor(desk):
    page = body_of(desk.look("waiting/"))

    lines = [line.split("</tr>")[0] for line in page.split("<tbody>")[1].split("<tr>")[1:]]
    assert [
        next(name for name in ("Delegation 0", "Delegation 1", "Delegation 2", "Delegation 3") if name in line)
        for line in lines
    ] == ["Delegation 3", "Delegation 0", "Delegation 1", "Delegation 2"]
    assert "right of reply, at the end of the session" in lines[3]
    assert "<bdi>10:00</bdi>" in lines[3]


def test_waiting_list_of_a_floor_without_requests_says_so(room):
    assert "Nobody is waiting." in body_of(Desk(room).look("waiting/"))


def test_waiting_list_is_a_file_without_formulas(desk):
    response = desk.look("waiting.csv")
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(BytesIO(desk.look("waiting.xlsx").content)).active

    assert response.headers["Content-Disposition"].endswith('"dialogue-session-0-waiting-en.csv"')
    assert [row[:3] for row in rows[1:]] == [
        ["", "Delegation 3 (en)", "point of order"],
        ["1", "Delegation 0 (en)", "intervention"],
        ["2", "Delegation 1 (en)", "intervention"],
        ["", "Delegation 2 (en)", "right of reply, at the end of the session"],
    ]
    assert rows[2][3:7] == ["Group (en)", "H.E.\u00a0Ms.\u00a0=A, Minister", "Français", "3:00"]
    assert [cell.value for cell in sheet[3]][:2] == [1, "Delegation 0 (en)"]


def test_waiting_list_is_in_the_language_of_the_page(desk):
    assert "droit de réponse" in body_of(desk.look("waiting/", language="fr"))
    assert desk.look("waiting.csv", language="ar").headers["Content-Disposition"].endswith('-ar.csv"')
