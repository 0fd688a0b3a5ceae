"""Which tests reach which lines: a copy of the tree whose functions note their statements, and pytest's plugin for it.

    python -m pytest -p planted_reach TESTS        in the copy that `instrument` has made

The plugin writes what it learned to the file that REACH names: {test: [seconds, passed, ["path:line", ...]]}.
"""

import ast
import json
import os
import time
from pathlib import Path

PLUGIN = "planted_reach"
_seen = set()
_tests, _state = {}, {"is_pytest": False, "test": None}


def note(place):
    _seen.add(place)
    if not _state["is_pytest"] and "REACH" in os.environ:  # a process that a test has started
        with open(f"{os.environ['REACH']}.others", "a") as file:
            file.write(f"{os.environ.get('PYTEST_CURRENT_TEST', '').rpartition(' ')[0]}\t{place}\n")


def instrument(copy, paths):
    """Let each statement of each function say that it was reached."""
    (copy / f"{PLUGIN}.py").write_text(Path(__file__).read_text())
    for path in paths:
        tree = ast.parse((copy / path).read_text())
        for function in [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]:
            for node in [function, *ast.walk(function)]:
                for name in ("body", "orelse", "finalbody"):
                    statements = getattr(node, name, None)
                    if isinstance(node, ast.ClassDef) or not isinstance(statements, list) or not statements:
                        continue
                    setattr(node, name, _noting(path, statements))
        start = 1 if ast.get_docstring(tree) is not None else 0
        while isinstance(tree.body[start : start + 1] and tree.body[start], ast.ImportFrom):
            if tree.body[start].module != "__future__":
                break
            start += 1
        tree.body[start:start] = ast.parse(f"import {PLUGIN} as _reach").body
        (copy / path).write_text(ast.unparse(ast.fix_missing_locations(tree)))


def _noting(path, statements):
    noted = []
    for statement in statements:
        is_docstring = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        is_noted = noted and getattr(noted[-1], "is_note", False)
        if hasattr(statement, "is_note") or is_docstring or is_noted:
            noted.append(statement)
            continue
        place = f"{path}:{statement.lineno}"
        note = ast.parse(f"{place!r} in _reach._seen or _reach.note({place!r})").body[0]
        note.is_note = True
        noted += [note, statement]
    return noted


def pytest_sessionstart():
    _state["is_pytest"] = True


def pytest_runtest_logstart(nodeid):
    if _state["test"] is None:  # what was reached while the modules were loaded is reached by all
        _tests[""] = [0, True, sorted(_seen)]
    _seen.clear()
    _state.update(test=nodeid, began=_moment())
    _tests[nodeid] = [0, True, []]


def _moment():
    """Seconds half of the processor, half of the wall: other work on the machine counts less, but waiting counts."""
    return (time.process_time() + time.perf_counter()) / 2


def pytest_runtest_logreport(report):
    if report.failed:
        _tests[report.nodeid][1] = False


def pytest_runtest_logfinish(nodeid):
    _tests[nodeid][0] = round(_moment() - _state["began"], 3)
    _tests[nodeid][2] = sorted(_seen)


def pytest_sessionfinish():
    others = Path(f"{os.environ['REACH']}.others")
    for line in set(others.read_text().splitlines()) if others.exists() else ():
        test, place = line.split("\t")
        if test in _tests:
            _tests[test][2].append(place)
    Path(os.environ["REACH"]).write_text(json.dumps(_tests))
