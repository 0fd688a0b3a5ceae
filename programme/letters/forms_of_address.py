"""How a letter addresses its recipient: name, salutation and closing formula, by the courtesy title.

The title in six languages shows whether it is that of an excellency and whether a woman or a man bears it. If none
shows that, a formula for everybody is used. Only the person receives the letter, so that a protected speaker is
addressed by their own name.
"""

import re
import unicodedata

from django.db import models

from conference.fields import fit_for_xml
from conference.languages import CODES, texts
from conference.languages.gender import gender_of
from conference.languages.people import titled_name
from programme.letters.defaults import shipped
from speakers.models import Speaker

_EXCELLENCY = re.compile(r"H\.\s?E\.|S\.\s?E\.|Excm|Превосходительств|Е\.\s?П\.|阁下|سعادة|معالي|فخامة|دولة")
_BREAKS = re.compile("[ \t\r\n\x85\u2028\u2029]+")  # no-break spaces are kept
_DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])  # bidi controls


def one_line(text: object) -> str:
    """Return a text as one line, without bidi controls and without characters that are forbidden in messages."""
    return _BREAKS.sub(" ", fit_for_xml(str(text)).translate(_DIRECTIONS)).strip()


def of_row(row: models.Model, field: str, code: str, original: str) -> str:
    """Return a text of a row in a language, else in the original one, else in any."""
    six = texts(row, field)
    return one_line(next((six[each] for each in (code, original, *CODES) if six.get(each)), ""))


def form_of(speaker: Speaker) -> str:
    """Return the form of address: excellency_f, excellency_m, excellency, f, m or other."""
    titles = texts(speaker, "courtesy_title")
    who = gender_of(titles)
    if any(_EXCELLENCY.search(unicodedata.normalize("NFC", title)) for title in titles.values()):
        return f"excellency_{who}" if who else "excellency"
    return who or "other"


def full_name(speaker: Speaker, code: str, original: str, *, begins_line: bool = False) -> str:
    """Return courtesy title and name in the order of the language: "Ms. Mira Sorvino", "米拉·索尔维诺女士"."""
    name = of_row(speaker, "name", code, original)
    title = one_line(texts(speaker, "courtesy_title")[code])  # a title in another language would mix the two
    return titled_name(title, name, code, begins_line=begins_line)


def salutation(speaker: Speaker, code: str, original: str) -> str:
    return shipped(code)["salutations"][form_of(speaker)].format(name=full_name(speaker, code, original))


def as_speaker(speaker: Speaker, code: str) -> str:
    """Return the words "as a speaker", as the language says them to a woman, to a man or to anybody."""
    return shipped(code)["as_speaker"][gender_of(texts(speaker, "courtesy_title")) or "other"]


def closing(speaker: Speaker, code: str, original: str) -> str:
    return shipped(code)["closings"][form_of(speaker)].format(name=full_name(speaker, code, original))
