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

from summary.draft.pieces import Pieces, in_place
from summary.text.shown import options

PART = "summary/draft/_part.html"
ASIDE = "summary/draft/_unreflected.html"
ASIDE_ID = "unreflected-column"
ROW = "summary/draft/_text.html"
FOOTNOTE = "summary/draft/_footnote.html"
TABLE = "summary/draft/_table.html"
SOURCES = "summary/draft/_sources.html"
COMMENTS = "summary/draft/_comments.html"
_PK = 900_719_925_474_099  # in the place of the key of a row; no row has so high a one
_NAMED = ("mark", "text", "base_version", "saved", "options", "beside", "number", "rows")
_PLACES = {name: f"\ue000{name}\ue001" for name in _NAMED}
_SPLIT = re.compile(f"({_PK}|{'|'.join(_PLACES.values())})")
_NAMES = {str(_PK): "pk", **{place: name for name, place in _PLACES.items()}}


class DrawnRows:
    """The rows of one page, in one language and for one person; `pieces` are what it shows already."""

    def __init__(self, pieces: Pieces) -> None:
        self._frames: dict[tuple[object, ...], list[str]] = {}
        self.pieces = pieces

    def draw_part(self, context: Context, part) -> SafeString:
        """Return the HTML of a section (DraftSection) with its rows; of those that the page shows only the place."""
        key = f"row-section-{part.heading.row.pk}"
        with context.push(csrf_token=str(context.get("csrf_token", ""))):
            rows = [(f"{key}-heading", self.draw(context, part.heading))]
            for shown in part.paragraphs:
                rows.append((f"row-paragraph-{shown.row.pk}", self.draw(context, shown)))
                if shown.table:
                    rows.append((f"row-table-{shown.row.pk}", _rendered(context, TABLE, shown=shown)))
                rows += [(f"row-footnote-{note.row.pk}", self.draw_footnote(context, note)) for note in shown.notes]
            for row, html in rows:
                self.pieces.put(row, html.replace(context["csrf_token"], ""))
            self.pieces.put(key, repr([part.heading.row.level, *((row, self.pieces.digest(row)) for row, __ in rows)]))
            if self.pieces.is_shown(key):
                return in_place("section", key)
            drawn = [in_place("div", row) if self.pieces.is_shown(row) else html for row, html in rows]
            return self._section(context, part, "".join(drawn))

    def _section(self, context, part, rows):
        like = SimpleNamespace(heading=_like(part.heading), paragraphs=part.paragraphs[:1])
        shape = PART, part.heading.row.level, bool(part.paragraphs)
        frame = self._frame(context, shape, like.heading, part=like, rows=mark_safe(_PLACES["rows"]))
        values = {"pk": str(part.heading.row.pk), "rows": rows}
        return mark_safe("".join(values.get(piece, piece) for piece in frame))

    def draw_aside(self, context: Context) -> SafeString:
        """Return the HTML of what is not reflected yet, or only its place."""
        with context.push(csrf_token=str(context.get("csrf_token", ""))):
            html = _rendered(context, ASIDE)
            self.pieces.put(ASIDE_ID, html.replace(context["csrf_token"], ""))
        return in_place("aside", ASIDE_ID) if self.pieces.is_shown(ASIDE_ID) else html

    def draw_footnote(self, context: Context, shown) -> SafeString:
        """Return the HTML of a footnote below its paragraph."""
        if any(context.get(name) and context[name]["key"] == shown.key for name in ("sent", "conflict")):
            return _rendered(context, FOOTNOTE, shown=shown)
        frame = self._frame(context, (FOOTNOTE, shown.row.is_to_title), _like(shown))
        values = {
            "pk": str(shown.row.pk),
            "mark": escape(shown.mark),
            "text": escape(shown.text if context["writes"] else shown.text or "–"),
            "base_version": shown.base_version,
            "number": str(shown.row.number),
        }
        return mark_safe("".join(values.get(piece, piece) for piece in frame))

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
    row = SimpleNamespace(pk=_PK, number=_PLACES["number"], is_to_title=getattr(shown.row, "is_to_title", False))
    row.level, row.form = (getattr(shown.row, name, "") for name in ("level", "form"))
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
