"""Which texts are sent to no machine, whoever asks.

Only who may write the translation at present may ask for one, so that a Summary goes nowhere before it is cleared and
sent to translation. Of a protected person no text goes, nor does one that has a word of a name that is withheld.
"""

import re
from collections.abc import Iterator

from django.db.models import Model
from django.utils.translation import gettext as _

from conference.languages import CODES
from conference.models import Conference, User
from translation.texts.permissions import may_write
from translation.texts.registry import (
    column_of,
    conference_lookup,
    fields_of,
    translated_models,
    withholding,
)
from translation.texts.tokens import CHINESE, fold

_WORD = re.compile(rf"[{CHINESE}]{{2,}}|[^\W_{CHINESE}]{{3,}}")  # of a name; shorter ones are particles


def why_not(user: User, conference: Conference, row: Model, code: str, source: str) -> str:
    """Returns why a source is not sent to a machine, as a sentence; "" where it may be."""
    if not may_write(user, row, code):
        return _("You cannot write this translation at present, so that no machine is asked for one.")
    flag, _fields = withholding(type(row))
    if (flag and getattr(row, flag)) or _names_somebody(conference, source):
        return _("This text is about a protected person; it is sent to no machine.")
    return ""


def _names_somebody(conference: Conference, source: str) -> bool:
    """Returns whether a text has a word of a name that is withheld at its conference; in Chinese, the whole of one."""
    plain = fold(source)
    words = set(_WORD.findall(plain))
    return any(part in words or (re.match(f"[{CHINESE}]", part) and part in plain) for part in _withheld(conference))


def _withheld(conference: Conference) -> Iterator[str]:
    for model in translated_models():
        flag, withheld = withholding(model)
        fields = [field for field in withheld if field in fields_of(model) and "name" in field]
        if fields:
            rows = model._base_manager.filter(**{conference_lookup(model): conference, flag: True})
            for row in rows.values_list(*(column_of(field, code) for field in fields for code in CODES)):
                for name in filter(None, row):
                    yield from _WORD.findall(fold(name))
