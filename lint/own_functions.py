"""Tests replace none of our own functions: what is replaced is not tested. They give real input instead.

A number or a path that a module names in capitals may be made smaller for a test, and what is not ours may be replaced:
the clock, a socket.
"""

import ast

from lint.findings import report, tracked

APPS = ("conference", "translation", "speakers", "programme", "floor", "summary", "operations")
REPLACING = {"setattr", "delattr", "setitem", "delitem"}
SENTENCE = "our own code is replaced: give real input, such as `tests.together.just_before`, or a setting"


def findings():
    for path in tracked("tests/*.py"):
        for line, sentence in found_in(ast.parse(path.read_text(encoding="utf-8"))):
            yield path, line, sentence


def found_in(module):
    """Yield (line, sentence) for each replacement of what is ours."""
    own = set(_names_from_apps(module))
    for node in ast.walk(module):
        if isinstance(node, ast.Import | ast.ImportFrom) and _is_mock(node):
            yield node.lineno, "unittest.mock: write a small real thing instead"
        elif isinstance(node, ast.Call) and _replaces(node, own):
            yield node.lineno, SENTENCE
        elif isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Attribute) and _is_module(target.value, own) and not target.attr.isupper():
                    yield node.lineno, SENTENCE


def _names_from_apps(module):
    """The names that the test imports from our apps; modules and classes alike."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in APPS:
            yield from (alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.Import):
            names = (alias.asname or alias.name for alias in node.names if alias.name.split(".")[0] in APPS)
            yield from (name.split(".")[0] for name in names)


def _is_mock(node):
    if isinstance(node, ast.Import):
        return any(alias.name in ("mock", "unittest.mock") for alias in node.names)
    return node.module in ("mock", "unittest.mock") or (node.module == "unittest" and node.names[0].name == "mock")


def _replaces(call, own):
    """Whether a call such as `monkeypatch.setattr(target, "name", value)` replaces more than a constant of ours."""
    if not (isinstance(call.func, ast.Attribute) and call.func.attr in REPLACING and call.args):
        return False
    target = call.args[0]
    if isinstance(target, ast.Constant) and isinstance(target.value, str):
        parts = target.value.split(".")
        return parts[0] in APPS and not parts[-1].isupper()
    name = call.args[1].value if len(call.args) > 1 and isinstance(call.args[1], ast.Constant) else ""
    return _root(target) in own and not str(name).isupper()


def _is_module(node, own):
    """Whether an assignment is to a name of a module: `module.name = ...`, and not to a field of a row."""
    return isinstance(node, ast.Name) and node.id in own and node.id.islower()


def _root(node):
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


if __name__ == "__main__":
    report(findings())
