"""Files that a browser sends: how large they say they are, and the name under which they are kept."""

from django.utils.translation import gettext as _

LONGEST_NAME = 300
_FORM = 64 * 1024  # bytes that a form sends around its file, at most


def too_large(request, largest):
    """Why a request is refused that declares a file of more than `largest` bytes; empty where it is not.

    It is asked before anything looks at `request.POST`, which would read the whole body.
    """
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and int(length) > largest + _FORM:
        return _("The file is larger than %(most)d MB.") % {"most": largest // 1024 // 1024}
    return ""


def name_of(upload):
    """The name of a file as one line that can be read; it may be empty."""
    return " ".join("".join(letter for letter in upload.name if letter.isprintable()).split())[:LONGEST_NAME]
