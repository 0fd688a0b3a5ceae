"""The ASGI application of `manage.py serve`."""

import asyncio
import logging
import os
import re
from functools import partial
from ipaddress import ip_address

from django.conf import settings
from django.http.cookie import parse_cookie
from django.utils.module_loading import import_string
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext_lazy as _

from conference.known_browsers import COOKIE, person_of
from conference.logs import requests, security
from conference.measures import HITS, MISSES, STREAM, count_request
from conference.serving.ahead import Ahead
from conference.serving.cache_version import CacheVersion
from conference.serving.error_responses import ErrorResponse
from conference.serving.lanes import Lanes, is_sign_in, lane_of, sends_out
from conference.serving.outdated_pages import outdated
from conference.serving.page_cache import MAX_BYTES_OF_CHOICES, CachedPage, PageCache, Parameters
from conference.serving.probes import Probes
from conference.serving.request import PageRequest
from conference.serving.request_body import ClientLeft, RequestBody, announced_length
from conference.serving.sign_in_limit import FORMS, MAILS, SignInLimit, sender_of
from conference.serving.slow_clients import SlowClients
from conference.serving.visitors import Visitor, Visitors
from conference.version import version

logger = logging.getLogger("rostrum.process")

SIGNED_IN = 302  # Found: the sign-in page redirects whoever gave the right password
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
CHARSET = re.compile(rb";[^;=]*charset[^;]*", re.IGNORECASE)


class Application:
    """Answers released pages from memory; everything else is Django's, as WSGI in threads.

    A response that Django should not give, such as an event stream that would hold a thread, has its branch in
    `_answer` and waits inside `self.clients.waiting()`, so that a stop can end it.
    """

    def __init__(self, wsgi):
        self.lanes = Lanes(wsgi)
        self.visitors = Visitors()
        self.sign_in_limit = SignInLimit()
        self.mail_limit = SignInLimit(rate=MAILS)
        self.form_limit = SignInLimit(rate=FORMS)
        self.clients = SlowClients()
        self.pages = PageCache()
        self.choices = PageCache(MAX_BYTES_OF_CHOICES)
        self.parameters = Parameters()
        self.cache_version = CacheVersion()
        self.probes = Probes()
        self.streams = import_string(settings.LIVE_STREAMS)(self.clients)
        self.early = import_string(settings.EARLY_ANSWER)()
        self.connections = None  # of the server, once it has been made
        self.own_process = import_string(settings.OWN_PROCESS)(self)
        self.ahead = Ahead(self)
        self._renderings = {}

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            current = requests.begin(scope)
            send = current.telling(send)
            try:
                if await self.probes.answer(scope, send):
                    return
                _check_address(scope)
                await self._answer(scope, receive, send)
            except ErrorResponse as error:
                await error.send(scope, receive, send)
            except ClientLeft:
                pass
            finally:
                count_request(current.kind, current.status, current.began)

    async def _lifespan(self, receive, send):
        await receive()
        await self.cache_version.open()
        await self.streams.open()
        self.own_process.open()
        self.ahead.open()
        logger.info("Process %d has started (Rostrum %s).", os.getpid(), version())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        logger.info("Process %d stops.", os.getpid())
        await self.ahead.close()
        await self.own_process.close()
        await self.streams.close()
        await self.early.close()
        await self.cache_version.close()
        self.lanes.close()
        self.visitors.close()
        self.probes.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope, receive, send):
        if scope["path"].startswith("/live/"):
            _note_kind(STREAM)
            await self.streams.answer(scope, receive, send)
            return
        if (polled := self.streams.polls.asks(scope)) and await self.streams.polls.answer(
            polled, await self.cache_version.current(), scope, send
        ):
            _note_kind("poll")
            return
        if (phone := self.early.asks(scope)) and await self.early.answer(phone, send):
            _note_kind("phone")
            return
        request = PageRequest(scope)
        version = await self.cache_version.current() if request.address else None
        key = self.parameters.key(request.address, request.query) if version else None
        page = self._cache_of(key).get(key, version) if key else None
        if page is not None:
            HITS.inc()
            _note_kind("memory")
        if page is None and await self._send_outdated(request, send):
            return
        if page is None:
            page = await self._render(request, key, version, scope, receive, send)
        if page is not None:
            await self._send_page(request, page, send)

    async def make_ahead(self, scope):
        """Make the released page of a request that nobody has sent, and keep it."""
        requests.begin(scope)
        request, version = PageRequest(scope), await self.cache_version.current()
        if request.address and version is not None:
            key = self.parameters.key(request.address, request.query)
            await self._render(request, key, version, scope, _nothing_sent, _told_nobody)
            self.pages.note_unread(key)

    async def _send_outdated(self, request, send):
        """Send a page as it was while the database is away, marked with its age; False where there is none."""
        known = self.cache_version.last_known() if request.address else None
        key = known and self.parameters.key(request.address, request.query)
        page = self._cache_of(key).get_outdated(key, known.version) if key else None
        if page is None:
            return False
        path = request.address[2]
        _note_kind("outdated")
        headers, body = outdated(page, get_language_from_path(path) or settings.LANGUAGE_CODE, known)
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})
        return True

    def _cache_of(self, key):
        """Invented values of a filter must not push out the pages that everybody reads, so choices are kept apart."""
        *__, query = key
        return self.choices if query else self.pages

    async def _render(self, request, key, version, scope, receive, send):
        """Return the released page that Django renders for a request, or None if the response was sent already.

        Requests for the same page wait for one rendering.
        """
        if version is None or request.cookies:
            return await self._ask_django(request, scope, receive, send)
        if self._cache_of(key).is_uncacheable(key, version):
            return await self._ask_and_cache(request, key, version, scope, receive, send)
        rendering = key, version
        if rendering in self._renderings:
            page = await asyncio.shield(self._renderings[rendering])
            return page or await self._ask_and_cache(request, key, version, scope, receive, send)
        self._renderings[rendering] = asyncio.get_running_loop().create_future()
        page = None
        MISSES.inc()
        try:
            page = await self._ask_and_cache(request, key, version, scope, receive, send)
        finally:
            self._settle(rendering, page)
        return page

    def _settle(self, rendering, page):
        """Give the page, or None, to the requests that wait for its rendering.

        What turns out to be no released page is told when its response begins, not when it is sent.
        """
        if waiting := self._renderings.pop(rendering, None):
            waiting.set_result(page)

    def _note_uncacheable(self, key, version):
        self._cache_of(key).note_uncacheable(key, version)
        self._settle((key, version), None)

    async def _ask_and_cache(self, request, key, version, scope, receive, send):
        page = await self._ask_django(
            request, scope, receive, send, on_uncacheable=partial(self._note_uncacheable, key, version)
        )
        if page and (page.parameters is not None or not request.query):
            self.parameters.note(request.address, page)
            key = self.parameters.key(request.address, request.query)
            self._cache_of(key).store(key, version, page)
        return page

    async def _ask_django(self, request, scope, receive, send, on_uncacheable=None):
        response = DjangoResponse(send, may_cache=request.public, on_uncacheable=on_uncacheable)
        visitor = await self.visitors.of(request.cookies)
        self._count_stranger(scope, visitor)
        with RequestBody(announced_length(scope, visitor)) as body:
            known = self._count_sign_in(scope, request) if is_sign_in(scope) else None
            with self.clients.waiting():
                await body.arrive(receive)
            try:
                lane, own_scope = lane_of(scope, visitor, known, body.may_hold_file), _for_wsgi(scope, request)
                _note_kind(lane)
                await self.lanes.answer(lane, own_scope, body.receive, self._invalidating(scope, response))
            except ErrorResponse:
                raise
            except Exception:
                if response.is_sent:
                    raise
                logger.exception("Django's side failed")
                raise ErrorResponse(
                    500, _("The fault is ours, and it has been noted. Try again in a moment.")
                ) from None
        if is_sign_in(scope) and response.status == SIGNED_IN:
            self.sign_in_limit.give_back(sender_of(scope, known))
        if response.page_headers is None:
            return None
        return await asyncio.to_thread(CachedPage.of_response, response.page_headers, bytes(response.page_body))

    def _count_sign_in(self, scope, request):
        """Return who has signed in with this browser before; refuse a password (429) from a sender who tries many."""
        known = person_of(parse_cookie(request.cookies.decode("latin-1")).get(COOKIE))
        if wait := self.sign_in_limit.seconds_to_wait(sender_of(scope, known)):
            security.tell("too-many-tries", level=logging.WARNING)
            sentence = _("Too many passwords were tried from your network. Wait a moment and try again.")
            raise ErrorResponse(429, sentence, wait)
        return known

    def _count_stranger(self, scope, visitor):
        """Refuse (429) what strangers send from a network address that sends a great deal."""
        if visitor is not Visitor.ANYBODY or is_sign_in(scope):
            return
        limit = self.mail_limit if sends_out(scope) else self.form_limit
        if scope["method"] in SAFE_METHODS and limit is self.form_limit:
            return
        if wait := limit.seconds_to_wait(sender_of(scope, None)):
            raise ErrorResponse(429, _("Too much is sent from your network. Wait a moment and try again."), wait)

    def _invalidating(self, scope, response):
        """Return a function that sends the response; it invalidates the cache version if the request may have written.

        A person who has written must see the result; a notice of the database may still be on its way.
        """
        if scope["method"] in SAFE_METHODS:
            return response.send

        async def send(message):
            self.cache_version.invalidate()
            await response.send(message)

        return send

    async def _send_page(self, request, page, send):
        encoded = request.encoded(page)
        if request.if_none_match and request.knows(encoded):
            await send({"type": "http.response.start", "status": 304, "headers": encoded.headers_not_modified})
            await send({"type": "http.response.body", "body": b""})
        else:
            await send({"type": "http.response.start", "status": 200, "headers": encoded.headers})
            await send({"type": "http.response.body", "body": encoded.body})


class DjangoResponse:
    """Django's response: collected if it is a released page, else sent on as it comes, without `Rostrum-Cache`."""

    def __init__(self, send, may_cache, on_uncacheable):
        self._send = send
        self._may_cache = may_cache
        self._on_uncacheable = on_uncacheable
        self.page_headers = None
        self.page_body = bytearray()
        self.status = None
        self.is_sent = False

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.status = message["status"]
            if self._may_cache and CachedPage.is_offered(message["status"], message["headers"]):
                self.page_headers = message["headers"]
                return
            if self._on_uncacheable:
                self._on_uncacheable()
            message["headers"] = [header for header in message["headers"] if header[0] != b"rostrum-cache"]
        elif self.page_headers is not None:
            self.page_body += message["body"]
            return
        self.is_sent = True
        await self._send(message)


async def _nothing_sent():
    return {"type": "http.request", "body": b"", "more_body": False}


async def _told_nobody(message):
    pass


def _note_kind(kind):
    """Note what gives the answer to the request of this task, as it is counted."""
    requests.current_request().kind = kind


def _check_address(scope):
    """Refuse a request for which a proxy named no address: it is counted, stored and compared as one."""
    try:
        ip_address(scope["client"][0])
    except ValueError:
        raise ErrorResponse(400, _("The proxy before this service does not say where requests come from.")) from None


def _for_wsgi(scope, request):
    """The request as Django receives it, without headers whose names have underscores, and always in UTF-8.

    WSGI would read X_Forwarded_For as X-Forwarded-For. Django fails on a request that names the charset rot13, and
    utf-7 makes text that no database stores.
    """
    return scope | {
        # The server itself omits the body when it answers HEAD.
        "method": "GET" if request.address else scope["method"],
        "headers": [
            (name, CHARSET.sub(b"", value) if name == b"content-type" else value)
            for name, value in scope["headers"]
            if b"_" not in name
        ],
    }
