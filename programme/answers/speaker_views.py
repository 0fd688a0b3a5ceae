"""A speaker's own page behind the private link: what is asked, what the programme says, what became of an answer."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from conference.answers import answer, is_script
from conference.languages import LANGUAGES, official, texts
from conference.loading import require
from conference.page_context import page_context
from programme.answers.facts import facts_of
from programme.answers.forms import AnswerForm, code_in
from programme.answers.speaker_access import opened
from speakers.answers.proposing import propose
from speakers.answers.values import ANSWERS, Field
from speakers.photographs import MAX_BYTES

TOO_MANY = 429


@opened
@require_http_methods(["GET", "HEAD", "POST"])
def answer_page(request, link):
    if request.method != "POST":
        code = code_in(request.GET, get_language())
        return _page(request, link, AnswerForm(link.speaker, code))
    at = timezone.now()
    if not link.may_send(at=at):
        return _refused(request, link, None, _("Much was sent in a minute; try again in a minute."), TOO_MANY)
    form = AnswerForm(link.speaker, code_in(request.POST, get_language()), request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, link, form, "", 422)
    number = propose(link.speaker, form.sent_values(), at=at)
    if number:
        thanks = _("Thank you. The secretariat has what you sent; you may change it until it is accepted.")
        messages.success(request, thanks)
    else:
        messages.info(request, _("Nothing was changed, so nothing was sent."))
    address = f"{reverse('programme:answer', args=[link.speaker.conference.slug, link.pk])}?texts={form.code}"
    return answer(address=address) if is_script(request) else redirect(address)


def _refused(request, link, form, refusal, status):
    if is_script(request):
        return answer(refusal or " ".join(form.problems), status=status)
    return _page(request, link, form or AnswerForm(link.speaker, get_language()), refusal=refusal, status=status)


def _page(request, link, form, *, refusal="", status=200):
    speaker, conference = link.speaker, link.speaker.conference
    waiting = sorted(form.waiting.values(), key=lambda each: each.proposed_at)
    context = {
        **page_context(conference),
        "link": link,
        "speaker": speaker,
        "own_name": {"name": speaker.public_name, "courtesy_title": speaker.public_courtesy_title},
        "form": form,
        "refusal": refusal,
        "texts_in": official(form.code),
        "languages_of_texts": LANGUAGES,
        "facts": facts_of(speaker, get_language(), timezone.now()),
        "answered": ANSWERS.get(speaker.status, ""),
        "waiting": waiting,
        "waiting_photograph": form.waiting.get((Field.PHOTOGRAPH, "")),
        "venue": texts(conference, "venue"),
        "megabytes": MAX_BYTES // 1024**2,
    }
    return render(request, "programme/answers/answer.html", context, status=status)


@opened
@require_safe
def photograph(request, link, which):
    """The photograph on file, or the one that is proposed: for the person alone."""
    return photograph_of(link.speaker, which)


def photograph_of(speaker, which):
    """Answers with a speaker's photograph, proposed or on file; 404 where there is none."""
    require(which in ("proposed", "on-file"))
    if which == "proposed":
        waiting = speaker.proposals.waiting().filter(field=Field.PHOTOGRAPH).first()
        name = waiting.photograph.name if waiting else ""
    else:
        name = speaker.photograph.name
    require(name and default_storage.exists(name))
    return FileResponse(default_storage.open(name), content_type="image/jpeg")
