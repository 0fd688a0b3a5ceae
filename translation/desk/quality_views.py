"""The warnings of a language: what was found, how much of each, and many dismissed at once for one reason."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from conference.languages import OfficialLanguage
from conference.languages.lists import comma
from conference.models import Conference
from conference.posted import Several, Words, posted
from conference.refusals import Refusal
from translation.checks.mending import MENDED
from translation.desk import warnings
from translation.desk.checked import AT_ONCE, WarnedKeys, bring_up_to_date, found_in
from translation.loading import conference_for, language_for
from translation.models import Text, Translation
from translation.page_context import page_context
from translation.texts import documents
from translation.texts.check_names import LABELS
from translation.texts.permissions import rows_visible_to
from translation.texts.registry import model_of

PER_PAGE = 50  # texts
STATES = {
    **{state: Translation.State(state).label for state in ("draft", "tentative", "translated", "revised")},
    "outdated": gettext_lazy("outdated"),
}


@dataclass(frozen=True)
class QualityFilter:
    """Which warnings a reader asked to see; what makes no sense counts as not said."""

    check: str = ""
    document: str = ""
    state: str = ""
    dismissed: bool = False

    @classmethod
    def of(cls, sent: dict[str, str]) -> "QualityFilter":
        check, document, state = (sent.get(name, "") for name in ("check", "document", "state"))
        return cls(
            check if check in LABELS else "",
            document if documents.find(document) else "",
            state if state in STATES else "",
            sent.get("dismissed") == "1",
        )

    @property
    def query(self) -> str:
        """The filter as a part of an address: "check=numbers&state=draft"."""
        named = {"check": self.check, "document": self.document, "state": self.state}
        return urlencode({**{k: v for k, v in named.items() if v}, **({"dismissed": "1"} if self.dismissed else {})})

    def warnings_in(self, found: WarnedKeys) -> tuple[tuple[str, str], ...]:
        """Returns the warnings of a text that are asked for, of every check."""
        if self.document and found.document != self.document:
            return ()
        if self.state and self.state != ("outdated" if found.is_outdated else found.state):
            return ()
        return found.dismissed if self.dismissed else found.open


@require_safe
def warnings_page(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """The warnings that were found in a language, filtered by check, document and state."""
    row, language = conference_for(request, conference), language_for(request, code)
    return page(request, row, language, QualityFilter.of(request.GET.dict()))


def page(
    request: HttpRequest,
    conference: Conference,
    language: OfficialLanguage,
    asked: QualityFilter,
    *,
    refusal: str = "",
    sent: SimpleNamespace | None = None,
    status: int = 200,
) -> HttpResponse:
    lexicons = warnings.Lexicons(conference, language.code)
    left = bring_up_to_date(lexicons, 0 if request.method == "POST" else AT_ONCE)
    found = list(found_in(conference, language.code, request.user))
    counts = Counter(check for each in found for check, __ in asked.warnings_in(each))
    chosen = [each for each in found if of_check(asked, each)]
    part = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **page_context(request, conference, language),
        "page": part,
        "asked": asked,
        "checks": [(check, LABELS[check], counts[check]) for check in LABELS if counts[check]],
        "total": sum(counts.values()),
        "number": counts[asked.check] if asked.check else sum(counts.values()),
        "number_dismissed": sum(len(each.dismissed) for each in found),
        "documents": documents.all_documents(),
        "states": STATES.items(),
        "left": left,
        "warned": _shown(part.object_list, asked, request.user, lexicons),
        "may_be_mended": "" if asked.check or asked.dismissed else _mended_names(counts),
        "is_mended": asked.check in MENDED and not asked.dismissed and bool(chosen),
        "refusal": refusal,
        "reason": sent.reason if sent else "",
        "chosen": sent.warning if sent else [],
    }
    return render(request, "translation/desk/warnings.html", context, status=status)


def _mended_names(counts: Mapping[str, int]) -> str:
    """Returns the names of the checks that found something and by which all of it can be corrected at once."""
    return comma().join(str(LABELS[check]) for check in LABELS if check in MENDED and counts[check])


def of_check(asked, found):
    """Returns the warnings of a text of the check that is asked for, of all checks where none is."""
    return [key for check, key in asked.warnings_in(found) if asked.check in ("", check)]


def _shown(some, asked, user, lexicons):
    """Returns the texts of a page with their warnings, in the words of the reader's language."""
    wanted = {each.text: set(of_check(asked, each)) for each in some}
    shown = []
    texts = Text.objects.in_bulk(wanted)
    in_order = [texts[key] for key in wanted if key in texts]
    for each in warnings.all_warnings_of(in_order, lexicons.target_language, user, lexicons):
        of_kind = each.dismissed if asked.dismissed else each.warnings
        if own := [warning for warning in of_kind if warning.key in wanted[each.text.pk]]:
            shown.append(warnings.WarnedText(each.text, each.source, each.words, own))
    return shown


@require_POST
def dismiss_many(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Dismisses the warnings that were chosen and still hold, all with one reason."""
    row, language = conference_for(request, conference), language_for(request, code)
    asked = QualityFilter.of(request.GET.dict())
    sent = posted(request, warning=Several(), reason=Words())
    try:
        number = _dismiss(row, language.code, sent.warning, sent.reason, request.user)
    except Refusal as refusal:
        return page(request, row, language, asked, refusal=str(refusal), sent=sent, status=refusal.status)
    done = ngettext("%(number)d warning was dismissed.", "%(number)d warnings were dismissed.", number)
    messages.success(request, done % {"number": number})
    return redirect(f"{reverse('translation:warnings', args=[row.slug, code])}?{asked.query}")


def _dismiss(conference, code, chosen, reason, user):
    """Dismisses warnings, each named by the key of its text and its own: "12:numbers:lost"; returns how many."""
    by_text = {}
    for each in chosen:
        key, __, warning = each.partition(":")
        if key.isdecimal() and len(key) < 19:
            by_text.setdefault(int(key), set()).add(warning)
    if not by_text:
        raise Refusal(_("Choose the warnings to dismiss."))
    texts, at, number = Text.objects.filter(conference=conference, pk__in=by_text), timezone.now(), 0
    with transaction.atomic():
        for warned in warnings.warnings_of(conference, texts, code, user):
            there = {each.key for each in warned.warnings if not each.finding.blocks}
            for key in sorted(by_text[warned.text.pk] & there):
                warnings.dismiss(warned.text, _row_of(warned.text, user), code, key, reason, by=user, at=at)
                number += 1
    if not number:
        raise Refusal(_("These warnings no longer apply; there is nothing to dismiss."))
    return number


def _row_of(text, user):
    return rows_visible_to(user, model_of(text.subject_type)).get(pk=text.subject_id)
