"""Pages as their readers get them. What is not on a page is told only of a page that is there."""

import re

from lint.templates import BLOCKS

NAMES = "|".join({*BLOCKS, "button", "br"})


def page(client, address, status=200, **options):
    """The words of a page that answers as it should; of an error's page nobody can say what it leaves out."""
    return body_of(client.get(address, **options), status)


def body_of(answer, status=200):
    """The words of an answer that is what it should be."""
    assert answer.status_code == status
    return as_drawn(answer.content.decode())


def as_drawn(html):
    """A page without the ends of lines that a browser doesn't draw: within a tag, at a block's edges, before a word."""
    html = re.sub(r"<[a-z][^<>]*>", lambda tag: re.sub(r" (?=/?>$)", "", re.sub(r"\s+", " ", tag[0])), html)
    html = re.sub(rf"(<(?:{NAMES})\b[^<>]*>)\s*\n\s*", r"\1", html)
    html = re.sub(rf"\s*\n\s*(</(?:{NAMES})>)", r"\1", html)
    return re.sub(rf"\s*\n\s*(?=<(?!(?:{NAMES})\b)[a-z])", " ", html)
