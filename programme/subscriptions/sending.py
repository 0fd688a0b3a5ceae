"""Sends links to those who asked, and one message to each reader once a released programme has settled.

A row is claimed by an update before its message is sent, so that two workers do not send it twice. What a mail server
may accept later is tried again with the next look; an address that it refuses for good is forgotten. None is logged.
"""

import logging
from datetime import datetime
from smtplib import SMTPException, SMTPRecipientsRefused

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from conference.models import Conference, Release
from programme.letters.change_notices import has_settled
from programme.letters.sending import LetterFailed, failure_of
from programme.models import ChangeSubscription
from programme.release.changes import ProgrammeChange
from programme.release.history import told_between
from programme.release.programme import Programme, released_programmes
from programme.release.protected_names import ProtectedNames, protected_names
from programme.subscriptions.messages import changes_message, concerning, link_message
from programme.subscriptions.subscribing import is_offered

logger = logging.getLogger(__name__)


class Postman:
    """One connection to the mail server for all messages of a look; after a general failure nothing more is tried."""

    def __init__(self) -> None:
        self._connection: BaseEmailBackend = get_connection()
        self.is_stopped = False

    def send(self, message: EmailMessage, subscription: ChangeSubscription) -> bool:
        """Send a message; False if it may be accepted later. An address that is refused for good is forgotten."""
        message.connection = self._connection
        try:
            message.send()
        except (SMTPException, OSError, ValueError) as error:
            self._connection.close()
            failed = failure_of(error)
            self.is_stopped = failed.is_general
            logger.warning("A message to a reader was not accepted (%s).", type(error).__name__)
            if _is_for_good(error, failed):
                subscription.delete()
                return True
            return False
        return True

    def close(self) -> None:
        self._connection.close()


def _is_for_good(error: Exception, failed: LetterFailed) -> bool:
    return isinstance(error, (SMTPRecipientsRefused, ValueError)) and not failed.passes


def send_links(postman: Postman, at: datetime) -> None:
    """Send the link to everybody who has asked and was not sent one yet."""
    rows = ChangeSubscription.objects.unconfirmed().filter(link_sent_at=None).select_related("conference")
    for row in rows.exclude(pk__in=ChangeSubscription.objects.expired(at)):
        if postman.is_stopped:
            return
        same = ChangeSubscription.objects.filter(pk=row.pk)
        if same.filter(link_sent_at=None).update(link_sent_at=at) and not postman.send(link_message(row), row):
            same.update(link_sent_at=None)


def tell_readers(conference: Conference, postman: Postman, at: datetime) -> None:
    """Tell each reader of a conference what has changed since the revision that they know, if it has settled."""
    news = settled_news(conference, at)
    if news is None or not is_offered(conference, news.programme, at):
        return
    for row in conference.change_subscriptions.confirmed().exclude(told_number=news.release.number):
        if postman.is_stopped:
            return
        _tell(row, news, postman)


def _tell(row: ChangeSubscription, news: "News", postman: Postman) -> None:
    same, known = ChangeSubscription.objects.filter(pk=row.pk), row.told_number
    if not same.filter(told_number=known).update(told_number=news.release.number):
        return
    changes = concerning(row, news.since(known))
    if changes and not postman.send(changes_message(row, changes, news.programme), row):
        same.update(told_number=known)


def settled_news(conference: Conference, at: datetime) -> "News | None":
    """Return what is new in the public programme of a conference; None until it has settled."""
    if not has_settled(conference, at):
        return None
    release = Release.objects.public().of(conference.slug, Release.Matter.PROGRAMME).defer("content").first()
    return News(conference, release) if release else None


class News:
    """What the public programme of a conference says that earlier revisions did not; each is compared once."""

    def __init__(self, conference: Conference, release: Release) -> None:
        self.release = release
        self._rows = {
            row.number: row for row in Release.objects.of(conference.slug, Release.Matter.PROGRAMME).defer("content")
        }
        self.programme: Programme = released_programmes([release.pk])[release.pk]
        self._hidden: ProtectedNames = protected_names(conference.slug)
        self._since: dict[int, list[ProgrammeChange]] = {}

    def since(self, number: int) -> list[ProgrammeChange]:
        """Return the changes since a revision; of one that was withdrawn no more than times, places and sessions."""
        if number not in self._since:
            self._since[number] = self._compare(self._rows[number]) if number in self._rows else []
        return self._since[number]

    def _compare(self, before: Release) -> list[ProgrammeChange]:
        content = released_programmes([before.pk])[before.pk].content
        changes = told_between(content, self.programme.content, self._hidden)
        if not before.withdrawn_at:
            return changes
        return [change for change in changes if change.what == "session" and change.act in ("moved", "new", "removed")]
