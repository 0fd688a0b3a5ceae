"""Several people at one document: who has which text open now, and what others have saved since."""

import re
from datetime import timedelta

from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from conference.languages.lists import listed
from conference.loading import conference_for
from translation.desk.pairs import version_of
from translation.desk.save_views import TextRequest
from translation.loading import reading_language_for
from translation.models import Text, Translation
from translation.models.teamwork import Presence

PRESENT = timedelta(seconds=60)  # three times as long as a page waits before it says so again
_MOST = 400  # texts, as many as a page shows of the longest document


@require_POST
def text_here(request, conference, text, code):
    """Records that the reader has a text open, one text of a language at a time. It locks nobody out."""
    text_request = TextRequest(request, conference, text, code)
    language, at = text_request.language.code, timezone.now()
    Presence.objects.filter(person=request.user, language=language).exclude(text=text_request.text).delete()
    Presence.objects.update_or_create(
        text=text_request.text, language=language, person=request.user, defaults={"seen_at": at}
    )
    return HttpResponse(status=204)


@require_GET
def desk_now(request, conference, code, document):
    """The versions of the texts that a page shows (`?texts=1,2,3`), and who else has them open."""
    conference = conference_for(request, conference)
    language = reading_language_for(request, conference, code, document)
    keys = [int(key) for key in re.findall(r"\b[0-9]{1,18}\b", request.GET.get("texts", ""))[:_MOST]]
    texts = Text.objects.filter(conference=conference, document=document, pk__in=keys).in_bulk()
    found = Translation.objects.filter(text__in=texts, language=language.code)
    by_text = {row.text_id: row for row in found}
    present = Presence.objects.filter(
        ~Q(person=request.user), text__in=texts, language=language.code, seen_at__gt=timezone.now() - PRESENT
    ).select_related("person")
    people = {}
    for row in present:
        people.setdefault(row.text_id, []).append(row.person.get_full_name() or row.person.get_username())
    return JsonResponse(
        {
            "versions": {key: version_of(text, by_text.get(key)) for key, text in texts.items()},
            "presence": {key: _presence_text(names) for key, names in people.items()},
        }
    )


def _presence_text(names):
    """Returns the sentence that names the people who have a text open."""
    if len(names) == 1:
        return _("%(name)s is editing") % {"name": names[0]}
    return _("%(names)s are editing") % {"names": listed(sorted(names))}
