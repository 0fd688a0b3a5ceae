"""What a page posts beside the forms that people fill in: keys of rows, versions, tokens, texts of an editor, buttons.

`sent = posted(request, text=Words(), base_version=Words())` reads them by a Django form of these fields: `sent.text`.
`lint.posted` finds a view that reads them by hand.
"""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from conference.languages.lists import in_sentences
from conference.loading import key_in
from conference.refusals import Refusal

INCOMPLETE = _("The form is not complete; load the page again.")


def posted(request: HttpRequest, /, **fields: forms.Field) -> SimpleNamespace:
    """Returns what was posted under these names, each as its field reads it; raises Refusal where one cannot."""
    form = type("PostedForm", (forms.Form,), fields)(request.POST)
    if not form.is_valid():
        raise Refusal(in_sentences(words for several in form.errors.values() for words in several))
    return SimpleNamespace(**form.cleaned_data)


def seen_in(request: HttpRequest) -> str:
    """Returns the token of what the person was shown, which a page of confirmation carries."""
    token: str = posted(request, seen=Words()).seen
    return token


class Words(forms.Field):
    """A text as it was sent, an empty one where none was; the rule that writes it checks it."""

    widget = forms.HiddenInput

    def __init__(self, otherwise: str = "") -> None:
        super().__init__(required=False)
        self.otherwise = otherwise

    def to_python(self, value: str | None) -> str:
        return self.otherwise if value is None else value


class RowKey(forms.Field):
    """The key of a row, or another whole number; None where none was sent. What is no number is refused."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value: str | None) -> int | None:
        key = key_in(value)
        if value and key is None:
            raise ValidationError(INCOMPLETE)
        return key


class OddKey(RowKey):
    """A key of which anything else than a number counts as none."""

    def to_python(self, value: str | None) -> int | None:
        return key_in(value)


class Several(forms.Field):
    """All texts that were sent under a name, such as the values of boxes that were ticked."""

    widget = forms.MultipleHiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value: list[str] | None) -> list[str]:
        return value or []


class OrderedKeys(forms.Field):
    """Keys of rows in the order in which they were sent, divided by spaces."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value: str | None) -> list[int]:
        keys = [key for text in (value or "").split() if (key := key_in(text)) is not None]
        if len(keys) < len((value or "").split()):
            raise ValidationError(INCOMPLETE)
        return keys


class RequestKey(forms.Field):
    """The key that a page gives to a request, so that what is sent twice is done once."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value: str | None) -> UUID:
        try:
            return UUID(value or "")
        except ValueError:
            raise ValidationError(INCOMPLETE) from None


class Pressed(forms.Field):
    """Whether the button, or the box, of a name was sent at all, whatever its value."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value: Any) -> bool:
        return value is not None
