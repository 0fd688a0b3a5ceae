"""Finds what an address of the desk names: the conference, the language, the text; else 404."""

from django.db.models import Model
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from conference import loading
from conference.languages import CODES, OfficialLanguage, official
from conference.loading import found, require
from conference.models import Conference
from conference.refusals import Conflict
from translation.models import Text
from translation.texts.documents import access_to
from translation.texts.permissions import is_secretariat, reads, rows_visible_to
from translation.texts.registry import is_withheld, model_of


def conference_for(request: HttpRequest, slug: str) -> Conference:
    """Returns the conference to a user who may read texts in some language."""
    require(reads(request.user))
    return loading.conference_for(request, slug)


def secretariats_conference(request: HttpRequest, slug: str) -> Conference:
    """Returns the conference to the secretariat."""
    require(is_secretariat(request.user))
    return loading.conference_for(request, slug)


def language_for(request: HttpRequest, code: str) -> OfficialLanguage:
    """Returns an official language that the user may read."""
    return found(next((language for language in reads(request.user) if language.code == code), None))


def reading_language_for(request: HttpRequest, conference: Conference, code: str, document: str) -> OfficialLanguage:
    """Returns an official language to a user who may read a document of the conference in it.

    That is who reads the language, and who may read the document in every language, as the Office of the President
    does the Summary.
    """
    require(code in CODES)
    language = official(code)
    require(language in reads(request.user) or access_to(document, request.user, conference.pk).reads)
    return language


def text_for(request: HttpRequest, conference: Conference, pk: int) -> tuple[Text, Model]:
    """Returns a text of a conference and its row, where the user may read both.

    Raises Conflict where its document was withdrawn from the user, who has translated it.
    """
    text = get_object_or_404(Text.objects.select_related("conference"), conference=conference, pk=pk)
    model = found(model_of(text.subject_type))
    row = rows_visible_to(request.user, model).filter(pk=text.subject_id).first()
    if row is None and (why := access_to(text.document, request.user, conference.pk).withdrawn):
        raise Conflict(why)
    row = found(row)
    require(not is_withheld(row, text.field))
    return text, row
