"""The address of a private link, as it is written into letters and on cards."""

from django.conf import settings

from conference.languages import CODES
from speakers.models import Speaker


def language_of(speaker: Speaker) -> str:
    """Returns the language in which a speaker is written to."""
    code = speaker.correspondence_language
    return code if code in CODES else speaker.conference.original_language


def address_of(speaker: Speaker, secret: str, code: str) -> str:
    """Returns the address of a link, in a language."""
    return f"{settings.PUBLIC_URL}/{code}/{speaker.conference.slug}/answer/{secret}/"
