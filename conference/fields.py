"""The two kinds of text that people write, a line and prose, and the characters that neither may hold."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

# What XML 1.0 forbids (section 2.2), so that each text can be written in every format.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_UNSEEN = ("Zs", "Zl", "Zp", "Cc", "Cf")


def validate_characters(text):
    found = _FORBIDDEN.search(text)
    if found:
        raise ValidationError(
            _("The text has a control character (U+%(code)04X) at place %(place)d; remove it."),
            params={"code": ord(found[0]), "place": found.start() + 1},
            code="control_character",
        )


def fit_for_xml(text):
    """The text without the characters that XML forbids, for rows that no form has checked."""
    return _FORBIDDEN.sub("", text)


def validate_one_line(text):
    if "\n" in text or "\r" in text:
        raise ValidationError(_("This is one line; the text has a line break."), code="line_break")


validate_address = URLValidator(schemes=["http", "https"])


class Line(models.CharField):
    """A title, a name, a function: one line of at most `max_length` characters."""

    default_validators = [validate_characters, validate_one_line]

    def __init__(self, *args, max_length=300, **kwargs):
        super().__init__(*args, max_length=max_length, **kwargs)


class Prose(models.TextField):
    """Paragraphs, a blank line between them: plain text of at most 20,000 characters."""

    default_validators = [validate_characters]

    def __init__(self, *args, max_length=20_000, **kwargs):
        super().__init__(*args, max_length=max_length, **kwargs)


def is_blank(text):
    """Whether a text is invisible: it has nothing but spaces, bidi controls and other characters without width."""
    return all(unicodedata.category(letter) in _UNSEEN for letter in text)


def paragraphs(text):
    """The paragraphs of a prose text."""
    return [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]
