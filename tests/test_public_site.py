"""The public site as it is followed from its front page, link by link, in six languages.

One crawl of the dialogue of 2012, its rehearsal and its Summary asks for several addresses of each kind in English, and
for one in each other language. It takes over 5 s because it draws some hundreds of pages; all that is asked of pages is
asked of these.
"""

import re
from collections import Counter, deque
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import translation
from lxml import html

from conference.languages import CODES, official
from tests import html_checker
from tests.loading import load

pytestmark = [pytest.mark.one_database, pytest.mark.timeout(600)]

MOST = 4  # addresses of a kind in English, without a query
LIMIT = 800  # addresses in all: a site that leads to ever new kinds of them fails
FILES = r"\.(pdf|docx|ics|xml|json|atom|png|jpg|webmanifest|js)$"  # in English alone
HOSTS = ("testserver", urlsplit(settings.PUBLIC_URL).netloc)


class Page:
    """What an address answered."""

    def __init__(self, address, answer):
        self.address, self.status = address, answer.status_code
        self.body = b"".join(answer) if answer.streaming else answer.content
        self.is_html = answer.headers.get("Content-Type", "").startswith("text/html")
        self.document = html.fromstring(self.body) if self.is_html and self.body else None
        self.language = address.split("/")[1]

    def links(self):
        """The addresses within this site that the page leads to; a script shows what is hidden, when it is there."""
        shown = "[not(ancestor-or-self::*[@hidden])]"
        for written in self.document.xpath(f"//a{shown}/@href | //link/@href | //img/@src | //script/@src"):
            whole = urlsplit(urljoin(f"http://testserver{self.address}", written))
            if whole.scheme in ("http", "https") and whole.netloc in HOSTS:
                yield whole


@pytest.fixture
def pages(db):
    """The pages of the public site, each with the one that led to it: {address: Page}."""
    load("load_states", "load_dialogue")
    load("load_floor")
    load("load_summary")
    client, found, kinds = Client(), {}, Counter()
    waiting = deque((f"/{code}/", "") for code in CODES)
    while waiting and len(found) < LIMIT:
        address, leads_here = waiting.popleft()
        if address in found or not is_wanted(address, kinds):
            continue
        page = found[address] = Page(address, client.get(address))
        page.led_from = leads_here
        if page.document is not None:
            waiting.extend((link.path + (f"?{link.query}" if link.query else ""), address) for link in page.links())
    return found


def is_wanted(address, kinds):
    """Whether an address is asked for: several of its kind in English, one in another language; each that is none."""
    path, _, query = address.partition("?")
    language = path.split("/")[1]
    if path.startswith(settings.STATIC_URL) or (language != "en" and (query or re.search(FILES, path))):
        return False
    try:
        with translation.override(language if language in CODES else "en"):
            kind = resolve(unquote(path)).view_name, language, bool(query)
    except Resolver404:
        return True
    kinds[kind] += 1
    return kinds[kind] <= (MOST if language == "en" and not query and not re.search(FILES, path) else 1)


def test_public_site_is_whole_in_six_languages(pages):
    assert len(pages) > 250, len(pages)
    assert len(pages) < LIMIT
    html_pages = [page for page in pages.values() if page.document is not None]
    assert {page.language for page in html_pages} == set(CODES)
    assert unanswered(pages.values()) == []
    assert [fault for page in html_pages for fault in faults_of(page, pages)] == []
    assert html_checker.faults({page.address: page.body for page in html_pages}) == ""


def unanswered(pages):
    """Which addresses do not answer as a link should."""
    return [
        f"{page.address} is answered {page.status}; a link of {page.led_from}"
        for page in pages
        if page.status not in (200, 301, 302)
    ]


def faults_of(page, pages):
    """What of a page is not as of every page: its language and direction, one heading, its anchors and its switch."""
    language, root = official(page.language), page.document
    if (root.get("lang"), root.get("dir")) != (language.html, language.direction):
        yield f"{page.address}: lang={root.get('lang')} dir={root.get('dir')}"
    if len(root.xpath("//h1")) != 1:
        yield f"{page.address}: {len(root.xpath('//h1'))} h1"
    for link in page.links():
        target = pages.get(link.path) if not link.query else None
        if link.fragment and target and target.is_html and unquote(link.fragment) not in target.document.xpath("//@id"):
            yield f"{page.address}: no #{link.fragment} in {link.path}"
    yield from _faults_of_switch(page)


def _faults_of_switch(page):
    """The switch leads to the same page in each language (side by side with another, the two may change places)."""
    here = urlsplit(page.address).path.split("/", 2)[2]
    leads = [urlsplit(address).path for address in page.document.xpath("//a[@hreflang and @lang]/@href")]
    if leads and [address.split("/")[1] for address in leads] != list(CODES):
        yield f"{page.address}: the switch of language leads to {leads}"
    for address in leads:
        if re.sub("with/.*", "with/", address.split("/", 2)[2]) != re.sub("with/.*", "with/", here):
            yield f"{page.address}: the switch of language leads to {address}"
