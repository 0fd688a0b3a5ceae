"""The order of Chinese characters by pinyin, as far as lists of names need it, without a table of our own.

The first level of GB 2312 has the 3,755 characters of everyday use in the order of their sounds, so that their codes
there sort them; only what it places otherwise than lists of States do is said here. Pinyin in Latin letters is compared
by its syllables, as dictionaries have it: a ke lai si stands before ai sai luo.
"""

import re

# The characters with which each letter begins in that order.
_LETTERS = "啊a芭b擦c搭d蛾e发f噶g哈h击j喀k垃l妈m拿n哦o啪p期q然r撒s塌t挖w昔x压y匝z"  # none begins with i, u or v
_FIRST, _LAST = "啊".encode("gb2312"), "座".encode("gb2312")
_BEGINNINGS = [(_LETTERS[place].encode("gb2312"), _LETTERS[place + 1]) for place in range(0, len(_LETTERS), 2)]

# Rarer characters, and those with the same sound but more strokes: each follows another one directly.
_AFTER = {"玻": "波", "博": "伯", "利": "立", "斐": "匪", "瑙": "脑", "汶": "问"}
_SYLLABLE = re.compile(
    "(?:[zcs]h?|[bpmfdtnlgkhjqxryw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan"
    "|an|en|in|un|ai|ei|ui|ao|ou|iu|ie|ue|er|ia|ua|uo|a|o|e|(?<=[a-z])[iu]|(?<=[ln])v)"
)
_LONGEST = 6  # letters of a syllable
_READ_OTHERWISE = {"秘鲁": "必鲁"}  # bìlǔ, though elsewhere 秘 is mì


def pinyin_key(text: str) -> tuple[tuple[str, str], ...]:
    """The sort key of a name: by character or syllable, with other Latin words under their first letter."""
    for written, read in _READ_OTHERWISE.items():
        text = text.replace(written, read)
    parts: list[tuple[str, str]] = []
    word = ""
    for letter in f"{text} ":
        if letter.isascii() and letter.isalnum():
            word += letter
            continue
        if word:
            parts.extend((syllable[0], syllable) for syllable in _syllables(word) or [word])
            word = ""
        if letter.isalnum():
            parts.append(_place(letter))
    return tuple(parts)


def _syllables(word: str) -> list[str]:
    """Return the syllables of pinyin that is written as one word, none where it is no pinyin.

    One within a word begins with a vowel only where there is no other way: fangan is fan gan.
    """
    best: dict[int, tuple[int, int, list[str]]] = {len(word): (0, 0, [])}  # by where the rest of the word begins
    for start in reversed(range(len(word))):
        inner = start > 0 and word[start] in "aeo"
        ways = [
            (best[end][0] + inner, -end, [word[start:end], *best[end][2]])
            for end in range(start + 1, start + _LONGEST + 1)
            if end in best and _SYLLABLE.fullmatch(word, start, end)
        ]
        if ways:
            best[start] = min(ways)
    return best[0][2] if 0 in best else []


def _place(character: str) -> tuple[str, str]:
    """Return (first letter of the pinyin, place under that letter), after all Latin words."""
    code = _AFTER.get(character, character).encode("gb2312", "replace")
    if not _FIRST <= code <= _LAST:
        return "~", character
    letter = next(letter for beginning, letter in reversed(_BEGINNINGS) if beginning <= code)
    return letter, code.decode("latin-1") + ("+" if character in _AFTER else "")
