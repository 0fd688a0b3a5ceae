"""What revisers do with the messages of the interface: mark them as read, remark on them, settle remarks."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from conference.answers import answer, is_script
from conference.confirmation import changed_since
from conference.languages import OfficialLanguage
from conference.loading import found, require
from conference.models import User
from conference.posted import Pressed, Several, Words, posted, seen_in
from conference.refusals import Conflict, Refusal
from operations.wording import remarks as rules
from operations.wording.catalogue import catalogue
from operations.wording.loading import language_for, remark_for
from operations.wording.readings import mark_read, mark_unread, readings_in
from operations.wording.rights import may_settle, works_on
from operations.wording.rows import Rows
from operations.wording.views import list_context, show_message


@require_POST
def read(request: HttpRequest, code: str) -> HttpResponse:
    """Marks messages as read or unread: one by its button, or all of a page."""
    language = language_for(request, code)
    require(works_on(request.user, language))
    sent = posted(request, read=Words(), unread=Words(), all=Pressed(), shown=Several(), back=Words())
    one = sent.read or sent.unread
    if sent.unread:
        mark_unread(code, [sent.unread.partition(":")[0]])
    else:
        seen = sent.shown if sent.all else [sent.read]
        done, changed = mark_read(code, seen, by=cast(User, request.user), at=timezone.now())
        if sent.all or changed:
            _tell_of(request, done, changed)
    key = one.partition(":")[0]
    if is_script(request):
        return _one_message(request, language, key)
    address = reverse("operations:wording-list", args=[code])
    return redirect(f"{address}?{sent.back}#{f'm-{key}' if key else 'messages'}")


def _tell_of(request: HttpRequest, done: int, changed: int) -> None:
    if done:
        words = ngettext("%(number)d message is marked as read.", "%(number)d messages are marked as read.", done)
        messages.success(request, words % {"number": done})
    if changed:
        words = ngettext(
            "%(number)d message has changed since you opened the page; read it again.",
            "%(number)d messages have changed since you opened the page; read them again.",
            changed,
        )
        messages.warning(request, words % {"number": changed})


def _one_message(request: HttpRequest, language: OfficialLanguage, key: str) -> HttpResponse:
    """The part of the list that a script puts in the place of the message, and how far the language is then."""
    message, readings = found(catalogue().messages.get(key)), readings_in(language.code)
    row = Rows(request, language, readings).row(message, rules.remarks_on(key, language.code))
    context = {**list_context(request, language, readings), "row": row}
    return answer(html=render_to_string("operations/wording/_one_message.html", context, request))


@require_POST
def remark(request: HttpRequest, code: str, message: str) -> HttpResponse:
    language = language_for(request, code)
    of = found(catalogue().messages.get(message))
    sent = posted(request, words=Words(), proposal=Several())

    def act(by: User, at: datetime) -> None:
        rules.shown_of(of, code).confirm(seen_in(request), Conflict(changed_since()))
        rules.remark(of, code, sent.words, sent.proposal, by=by, at=at)

    return _done(request, language, message, act, _("The remark is kept."), typed=sent)


@require_POST
def remark_withdraw(request: HttpRequest, code: str, remark: int) -> HttpResponse:
    language = language_for(request, code)
    own = remark_for(language, remark)
    return _done(
        request, language, own.message, lambda by, at: rules.withdraw(own, by=by, at=at), _("The remark is withdrawn.")
    )


@require_POST
def remark_settle(request: HttpRequest, code: str, remark: int) -> HttpResponse:
    """Settles a remark, with an answer where one is given."""
    language = language_for(request, code)
    require(may_settle(request.user, language))
    own, words = remark_for(language, remark), posted(request, answer=Words()).answer
    return _done(
        request,
        language,
        own.message,
        lambda by, at: rules.settle(own, words, by=by, at=at),
        _("The remark is settled."),
        answered={"key": own.pk, "text": words},
    )


@require_POST
def remark_reopen(request: HttpRequest, code: str, remark: int) -> HttpResponse:
    language = language_for(request, code)
    require(may_settle(request.user, language))
    own = remark_for(language, remark)
    return _done(
        request, language, own.message, lambda by, at: rules.reopen(own, by=by, at=at), _("The remark is open again.")
    )


def _done(
    request: HttpRequest,
    language: OfficialLanguage,
    key: str,
    act: Callable[[User, datetime], object],
    message: str,
    **typed: object,
) -> HttpResponse:
    """Acts, and leads back to the message; what is refused is shown there, with what was typed."""
    try:
        act(cast(User, request.user), timezone.now())
    except Refusal as refusal:
        return show_message(request, language, key, refusal.status, refusal=str(refusal), **typed)
    messages.success(request, message)
    return redirect(f"{reverse('operations:wording-message', args=[language.code, key])}#remarks")
