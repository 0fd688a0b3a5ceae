"""The pages on which revisers read the interface: its languages, the messages of one, and one with its remarks."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from conference.confirmation import Shown
from conference.languages import OfficialLanguage
from conference.languages.numbers import in_figures
from conference.loading import require
from conference.posted import seen_in
from operations.wording.catalogue import SOURCE, InterfaceMessage, catalogue
from operations.wording.filters import SHOWN, MessageFilter, WantedMessages
from operations.wording.loading import language_for, message_for
from operations.wording.place_table import PLACES
from operations.wording.places import all_messages, grouped, messages_by_place, places_of
from operations.wording.readings import Readings, readings_in
from operations.wording.remarks import open_remarks, remarks_on, shown_of
from operations.wording.rights import languages_read, may_settle, works_on
from operations.wording.rows import PluralForm, Rows, forms_of

PER_PAGE = 50


@dataclass(frozen=True)
class ReadingProgress:
    """How many messages of a language are read as they are now."""

    done: int
    total: int

    @property
    def is_complete(self) -> bool:
        return self.done == self.total

    @property
    def texts(self) -> dict[str, str]:
        """Returns both numbers as the language of the page writes them."""
        return {"done": in_figures(self.done), "all": in_figures(self.total)}


def progress_of(readings: Readings) -> ReadingProgress:
    return ReadingProgress(readings.done, len(catalogue().messages))


@require_safe
def wording(request: HttpRequest) -> HttpResponse:
    """The languages that the reader may read, with how far each is; who reads one language is led to it."""
    languages = languages_read(request.user)
    require(languages)
    if len(languages) == 1:
        return redirect("operations:wording-list", languages[0].code)
    rows = [
        {"language": each, "progress": progress_of(readings_in(each.code)), "open": len(open_remarks(each.code))}
        for each in sorted(languages, key=lambda each: not works_on(request.user, each))
    ]
    return render(request, "operations/wording/wording.html", {"rows": rows})


@require_safe
def messages_list(request: HttpRequest, code: str) -> HttpResponse:
    """The messages in a language beside the English, as many as are asked for, page by page."""
    language = language_for(request, code)
    readings = readings_in(code)
    wanted = MessageFilter.from_query(request.GET)
    found = WantedMessages(wanted, code, readings)
    rows = Rows(request, language, readings)
    page = Paginator(found.messages, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **list_context(request, language, readings),
        "wanted": wanted,
        "groups": list(grouped()),
        "choices": [(value, name) for value, name in SHOWN.items()],
        "page": page,
        "rows": [rows.row(message, found.remarks.get(message.key, ())) for message in page],
        "gone": rows.remarks(found.gone) if page.number == page.paginator.num_pages else [],
    }
    return render(request, "operations/wording/messages.html", context)


def list_context(request: HttpRequest, language: OfficialLanguage, readings: Readings) -> dict[str, object]:
    """Returns what a list of messages and its parts show around them."""
    return {
        "target": language,
        "progress": progress_of(readings),
        "may_mark": works_on(request.user, language),
        "languages_read": languages_read(request.user),
        "is_source": language.code == SOURCE,
    }


@require_safe
def message_page(request: HttpRequest, code: str, message: str) -> HttpResponse:
    return show_message(request, language_for(request, code), message)


def show_message(
    request: HttpRequest, language: OfficialLanguage, key: str, status: int = 200, **more: Any
) -> HttpResponse:
    """Shows a message in six languages with the remarks on it, `more` of them what was typed and refused."""
    message, code = message_for(key), language.code
    shown = shown_of(message, code) if message else Shown({})
    readings = readings_in(code)
    rows, remarks = Rows(request, language, readings), remarks_on(key, code)
    context = {
        **list_context(request, language, readings),
        "key": key,
        "row": rows.row(message, remarks, most_places=len(PLACES)) if message else None,
        "remarks": rows.remarks(remarks),
        "back": _place_in_list(message),
        "proposal_fields": _proposal_fields(message, code, more.get("typed")) if message else [],
        "seen": shown.token,
        "new_since": shown.new_since(seen_in(request)),
        "may_settle": may_settle(request.user, language),
        **more,
    }
    return render(request, "operations/wording/message.html", context, status=status)


def _proposal_fields(
    message: InterfaceMessage, code: str, typed: SimpleNamespace | None
) -> list[tuple[int, PluralForm]]:
    """Returns the fields of the proposal: the wording as it is, or what was typed and refused."""
    forms = forms_of(message.forms[code], code)
    texts = typed.proposal if typed and len(typed.proposal) == len(forms) else [form.text for form in forms]
    return [
        (place, PluralForm(text, form.numbers)) for place, (form, text) in enumerate(zip(forms, texts, strict=True))
    ]


def _place_in_list(message: InterfaceMessage | None) -> str:
    """Returns the query of the page on which a message is read, among those of its first place."""
    if message is None:
        return ""
    place = next((each.slug for each in places_of(message)), "")
    among = messages_by_place()[place] if place else all_messages()
    return urlencode({"place": place, "page": str(among.index(message) // PER_PAGE + 1)})
