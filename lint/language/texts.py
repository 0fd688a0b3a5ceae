"""What is shipped in six languages, with its places: messages, letters, groups, the dialogue of 2012, guides."""

import json
import re
from functools import cache

from lint.findings import ROOT, tracked
from lint.language.messages import FOLDERS, catalogue

CODES = ("ar", "zh-hans", "en", "fr", "ru", "es")
PLACEHOLDER = re.compile(r"%\(\w+\)[\d.]*[a-zA-Z]|%%|%[sd]|\{\w*(?:\.\w+)*\}")
ELEMENT = re.compile(r"</?[a-zA-Z][^<>]*>|&[a-z]+;")
_ADDRESS = re.compile(
    r"https?://\S+|\S+@\S+\.\w+|\b[\w.-]+\.(?:org|int|com|net)\b|(?<![\w/])/[\w/.-]+|\*?\.[a-z]{3,4}\b"
)
_CODE = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)", re.DOTALL)
# Data with one file for each language, and data with all languages in one file.
_EACH = ("programme/data/letters/{}.json", "programme/data/human-trafficking-2012/texts.{}.json")
_ALL = ("floor/data/groups.json", "speakers/data/precedence.json", "summary/data/human-trafficking-2012/summary.json")


@cache
def texts(code):
    """The texts in a language: [(path, line, text)]. Those of English are the source texts of the messages."""
    messages = catalogue(code if code in FOLDERS else "fr")
    found = []
    for message in messages:
        own = message.forms if code in FOLDERS else message.sources
        found += [(message.path, message.line, text) for text in own]
    found += [(path, 1, six[code]) for path, six in units() if six.get(code)]
    return found + [(path, number, text) for path, number, text in _guide(code)]


@cache
def units():
    """The texts of the data files, each in its languages: [(path, {code: text})]; the path is that of the French."""
    found = [(ROOT / name, six) for name in _ALL for six in _in_languages(_read(ROOT / name))]
    for name in _EACH:
        by_code = {code: dict(_strings(_read(ROOT / name.format(code)))) for code in CODES}
        for key in by_code["en"]:
            if str(key[-1]).endswith(".sort_name"):
                continue  # how a name is sorted: in Chinese by its Latin letters
            found.append(
                (ROOT / name.format("fr"), {code: texts[key] for code, texts in by_code.items() if key in texts})
            )
    return found


def _read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def _in_languages(value):
    """The dictionaries of a tree that hold one text in several languages."""
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict) and {"en", "fr"} <= value.keys():
        yield value
    else:
        for each in children:
            yield from _in_languages(each)


def _strings(value, place=()):
    """The strings of a tree of JSON, by the keys that lead to them."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _strings(each, (*place, key))


def _guide(code):
    """The paragraphs of a guide in a language of its own, such as docs/translators.fr.md."""
    for path in tracked(f"docs/*.{code}.md"):
        text = _CODE.sub(lambda found: "\n" * found[0].count("\n"), path.read_text(encoding="utf-8"))
        for number, line in enumerate(text.splitlines(), 1):
            yield path, number, line


def plain(text):
    """A text without placeholders, tags, addresses and endings of files, a space for each."""
    for pattern in (ELEMENT, PLACEHOLDER, _ADDRESS):
        text = pattern.sub(" ", text)
    return text
