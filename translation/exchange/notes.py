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
from translation.texts.registry import column_named, fields_of, translated_models

LONGEST = 4000  # characters of a remark
_MARK = "\ue000"


def remark_in(note: str) -> str:
    """Returns what a person wrote in the note of a text; empty where it is only the line that our exports put there."""
    own = _own_lines()
    lines = [line for line in note.replace("\r\n", "\n").split("\n") if not own.fullmatch(line.strip())]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()


@constant()
def _own_lines() -> "re.Pattern[str]":
    """Returns a pattern for the notes that exports put beside texts, of whatever model and in any language.

    A text that is placed by its source may be of another model than the one from which it was exported.
    """
    found = dict[str, None]()
    for code in CODES:
        with override(code):
            for model in translated_models():
                for field in fields_of(model):
                    found[_own_line(model, field)] = None
    return re.compile("|".join(found))


def _own_line(model: type[Model], field: str) -> str:
    what = labelled(f"{model._meta.verbose_name}{_MARK}", column_named(model, field).verbose_name)
    return re.escape(what.strip()).replace(_MARK, r"(?: .{1,20}?)?")


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
