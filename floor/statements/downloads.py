"""What programs and archives take of the public statements: zips, and the feed of new ones (Atom, RFC 4287)."""

import tempfile
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from conference.fields import fit_for_xml
from conference.files.downloads import as_attachment
from conference.house import current_house
from conference.languages import official, texts
from conference.languages.lists import labelled, listed, with_note
from conference.loading import require
from conference.models import Conference
from conference.templatetags.languages import in_language
from floor.loading import public_session
from floor.statements import archive
from floor.statements.public_views import public_edition
from floor.statements.published import published, released_sessions
from programme.public.feeds import ChangeFeed

NEWEST = 100  # entries of the feed; the pages have all


class StatementFeed(ChangeFeed):
    """A feed that, without an entry, is as old as the release and not as new as the moment of each request."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else self.feed["released_at"]


@login_not_required
@require_safe
def session_zip(request, conference, session):
    edition, row = public_session(conference, session)
    return _zip(edition, f"{edition.slug}_{row.slug}", published([row])[row.pk])


@login_not_required
@require_safe
def conference_zip(request, conference):
    edition = public_edition(conference)
    return _zip(edition, edition.slug, _all(edition))


def _all(edition):
    """All public texts of a conference, session by session."""
    rows = released_sessions(edition)
    found = published(rows)
    return [text for row in rows for text in found[row.pk]]


def _zip(edition, name, found):
    require(found)
    file = tempfile.TemporaryFile()  # noqa: SIM115 – the answer closes it
    archive.write(file, f"{name}_statements", edition, found)
    file.seek(0)
    return as_attachment(FileResponse(file, content_type="application/zip"), f"{name}_statements_{get_language()}.zip")


@login_not_required
@require_safe
def statement_feed(request, conference):
    """The newest statements, each in all its languages, as of when it was delivered, posted or revised."""
    edition = public_edition(conference)
    facts, path = edition.programme.conference, reverse("floor:statement-feed", args=[edition.slug])
    original, is_rehearsal = facts["original_language"], facts["purpose"] == Conference.Purpose.REHEARSAL
    title = fit_for_xml(in_language(facts["title"], original)[0])
    title = with_note(title, Conference.Purpose.REHEARSAL.label) if is_rehearsal else title
    feed = StatementFeed(
        title=f"{_('Statements')} – {title}",
        link=settings.PUBLIC_URL + edition.url("programme"),
        description=None,
        language=official(get_language()).html,
        author_name=current_house().name(),
        feed_url=settings.PUBLIC_URL + path,
        feed_guid=_tag(edition, "statements"),
        released_at=edition.release.released_at,
    )
    for text in sorted(_all(edition), key=lambda text: (text.changed_at, text.first.pk), reverse=True)[:NEWEST]:
        feed.add_item(**_entry(edition, text, original))
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    response.headers["Cache-Control"] = "no-cache"
    if is_rehearsal:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _entry(edition, text, original):
    names = texts(text.delegation, "name"), edition.programme.session(text.session.slug)["title"]
    languages = listed([official(version.statement.language).name for version in text.versions])
    return {
        "title": fit_for_xml(labelled(*(in_language(each, original)[0] for each in names))),
        "link": settings.PUBLIC_URL + reverse("floor:statement-list", args=[edition.slug, text.session.slug]),
        "description": languages,
        "unique_id": _tag(edition, f"statements/{text.first.text_key}"),
        "pubdate": text.at or text.changed_at,
        "updateddate": text.changed_at,
    }


def _tag(edition, name):
    """Return a permanent tag URI (RFC 4151), of the day of the first release."""
    host, at = urlsplit(settings.PUBLIC_URL).hostname, edition.ever_released[-1].released_at
    return f"tag:{host},{at:%Y-%m-%d}:{edition.slug}/{name}/{get_language()}"
