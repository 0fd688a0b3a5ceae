"""The staff's page of the masthead: title, note and agenda item in the original; symbol, distribution and date.

The three texts are texts of the Summary like any other, with versions and the same stage at which they close. The
facts may come late, the symbol above all, so that they close only when the document is issued.
"""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from conference.languages import CODES, LANGUAGES, texts
from conference.models import AuditEntry
from conference.refusals import Overtaken, Refusal
from conference.text_diff import difference
from summary.clearance.masthead_forms import TextsForm, facts_form
from summary.loading import draft_of
from summary.models import Summary
from summary.page_context import page_context
from summary.text.content import content_of
from summary.text.writing import lock, touch, write_text


@require_http_methods(["GET", "HEAD", "POST"])
def masthead(request, conference):
    summary = draft_of(request, conference, "view_summary")
    if request.method != "POST":
        return _page(request, summary, facts_form(summary), TextsForm(summary))
    sent = MastheadSubmission(request, summary)
    try:
        sent.save()
    except Refusal as refusal:
        sent.refusal, sent.status = refusal, 409
    if sent.status == 302:
        messages.success(request, _("The masthead is saved."))
        return redirect("summary:masthead", conference)
    current = draft_of(request, conference, "view_summary")
    facts, words = sent.forms_to_show(current)
    more = {"refusal": sent.refusal, "conflicts": sent.conflicts}
    return _page(request, current, facts, words, status=sent.status, **more)


def takes_facts_from(summary, user):
    """Whether the user may change symbol, distribution and date: until the document is issued."""
    is_theirs = user.has_perm("summary.draft_summary") or user.has_perm("summary.issue_summary")
    return is_theirs and summary.stage != Summary.Stage.ISSUED


class MastheadSubmission:
    """A masthead as it was sent: all of it is right or none is saved; a text that was overtaken is shown beside."""

    def __init__(self, request, summary):
        self.data, self.by = request.POST.copy(), request.user
        self.summary = summary
        self.refusal, self.conflicts, self.status = None, {}, 302

    def save(self):
        """Refusal says that a part of the masthead closed while it was written."""
        try:
            with transaction.atomic():
                locked = lock(self.summary)
                self.facts = facts_form(locked, self.data if "symbol" in self.data else None)
                self.texts = TextsForm(locked, self.data if "title" in self.data else None)
                self._refuse_closed(locked)
                sent = [form for form in (self.facts, self.texts) if form.is_bound]
                if len(sent) == sum(form.is_valid() for form in sent):
                    self._save_texts()
                    self._save_facts(locked)
                else:
                    self.status = 409 if self.facts.was_overtaken else 422
        except IntegrityError:  # another Summary took the symbol between the check and the save
            self.facts.add_error("symbol", _("Another President’s Summary has this symbol."))
            self.conflicts, self.status = {}, 422

    def _refuse_closed(self, locked):
        if self.facts.is_bound and not takes_facts_from(locked, self.by):
            raise Refusal(_("The symbol, the distribution and the date can only be read at present."))
        if self.facts.is_bound and not self.facts.has_original_language and "original_language" in self.data:
            raise Refusal(_("The original language can be chosen only while the Summary is a draft."))
        if self.texts.is_bound and not locked.takes_original_from(self.by):
            raise Refusal(_("The title, the note and the agenda item can only be read at present."))
        if self.texts.is_bound and self.data.get("language") != locked.original_language:
            raise Refusal(_("The original language was changed in the meantime; these texts are in another one."))

    def _save_texts(self):
        code = self.summary.original_language
        for name in self.texts.touched() if self.texts.is_bound else ():
            text, base_version = self.texts.cleaned_data[name], self.texts.base_version(name)
            try:
                write_text(self.summary, name, code, text, base_version, by=self.by, at=timezone.now())
            except Overtaken as overtaken:
                parts = difference(overtaken.current, overtaken.own)
                self.conflicts[name] = {"message": str(overtaken), "current": overtaken.current, "parts": parts}
                self.status = 409

    def _save_facts(self, locked):
        changed = [name for name in self.facts.changed_data if name != "loaded"] if self.facts.is_bound else []
        if not changed:
            return
        before = {name: self.facts.initial[name] for name in changed}
        locked.save(update_fields=changed)
        detail = {name: {"from": str(before[name] or ""), "to": str(getattr(locked, name) or "")} for name in changed}
        act = {
            "act": AuditEntry.Act.CHANGE_MASTHEAD,
            "by": self.by,
            "at": timezone.now(),
            "conference": locked.conference,
        }
        AuditEntry.objects.record(subject=locked, detail=detail, **act)
        touch(locked)

    def forms_to_show(self, current):
        """Returns the forms to show again: what has been saved as it is stored, the rest as it was typed."""
        is_saved = bool(self.conflicts)
        facts = facts_form(current) if is_saved or not self.facts.is_bound else self.facts
        if not self.texts.is_bound:
            return facts, TextsForm(current)
        return facts, TextsForm(current, self.texts.data_against(current, self.conflicts)) if is_saved else self.texts


def _page(request, summary, facts, words, *, status=200, **more):
    code = summary.original_language
    context = {
        **page_context(request, summary),
        "facts": facts,
        "texts": words,
        "facts_are_open": takes_facts_from(summary, request.user),
        "texts_are_open": summary.takes_original_from(request.user),
        "others": [language for language in LANGUAGES if language.code != code],
        "in_others": [(summary._meta.get_field(name).verbose_name, texts(summary, name)) for name in words.names],
        # The preview leaves out in which languages the document will be issued.
        "content": {**content_of(summary), "languages": CODES},
        **more,
    }
    return render(request, "summary/clearance/draft_masthead.html", context, status=status)
