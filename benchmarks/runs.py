"""Runs of pytest one after another, each in a folder of its own: a process that has the libraries forks for each.

python runs.py       reads {"folder", "arguments", "environment", "output", "patience"} a line, answers with a code
"""

import ast
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

OWN = ("tests", "benchmarks", "lint", "make", "modeltranslation", "playwright", "pytest_django", "xdist")


class Runs:
    """The process that forks, as its user sees it."""

    def __init__(self, log):
        kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "REACH")}
        command = [sys.executable, str(Path(__file__).resolve())]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=kept, text=True
        )

    def load(self, folder, paths):
        """Load the libraries that these modules import; not the modules, which differ from run to run."""
        self._ask(sorted(_libraries(folder, paths)))

    def run(self, folder, arguments, environment, patience):
        """What pytest ended with ("hanging" after so many seconds), and what it said."""
        output = folder.parent / "output.txt"
        code = self._ask(
            {
                "folder": str(folder),
                "arguments": arguments,
                "environment": environment,
                "output": str(output),
                "patience": patience,
            }
        )
        return code, output.read_text(errors="replace")

    def _ask(self, what):
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def _libraries(folder, paths):
    own = {*OWN, *(Path(path).parts[0] for path in paths)}
    for path in paths:
        for node in ast.walk(ast.parse((folder / path).read_text())):
            names = [node.module] if isinstance(node, ast.ImportFrom) and not node.level else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            yield from (name for name in names if name.split(".")[0] not in own)


def serve():
    import pytest

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        asked = json.loads(line)
        if isinstance(asked, list):
            for name in asked:
                with suppress(Exception):  # what wants Django's settings is loaded in each run
                    importlib.import_module(name)
            answer = len(sys.modules)
        else:
            child = os.fork()
            if not child:
                _become(asked)
                sys.exit(int(pytest.main(asked["arguments"])))
            answer = _end_of(child, asked["patience"])
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _become(asked):
    os.setsid()
    os.chdir(asked["folder"])
    os.environ.update(asked["environment"])
    sys.path[0] = asked["folder"]
    sys.argv = ["pytest"]
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    written = os.open(asked["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(written, 1)
    os.dup2(written, 2)


def _end_of(child, patience):
    until = time.monotonic() + patience
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "hanging"


if __name__ == "__main__":
    serve()
