"""Separates courtesy titles from names, which lists write as one text, and knows them in other languages."""

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


# How documents of the Organization write a title in each language. What depends on what the title does not tell is left
# out: whether a doctor is a man or a woman, which rank "Excellency" is in Arabic.
_SAME = (
    {"en": "Mr.", "fr": "M.", "es": "Sr.", "ru": "г-н", "ar": "السيد", "zh-hans": "先生"},
    {"en": "Ms.", "fr": "Mme", "es": "Sra.", "ru": "г-жа", "ar": "السيدة", "zh-hans": "女士"},
    {"en": "H.E. Mr.", "fr": "S.E. M.", "es": "Excmo. Sr.", "ru": "Его Превосходительство г-н", "zh-hans": "先生阁下"},
    {
        "en": "H.E. Ms.",
        "fr": "S.E. Mme",
        "es": "Excma. Sra.",
        "ru": "Ее Превосходительство г-жа",
        "zh-hans": "女士阁下",
    },
    {"en": "Dr.", "fr": "Dr", "ru": "д-р", "zh-hans": "博士"},
    {"en": "Prof.", "fr": "Prof.", "es": "Prof.", "ru": "профессор", "zh-hans": "教授"},
    {"en": "Sir", "fr": "Sir", "es": "Sir", "ru": "сэр"},
)
_WITHOUT_EXCELLENCY = {"H.E. Mr.": _SAME[0], "H.E. Ms.": _SAME[1]}
_SPANISH_ARTICLES = (
    ("la", re.compile(r"(?:Excma\.|Ilma\.|Sra\.|Srta\.|Dra\.|Profa\.)\s")),
    ("el", re.compile(r"(?:Excmo\.|Ilmo\.|Sr\.)\s")),
)
# The former distinction of married women, which the other languages of the table do not keep.
_ALSO = {"mrs": "ms", "miss": "ms", "hemrs": "hems", "professor": "prof", "mlle": "mme", "srta": "sra"}


def in_other_languages(title: str, code: str) -> dict[str, str]:
    """Return a title in the languages in which it is certain: {language code: title}."""
    bare = _bare(title)
    known = next((row for row in _SAME if code in row and _bare(row[code]) == _ALSO.get(bare, bare)), {})
    return {other: text for other, text in known.items() if other != code}


def title_in(title: str, code: str) -> str:
    """Return a title in a language, as far as it is known there, else as it was typed.

    Which rank "Excellency" is in Arabic depends on what the title does not tell; there the rest of it remains.
    """
    bare = _bare(title)
    bare = _ALSO.get(bare, bare)
    known = next((row for row in _SAME if bare and bare in map(_bare, row.values())), {})
    plain = _WITHOUT_EXCELLENCY.get(known.get("en", ""), {})
    return known.get(code) or plain.get(code) or title


def with_article(person: str, code: str) -> str:
    """Return a person with courtesy title as a sentence has it: in Spanish "la Sra. Ruiz", "el Excmo. Sr. Ruiz"."""
    article = next((word for word, title in _SPANISH_ARTICLES if title.match(person)), "") if code == "es" else ""
    return f"{article} {person}" if article else person


def addressing(title: str, code: str) -> str:
    """Return a title as it is said to the person: in Russian «Ваше Превосходительство», not «Ее»."""
    return re.sub("^(?:Его|Ее|Её) ", "Ваше ", title) if code == "ru" else title


def is_chinese(words: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in words)


def _bare(title: str) -> str:
    """Return a title as it is compared: full stops, spaces and case are written in many ways."""
    return re.sub(r"[.\s]", "", title).casefold()
