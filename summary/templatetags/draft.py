"""Tags of the page on which a Summary is drafted."""

from django import template
from django.utils import translation
from django.utils.html import format_html, format_html_join

from conference.languages import dates, official
from conference.languages.lists import comma, in_clauses
from conference.templatetags.languages import text as text_of
from floor.templatetags.groups_of_states import on_behalf_of
from summary.text.shown import options, short, words_of

register = template.Library()


@register.simple_tag(takes_context=True)
def who(context, item):
    """Who said it, in the page's language, with the group for which it was said."""
    name = text_of(context, item.who.public_name)
    if not item.group:
        return name
    return format_html("{} {}", name, on_behalf_of(context, item.group))


@register.simple_tag(takes_context=True)
def names(context, rows):
    """Names in a row, each labelled where it is in another language."""
    separator = comma()
    return format_html_join(separator, "{}", ((text_of(context, row),) for row in rows))


@register.simple_tag(takes_context=True)
def when(context, moment):
    """A day and a time in the conference's zone, as the page's language writes them."""
    local, code = moment.astimezone(context["zone"]), translation.get_language()
    words = in_clauses((dates.day_text(local, code), dates.time_text(local, code)))
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), words)


register.simple_tag(words_of)


@register.simple_tag(takes_context=True)
def why_closed(context):
    """Says why the text can only be read at present."""
    return context["summary"].why_closed(context["request"].user, context["original_language"])


@register.simple_tag(takes_context=True)
def draw_part(context, part):
    """A section of the draft as HTML, with its paragraphs and footnotes."""
    return context["rows"].draw_part(context, part)


@register.simple_tag(takes_context=True)
def draw_aside(context):
    """What is not reflected yet, as HTML."""
    return context["rows"].draw_aside(context)


@register.simple_tag(takes_context=True)
def name_of_answer(context):
    """The name by which the page asks for what differs from this answer; after all else is drawn."""
    return context["rows"].pieces.name()


@register.simple_tag
def as_options(paragraphs):
    """Paragraphs as the options of a list."""
    return options((shown.key, f"{shown.mark} {short(shown.text, 50)}") for shown in paragraphs)


@register.filter
def of_text(found, shown):
    """What a failed save sent, where it was of this text."""
    return found if found and found.get("key") == shown.key else None


@register.filter
def html_language(row):
    return official(row.language).html


@register.filter
def direction(row):
    return official(row.language).direction
