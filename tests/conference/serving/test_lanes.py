import threading
from contextlib import closing

import pytest
from django.db import connection, connections
from django.urls import reverse
from django.utils import translation

from conference.languages import CODES
from conference.serving.error_responses import ErrorResponse
from conference.serving.lanes import BRIEFLY, Size, Threads, lane_of
from conference.serving.visitors import Visitor

SESSION = {"conference": "dialogue", "session": "panel-1"}
CONSOLE = reverse("floor:console-version", kwargs=SESSION)


@pytest.mark.parametrize(
    ("method", "path", "visitor", "lane"),
    [
        ("GET", CONSOLE, Visitor.STAFF, "console"),
        ("POST", reverse("floor:conclude", kwargs=SESSION), Visitor.STAFF, "console"),
        ("GET", reverse("floor:floor-list", kwargs={"conference": "dialogue"}), Visitor.STAFF, "console"),
        ("GET", CONSOLE, Visitor.ANYBODY, "public"),
        ("GET", CONSOLE, Visitor.DELEGATION, "delegations"),
        ("POST", reverse("floor:ask", kwargs={"conference": "dialogue"}), Visitor.DELEGATION, "delegations"),
        ("POST", reverse("floor:ask", kwargs={"conference": "dialogue"}), Visitor.ANYBODY, "public"),
        ("GET", "/en/admin/", Visitor.STAFF, "staff"),
        ("GET", "/static/shared/rostrum.css", Visitor.ANYBODY, "files"),
        ("POST", "/en/sign-in/", Visitor.STAFF, "sign-in"),
        ("GET", "/en/sign-in/", Visitor.ANYBODY, "public"),
    ],
)
def test_lane_of_a_request(method, path, visitor, lane):
    assert lane_of({"method": method, "path": path}, visitor) == lane


def test_files_of_those_who_are_known_are_read_in_threads_of_their_own():
    scope = {"method": "POST", "path": reverse("floor:statement-upload", kwargs={"conference": "dialogue"})}
    lanes = [lane_of(scope, visitor, holds_file=True) for visitor in (Visitor.DELEGATION, Visitor.STAFF)]

    assert lanes == ["uploads", "uploads"]
    assert lane_of(scope, Visitor.ANYBODY, holds_file=True) == "public"


def test_sign_in_of_a_known_browser_does_not_wait_for_others():
    assert lane_of({"method": "POST", "path": "/en/sign-in/"}, Visitor.ANYBODY, "7") == "known sign-in"


def test_whatever_asks_another_server_waits_where_passwords_do():
    ways = [("POST", "/en/sign-in/forgotten/"), ("POST", "/en/sign-in/single/"), ("GET", "/sso/callback/")]

    assert {lane_of({"method": method, "path": path}, Visitor.ANYBODY) for method, path in ways} == {"sign-in"}
    assert lane_of({"method": "GET", "path": "/en/sign-in/forgotten/"}, Visitor.ANYBODY) == "public"


@pytest.mark.parametrize("code", CODES)
def test_whatever_tries_a_password_or_a_code_has_its_lane_in_every_language(code):
    names = "sign-in mfa_authenticate account_reauthenticate mfa_reauthenticate own-password admin:password_change"
    with translation.override(code):
        paths = [*map(reverse, names.split()), reverse("new-password", kwargs={"uidb64": "MQ", "token": "a-b"})]
        paths.append(reverse("first-password", args=["secret"]))
        other = reverse("account")

    assert {lane_of({"method": "POST", "path": path}, Visitor.STAFF) for path in paths} == {"sign-in"}
    assert lane_of({"method": "POST", "path": other}, Visitor.STAFF) == "staff"


def test_threads_refuse_what_comes_to_a_full_queue():
    threads, may_end = Threads("test", Size(threads=1, waiting=2)), threading.Event()
    inside = [threads.submit(may_end.wait, 5) for __ in range(3)]

    with pytest.raises(ErrorResponse) as refused:
        threads.submit(print)

    may_end.set()
    assert [future.result() for future in inside] == [True] * 3
    assert (refused.value.status, refused.value.retry_after) == (503, 5)
    threads.shutdown()


def test_threads_take_more_once_there_is_room():
    threads = Threads("test", Size(threads=1, waiting=0))

    answers = []
    for number in range(3):
        answers.append(threads.submit(lambda number=number: number).result())
    assert answers == [0, 1, 2]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="with PostgreSQL a write does not wait for others' rows")
@pytest.mark.parametrize(("lane", "longest"), [("console", BRIEFLY), ("delegations", BRIEFLY), ("staff", 20_000)])
def test_step_on_a_floor_waits_briefly_for_a_long_write(transactional_db, lane, longest):
    def asked():
        with closing(connections["default"]), connection.cursor() as cursor:
            return cursor.execute("PRAGMA busy_timeout").fetchone()[0]

    threads = Threads(lane, Size(1, 1))
    assert threads.submit(asked).result() == longest
    threads.shutdown()
