"""The progress of a language as a bar. The parts of each bar are named and counted in words beside it."""

from django import template
from django.utils import translation
from django.utils.html import format_html, format_html_join

from conference.languages import official
from conference.languages.dates import day_text, time_text
from conference.languages.lists import in_clauses

register = template.Library()


@register.simple_tag
def state_bar(progress):
    """The states of texts by the words of their sources, each with its colour and pattern (`_bar_patterns.html`).

    It begins on the right in languages written from right to left.
    """
    is_mirrored = official(translation.get_language()).direction == "rtl"
    whole, start, rects = progress.total_words or 1, 0, []
    for part in progress.parts():
        width = 100 * part["words"] / whole
        left = 100 - start - width if is_mirrored else start
        rects.append((part["kind"], f"{left:.2f}%", f"{width:.2f}%", part["kind"]))
        start += width
    rect = '<rect class="state-{}" x="{}" width="{}" height="100%" fill="url(#bar-{})"/>'
    svg = '<svg class="state-bar" aria-hidden="true" focusable="false">{}</svg>'
    return format_html(svg, format_html_join("", rect, rects))


@register.simple_tag
def state_key(kind):
    """The pattern of a state, shown beside its name."""
    rect = '<rect width="100%" height="100%" fill="url(#bar-{})"/>'
    return format_html('<svg class="state-key" aria-hidden="true" focusable="false">{}</svg>', format_html(rect, kind))


@register.simple_tag
def person(user):
    """The name of a member of the staff, isolated from the direction of the text around it."""
    return format_html("<bdi>{}</bdi>", user.get_full_name() or user.get_username())


@register.simple_tag
def date_and_time(at, zone):
    """A date and a time in a zone: "3 April 2012, 10 a.m."."""
    local, code = at.astimezone(zone), translation.get_language()
    words = in_clauses((day_text(local, code), time_text(local, code)))
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), words)
