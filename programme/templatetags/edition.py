"""Template tags of the programme: addresses in the same edition, labels of sessions and roles."""

import json
from datetime import date, datetime
from urllib.parse import urlencode, urlsplit

from django import template
from django.conf import settings
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from conference.languages import LANGUAGES, official
from conference.languages.dates import day_text
from conference.languages.lists import listed
from conference.languages.names import language_name
from conference.models import Release
from conference.rights import conferences_of
from conference.templatetags.languages import text, time, times
from programme.models import Role, Session
from programme.release.change_lines import lines_of
from programme.release.change_words import act_in_words, item_as_markup, things_in_words
from programme.release.protocol import FIRST_OF_ALL, OTHERS
from programme.release.rescheduling import rescheduling_in_words
from programme.role_words import role_heading, role_word
from speakers.models import Delegation

register = template.Library()


@register.simple_tag(takes_context=True)
def edition_url(context, name, *args):
    """Return the address of a page in the current edition."""
    return context["edition"].url(name, *args)


@register.simple_tag(takes_context=True)
def works_on(context, edition):
    """Return whether the reader works on the conference of an edition, and may preview its draft."""
    return conferences_of(context["request"].user).filter(slug=edition.slug).exists()


@register.simple_tag
def is_released(conference):
    """Return whether a programme of the conference is public."""
    return Release.objects.public().of(conference.slug, Release.Matter.PROGRAMME).exists()


@register.filter
def has_text(texts):
    return bool(texts) and any(texts.values())


@register.filter
def has_contact(conference):
    """Whether anything is published by which the dialogue can be reached; else its page is not in the menu."""
    return has_text(conference["contact_text"]) or any(
        conference.get(f"contact_{way}") for way in ("email", "phone", "url")
    )


@register.filter
def for_language(url):
    """Return an address with {language} replaced by the code of the page's language."""
    return url.replace("{language}", official(translation.get_language()).exchange)


@register.filter
def language_of_link(url):
    """Return the language that the address of a link names, if it is not the page's; for `…/en/…`, English."""
    named = set(urlsplit(url).path.lower().split("/"))
    found = next((language for language in LANGUAGES if language.exchange in named), None)
    return None if "{language}" in url or found is None or found.code == translation.get_language() else found


@register.simple_tag
def hreflang(url):
    """Return the attribute of a link to a page in another language."""
    other = language_of_link(url)
    return format_html(' hreflang="{}"', other.html) if other else ""


@register.filter
def webcal(address):
    """Return the address for subscribing to a calendar."""
    return f"webcal://{address.partition('://')[2]}"


@register.filter
def tells_of_changes(edition):
    """Whether readers may ask to be told of changes by e-mail."""
    return settings.SENDS_MAIL and edition.is_current and not edition.meeting.is_over


@register.filter
def tells_browsers(edition):
    """Whether readers may ask for notices on their devices."""
    return settings.PUSH_KEY and edition.is_current and not edition.meeting.is_over


@register.filter
def google_calendar(address):
    """Return the page of Google Calendar that subscribes to a calendar."""
    return f"https://calendar.google.com/calendar/r?{urlencode({'cid': webcal(address)})}"


@register.filter
def outlook(address):
    """Return the page of Outlook on the web that subscribes to a calendar."""
    return f"https://outlook.office.com/calendar/0/addfromweb?{urlencode({'url': address})}"


@register.simple_tag
def session_times(session):
    """Return the times of a session; `own-time.js` converts them to the reader's own zone."""
    return own_times(session["starts_at"], session["ends_at"])


@register.simple_tag
def own_times(start, end):
    return format_html(
        '<span class="times" data-start="{}" data-end="{}">{}</span>',
        start.isoformat(),
        end.isoformat(),
        times(start, end),
    )


@register.filter
def own_time(moment):
    return format_html('<span class="times" data-start="{}">{}</span>', moment.isoformat(), time(moment))


@register.filter
def in_zone(moment, zone):
    return moment.astimezone(zone)


@register.filter("label")
def label_by_itself(session):
    """Return what a session is called, as it stands alone: with a capital letter."""
    return capfirst(label(session))


def label(session):
    """ "Interactive panel discussion II" for the second panel, the kind for the others, or what it is called here."""
    if has_text(session.get("own_kind")):
        return own_kind(session)
    if session["kind"] == Session.Kind.PANEL:
        return _("Interactive panel discussion %(number)s") % {"number": _roman(session["number"])}
    return Session.Kind(session["kind"]).label


def own_kind(session):
    """Return the kind of one's own in the page's language, else in another, with the number if it is a panel."""
    texts = session["own_kind"]
    name = texts.get(translation.get_language()) or next(filter(None, texts.values()))
    return f"{name} {_roman(session['number'])}" if session["kind"] == Session.Kind.PANEL else name


@register.filter
def is_labelled(session):
    """Whether the programme tells the kind of a session, which the titles of the others tell."""
    return session["kind"] in (Session.Kind.PANEL, Session.Kind.SIDE_EVENT) or has_text(session.get("own_kind"))


_NUMERALS = {"M": 1000, "CM": 900, "D": 500, "CD": 400, "C": 100, "XC": 90, "L": 50, "XL": 40, "X": 10, "IX": 9, "V": 5}
_NUMERALS |= {"IV": 4, "I": 1}


def _roman(number):
    """Return the number of a panel: Roman, as in the Organization's programmes; digits in Chinese and Arabic."""
    if translation.get_language() in ("ar", "zh-hans"):
        return str(number)
    numeral = ""
    for letters, value in _NUMERALS.items():
        count, number = divmod(number, value)
        numeral += letters * count
    return numeral


@register.filter
def role_groups(session):
    """Return the people of a session by role, in the order of the programme: [(heading, [speaker])]."""
    return [(heading(kind, people, session), people) for kind, people in people_by_role(session)]


def people_by_role(session):
    """Return the people of a session by role, in the order of the programme: [(role, [speaker])]."""
    groups = {}
    for role in session["roles"]:
        groups.setdefault(role["kind"], []).append(role["speaker"])
    order = ("co-chair", "moderator", "speaker", "panellist")
    return [(kind, groups[kind]) for kind in order if kind in groups]


def heading(kind, people, session):
    if kind == Role.Kind.SPEAKER and session["kind"] == Session.Kind.OPENING:
        return _("Opening remarks")
    if kind == Role.Kind.SPEAKER and session["kind"] == Session.Kind.CLOSING:
        return _("Closing remarks")
    return role_heading(kind, people)


@register.filter
def description_beside(session):
    """Return the description of a session, as it stands beside title and people: nothing where it only repeats them."""
    code = translation.get_language()
    said = {without_marks(words) for words in (session["title"].get(code, ""), *dict(role_groups(session)))}
    return {} if without_marks(session["description"].get(code, "")) in said - {""} else session["description"]


def without_marks(words):
    """Return words as two lines are compared: "Opening remarks." says what the heading "Opening remarks" does."""
    return words.strip(" .:。：").casefold()


@register.simple_tag(takes_context=True)
def function_line(context, speaker, heading=None):
    """Return function, affiliation and delegation in the order of the language, without what stands above as heading.

    Chinese sets the delegation and the affiliation first.
    """
    parts = [speaker[part] for part in ("function", "affiliation", "delegation_beside")]
    shown = [text(context, texts) for texts in parts if has_text(texts) and texts != heading]
    if translation.get_language() == "zh-hans":
        return format_html_join("", "{}", ((part,) for part in reversed(shown)))
    return format_html_join(pgettext("between function and affiliation", ", "), "{}", ((part,) for part in shown))


@register.filter
def with_a_floor(sessions):
    """Return the sessions that have an open floor, of which statements are published."""
    return [session for session in sessions if session["kind"] == Session.Kind.PANEL]


@register.filter
def role_in_words(kind, speaker):
    """Return what a role is called of a speaker of a release."""
    return role_word(kind, speaker["courtesy_title"])


@register.filter
def delegation_kind(kind):
    return Delegation.Kind(kind).label


@register.filter
def protocol_kind(kind):
    """Return the heading of a kind of speakers in the order of protocol."""
    apart = {FIRST_OF_ALL: _("Principals"), OTHERS: _("Other speakers")}
    return apart[kind] if kind in apart else delegation_kind(kind)


@register.filter
def language_names(codes):
    return listed(map(language_name, codes))


register.filter(act_in_words)


@register.simple_tag(takes_context=True)
def changed_item(context, change):
    """Return the kind and the name of what changed, in the order of the page's language."""
    return item_as_markup(change, "" if change.what == "conference" else text(context, change.name))


@register.simple_tag(takes_context=True)
def change_lines(context, changes):
    """Return the lines of changes in the order of the page's language."""
    return lines_of(changes, translation.get_language(), context["original_language"])


@register.filter
def is_among(line, parts):
    """Whether one of these parts of the page of releases is in a line."""
    return not line.parts.isdisjoint(parts or ())


register.filter(things_in_words)


@register.filter
def role_of_change(change):
    return role_word(change.after or change.before, change.courtesy_title)


@register.filter
def rescheduling(change, zone):
    """Return the times and places of a rescheduling: [(before, after)]; `own-times.js` converts the times."""
    pairs = rescheduling_in_words(change, zone, translation.get_language())
    first = pairs[0] if pairs and all("starts_at" in item for item in (change.before, change.after)) else None
    if first and any(change.before[name] != change.after[name] for name in ("starts_at", "ends_at")):
        pairs[0] = tuple(
            _with_day(item, zone, words) for item, words in zip((change.before, change.after), first, strict=True)
        )
    return pairs


def _with_day(item, zone, words):
    start, end = (datetime.fromisoformat(item[name]).astimezone(zone) for name in ("starts_at", "ends_at"))
    span = '<span class="times" data-with-day data-start="{}" data-end="{}">{}</span>'
    return format_html(span, start.isoformat(), end.isoformat(), words)


@register.filter
def meeting_when(meeting):
    """Return the first day of a follow-up meeting, or its year if no day is known."""
    if not meeting["starts_on"]:
        return str(meeting["year"])
    return day_text(date.fromisoformat(meeting["starts_on"]), translation.get_language())


_MARKUP = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&"}  # none of them can end the element, then


@register.filter
def json_ld(data):
    """Return a JSON-LD script element; browsers do not execute it, so that the security policy permits it."""
    words = mark_safe(json.dumps(data, ensure_ascii=False).translate(_MARKUP))
    return format_html('<script type="application/ld+json">{}</script>', words)
