"""Tags of the Summary's pages: texts with their emphasis, numbers as the language writes them, facts in words."""

from datetime import date

from django import template
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from conference.documents.emphasis import runs
from conference.languages import official
from conference.languages.lists import comma
from conference.templatetags.languages import in_language
from summary.text import set_phrases

register = template.Library()


@register.simple_tag(takes_context=True)
def marked(context, texts, code=None):
    """A text with its emphasis, in the page's language or the one named; labelled where it is in another one."""
    return _shown(context, texts, code or translation.get_language(), _emphasized)


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


@register.simple_tag
def emphasized(text):
    """One text with its emphasis."""
    return _emphasized(text)


def _emphasized(text):
    return format_html_join("", "{}", ((_element(run),) for run in runs(text)))


def _element(run):
    if run.bold:
        return format_html("<strong>{}</strong>", run.text)
    return format_html("<em>{}</em>", run.text) if run.italic else run.text


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
