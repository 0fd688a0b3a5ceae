"""A person's name and function as one line, in the order of each language.

In Chinese the courtesy title follows the name, and delegation and affiliation come before the function.
"""

import re

from django.utils.text import capfirst
from django.utils.translation import override, pgettext

from conference.caches import constant
from conference.languages.folding import fold

NO_BREAK = "\u00a0"
_ABBREVIATION = re.compile(r"(?<!\w)(\w{1,5}\.(?:\w\.)*|г-н|г-жа|Mme|Mlle) (?=\w)")


def titled_name(title: str, name: str, code: str, *, begins_line: bool = False) -> str:
    """Return courtesy title and name: "Ms. Mira Sorvino", "米拉·索尔维诺女士"; nothing without a name.

    A title that begins a line has a capital: "Г-жа Мира Сорвино". A name is written as its bearer writes it. No line
    ends between a title or an initial and what it belongs to, but in Arabic, which has no such rule.
    """
    if not name:
        return ""
    title = capfirst(title) if begins_line else title
    if code == "zh-hans":
        return f"{name}{title}"
    return f"{unbroken(title)}{behind_title(code)}{unbroken(name)}" if title else unbroken(name)


def behind_title(code: str) -> str:
    """Return the space between a courtesy title and a name."""
    return " " if code == "ar" else NO_BREAK


def unbroken(text: str) -> str:
    """Return a name or a title with its abbreviations and initials bound to what follows: "M. Cherif", "H.E. Ms."."""
    return _ABBREVIATION.sub(rf"\1{NO_BREAK}", text)


def with_plain_spaces(text: str) -> str:
    """Return a text as machines compare it and as files for them have it."""
    return text.replace(NO_BREAK, " ")


def function_line(function: str, affiliation: str, code: str, delegation: str = "") -> str:
    """Return function, affiliation and delegation: "Professor of Law, DePaul University", "塔吉克斯坦总统"."""
    if code == "zh-hans":
        return f"{delegation}{affiliation}{function}"
    return joined((function, affiliation, delegation), code)


def delegation_beside(delegation: dict[str, str], *told: dict[str, str]) -> dict[str, str]:
    """Return the names of a delegation as they are printed beside its speaker: {language code: name}.

    There are none where function or affiliation (`told`) already say it. One language that says it is enough: the
    others translate it, in which the name may be declined beyond recognition.
    """
    for code, name in delegation.items():
        words = " ".join(texts.get(code, "") for texts in told)
        if name and words.strip() and _pattern(name, code).search(fold(words)):
            return dict.fromkeys(delegation, "")
    return delegation


@constant(most=5000)
def _pattern(name: str, code: str) -> re.Pattern[str]:
    """Return what finds a name in folded words, also in a shorter form: "Iran", "United Kingdom"."""
    before = name.partition(" of ")[0]
    forms = {name, re.split(r"\s*[(（]", name)[0], before if " " in before else name}
    return re.compile("|".join(_form(fold(form).split(), code) for form in forms if form.strip()))


def _form(words: list[str], code: str) -> str:
    """Return the pattern of a form of a name: in Arabic and Chinese within a word, in Russian in any case."""
    if code in ("ar", "zh-hans"):
        return re.escape(" ".join(words))
    if code == "ru":
        cases = (rf"{re.escape(word[: _stem(word)])}\w{{0,4}}" for word in words)
        return rf"\b{' +'.join(cases)}\b"
    return rf"\b{' +'.join(map(re.escape, words))}\b"


def _stem(word: str) -> int:
    """Return how many letters of a Russian word stay in all its cases."""
    return len(word) - (2 if len(word) > 6 else 1 if len(word) > 3 else 0)


def joined(parts: tuple[str, ...], code: str) -> str:
    """Return the parts that have text, with the separator of a name, a function and an affiliation."""
    with override(code):
        separator = pgettext("between function and affiliation", ", ")
    return separator.join(part for part in parts if part)
