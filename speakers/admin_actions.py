"""Setting the status of several speakers at once, from their list in the admin."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from speakers.models import Speaker


class SetsStatus:
    """Actions for the admin of speakers: mark the selected ones with a status, in the order of the statuses."""

    @admin.action(description=gettext_lazy("Mark the selected speakers as proposed"), permissions=["write"])
    def propose(self, request, speakers):
        self._set_status(request, speakers, Speaker.Status.PROPOSED)

    @admin.action(description=gettext_lazy("Clear the selected speakers for an invitation"), permissions=["write"])
    def clear(self, request, speakers):
        self._set_status(request, speakers, Speaker.Status.CLEARED)

    @admin.action(description=gettext_lazy("Mark the selected speakers as invited"), permissions=["write"])
    def invite(self, request, speakers):
        self._set_status(request, speakers, Speaker.Status.INVITED)

    @admin.action(description=gettext_lazy("Confirm the selected speakers"), permissions=["write"])
    def confirm(self, request, speakers):
        self._set_status(request, speakers, Speaker.Status.CONFIRMED)

    @admin.action(description=gettext_lazy("Mark the selected speakers as declined"), permissions=["write"])
    def decline(self, request, speakers):
        self._set_status(request, speakers, Speaker.Status.DECLINED)

    @admin.action(description=gettext_lazy("Mark the selected speakers as withdrawn"), permissions=["write"])
    def withdraw(self, request, speakers):
        self._set_status(request, speakers, Speaker.Status.WITHDRAWN)

    def _set_status(self, request, speakers, status):
        marked = Speaker.objects.filter(pk__in=speakers.values("pk")).mark(status, by=request.user, at=timezone.now())
        self.message_user(request, marks_in_words(*marked, status), messages.SUCCESS)


def marks_in_words(changed, already, status):
    """Returns the sentence of how many now have a status, and how many had it before."""
    words = ngettext(
        "%(number)d speaker now has the status “%(status)s”.",
        "%(number)d speakers now have the status “%(status)s”.",
        changed,
    ) % {"number": changed, "status": status.label}
    if not already:
        return words
    return (
        f"{words} {ngettext('%(number)d had it already.', '%(number)d had it already.', already) % {'number': already}}"
    )
