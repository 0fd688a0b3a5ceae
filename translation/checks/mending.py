"""What of the warnings needs no judgement to be put right: spaces, the width of marks, quotation marks.

Letters, digits and the order of the words stay as they are; a text of which a rule is not sure stays as it is.
"""

import re

from translation.checks import chinese, quotation, spacing

MENDED = ("chinese_punctuation", "french_spacing", "spacing", "quotation")
_WORDS = re.compile(r"\w+")


def mended(text: str, language: str, check: str) -> str:
    """Returns a text as it reads once what a check warns of is put right; raises LookupError for another check."""
    if check not in MENDED:
        raise LookupError(check)
    found = _mended(text, language, check)
    return found if _WORDS.findall(found) == _WORDS.findall(text) or language == "zh-hans" else text


def _mended(text: str, language: str, check: str) -> str:
    if check == "spacing":
        return spacing.mended(text, language)
    if check == "quotation":
        return quotation.mended(text, language)
    if check == "french_spacing":
        return spacing.mended_french(text) if language == "fr" else text
    return chinese.mended(text) if language == "zh-hans" else text
