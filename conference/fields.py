"""The two kinds of text that people write, a line and prose, and the characters that neither may hold."""

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrOrPromise

# What XML 1.0 forbids (section 2.2), so that each text can be written in every format.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_UNSEEN = ("Zs", "Zl", "Zp", "Cc", "Cf")


def validate_characters(text: str) -> None:
    found = _FORBIDDEN.search(text)
    if found:
        raise ValidationError(
            _("The text has a control character (U+%(code)04X) at place %(place)d; remove it."),
            params={"code": ord(found[0]), "place": found.start() + 1},
            code="control_character",
        )


def fit_for_xml(text: str) -> str:
    """The text without the characters that XML forbids, for rows that no form has checked."""
    return _FORBIDDEN.sub("", text)


def validate_one_line(text: str) -> None:
    if "\n" in text or "\r" in text:
        raise ValidationError(_("This is one line; the text has a line break."), code="line_break")


validate_address = URLValidator(schemes=["http", "https"])


class Line(models.CharField):
    """A title, a name, a function: one line of at most `max_length` characters."""

    default_validators = [validate_characters, validate_one_line]

    def __init__(self, verbose_name: "_StrOrPromise | None" = None, *, max_length: int = 300, **kwargs: Any) -> None:
        super().__init__(verbose_name, max_length=max_length, **kwargs)


class Prose(models.TextField):
    """Paragraphs, a blank line between them: plain text of at most 20,000 characters."""

    default_validators = [validate_characters]

    def __init__(self, verbose_name: "_StrOrPromise | None" = None, *, max_length: int = 20_000, **kwargs: Any) -> None:
        super().__init__(verbose_name, max_length=max_length, **kwargs)


MOST_ADDRESSES = 10
_BETWEEN_ADDRESSES = re.compile(r"[,;\s]+")


def addresses_in(text: str) -> list[str]:
    """The e-mail addresses of a text that separates them by commas, semicolons, spaces or lines; each once."""
    return list(dict.fromkeys(part for part in _BETWEEN_ADDRESSES.split(text) if part))


def validate_addresses(text: str) -> None:
    """Refuses a list with something that is no e-mail address, which it names, and a list that is too long."""
    found = addresses_in(text)
    if len(found) > MOST_ADDRESSES:
        raise ValidationError(_("At most %(most)d e-mail addresses."), params={"most": MOST_ADDRESSES})
    for address in found:
        try:
            validate_email(address)
        except ValidationError:
            raise ValidationError(_("“%(address)s” is not an e-mail address."), params={"address": address}) from None


class EmailList(models.CharField):
    """Several e-mail addresses in one line, kept with a comma and a space between them."""

    default_validators = [validate_characters, validate_addresses]
    holds_addresses = True  # the audit trail withholds them

    def __init__(self, verbose_name: "_StrOrPromise | None" = None, *, max_length: int = 800, **kwargs: Any) -> None:
        super().__init__(verbose_name, max_length=max_length, **kwargs)

    def clean(self, value: Any, model_instance: "models.Model | None") -> Any:
        return ", ".join(addresses_in(super().clean(value, model_instance)))


def is_blank(text: str) -> bool:
    """Whether a text is invisible: it has nothing but spaces, bidi controls and other characters without width."""
    return all(unicodedata.category(letter) in _UNSEEN for letter in text)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a prose text."""
    return [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]


def one_of(field: str, values: "Iterable[str]", name: str) -> models.CheckConstraint:
    """Return the constraint that a column holds one of its choices, which bulk writing and plain SQL do not look at."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": list(values)}), name=name)
