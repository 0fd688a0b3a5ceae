"""What prevents a translation from being saved: it is empty, too long, or has characters that XML forbids."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from conference.fields import validate_characters
from translation.checks.finding import Finding


def blocking_findings(target: str, max_length: int | None = None) -> list[Finding]:
    """Returns the findings that prevent a text from being saved."""
    found = []
    if not target.strip():
        found.append(Finding("blocking", _("The translation is empty."), kind="empty", blocks=True))
    if max_length is not None and len(target) > max_length:
        message = _("The translation has %(length)d characters; this field holds %(most)d.")
        detail = {"length": len(target), "most": max_length}
        found.append(Finding("blocking", message, detail=detail, kind="length", blocks=True))
    try:
        validate_characters(target)
    except ValidationError as error:
        params = error.params or {}
        span = (params["place"] - 1, params["place"])
        found.append(Finding("blocking", error.message, None, span, params, kind="character", blocks=True))
    return found
