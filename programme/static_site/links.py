"""Finds the links of a page and rewrites them to files of the folder."""

import posixpath
import re
from urllib.parse import urlsplit

from django.conf import settings
from lxml import html

from conference.languages import CODES

# What a folder can't do: what is chosen is kept by a script, a door shows what is on now, and feeds are subscribed to.
LEFT_OUT = re.compile(r"/[^/]+/[^/]+/(revisions/|my-programme|rooms/|without-connection/|search/|changes\.atom)")
PLAIN = re.compile(r"/[A-Za-z0-9._/-]+")
OF_AN_HOUR = ("is-now", "is-over")
HOUSE = "/media/house/"  # its colours and its emblem
USED = ("icon", "stylesheet")


def parsed(body):
    return html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8"))


def links_of(page, slug):
    """Return the paths that a page links to and that belong to the copy, in order."""
    _clean(page)
    targets = (urlsplit(element.get(name)).path for element, name in _links(page))
    return [path for path in dict.fromkeys(targets) if belongs(path, slug)]


def belongs(path, slug):
    if not PLAIN.fullmatch(path) or "//" in path or "/." in path:
        return False
    if path.startswith((settings.STATIC_URL, HOUSE)):
        return True
    return path.startswith(tuple(f"/{code}/{slug}/" for code in CODES)) and not LEFT_OUT.match(path)


def file_of(path):
    """Return the file of a path in the folder; front pages become the choice of language."""
    if path in {f"/{code}/" for code in CODES}:
        return "index.html"
    return path.lstrip("/") + ("index.html" if path.endswith("/") else "")


def rewritten(page, own, files):
    """Return the bytes of a page with links to files: `own` is its own file, `files` are {path: file} of all."""
    _clean(page)
    for element, name in _links(page):
        target = urlsplit(element.get(name))
        file = files.get(target.path)
        if target.query or target.scheme or target.netloc or not file:
            _take_out(element)
        else:
            relative = posixpath.relpath(file, posixpath.dirname(own))
            element.set(name, f"{relative}#{target.fragment}" if target.fragment else relative)
    return html.tostring(page, encoding="utf-8", doctype="<!doctype html>") + b"\n"


def _links(page):
    """Return the links to other files of this site: [(element, attribute)]."""
    found = []
    for element in page.iter("a", "link", "img"):
        name = "src" if element.tag == "img" else "href"
        target = element.get(name, "")
        if target.startswith("/") or target.startswith(_ours()):
            found.append((element, name))
    return found


def _ours():
    """Return the prefixes of this site's addresses; subscriptions to calendars have a scheme of their own."""
    host = settings.PUBLIC_URL.partition("://")[2]
    return settings.PUBLIC_URL, f"webcal://{host}"


def _clean(page):
    """Remove scripts, forms, and metadata with addresses of this site."""
    for element in list(page.iter("script", "form", "meta", "link")):
        if element.tag == "meta" and not any(_is_ours(value) for value in element.values()):
            continue
        if element.tag == "link" and element.get("rel") in USED:
            continue
        around = element.getparent()
        element.drop_tree()
        if around.tag == "details" and [child.tag for child in around] == ["summary"]:
            around.drop_tree()  # nothing is left to unfold
    for element in page.find_class("now-bar"):
        element.drop_tree()  # a folder does not know what is on
    for element in page.find_class("session"):
        element.set("class", " ".join(name for name in element.get("class").split() if name not in OF_AN_HOUR))
    for element in page.find_class("subscription"):
        element.drop_tree()  # it leads to this site by another's
    for element in page.iter("*"):
        for name, value in element.items():
            if name.startswith("data-") and (value.startswith("/") or _is_ours(value)):
                del element.attrib[name]


def _is_ours(value):
    return any(address in value for address in _ours())


def _take_out(element):
    """Remove a link without target, the dot before it, and a line or item that holds nothing else."""
    before, parent = element.getprevious(), element.getparent()
    if parent.tag in ("h2", "h3", "bdi", "td", "dd") and before is None and element.tag == "a":
        del element.attrib["href"]  # its text is a heading or a name
        return
    if before is not None and before.get("class") == "dot":
        before.drop_tree()
    element.drop_tree()
    left = parent.text_content().strip()
    if parent.tag in ("li", "p") and (not left or left.endswith((":", "："))):
        parent.drop_tree()
