"""What the page "My programme" asks for when a reader wants notices on a device: the key, to begin and to end."""

from django.contrib.auth.decorators import login_not_required
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from conference.answers import answer
from conference.loading import require
from conference.models import Conference
from conference.posted import Words, posted
from conference.web_push import public_key
from programme.models import PushSubscription
from programme.release.editions import CURRENT, released
from programme.subscriptions.forms import PushForm
from programme.subscriptions.pushing import is_offered_push, tell_browser


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def push(request, conference):
    """The key by which a browser subscribes, with the token that it posts; then the browser itself."""
    edition = released(CURRENT, conference)
    row = Conference.objects.filter(slug=conference).first()
    at = timezone.now()
    require(edition and row and is_offered_push(row, edition.programme, at))
    if request.method != "POST":
        return answer(key=public_key(), token=get_token(request))
    form = PushForm(request.POST, sessions=[(each["slug"], "") for each in edition.programme.sessions])
    if not form.is_valid():
        return answer(" ".join(words for several in form.errors.values() for words in several), status=422)
    if not tell_browser(row, **form.cleaned_data, language=get_language(), release=edition.release, at=at):
        return answer(_("Too many readers are told of changes of this programme already."), status=409)
    return answer()


@login_not_required
@never_cache
@require_POST
def push_end(request, conference):
    """End the notices on a device, which is known by its address alone; there is nothing else to know it by."""
    endpoint = posted(request, endpoint=Words()).endpoint
    PushSubscription.objects.filter(conference__slug=conference, endpoint=endpoint).delete()
    return answer()
