"""The child process: reads a file from standard input, looks at it, and answers with one JSON object.

    python -m conference.inspection pdf < statement.pdf

The kind is the name of a module beside this one, whose `inspect` gets the content and the other arguments.
"""

import json
import os
import sys
from contextlib import suppress
from importlib import import_module

from conference.inspection.findings import Found

try:
    import resource
except ImportError:  # Windows has no such limits; the time that the parent waits is limited there as well
    resource = None

KINDS = ("pdf", "pdf_text", "pdf_public", "word", "word_text", "word_draft", "word_public", "photograph", "emblem")
SECONDS = 5  # of computing
MEGABYTES = 768
NICE = 10  # where the machine is busy, the server comes first


def limit():
    """Set what the process may use from here on; it writes no file, so that not one byte of one is allowed."""
    if resource is None:
        return
    os.nice(NICE)
    limits = {
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_AS: MEGABYTES * 1024 * 1024,
        resource.RLIMIT_NOFILE: 16,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in limits.items():
        with suppress(ValueError, OSError):  # macOS knows some of them by name alone
            resource.setrlimit(what, (most, most))


def main(kind, *arguments):
    if kind not in KINDS:
        raise SystemExit(f"There is no inspection of {kind!r}.")
    run(import_module(f"conference.inspection.{kind}").inspect, *arguments)


def run(inspect, *arguments):
    """Inspect what comes from standard input, within the limits."""
    limit()
    try:
        answer = inspect(sys.stdin.buffer.read(), *arguments)
    except Found as found:
        answer = found.answer()
    except (MemoryError, RecursionError):
        answer = Found("costly").answer()
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
