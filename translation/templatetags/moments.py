"""Dates with times in the language of the page."""

from django import template
from django.utils import translation
from django.utils.html import format_html

from conference.languages import dates

register = template.Library()


@register.simple_tag(takes_context=True)
def moment(context, at):
    """A date and a time in the conference's zone."""
    local, code = at.astimezone(context["zone"]), translation.get_language()
    words = f"{dates.day_text(local, code)} {dates.time_text(local, code)}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), words)
