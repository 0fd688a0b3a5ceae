"""Turns of phrase over which readers stumbled, each with what to write instead; house words of the field come first."""

import re

from lint.findings import report, tracked

# What testers and reviewers stopped at. The reason stands beside each.
TURNS = {
    r"for who (may|has|is|can)\b": "name the people: “for staff who may release”",
    r"\bas things stand\b": "say “today” or name the state",
    r"\bwhat stands (now|there)\b": "name the thing: “the current text”",
    r"\bmeanwhile\b": "say since when: “since you opened the page”",
    r"\bby now\b": "leave it out, or name the moment",
    r"\bwhom tried\b": "name the person: “the uploader”",
    r"\b(is|are) given to you\b": "say “assigned to you”",
    r"\bwho may reopen it\b": "name the role",
    r"\bhand(ed|s|ing)?[- ]in\b(?!/| hand| the admin)": "people upload files",
    r"\bNotTaken\b": "it is ImportRefused",
}
# Words that stand in a migration or in rows of the audit trail, and change with the model that they name.
KEPT = ("uploaded at", "statement: hand in")
FILES = ("*.py", "*.html", "*.txt", "*.md", "*.js", "*.css")
LEFT_OUT = re.compile(r"/migrations/|^lint/words\.py$|requirements.*\.txt$|/data/|^locale/")
PATTERNS = [(re.compile(turn, re.IGNORECASE), instead) for turn, instead in TURNS.items()]


def findings():
    for path in tracked(*FILES):
        if LEFT_OUT.search(path.as_posix().split("/", 1)[-1]) or LEFT_OUT.search(path.name):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for pattern, instead in PATTERNS:
                found = pattern.search(line)
                if found and not any(kept in line for kept in KEPT):
                    yield path, number, f"“{found[0]}”: {instead}"


if __name__ == "__main__":
    report(findings())
