"""Tags of the pages on which a Summary goes through its stages."""

from django import template
from django.utils import translation
from django.utils.html import format_html

from conference.languages.dates import day_text, time_text
from conference.languages.lists import in_clauses

register = template.Library()


@register.simple_tag
def day_and_time(at, zone):
    """A moment in the conference's zone, as the page's language writes it: "3 April 2012, 10 a.m."."""
    local, code = at.astimezone(zone), translation.get_language()
    words = in_clauses((day_text(local, code), time_text(local, code)))
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), words)


@register.filter
def in_code(texts, code):
    """The text of {code: text} in one language."""
    return texts.get(code, "")
