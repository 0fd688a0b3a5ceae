"""What translators wrote as notes into a file: it becomes remarks on the texts, where the desk shows them.

Our exports put a note of their own beside each text, "paragraph 12.: text". A line that reads so in any of the six
languages, with whatever number, is none of a translator.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model
from django.utils.translation import override

from conference.caches import constant
from conference.languages import CODES
from conference.languages.lists import labelled
from conference.models import User
from conference.recorded_rows import Journal
from translation.exchange.current_texts import CurrentText
from translation.models import Remark, Text
from translation.texts.registry import column_named

LONGEST = 4000  # characters of a remark
_MARK = "\ue000"


def remark_in(note: str, text: CurrentText) -> str:
    """Returns what a person wrote in the note of a text; empty where it is only the line that our exports put there."""
    own = _own_lines(type(text.row), text.listed.field)
    lines = [line for line in note.replace("\r\n", "\n").split("\n") if not own.fullmatch(line.strip())]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()


@constant()
def _own_lines(model: type[Model], field: str) -> "re.Pattern[str]":
    """Returns a pattern for the notes that exports in any language put beside a field of a model."""
    found = []
    for code in CODES:
        with override(code):
            what = labelled(f"{model._meta.verbose_name}{_MARK}", column_named(model, field).verbose_name)
            found.append(re.escape(what.strip()).replace(_MARK, r"(?: .{1,20}?)?"))
    return re.compile("|".join(found))


def known_remarks(texts: Iterable[Text], code: str) -> set[tuple[int, str]]:
    """Returns the remarks that are already there: {(key of the text, words)}."""
    rows = Remark.objects.filter(text__in=[text.pk for text in texts], language=code)
    return set(rows.order_by().values_list("text", "words"))


def write_remarks(
    remarks: Iterable[tuple[CurrentText, str]], code: str, *, journal: Journal, by: User, at: datetime
) -> int:
    """Adds comments to texts in the transaction of the caller; returns how many."""
    rows = [Remark(text=text.listed, language=code, words=words, by=by, at=at) for text, words in remarks]
    Remark.objects.bulk_create(rows)
    journal.add(rows)
    return len(rows)
