"""What supervisors, balancers and administrators ask a process, on any host, in no language and without Django.

`/healthz`: the process lives. `/readyz`: its database answers and is up to date. `/version`: which Rostrum it is.
"""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

from conference.serving.readiness import fault_of_database
from conference.version import commit, version

PATIENCE = 5  # seconds
KEPT = 1  # seconds for which an answer of the database is repeated, because anybody may ask


class Probes:
    """Answers the three addresses. One thread asks the database; who asks while it does waits for that answer."""

    def __init__(self):
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="readiness")
        self._asked = None
        self._asked_at = 0

    async def answer(self, scope, send):
        """Answer if the request is one of these; returns whether it was."""
        found = {"/healthz": self._health, "/readyz": self._readiness, "/version": self._version}.get(scope["path"])
        if found is None or scope["method"] not in ("GET", "HEAD"):
            return False
        status, kind, words = await found()
        body = words.encode() + b"\n"
        headers = [
            (b"content-type", kind),
            (b"content-length", b"%d" % len(body)),
            (b"cache-control", b"no-store"),
            (b"x-content-type-options", b"nosniff"),
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})
        return True

    def close(self):
        self._thread.shutdown(wait=False)

    async def _health(self):
        return 200, b"text/plain; charset=utf-8", "The process lives."

    async def _version(self):
        told = {"version": version(), "commit": commit() or None}
        return 200, b"application/json", json.dumps(told)

    async def _readiness(self):
        now = asyncio.get_running_loop().time()
        if self._asked is None or (self._asked.done() and now - self._asked_at > KEPT):
            self._asked = asyncio.get_running_loop().run_in_executor(self._thread, fault_of_database)
            self._asked_at = now
        try:
            fault = await asyncio.wait_for(asyncio.shield(self._asked), PATIENCE)
        except TimeoutError:
            fault = "The database does not answer."
        return (503 if fault else 200), b"text/plain; charset=utf-8", fault or "Ready."
