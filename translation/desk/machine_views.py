"""Asking for a machine suggestion at the desk. It is shown beside the text; nothing of it is saved."""

from django.utils import timezone
from django.views.decorators.http import require_POST

from conference.loading import require
from conference.refusals import Refusal
from translation.desk.help_views import shown, viewed_text
from translation.machine.asking import ask
from translation.machine.providers import provider


@require_POST
def suggest(request, conference, text, code):
    """Shows what the server of this installation makes of the source; 404 where there is no server."""
    viewed, server = viewed_text(request, conference, text, code), provider()
    require(server is not None)
    try:
        suggestion = ask(server, viewed.text, viewed.row, code, by=request.user, at=timezone.now())
    except Refusal as refusal:
        return shown(request, viewed, 422, refusal=str(refusal))
    return shown(request, viewed, suggestion=suggestion)
