"""Tags of the live page and the room screen."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def when(context, word):
    """Attributes of an element that is shown while a word is among the facts; static/floor/live/room.js keeps it so."""
    hidden = "" if word in context["facts"] else mark_safe(" hidden")
    return format_html('data-when="{}"{}', word, hidden)


@register.filter
def of_language(texts, code):
    return texts[code]
