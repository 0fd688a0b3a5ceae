"""What Django answers goes compressed to browsers that accept it, and never longer than it has to."""

import gzip
import json

import brotli
import pytest
from django.conf import settings
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from conference.serving.compression import CompressionMiddleware

TEXT = b"<p>Interactive dialogue</p>" * 100
SIGNED_IN = {settings.SESSION_COOKIE_NAME: "abc"}


def answered(response, accepted="gzip, deflate", cookies=SIGNED_IN):
    request = RequestFactory().get("/", headers={"accept-encoding": accepted})
    request.COOKIES.update(cookies)
    return CompressionMiddleware(lambda _request: response)(request)


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json", "text/csv", "image/svg+xml"])
def test_text_is_compressed(kind):
    answer = answered(HttpResponse(TEXT, content_type=kind))

    assert gzip.decompress(answer.content) == TEXT
    assert len(answer.content) < len(TEXT) / 4
    assert answer["Content-Encoding"] == "gzip"
    assert answer["Content-Length"] == str(len(answer.content))
    assert answer["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accepted", ["gzip", "gzip, br"])
def test_length_tells_nothing_about_the_content(accepted):
    assert len({len(answered(HttpResponse(TEXT), accepted).content) for _attempt in range(60)}) > 10


def test_page_is_sent_as_brotli_to_who_accepts_it():
    page, facts = HttpResponse(TEXT), HttpResponse(json.dumps({"html": str(TEXT)}), content_type="application/json")
    answers = [answered(each, "gzip, deflate, br, zstd") for each in (page, facts)]

    assert [answer["Content-Encoding"] for answer in answers] == ["br", "br"]
    assert brotli.decompress(answers[0].content).rstrip() == TEXT
    assert json.loads(brotli.decompress(answers[1].content)) == {"html": str(TEXT)}
    assert answered(HttpResponse(TEXT, content_type="text/csv"), "gzip, br")["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("accepted", ["", "br;q=0", "gzip;q=0", "identity"])
def test_who_does_not_accept_it_gets_the_text_itself(accepted):
    answer = answered(HttpResponse(TEXT), accepted)

    assert answer.content == TEXT
    assert answer["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in answer


def test_pages_of_the_cache_are_compressed_there():
    released = HttpResponse(TEXT, headers={"Rostrum-Cache": "released"})

    assert answered(released, cookies={}).content == TEXT
    assert gzip.decompress(answered(released).content) == TEXT


def test_streams_and_files_are_sent_as_they_come(tmp_path):
    (tmp_path / "text").write_bytes(TEXT)

    with (tmp_path / "text").open("rb") as file:
        for answer in (StreamingHttpResponse([TEXT]), FileResponse(file, content_type="text/plain")):
            assert answered(answer) is answer
            assert "Content-Encoding" not in answer
    assert answered(HttpResponse(TEXT, content_type="application/pdf")).content == TEXT
    assert answered(HttpResponse(b"short")).content == b"short"


def test_tag_says_the_same_text_and_not_the_same_bytes():
    assert answered(HttpResponse(TEXT, headers={"ETag": '"5"'}))["ETag"] == 'W/"5"'
