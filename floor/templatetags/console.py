"""Tags of the console and the cue cards: spans of time on a clock and in words, names as the language sets them."""

from datetime import timedelta

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conference.languages.durations import in_hours, in_words
from conference.languages.names import LANGUAGE_NAMES
from floor import cue_cards
from floor.durations import as_clock, milliseconds
from floor.forms import REQUEST_FIELDS, ChangeForm
from floor.procedure.step_sentences import sentence

register = template.Library()

MINUTE = timedelta(minutes=1)
SELECTED = SafeString(" selected")

register.filter(as_clock)
register.filter(milliseconds)
register.filter(in_words)
register.filter(in_hours)


@register.filter
def in_minutes(span):
    """A span as a field for minutes takes it: "3", "2.5"."""
    return f"{span / MINUTE:g}"


@register.filter
def left_or_over(row):
    """What an interrupted speaker has left, on a clock; "+0:12" in overtime."""
    return f"+{as_clock(row.over)}" if row.over else as_clock(row.left)


@register.filter
def runs_to(outlook, time):
    """ "At three minutes each the list runs to 12.50 p.m." """
    return _("At %(each)s each the list runs to %(time)s") % {"each": in_words(outlook.each), "time": time}


@register.filter
def is_on(moment, day):
    return moment.date() == day.date()


@register.filter
def announcement(row):
    """What the co-chair says to give the floor."""
    return cue_cards.giving(row)


@register.filter
def goes_on(row):
    """What the co-chair says to give the floor back to whoever was interrupted."""
    return cue_cards.going_on(row)


@register.simple_tag
def interrupting():
    return cue_cards.interrupting()


@register.filter
def thanks(row):
    return cue_cards.thanking(row)


@register.filter
def as_said(row):
    """Who speaks, as a sentence names them, in the page's language or else in any: for labels of screen readers."""
    said = row.delegation.as_said(get_language()) if row.delegation else ""
    return said or cue_cards.here(row.names)


@register.filter
def did(step):
    """What a step did, as a sentence; the name in it keeps its own direction."""
    if step.intervention is None:
        return sentence(step)
    # The translators' words and the label of an act are no markup; the name comes in when they are escaped.
    mark = "\ue000"
    before, found, after = sentence(step, mark).partition(mark)
    name = format_html("<bdi>{}</bdi>", step.intervention.as_said()) if found else ""
    return mark_safe(f"{conditional_escape(before)}{name}{conditional_escape(after)}")


@register.filter
def request_fields(row, choices):
    """What can be changed of a request that waits: its fields, each with what it says now and what can be chosen."""
    return [
        {
            "name": name,
            "label": ChangeForm.base_fields[name].label,
            "length": getattr(ChangeForm.base_fields[name], "max_length", None),
            "value": str(row.group_id or "") if name == "group" else getattr(row, name),
            "choices": choices.get(name),
        }
        for name in REQUEST_FIELDS
    ]


@register.simple_tag
def options(choices, chosen):
    """The options of a list; made here, because a console has hundreds of them."""
    parts = (
        (value, format_html(' lang="{}"', lang) if lang else "", SELECTED if value == chosen else "", words)
        for value, words, lang in choices
    )
    return format_html_join("", '<option value="{}"{}{}>{}</option>', parts)


@register.filter
def language_here(code):
    """The name of an official language in the page's language; Django's own `language_name` is always English."""
    return LANGUAGE_NAMES[code]
