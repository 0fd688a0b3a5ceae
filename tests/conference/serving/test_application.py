import gzip
import http.client
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime

import brotli
import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.http import HttpResponse
from django.test import Client

from conference.known_browsers import COOKIE, remember
from conference.models import Conference, Release, User
from conference.serving import ahead, error_responses, request_body, server
from conference.serving import connections as server_connections
from conference.serving.application import Application
from conference.serving.lanes import SIZES
from conference.serving.server import MAX_HEAD, Server, listen
from conference.serving.sign_in_limit import AT_ONCE, MAILS, Rate, SignInLimit
from conference.serving.visitors import Visitor
from tests.conference.serving import pages
from tests.conference.serving.pages import made

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.conference.serving.pages")]
NOW = datetime(2012, 4, 3, 10, tzinfo=UTC)
NOTICE = 0.05 if connections["default"].vendor == "postgresql" else 0  # seconds that a notice may take to arrive


class Site:
    """A served site, asked over real connections."""

    def __init__(self, proxies=""):
        self.application = Application(get_wsgi_application())
        self.listener = listen("127.0.0.1", "0")
        self.port = self.listener.getsockname()[1]
        self.ready = threading.Event()
        self.server = Server(self.application, self.listener, self.ready.set, proxies)
        self.thread = threading.Thread(target=self.server.run)

    def start(self):
        self.thread.start()
        assert self.ready.wait(5)

    def stop(self):
        self.server.should_exit = True
        self.thread.join(10)
        assert not self.thread.is_alive()

    def ask(self, path, method="GET", body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.body = answer.read()
        connection.close()
        return answer

    def say(self, data):
        """Send bytes as they are, and read until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(data)
            answer = b""
            with suppress(ConnectionResetError):
                while piece := connection.recv(65536):
                    answer += piece
            return answer


def headers_of(answer):
    """The headers of an answer without those that each has its own: its date and its number."""
    return [(name, value) for name, value in answer.getheaders() if name.lower() not in ("date", "x-request-id")]


@pytest.fixture
def site(monkeypatch):
    yield from served(monkeypatch)


@pytest.fixture
def site_ahead(monkeypatch, settings):
    """A site that makes pages ahead."""
    settings.READ_FIRST, settings.PUBLIC_URL = "tests.conference.serving.pages.read_first", "http://rostrum.example"
    settings.ALLOWED_HOSTS = ["*"]
    monkeypatch.setattr(ahead, "EVERY", 0.01)
    yield from served(monkeypatch)


def served(monkeypatch):
    # A connection kept in a thread of the server would keep the test database from being emptied and dropped.
    monkeypatch.setitem(connections.databases["default"], "CONN_MAX_AGE", 0)
    made.clear()
    pages.may_finish.set()
    site = Site()
    site.start()
    yield site
    site.stop()


@pytest.fixture
def staff_cookie():
    client = Client()
    client.force_login(User.objects.create_user("officer"))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@pytest.fixture
def conference():
    return Conference.objects.create(
        slug="trafficking",
        title="Trafficking",
        starts_on=date(2012, 4, 3),
        ends_on=date(2012, 4, 3),
        time_zone="America/New_York",
    )


def release(conference, content):
    newest = Release.objects.release(conference, "programme", content, note="", by=None, at=NOW)
    time.sleep(NOTICE)
    return newest


def test_application_makes_a_released_page_once(site):
    first, second = site.ask("/newest/"), site.ask("/newest/")

    assert made["/newest/"] == 1
    assert first.body == second.body
    assert headers_of(first) == headers_of(second)


def test_application_keeps_djangos_headers_but_not_the_offer(site):
    site.ask("/newest/")

    answer = site.ask("/newest/")

    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert answer.headers["Rostrum-Cache"] is None
    assert answer.headers["Server"] is None


MORE_THAN_FIT = SIZES["uploads"].threads + 2
FORM = "multipart/form-data; boundary=b"
WITH_FILE = b'--b\r\nContent-Disposition: form-data; name="file"; FILEname="a.pdf"\r\n\r\n%PDF-1.7\r\n--b--\r\n'


def test_requests_with_files_leave_the_threads_of_the_others_free(site, staff_cookie):
    """More files than there are threads for anything are being read; without their own, every page would wait."""
    pages.may_finish.clear()
    with ThreadPoolExecutor(MORE_THAN_FIT) as senders:
        sent = [
            senders.submit(site.ask, f"/reads/?{number}", "POST", WITH_FILE, Content_Type=FORM, Cookie=staff_cookie)
            for number in range(MORE_THAN_FIT)
        ]
        while not made["/reads/"]:
            time.sleep(0.01)
        echoed = site.ask(
            "/echo/", "POST", b"given=1", Content_Type="application/x-www-form-urlencoded", Cookie=staff_cookie
        )
        waiting = [answer.done() for answer in sent]
        pages.may_finish.set()

    assert echoed.status == 200
    assert waiting == [False] * len(sent)
    assert {answer.result().status for answer in sent} == {200}


def test_application_makes_a_page_once_however_many_wait(site):
    pages.may_finish.clear()
    with ThreadPoolExecutor(20) as visitors:
        answers = [visitors.submit(site.ask, "/slow/") for __ in range(20)]
        time.sleep(0.3)
        pages.may_finish.set()

    assert {answer.result().status for answer in answers} == {200}
    assert made["/slow/"] == 1


def test_application_shows_a_release_with_the_next_request(site, conference):
    site.ask("/newest/")

    for number in range(1, 4):
        newest = release(conference, {"revision": number})

        assert site.ask("/newest/").body.decode().endswith(f"({newest.pk}, {number}, 0, 0)")


def test_application_shows_a_withdrawal_with_the_next_request(site, conference):
    newest = release(conference, {})
    site.ask("/newest/")

    newest.withdraw(reason="A name was wrong.", by=None, at=NOW)
    time.sleep(NOTICE)

    assert site.ask("/newest/").body.decode().endswith(f"({newest.pk}, 1, 1, 0)")


def test_application_shows_at_once_what_was_withdrawn_through_it(site, conference):
    newest = release(conference, {})
    site.ask("/newest/")

    site.ask("/withdraw-all/", "POST")

    assert site.ask("/newest/").body.decode().endswith(f"({newest.pk}, 1, 1, 0)")


def test_application_keeps_pages_when_something_else_is_written(site, conference):
    site.ask("/newest/")

    Conference.objects.update(title="Human trafficking")
    site.ask("/newest/")

    assert made["/newest/"] == 1


def test_application_does_not_keep_a_page_made_across_a_release_for_the_new_version(site, conference):
    pages.may_finish.clear()
    with ThreadPoolExecutor(1) as visitors:
        early = visitors.submit(site.ask, "/slow/")
        time.sleep(0.3)
        release(conference, {})
        pages.may_finish.set()
        early.result()

    site.ask("/slow/")

    assert made["/slow/"] == 2


def test_application_compresses_a_released_page(site):
    plain, old, new = (site.ask("/newest/", Accept_Encoding=coding) for coding in ("identity", "gzip", "gzip, br"))

    assert [answer.headers["Content-Encoding"] for answer in (plain, old, new)] == [None, "gzip", "br"]
    assert plain.body == gzip.decompress(old.body) == brotli.decompress(new.body)
    assert len({answer.headers["ETag"] for answer in (plain, old, new)}) == 3
    assert new.headers["Vary"] == "Accept-Encoding, Cookie"


def test_application_says_not_modified_to_who_has_the_page(site):
    etag = site.ask("/newest/").headers["ETag"]

    answer = site.ask("/newest/", If_None_Match=etag)

    assert (answer.status, answer.body) == (304, b"")
    assert answer.headers["ETag"] == etag
    assert answer.headers["Content-Type"] is None


def test_application_sends_a_changed_page_to_who_has_the_old_one(site, conference):
    etag = site.ask("/newest/").headers["ETag"]
    release(conference, {})

    answer = site.ask("/newest/", If_None_Match=etag)

    assert answer.status == 200
    assert answer.headers["ETag"] != etag


def test_application_answers_head_like_get_without_the_body(site):
    head, get = site.ask("/newest/", "HEAD"), site.ask("/newest/")

    assert head.body == b""
    assert headers_of(head) == headers_of(get)
    assert made["/newest/"] == 1


def test_application_sends_the_signed_in_to_django(site):
    site.ask("/newest/")

    answer = site.ask("/newest/", Cookie="sessionid=abc", Accept_Encoding="gzip")

    assert made["/newest/"] == 2
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Rostrum-Cache"] is None
    assert answer.headers["Content-Encoding"] == "gzip"  # made for this answer alone


def test_application_keeps_nothing_made_for_a_visitor_with_cookies(site):
    site.ask("/newest/", Cookie="csrftoken=abc")
    site.ask("/newest/")
    site.ask("/newest/", Cookie="csrftoken=abc")

    assert made["/newest/"] == 2


@pytest.mark.parametrize("path", ["/newest/?day=2", "/with-cookie/", "/with-token/", "/by-language/", "/personal/"])
def test_application_does_not_keep(site, path):
    for __ in range(3):
        assert site.ask(path).status == 200

    assert made[path.partition("?")[0]] == 3


@pytest.mark.parametrize(("path", "status"), [("/short-lived/", 200), ("/nonsense/", 200), ("/missing/", 404)])
def test_application_does_not_keep_what_is_over_unclear_or_missing(site, path, status):
    answers = [site.ask(path) for __ in range(3)]

    assert [answer.status for answer in answers] == [status] * 3
    assert {answer.headers["Rostrum-Cache"] for answer in answers} == {None}
    assert made[path] == 3


def test_application_keeps_a_page_that_failed_at_first(site):
    answers = [site.ask("/recovers/").status for __ in range(4)]

    assert answers == [503, 200, 200, 200]
    assert made["/recovers/"] == 2


def test_application_answers_junk_queries_from_one_page(site):
    answers = [site.ask(f"/by-day/{query}") for query in ("?x=1", "", "?utm_source=a", "?x=2&x=3", "?%78=4")]

    assert {answer.body for answer in answers} == {f"{pages.LONG} None".encode()}
    assert made["/by-day/"] == 1


def test_application_keeps_each_choice_of_a_page_whatever_stands_beside_it(site):
    bodies = [site.ask(f"/by-day/?{query}").body[-1:] for query in ("x=1&day=2", "day=3", "day=2", "%64ay=4", "day=3")]

    assert bodies == [b"2", b"3", b"2", b"4", b"3"]
    assert made["/by-day/"] == 3


def test_application_lets_no_choice_push_out_the_plain_page(site):
    site.application.choices.max_bytes = 8000
    site.ask("/by-day/")

    for day in range(9):
        site.ask(f"/by-day/?day={day}")

    assert site.ask("/by-day/").status == 200
    assert made["/by-day/"] == 10
    assert 0 < site.application.choices.size <= 8000


def until(what):
    end = time.monotonic() + 10
    while not what():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_application_makes_what_is_read_first_before_anybody_asks(site_ahead):
    until(lambda: len(site_ahead.application.pages))

    answer = site_ahead.ask("/newest/", Host="rostrum.example")

    assert answer.status == 200
    assert made["/newest/"] == 1


def test_application_makes_what_was_read_again_after_a_release(site_ahead, conference):
    site_ahead.ask("/by-day/")
    until(lambda: made["/newest/"] == 1)

    release(conference, {"text": "new"})
    until(lambda: len(site_ahead.application.pages.last_read(9)) == 0)

    assert site_ahead.ask("/newest/", Host="rostrum.example").body.endswith(f"{Release.objects.fingerprint()}".encode())
    assert (made["/by-day/"], made["/newest/"]) == (2, 2)


def test_application_makes_nothing_again_that_nobody_has_read_since_the_last_release(site_ahead, conference):
    site_ahead.ask("/by-day/")
    until(lambda: made["/newest/"] == 1)

    for number in (2, 3):
        release(conference, {"number": number})
        until(lambda number=number: made["/newest/"] == number)

    assert made["/by-day/"] == 2


def test_application_never_compresses_a_page_with_a_token(site):
    answer = site.ask("/with-token/", Accept_Encoding="gzip")

    assert answer.headers["Content-Encoding"] is None
    assert "csrftoken" in answer.headers["Set-Cookie"]


def test_application_compresses_a_released_page_with_a_query(site):
    answer = site.ask("/newest/?day=2", Accept_Encoding="gzip")

    assert answer.headers["Content-Encoding"] == "gzip"


def test_application_refuses_a_forged_host_from_memory_as_from_django(site):
    good = f"127.0.0.1:{site.port}"
    forged = [site.ask("/newest/", Host="evil.example").status]
    site.ask("/newest/", Host=good)
    forged.append(site.ask("/newest/", Host="evil.example").status)

    assert forged == [400, 400]
    assert site.ask("/newest/", Host=good).status == 200


def test_application_redirects_plain_http_though_the_page_is_in_memory(settings):
    settings.SECURE_SSL_REDIRECT = True
    made.clear()
    site = Site(proxies="127.0.0.1")
    site.start()
    try:
        secure = [site.ask("/newest/", X_Forwarded_Proto="https").status for __ in range(2)]
        plain = site.ask("/newest/").status
    finally:
        site.stop()

    assert (secure, plain) == ([200, 200], 301)
    assert made["/newest/"] == 1


def test_application_gives_django_the_body_and_the_query(site, staff_cookie):
    answer = site.ask("/echo/?q=a%20b", "POST", b"x" * 300_000, Cookie=staff_cookie)

    assert answer.body == b"POST 300000 a b None"


def test_application_answers_the_console_though_all_other_threads_are_taken(site, staff_cookie):
    pages.may_finish.clear()
    waiting = [("/slow/", {}), ("/slow/", {"Cookie": staff_cookie}), ("/en/sign-in/", {"method": "POST"})]
    with ThreadPoolExecutor(30) as visitors:
        asked = [visitors.submit(site.ask, f"{path}?q={n}", **rest) for n in range(8) for path, rest in waiting]
        time.sleep(0.3)
        try:
            console = site.ask("/en/dialogue/sessions/panel-1/console/version/", Cookie=staff_cookie)
        finally:
            pages.may_finish.set()

    assert (console.status, console.body) == (200, b"version 1")
    assert {answer.result().status for answer in asked} == {200}
    assert made["/en/sign-in/"] == 8


def test_application_believes_no_address_but_that_of_a_proxy(site):
    answer = site.ask("/address/", X_Forwarded_For="203.0.113.7", X_Forwarded_Proto="https")

    assert answer.body == b"http 127.0.0.1"


def test_application_believes_the_proxy_that_was_named(monkeypatch):
    monkeypatch.setitem(connections.databases["default"], "CONN_MAX_AGE", 0)
    site = Site(proxies="127.0.0.1")
    site.start()
    try:
        answer = site.ask("/address/", X_Forwarded_For="10.9.9.9, 203.0.113.7", X_Forwarded_Proto="https")
        odd = site.ask("/address/", X_Forwarded_For="evil")
    finally:
        site.stop()

    assert answer.body == b"https 203.0.113.7"
    assert odd.status == 400


def test_application_tries_no_more_passwords_than_an_address_may(site):
    pages.may_finish.set()
    answers = [site.ask("/ar/sign-in/", "POST") for __ in range(AT_ONCE + 1)]

    assert {answer.status for answer in answers[:-1]} == {200}
    assert answers[-1].status == 429
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 3
    assert answers[-1].body.decode() == "جُرّبت كلمات مرور كثيرة جدا من شبكتكم. انتظروا لحظة ثم حاولوا مرة أخرى.\n"
    assert made["/ar/sign-in/"] == AT_ONCE


def test_application_tries_the_password_of_a_known_browser_whatever_others_tried(site):
    response = HttpResponse()
    remember(response, User.objects.create_user("co-chair"))
    while site.ask("/ar/sign-in/", "POST").status != 429:
        pass

    known = site.ask("/ar/sign-in/", "POST", Cookie=f"{COOKIE}={response.cookies[COOKIE].value}")
    forged = site.ask("/ar/sign-in/", "POST", Cookie=f"{COOKIE}=1:forged:forged")

    assert (known.status, forged.status) == (200, 429)


def test_application_counts_no_right_password(site):
    answers = {site.ask("/fr/sign-in/", "POST").status for __ in range(AT_ONCE + 5)}

    assert answers == {302}


def test_application_lets_strangers_ask_for_few_mails(site):
    answers = [site.ask("/fr/sign-in/forgotten/", "POST") for __ in range(MAILS.at_once + 1)]

    assert {answer.status for answer in answers[:-1]} == {404}
    assert (answers[-1].status, site.ask("/fr/sign-in/forgotten/").status) == (429, 404)
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60 // MAILS.a_minute
    assert "trop de choses" in answers[-1].body.decode()


def test_application_counts_the_forms_of_strangers_alone(site):
    site.application.form_limit = SignInLimit(rate=Rate(3, 1))
    user = User.objects.create_user("co-chair", password="a long word for a test")
    staff = Client()
    staff.force_login(user)
    session = f"sessionid={staff.cookies['sessionid'].value}"

    strangers = [site.ask("/nothing/", "POST").status for __ in range(4)]

    assert strangers == [404, 404, 404, 429]
    assert site.ask("/nothing/").status == 404
    assert site.ask("/nothing/", "POST", Cookie=session).status in (403, 404)


def test_application_closes_the_oldest_of_too_many_idle_connections(site, monkeypatch):
    monkeypatch.setattr(server_connections, "IDLE_OF_ADDRESS", 3)
    silent = []
    for __ in range(5):
        silent.append(socket.create_connection(("127.0.0.1", site.port), timeout=0.3))
        time.sleep(0.05)
    try:
        closed = [_is_closed(connection) for connection in silent]
    finally:
        for connection in silent:
            connection.close()

    assert closed == [True, True, False, False, False]


def test_application_closes_a_connection_that_never_says_anything(site, monkeypatch):
    monkeypatch.setattr(server, "HEAD_TIME", 0.3)
    address = ("127.0.0.1", site.port)
    with socket.create_connection(address, timeout=5) as silent, socket.create_connection(address, timeout=5) as idle:
        idle.sendall(b"GET /live/time HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert idle.recv(1000).startswith(b"HTTP/1.1 200")

        assert silent.recv(1) == b""  # waits until it is closed
        idle.sendall(b"GET /live/time HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"HTTP/1.1 200" in idle.recv(1000)


def _is_closed(connection):
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False


def test_application_says_in_the_log_that_it_refuses_connections(site, caplog):
    site.server.held.most = 1
    with socket.create_connection(("127.0.0.1", site.port), timeout=5):
        time.sleep(0.1)
        for __ in range(3):
            with suppress(OSError), socket.create_connection(("127.0.0.1", site.port), timeout=5) as refused:
                refused.recv(1)

    assert [record.getMessage() for record in caplog.records] == [
        "1 connections were refused: this process holds 1, as many as it may open files (ulimit -n)."
    ]


def test_idle_connection_makes_room_for_a_request_where_there_is_no_other(site, monkeypatch, caplog):
    monkeypatch.setattr(server_connections, "IDLE_BEFORE_CLOSED", 0)
    site.server.held.most = 1
    with socket.create_connection(("127.0.0.1", site.port), timeout=5) as idle:
        time.sleep(0.1)

        assert site.ask("/live/time").status == 200
        assert _is_closed(idle)
    assert caplog.records == []


@pytest.mark.parametrize("line", ["GET /echo/?q=мир HTTP/1.1", "GET /%zz HTTP/1.1", "OPTIONS * HTTP/1.1", "nonsense"])
def test_application_answers_odd_requests_without_failing(site, line):
    answer = site.say(f"{line}\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())

    assert answer.split(b" ", 2)[1] in (b"400", b"404")


def test_application_does_not_take_an_underscore_for_a_hyphen(site):
    answer = site.say(b"GET /echo/ HTTP/1.1\r\nHost: localhost\r\nX_A: forged\r\nConnection: close\r\n\r\n")

    assert answer.endswith(b"GET 0 None None")


@pytest.mark.parametrize(
    "charset", ["charset=rot13", " Charset = undefined", "charset*=utf-8''hex", "\xa0charset=utf-7"]
)
def test_application_reads_every_request_as_utf_8(site, charset):
    answer = site.ask("/echo/?q=%2B2AA-%D0%B6", Content_Type=f"text/plain;{charset}; x=y")

    assert answer.body.decode() == "GET 0 +2AA-ж None"


def test_application_refuses_a_body_that_is_too_large(site, monkeypatch):
    monkeypatch.setattr(error_responses, "LINGER", 0.2)
    length = request_body.MAX_FORM[Visitor.ANYBODY] + 1
    head = f"POST /echo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n"

    answer = site.say(head.encode() + b"x" * length)

    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"content-security-policy: default-src 'none'" in answer
    assert answer.endswith(b"64 KB is the most without signing in. Nothing of it was kept.\n")
    assert not made


def test_application_refuses_a_body_of_unknown_length(site):
    head = b"POST /echo/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"

    assert site.say(head + b"1\r\nx\r\n0\r\n\r\n").startswith(b"HTTP/1.1 411 ")


def test_application_gives_up_a_sender_who_falls_silent(site, monkeypatch):
    monkeypatch.setattr(request_body, "PATIENCE", 0.2)
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as connection:
        connection.sendall(b"POST /echo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf")

        assert connection.recv(65536).startswith(b"HTTP/1.1 408 ")
    assert not made


def test_application_does_nothing_with_half_a_request(site):
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as connection:
        connection.sendall(b"POST /echo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf")
        time.sleep(0.1)
    time.sleep(0.2)

    assert site.ask("/newest/").status == 200
    assert not made["/echo/"]


def test_application_holds_no_thread_for_slow_senders(site):
    head = b"POST /echo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf"
    senders = [socket.create_connection(("127.0.0.1", site.port)) for __ in range(30)]
    try:
        for sender in senders:
            sender.sendall(head)

        assert site.ask("/echo/").status == 200
    finally:
        for sender in senders:
            sender.close()


def test_application_keeps_nobody_waiting_for_who_reads_slowly(site):
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as connection:
        connection.sendall(b"GET /large/ HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % site.port)
        time.sleep(0.3)

        assert len(site.ask("/large/").body) == 20_000_000


def test_application_refuses_a_head_that_is_too_long(site):
    head = b"GET /echo/ HTTP/1.1\r\nHost: localhost\r\n"
    site.say(head + b"X-A: " + b"a" * MAX_HEAD + b"\r\n\r\n")
    site.say(head + b"X-A: " + b"a" * 4 * MAX_HEAD)
    site.say(head + b"X-A: a\r\n" * 20_000)

    assert not made
    assert site.ask("/echo/").status == 200
    assert made == {"/echo/": 1}


def test_application_stops_at_once_though_a_sender_is_slow(site):
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as connection:
        connection.sendall(b"POST /echo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf")
        time.sleep(0.2)
        began = time.monotonic()
        site.stop()

        assert time.monotonic() - began < 1
        assert connection.recv(65536).startswith(b"HTTP/1.1 503 ")


def test_each_answer_has_a_number_also_a_page_from_memory(site):
    numbers = {site.ask("/newest/").headers["X-Request-ID"] for _time in range(3)}

    assert made["/newest/"] == 1
    assert len(numbers) == 3


def test_only_a_trusted_proxy_gives_a_request_its_number(site):
    behind_proxy = Site("127.0.0.1")
    behind_proxy.start()
    try:
        sent = {"X-Request-ID": "proxy-number-1", "X-Forwarded-For": "192.0.2.7"}
        taken = behind_proxy.ask("/echo/", **sent).headers["X-Request-ID"]
        ill_formed = behind_proxy.ask("/echo/", **{**sent, "X-Request-ID": "a b"}).headers["X-Request-ID"]
    finally:
        behind_proxy.stop()

    assert taken == "proxy-number-1"
    assert ill_formed != "a b"
    assert site.ask("/echo/", **sent).headers["X-Request-ID"] != "proxy-number-1"
