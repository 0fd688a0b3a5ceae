"""Punctuation that a language owns and code writes itself: colons, commas and brackets beside words for people.

French has a space before the colon, Chinese neither a space after it nor brackets of Latin width: what stands between
two translated pieces is a message, of `conference.languages.lists`, or part of the sentence.
"""

import ast
import re

from lint.findings import ROOT, report, tracked

CODE = "conference floor programme speakers summary translation operations".split()
# What is written in English alone, for a terminal, a log or a developer.
ENGLISH = re.compile(
    r"/(migrations|management|serving|logs|inspection|backup|transfer|processes|demo|demonstration|documents/pdf\w*)/"
    r"|conference/(settings|environment|checks|database_\w+|mail_\w+|rollback|password_hashing|migration_states)\.py"
)
# What machines read, or is the same in all languages.
EXCEPTIONS = {
    "conference/accounts/browsers.py": "names of products",
    "conference/accounts/factors.py": "kept with an act",
    "conference/accounts/proposals.py": "kept with an act",
    "conference/bulk_update.py": "SQL",
    "conference/colleagues/giving.py": "kept with an act",
    "conference/colleagues/inviting.py": "kept with an act",
    "conference/fields.py": "addresses as mail has them",
    "conference/files/atomic_write.py": "a terminal",
    "conference/files/catalogues.py": "a terminal",
    "conference/prepared.py": "for developers",
    "conference/released_pages.py": "a header",
    "floor/models/intervention.py": "in the language of who wrote it, which is not known",
    "floor/seats/device_access.py": "names of products",
    "operations/disclosure/views.py": "RFC 9116",
    "operations/wording/exports.py": "a comment of a catalogue",
    "programme/api/responses.py": "a header",
    "programme/letters/addresses.py": "addresses as mail has them",
    "programme/letters/mail.py": "addresses as mail has them",
    "programme/letters/sending.py": "addresses as mail has them",
    "programme/role_columns/part.py": "cells that are read again",
    "speakers/filling.py": "names for sorting as they are typed",
}
PUNCTUATION = re.compile(r"[\s:;,()–—·\u2068\u2069\u00a0]+")
OWNED = re.compile(r"[:;,] | \(")
# In templates, where blocks of translated words are blanked: they hold the punctuation of their own language.
WORDS = re.compile(r"\{%\s*(blocktranslate|comment)\b.*?\{%\s*end\1\s*%\}", re.DOTALL)
ENDS = r"(?:%\}|\}\}|\ue000)(?:</(?:strong|span|bdi|em|b|a|del|ins|time|code)>)*"
ENDS_IN_COLON = r'\{% translate "[^"]+:"(?: context "[^"]+")? %\}(?:</(?:strong|span|bdi|em|b|a)>)*'
RULES = {
    ENDS + r"[:：]": "a colon behind a piece of a sentence: use {% labelled %} or the filter as_label",
    ENDS + r"\s*\((?!\s*\))": "a bracket behind a piece of a sentence: use {% in_brackets %}",
    ENDS + r"(?:[,;](?=[\s<])|、)": "a comma behind a piece of a sentence: use {% comma %} or {% clause_comma %}",
    ENDS + r"[.。](?=[\s<])": "a full stop behind a piece of a sentence: use {% full_stop %}",
    ENDS_IN_COLON + r"(?: +|\n +)(?!<(?:ul|ol|br|p|h\d|li|dl|table|form)\b|</|\{% (?:end|else|comment|if|for))": (
        "a space behind the colon of a message: use {% gap %}"
    ),
    r'\{% translate "[,;:] ?"': "a message of punctuation alone: use {% comma %} or {% clause_comma %}",
}


def findings():
    for path in tracked(*(f"{app}/*.py" for app in CODE)):
        if not ENGLISH.search(path.as_posix()) and path.relative_to(ROOT).as_posix() not in EXCEPTIONS:
            yield from findings_of_code(path)

    for path in tracked("templates/*.html", "templates/*.txt", ":!templates/admin/includes/fieldset.html"):
        yield from findings_of_template(path)


def findings_of_template(path):
    words = WORDS.sub(lambda found: "\ue000" + "\n" * found[0].count("\n"), path.read_text(encoding="utf-8"))
    for rule, why in RULES.items():
        for found in re.finditer(rule, words):
            yield path, words.count("\n", 0, found.end()) + 1, why


def findings_of_code(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if said := joins(node):
            yield path, node.lineno, f"{said!r} between pieces of a sentence: use conference.languages.lists"


def joins(node):
    """Return the punctuation that an expression sets between its pieces, if it is that of a language."""
    if isinstance(node, ast.JoinedStr):
        inner = [part.value for part in node.values if isinstance(part, ast.Constant)]
        is_bare = len(node.values) - len(inner) > 1 and all(map(PUNCTUATION.fullmatch, inner))
        return "".join(inner) if is_bare and OWNED.search("".join(inner)) else ""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join":
        glue = node.func.value
        if isinstance(glue, ast.Constant):
            is_sentence = glue.value == " " and "messages" in ast.unparse(node)
            return glue.value if is_sentence or glue.value in (", ", "; ", ": ") else ""
    return ""


if __name__ == "__main__":
    report(findings())
