"""What is said after a row is saved by hand that another one looks like: a notice, for two may be called alike."""

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from speakers.duplicates.finding import alike, names_of

MOST = 3  # that are named


def notice_alike(request, speaker):
    """Name the speakers who may be the same person, each with the way to compare the two."""
    slug, found = speaker.conference.slug, alike(speaker)[:MOST]
    words = _("Saved. A speaker with this name or e-mail address is there already; compare the two:")
    _notice(request, words, [(reverse("speakers:pair", args=[slug, row.pk, speaker.pk]), row) for row in found])


def _notice(request, words, ways):
    if ways:
        links = format_html_join(" · ", '<a href="{}"><bdi>{}</bdi></a>', ways)
        messages.warning(request, format_html("{} {}", words, links))


class NoticesSameName:
    """For the admin of rooms or delegations: says that another one of the conference has the same name."""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        names, page = names_of(obj), f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        others = type(obj).objects.filter(conference=obj.conference_id).exclude(pk=obj.pk)
        found = [row for row in others if names & names_of(row)][:MOST]
        words = _("Saved. Another row of this conference has this name:")
        _notice(request, words, [(reverse(page, args=[row.pk]), row) for row in found])
