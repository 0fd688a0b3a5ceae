"""The checks that translators have at their desk, run on what the software itself ships in six languages.

Messages, letters, groups and the texts of the dialogue are checked against their English, with the shipped glossary and
the names of the States. A placeholder is one character, so that it is neither a word nor a space. The list of what is
allowed names a finding by its language, check and subject, for all messages or for one: `fr terms co-chair`,
`ar numbers 0 | Second 0`.
"""

import csv
import os
import sys

import django

from lint.findings import ROOT, report
from lint.language.allowed import Allowed, one_line
from lint.language.messages import FOLDERS, catalogue
from lint.language.texts import CODES, ELEMENT, PLACEHOLDER, units

PLACED = "\ue000"  # of no script and no use: the checks take it for a letter that they do not know
GLOSSARY = ROOT / "translation" / "data" / "glossary.csv"
STATES = ROOT / "speakers" / "data"


def findings():
    allowed = Allowed("desk")
    for path, line, name, key, finding in _findings():
        if name not in allowed and f"{name} | {key}" not in allowed:
            yield path, line, f"{finding} ({name} | {key})".replace(PLACED, "…")
    yield from allowed.faults()


def write():
    """Allow what is found, a term as a whole and all else for its message, and no more."""
    allowed, added = Allowed("desk"), set()
    for _path, _line, name, key, finding in _findings():
        if name not in allowed and f"{name} | {key}" not in allowed:
            added.add(name if finding.check in ("terms", "names") else one_line(f"{name} | {key}"))
    allowed.update(added)


def _findings():
    """What the desk would warn of: (path, line, how the list names it, how it names the message, finding)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")
    django.setup()
    for code in FOLDERS:
        check = checker_for(code).check
        for path, line, key, source, target in _pairs(code):
            for finding in check(*_placed(source, target)):
                yield path, line, f"{code} {finding.check} {_about(finding)}", key, finding


def _about(finding):
    """What a finding is about, as the list names it: a term, a number, a mark, else its kind."""
    told = (finding.detail[name] for name in ("term", "name", "number", "mark") if name in finding.detail)
    return str(next(told, finding.kind)).casefold()


def checker_for(code):
    """The desk's checker from English, with the glossary and the names of the States that are shipped."""
    from translation.checks import Checker
    from translation.glossary.files import read_glossary

    terms = read_glossary(GLOSSARY.name, GLOSSARY.read_bytes())
    listed = {variant.text.casefold() for term in terms for variant in term.variants.get("en", ())}
    return Checker("en", code, terms, [state for state in _states() if state.concept.casefold() not in listed])


def _states():
    """The States, each with the short and formal names that it has or had."""
    from translation.glossary.terms import ConceptTerms

    names = {}
    for file in ("states.csv", "former_names.csv"):
        with (STATES / file).open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                for form in ("name", "formal"):
                    six = {code: row[f"{form}_{code.replace('-', '_')}"] for code in CODES}
                    names.setdefault(row["iso3"], []).append(six)
    return [ConceptTerms.of_name(of_state[0]["en"], *of_state) for of_state in names.values()]


def _pairs(code):
    """What there is in a language, with its English: (path, line, how lists name it, English, text)."""
    for message in catalogue(code):
        for source, target in message.pairs():
            yield message.path, message.line, message.key, source, target
    for path, six in units():
        if six.get("en") and six.get(code):
            yield path, 1, six["en"][:50], six["en"], six[code]


def _placed(source, target):
    """Both texts with a character for each placeholder, and without the spaces that the source begins or ends with."""
    both = [PLACEHOLDER.sub(PLACED, ELEMENT.sub("", text)) for text in (source, target)]
    return [text.strip(" ") for text in both] if both[0] != both[0].strip(" ") else both


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    else:
        report(findings())
