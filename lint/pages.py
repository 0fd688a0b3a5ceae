"""The form of templates, style sheets and scripts that the content security policy and right-to-left pages ask for."""

import re
import sys

import cssbeautifier

from lint.findings import report, tracked

# Characters in a line; `lint.templates` breaks those of templates.
LONGEST = {"html": 120, "css": 120, "js": 220}

TEMPLATE_RULES = {
    r"<(script|style)>": "inline code is refused by the content security policy",
    r"\s(style|on[a-z]+)=[\"']": "inline styles and handlers are refused by the content security policy",
    r"\|safe\b|\{% autoescape off": "text is escaped; mark in Python what is markup, with the reason",
    r"\bbgcolor=|<(center|font)\b": "presentation belongs in a style sheet",
}
STYLE_RULES = {
    r"\b(margin|padding|border)-(left|right)\b": "use -inline-start and -end: Arabic runs the other way",
    r"\b(text-align|float|clear):\s*(left|right)\b": "use start and end: Arabic runs the other way",
    r"(?<![\w-])(left|right):\s*[^;]+;": "use inset-inline-start and -end: Arabic runs the other way",
    r"url\(\s*[\"']?(https?:)?//": "nothing is loaded from elsewhere",
}
SCRIPT_RULES = {r"\beval\(|new Function\(": "refused by the content security policy"}
CHECKS = {"templates/*.html": TEMPLATE_RULES, "static/*.css": STYLE_RULES, "static/*.js": SCRIPT_RULES}
DJANGO_S = ("templates/admin/includes/fieldset.html",)  # follows Django's own template line by line


def findings():
    for pattern, rules in CHECKS.items():
        longest = LONGEST[pattern.rpartition(".")[2]]
        compiled = [(re.compile(rule), why) for rule, why in rules.items()]
        for path in tracked(pattern, *(f":!{name}" for name in DJANGO_S)):
            text = path.read_text(encoding="utf-8")
            if path.suffix == ".css" and beautified(text) != text:
                yield path, 1, "not in the form of cssbeautifier: run `make format`"
            for number, line in enumerate(text.splitlines(), 1):
                if len(line) > longest:
                    yield path, number, f"a line of {len(line)} characters; {longest} at most"
                for rule, why in compiled:
                    if rule.search(line):
                        yield path, number, why


def beautified(text):
    """A style sheet in the one form of this project: one declaration a line, two spaces."""
    options = cssbeautifier.default_options()
    options.indent_size = 2
    options.end_with_newline = True
    return cssbeautifier.beautify(text, options)


def reform():
    """Write each style sheet anew in its form."""
    for path in tracked("static/*.css"):
        path.write_text(beautified(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    if "--write" in sys.argv:
        reform()
    else:
        report(findings())
