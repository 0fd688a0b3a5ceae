"""Setting the status of several speakers at once, from their list in the admin."""

from django.contrib import admin, messages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from speakers.models import Speaker


class SetsStatus:
    """Actions for the admin of speakers: mark the selected ones as invited, confirmed or withdrawn."""

    @admin.action(description=gettext_lazy("Confirm the selected speakers"), permissions=["write"])
    def confirm(self, request, speakers):
        self._set_status(request, speakers, Speaker.Status.CONFIRMED)

    @admin.action(description=gettext_lazy("Mark the selected speakers as withdrawn"), permissions=["write"])
    def withdraw(self, request, speakers):
        self._set_status(request, speakers, Speaker.Status.WITHDRAWN)

    @admin.action(description=gettext_lazy("Mark the selected speakers as invited"), permissions=["write"])
    def invite(self, request, speakers):
        self._set_status(request, speakers, Speaker.Status.INVITED)

    @transaction.atomic
    def _set_status(self, request, speakers, status):
        keys = list(speakers.order_by("pk").values_list("pk", flat=True))
        held = Speaker.objects.select_for_update().filter(pk__in=keys).order_by("pk").prefetch_related("conference")
        at = timezone.now()
        changing = [speaker for speaker in held if speaker.mark(status, by=request.user, at=at)]
        self.message_user(request, _told(len(changing), len(keys) - len(changing), status), messages.SUCCESS)


def _told(changed, already, status):
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
