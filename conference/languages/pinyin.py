"""The order of Chinese characters by pinyin, as far as lists of names need it, without a table of our own.

The first level of GB 2312 has the 3,755 characters of everyday use in the order of their sounds, so that their codes
there sort them; only what it places otherwise than lists of States do is said here.
"""

# The characters with which each letter begins in that order.
_LETTERS = "啊a芭b擦c搭d蛾e发f噶g哈h击j喀k垃l妈m拿n哦o啪p期q然r撒s塌t挖w昔x压y匝z"  # none begins with i, u or v
_FIRST, _LAST = "啊".encode("gb2312"), "座".encode("gb2312")
_BEGINNINGS = [(_LETTERS[place].encode("gb2312"), _LETTERS[place + 1]) for place in range(0, len(_LETTERS), 2)]

# Rarer characters, and those with the same sound but more strokes: each follows another one directly.
_AFTER = {"玻": "波", "博": "伯", "利": "立", "斐": "匪", "瑙": "脑", "汶": "问"}
_READ_OTHERWISE = {"秘鲁": "必鲁"}  # bìlǔ, though elsewhere 秘 is mì


def pinyin_key(text: str) -> tuple[tuple[str, str], ...]:
    """The sort key of a name: by character, with Latin words under their first letter."""
    for written, read in _READ_OTHERWISE.items():
        text = text.replace(written, read)
    parts, word = [], ""
    for letter in f"{text} ":
        if letter.isascii() and letter.isalnum():
            word += letter
            continue
        if word:
            parts.append((word[0], word))
            word = ""
        if letter.isalnum():
            parts.append(_place(letter))
    return tuple(parts)


def _place(character: str) -> tuple[str, str]:
    """Return (first letter of the pinyin, place under that letter), after all Latin words."""
    code = _AFTER.get(character, character).encode("gb2312", "replace")
    if not _FIRST <= code <= _LAST:
        return "~", character
    letter = next(letter for beginning, letter in reversed(_BEGINNINGS) if beginning <= code)
    return letter, code.decode("latin-1") + ("+" if character in _AFTER else "")
