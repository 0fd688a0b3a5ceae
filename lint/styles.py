"""The sheets draw on tokens.css, and a class is styled in one sheet; what no page names is styled nowhere."""

import re
from collections import defaultdict

from lint.findings import ROOT, report, tracked

TOKENS = ("tokens.css", "dark.css")  # where sizes and colours are written down
OF_SCREENS = ("screen.css", "door-display.css")  # read across a room: their sizes follow the screen
OF_THE_ADMIN = "static/conference/adminsite/"  # a site of its own, on Django's sheets, whose colours are variables
WIDTHS = ("30rem", "46rem", "62rem", "76rem", "84rem")  # tokens.css says what each is for

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"(?:^|(?<=[{};]))\s*([^{}@;]+)\{([^{}]*)\}")
DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(", re.IGNORECASE)
LENGTH = re.compile(r"(?<![\w-])\d*\.?\d+(?:px|rem|em|%|vw|vh)|\b(?:small|large|medium)\b")
PAPER = re.compile(r"\d(?:mm|pt)\b")
WIDTH = re.compile(r"\((?:min|max)-width:\s*([^)]+)\)")
CLASSES = re.compile(r'class="((?:\{%.*?%\}|\{\{.*?\}\}|[^"])*)"', re.DOTALL)
STRING = re.compile(r""""[^"\n]*"|'[^'\n]*'|`[^`]*`""")
CLASS = re.compile(r"\.(-?[a-zA-Z][\w-]*)")
WITHOUT = re.compile(r":(?:not|has)\((?:[^()]|\([^()]*\))*\)")


def findings():
    sheets = {path: blanked(path.read_text(encoding="utf-8")) for path in tracked("static/*.css")}
    for path, text in sheets.items():
        yield from raw_values(path, text)
    ours = {path: text for path, text in sheets.items() if OF_THE_ADMIN not in path.as_posix()}
    yield from styled_twice(ours)
    yield from styled_for_nothing(ours)


def blanked(text):
    """The sheet with its comments emptied, line by line, so that places in it stay what they are."""
    return COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)


def raw_values(path, text):
    for found in WIDTH.finditer(text):
        if found[1] not in WIDTHS:
            yield path, line_of(text, found.start()), f"a page changes at {', '.join(WIDTHS)}, not at {found[1]}"
    if path.name in TOKENS:
        return
    for rule in RULE.finditer(text):
        for declaration in DECLARATION.finditer(rule[2]):
            name, value = declaration[1], declaration[2].strip()
            line = line_of(text, rule.start(2) + declaration.start())
            if COLOUR.search(value) and not (OF_THE_ADMIN in path.as_posix() and name.startswith("--")):
                yield path, line, f"{name}: {value}: a colour is a token of tokens.css"
            if path.name in OF_SCREENS or PAPER.search(value):
                continue
            size = value.partition("/")[0] if name == "font" else value
            if name in ("font", "font-size") and LENGTH.search(without_variables(size)) and value != "100%":
                yield path, line, f"{name}: {value}: a size of type is a token of tokens.css"
            if name.endswith("radius") and LENGTH.search(without_variables(value)):
                yield path, line, f"{name}: {value}: a radius is a token of tokens.css"


def without_variables(value):
    return re.sub(r"var\([^)]*\)", "", value)


def styled_twice(sheets):
    """A class that stands by itself in two sheets; within something else a sheet may place what another one draws."""
    homes = defaultdict(dict)
    for path, text in sheets.items():
        for line, selector in selectors(text):
            if len(outside_brackets(WITHOUT.sub("", selector), " >+~")) == 1:
                for name in CLASS.findall(WITHOUT.sub("", selector))[:1]:
                    homes[name].setdefault(path, line)
    for name, places in sorted(homes.items()):
        first, *others = places
        for path in others:
            yield path, places[path], f".{name} is styled in {first.relative_to(ROOT)} too: one class, one sheet"


def styled_for_nothing(sheets):
    """A class that no template, script or module names. A name that is put together there counts by its beginning."""
    templates, code = (text_of(*patterns) for patterns in (("*.html",), ("*.js", "*.py", ":!tests")))
    named = [*CLASSES.findall(templates), *STRING.findall(code)]
    words = set(re.findall(r"-?[a-zA-Z][\w-]*", " ".join(named)))
    beginnings = tuple(set(re.findall(r"([a-z][\w-]*-)(?=[{\"'`$])", " ".join(named))))
    for path, text in sheets.items():
        found = ((name, line) for line, selector in selectors(text) for name in CLASS.findall(selector))
        for name, line in dict(reversed(list(found))).items():
            if name not in words and not name.startswith(beginnings):
                yield path, line, f".{name}: no template, script or module names it"


def text_of(*patterns):
    return "\n".join(path.read_text(encoding="utf-8") for path in tracked(*patterns))


def selectors(text):
    for rule in RULE.finditer(text):
        if re.match(r"\s*(from|to|\d+%)", rule[1]):
            continue
        for selector in outside_brackets(rule[1], ","):
            yield line_of(text, rule.start(1) + len(rule[1]) - len(rule[1].lstrip())), selector.strip()


def outside_brackets(text, marks):
    """The parts between any of the marks, where a mark within brackets divides nothing."""
    depth, parts = 0, [""]
    for character in text.strip():
        depth += (character in "([") - (character in ")]")
        if character in marks and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return [part for part in parts if part.strip()]


def line_of(text, place):
    return text.count("\n", 0, place) + 1


if __name__ == "__main__":
    report(findings())
