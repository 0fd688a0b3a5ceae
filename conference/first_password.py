"""The link by which the holder of a new account chooses the password, so that nobody else ever knows it.

It works once, for a day, and only until another one is made: it is signed over what the database has as the password,
which each of these changes.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from conference.models import AuditEntry, Invitation, User
from conference.secret_urls import with_secret_url

SALT = "first password"
VALID = timedelta(days=1)
INVITED, INVITATION_VALID = "invitation", timedelta(days=7)  # the link of an invitation, which goes by mail


def new_link(user: User, *, language: str = "en", salt: str = SALT) -> str:
    """A link for an account without a password; every earlier one for it is no longer valid."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    secret = _signer(salt).sign_object([user.pk, _fingerprint(user)])
    with translation.override(language):
        return settings.PUBLIC_URL + reverse("first-password", args=[secret])


def holder_of(secret: str) -> User | None:
    """The account whose password the link sets, locked until the transaction ends; None if the link is not valid."""
    found = _unsigned(secret, SALT, VALID) or _unsigned(secret, INVITED, INVITATION_VALID)
    if found is None:
        return None
    key, fingerprint = found
    user = User.objects.select_for_update().filter(pk=key, is_active=True).first()
    return user if user and fingerprint == _fingerprint(user) else None


def _unsigned(secret: str, salt: str, valid: timedelta) -> tuple[int, str] | None:
    try:
        key, fingerprint = _signer(salt).unsign_object(secret, max_age=valid)
    except signing.BadSignature:
        return None
    return key, fingerprint


def _signer(salt: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=salt, sep=".")


def _fingerprint(user: User) -> str:
    return salted_hmac(SALT, user.password, algorithm="sha256").hexdigest()


@login_not_required
@with_secret_url
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def first_password(request: HttpRequest, secret: str) -> HttpResponse:
    user = holder_of(secret)
    if user is None:
        return render(request, "conference/first_password_refused.html", status=410)
    form = SetPasswordForm(user, request.POST or None)
    if not form.is_valid():
        return render(request, "conference/first_password.html", {"form": form, "user_name": user.get_username()})
    form.save()
    User.objects.filter(pk=user.pk).update(opened_by=None)
    Invitation.objects.filter(user=user).delete()
    AuditEntry.objects.record(act=AuditEntry.Act.CHANGE_OWN_PASSWORD, subject=user, by=user, at=timezone.now())
    messages.success(request, _("Your password is set. Sign in with it."))
    return redirect("sign-in")
