"""A process answers with static files that were gathered after its start, if their names tell their content."""

import pytest
from django.http import HttpResponseNotFound
from django.test import RequestFactory

from conference.serving.gathered_files import GatheredFilesMiddleware

pytestmark = pytest.mark.django_db  # the end of a request looks after the connections of its thread
OLD, NEW = "page.0123456789ab.css", "page.ba9876543210.css"


@pytest.fixture
def ask(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / OLD).write_text("old")
    serve = GatheredFilesMiddleware(lambda request: HttpResponseNotFound())

    def ask(path):
        response = serve(RequestFactory().get(path))
        body = b"".join(response) if response.status_code == 200 else b""
        response.close()
        return response.status_code, body.decode(), response.headers.get("Cache-Control")

    return ask


def test_file_that_was_gathered_later_is_answered_and_kept_for_good(ask, settings):
    assert ask(f"/static/{OLD}")[:2] == (200, "old")
    assert ask(f"/static/{NEW}")[0] == 404

    (settings.STATIC_ROOT / NEW).write_text("new")

    assert ask(f"/static/{NEW}") == (200, "new", "max-age=315360000, public, immutable")
    assert ask(f"/static/{OLD}")[:2] == (200, "old")


@pytest.mark.parametrize(
    "path",
    [
        "/static/page.css",  # a name that does not tell the content: what is in memory may differ
        f"/static/../outside/{NEW}",
        f"/static//{NEW}",
        f"/elsewhere/{NEW}",
        f"/static/\0{NEW}",
        "/static/folder.0123456789ab.css",
    ],
)
def test_nothing_else_is_looked_for_on_the_disk(ask, settings, path):
    outside = settings.STATIC_ROOT.parent / "outside"
    outside.mkdir()
    (settings.STATIC_ROOT / "folder.0123456789ab.css").mkdir()
    for place in (outside / NEW, settings.STATIC_ROOT / NEW, settings.STATIC_ROOT / "page.css"):
        place.write_text("secret")

    assert ask(path)[0] == 404
    assert ask(f"/static/{NEW}")[0] == 200
