"""The second factors of somebody else: which there are, and taking them away where all are lost."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from conference import account_notices
from conference.accounts import sessions
from conference.accounts.reauthentication import asks_who_is_there
from conference.languages.lists import listed
from conference.models import AuditEntry, User
from conference.refusals import Refusal

NOTHING_TO_TAKE = gettext_lazy("This account has no second factor.")


def names_of(user: User) -> list[str]:
    """The kinds of second factors of an account, each once."""
    kinds = Authenticator.objects.filter(user=user).order_by("pk").values_list("type", flat=True)
    return [str(account_notices.FACTORS[kind]) for kind in dict.fromkeys(kinds)]


@transaction.atomic
def take_away(user: User, *, by: User | None, at: datetime) -> None:
    """Take away all second factors, and end all sessions. `by` is None for the command on the server."""
    factors = Authenticator.objects.filter(user=user)
    kinds = sorted(factors.values_list("type", flat=True))
    if not kinds:
        raise Refusal(NOTHING_TO_TAKE)
    factors.delete()
    sessions.end_all(user, at)
    act = AuditEntry.Act.RESET_FACTORS
    AuditEntry.objects.record(act=act, subject=user, by=by, at=at, detail={"factors": ", ".join(kinds)})
    if by is not None:
        account_notices.tell_of_factors(user, by=by, at=at)
        User.objects.filter(pk=user.pk).update(opened_by=by)


@require_http_methods(["GET", "HEAD", "POST"])
@asks_who_is_there
def reset(request: HttpRequest, pk: int) -> HttpResponseBase:
    """For the administrator alone, and not of their own: these they remove on the page of their account."""
    if not request.user.is_superuser or request.user.pk == pk:
        raise Http404
    user = get_object_or_404(User, pk=pk)
    if request.method != "POST":
        context = {"account": user, "factors": listed(names_of(user))}
        return render(request, "conference/accounts/factors_reset.html", context)
    take_away(user, by=request.user, at=timezone.now())
    messages.success(request, _("The second factors of %(account)s are taken away.") % {"account": user})
    return redirect("admin:conference_user_change", user.pk)
