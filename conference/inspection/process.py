"""Having a file looked at by a child process, and what is answered when the child does not answer."""

import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MODULE = "conference.inspection"
AT_ONCE = 2  # in this process of the server, so that a machine of two cores still serves
PATIENCE = 10  # seconds to wait for a place
SECONDS = 10  # that an inspection may take; on an idle machine it is stopped earlier, for what it computes

_places = threading.BoundedSemaphore(AT_ONCE)
_uploaders = set()
_lock = threading.Lock()


class Busy(Exception):
    """The file cannot be looked at now, because others are."""


def inspect(kind, content, *arguments):
    """What the inspection of this kind answers: a dict, which has "found" where the file is refused.

    "costly" is also the answer for a file at which the child died or spent its time.
    """
    if not _places.acquire(timeout=PATIENCE):
        raise Busy
    try:
        return _ask_child(kind, content, arguments)
    finally:
        _places.release()


@contextmanager
def one_at_a_time(uploader):
    """`with one_at_a_time(key): inspect(...)`: who has a file looked at already is refused at once and holds no place.

    None is nobody in particular, and is not counted.
    """
    if uploader is None:
        yield
        return
    with _lock:
        if uploader in _uploaders:
            raise Busy
        _uploaders.add(uploader)
    try:
        yield
    finally:
        with _lock:
            _uploaders.discard(uploader)


def _ask_child(kind, content, arguments):
    command = [sys.executable, "-s", "-W", "ignore", "-m", MODULE, kind, *arguments]
    try:
        child = subprocess.run(
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=_environment(),
            timeout=SECONDS,
        )
        answer = json.loads(child.stdout) if child.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        answer = None
    except OSError:  # no process can be started now
        raise Busy from None
    return answer if isinstance(answer, dict) else {"found": "costly", "name": ""}


def _environment():
    """Nothing of ours, above all no secret; Windows needs to know where it lies itself."""
    return {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
