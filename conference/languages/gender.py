"""Whether a person is spoken of as a woman or as a man: what the courtesy title tells, in whichever language it does.

A language may leave it open ("Dr.") where another tells it ("Dra."). Where none tells it, or two contradict each other,
words for everybody are used: nobody's sex is guessed from a name.
"""

import re
import unicodedata
from typing import Literal

from conference.caches import constant

Gender = Literal["f", "m", ""]

_WOMAN = re.compile(
    r"\b(Ms|Mrs|Miss|Dame|Mme|Mlle|Madame|Sra|Srta|Dra|Excma|Profa|Profesora|Professeure|Docteure)\b"
    r"|г-жа|госпожа|女士|小姐|السيدة|الدكتورة|الأستاذة|الآنسة|صاحبة"
)
_MAN = re.compile(
    r"\b(Mr|Sir|Sr|Excmo|Monsieur|Profesor)\b|(^|\s)M\.|г-н|господин|сэр|先生|السيد(?!ة)|الدكتور(?!ة)|الأستاذ(?!ة)|صاحب(?!ة)"
)


def gender_of(titles: dict[str, str]) -> Gender:
    """Return "f" for a woman, "m" for a man by a courtesy title, {language code: text}; nothing where it is open."""
    return _gender_of(tuple(filter(None, titles.values())))


@constant(most=1000)
def _gender_of(titles: tuple[str, ...]) -> Gender:
    composed = [unicodedata.normalize("NFC", title) for title in titles]
    woman, man = (any(sign.search(title) for title in composed) for sign in (_WOMAN, _MAN))
    return "" if woman == man else "f" if woman else "m"


def common_gender(several: list[Gender]) -> Gender:
    """Return the gender of all of several people; nothing where they differ or one is open."""
    return several[0] if len(set(several)) == 1 else ""
