"""Separates courtesy titles from names, which schedules and lists of participants write as one text."""

import re

_LONGEST = 60  # of the column
# "HE" without full stops only before another title: He is a family name too.
_HE = r"(?-i:HE)(?=\s+(?:Mr|Ms|Mrs|Dr|Prof|Amb))"

# Excellency, then Mr. or Ms., then any number of academic titles: "H.E. Ms.", "S.E. M.", "Prof. Dr.".
_BEFORE = {
    "en": (
        rf"H\.\s?E\.?|{_HE}|His Excellency|Her Excellency|The Hon\.|Hon\.|The Honou?rable",
        r"Mr\.?|Ms\.?|Mrs\.?|Miss|Sir|Dame",
        r"Dr\.?|Prof\.?|Professor|Amb\.|Ambassador",
    ),
    "fr": (
        r"S\.\s?E\.|Son Excellence",
        r"M\.|Mme|Mlle|Monsieur|Madame",
        r"Dre?\.?|Pre?\.?|Prof\.?|Professeure?|Docteure?",
    ),
    "es": (
        r"S\.\s?E\.|Excmo\.|Excma\.|Su Excelencia",
        r"Sr\.|Sra\.|Srta\.",
        r"Dr\.?|Dra\.?|Prof\.?|Profa\.?|Profesora?",
    ),
    "ru": (
        r"Е\.\s?П\.|Его Превосходительство|Ее Превосходительство|Её Превосходительство",
        r"г-н|г-жа|господин|госпожа",
        r"д-р|доктор|проф\.|профессор",
    ),
    "ar": (
        r"سعادة|معالي|صاحب السعادة|صاحبة السعادة|صاحب المعالي|صاحبة المعالي",
        r"السيد|السيدة|الآنسة",
        r"الدكتور|الدكتورة|الأستاذ|الأستاذة|البروفيسور",
    ),
}
_PREFIXES = {
    code: re.compile(rf"(?:(?:{excellency})\s+)?(?:(?:{person})\s+)?(?:(?:{academic})\s+)*", re.IGNORECASE)
    for code, (excellency, person, academic) in _BEFORE.items()
}
_SUFFIX = re.compile(r"(?:博士|教授)?(?:先生|女士|小姐)?(?:阁下)?$")


def split_name(words: str, code: str) -> tuple[str, str]:
    """Return (courtesy title, name); the title is empty where the words begin with none that the language has."""
    if code == "zh-hans":
        found = _SUFFIX.search(words)
        title, name = (found[0], words[: found.start()]) if found else ("", words)
    else:
        found = _PREFIXES[code].match(words)
        title, name = (found[0], words[found.end() :]) if found else ("", words)
    title, name = title.strip(), name.strip()
    return (title, name) if name and len(title) <= _LONGEST else ("", words)
