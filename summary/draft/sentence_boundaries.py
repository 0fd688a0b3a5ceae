"""Where a text can be split into sentences and how two texts are joined, in each language."""

import re

# No match begins within a row of marks: a line of dots, as in a table of contents, would take many seconds.
_END = re.compile(
    r"(?<![.!?؟…])[.!?؟…]++[\"'”»’)\]]*(?:\[\^\d+\])*(?P<gap>[\s\u00a0]+)|[。！？]+[”’）」]*(?:\[\^\d+\])*(?P<none>)"
)
# After these a full stop ends no sentence; after a single letter it does not either.
_SHORTENED = {"mr", "ms", "mrs", "dr", "prof", "st", "no", "nos", "para", "paras", "art", "sr", "sra", "m", "mme"}
_SHORTENED |= {"núm", "п", "пп", "г", "гг", "г-н", "г-жа", "им", "ст", "т", "см", "д-р"}
_LONGEST_WORD = 40  # further back nothing is looked at
_LAST_WORD = re.compile(r"([^\W\d_-]+(?:-[^\W\d_]+)*)\.$")


def sentences(text: str) -> list[str]:
    """Returns the sentences of a text, each with the space after it; joined, they are the text again."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        before = max(start, match.start() - _LONGEST_WORD)
        word = _LAST_WORD.search(text[before : match.end()].rstrip())
        if word and (len(word[1]) == 1 or word[1].lower() in _SHORTENED):
            continue
        if match.end() < len(text):
            found.append(text[start : match.end()])
            start = match.end()
    return [*found, text[start:]] if text[start:] else found


def parts_of(text: str, number: int) -> tuple[str, str]:
    """Splits a text after a number of sentences and returns the two parts."""
    found = sentences(text)
    return "".join(found[:number]).rstrip(), "".join(found[number:]).strip()


def joined(first: str, second: str, code: str) -> str:
    """Returns two texts as one; Chinese has no space between sentences."""
    return ("" if code == "zh-hans" else " ").join(text for text in (first, second) if text)
