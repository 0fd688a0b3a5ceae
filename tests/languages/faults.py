"""What is wrong with a block of text as a page shows it, in its language."""

import re

from django.utils.translation import override

from conference.languages import LANGUAGES
from lint.language.allowed import Allowed
from lint.language.punctuation import conventions
from translation.checks import chinese, spacing
from translation.checks.pair import CheckedPair, CheckedText
from translation.glossary.term_matching import TermFinder

_LATIN = re.compile(r"(?<![\w-])[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f’'-]+")
_ADDRESS = re.compile(
    r"https?://\S*|\S+@\S+\.\w+|\b[\w-]+(?:\.[\w-]+)+\b|(?<!\w)/[\w/.-]+|\.[a-z]{3,4}\b|[A-Z]+(?:/[\w.()-]+)+"
    r"|\{\w+\}|\?\w+=\w+|[A-Z]\w+/[A-Z]\w+"
)
_ACRONYM = re.compile(r"[A-Z][A-Z-]+")
_BESIDE_FULL_WIDTH = re.compile("[：，。；！？、） ](?<! ) (?=[\u3400-\u9fff])")
_NUMBERING = re.compile("[(（]?[一二三四五六七八九十]+[.)）]|'[0-9]+'")
OWN_NAMES = {language.name for language in LANGUAGES}
LATIN, PAGES = Allowed("latin"), Allowed("pages")


def faults(code, text):
    """What is against the rules of the language, and words in Latin letters where it has others."""
    if text in OWN_NAMES or _NUMBERING.fullmatch(text):  # where people choose a language, and before paragraphs
        return []
    return [fault for fault in _faults(code, text) if f"{code} {fault} | {text}" not in PAGES]


def _faults(code, text):
    known = TermFinder((), code), TermFinder((), code)
    pair = CheckedPair(CheckedText(text, code), CheckedText(text, code), known, known)
    with override("en"):
        for check in (spacing.check, chinese.check):
            yield from (str(finding) for finding in check(pair) if finding.kind != "ends")
    told = (sentence.partition(": ")[0] for sentence in conventions(code, text))
    yield from (sentence for sentence in told if sentence != "a dash is –")  # Django's labels of ticks have none
    if code == "zh-hans" and _BESIDE_FULL_WIDTH.search(text):
        yield "There is a space beside a full-width mark."
    if code in ("ar", "ru", "zh-hans"):
        words = [word for word in _LATIN.findall(_ADDRESS.sub(" ", text)) if not _ACRONYM.fullmatch(word)]
        leaked = [word for word in words if word not in LATIN]
        if leaked:
            yield f"Latin letters: {' '.join(leaked)}"
