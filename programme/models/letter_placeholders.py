"""Placeholders in the templates of letters, and their replacement by values.

Only the known names in braces are replaced, each once; other text in braces stays as it is. Nothing is evaluated, and
the values themselves are not searched for placeholders.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from speakers.models import Speaker

PLACEHOLDERS: dict[str, Promise] = {
    "salutation": _("the salutation, by the courtesy title"),
    "name": _("the recipient’s courtesy title and name"),
    "function": _("the recipient’s function"),
    "as_speaker": _("the words “as a speaker”, in the form for a woman, for a man or for anybody"),
    "conference": _("the title of the conference"),
    "dates": _("the days of the conference"),
    "venue": _("the venue"),
    "sessions": _("the recipient’s sessions, with role, time and room"),
    "changes": _("what has changed for the recipient"),
    "reply_by": _("the day by which a reply is asked for"),
    "invited_on": _("the day on which the invitation was sent"),
    "programme_link": _("the address of the released programme"),
    "contact": _("the contact’s e-mail address, telephone number and web page"),
    "closing": _("the closing formula, by the courtesy title"),
}


@dataclass(frozen=True)
class Provided:
    """A placeholder whose text another room makes, for a speaker in the language of the letter.

    A secret one, such as a private link, is made for each sending and kept nowhere: the outbox shows the placeholder,
    the printed letter leaves its paragraph out, and no copy goes to anybody else.
    """

    value: "Callable[[Speaker, str], str]"
    is_secret: bool


PROVIDED: dict[str, Provided] = {}


def provide(name: str, words: Promise, value: "Callable[[Speaker, str], str]", *, is_secret: bool = False) -> None:
    """Register a placeholder of another room; `words` tell what it stands for."""
    PLACEHOLDERS[name] = words
    PROVIDED[name] = Provided(value, is_secret)


def secrets_in(text: str) -> set[str]:
    """Return the names of the secret placeholders that a text of a letter still has."""
    return {name for name in names_in(text) if name in PROVIDED and PROVIDED[name].is_secret}


def provided_values(speaker: "Speaker", code: str) -> dict[str, str]:
    """Return the texts of the placeholders of other rooms; a secret one stands for itself until the letter is sent."""
    return {name: f"{{{name}}}" if each.is_secret else each.value(speaker, code) for name, each in PROVIDED.items()}


def with_secrets(text: str, speaker: "Speaker", code: str) -> str:
    """Return a text as it is sent, with what its secret placeholders stand for."""
    values = {name: PROVIDED[name].value(speaker, code) for name in sorted(secrets_in(text))}
    return fill_line(text, {name: f"{{{name}}}" for name in PLACEHOLDERS} | values) if values else text


def without_secrets(text: str) -> str:
    """Return a text as it is printed, without the paragraphs that have a secret placeholder."""
    if not secrets_in(text):
        return text
    return "\n\n".join(part for part in re.split(r"\n[ \t]*\n", text) if not secrets_in(part))


_IN_BRACES = re.compile(r"\{([^{}]*)\}")


def validate_placeholders(text: str) -> None:
    for name in _IN_BRACES.findall(text):
        if name not in PLACEHOLDERS:
            raise ValidationError(
                _("“%(name)s” is not a placeholder of letters."),
                params={"name": f"{{{name[:60]}}}"},
                code="placeholder",
            )


def names_in(text: str) -> set[str]:
    """Return the names of the placeholders in a text."""
    return {name for name in _IN_BRACES.findall(text) if name in PLACEHOLDERS}


def fill(template: str, values: dict[str, str]) -> str:
    """Replace the placeholders of a text; a paragraph with a placeholder that has no value is left out."""
    paragraphs = re.split(r"\n[ \t]*\n", template.replace("\r\n", "\n"))
    said = [part for part in paragraphs if all(values.get(name) for name in names_in(part))]
    return "\n\n".join(fill_line(part.strip(), values) for part in said if part.strip())


def fill_line(line: str, values: dict[str, str]) -> str:
    """Replace the placeholders of one line, such as a subject; those without a value become empty."""
    return _IN_BRACES.sub(lambda found: values.get(found[1], "") if found[1] in PLACEHOLDERS else found[0], line)
