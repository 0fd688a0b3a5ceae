"""Tags of the Summary's pages: texts with their emphasis, numbers as the language writes them, facts in words."""

from datetime import date
from itertools import groupby

from django import template
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from conference.documents.document import between_marks
from conference.documents.emphasis import runs, without_marks
from conference.languages import official
from conference.languages.lists import comma
from conference.templatetags.languages import in_language
from summary.text import set_phrases

register = template.Library()


@register.simple_tag(takes_context=True)
def marked(context, texts, code=None):
    """A text with its emphasis and the marks of its footnotes, in the page's language or the one named.

    It is labelled where it is in another one.
    """
    code = code or translation.get_language()
    notes = context["text"].notes(code) if "text" in context else {}
    return _shown(context, texts, code, lambda words: _emphasized(words, notes, code))


@register.simple_tag(takes_context=True)
def column_name(context, texts, code):
    """The head of a column without the marks of footnotes, before a cell that stands by itself on a narrow screen."""
    return _shown(context, texts, code, without_marks)


@register.simple_tag(takes_context=True)
def text_in(context, texts, code):
    """A line of text in a language, labelled where it is in another one."""
    return _shown(context, texts, code, str)


def _shown(context, texts, code, form):
    if texts.get(code):
        return form(texts[code])
    with translation.override(code):
        words, language = in_language(texts, context["original_language"])
    if not words:
        return ""
    return format_html(
        '<span lang="{}" dir="{}">{}</span> <span class="other-language" title="{}">{}</span>',
        language.html,
        language.direction,
        form(words),
        _("Not yet translated"),
        language.name,
    )


def _emphasized(text, notes, code):
    grouped = groupby(runs(text), key=lambda run: run.note in notes)
    parts = (
        footnote_marks([notes[run.note] for run in group], code)
        if is_marks
        else format_html_join("", "{}", ((_element(run),) for run in group))
        for is_marks, group in grouped
    )
    return format_html_join("", "{}", ((part,) for part in parts))


@register.simple_tag
def footnote_marks(notes, code):
    """The marks of footnotes that stand in one place, each a link to its note."""
    if not notes:
        return ""
    rows = (
        (
            between_marks(note.mark(code)) if place else "",
            _anchor(note, code),
            _("Footnote %(number)s") % {"number": note.mark(code)},
            note.mark(code),
        )
        for place, note in enumerate(notes)
    )
    link = '{}<a href="#{}" class="noteref" role="doc-noteref" aria-label="{}">{}</a>'
    return format_html("<sup>{}</sup>", format_html_join("", link, rows))


def _anchor(note, code):
    """The anchor of a note; beside the page's language another one has anchors of its own."""
    return note.anchor if code == translation.get_language() else f"{note.anchor}-{official(code).html}"


@register.simple_tag(takes_context=True)
def footnotes(context, code, paragraph=None, set_off=()):
    """The notes as a language numbers them: [(anchor, mark, note)]; of one paragraph where it is given.

    `set_off` are the quotations and tables that belong to the paragraph.
    """
    text = context["text"]
    found = text.notes_in(paragraph, code, *set_off) if paragraph else [*text.title_notes, *text.notes(code).values()]
    return [(_anchor(note, code), note.mark(code), note) for note in found]


@register.simple_tag
def emphasized(text):
    """One text with its emphasis."""
    return format_html_join("", "{}", ((_element(run),) for run in runs(text)))


def _element(run):
    words = format_html('<a href="{}">{}</a>', run.link, run.text) if run.link else run.text
    if run.bold:
        return format_html("<strong>{}</strong>", words)
    return format_html("<em>{}</em>", words) if run.italic else words


@register.simple_tag(takes_context=True)
def reading_url(context, name, *args):
    """The address of a page in the edition that is being read."""
    return context["reading"].url(name, *args)


@register.filter
def mark(row, code):
    """The number of a section, a paragraph or a part, as the language writes it."""
    return row.mark(code)


@register.filter
def as_date(text):
    return date.fromisoformat(text)


@register.filter
def name_of(content):
    """What an edition is called: its symbol, or what kind of edition it is."""
    return set_phrases.name_of(content)


@register.filter
def kind_in_words(content):
    return set_phrases.kind_of(content)


@register.simple_tag
def language_of_facts():
    """The language in which the facts of the masthead are printed on this page."""
    return set_phrases.facts_language()


@register.filter
def masthead_date(content):
    return set_phrases.date_of(content)


@register.filter
def distribution_in_words(content):
    return set_phrases.distribution_of(content)


@register.filter
def version_in_words(content):
    return set_phrases.version_of(content)


@register.filter
def original_in_words(content):
    return set_phrases.original_of(content)


@register.filter
def place_in_words(correction):
    return set_phrases.place_of(correction)


@register.simple_tag
def languages_named(codes):
    """Languages, each by its own name."""
    separator = comma()
    named = ((language.html, language.direction, language.name) for language in map(official, codes))
    return format_html_join(separator, '<span lang="{}" dir="{}">{}</span>', named)
