"""How a letter addresses its recipient: name, salutation and closing formula, by the courtesy title.

A title says in six languages whether it is that of an excellency and whether a woman or a man bears it; what one
language leaves open ("Dr.") another may tell ("Dra."). Where none does, the formula is one that does for everybody.
The letter is to the person alone, so that a protected speaker is addressed by their own name.
"""

import re
import unicodedata

from django.db import models

from conference.fields import fit_for_xml
from conference.languages import CODES, texts
from programme.letters.defaults import shipped
from speakers.models import Speaker

_EXCELLENCY = re.compile(r"H\.\s?E\.|S\.\s?E\.|Excm|Превосходительств|Е\.\s?П\.|阁下|سعادة|معالي|فخامة|دولة")
_WOMAN = re.compile(r"\b(Ms|Mrs|Miss|Mme|Mlle|Madame|Sra|Srta|Dra|Excma)\b|г-жа|госпожа|女士|السيدة|الدكتورة|الآنسة")
_MAN = re.compile(r"\b(Mr|Sr|Excmo|Monsieur)\b|(^|\s)M\.|г-н|господин|先生|السيد(?!ة)|الدكتور(?!ة)")
_BREAKS = re.compile("[ \t\r\n\x85\u2028\u2029]+")  # a space that does not break is none
_DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])  # what turns the lines that follow


def one_line(text: object) -> str:
    """A text in one line, without signs that would turn its direction or that no message may have."""
    return _BREAKS.sub(" ", fit_for_xml(str(text)).translate(_DIRECTIONS)).strip()


def of_row(row: models.Model, field: str, code: str, original: str) -> str:
    """A text of a row in a language, else in the original one, else in any."""
    six = texts(row, field)
    return one_line(next((six[each] for each in (code, original, *CODES) if six.get(each)), ""))


def form_of(speaker: Speaker) -> str:
    """The form of address: excellency_f, excellency_m, excellency, f, m or other."""
    titles = [unicodedata.normalize("NFC", title) for title in texts(speaker, "courtesy_title").values()]
    woman, man = (any(sign.search(title) for title in titles) for sign in (_WOMAN, _MAN))
    who = "" if woman == man else "f" if woman else "m"
    if any(_EXCELLENCY.search(title) for title in titles):
        return f"excellency_{who}" if who else "excellency"
    return who or "other"


def full_name(speaker: Speaker, code: str, original: str) -> str:
    """Courtesy title and name as the language sets them: "Ms. Mira Sorvino", "米拉·索尔维诺女士"."""
    name = of_row(speaker, "name", code, original)
    title = one_line(texts(speaker, "courtesy_title")[code])  # a title in another language would mix the two
    return shipped(code)["full_name"].format(title=title, name=name) if title else name


def salutation(speaker: Speaker, code: str, original: str) -> str:
    return shipped(code)["salutations"][form_of(speaker)].format(name=full_name(speaker, code, original))


def closing(speaker: Speaker, code: str, original: str) -> str:
    return shipped(code)["closings"][form_of(speaker)].format(name=full_name(speaker, code, original))
