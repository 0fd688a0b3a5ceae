"""The alphabetical order of each language, as far as lists of names need it.

Latin letters are ordered without their accents; Russian ё stands beside е; Arabic without vowel marks, with one form
of alef and without the article. Chinese is ordered by what the text for sorting says in pinyin.
"""

import re
import unicodedata

_ALEF = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": ""})


def sort_key(text, code):
    """What to sort a text by in the language of that Django code."""
    decomposed = unicodedata.normalize("NFD", text.casefold().strip())
    if code == "ar":
        bare = "".join(letter for letter in unicodedata.normalize("NFC", text) if not unicodedata.combining(letter))
        return re.sub(r"\bال(?=\w)", "", bare.translate(_ALEF)).strip(), text
    if code == "ru":
        composed = unicodedata.normalize("NFC", decomposed)
        return composed.replace("ё", "е"), text
    if code == "es":
        decomposed = decomposed.replace("n\u0303", "n\uffff")  # ñ is a letter of its own, after n
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r"[^\w\s\uffff]", "", bare), text
