"""The public page of practical information, and the same as a note for participants."""

from django.shortcuts import render
from django.utils.translation import get_language

from conference.loading import require
from programme.exports.documents import information_note as note_of
from programme.exports.practical import parts_of
from programme.public.views import paper_response


def practical_information(request, edition):
    parts = parts_of(edition.programme, get_language())
    require(parts)
    return render(request, "programme/public/practical_information.html", {**edition.context, "parts": parts})


def information_note(request, edition, format):
    require(edition.programme.conference.get("practical"))
    return paper_response(edition, note_of, "information-note", format)
