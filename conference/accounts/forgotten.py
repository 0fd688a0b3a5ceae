"""A forgotten password: a link by mail, which lets its holder set another one within an hour.

The page answers the same, in the same time, whether there is such an account or not: the mail is sent behind it. The
password of an account that clears is not set so, because an administrator may change its address
(docs/decisions/9-who-gives-rights.md).
"""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from allauth.core.ratelimit import consume
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic.edit import FormView

from conference import account_notices
from conference.accounts import sessions
from conference.errors import too_many_requests
from conference.house import subject_of_mail
from conference.models import AuditEntry, User
from conference.rights import has_clearing_role

AN_HOUR = 3600  # seconds: the window of `settings.ACCOUNT_RATE_LIMITS`
_postman = ThreadPoolExecutor(1, thread_name_prefix="forgotten-passwords")
_NOBODY = User(pk=0, username="nobody", email="nobody@example.org")


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of your account"),
        widget=forms.EmailInput({"autocomplete": "email"}),
        max_length=254,
    )


class OnlyWithMail:
    """A page that is not there where no mail server is named."""

    @method_decorator(login_not_required)
    @method_decorator(never_cache)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.SENDS_MAIL:
            raise Http404
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # of the view
        return response


class Forgotten(OnlyWithMail, FormView):
    form_class = ForgottenForm
    template_name = "conference/accounts/forgotten.html"

    def form_valid(self, form: ForgottenForm) -> HttpResponse:
        address = form.cleaned_data["email"].lower()
        if not consume(self.request, action="reset_password", key=address):
            return too_many_requests(self.request, AN_HOUR)
        send_links(address)
        sentence = _("If an account has this address, a link is on its way to it. It is valid for an hour.")
        messages.success(self.request, sentence)
        return redirect("sign-in")


class NewPassword(OnlyWithMail, PasswordResetConfirmView):
    """The page behind the link. The new password ends all sessions; a second factor is asked for as ever."""

    template_name = "conference/accounts/new_password.html"
    success_url = reverse_lazy("sign-in")

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        at = timezone.now()
        sessions.end_all(form.user, at)
        response: HttpResponse = super().form_valid(form)
        User.objects.filter(pk=form.user.pk).update(opened_by=None)
        act = AuditEntry.Act.CHANGE_OWN_PASSWORD
        AuditEntry.objects.record(act=act, subject=form.user, by=form.user, at=at, detail={"by": "e-mail"})
        account_notices.tell_of_own_act(form.user, account_notices.Kind.OWN_PASSWORD, {}, at=at)
        messages.success(self.request, _("Your password is changed. Sign in with it."))
        return response


def send_links(address: str) -> Future[None]:
    """Send a link for each account with this address, and return while the mail is on its way.

    A mail is composed for nobody as well, so that the time tells nothing.
    """
    users = [user for user in User.objects.filter(email__iexact=address, is_active=True) if _may(user)]
    composed = [_message(user) for user in users or [_NOBODY]]
    return _postman.submit(_send, composed if users else [])


def _may(user: User) -> bool:
    return user.has_usable_password() and not has_clearing_role(user)


def _message(user: User) -> EmailMessage:
    key = {"uidb64": urlsafe_base64_encode(force_bytes(user.pk)), "token": default_token_generator.make_token(user)}
    context = {"name": user.get_username(), "address": settings.PUBLIC_URL + reverse("new-password", kwargs=key)}
    body = render_to_string("conference/accounts/forgotten_mail.txt", context)
    return EmailMessage(subject_of_mail(_("A new password")), body, to=[user.email])


def _send(messages: list[EmailMessage]) -> None:
    for message in messages:
        message.send()
