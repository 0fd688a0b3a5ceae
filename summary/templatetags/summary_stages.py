"""Tags of the pages on which a Summary goes through its stages."""

from django import template
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import pgettext

from conference.languages import official
from conference.languages.dates import day_text, time_text

register = template.Library()


@register.simple_tag
def day_and_time(at, zone):
    """A moment in the conference's zone, as the page's language writes it: "3 April 2012, 10 a.m."."""
    local, code = at.astimezone(zone), translation.get_language()
    words = day_text(local, code) + pgettext("between day and time", ", ") + time_text(local, code)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), words)


@register.filter
def in_code(texts, code):
    """The text of {code: text} in one language."""
    return texts.get(code, "")


@register.filter
def of_pair(sent, pair):
    """What came back from a form, if it is the form of this text."""
    return sent if sent and (sent["row"], sent["field"]) == (pair.row, pair.field) else None


@register.filter
def form_id(pair):
    """The name of the form of a text on its page."""
    return f"{pair.row._meta.model_name}-{pair.row.pk}-{pair.field}"


@register.simple_tag
def progress_bar(parts):
    """The parts of a language's progress as one bar, its words beside it; right to left it begins on the right."""
    is_mirrored = official(translation.get_language()).direction == "rtl"
    rects = format_html_join(
        "",
        '<rect class="{}" x="{}" width="{}" height="10"/>',
        (
            (
                f"state-{part['state']}",
                f"{100 - part['start'] - part['width'] if is_mirrored else part['start']:.2f}",
                f"{part['width']:.2f}",
            )
            for part in parts
            if part["number"]
        ),
    )
    svg = (
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">{}</svg>'
    )
    return format_html(svg, rects)
