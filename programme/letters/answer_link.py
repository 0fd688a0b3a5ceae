"""The placeholder of a speaker's private link: a new link for each letter, made as it is sent."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.models.letter_placeholders import provide
from speakers.answers.links import address_of
from speakers.models import AnswerLink, Speaker
from speakers.models.answer_links import links_until


def new_link(speaker: Speaker, code: str) -> str:
    """Return the address of a link that is made now, in the language of the letter."""
    at = timezone.now()
    until = links_until(speaker.conference, at)
    ((_link, secret),) = AnswerLink.objects.make([speaker], valid_until=until, by=None, at=at)
    return address_of(speaker, secret, code)


provide("answer_link", _("the recipient’s private link, made when the letter is sent"), new_link, is_secret=True)
