"""What glossaries call their columns, in six languages: a subject, a language and a status, in any order.

Words are compared folded. A word of four letters or more also stands for the words that begin with it.
"""

import re
from dataclasses import dataclass

from conference.caches import constant
from conference.languages.folding import fold
from translation.glossary.terms import ADMITTED, AVOID, PREFERRED

_LANGUAGES = {
    "en": "english|anglais|inglés|английск|англ|إنكليزي|إنجليزي|英文|英语",
    "fr": "french|français|francés|французск|франц|فرنسي|法文|法语",
    "es": "spanish|espagnol|español|castellano|испанск|إسباني|西班牙文|西班牙语|西文",
    "ru": "russian|russe|ruso|русск|рус|روسي|俄文|俄语",
    "ar": "arab|арабск|عربي|阿拉伯文|阿拉伯语|阿文",
    "zh-hans": "chinese|chinois|chino|китайск|صيني|中文|汉语",
}
_CODES = {
    "en": "en|eng",
    "fr": "fr|fra|fre",
    "es": "es|spa|esp",
    "ru": "ru|rus",
    "ar": "ar|ara",
    "zh-hans": "zh|zho|chi|cn|hans",
}
_STATUSES = {
    AVOID: "avoid|deprecated|obsolete|superseded|forbidden|discouraged|not|évit|déconseill|obsolèt|proscri|evitar"
    "|desaconsej|prohib|избега|нежелат|недопуст|устаревш|не|تجنب|متروك|避免|不宜|废弃|慎用",
    ADMITTED: "admitted|accept|synonym|alternat|variant|allowed|admis|admitid|sinónim|допуст|допуска|синоним|вариант"
    "|مقبول|مرادف|许用|同义词|可用|别名",
    PREFERRED: "prefer|privilégi|recommend|recommand|recomend|предпочт|рекоменд|مفضل|首选|推荐",
}
_SUBJECTS = {
    "definition": "definition|définition|definición|description|descripción|meaning|explanation|signification"
    "|определени|описание|толкование|تعريف|شرح|定义|释义|说明",
    "status": "status|statut|estado|estatus|situación|статус|حالة|وضع|状态|状况",
    "concept": "concept|identif|id|unterm|iate|key|clé|clave|code|código|number|numéro|número|num|no|n|record|fiche"
    "|ficha|понятие|номер|код|идентификат|مفهوم|رقم|رمز|معرف|概念|编号|代码|标识|序号",
    "term": "term|terme|término|expression|expresión|entry|word|mot|mots|vocable|vedette|equivalent|équivalent"
    "|equivalente|translation|traduction|traducción|name|nom|nombre|термин|выражение|слово|перевод|название"
    "|наименование|مصطلح|عبارة|ترجمة|اسم|术语|词汇|词条|用语|译名|译文|译法|名称",
}
_ASIDE = (
    "in|en|de|del|el|la|le|les|du|des|l|d|a|au|the|of|to|be|for|un|onu|s|language|langue|lengua|idioma|version|versión"
    "|на|языке|язык|к|для|في|ب|إلى|اللغة|لغة|的|本|使用|语"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_PREFIXES = ("وال", "بال", "لل", "ال", "ب")  # of Arabic words: articles and prepositions
_LONG = 4  # letters, from which on a word stands for those that begin with it


@dataclass(frozen=True)
class HeadingMeaning:
    """What a heading names: "term", "definition", "status" or "concept", and of a term its languages and status."""

    subject: str
    codes: frozenset[str] = frozenset()
    status: str = PREFERRED


@constant()
def _kinds() -> dict[str, tuple[str, str]]:
    """{folded word: (kind, value)}"""
    found: dict[str, tuple[str, str]] = {}
    tables = [("aside", {"": _ASIDE}), ("subject", _SUBJECTS), ("status", _STATUSES), ("language", _LANGUAGES)]
    for kind, values in tables:
        for value, words in values.items():
            found |= {" ".join(fold(word).split()): (kind, value) for word in words.split("|")}
    return found


@constant()
def _codes() -> dict[str, str]:
    return {word: code for code, words in _CODES.items() for word in words.split("|")}


def meaning_of(heading: str) -> HeadingMeaning | None:
    """Returns what a heading names; None where one of its words is not known here, as in "Notes (English)"."""
    words = [part for word in fold(heading).split() for part in _parts(word)]
    kinds = [_kind_of(word) for word in words]
    languages = {value for kind, value in kinds if kind == "language"}
    if not languages:  # "terme en français" names no English
        languages = {_codes()[word] for word in words if word in _codes()}
    if any(not kind and word not in _codes() for word, (kind, _value) in zip(words, kinds, strict=True)):
        return None
    subjects = {value for kind, value in kinds if kind == "subject"}
    statuses = {value for kind, value in kinds if kind == "status"}
    subject = next((each for each in _SUBJECTS if each in subjects), "term" if languages or statuses else "")
    if subject == "concept" and languages:
        subject = "term" if "term" in subjects else ""
    status = next((each for each in _STATUSES if each in statuses), PREFERRED)
    return HeadingMeaning(subject, frozenset(languages), status) if subject else None


def status_of(text: str) -> str:
    """Returns the status that a cell names in any of the six languages; empty where it names none."""
    kinds = [_kind_of(part) for word in fold(text).split() for part in _parts(word)]
    found = {value for kind, value in kinds if kind == "status"}
    return next((status for status in _STATUSES if status in found), "")


def _kind_of(word: str) -> tuple[str, str]:
    """Returns (kind, value) of a folded word; ("", "") where it is not known."""
    known = _kinds()
    forms = [word, *(word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix))]
    for form in forms:
        for end in range(len(form), 0, -1):
            if (end == len(form) or end >= _LONG) and (found := known.get(form[:end])):
                return found
    return "", ""


def _parts(word: str) -> list[str]:
    """Returns the words of a folded text without spaces: Chinese is divided by the words that are known here."""
    if not _CHINESE.search(word):
        return [word]
    parts, known = [], _kinds()
    while word:
        size = next((size for size in range(len(word), 0, -1) if word[:size] in known), 1)
        parts.append(word[:size])
        word = word[size:]
    return parts
