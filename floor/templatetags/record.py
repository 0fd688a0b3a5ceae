"""Tags of the record's pages: moments with seconds, names in the page's language, amounts of money."""

from django import template
from django.utils import translation
from django.utils.html import format_html, format_html_join

from conference.languages import dates, official, texts
from conference.languages.names import language_name
from conference.languages.numbers import money, percentage
from conference.templatetags.languages import text as text_of
from floor.durations import as_clock
from floor.models import OTHER

register = template.Library()

register.filter(as_clock)


@register.simple_tag
def moment(at, zone):
    """A time of the day as the page's language writes it; its second is in the element."""
    if at is None:
        return ""
    local = at.astimezone(zone)
    exact = f"{local:%H:%M:%S}"
    words = dates.time_text(local, translation.get_language())
    return format_html('<time datetime="{}" title="{}">{}</time>', local.isoformat(timespec="seconds"), exact, words)


@register.simple_tag(takes_context=True)
def name_of(context, row, field="name"):
    """The name of a delegation, a group or a speaker in the page's language, labelled where it is in another."""
    return text_of(context, texts(row, field))


@register.simple_tag
def spoken(row):
    """The language in which an intervention was made, as the page's language calls it."""
    if row.language == OTHER:
        return row.other_language or row.get_language_display()
    return language_name(row.language) if row.language else ""


@register.simple_tag
def amount(number, currency):
    """Returns a sum of money as a page has it."""
    return format_html("<bdi>{}</bdi>", money(number, currency))


@register.filter
def html_language(row):
    return official(row.language).html


@register.filter
def own_name(row):
    """The language of a row in its own name: "العربية"."""
    return official(row.language).name


@register.filter
def direction(row):
    return official(row.language).direction


@register.filter
def of_entry(sent, pk):
    """What came back from a form, if it is the form of this entry."""
    return sent if sent and sent["pk"] == pk else None


@register.filter
def at_key(mapping, key):
    return mapping.get(key)


@register.simple_tag
def percent(part):
    """A part of a whole with the sign of per cent, as tables have it; in running text the words are written out."""
    return format_html("<bdi>{}</bdi>", percentage(part))


@register.simple_tag
def svg(number):
    """A number as SVG wants it, whatever the language of the page."""
    return f"{number:g}"


@register.simple_tag
def share_bars(share):
    """The parts of a line of a table as two bars across its width; right to left they begin on the right."""
    is_mirrored = official(translation.get_language()).direction == "rtl"
    bars = [("of-interventions", share.part_of_interventions, 0), ("of-time", share.part_of_time, 7)]
    rects = format_html_join(
        "",
        '<rect class="bar {}" x="{}" y="{}" width="{}" height="6"/>',
        (
            (name, f"{100 * (1 - part) if is_mirrored else 0:.2f}", top, f"{100 * part:.2f}")
            for name, part, top in bars
            if part is not None
        ),
    )
    return format_html(
        '<svg viewBox="0 0 100 14" preserveAspectRatio="none" focusable="false">'
        '<rect class="rail" width="100" height="13"/>{}</svg>',
        rects,
    )
