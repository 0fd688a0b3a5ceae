"""In which script words are written, and so in which official language somebody may have typed them."""

import re

_SCRIPTS = {
    "ar": re.compile("[\u0600-\u06ff]"),
    "zh-hans": re.compile("[\u3400-\u4dbf\u4e00-\u9fff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    **dict.fromkeys(("en", "fr", "es"), re.compile("[A-Za-z\u00c0-\u024f]")),
}


def language_typed(words: str, code: str, original: str) -> str:
    """Return the language in which words were typed that no language was noted of, as far as their script tells.

    It is the page's (`code`) if they may be in it, else the original one of the conference, else the only official one
    of their script; the page's where nothing tells.
    """
    possible = [each for each, script in _SCRIPTS.items() if script.search(words)]
    for each in (code, original):
        if each in possible:
            return each
    return possible[0] if len(possible) == 1 else code
