"""Finds the language, the message and the remark that an address names, for those who may read them."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from conference.languages import CODES, OfficialLanguage, official
from conference.loading import require
from operations.models import WordingRemark
from operations.wording.catalogue import InterfaceMessage, catalogue
from operations.wording.rights import languages_read


def language_for(request: HttpRequest, code: str) -> OfficialLanguage:
    """Returns a language to a user who may read its wording; to everybody else it answers 404."""
    require(code in CODES and official(code) in languages_read(request.user))
    return official(code)


def message_for(key: str) -> InterfaceMessage | None:
    """Returns a message; None where it is gone, but there are remarks on it; and answers 404 for what never was."""
    found = catalogue().messages.get(key)
    require(found or WordingRemark.objects.shown().filter(message=key).exists())
    return found


def remark_for(language: OfficialLanguage, key: int) -> WordingRemark:
    return get_object_or_404(WordingRemark.objects.shown(), language=language.code, pk=key)
