"""Punctuation and spelling conventions of each language, in catalogues and data, that the desk's checks do not tell.

Spaces, brackets, quotation marks and full-width marks are told by `lint.language.desk`, as translators have them.
"""

import re
import sys

from lint.findings import ROOT, report
from lint.language.allowed import Allowed
from lint.language.messages import FOLDERS, messages
from lint.language.texts import CODES, ELEMENT, PLACEHOLDER, units

ANY = "\ufffc"  # stands for what a placeholder or an element becomes
# What a language writes otherwise: (pattern, what to write).
_CONVENTIONS = {
    "ar": (
        ("(?<=[\u0600-\u06ff\ufffc])[,;?](?=\\s|$)", "the marks of Arabic are ، ؛ ؟"),
        ("\u064b", "the tanwin of the accusative is not written"),
        ("[\u06f0-\u06f9\u0660-\u0669]", "digits are 0 to 9"),
    ),
    "zh-hans": (("\\.\\.\\.", "an ellipsis is ……"),),
    "es": (
        (r"^[^¿]*\?", "a question begins with ¿"),
        (r"^[^¡]*!", "an exclamation begins with ¡"),
        (r"\?[^¿?]*\?|![^¡!]*!", "each question begins with ¿, each exclamation with ¡"),
    ),
    "fr": ((r"\.\.\.", "an ellipsis is …"), (r"[Oo]eu|[Cc]oeu", "write œ")),
    "ru": (("[ёЁ]", "ё is written е"), (r"\s-\s", "a dash is –")),
    "en": ((r"\s-\s", "a dash is –"),),
}
# What is written anew without a question, in lines of a catalogue.
_MECHANICAL = {
    "ar": (("\u064b", ""),),
    "fr": (
        (r'(?<=\S) (?=[;:!?»](?:["\s»).,…\u00a0]|\\n|<|$))', "\u00a0"),
        ("« ?(?!\u00a0)", "«\u00a0"),
    ),
    "ru": (("ё", "е"), ("Ё", "Е")),
}
_STRAIGHT = re.compile(r"(?<![\w/])[\"']|[\"'](?!\w)|(?<=\w)'(?=\w)")
_ENDS = {".": ".。", "?": "?？؟", "!": "!！", ":": ":：", ";": ";；؛", "…": "…", ",": ",،，"}
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|M[rs]|Mrs|etc|Rev|Corr|[ap]\.m)\.\W*$")
_LABEL = re.compile(f"[:：]\\s?[“«]?{ANY}[”»)）]*$")  # "Removed: %(names)s" for a sentence
_CLOSING = ")»”’）\u2069\u200f\u200e"
_ALL_ENDS = "".join(_ENDS.values())


def findings():
    allowed = Allowed("punctuation")
    for message in messages():
        for source, target in message.pairs():
            for sentence in faults(message.code, source, target):
                if f"{message.code} {message.key}" not in allowed:
                    yield message.path, message.line, sentence
    for path, six in units():
        for code in CODES:
            for sentence in conventions(code, six.get(code, "")):
                if f"{code} {six['en'][:60]}" not in allowed:
                    yield path, 1, f"{code}: {sentence}"
    yield from allowed.faults()


def faults(code, source, target):
    """Yield what of a translation is against the conventions of its language, or ends or begins otherwise."""
    yield from conventions(code, target)
    here, there = _bare(source), _bare(target)
    if here and there:
        ends = _end(here), _end(there)
        if ends[0] != ends[1] and not _ABBREVIATION.search(here) and not _LABEL.search(there):
            yield f"ends with “{ends[1]}” where the source ends with “{ends[0]}”: “{there[-40:]}”"
        if code in ("es", "fr", "ru") and _case(here) and _case(there) and _case(here) != _case(there):
            yield f"begins in another case than “{here[:30]}”: “{there[:30]}”"


def conventions(code, text):
    text = PLACEHOLDER.sub(ANY, ELEMENT.sub(ANY, text))
    for pattern, wanted in _CONVENTIONS.get(code, ()):
        found = re.search(pattern, text)
        if found:
            yield f"{wanted}: “{text[max(0, found.start() - 20) : found.end() + 20]}”"
    straight = _STRAIGHT.search(text)
    if straight:
        yield f"a straight quotation mark or apostrophe: “{text[max(0, straight.start() - 20) : straight.end() + 20]}”"


def _bare(text):
    """A text without the elements and spaces around it; placeholders stand as one character."""
    return PLACEHOLDER.sub(ANY, ELEMENT.sub("", text)).strip()


def _end(text):
    """The punctuation mark at the end, as English writes it; within a bracket or quotation that closes there."""
    last = text.rstrip(_CLOSING + " \u00a0\u202f")[-1:]
    return next((mark for mark, alike in _ENDS.items() if last and last in alike), "")


def _case(text):
    """Whether the first letter is "small" or "capital"; empty where a placeholder or an acronym comes before."""
    first = re.match(r"[«“„(¿¡\[\s\u00a0\u202f—–-]*(\w+)", text)
    if not first or not first[1][0].isalpha() or (len(first[1]) > 1 and first[1].isupper()):
        return ""
    return "capital" if first[1][0].isupper() else "small"


def reform():
    """Write the catalogues anew with what needs no judgement: French spaces, no ё, no tanwin of the accusative."""
    for code, folder in FOLDERS.items():
        path = ROOT / "locale" / folder / "LC_MESSAGES" / "django.po"
        lines, translated = path.read_text(encoding="utf-8").splitlines(), False
        for number, line in enumerate(lines):
            translated = line.startswith("msgstr") or (translated and line.startswith('"'))
            for pattern, instead in _MECHANICAL.get(code, ()) if translated else ():
                lines[number] = re.sub(pattern, instead, lines[number])
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if "--write" in sys.argv:
        reform()
    else:
        report(findings())
