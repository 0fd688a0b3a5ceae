"""Placeholders in the templates of letters, and their replacement by values.

Only the known names in braces are replaced, each once; other text in braces stays as it is. Nothing is evaluated, and
the values themselves are not searched for placeholders.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PLACEHOLDERS = {
    "salutation": _("the salutation, by the courtesy title"),
    "name": _("the recipient’s courtesy title and name"),
    "function": _("the recipient’s function"),
    "conference": _("the title of the conference"),
    "dates": _("the days of the conference"),
    "venue": _("the venue"),
    "sessions": _("the recipient’s sessions, with role, time and room"),
    "changes": _("what has changed for the recipient"),
    "reply_by": _("the day by which a reply is asked for"),
    "programme_link": _("the address of the released programme"),
    "contact": _("the contact’s e-mail address, telephone number and web page"),
    "closing": _("the closing formula, by the courtesy title"),
}

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
