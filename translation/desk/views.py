"""The desk: a document in its order, source and translation side by side."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from conference.languages import LANGUAGES
from conference.loading import conference_for, require
from translation.desk.pagination import FILTERS, RETURNED, TO_DO, TO_REVISE, PageOfTexts, Wanted, next_of, start_of
from translation.desk.pairs import DeskPairs
from translation.desk.special_characters import SPECIAL_CHARACTERS
from translation.loading import reading_language_for, text_for
from translation.page_context import page_context
from translation.texts import documents
from translation.texts.ordering import HIDDEN
from translation.texts.permissions import may_revise, reads

_NOTHING = {
    "missing": _("No text of this document is missing."),
    "outdated": _("No text of this document is outdated."),
    TO_DO: _("All texts of this document are translated."),
    TO_REVISE: _("No text of this document waits to be revised."),
    RETURNED: _("No text of this document was returned."),
}
OTHER_NAME = _("Other texts")


@require_GET
def desk(request, conference, code, document):
    conference = conference_for(request, conference)
    language = reading_language_for(request, conference, code, document)
    require(document == documents.OTHER or documents.find(document))
    wanted = Wanted.from_query(request.GET)
    if request.GET.get("go") in _NOTHING and not documents.access_to(document, request.user, conference.pk).withdrawn:
        return _to_next(request, conference, language, document, wanted, request.GET["go"])
    return page(request, conference, language, document, wanted)


def _to_next(request, conference, language, document, wanted, only):
    """Redirects to the next text that is not done, on whichever page it is."""
    text = next_of(conference, document, language.code, only, wanted.start, wanted.group)
    if text is None:
        messages.info(request, _NOTHING[only])
        return redirect(address_of(conference, language, document, wanted))
    wanted = Wanted(beside=wanted.beside, group=wanted.group)
    return redirect(address_of(conference, language, document, wanted, text, on_its_page=True))


def address_of(conference, language, document, wanted, text=None, on_its_page=False):
    """Returns the address of a page of the desk; with a text, that of the text on it."""
    address = reverse("translation:desk", args=[conference.slug, language.code, document])
    if text is None:
        return f"{address}{wanted.query()}"
    query = wanted.query(start=start_of(conference, document, language.code, text)) if on_its_page else wanted.query()
    return f"{address}{query}#text-{text.pk}"


@require_GET
def text_on_the_desk(request, conference, text, code):
    """Redirects to one text on the page of its document."""
    conference = conference_for(request, conference)
    found, __ = text_for(request, conference, text)
    language = reading_language_for(request, conference, code, found.document)
    require(found.document != HIDDEN)
    return redirect(address_of(conference, language, found.document, Wanted(), found, on_its_page=True))


def withdrawn_page(request, conference, language, document, why, words=""):
    """The page in the place of a document that was withdrawn from its translator: why, and the words that were sent."""
    known = documents.find(document)
    context = {**page_context(request, conference, language), "document_name": known.name, "why": why}
    return render(request, "translation/desk/withdrawn.html", {**context, "unplaced": words}, status=409)


def page(request, conference, language, document, wanted, sent=None, status=200):
    """A page of the desk. `sent` is what came back from a form: its text, and the message about it."""
    access = documents.access_to(document, request.user, conference.pk)
    if access.withdrawn:
        return withdrawn_page(request, conference, language, document, access.withdrawn, sent["words"] if sent else "")
    texts = PageOfTexts(conference, document, language.code, wanted)
    pairs = DeskPairs(texts.texts, language.code, request.user, texts.places, wanted.beside).read()
    require(pairs or not texts.texts)  # a document that is kept from the reader
    known = documents.find(document)
    is_open = any(pair.is_open for pair in pairs)
    context = {
        **page_context(request, conference, language),
        "document": document,
        "document_name": known.name if known else OTHER_NAME,
        "pairs": pairs,
        "texts": texts,
        "last_number": texts.number_of_first + len(texts.texts) - 1,
        "number": texts.counts[wanted.only or "all"],
        "wanted": wanted,
        "query": wanted.query(),
        "tabs": _tabs(texts, wanted, may_revise(request.user, language.code)),
        "references": [one for one in LANGUAGES if one != language],
        "special_characters": SPECIAL_CHARACTERS[language.code],
        "may_revise": may_revise(request.user, language.code),
        "reads_language": language in reads(request.user),
        "why_closed": pairs[0].why_closed if pairs and not is_open else "",
        "hint": known.hint if known and is_open else "",
        "to_do": texts.counts[TO_DO] if is_open else 0,
        "written_at": access.written_at,
        "sent": sent,
        # The text was removed since, so that the page has no form to show the words in.
        "unplaced": sent["words"] if sent and sent["text"] not in {pair.text.pk for pair in pairs} else "",
    }
    return render(request, "translation/desk/desk.html", context, status=status)


def _tabs(texts, wanted, revises):
    """Returns the filters with their numbers: (key, name, number, address); some where there is a use for them."""
    found = [("", _("All texts"), texts.counts["all"], wanted.query(only="", start=0))]
    shown = {TO_REVISE: revises, RETURNED: texts.counts[RETURNED]}
    for only, name in FILTERS.items():
        if not shown.get(only, True) and only != wanted.only:
            continue
        found.append((only, name, texts.counts[only], wanted.query(only=only, start=0)))
    return found
