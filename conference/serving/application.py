"""The ASGI application of `manage.py serve`."""

import asyncio
import logging
import re
from functools import partial

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.utils.module_loading import import_string

from conference.serving.cache_version import PublicVersion
from conference.serving.error_responses import Refusal
from conference.serving.page_cache import Page, Pages
from conference.serving.request import Asked
from conference.serving.request_body import SenderLeft, Upload, announced_length
from conference.serving.slow_clients import Clients

logger = logging.getLogger(__name__)

# Python computes in one thread at a time, so that threads only fill the waits for the database; and each holds a
# connection: eight, times a few processes, stay far below the hundred that PostgreSQL allows.
THREADS = 8
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
CHARSET = re.compile(rb";[^;=]*charset[^;]*", re.IGNORECASE)


class Front:
    """Answers released pages from memory; everything else is Django's, as WSGI in threads.

    What Django should not answer, such as an event stream that would hold a thread, gets its branch in `_answer`, and
    waits inside `self.clients.waited_for()`, so that a stop can end it.
    """

    def __init__(self, wsgi, threads=THREADS):
        # No limit to the queue: a thread hands over its answer and is free, however slowly the client reads.
        self.django = WSGIMiddleware(wsgi, workers=threads, send_queue_size=0)
        self.clients = Clients()
        self.pages = Pages()
        self.public_version = PublicVersion()
        self.streams = import_string(settings.LIVE_STREAMS)(self.clients)
        self._renderings = {}

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            try:
                await self._answer(scope, receive, send)
            except Refusal as refusal:
                await refusal.send(receive, send)
            except SenderLeft:
                pass

    async def _live(self, receive, send):
        await receive()
        await self.public_version.open()
        await self.streams.open()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.streams.close()
        await self.public_version.close()
        self.django.executor.shutdown(wait=False, cancel_futures=True)
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope, receive, send):
        if scope["path"].startswith("/live/"):
            await self.streams.answer(scope, receive, send)
            return
        asked = Asked(scope)
        version = await self.public_version.current() if asked.key else None
        page = self.pages.get(asked.key, version) if version else None
        if page is None:
            page = await self._render(asked, version, scope, receive, send)
        if page is not None:
            await self._send_page(asked, page, send)

    async def _render(self, asked, version, scope, receive, send):
        """The released page that Django makes of the request; or None, and Django's answer has been sent."""
        place = asked.key, version
        if version is None or asked.cookies:
            return await self._ask_django(asked, scope, receive, send)
        if self.pages.is_other(*place):
            return await self._ask_and_keep(place, asked, scope, receive, send)
        if place in self._renderings:
            page = await asyncio.shield(self._renderings[place])
            return page or await self._ask_and_keep(place, asked, scope, receive, send)
        self._renderings[place] = asyncio.get_running_loop().create_future()
        page = None
        try:
            page = await self._ask_and_keep(place, asked, scope, receive, send)
        finally:
            self._settle(place, page)
        return page

    def _settle(self, place, page):
        """Tell who waits for a rendering; for what is no page already when its answer begins, not when it is sent."""
        if rendering := self._renderings.pop(place, None):
            rendering.set_result(page)

    def _note_other(self, place):
        self.pages.note_other(*place)
        self._settle(place, None)

    async def _ask_and_keep(self, place, asked, scope, receive, send):
        page = await self._ask_django(asked, scope, receive, send, if_other=partial(self._note_other, place))
        if page:
            self.pages.keep(*place, page)
        return page

    async def _ask_django(self, asked, scope, receive, send, if_other=None):
        answer = DjangosAnswer(send, may_gather=asked.public, if_other=if_other)
        with Upload(announced_length(scope)) as upload:
            with self.clients.waited_for():
                await upload.arrive(receive)
            try:
                await self.django(_for_wsgi(scope, asked), upload.receive, self._doubting(scope, answer))
            except Exception:
                if answer.is_sent:
                    raise
                logger.exception("Django's side failed")
                raise Refusal(500, "Something went wrong here. It has been noted.") from None
        if answer.page_headers is None:
            return None
        return await asyncio.to_thread(Page.of_answer, answer.page_headers, bytes(answer.page_body))

    def _doubting(self, scope, answer):
        """Who wrote, and has the answer, must see what was written: do not rely on a notice on its way."""
        if scope["method"] in SAFE_METHODS:
            return answer.send

        async def send(message):
            self.public_version.doubt()
            await answer.send(message)

        return send

    async def _send_page(self, asked, page, send):
        form = asked.form_of(page)
        if asked.if_none_match and asked.knows(form):
            await send({"type": "http.response.start", "status": 304, "headers": form.headers_unmodified})
            await send({"type": "http.response.body", "body": b""})
        else:
            await send({"type": "http.response.start", "status": 200, "headers": form.headers})
            await send({"type": "http.response.body", "body": form.body})


class DjangosAnswer:
    """Sent on as it comes, without the offer to keep it; gathered instead, if it is a released page."""

    def __init__(self, send, may_gather, if_other):
        self._send = send
        self._may_gather = may_gather
        self._if_other = if_other
        self.page_headers = None
        self.page_body = bytearray()
        self.is_sent = False

    async def send(self, message):
        if message["type"] == "http.response.start":
            if self._may_gather and Page.is_offered(message["status"], message["headers"]):
                self.page_headers = message["headers"]
                return
            if self._if_other:
                self._if_other()
            message["headers"] = [header for header in message["headers"] if header[0] != b"rostrum-cache"]
        elif self.page_headers is not None:
            self.page_body += message["body"]
            return
        self.is_sent = True
        await self._send(message)


def _for_wsgi(scope, asked):
    """The request for Django; WSGI would take X_Forwarded_For for X-Forwarded-For.

    Everything is read as UTF-8: Django fails on a request that names rot13, and utf-7 makes text that nothing stores.
    """
    return scope | {
        # The server itself leaves the body away when it answers HEAD.
        "method": "GET" if asked.key else scope["method"],
        "headers": [
            (name, CHARSET.sub(b"", value) if name == b"content-type" else value)
            for name, value in scope["headers"]
            if b"_" not in name
        ],
    }
