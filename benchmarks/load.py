"""Load on one address: as many requests as it answers, over connections that stay open; nothing leaves the machine.

With `wrk` where it is installed; else with the client below, in a process of its own, which shows the same but that it
reads slowly: pages of 100 KB come at half the rate, so that it understates the faster of two servers.
"""

import asyncio
import json
import re
import shutil
import subprocess
import sys
from statistics import quantiles
from time import perf_counter
from typing import NamedTuple
from urllib.parse import urlsplit

CONNECTIONS = 16
WRK = shutil.which("wrk")
CLIENT = "wrk" if WRK else "our client in Python"
SECONDS = {"us": 1e-6, "ms": 1e-3, "s": 1, "m": 60}


class Failed(Exception):
    """The server did not answer each request with its page."""


class Load(NamedTuple):
    """Requests a second, and the seconds that half of them, and all but one in a hundred, took at most."""

    rate: float
    half: float
    most: float


def load(url, *, coding, seconds):
    return (_by_wrk if WRK else _by_client)(url, coding, seconds)


def _by_wrk(url, coding, seconds):
    options = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "--timeout", "60s"]
    said = _said([WRK, *options, "-H", f"Accept-Encoding: {coding}", url])
    if "Non-2xx" in said or "Socket errors" in said:
        raise Failed(f"{url}: {said}")
    rate = float(re.search(r"Requests/sec: +([\d.]+)", said)[1])
    half, most = (re.search(rf" {share}% +([\d.]+)(us|ms|s|m)\n", said) for share in (50, 99))
    return Load(rate, *(float(found[1]) * SECONDS[found[2]] for found in (half, most)))


def _by_client(url, coding, seconds):
    return Load(*json.loads(_said([sys.executable, __file__, url, coding, str(seconds)])))


def _said(command):
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        raise Failed(run.stderr)
    return run.stdout


class Connection(asyncio.Protocol):
    """Asks again as soon as the answer is complete, until `until`; its latencies go into `took`."""

    def __init__(self, question, until, took):
        self.question, self.until, self.took = question, until, took
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport
        self._ask()

    def _ask(self):
        self.head, self.left = b"", None
        self.asked_at = perf_counter()
        self.transport.write(self.question)

    def data_received(self, data):
        if self.left is None:
            self.head += data
            head, end, body = self.head.partition(b"\r\n\r\n")
            if not end:
                return
            length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
            if not head.startswith(b"HTTP/1.1 200 ") or not length:
                return self._fail(head.decode())
            self.left, data = int(length[1]), body
        self.left -= len(data)
        if not self.left:
            now = perf_counter()
            self.took.append(now - self.asked_at)
            if now < self.until:
                self._ask()
            elif not self.done.done():
                self.done.set_result(None)

    def connection_lost(self, error):
        self._fail("the server closed the connection")

    def _fail(self, why):
        if not self.done.done():
            self.done.set_exception(Failed(why))


async def _ask_for(url, coding, seconds):
    parts = urlsplit(url)
    question = f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept-Encoding: {coding}\r\n\r\n".encode()
    began, took = perf_counter(), []
    loop = asyncio.get_running_loop()
    made = [
        await loop.create_connection(lambda: Connection(question, began + seconds, took), parts.hostname, parts.port)
        for __ in range(CONNECTIONS)
    ]
    await asyncio.gather(*(connection.done for __, connection in made))
    lasted = perf_counter() - began
    hundredths = quantiles(took, n=100)
    return len(took) / lasted, hundredths[49], hundredths[98]


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_ask_for(sys.argv[1], sys.argv[2], float(sys.argv[3])))))
