"""The rows of the draft as HTML: what is the same in many rows is rendered once a page, and what differs put into it.

A page of 500 paragraphs has some twenty forms' fields in each; rendering each row by its template would take most of
the time of the page. So the template of a row is rendered once for each shape of row, with a mark in every place where
rows differ, and a row puts its own words into these places.
"""

import re
from html import escape
from types import SimpleNamespace

from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from summary.text.shown import options

ROW = "summary/draft/_text.html"
SOURCES = "summary/draft/_sources.html"
COMMENTS = "summary/draft/_comments.html"
_PK = 900_719_925_474_099  # in the place of the key of a row; no row has so high a one
_PLACES = {name: f"\ue000{name}\ue001" for name in ("mark", "text", "base_version", "saved", "options", "beside")}
_SPLIT = re.compile(f"({_PK}|{'|'.join(_PLACES.values())})")
_NAMES = {str(_PK): "pk", **{place: name for name, place in _PLACES.items()}}


class DrawnRows:
    """The rows of one page, in one language and for one person."""

    def __init__(self) -> None:
        self._frames: dict[tuple[object, ...], list[str]] = {}

    def draw(self, context: Context, shown) -> SafeString:
        """Return the HTML of a text (DraftText); one that was not saved, or is set aside, by its template alone."""
        is_paragraph = shown.kind == "paragraph"
        beside = self._beside(context, shown) if is_paragraph else ""
        choices = _options(shown.sentences)
        keys = (shown.key, f"suggestion:{shown.row.pk}" if is_paragraph else "")
        is_odd = any(context.get(name) and context[name]["key"] in keys for name in ("sent", "conflict"))
        is_odd = is_odd or shown.suggestions or (shown.comments and not context["writes"] and shown.marked)
        if is_odd or shown.set_aside or context.get("moving") == shown.row.pk:
            return _rendered(context, ROW, shown=shown, options=choices, beside=beside)
        kind_of_row = shown.row.form if is_paragraph else shown.row.level
        shape = ROW, shown.kind, shown.depth, kind_of_row, bool(choices)
        frame = self._frame(context, shape, _like(shown), options=mark_safe(_PLACES["options"]) if choices else "")
        values = {
            "pk": str(shown.row.pk),
            "mark": escape(shown.mark),
            "text": escape(shown.text if context["writes"] else shown.text or "–"),
            "base_version": shown.base_version,
            "saved": escape(shown.saved),
            "options": choices,
            "beside": beside,
        }
        return mark_safe("".join(values.get(piece, piece) for piece in frame))

    def _beside(self, context, shown):
        """The sources and the comments of a paragraph; what is alike in all paragraphs without any is rendered once."""
        drawn = []
        for template, found in ((SOURCES, shown.sources), (COMMENTS, shown.comments)):
            if found or _is_given_back(context, template, shown):
                drawn.append(_rendered(context, template, shown=shown, row=shown.row))
            else:
                frame = self._frame(context, (template,), _like(shown))
                drawn.append("".join(str(shown.row.pk) if piece == "pk" else piece for piece in frame))
        return mark_safe("".join(drawn))

    def _frame(self, context, shape, like, **more):
        """The HTML of a template in pieces: the name of a place, or what stands between two of them."""
        if shape not in self._frames:
            html = _rendered(context, shape[0], shown=like, row=like.row, beside=mark_safe(_PLACES["beside"]), **more)
            self._frames[shape] = [_NAMES.get(piece, piece) for piece in _SPLIT.split(html) if piece]
        return self._frames[shape]


def _like(shown):
    """A text of the same shape with a mark in every place where texts differ."""
    row = SimpleNamespace(pk=_PK, **{name: getattr(shown.row, name, "") for name in ("level", "form")})
    places = {name: _PLACES[name] for name in ("mark", "text", "base_version", "saved")}
    facts = {
        "kind": shown.kind,
        "field": shown.field,
        "depth": shown.depth,
        "sources": [],
        "comments": [],
        "suggestions": [],
    }
    return SimpleNamespace(row=row, key=f"{shown.kind}:{_PK}", set_aside=0, open_comments=0, **facts, **places)


def _is_given_back(context, template, shown):
    """Whether a comment on the paragraph was refused, and comes back in its form."""
    refused = context.get("commented")
    return template == COMMENTS and bool(refused) and refused["paragraph"] == shown.row.pk


def _rendered(context, template, **more):
    with context.push(**more):
        return context.template.engine.get_template(template).render(context)


def _options(sentences):
    """Behind which sentence a paragraph can be split, each told by its last words."""
    return options((number, f"{number} …{sentence.strip()[-40:]}") for number, sentence in enumerate(sentences, 1))
