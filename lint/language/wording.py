"""One message, one meaning: words that are translated in two ways or used in two apps, and numbers in messages."""

import re
import sys
from collections import defaultdict

from lint.findings import report
from lint.language.allowed import Allowed, one_line
from lint.language.messages import catalogue, messages

# A number with a noun in the plural after it; at most so many of a constant need no other form.
_COUNT = re.compile(
    r"%\((?:number|count|total|left|missing|minutes|seconds|days|hours)\)[sd] "
    r"(?!is|has|was|names)[a-z ]{0,12}[a-z]s\b"
)
_THOUSANDS = re.compile(r"(?<![\w/.-])\d{1,3}[,\u00a0\u202f ]\d{3}\b|(?<![\w/.:-])[1-9]\d{4,}(?![\w/.-])")


def findings():
    for name, find in CHECKS.items():
        allowed = Allowed(name)
        for message, entry, sentence in find():
            if entry not in allowed:
                yield message.path, message.line, f"{sentence}: {entry}"
        yield from allowed.faults()


def two_translations():
    """Yield source texts of one context that differ in case or in the mark at the end alone; translations in more."""
    found = defaultdict(list)
    for message in messages():
        if len(message.sources) == 1:
            found[message.code, message.context, _folded(message.sources[0])].append(message)
    for (code, _context, source), alike in found.items():
        translations = {_folded(message.forms[0]): message for message in alike}
        if len(translations) > 1:
            entry = f"{code} {source} = " + " / ".join(sorted(translations))
            yield alike[-1], entry, "one English text, several translations"


def two_places():
    """Yield words without a context in different apps, where one may have two meanings."""
    for message in catalogue("fr"):
        rooms = sorted({room_of(place) for place in message.places})
        if not message.context and len(message.sources[0].split()) == 1 and len(rooms) > 1:
            yield message, message.sources[0], f"a word without a context in {', '.join(rooms)}"


def room_of(place):
    """The app that a file belongs to."""
    parts = place.split("/")
    return parts[1] if parts[0] == "templates" and len(parts) > 2 else parts[0]


def numbers():
    """Yield counts without a plural, and thousands that are written into a message as English writes them."""
    for message in catalogue("fr"):
        if len(message.sources) == 1 and _COUNT.search(message.sources[0]):
            yield message, message.key, "a count without a plural"
        if any(map(_THOUSANDS.search, message.sources)):
            yield message, message.key, "pass the number as a placeholder, which each language writes its own way"


CHECKS = {"two_translations": two_translations, "two_places": two_places, "numbers": numbers}


def _folded(text):
    return text.casefold().rstrip(".:…\u00a0：。 ")


def write():
    """Allow all that is found, and no more; whoever calls this reads what it adds."""
    for name, find in CHECKS.items():
        Allowed(name).write({one_line(entry) for _message, entry, _sentence in find()})


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    else:
        report(findings())
