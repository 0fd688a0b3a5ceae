"""`/.well-known/security.txt`, in plain text, for people and programs; there is none where no contact is named."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from conference.languages import LANGUAGES

TRUSTED_FOR = timedelta(days=180)  # RFC 9116 recommends less than a year
DAY = 24 * 60 * 60


@login_not_required
@require_safe
@cache_control(public=True, max_age=DAY)
def security_txt(request: HttpRequest) -> HttpResponse:
    if not settings.SECURITY_CONTACTS:
        raise Http404
    return HttpResponse(text_at(timezone.now()), content_type="text/plain; charset=utf-8")


def text_at(moment: datetime) -> str:
    """Returns the text as it is on the day of a moment; whoever asks later gets a later day on which it expires."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    fields = [("Contact", _address(contact)) for contact in settings.SECURITY_CONTACTS]
    fields += [
        ("Expires", f"{midnight + TRUSTED_FOR:%Y-%m-%dT%H:%M:%SZ}"),
        ("Preferred-Languages", ", ".join(language.html for language in LANGUAGES)),
        ("Canonical", f"{settings.PUBLIC_URL}/.well-known/security.txt"),
    ]
    return "".join(f"{name}: {value}\n" for name, value in fields)


def _address(contact: str) -> str:
    return contact if contact.startswith("https://") else f"mailto:{contact}"
