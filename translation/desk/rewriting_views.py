"""Two acts on many texts, each shown whole before it is done: warnings put right by rule, and words replaced."""

from functools import partial

from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods

from conference.loading import keys_in, require
from conference.models import AuditEntry
from conference.posted import Several, posted, seen_in
from conference.refusals import Refusal
from translation.checks.mending import MENDED, mended
from translation.desk import rewriting
from translation.desk.checked import dismissed_keys
from translation.desk.finding_words import Search
from translation.desk.pagination import has_state
from translation.desk.quality_views import QualityFilter
from translation.loading import conference_for, language_for
from translation.models import Text, Translation
from translation.page_context import page_context
from translation.texts import documents
from translation.texts.check_names import LABELS

LONGEST = 200  # characters that are sought at once


@require_http_methods(["GET", "HEAD", "POST"])
def mend(request, conference, code, check):
    """What a check warns of, put right in all texts of a filter: shown, and done where it is confirmed."""
    row, language = conference_for(request, conference), language_for(request, code)
    require(check in MENDED)
    asked = QualityFilter.of({**request.GET.dict(), "check": check, "dismissed": ""})
    left_alone = {text for text, keys in dismissed_keys(row, code).items() if any(_is_of(check, key) for key in keys)}
    texts = _texts(row, code, asked.document, asked.state).exclude(pk__in=left_alone)
    rule = partial(mended, language=code, check=asked.check)
    made = partial(rewriting.plan, texts, code, request.user, rule)
    back = f"{reverse('translation:warnings', args=[row.slug, code])}?{asked.query}"
    context = {"asked": asked, "name": LABELS[asked.check], "back": back}
    template = "translation/desk/correct.html"
    if request.method != "POST":
        return _shown(request, row, language, template, made(), context)
    detail = {"check": asked.check}
    try:
        done = _do(request, row, code, made, act=AuditEntry.Act.MEND_TEXTS, detail=detail)
    except Refusal as refusal:
        return _shown(request, row, language, template, made(), context, refusal)
    _say(request, done)
    return redirect(back)


class ReplaceForm(forms.Form):
    """What is sought, what stands in its place, and where."""

    words = forms.CharField(label=pgettext_lazy("find and replace", "Find"), max_length=LONGEST, strip=False)
    other = forms.CharField(label=gettext_lazy("Replace with"), max_length=LONGEST, strip=False, required=False)
    document = forms.ChoiceField(label=pgettext_lazy("find and replace", "In"), required=False)
    whole_words = forms.BooleanField(label=gettext_lazy("Whole words only"), required=False)
    minds_case = forms.BooleanField(label=gettext_lazy("Capital and small letters as written"), required=False)
    ignores_accents = forms.BooleanField(label=gettext_lazy("With or without accents and vowel marks"), required=False)

    def __init__(self, *args, language, **kwargs):
        super().__init__(*args, **kwargs)
        names = [(document.key, document.name) for document in documents.all_documents()]
        self.fields["document"].choices = [("", _("All documents")), *names]
        for name in ("words", "other"):
            self.fields[name].widget.attrs |= {"lang": language.html, "dir": language.direction}

    @property
    def sent(self):
        """What was asked for, as the form of the confirmation sends it again: [(name, value)]."""
        return [(name, "1" if value is True else value) for name, value in self.cleaned_data.items() if value]

    def search(self):
        sent = self.cleaned_data
        return Search(sent["words"], sent["minds_case"], sent["whole_words"], not sent["ignores_accents"])


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request, conference, code):
    """Words sought in the translations of a language and replaced: every change is shown before it is done."""
    row, language = conference_for(request, conference), language_for(request, code)
    sent = request.POST if request.method == "POST" else request.GET
    form = ReplaceForm(sent if "words" in sent else None, language=language)
    template, context = "translation/desk/replace.html", {"form": form}
    if not form.is_valid():
        return _shown(request, row, language, template, None, context, status=422 if request.POST else 200)
    context["fields"] = form.sent
    made, asked = _replacing(row, code, request.user, form), form.cleaned_data
    if request.method != "POST":
        return _shown(request, row, language, template, made(), context)
    detail = {"words": asked["words"], "other": asked["other"]}
    try:
        done = _do(request, row, code, made, act=AuditEntry.Act.REPLACE_IN_TEXTS, detail=detail)
    except Refusal as refusal:
        return _shown(request, row, language, template, made(), context, refusal)
    _say(request, done)
    return redirect("translation:replace", row.slug, code)


def _replacing(conference, code, user, form):
    """Returns what makes the plan: all texts of the language, or those of one document."""
    texts = _texts(conference, code, form.cleaned_data["document"])
    search, other = form.search(), form.cleaned_data["other"]
    rule = partial(search.replaced, other=other)
    return partial(rewriting.plan, texts, code, user, rule)


def _texts(conference, code, document="", state=""):
    """Returns the texts that have a translation into a language, of a document and in a state where these are named."""
    there = Translation.objects.filter(text=OuterRef("pk"), language=code).exclude(state=Translation.State.MISSING)
    if state:
        there = there.filter(has_state(state, OuterRef("source_digest")))
    texts = Text.objects.filter(Exists(there), conference=conference).to_translate().exclude(source_language=code)
    return (texts.filter(document=document) if document else texts).order_by("document", "position", "pk")


def _is_of(check, key):
    """Returns whether a warning, given by its key, is of a check."""
    return key == check or key.startswith(f"{check}:")


def _do(request, conference, code, made, *, act, detail):
    chosen = set(keys_in(posted(request, text=Several()).text))
    if not chosen:
        raise Refusal(_("Choose the texts to change."))
    facts = {"seen": seen_in(request), "by": request.user, "at": timezone.now()}
    return rewriting.apply(conference, code, made, chosen, act=act, detail=detail, **facts)


def _shown(request, conference, language, template, plan, context, refusal=None, status=200):
    status = refusal.status if refusal else status
    new = plan.shown.new_since(seen_in(request)) if refusal and plan else frozenset()
    context = {
        **page_context(request, conference, language),
        **context,
        "plan": plan,
        "refusal": refusal,
        "new_since": new,
    }
    return render(request, template, context, status=status)


def _say(request, number):
    done = ngettext(
        "%(number)d text was changed; its former wording is among its versions.",
        "%(number)d texts were changed; their former wording is among their versions.",
        number,
    )
    messages.success(request, done % {"number": number})
