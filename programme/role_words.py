"""What a role is called of a person, in the page's language: "coprésidente", "الرئيسة المشاركة", "speaker".

The form of address decides; where it tells neither a woman nor a man, the words are those for everybody. Files for
machines keep the codes of roles.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext_lazy, npgettext_lazy, pgettext_lazy

from conference.languages.gender import Gender, common_gender, gender_of

_OF_A_WOMAN: dict[str, Promise] = {
    "speaker": pgettext_lazy("a woman", "speaker"),
    "co-chair": pgettext_lazy("a woman", "co-chair"),
    "moderator": pgettext_lazy("a woman", "moderator"),
    "panellist": pgettext_lazy("a woman", "panellist"),
}
_OF_A_MAN: dict[str, Promise] = {
    "speaker": pgettext_lazy("a man", "speaker"),
    "co-chair": pgettext_lazy("a man", "co-chair"),
    "moderator": pgettext_lazy("a man", "moderator"),
    "panellist": pgettext_lazy("a man", "panellist"),
}
_OF_ANYBODY: dict[str, Promise] = {
    "speaker": gettext_lazy("speaker"),
    "co-chair": gettext_lazy("co-chair"),
    "moderator": gettext_lazy("moderator"),
    "panellist": gettext_lazy("panellist"),
}
_WORDS: dict[Gender, dict[str, Promise]] = {"f": _OF_A_WOMAN, "m": _OF_A_MAN, "": _OF_ANYBODY}

# The same above a list of several, of whom the words agree with all.
_ABOVE_WOMEN: dict[str, Any] = {
    "speaker": npgettext_lazy("a woman", "Speaker", "Speakers"),
    "co-chair": npgettext_lazy("a woman", "Co-Chair", "Co-Chairs"),
    "moderator": npgettext_lazy("a woman", "Moderator", "Moderators"),
    "panellist": npgettext_lazy("a woman", "Panellist", "Panellists"),
}
_ABOVE_MEN: dict[str, Any] = {
    "speaker": npgettext_lazy("a man", "Speaker", "Speakers"),
    "co-chair": npgettext_lazy("a man", "Co-Chair", "Co-Chairs"),
    "moderator": npgettext_lazy("a man", "Moderator", "Moderators"),
    "panellist": npgettext_lazy("a man", "Panellist", "Panellists"),
}
_ABOVE_ANYBODY: dict[str, Any] = {
    "speaker": npgettext_lazy("a person", "Speaker", "Speakers"),
    "co-chair": ngettext_lazy("Co-Chair", "Co-Chairs"),
    "moderator": ngettext_lazy("Moderator", "Moderators"),
    "panellist": ngettext_lazy("Panellist", "Panellists"),
}
_HEADINGS: dict[Gender, dict[str, Any]] = {"f": _ABOVE_WOMEN, "m": _ABOVE_MEN, "": _ABOVE_ANYBODY}


def role_word(kind: str, titles: dict[str, str]) -> str:
    """Return the word for the role of one person, whose courtesy title is {language code: text}."""
    return str(_WORDS[gender_of(titles)][kind])


def role_heading(kind: str, people: Iterable[dict[str, Any]]) -> str:
    """Return the heading above the people of one role, each of whom has a "courtesy_title"."""
    genders = [gender_of(person["courtesy_title"]) for person in people]
    return str(_HEADINGS[common_gender(genders)][kind] % len(genders))


def words_of_roles() -> list[dict[str, Promise]]:
    """Return all words for roles, which lists of people may write of a woman, a man or anybody: [{role: word}]."""
    return list(_WORDS.values())
