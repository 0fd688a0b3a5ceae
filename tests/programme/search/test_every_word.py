"""Every word of a public page of the dialogue of 2012 is found, and what is found leads to the page that has it.

It takes about five seconds of work a language, since all of some sixty public pages are drawn in it: a page that shows
what the search does not know fails here, whoever adds it.
"""

import re
from functools import cache
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import translation
from lxml import html

from conference.languages import CODES
from programme.release.editions import CURRENT, released
from programme.search.query import SearchQuery
from programme.search.search import index_of
from tests.loading import load

SLUG = "human-trafficking-2012"
LISTS = ("", "speakers/", "list-of-speakers/", "delegations/", "documents/", "contact/", "summary/")
# What a page offers to do, what it says of itself, and what stands on all pages and is found as the dialogue itself.
ASIDE = [
    *("button", "form", "nav", "script", "svg", "details", "figure", "*[@hidden]", "a[@class='permalink']"),
    *(f"a[contains(@href, '/{page}/')]" for page in ("door", "statements", "figures")),
    *("h1/following-sibling::p[not(@class)]", "article[@class='delegation-page']//h2", "p[@class='minor']"),
    *("table//thead", "table//tfoot", "section[contains(@class, 'share')]"),
    *(
        f"*[contains(concat(' ', @class, ' '), ' {name} ')]"
        for name in (
            "papers follow zone downloads relations empty count number meeting visually-hidden badge action not-held "
            "document-versions plot-legend figures"
        ).split()
    ),
]
pytestmark = pytest.mark.one_database  # what is found is decided in Python, from a released edition
CHINESE = re.compile("[\u3400-\u9fff]+")


@pytest.mark.parametrize("code", CODES)
def test_every_word_of_a_public_page_is_found_on_the_page_that_has_it(db, code):
    load("load_states", "load_dialogue", "load_floor", "load_summary")
    with translation.override(code):
        edition = released(CURRENT, SLUG)
        pages, found = _pages(edition, code), cache(lambda word: _found(edition, code, word))

        missed = {
            (path.removeprefix(f"/{code}/{SLUG}/"), word)
            for path, page in pages.items()
            for word, element in _words_of(page)
            if not found(word) & _leads_to(element, path)
        }
        assert missed == set()


@pytest.mark.parametrize("code", ["en", "ar"])
def test_what_is_found_leads_to_a_place_that_is_there(db, code):
    load("load_states", "load_dialogue", "load_floor", "load_summary")
    with translation.override(code):
        edition = released(CURRENT, SLUG)
        addresses = {urlsplit(item.address) for item in _items(edition, code)}
        there = {path: _content(path).xpath("//@id") for path in {each.path for each in addresses if each.fragment}}

        assert {name.path.split("/")[-2] for name in addresses if name.fragment} >= {SLUG, "summary", "documents"}
        assert [each for each in addresses if each.fragment and each.fragment not in there[each.path]] == []


def _pages(edition, code):
    """The public pages in a language, as {path: the tree of its content}; no page leads to that of a break."""
    programme = edition.programme
    paths = [*LISTS, "sessions/panel-2/figures/"]
    paths += [f"sessions/{row['slug']}/" for row in programme.sessions if row["kind"] != "break"]
    paths += [f"speakers/{row['slug']}/" for row in programme.content["speakers"]]
    paths = [f"/{code}/{SLUG}/{path}" for path in paths]
    paths += {urlsplit(item.address).path for item in _items(edition, code) if "/delegations/" in item.address}
    return {path: _content(path) for path in paths}


def _content(path):
    response = Client().get(path)
    assert response.status_code == 200, path
    return html.fromstring(response.content.decode()).get_element_by_id("content")


def _items(edition, code):
    return [item for items in index_of(edition, code).items(edition) for item in items]


def _found(edition, code, word):
    """The paths of all to which a search for the word leads; all paths where the word asks for nothing."""
    terms = SearchQuery.of(word).terms
    items = _items(edition, code)
    return {urlsplit(item.address).path for item in items if all(item.has(term) for term in terms)}


def _words_of(page):
    """The words that a page shows, each with its element."""
    for aside in page.xpath("|".join(f".//{each}" for each in ASIDE)):
        aside.drop_tree()
    for element in page.iter("*"):
        for text in (element.text, *(child.tail for child in element)):
            for word in _split(text or ""):
                yield word, element


def _split(text):
    """The words of a text, as a reader would type them; in Chinese, each two characters that stand together."""
    for chunk in text.split():
        for run in CHINESE.findall(chunk):
            yield from (run[place : place + 2] for place in range(max(1, len(run) - 1)))
        if not CHINESE.search(chunk) and any(map(str.isalnum, chunk)):
            yield chunk.strip(".,;:()“”«»")


def _leads_to(element, path):
    """The page of a word, and the pages to which the line that has it leads, such as a speaker's in a list."""
    lines = (line for line in (element, *element.iterancestors()) if line.tag in ("a", "li", "tr", "section"))
    links = next((links for line in lines if (links := line.xpath("descendant-or-self::a/@href"))), ())
    return {path, *(urlsplit(link).path for link in links)}
