"""What a reader is sent: the link to confirm, and what has changed, in the words of the change log."""

from collections.abc import Iterable
from email.utils import make_msgid, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from conference.languages import official, texts
from conference.languages.lists import gap, labelled, with_note
from conference.templatetags.languages import in_language
from programme.letters.forms_of_address import one_line
from programme.letters.mail import sender_of
from programme.models import ChangeSubscription, PushSubscription
from programme.release.change_lines import lines_of
from programme.release.change_words import change_in_words
from programme.release.changes import ProgrammeChange
from programme.release.programme import Programme
from programme.release.rescheduling import rescheduling_in_words
from programme.templatetags.edition import role_of_change

MOST = 40  # changes in a message; more are told by their number, and the change log has them
UNTOLD = ("delegation", "organizer")  # lists that a reader consults, and does not go by


def link_message(subscription: ChangeSubscription) -> EmailMessage:
    with override(subscription.language):
        context = {"title": _title(subscription), "address": _address(subscription, "subscription")}
        return _message(subscription, _("Confirm that you wish to be told of changes"), "link.txt", context)


def changes_message(
    subscription: ChangeSubscription, changes: list[ProgrammeChange], programme: Programme
) -> EmailMessage:
    original = programme.conference["original_language"]
    told = [change for line in lines_of(changes, subscription.language, original) for change in line.changes]
    with override(subscription.language):
        context = {
            "title": _title(subscription),
            "changes": [_lines(change, programme, subscription.language) for change in told[:MOST]],
            "more": max(len(changes) - MOST, 0),
            "programme": settings.PUBLIC_URL + reverse("programme:programme", args=[subscription.conference.slug]),
            "change_log": settings.PUBLIC_URL + reverse("programme:change-log", args=[subscription.conference.slug]),
            "end": _address(subscription, "subscription-end"),
        }
        return _message(subscription, _("Changes in the programme"), "changes.txt", context)


def in_words(change: ProgrammeChange, programme: Programme, code: str) -> str:
    """Return a change in a line, with the time or place that holds now; in the active language."""
    lines = _lines(change, programme, code)
    now = pgettext("a new time or place", "now:")
    places = [f"{now}{gap()}{after}" for _before, after in lines["pairs"]]
    return " · ".join(filter(None, (lines["head"], lines["person"], *places)))


def concerning(
    subscription: ChangeSubscription | PushSubscription, changes: Iterable[ProgrammeChange]
) -> list[ProgrammeChange]:
    """Return the changes that a reader is told: all but new translations and lists, or those of the chosen sessions."""
    told = [change for change in changes if change.act != "reworded" and change.what not in UNTOLD]
    if not subscription.sessions:
        return told
    kept = {"conference": [""], "session": subscription.sessions}
    return [change for change in told if change.key in kept.get(change.what, ())]


def _lines(change: ProgrammeChange, programme: Programme, code: str) -> dict[str, Any]:
    """Return a change in words: its head, and each time or place from and to; as `_change.html` writes it."""
    original = programme.conference["original_language"]
    pairs = rescheduling_in_words(change, programme.zone, code) if change.act == "moved" else []
    return {
        "head": change_in_words(change, original),
        "former": in_language(change.before, original)[0] if change.act == "renamed" else "",
        "person": with_note(in_language(change.person, original)[0], role_of_change(change)) if change.person else "",
        "pairs": pairs,
    }


def _message(subscription: ChangeSubscription, subject: str, template: str, context: dict[str, Any]) -> EmailMessage:
    sender = sender_of(subscription.conference, subscription.language)
    end = _address(subscription, "subscription-end")
    headers = {
        "Message-ID": make_msgid(domain=parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or None),
        "Content-Language": official(subscription.language).html,
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{end}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    body = render_to_string(f"programme/subscriptions/{template}", context)
    subject = one_line(labelled(subject, context["title"]))
    return EmailMessage(subject, body, from_email=sender, to=[subscription.email], headers=headers)


def _title(subscription: ChangeSubscription) -> str:
    conference = subscription.conference
    return in_language(texts(conference, "title"), conference.original_language)[0]


def _address(subscription: ChangeSubscription, name: str) -> str:
    return settings.PUBLIC_URL + reverse(f"programme:{name}", args=[subscription.conference.slug, subscription.secret])
