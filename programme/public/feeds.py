"""The feed of changes (Atom, RFC 4287): an entry for each public revision, in the language of its address."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from conference.fields import fit_for_xml
from conference.house import current_house
from conference.languages import official
from conference.languages.lists import labelled, listed_apart, with_note
from conference.languages.urls_by_language import siblings_of
from conference.models import Conference
from conference.templatetags.languages import in_language
from programme.release.change_lines import lines_of
from programme.release.change_words import act_in_words, change_in_words, item_in_words, things_in_words
from programme.release.editions import REVISION, ProgrammeEdition
from programme.release.history import history_of

IN_TITLE = 2  # lines of the page of changes in the title of an entry
NEWEST = 100  # entries; the page of changes has them all


class ChangeFeed(Atom1Feed):
    """A feed with links to its siblings in the other languages."""

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for language, path in siblings_of(urlsplit(self.feed["feed_url"]).path):
            if language.code != get_language():
                link = {"rel": "alternate", "type": "application/atom+xml", "hreflang": language.html}
                handler.addQuickElement("link", "", {**link, "href": settings.PUBLIC_URL + path})


def change_feed(request, edition):
    history = history_of(edition)  # first, because it loads the programme of the edition too
    feed = _feed(edition)
    for release, changes in history[:NEWEST]:
        feed.add_item(
            title=_title(edition, release, changes),
            link=settings.PUBLIC_URL + ProgrammeEdition(REVISION, edition.slug, release=release).url("programme"),
            description=_words(edition, changes),
            unique_id=_tag(edition, release.released_at, f"revisions/{release.number}"),
            pubdate=release.released_at,
            updateddate=release.released_at,
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    if _is_rehearsal(edition):
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _feed(edition):
    conference = edition.programme.conference
    title, organ = (
        fit_for_xml(in_language(conference[name], conference["original_language"])[0]) for name in ("title", "organ")
    )
    if _is_rehearsal(edition):
        title = with_note(title, Conference.Purpose.REHEARSAL.label)
    return ChangeFeed(
        title=f"{_('Changes')} – {title}",
        link=settings.PUBLIC_URL + edition.url("change-log"),
        description=None,
        language=official(get_language()).html,
        author_name=organ or current_house().name(),
        feed_url=settings.PUBLIC_URL + edition.url("change-feed"),
        feed_guid=_tag(edition, edition.ever_released[-1].released_at, "changes"),
    )


def _is_rehearsal(edition):
    return edition.programme.conference["purpose"] == Conference.Purpose.REHEARSAL


def _title(edition, release, changes):
    """Return what a revision changed in a line: the first lines of the page of changes, and how many there are more."""
    original = edition.programme.conference["original_language"]
    if changes is None:
        parts = [_("first release of the programme")]
    else:
        lines = lines_of(changes, get_language(), original)
        parts = [_line(line, original) for line in lines[:IN_TITLE]] or [_("Nothing that readers see has changed.")]
        if (more := len(lines) - IN_TITLE) > 0:
            parts.append(ngettext("%(number)s more change", "%(number)s more changes", more) % {"number": more})
    revision = _("Revision %(number)s") % {"number": release.number}
    return fit_for_xml(f"{revision} – {listed_apart(parts)}")


def _line(line, original):
    """Return a line of the page of changes as plain text, without the names of several."""
    change = line.first
    if line.is_of_several:
        return labelled(act_in_words(change), things_in_words(line))
    return item_in_words(change, original) if line.is_of_one else change_in_words(change, original)


def _words(edition, changes):
    """Return the changes as the page of changes words them."""
    context = {**edition.context, "changes": changes, "language": official(get_language())}
    return fit_for_xml(render_to_string("programme/public/_feed_entry.html", context).strip())


def _tag(edition, at, name):
    """Return a permanent tag URI (RFC 4151), which has the day of its creation in it."""
    host = urlsplit(settings.PUBLIC_URL).hostname
    return f"tag:{host},{at:%Y-%m-%d}:{edition.slug}/{name}/{get_language()}"
