"""What the name of a file tells of the document in it: its symbol and its language, as offices name their files.

A_66_1-E.pdf, A-RES-64-293_fr.docx, Concept note (Spanish).pdf: the language stands at the end, the symbol has another
sign where no name of a file may have a slash.
"""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from conference.languages import LANGUAGES
from conference.models.document import validate_symbol

_LETTERS = {"A": "ar", "C": "zh-hans", "E": "en", "F": "fr", "R": "ru", "S": "es"}  # as the Organization marks them
_WORDS = {
    **{language.code: language.code for language in LANGUAGES},
    **{language.exchange: language.code for language in LANGUAGES},
    **{language.akn: language.code for language in LANGUAGES},
    **{language.name.casefold(): language.code for language in LANGUAGES},
    **{"chi": "zh-hans", "fre": "fr", "chn": "zh-hans", "cn": "zh-hans", "zh-cn": "zh-hans"},
    **{"arabic": "ar", "chinese": "zh-hans", "french": "fr", "russian": "ru", "spanish": "es"},
}
_END = re.compile(r"^(?P<stem>.+?)[\s._\-–(\[]+(?P<mark>[^\W\d_]{1,10}(?:-[^\W\d_]{2,4})?)[)\]]?$")
_BETWEEN = re.compile(r"[_\-]")


@dataclass(frozen=True)
class NameOfFile:
    """What a name tells: `stem` is the same for all languages of a document; the language may be unknown."""

    stem: str
    language: str = ""
    symbol: str = ""

    @property
    def title(self) -> str:
        """The stem as words."""
        words = " ".join(re.sub(r"[_\s]+", " ", self.stem).split())
        return words[:1].upper() + words[1:]


def read_name(name: str) -> NameOfFile:
    """Return what the name of a file tells."""
    stem = name.rpartition(".")[0] or name
    language, match = "", _END.match(stem)
    if match:
        mark = match["mark"]
        language = _LETTERS.get(mark, "") or _WORDS.get(mark.casefold(), "")
        # "zh-Hans" stands after a sign that is in it as well, so that the shortest stem is tried first.
        stem = match["stem"] if language else stem
    return NameOfFile(stem, language, _symbol(stem))


def _symbol(stem: str) -> str:
    """Return the symbol that a stem spells: its parts are divided by one sign throughout."""
    found = _BETWEEN.search(stem)
    symbol = stem.replace(found[0], "/") if found else stem
    try:
        validate_symbol(symbol)
    except ValidationError:
        return ""
    return symbol
