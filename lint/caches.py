"""A cache registers itself (`conference/caches.py`), so that tests begin without any: no module makes one otherwise."""

import ast

from lint.findings import report, tracked

APPS = ("conference", "translation", "speakers", "programme", "floor", "summary", "operations")
KEPT_BY_PYTHON = {"cache", "lru_cache"}
EMPTY = {"dict", "list", "set", "defaultdict", "OrderedDict", "WeakKeyDictionary", "WeakValueDictionary", "WeakSet"}
# What a module collects and is no cache: what others register with it, and what is going on now.
NO_CACHES = {
    "conference/caches.py": {"_registered", "_constants"},
    "conference/inspection/process.py": {"_uploaders"},
    "floor/notifications.py": {"callbacks"},
    "programme/models/letter_placeholders.py": {"PROVIDED"},
    "translation/texts/documents.py": {"_documents"},
}


def findings():
    for path in tracked(*(f"{app}/*.py" for app in APPS)):
        if "migrations" not in path.parts:
            for line, sentence in found_in(ast.parse(path.read_text(encoding="utf-8")), path.as_posix()):
                yield path, line, sentence


def found_in(module, path):
    """Yield (line, sentence) for each cache of a module that does not register itself."""
    own = next((names for name, names in NO_CACHES.items() if path.endswith(name)), set())
    is_registry = path.endswith("conference/caches.py")
    for statement in ast.walk(module):
        if isinstance(statement, ast.ImportFrom) and statement.module == "functools" and not is_registry:
            for alias in statement.names:
                if alias.name in KEPT_BY_PYTHON:
                    yield statement.lineno, f"functools.{alias.name}: use `cached` or `constant` of conference.caches"
    for statement in module.body:
        for name in _names_of_empty(statement):
            if name not in own:
                yield statement.lineno, f"{name} is filled later: use `Cache` of conference.caches"


def _names_of_empty(statement):
    """The names that a statement of a module gives to an empty collection."""
    if isinstance(statement, ast.Assign | ast.AnnAssign) and _is_empty(statement.value):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _is_empty(value):
    if isinstance(value, ast.Dict):
        return not value.keys
    if isinstance(value, ast.List):
        return not value.elts
    is_call = isinstance(value, ast.Call) and isinstance(value.func, ast.Name)
    return is_call and value.func.id in EMPTY and not (value.args and value.func.id != "defaultdict")


if __name__ == "__main__":
    report(findings())
