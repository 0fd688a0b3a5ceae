"""Words and sentences set beside each other, with the punctuation and the spaces of the page's language.

No page, mail or paper sets a colon, a comma or a bracket between two pieces itself: in Chinese they are as wide as a
character and have no space, French has one before the colon.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_noop, pgettext

LABEL_SUFFIX = gettext_noop(":")  # what Django sets behind the label of a field; its own in Chinese is of Latin width

_COMMA = {"ar": "، ", "zh-hans": "、"}
_CLAUSE_COMMA = {"ar": "، ", "zh-hans": "，"}
_SEMICOLON = {"ar": "؛ ", "zh-hans": "；", "fr": "\u00a0; "}


def comma() -> str:
    """The comma of the page's language between words of one kind, with its space."""
    return _COMMA.get(get_language() or "", ", ")


def clause_comma() -> str:
    """The comma between parts of a sentence that are not of one kind: a state and a time, a name and what it does."""
    return _CLAUSE_COMMA.get(get_language() or "", ", ")


def listed(words: Iterable[object]) -> str:
    """Join words of one kind with commas."""
    return comma().join(map(str, words))


def in_clauses(parts: Iterable[object]) -> str:
    """Join parts of a sentence with commas, those without words left out."""
    return clause_comma().join(str(part) for part in parts if part)


def listed_apart(parts: Iterable[object]) -> str:
    """Join parts that may contain commas, with semicolons."""
    return _SEMICOLON.get(get_language() or "", "; ").join(map(str, parts))


def full_stop() -> str:
    """What ends a sentence of the page's language."""
    return "。" if get_language() == "zh-hans" else "."


def gap() -> str:
    """What the page's language sets between two sentences, and behind a colon: a space, in Chinese nothing."""
    return "" if get_language() == "zh-hans" else " "


def in_sentences(sentences: Iterable[object]) -> str:
    """Set whole sentences beside each other."""
    return gap().join(map(str, sentences))


def labelled(label: object, value: object) -> str:
    """Set what is labelled behind its label: "Language: French", "Langue : français"."""
    return pgettext("a label and what it labels", "%(label)s: %(value)s") % {"label": label, "value": value}


def labelled_html(label: Any, value: Any) -> SafeString:
    """The same as markup; what is not markup already is escaped."""
    return mark_safe(labelled(conditional_escape(label), conditional_escape(value)))


def above_list(heading: object) -> str:
    """A heading with the colon that leads to what follows."""
    return pgettext("above a list", "%(heading)s:") % {"heading": heading}


def with_note(text: object, note: object) -> str:
    """A text with a note in brackets: "Plan of Action (rehearsal)"; the text may be empty."""
    return pgettext("a note in brackets", "%(text)s (%(note)s)") % {"text": text, "note": note}


def isolated(name: object) -> str:
    """A name between marks of direction, so that its letters do not turn what surrounds them."""
    return f"\u2068{name}\u2069"
