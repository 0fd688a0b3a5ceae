"""One class name, one meaning: a class that stands at the top of two modules is found by neither search nor memory."""

import ast
from collections import defaultdict

from lint.findings import report, tracked

APPS = ("conference", "translation", "speakers", "programme", "floor", "summary", "operations")
DJANGO_S = {"Command"}  # Django looks for a class of this name in each module of management/commands


def findings():
    places = defaultdict(list)
    for path in tracked(*(f"{app}/*.py" for app in APPS)):
        if "migrations" in path.parts:
            continue
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(statement, ast.ClassDef) and statement.name not in DJANGO_S:
                places[statement.name].append((path, statement.lineno))
    for name, found in sorted(places.items()):
        for path, line in found[1:]:
            yield path, line, f"class {name} stands in {found[0][0].name} too: one class name, one meaning"


if __name__ == "__main__":
    report(findings())
