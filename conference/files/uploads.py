"""Uploaded files: their size as the request announces it, and the name under which they are kept."""

from django.core.files import File
from django.http import HttpRequest
from django.utils.translation import gettext as _

LONGEST_NAME = 300
_FORM = 64 * 1024  # bytes that a form sends around its file, at most


def too_large(request: HttpRequest, largest: int) -> str:
    """The message for a request that announces more than `largest` bytes; empty if it does not.

    To be called before anything reads `request.POST`, which would receive the whole body.
    """
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and int(length) > largest + _FORM:
        return _("The file is larger than %(most)d MB.") % {"most": largest // 1024 // 1024}
    return ""


def name_of(upload: File) -> str:
    """The name of an uploaded file as one printable line, which may be empty."""
    return " ".join("".join(letter for letter in upload.name or "" if letter.isprintable()).split())[:LONGEST_NAME]
