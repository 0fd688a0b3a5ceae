"""The share image of a conference, in the language of its address (https://ogp.me)."""

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from conference.documents.share_image import ShareImage, ShareImageLine, share_image_of
from conference.house import current_house
from conference.languages import official
from conference.languages.dates import days_text
from conference.models import Conference
from conference.templatetags.languages import in_language


def picture(request, edition):
    """Return the image with the title, the days and the venue; no names of people."""
    response = HttpResponse(share_image_of(card_of(edition.programme)), content_type="image/png")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # it is shown on other sites' pages
    return response


def card_of(programme):
    """Return the card of a programme in the active language."""
    conference, own = programme.conference, official(get_language())
    organ, title, venue = (
        ShareImageLine(*in_language(conference[name], conference["original_language"]))
        for name in ("organ", "title", "venue")
    )
    when = days_text(conference["starts_on"], conference["ends_on"], own.code)
    rehearsal = _("Rehearsal.") if conference["purpose"] == Conference.Purpose.REHEARSAL else ""
    united_nations = ShareImageLine(current_house().name(), own)
    below = (ShareImageLine(rehearsal, own), ShareImageLine(when, own), venue)
    return ShareImage(own, organ if organ.text else united_nations, title, below)
