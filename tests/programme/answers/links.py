"""Speakers with private links and what they send, for the tests of answers."""

from datetime import timedelta
from types import SimpleNamespace

from django.test import Client
from django.utils import timezone

from speakers.models import AnswerLink
from tests.factories import make_conference, make_panel, make_speaker
from tests.staff import open_form


def make_link(speaker, **fields):
    """A link that works today: (link, secret)."""
    at = timezone.now()
    values = {"valid_until": at + timedelta(days=30), "by": None, "at": at, **fields}
    ((link, secret),) = AnswerLink.objects.make([speaker], **values)
    return link, secret


def open_by(speaker, language="en", **fields):
    """The browser of a speaker who has opened a link, with its addresses."""
    link, secret = make_link(speaker, **fields)
    browser = Client()
    slug = speaker.conference.slug
    answer = browser.post(f"/{language}/{slug}/answer/{secret}/")
    assert answer.status_code == 302, answer.content.decode()[:500]
    return SimpleNamespace(browser=browser, link=link, secret=secret, page=answer.url)


def make_invited(**fields):
    """A speaker of a panel who was invited."""
    conference = fields.pop("conference", None) or make_conference()
    speaker = make_speaker(conference, **{"status": "invited", **fields})
    make_panel(conference).roles.create(kind="panellist", speaker=speaker)
    return speaker


def send(here, **changed):
    """Send the form as the page shows it, but for what is changed."""
    address = changed.pop("address", here.page)
    sent = open_form(here.browser, address)
    return here.browser.post(here.page, {**sent, **changed}, follow=True)


def proposed(speaker):
    """What waits of a speaker: {field, or field and language: value}."""
    rows = speaker.proposals.waiting()
    return {" ".join(filter(None, (row.field, row.language))): row.value for row in rows}
