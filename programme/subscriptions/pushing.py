"""Tells browsers what has changed, once a released programme has settled: the same news as the messages by e-mail.

A row is claimed by an update before its message is sent. A browser that has ended its subscription is forgotten; what a
push service does not take now is tried again with the next look.
"""

import json
import logging
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from conference.languages import official, texts
from conference.models import Conference, Release
from conference.templatetags.languages import in_language
from conference.web_push import LONGEST, NO_BROWSER, send
from conference.webhooks.requests import ReceiverAnswer
from programme.models import PushSubscription
from programme.release.changes import ProgrammeChange
from programme.release.programme import Programme
from programme.subscriptions.messages import concerning, in_words
from programme.subscriptions.sending import News, settled_news
from programme.subscriptions.subscribing import goes_on

logger = logging.getLogger(__name__)

AT_ONCE = 8  # messages that are sent beside each other
MOST_LINES = 3  # changes in a notice; more are told by their number
MOST = 20_000  # browsers of a conference


def is_offered_push(conference: Conference, programme: Programme, at: datetime) -> bool:
    return bool(settings.PUSH_KEY) and goes_on(conference, programme, at)


@transaction.atomic
def tell_browser(
    conference: Conference,
    endpoint: str,
    *,
    key: str,
    secret: str,
    language: str,
    sessions: Collection[str],
    release: Release,
    at: datetime,
) -> bool:
    """Note that a browser is told of changes, or of which from now on; False where there are too many already."""
    chosen: dict[str, Any] = {"key": key, "secret": secret, "language": language, "sessions": sorted(sessions)}
    if conference.push_subscriptions.filter(endpoint=endpoint).update(**chosen):
        return True
    if conference.push_subscriptions.count() >= MOST:
        return False
    conference.push_subscriptions.create(endpoint=endpoint, **chosen, asked_at=at, told_number=release.number)
    return True


def tell_browsers(conference: Conference, at: datetime) -> None:
    """Tell each browser what has changed since the revision that its reader knows, if it has settled."""
    news = settled_news(conference, at)
    if news is None or not is_offered_push(conference, news.programme, at):
        return
    with ThreadPoolExecutor(AT_ONCE) as pool:
        sent = [
            (row, known, pool.submit(_send, row, message, at)) for row, known, message in _claimed(conference, news)
        ]
        for row, known, answer in sent:
            _note(row, known, answer.result())


def _claimed(conference: Conference, news: News) -> Iterator[tuple[PushSubscription, int, bytes]]:
    for row in list(conference.push_subscriptions.exclude(told_number=news.release.number)):
        known = row.told_number
        same = PushSubscription.objects.filter(pk=row.pk, told_number=known)
        if same.update(told_number=news.release.number) and (changes := concerning(row, news.since(known))):
            yield row, known, message_of(row, changes, news.programme)


def _send(row: PushSubscription, message: bytes, at: datetime) -> ReceiverAnswer:
    return send(row.endpoint, row.key, row.secret, message, topic=f"changes-{row.conference_id}", at=at)


def _note(row: PushSubscription, known: int, answer: ReceiverAnswer) -> None:
    if answer.status in NO_BROWSER:
        row.delete()
    elif not answer.is_accepted:
        logger.warning("A message to a browser was not taken (%s).", answer.status)
        PushSubscription.objects.filter(pk=row.pk).update(told_number=known)


def message_of(row: PushSubscription, changes: list[ProgrammeChange], programme: Programme) -> bytes:
    """Return what the service worker shows, as JSON in the language of the reader."""
    with override(row.language):
        lines = [in_words(change, programme, row.language) for change in changes[:MOST_LINES]]
        if (more := len(changes) - MOST_LINES) > 0:
            lines.append(ngettext("And %(more)s more change.", "And %(more)s more changes.", more) % {"more": more})
        address = reverse("programme:my-programme", args=[row.conference.slug])
        title, __ = in_language(texts(row.conference, "title"), row.conference.original_language)
        language = official(row.language)
        body = "\n".join(lines) or _("The programme has changed.")
        facts = {"title": title[:200], "address": address, "lang": language.html, "dir": language.direction}
        while len(message := json.dumps({**facts, "body": body}, ensure_ascii=False).encode()) > LONGEST:
            body = f"{body[: len(body) // 2]}…"
        return message
