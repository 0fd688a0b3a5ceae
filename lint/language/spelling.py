"""Spelling, by hunspell and its dictionaries, of what is shipped in five languages; Chinese has no words to look up.

The dictionaries are Debian's and never shipped. Where hunspell or one of them is not installed, the check says so and
passes; in CI it fails.
"""

import os
import re
import shutil
import subprocess
import sys

from lint.findings import report
from lint.language.allowed import Allowed
from lint.language.texts import plain, texts

DICTIONARIES = {"ar": "ar", "en": "en_GB", "es": "es_ES", "fr": "fr", "ru": "ru_RU"}
PACKAGES = "hunspell hunspell-ar hunspell-en-gb hunspell-es hunspell-fr hunspell-ru"
_VOWELS = re.compile("[\u064b-\u0652\u0640]")  # marks of Arabic that dictionaries leave out
# The letters of a language; a word in those of another is a name, a format or a code.
_LETTERS = {"ar": "\u0621-\u064a", "ru": "\u0400-\u04ff"}
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_WORDS = {code: re.compile(rf"[{letters}]+(?:[’'-][{letters}]+)*") for code, letters in _LETTERS.items()}
_LATIN_WORD = re.compile(rf"(?<!\w)[{_LATIN}]+(?:[’'-][{_LATIN}]+)*(?!\w)")


def findings():
    if missing := _missing():
        sys.stderr.write(f"Spelling was not checked: {missing} (apt-get install {PACKAGES}).\n")
        if os.environ.get("CI") == "true":
            sys.exit(1)
        return
    for code, dictionary in DICTIONARIES.items():
        yield from _unknown(code, dictionary)


def _missing():
    """What is not installed, in words; empty where all is."""
    if not shutil.which("hunspell"):
        return "hunspell is not installed"
    said = subprocess.run(["hunspell", "-D"], stdin=subprocess.DEVNULL, capture_output=True, text=True).stderr
    there = {line.rpartition("/")[2] for line in said.splitlines()}
    lacking = sorted(set(DICTIONARIES.values()) - there)
    return f"hunspell lacks the dictionaries {', '.join(lacking)}" if lacking else ""


def _unknown(code, dictionary):
    """The words of a language that neither its dictionary nor its list has, each with the first place of it."""
    places, asked = {}, set()
    for path, line, text in texts(code):
        for word in words(text, code):
            asked.add(word)
            for part in (word, *re.split("[-']", word)):  # dictionaries differ in what they take for one word
                places.setdefault(part, (path, line))
    allowed = Allowed(f"words_{code}")
    used = {part for part in places if part in allowed}  # needed as long as it is used: dictionaries learn words
    for word in sorted(unknown_to(dictionary, asked) - used):
        yield *places[word], f"“{word}” is not in the dictionary; mend it, or allow it in {allowed.path.name}"
    yield from allowed.faults()


def write():
    """Allow every unknown word, and no other any longer; whoever calls this reads the words that it adds."""
    for code, dictionary in DICTIONARIES.items():
        asked = {word for _path, _line, text in texts(code) for word in words(text, code)}
        Allowed(f"words_{code}").write(unknown_to(dictionary, asked))


def words(text, code):
    """The words of a text in the letters of its language, without acronyms, single letters and vowel marks."""
    for word in _WORDS.get(code, _LATIN_WORD).findall(_VOWELS.sub("", plain(text))):
        is_acronym = word.isupper() and word.lower() != word
        if not is_acronym and len(word) > 1:
            yield word.replace("’", "'")


def unknown_to(dictionary, words):
    """Those of the words that hunspell does not know."""
    asked = "\n".join(sorted(words))
    command = ["hunspell", "-l", "-i", "utf-8", "-d", dictionary]
    return set(subprocess.run(command, input=asked, capture_output=True, check=True, text=True).stdout.split())


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    else:
        report(findings())
