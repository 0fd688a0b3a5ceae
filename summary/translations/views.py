"""The staff's pages of translation: how far each language has come, and one language beside the original.

A save is sent with the digests of the text and of the source that it started from. Where one of the two has changed
since, both are shown and nothing is lost.
"""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from conference.fields import is_blank
from conference.languages import CODES, official
from conference.refusals import Overtaken, Refusal
from conference.text_diff import difference
from summary.loading import draft_of, row_of
from summary.page_context import page_context
from summary.text.progress import progress_of, words_of
from summary.text.writing import FIELDS, digest, write_text
from summary.translations.pairs import pairs_of
from translation.models import Translation
from translation.texts.permissions import may_revise
from translation.texts.registry import text_of
from translation.texts.states import MISSING, NAMES, States

State = Translation.State
_SAVED_AS = (State.DRAFT, State.TENTATIVE, State.TRANSLATED, State.REVISED)
# The order of the parts of a bar: what is done first. Outdated is none of the states, but counts beside them.
_IN_BAR = (State.REVISED, State.TRANSLATED, State.TENTATIVE, State.DRAFT, "outdated", MISSING)


@require_safe
def translations(request, conference):
    summary = draft_of(request, conference)
    words, __ = words_of(summary)
    found = progress_of(summary)
    bars = [{"progress": progress, "parts": _parts(progress)} for progress in found]
    return render(
        request,
        "summary/translations/draft_translations.html",
        {**page_context(request, summary), "bars": bars, "words": words},
    )


def _parts(progress):
    """How many texts have each state: [(state, number, where its part of the bar begins, how wide it is)]."""
    parts, start = [], 0
    for state in _IN_BAR:
        number = progress.states.get(state, 0)
        width = 100 * number / progress.total if progress.total else 0
        name = _("outdated") if state == "outdated" else NAMES[state]
        parts.append({"state": str(state), "name": name, "number": number, "start": start, "width": width})
        start += width
    return parts


@require_safe
def translation(request, conference, code):
    return _page(request, draft_of(request, conference), _target(request, conference, code))


def _target(request, conference, code):
    """The language of an address, where it is one of the five that the Summary is translated into."""
    if code not in CODES or code == draft_of(request, conference).original_language:
        raise Http404
    return official(code)


@require_POST
def save(request, conference, code, kind, pk, field):
    """Save one text: from the script, which is told as JSON; or from the form, which sees the page again."""
    summary = draft_of(request, conference)
    row = row_of(summary, kind, pk)
    if field not in FIELDS[type(row)] or code not in CODES or code == summary.original_language:
        raise Http404
    sent = TranslationSubmission(request, summary, row, field, code)
    try:
        sent.save()
    except Overtaken as overtaken:
        return sent.overtaken(overtaken)
    except Refusal as refusal:
        return sent.refused(refusal)
    return sent.saved()


class TranslationSubmission:
    """A translation of one text as it was sent."""

    def __init__(self, request, summary, row, field, code):
        self.request, self.summary, self.row, self.field = request, summary, row, field
        self.language = official(code)
        self.text = request.POST.get("text", "")
        self.base_version = request.POST.get("base_version", "")
        self.source_version = request.POST.get("source_version", "")
        self.asked = request.POST.get("state", "")
        self.is_script = "Rostrum-Fragment" in request.headers
        self.status = 422

    def save(self):
        if self.source_version != digest(text_of(self.row, self.field, self.summary.original_language)):
            self.status = 409
            raise Refusal(
                _("The source was changed since this page was opened. Look at it as it now reads, then save again.")
            )
        state = self._state()
        if is_blank(self.text) and state != State.DRAFT:
            raise Refusal(_("There is no text yet; only a draft can be empty."))
        at, by = timezone.now(), self.request.user
        write_text(self.row, self.field, self.language.code, self.text, self.base_version, by=by, at=at, state=state)

    def _state(self):
        """The state that is asked for. What is saved by itself is a draft, and only where no more than that stands."""
        current = self.current_state()
        if self.asked == "by-itself":
            return self._state_by_itself(current)
        revises = may_revise(self.request.user, self.language.code)
        if self.asked == "still-right":
            state = current.state if current else State.DRAFT
            return State.TRANSLATED if state == State.REVISED and not revises else state
        if self.asked not in _SAVED_AS:
            raise Refusal(_("Choose as what the text is saved."))
        if self.asked == State.REVISED and not revises:
            raise Refusal(_("Only a reviser of this language saves a text as revised."))
        return self.asked

    def _state_by_itself(self, current):
        text = text_of(self.row, self.field, self.language.code)
        is_overtaken = self.base_version != digest(text) and self.text.strip() != text  # then both are kept and shown
        if is_overtaken or not current or current.state in (MISSING, State.DRAFT):
            return State.DRAFT
        self.status = 409
        words = _("Somebody has saved this text as “%(state)s” in the meantime. Save yours with a button.")
        raise Refusal(words % {"state": current.name})

    def current_state(self):
        return States([self.row], self.summary.original_language).of(self.row, self.field, self.language.code)

    def saved(self):
        self.row.refresh_from_db()
        state = self.current_state()
        message = _("Saved as: %(state)s") % {"state": state.name if state else NAMES[State.DRAFT]}
        if self.is_script:
            current = text_of(self.row, self.field, self.language.code)
            answer = {"base_version": digest(current), "state": state.state if state else "", "message": message}
            return JsonResponse({**answer, "name": str(state.name) if state else ""})
        messages.success(self.request, message)
        address = reverse("summary:translation", args=[self.summary.conference.slug, self.language.code])
        return redirect(f"{address}#{anchor_of(self.row, self.field)}")

    def overtaken(self, overtaken):
        """409: both texts with their difference; the form then rests on the text that stands."""
        conflict = {
            "message": str(overtaken),
            "current": overtaken.current,
            "parts": difference(overtaken.current, overtaken.own),
        }
        base_version = digest(overtaken.current)
        if self.is_script:
            context = {"conflict": conflict, "target": self.language}
            html = render_to_string("translation/_conflict.html", context, self.request)
            answer = {
                "base_version": base_version,
                "text": overtaken.current,
                "message": str(overtaken),
                "conflict": html,
            }
            return JsonResponse(answer, status=409)
        return self._again(409, text=overtaken.own, base_version=base_version, conflict=conflict)

    def refused(self, refusal):
        if self.is_script:
            return JsonResponse({"message": str(refusal)}, status=self.status)
        return self._again(self.status, text=self.text, base_version=self.base_version, message=str(refusal))

    def _again(self, status, **sent):
        current = draft_of(self.request, self.summary.conference.slug)
        sent = {"row": self.row, "field": self.field, **sent}
        return _page(self.request, current, self.language, sent=sent, status=status)


def anchor_of(row, field):
    """Where the form of a text is on the page."""
    return f"{row._meta.model_name}-{row.pk}-{field}"


def _page(request, summary, target, sent=None, status=200):
    pairs = pairs_of(summary, target.code)
    context = {
        **page_context(request, summary),
        "target": target,
        "pairs": pairs,
        "to_do": [pair for pair in pairs if pair.state and not pair.state.is_complete],
        "is_open": summary.takes_translation_from(request.user, target.code),
        "may_revise": may_revise(request.user, target.code),
        "sent": sent,
        # The text was removed since, so that the page has no form to show the words in.
        "unplaced": sent["text"] if sent and sent["row"] not in [pair.row for pair in pairs] else "",
    }
    return render(request, "summary/translations/draft_translation.html", context, status=status)
