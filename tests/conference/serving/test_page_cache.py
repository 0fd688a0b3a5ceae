import gzip
import random

import brotli
import pytest

from conference.serving.page_cache import MAX_PAGE, CachedPage, PageCache, Parameters
from conference.serving.request import PageRequest

PLAIN = [(b"content-type", b"text/html"), (b"rostrum-cache", b"released"), (b"cache-control", b"private, no-cache")]
VERSION = (1, 0)


def asked(method="GET", path="/en/", query=b"", scheme="http", **headers):
    headers = {"host": "localhost", **headers}
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items() if value is not None]
    return PageRequest({"method": method, "path": path, "query_string": query, "scheme": scheme, "headers": pairs})


def test_page_says_how_it_may_be_kept():
    page = CachedPage.of_response(PLAIN, b"word " * 100)

    headers = dict(page.plain.headers)
    assert headers[b"cache-control"] == b"public, max-age=0, must-revalidate"
    assert headers[b"vary"] == b"Accept-Encoding, Cookie"
    assert headers[b"content-type"] == b"text/html"
    assert b"rostrum-cache" not in headers


def test_page_has_a_tag_of_its_own_for_each_encoding():
    page = CachedPage.of_response(PLAIN, b"word " * 100)

    assert gzip.decompress(page.gzip.body) == brotli.decompress(page.brotli.body) == page.plain.body == b"word " * 100
    assert len({page.plain.etag, page.gzip.etag, page.brotli.etag}) == 3
    assert not page.plain.etag.startswith(b"W/")


def test_page_has_the_same_tag_in_every_process():
    assert CachedPage.of_response(PLAIN, b"word " * 100).gzip == CachedPage.of_response(PLAIN, b"word " * 100).gzip


def test_page_that_does_not_shrink_is_not_compressed():
    page = CachedPage.of_response(PLAIN, b"word")

    assert (page.brotli, page.gzip, page.plain.body) == (None, None, b"word")


def test_page_takes_the_room_of_what_is_sent():
    page = CachedPage.of_response(PLAIN, b"word " * 100_000)

    assert page.size < len(page.plain.body) / 100


@pytest.mark.parametrize(
    "offer",
    [
        b"released",
        b"released; reads=day,q; seconds=60",
        b"released; reads=",
        b"released; seconds=60",
        b"released;seconds=0",
    ],
)
def test_page_is_offered(offer):
    assert CachedPage.is_offered(200, [(b"rostrum-cache", offer), (b"vary", b"Cookie, Accept-Encoding")])


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (200, []),
        (200, [(b"rostrum-cache", b"yes")]),
        (200, [(b"rostrum-cache", b"released; seconds=soon")]),
        (404, [(b"rostrum-cache", b"released")]),
        (200, [(b"rostrum-cache", b"released"), (b"set-cookie", b"a=b")]),
        (200, [(b"rostrum-cache", b"released"), (b"content-encoding", b"gzip")]),
        (200, [(b"rostrum-cache", b"released"), (b"vary", b"Cookie, HX-Request")]),
        (200, [(b"rostrum-cache", b"released"), (b"vary", b"*")]),
    ],
)
def test_page_is_not_offered(status, headers):
    assert not CachedPage.is_offered(status, headers)


def test_pages_answer_for_the_version_that_was_kept():
    pages, page = PageCache(), CachedPage(PLAIN, b"word")

    pages.store("key", VERSION, page)

    assert pages.get("key", VERSION) is page
    assert pages.get("key", (1, 1)) is None
    assert pages.get("other", VERSION) is None


def test_pages_of_an_old_version_give_their_room_back():
    pages = PageCache()
    pages.store("key", VERSION, CachedPage(PLAIN, b"word"))

    pages.get("key", (2, 0))

    assert (len(pages), pages.size) == (0, 0)


def test_page_that_depends_on_the_date_goes_after_its_seconds():
    now = [0]
    pages = PageCache(clock=lambda: now[0])
    pages.store("key", VERSION, CachedPage(PLAIN, b"word", seconds=60))

    now[0] = 59
    assert pages.get("key", VERSION)
    now[0] = 60
    assert pages.get("key", VERSION) is None


def test_pages_longest_unread_make_room():
    page = CachedPage(PLAIN, b"word")
    pages = PageCache(max_bytes=2 * page.size)
    pages.store("a", VERSION, page)
    pages.store("b", VERSION, page)
    pages.get("a", VERSION)

    pages.store("c", VERSION, page)

    assert [key for key in "abc" if pages.get(key, VERSION)] == ["a", "c"]
    assert pages.size == 2 * page.size


def test_pages_kept_twice_count_once():
    page = CachedPage(PLAIN, b"word")
    pages = PageCache()

    pages.store("a", VERSION, page)
    pages.store("a", VERSION, page)

    assert pages.size == page.size


def test_page_that_is_too_large_is_not_kept():
    pages = PageCache()

    pages.store("a", VERSION, CachedPage(PLAIN, random.Random(1).randbytes(MAX_PAGE + 1)))

    assert len(pages) == 0


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_asked_by_the_public_has_a_place(method):
    assert asked(method, cookie="csrftoken=a; theme=dark").address == ("http", b"localhost", "/en/")


@pytest.mark.parametrize(
    "request_",
    [
        {"method": "POST"},
        {"cookie": "theme=dark; sessionid=abc"},
        {"cookie": "messages=abc"},
        {"authorization": "Basic abc"},
        {"rostrum_fragment": "floor"},
        {"content_length": "1"},
        {"transfer_encoding": "chunked"},
        {"host": None},
        {"path": "/" + "a" * 1000},
        {"query": b"a" * 1000},
    ],
)
def test_asked_for_something_personal_or_odd_has_no_place(request_):
    assert asked(**request_).address is None


def test_asked_with_two_hosts_has_no_place():
    headers = [(b"host", b"localhost"), (b"host", b"evil.example")]

    assert (
        PageRequest({"method": "GET", "path": "/", "query_string": b"", "scheme": "http", "headers": headers}).address
        is None
    )


def test_asked_over_http_has_another_place_than_over_https():
    assert asked(scheme="http").address != asked(scheme="https").address


@pytest.mark.parametrize(
    ("accept_encoding", "coding"),
    [
        (None, "plain"),
        ("gzip, deflate, br, zstd", "brotli"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("*", "gzip"),
        ("br", "brotli"),
        ("BR;q=0.1, gzip", "brotli"),
        ("gzip;q=0", "plain"),
        ("gzip; q=0.0, br", "brotli"),
        ("gzip, br;q=0", "gzip"),
        ("gzip;q=0.5", "gzip"),
        ("not-gzip, brx", "plain"),
    ],
)
def test_asked_for_an_encoding(accept_encoding, coding):
    page = CachedPage(PLAIN, b"word " * 100)

    assert asked(accept_encoding=accept_encoding).encoded(page) == getattr(page, coding)


def test_asked_again_by_who_has_the_page():
    form = CachedPage(PLAIN, b"word").plain
    etag = form.etag.decode()

    assert asked(if_none_match=etag).knows(form)
    assert asked(if_none_match=f'"other", W/{etag}').knows(form)
    assert asked(if_none_match="*").knows(form)
    assert not asked(if_none_match='"other"').knows(form)
    assert not asked().knows(form)


ADDRESS = ("http", b"localhost", "/en/")


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        (b"", b""),
        (b"utm_source=letter", b""),
        (b"day=2&x=1", ((b"day", b"2"),)),
        (b"x=1&day=2&day=3", ((b"day", b"2"), (b"day", b"3"))),
        (b"%64ay=2", ((b"day", b"2"),)),
        (b"q=a+%41&day=2", ((b"day", b"2"), (b"q", b"a A"))),
        (b"day+=2&Day=2&=&&", b""),
        (b"day", ((b"day", b""),)),
    ],
)
def test_key_holds_the_parameters_that_the_view_reads_in_an_order_of_its_own(query, kept):
    parameters = Parameters()
    parameters.note(ADDRESS, CachedPage(PLAIN, b"word", parameters={b"day", b"q"}))

    assert parameters.key(ADDRESS, query) == (*ADDRESS, kept)


def test_key_holds_the_whole_query_where_it_is_not_known_what_the_view_reads():
    assert Parameters().key(ADDRESS, b"day=2&x=1") == (*ADDRESS, b"day=2&x=1")
