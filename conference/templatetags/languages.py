"""Tags and filters of every template: texts in their language, days and times as the language writes them."""

from django import template
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from conference.fields import paragraphs
from conference.languages import dates, official, people
from conference.languages.lists import clause_comma, comma, full_stop, gap, in_clauses, labelled_html, with_note
from conference.languages.names import language_name
from conference.languages.numbers import in_figures
from conference.languages.scripts import language_typed
from conference.languages.time_zones import local_time_of

register = template.Library()

register.simple_tag(comma)
register.filter("language_in_words", language_name)  # Django has a filter of the other name
register.simple_tag(clause_comma)
register.simple_tag(gap)
register.simple_tag(full_stop)
register.filter(in_figures)


@register.filter
def in_bdi(name):
    """A name that keeps its own direction within what surrounds it."""
    return format_html("<bdi>{}</bdi>", name)


@register.simple_block_tag(end_name="endlabelled")
def labelled(content, label):
    """What the block holds behind its label, with the colon of the page's language."""
    return labelled_html(label, mark_safe(content.strip()))  # rendered by the template, which has escaped it


@register.filter
def as_label(label):
    """A label with its colon, and the space that the language sets before what is labelled, which follows at once."""
    return labelled_html(label, "")


@register.simple_block_tag(end_name="endin_brackets")
def in_brackets(content):
    """A note in brackets behind what it explains, with the space that the language sets before it."""
    return mark_safe(with_note("", content.strip()))


@register.filter
def in_language(texts, original):
    """The text of a {code: text} in the page's language, else in the original one or any: (text, its language)."""
    code = translation.get_language()
    for candidate in (code, original, *texts):
        if texts.get(candidate):
            return texts[candidate], official(candidate)
    return "", official(code)


@register.simple_tag(takes_context=True)
def text(context, texts):
    """A line of text. Where it is not in the page's language it says in which it is, to eyes and to screen readers."""
    if own := texts.get(translation.get_language()):  # nearly always; a long programme has tens of thousands
        return own
    words, language = in_language(texts, context["original_language"])
    if not words:
        return words
    label = format_html(
        '<span class="other-language" title="{}">{}</span>', _("Not yet translated"), language_name(language.code)
    )
    return format_html("{} {}", _in_its_language(words, language), label)


@register.simple_tag(takes_context=True)
def text_beside(context, texts):
    """A part of a line that is labelled beside it, such as a courtesy title; screen readers hear its own language."""
    if own := texts.get(translation.get_language()):
        return people.unbroken(own)
    words, language = in_language(texts, context["original_language"])
    return _in_its_language(people.unbroken(words), language) if words else words


def _in_its_language(words, language):
    return format_html('<span lang="{}" dir="{}">{}</span>', language.html, language.direction, words)


@register.simple_tag
def behind_title():
    """The space between a courtesy title and a name."""
    return people.behind_title(translation.get_language())


@register.simple_tag(takes_context=True)
def typed(context, words):
    """Words that were typed in one language, such as a reason; labelled where they cannot be in the page's."""
    code = language_typed(words, translation.get_language(), context["original_language"])
    return format_html("<bdi>{}</bdi>", text(context, {code: words}))


@register.simple_tag(takes_context=True)
def typed_beside(context, words):
    """The same for a name or a function, of which screen readers alone hear the language."""
    code = language_typed(words, translation.get_language(), context["original_language"])
    return format_html("<bdi>{}</bdi>", text_beside(context, {code: words}))


@register.simple_tag(takes_context=True)
def plain_text(context, texts):
    """The same text without marks, for titles of pages and attributes."""
    return in_language(texts, context["original_language"])[0]


@register.simple_tag(takes_context=True)
def prose(context, texts):
    """Paragraphs of plain text; labelled above where they are not in the page's language."""
    words, language = in_language(texts, context["original_language"])
    body = format_html_join("\n", "<p>{}</p>", ((_lines(part),) for part in paragraphs(words)))
    if not words or language.code == translation.get_language():
        return body
    label = format_html(
        '<p class="other-language-note">{}</p>',
        _("Not yet translated; shown in: %(name)s") % {"name": language_name(language.code)},
    )
    return format_html('{}<div lang="{}" dir="{}">{}</div>', label, language.html, language.direction, body)


def _lines(paragraph):
    """The lines of a paragraph, each on its own as they were written: a list without marks is one."""
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in paragraph.split("\n")))


@register.filter
def day(moment):
    return dates.day_text(moment, translation.get_language())


@register.filter
def weekday_and_day(moment):
    return dates.day_text(moment, translation.get_language(), weekday=True)


@register.filter
def time(moment):
    return dates.time_text(moment, translation.get_language())


@register.filter
def day_and_time(moment):
    code = translation.get_language()
    return in_clauses((dates.day_text(moment, code), dates.time_text(moment, code)))


@register.filter
def machine_time(moment):
    """Return a moment for the attribute `datetime`, without the microseconds that HTML does not know."""
    return moment.isoformat(timespec="seconds")


@register.simple_tag
def days(first, last):
    return dates.days_text(first, last, translation.get_language())


@register.simple_tag
def times(start, end):
    code = translation.get_language()
    first, last = dates.ends_of_times(start, end, code)
    element = '<time datetime="{}">{}</time>'
    last_element = (
        '<time class="with-day" datetime="{}">{}</time>' if dates.ends_on_another_day(start, end) else element
    )
    pattern = dates.span_of_times(start, end, code).format(start=element, end=last_element)
    return format_html(pattern, machine_time(start), first, machine_time(end), last)


@register.filter
def zone_in_words(name):
    """ "New York time"."""
    return local_time_of(name, translation.get_language())
