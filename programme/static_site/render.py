"""Renders pages as the public sees them, by Django in this process."""

from io import BytesIO
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.utils import translation

from conference.released_pages import HEADER


class Answer(NamedTuple):
    body: bytes
    content_type: str
    is_page: bool


class PublicVisitor:
    """An anonymous visitor, who requests one page after the other."""

    def __init__(self):
        self._handler = BaseHandler()
        self._handler.load_middleware()
        self._address = urlsplit(settings.PUBLIC_URL)

    def ask(self, path):
        """Return the answer to a path; None if there is none, or if it depends on more than the release."""
        language = translation.get_language()
        try:
            response = self._handler.get_response(self._request(path))
        finally:
            translation.activate(language)  # the request has activated another
        if response.status_code != 200 or HEADER not in response.headers:
            return None
        body = b"".join(response)
        if response.streaming:
            response.file_to_stream.close()  # closing the answer itself would tell Django that our request is over
        content_type = response.headers["Content-Type"]
        is_document = response.headers.get("Content-Disposition", "").startswith("attachment")
        return Answer(body, content_type, content_type.startswith("text/html") and not is_document)

    def _request(self, path):
        scheme, host = self._address.scheme, self._address.hostname
        port = self._address.port or (443 if scheme == "https" else 80)
        asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_PROTOCOL": "HTTP/1.1"}
        where = {"SERVER_NAME": host, "SERVER_PORT": str(port), "HTTP_HOST": self._address.netloc}
        return WSGIRequest({**asked, **where, "wsgi.url_scheme": scheme, "wsgi.input": BytesIO()})
