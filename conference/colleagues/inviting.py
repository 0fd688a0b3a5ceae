"""Inviting a colleague: an account with roles on a conference, and a link by mail by which its holder opens it."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from conference.colleagues.giving import change_roles, why_not
from conference.first_password import INVITATION_VALID, INVITED, new_link
from conference.house import subject_of_mail
from conference.languages import texts
from conference.models import AuditEntry, Conference, Invitation, RoleHeld, User
from conference.refusals import Refusal

Act = AuditEntry.Act


def is_expired(invitation: Invitation, at: datetime) -> bool:
    """Returns whether the link of an invitation is no longer valid."""
    return at - invitation.sent_at > INVITATION_VALID


@transaction.atomic
def invite(
    conference: Conference, *, name: str, email: str, roles: Iterable[str], language: str, by: User, at: datetime
) -> User:
    """Make an account and send its link; an account with this address that works already only has the roles."""
    email = email.lower()
    known = User.objects.filter(email__iexact=email).first() or User.objects.filter(username=email).first()
    if known is not None:
        if not known.is_active:
            raise Refusal(_("The account with this address is switched off."))
        change_roles(known, conference, {*roles, *_held(known, conference)}, by=by, at=at)
        return known
    first, _space, last = name.strip().rpartition(" ")
    user = User(username=email, email=email, first_name=first[:150], last_name=last[:150], opened_by=by)
    user.set_unusable_password()
    user.save()
    invitation = Invitation.objects.create(user=user, by=by, language=language, sent_at=at)
    detail = {"roles": ", ".join(sorted(roles))}
    AuditEntry.objects.record(
        act=Act.INVITE_COLLEAGUE, subject=user, by=by, at=at, conference=conference, detail=detail
    )
    change_roles(user, conference, roles, by=by, at=at)
    _send(invitation, conference)
    return user


def _held(user: User, conference: Conference) -> list[str]:
    held = RoleHeld.objects.filter(user=user, conference=conference)
    return list(held.values_list("role__name", flat=True))


@transaction.atomic
def send_again(invitation: Invitation, conference: Conference, *, by: User, at: datetime) -> None:
    """Send another link; the former one is no longer valid."""
    if reason := why_not(invitation.user, by):
        raise Refusal(reason)
    invitation.sent_at, invitation.by = at, by
    invitation.save(update_fields=["sent_at", "by"])
    AuditEntry.objects.record(act=Act.INVITE_COLLEAGUE, subject=invitation.user, by=by, at=at, conference=conference)
    _send(invitation, conference)


@transaction.atomic
def revoke(invitation: Invitation, conference: Conference, *, by: User, at: datetime) -> None:
    """Take an invitation back: the roles on the conference are taken; without others, the account is switched off."""
    user = invitation.user
    change_roles(user, conference, (), by=by, at=at)
    AuditEntry.objects.record(act=Act.REVOKE_INVITATION, subject=user, by=by, at=at, conference=conference)
    user.role_proposals.filter(conference=conference, decided_at=None).delete()
    if not RoleHeld.objects.filter(user=user).exists() and not user.groups.exists():
        user.set_unusable_password()  # another one, for which no link is valid
        user.is_active = False
        user.save(update_fields=["password", "is_active"])
        invitation.delete()


def _send(invitation: Invitation, conference: Conference) -> None:
    """Send the mail before the transaction ends, so that an invitation that cannot be sent is not kept."""
    link = new_link(invitation.user, language=invitation.language, salt=INVITED)
    with translation.override(invitation.language):
        titles = texts(conference, "title")
        context = {
            "name": invitation.user.get_full_name(),
            "by": str(invitation.by),
            "title": titles.get(invitation.language) or titles[conference.original_language],
            "username": invitation.user.get_username(),
            "link": link,
            "days": INVITATION_VALID.days,
        }
        body = render_to_string("conference/colleagues/invitation_mail.txt", context)
        message = EmailMessage(subject_of_mail(_("Your invitation")), body, to=[invitation.user.email])
    if not settings.SENDS_MAIL:
        raise Refusal(_("No mail server is set up, so that nobody can be invited by e-mail."))
    try:
        message.send()
    except OSError as error:
        raise Refusal(_("The mail could not be sent. Try again later.")) from error
