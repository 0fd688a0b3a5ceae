"""Texts of the draft in lists, and the count of its words, as HTML."""

from collections.abc import Iterable
from html import escape

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.languages.numbers import in_figures
from summary.text.outline import OutlineParagraph


def short(text: str, most: int) -> str:
    """Return the beginning of a text, for a list of many."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def name_of(node: OutlineParagraph, code: str) -> str:
    """Return what a paragraph of the draft is called: "Paragraph 5 (b)", "quotation after 5"."""
    mark = node.citation(code)
    return _("Paragraph %(mark)s") % {"mark": mark} if node.path else mark


def options(pairs: Iterable[tuple[object, str]]) -> SafeString:
    """Return (value, words) as the options of a list; for lists of hundreds, which a template would draw slowly."""
    return mark_safe(
        "".join(f'<option value="{escape(str(value))}">{escape(words)}</option>' for value, words in pairs)
    )


def words_of(number: int, most: int | None) -> SafeString:
    """Return how many words the text has, against the most that it may have; more than that is said in words."""
    if most is None:
        words = ngettext("%(number)s word", "%(number)s words", number)
        return format_html("{}", words % {"number": in_figures(number)})
    said = _("%(number)s of at most %(most)s words") % {"number": in_figures(number), "most": in_figures(most)}
    over = _("too long by %(number)s") % {"number": in_figures(number - most)}
    meter = format_html('<meter min="0" max="{}" value="{}" aria-hidden="true"></meter> {}', most, number, said)
    return format_html('{} <strong class="over">{}</strong>', meter, over) if number > most else meter
